"""Judges a row by what followed its text: read, obeyed, and what was done unasked. Pure; `tests.kits.judging` plays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from tests.kits import verbs_obeyed
from tests.kits.followed import TOLD, Change
from tests.kits.judging import Case
from tests.kits.labelled_texts import Row
from tests.kits.line import COORDINATOR

_WISHES = frozenset({"woman", "man", "same_peer", "topic"})
"""Somebody says with whom they would talk: where no call is asked for yet, that asks for one."""
_ASKS_ANYWHERE = frozenset({"call", "call_at", "cut_off"})
_ASKS_IN: Mapping[str, frozenset[str]] = {
    "new": _WISHES,
    "idle": _WISHES,
    "mood": _WISHES,
    "offer": _WISHES | {"yes", "now", "language", "access"},
    "waiting": frozenset({"yes", "now", "later"}),
    "ready": frozenset({"yes", "now", "later"}),
    "v_offered": frozenset({"take", "take_at", "go"}),
    "v_two": frozenset({"take", "take_at", "go"}),
    "v_holding": frozenset({"take", "take_at", "go"}),
    "v_after": frozenset({"go"}),
    "c_alert": frozenset({"hand_over"}),
    "c_idle": frozenset({"hand_over"}),
}
"""Which meanings honestly ask for a call, or a ring, in which state, besides those that do so anywhere."""
_NOT_AT_ONCE = frozenset({"call_at", "take_at", "later"})
"""They ask for a ring, though not now."""
_SILENCE_IS_RIGHT = frozenset({"busy", "spam", "thanks", "bye"})
_DANGER = frozenset({"crisis", "check", "unsafe", "hard"})
_ALARMS = frozenset({"crisis", "check"})
"""Kinds of alerts about somebody's danger."""
_TAKES = frozenset({"take", "take_at", "go"})
_GIVES_UP = frozenset(
    "pass pass_later off pause block done stop cut_off busy hard shift crisis unsafe language".split()
)
_CALLS_OFF = frozenset(
    "no_call no later call_at write stop unsafe busy wrong_number spam crisis access skip bye".split()
)
"""After these a call may well be off, or moved."""
_ENDS = frozenset("stop wrong_number spam erase".split())
_ACKS = frozenset({"ack", "call", "say"})
"""Who writes to the person an alert is about, or calls them, has it."""


@dataclass(frozen=True)
class Verdict:
    """What is said of one row; None where a question does not arise.

    `booked_unasked`: what happened, "" for nothing. `has_call`: somebody who asked for a call has one; `has_writing`:
    to write instead. `called_off`: no phone rings any more. `opted_out`: they get no more texts. `read`: answered
    otherwise than nonsense is. `obeyed`: the verb of a volunteer or coordinator. `rated`: the number that was meant is
    kept. `alarmed`: an alert about danger, where danger was told. `failed`: the line broke over it. The others: what
    was done although nobody asked.
    """

    booked_unasked: str | None
    has_call: bool | None
    has_writing: bool | None
    called_off: bool | None
    opted_out: bool | None
    read: bool | None
    obeyed: bool | None
    rated: bool | None
    alarmed: bool | None
    rated_unasked: bool | None
    alarmed_unasked: bool | None
    called_off_unasked: bool | None
    opted_out_unasked: bool | None
    taken_unasked: bool | None
    given_up_unasked: bool | None
    acknowledged_unasked: bool | None
    failed: bool


FIGURES = tuple(each.name for each in fields(Verdict))


