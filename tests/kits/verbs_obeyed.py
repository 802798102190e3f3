"""Whether what a volunteer or a coordinator asked for with a verb, in whatever words, was done."""

from collections.abc import Callable, Mapping

from tests.kits.followed import HELD, WILLING, Duty
from tests.kits.judging import Case


def is_obeyed(case: Case) -> bool | None:
    """Whether the verb that the row means was obeyed; None where it means none, or there is nothing to do it to."""
    row = case.row
    verb = _VERBS.get((row.who, row.meaning))
    return verb(case) if verb is not None and row.state in _WHERE.get(row.meaning, {row.state}) else None


def taken(case: Case) -> set[str]:
    """The codes of callbacks that they have because of this text."""
    was, now = _duty(case)
    return now.held - was.held


def given_up(case: Case) -> bool:
    """Whether an offer, or a callback that they had, is no longer theirs, and they took no other."""
    was, now = _duty(case)
    mine = {code for code, state in was.offers.items() if state in ("open", HELD)}
    return any(now.offers.get(code) not in ("open", HELD) for code in mine) and not taken(case)


def acknowledged(case: Case) -> bool:
    """Whether an alert is theirs by this text."""
    return bool(case.silence.alerts.keys() - case.text.alerts.keys())


def _duty(case: Case) -> tuple[Duty, Duty]:
    """The volunteer without this text, and with it."""
    was, now = case.silence.duty, case.text.duty
    assert was is not None and now is not None, "no volunteer wrote this"
    return was, now


def _named(case: Case) -> set[str]:
    """The codes of theirs that the text names."""
    was, _ = _duty(case)
    return {code for code in was.offers if code.casefold() in case.sent.casefold()}


def _taken(case: Case) -> bool:
    wanted = _named(case)
    return bool(taken(case) & wanted if wanted else taken(case))


def _taken_at(case: Case) -> bool:
    _, now = _duty(case)
    at_once = bool(case.rung) and "take" not in case.row.also
    return not at_once and (_taken(case) or WILLING in now.offers.values())


def _passed(case: Case) -> bool:
    was, now = _duty(case)
    gone = {code for code, state in was.offers.items() if now.offers.get(code) not in (state, HELD)}
    if named := _named(case):
        return bool(gone & named)
    return bool(gone) and not {"open", HELD} & set(now.offers.values())


def _gone_on(case: Case) -> bool:
    return bool(case.rung) or any(
        (each.column, each.value) == ("wait_for_go", "False") for each in case.changed
    )


def _done(case: Case) -> bool:
    was, now = _duty(case)
    return _noted(case) or (case.row.state == "v_writing" and bool(was.held - now.held))


def _noted(case: Case) -> bool:
    was, now = _duty(case)
    return now.notes > was.notes


def _blocked(case: Case) -> bool:
    was, now = _duty(case)
    return now.blocked > was.blocked


def _on(case: Case) -> bool:
    was, now = _duty(case)
    return now.on_duty and (not was.on_duty or case.answered)


def _off(case: Case) -> bool:
    return not _duty(case)[1].on_duty


def _paused(case: Case) -> bool:
    away = any(each.table == "times_off" for each in case.changed)
    return away or _duty(case)[1].paused


_VERBS: Mapping[tuple[str, str], Callable[[Case], bool]] = {
    ("volunteer", "take"): _taken,
    ("volunteer", "take_at"): _taken_at,
    ("volunteer", "pass"): _passed,
    ("volunteer", "pass_later"): _passed,
    ("volunteer", "go"): _gone_on,
    ("volunteer", "done"): _done,
    ("volunteer", "note"): _noted,
    ("volunteer", "block"): _blocked,
    ("volunteer", "on"): _on,
    ("volunteer", "off"): _off,
    ("volunteer", "pause"): _paused,
    ("coordinator", "ack"): acknowledged,
}
_WHERE: Mapping[str, frozenset[str]] = {
    "take": frozenset({"v_offered", "v_two"}),
    "take_at": frozenset({"v_offered", "v_two"}),
    "pass": frozenset({"v_offered", "v_two", "v_holding"}),
    "pass_later": frozenset({"v_offered", "v_two", "v_holding"}),
    "go": frozenset({"v_holding"}),
    "done": frozenset({"v_after", "v_writing"}),
    "note": frozenset({"v_after", "v_writing"}),
    "block": frozenset({"v_after", "v_writing"}),
    "ack": frozenset({"c_alert"}),
}
"""Where there is something to obey; other verbs anywhere."""
