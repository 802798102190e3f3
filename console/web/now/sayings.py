"""Now in words: when, how long, where a callback stands and why, what can be done. In one language, to the minute."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.lists import format_list

from console.web.clock import past
from console.web.wording import LANGUAGES, t
from flows.line import Line
from flows.rules.promises.coverage import Hour
from flows.wording import Listener, render_time
from store.coordinators.overview import NO_NUMBER, CallbackStatus
from store.now.now import AlertNow, Now
from store.offers.escalation import AHEAD

NEXT = {
    "searching": "widen",
    "asking": "widen",
    "planned": "reassign",
    "taken": "reassign",
    "ready": "reassign",
    "waits_go": "reassign",
    "agreed": "reassign",
    "retry": "reassign",
}
"""What a coordinator is most likely to do next, by where a callback stands."""


TEST_AFTER = timedelta(days=31)
"""After so long the alerts are to be tested again."""


class Stretch(NamedTuple):
    """Hours in a row with as many on, and as many needed."""

    since: datetime
    until: datetime
    on: int
    needed: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.on)


class Clock:
    """Says moments of the line, as seen at one minute."""

    def __init__(self, line: Line, language: str, minute: datetime) -> None:
        self.language, self.minute, self.zone = language, minute, line.timezone
        self._to = Listener(line, language, False, minute, line.timezone)

    def t(self, key: str, **gaps: object) -> str:
        """Words of the console in this language."""
        return t(key, self.language, **gaps)

    def local(self, moment: datetime) -> datetime:
        """A moment as the line's clock shows it."""
        return moment.astimezone(ZoneInfo(self.zone))

    def at(self, moment: datetime) -> str:
        """ "7:15 PM", "9:00 AM tomorrow"."""
        return render_time(moment, self._to)

    def since(self, moment: datetime) -> str:
        """How long ago it was, within an hour in minutes."""
        minutes = int((self.minute - moment) / timedelta(minutes=1))
        if minutes < 1:
            return self.t("now.just_now")
        return (
            self.t("now.minutes", count=minutes) if minutes < 60 else self.t("now.since", at=self.at(moment))
        )

    def minutes(self, moment: datetime) -> int:
        """For how many minutes it has lasted."""
        return max(0, int((self.minute - moment) / timedelta(minutes=1)))

    def tongue(self, language: str) -> str:
        """The name of a language, by itself."""
        return LANGUAGES.get(language, language)

    def joined(self, names: Sequence[str]) -> str:
        """ "Sam, Rosa and Lee"."""
        return format_list(list(names), locale=self.language)


class Sayings(Clock):
    """What the page says of one look. `known`: the handles of those whom the viewer knows; nothing of them is shown."""

    def __init__(self, now: Now, language: str, known: Collection[str] = ()) -> None:
        super().__init__(now.line, language, now.minute)
        self._now = now
        self.alerts = [each for each in now.alerts if each.handle not in known]
        self._unseen = [each for each in now.alerts if each.handle in known]
        self.callbacks = [each for each in now.callbacks if each.handle not in known]
        self.hidden_callbacks = len(now.callbacks) - len(self.callbacks)
        self.untaken = sum(each.taken_at is None for each in self.alerts)

    def handle(self, handle: str | None) -> str:
        """How somebody is spoken of."""
        return self.t("now.no_number") if handle in (None, NO_NUMBER) else str(handle)

    def hidden(self) -> list[str]:
        """Of each alert about somebody whom they know, only whether somebody has it, and for how long it has stood."""
        return [
            self.t("now.hidden_nobody", since=self.since(each.at))
            if each.taken_at is None
            else self.t("now.hidden_somebody", since=self.since(each.taken_at))
            for each in self._unseen
        ]

    def kind(self, alert: AlertNow) -> str:
        """What an alert is about."""
        return self.t(f"alert_kinds.{alert.kind.value}")

    def state(self, each: CallbackStatus) -> str:
        """Where a callback stands, and why."""
        return state(self, each)

    def next(self, each: CallbackStatus) -> str:
        """What can be done about it next; "" for nothing."""
        return NEXT.get(each.status, "")

    def summary(self) -> str:
        """One sentence of how it stands."""
        now = self._now
        parts = [self.t("now.waiting_one" if now.waiting == 1 else "now.waiting", count=now.waiting)]
        if now.waiting == 0:
            parts = [self.t("now.waiting_none")]
        if now.next_promised is not None:
            late = now.next_promised <= self.minute
            parts.append(
                self.t("now.next_late" if late else "now.next_promised", at=self.at(now.next_promised))
            )
        on = "now.on_none" if not now.on_duty else "now.on_one" if now.on_duty == 1 else "now.on"
        parts.append(self.t(on, count=now.on_duty))
        if now.short_from is not None:
            short_now = now.short_from <= self.minute
            parts.append(
                self.t("now.short_now" if short_now else "now.short_from", at=self.at(now.short_from))
            )
        said = ", ".join(parts)
        return f"{said[:1].upper()}{said[1:]}."

    def test(self) -> str:
        """What is to be done about the test of the alerts; "" for nothing."""
        last = self._now.drill
        if not self._now.line.ladder or (last is not None and last.waits):
            return ""
        if last is None:
            return self.t("now.never_tested")
        if self.minute - last.at > TEST_AFTER:
            return self.t("now.tested_long_ago", at=past(last.at, self._now.line.timezone, self.language))
        return self.t("now.tested_silent", who=self.joined(last.silent)) if last.silent else ""

    def stretches(self) -> list[Stretch]:
        """The next day's cover, hours alike taken together."""
        return stretches(self._now.cover.hours)


def state(clock: Clock, each: CallbackStatus) -> str:
    """Where a callback stands, and why: "offered to Sam, lapses in 4 min"."""
    cb, who = each.row, each.peer.name if each.peer is not None else "?"
    key, gaps = each.status, {"who": who}
    if key == "asking":
        gaps = {"who": clock.joined([peer.name for peer in each.asked[:3]])}
        if len(each.asked) > 3:
            key, gaps = "asking_many", {"count": str(len(each.asked))}
        left = (each.lapses_at - clock.minute) // timedelta(minutes=1) if each.lapses_at else 0
        gaps["minutes"] = str(max(1, left))
    elif key == "planned" and cb.not_before is not None:
        gaps = {"at": clock.at(cb.not_before - AHEAD)}
    elif key == "unsure" and cb.silenced_at is not None:
        key = "silenced"
    elif key == "searching" and cb.held_at is not None:
        key = "held"
    elif key in ("agreed", "retry"):
        at = cb.retry_at if key == "retry" else cb.agreed_at or cb.not_before
        gaps["at"] = clock.at(at or cb.due_at)
    return clock.t(f"callback_states.{key}", **gaps)


def stretches(hours: Sequence[Hour]) -> list[Stretch]:
    """Hours in a row with as many on, and as many needed, as one."""
    found: list[Stretch] = []
    for hour in hours:
        last = found[-1] if found else None
        if last is not None and (last.on, last.needed) == (hour.on, hour.needed):
            found[-1] = last._replace(until=hour.at + timedelta(hours=1))
        else:
            found.append(Stretch(hour.at, hour.at + timedelta(hours=1), hour.on, hour.needed))
    return found