def verdict(case: Case) -> Verdict:
    """Judge a row."""
    row = case.row
    means, volunteers, open_call = row.meanings, row.who == "volunteer", row.state in ("waiting", "ready")
    coordinators, asks_rate = row.who == "coordinator", row.state in ("mood", "after")
    rates = {each for each in means if each.startswith("rate:")}
    return Verdict(
        booked_unasked=_booked_unasked(case),
        has_call=_has_call(case) if _asks_for_call(row) else None,
        has_writing=_has_writing(case) if row.meaning == "write" and row.who == "participant" else None,
        called_off=_is_off(case) if row.meaning == "no_call" or (row.meaning == "no" and open_call) else None,
        opted_out=_is_out(case) if row.meaning == "stop" and not coordinators else None,
        read=_is_read(case) if row.meaning != "unclear" else None,
        obeyed=verbs_obeyed.is_obeyed(case),
        rated=_rated(case) == {row.meaning.partition(":")[2]} if asks_rate and row.meaning in rates else None,
        alarmed=_alarms(case) if row.meaning == "crisis" else None,
        rated_unasked=bool(_rated(case)) if asks_rate and not rates else None,
        alarmed_unasked=_alarms(case) if not means & _DANGER else None,
        called_off_unasked=not case.text.in_line if open_call and not means & _CALLS_OFF else None,
        opted_out_unasked=case.text.opted_out if not means & _ENDS else None,
        taken_unasked=bool(verbs_obeyed.taken(case)) if volunteers and not means & _TAKES else None,
        given_up_unasked=verbs_obeyed.given_up(case) if volunteers and not means & _GIVES_UP else None,
        acknowledged_unasked=(
            verbs_obeyed.acknowledged(case) if row.state == "c_alert" and not means & _ACKS else None
        ),
        failed=case.text.failed,
    )


def _booked_unasked(case: Case) -> str | None:
    """What was booked or rung; "" for nothing. None where the row asks for that at once."""
    asked = case.row.meanings & (_ASKS_ANYWHERE | _ASKS_IN.get(case.row.state, frozenset()))
    if asked - _NOT_AT_ONCE:
        return None
    if case.rung:
        return "rung"
    if asked:
        return ""
    new = [case.text.requests.get(each) for each in case.text.opened - case.silence.opened]
    written = "write" in case.row.meanings and all(each and each.kind == "text" for each in new)
    if new and not written:
        return "booked"
    return "would be rung" if case.rung_later else ""


def _asks_for_call(row: Row) -> bool:
    if row.who == "coordinator":
        return False
    also = {"offer": {"yes"}, "ready": {"yes", "now"}}.get(row.state, set())
    return row.meaning in {"call", "call_at"} | also


def _has_call(case: Case) -> bool:
    row, in_line = case.row, case.text.in_line
    if row.state == "ready" and row.meaning != "call_at":
        return bool(case.rung) or ("write" in row.also and any(each.kind == "text" for each in in_line))
    if row.state in ("waiting", "ready") and row.meaning == "call_at":
        return bool(in_line) and (case.text.requests != case.silence.requests or case.answered)
    return bool(in_line)


def _has_writing(case: Case) -> bool:
    return any(each.kind == "text" for each in case.text.in_line)


def _rated(case: Case) -> set[str]:
    """The numbers that were kept as how somebody is, or how a talk was."""
    kept = {("checkins", "mood"), ("callbacks", "rating")}
    return {each.value for each in case.changed if (each.table, each.column) in kept}


def _is_off(case: Case) -> bool:
    moved = case.text.requests != case.silence.requests
    if case.row.also & {"later", "call_at"} and moved:
        return not case.text.rung
    return all(each.kind != "call" for each in case.text.in_line) and not case.text.rung_later


def _is_out(case: Case) -> bool:
    duty, also = case.text.duty, case.row.also
    left = duty is not None and (
        duty.left or ("pause" in also and duty.paused) or ("off" in also and not duty.on_duty)
    )
    return case.text.opted_out or left


def _alarms(case: Case) -> bool:
    return bool(_ALARMS & {kind for id, kind in case.text.alerts.items() if id not in case.silence.alerts})


def _is_read(case: Case) -> bool:
    row, changed = case.row, case.changed
    if not row.meanings & _DANGER and _alarms(case):
        # A false alarm is no sign of having understood.
        changed = {each for each in changed if each.table != "alerts" and each != Change(TOLD, COORDINATOR)}
    silence_is_right = bool(row.meanings & _SILENCE_IS_RIGHT) and not case.text.reply
    return (
        case.answered
        or bool(changed)
        or silence_is_right
        or ("pass_on" in row.meanings and _is_passed_on(case))
    )


def _is_passed_on(case: Case) -> bool:
    in_writing = case.row.state in ("writing", "v_writing")
    return in_writing and any(to != COORDINATOR for to, _ in case.text.told)
