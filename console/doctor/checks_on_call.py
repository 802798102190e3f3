"""The doctor checks the people on call: numbers that the line can text and ring, and no hour without anybody."""

from collections.abc import Mapping
from typing import Any

from console.doctor.report import Findings
from flows.line import on_call
from flows.rules.phone import may_dial

ON_CALL_SETTINGS = ("ON_CALL", "COORDINATOR_NUMBER", "ON_CALL_NUMBER")
NOBODY = (
    "ON_CALL: it is missing, and so is COORDINATOR_NUMBER. Give the numbers of the people who are texted and rung when "
    "somebody may be in danger, in their order, commas between. Without them nobody is."
)


def settings(known: Mapping[str, Any], found: Findings) -> None:
    """Check the settings that name the people on call. No number is printed: they are counted."""
    ladder = known["on_call"]
    for place, number in enumerate(on_call.numbers(ladder), 1):
        _phone(f"ON_CALL: number {place}", number, known, found)
    for name in ("coordinator_number", "on_call_number"):
        if known[name] is not None:
            _phone(f"{name.upper()}: it", known[name], known, found)
    if ladder and known["coordinator_number"] not in (None, *on_call.numbers(ladder)):
        found.warn(
            "COORDINATOR_NUMBER: it is not asked any more, since ON_CALL is set and does not name it. Add it there, or "
            "remove it here."
        )
    if free := on_call.uncovered(ladder):
        hours = ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in free)
        found.warn(
            f"ON_CALL: nobody's hours cover {hours}, every day of the week. What comes then goes to everybody on it, "
            "in their order."
        )


def _phone(what: str, number: str, known: Mapping[str, Any], found: Findings) -> None:
    if number == known.get("line_number"):
        found.bad(f"{what} is the line's own number, and the line cannot text or ring itself.")
    elif not may_dial(number, known["line_region"]):
        found.bad(
            f"{what} is no ordinary phone in LINE_REGION, so the line never rings it. Give another number, or name its "
            "country in LINE_REGION too (US,CA)."
        )
