"""Puts a callback into words for a coordinator at a terminal. Times are on the line's clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from store.coordinators.overview import CallbackStatus
from store.coordinators.timeline import Entry


@dataclass(frozen=True, slots=True)
class Clock:
    """Writes moments on the line's clock, as seen from now."""

    now: datetime
    zone: ZoneInfo

    def __call__(self, moment: datetime | None) -> str:
        """ "14:05" today, else with the day: "Thu 5 Mar 14:05"."""
        if moment is None:
            return "not known"
        local = moment.astimezone(self.zone)
        if local.date() == self.now.astimezone(self.zone).date():
            return f"{local:%H:%M}"
        year = f" {local.year}" if local.year != self.now.astimezone(self.zone).year else ""
        return f"{local:%a} {local.day} {local:%b}{year} {local:%H:%M}"


_ENDED = {
    "completed": "they talked",
    "missed": "we did not reach them",
    "cancelled": "called off",
    "expired": "nobody took it",
}


def lines(each: CallbackStatus, clock: Clock) -> Iterator[str]:
    """Two lines about one callback: what was asked for, and where it is now."""
    cb = each.row
    parts = [f"{cb.code:4} {each.handle:14} {cb.kind:4}  asked {clock(cb.requested_at)}"]
    if cb.not_before is not None:
        parts.append(f"wanted {clock(cb.not_before)}")
    by = "LATE since" if each.late else "promised by"
    parts.append(f"{by} {clock(cb.promised_by)}{_promise(each)}")
    if cb.severity:
        parts.append(f"severity {cb.severity} of 3")
    yield ", ".join(parts)
    over = f" (#{cb.id})" if cb.ended_at is not None else ""
    yield f"    {waits_for(each, clock)}{over}"


def _promise(each: CallbackStatus) -> str:
    times = each.row.revised
    marks = ["AT RISK"] if each.at_risk else []
    marks += [f"revised {'once' if times == 1 else f'{times} times'}"] if times else []
    return f" ({', '.join(marks)})" if marks else ""


def waits_for(each: CallbackStatus, clock: Clock) -> str:
    """Who has it, what it waits for, and until when."""
    cb, peer = each.row, each.peer
    due = clock(cb.due_at)
    match each.status:
        case "searching":
            return f"waiting: nobody is asked, next look {due}"
        case "asking":
            return f"asking {', '.join(map(str, each.asked))}, next look {due}"
        case "planned":
            return f"waiting for the time they said; peers are asked from {due}"
        case "on_line":
            return f"the caller is on the phone and a peer is rung, until {due}"
        case "unsure":
            return f"waiting for their word since {clock(cb.ready_asked_at)}, until {due}"
        case "taken":
            return f"{peer} has it; next look {due}"
        case "ready":
            return f"{peer} has it; waiting for the participant's word since {clock(cb.ready_asked_at)}, until {due}"
        case "waits_go":
            return f"{peer} has it, and says GO when ready; until {due}"
        case "agreed":
            return f"{peer} has it, to be rung at {clock(cb.agreed_at or cb.not_before)}; next look {due}"
        case "retry":
            return f"{peer} has it; the participant was rung {_times(cb.attempts)}, again at {clock(cb.retry_at)}"
        case "ringing":
            return f"phones are ringing for {peer} and the participant; looked at again {due}"
        case "talking":
            return f"{peer} and the participant are talking since {clock(cb.connected_at)}; looked at again {due}"
        case "writing":
            return f"{peer} and the participant are writing since {clock(cb.connected_at)}; looked at again {due}"
    with_whom = f" ({peer})" if peer is not None else ""
    return f"over since {clock(cb.ended_at)}: {_ENDED.get(each.status, each.status)}{with_whom}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def entry(each: Entry, clock: Clock) -> str:
    """One line of a callback's timeline."""
    who = f" – {each.who}" if each.who is not None else ""
    why = f": {'; '.join(each.why)}" if each.why else ""
    return f"  {clock(each.at):>16}  {each.what}{who}{why}"


def as_data(each: CallbackStatus) -> dict[str, Any]:
    """The same as data for a program to read; moments as ISO 8601 in UTC."""
    cb = each.row
    moments = ("requested_at", "not_before", "promised_by", "due_at", "ended_at")
    return {
        "id": cb.id,
        "code": cb.code,
        "handle": each.handle,
        "state": cb.state,
        "stands": each.status,
        "kind": cb.kind,
        "severity": cb.severity,
        "late": each.late,
        "at_risk": each.at_risk,
        "revised": cb.revised,
        "peer": {"name": each.peer.name, "handle": each.peer.handle} if each.peer else None,
        "asked": [peer.handle for peer in each.asked],
        **{name: at.isoformat() if (at := getattr(cb, name)) else None for name in moments},
    }
