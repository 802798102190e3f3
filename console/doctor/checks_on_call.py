"""The doctor checks the people on call: numbers that the line can text and ring, and no hour without anybody."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from console.doctor.report import Findings
from flows.line import on_call
from flows.rules.phone import may_dial
from store.account_alerts import alert_mails
from store.config import clock
from store.models import Contact, Message
from store.upkeep import stuck
from store.vault import Vault

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


def alerts(connection: Connection, known: Mapping[str, Any], found: Findings) -> None:
    """Check that alerts go out, and that somebody on call takes them."""
    _stopped(connection, known, found)
    now = clock.now()
    if mails := alert_mails.trouble(connection, now):
        found.warn(
            f"E-mails about alerts: {mails} of the last day did not go out as they should. Texts and rings do "
            "not depend on them. Look at SMTP_URL, and in the worker's log for mail_not_sent."
        )
    trouble = stuck.alert_trouble(connection, now)
    if trouble.unreached:
        found.bad(
            f"alerts: {trouble.unreached} open, about danger, were refused by every phone on call. Nobody knows of "
            "them. Look now: `warmline alerts list`. Then correct ON_CALL, or text START from those phones."
        )
    if trouble.late:
        found.bad(
            f"alerts: {trouble.late} due for a minute and not sent. Do a worker and a clock run, and does the carrier "
            "take our texts?"
        )
    lost = select(func.count()).where(
        Message.purpose == "alert", Message.state == "failed", Message.created_at > now - timedelta(days=1)
    )
    if number := connection.execute(lost).scalar_one():
        found.warn(
            f"alerts: {number} of the last day were refused for good by a phone on call. Are the numbers of ON_CALL "
            "right, and has nobody texted STOP from theirs? `warmline alerts test` tries them all."
        )


def _stopped(connection: Connection, known: Mapping[str, Any], found: Findings) -> None:
    """Who is on the ladder and takes no texts: their alerts go to the next person."""
    ladder = on_call.numbers(known["on_call"]) or tuple(
        each for each in (known["coordinator_number"], known["on_call_number"]) if each is not None
    )
    if not known.get("data_keys") or not ladder:
        return
    vault = Vault(known["data_keys"])
    stopped = select(func.count()).select_from(Contact).where(Contact.opted_out_at.is_not(None))
    places = [
        str(place)
        for place, number in enumerate(ladder, 1)
        if connection.execute(stopped.where(Contact.number_hash.in_(vault.hashes(number)))).scalar_one()
    ]
    if len(places) == len(ladder):
        found.bad(
            "ON_CALL: STOP was texted from every phone on it, so no alert reaches anybody. Text START from one."
        )
    elif places:
        found.warn(
            f"ON_CALL: STOP was texted from number {', '.join(places)} of it, so its alerts go to the next person. "
            "START from that phone brings them back."
        )
