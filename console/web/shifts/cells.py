"""What stands in a week's table: for each day its shifts by the part of the day, gaps in words, who is away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from console.web.shifts.dates import A_DAY, PARTS, Days
from flows.line import Line
from flows.rules.times.shift_patterns import is_holiday
from store.planning import weeks
from store.planning.weeks import ShiftSeen

SOON = timedelta(days=1)
"""A shift that is not confirmed is worth a word within this time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a cell. `kind`: held, missed (nobody was there), open, missing (by a slot) or forecast.

    The last two have no shift; `count` people are missing.
    """

    kind: str
    said: str
    note: str = ""
    shift_id: int | None = None
    count: int = 1

    @property
    def is_gap(self) -> bool:
        """Whether somebody is missing."""
        return self.kind in ("open", "missing", "forecast")


@dataclass(slots=True)
class Group:
    """The hours of a cell that are alike, and what stands in them."""

    starts_at: datetime
    ends_at: datetime
    hours: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the week's table. `cells`: its parts, in order. `notes`: who is away, holidays, that it is closed."""

    day: date
    said: str
    is_today: bool
    is_over: bool
    cells: Sequence[Sequence[Group]]
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Week:
    """A week as it is shown. `gaps`: how many people are missing. `standby`: who may be asked."""

    days: Sequence[DayRow]
    shifts: int
    open: int
    missing: int
    standby: int
    span: str

    @property
    def gaps(self) -> int:
        """How many are missing in all."""
        return self.open + self.missing


def week_of(seen: weeks.Days, clock: Days, line: Line, today: date) -> Week:
    """The table of these days."""
    names = _names(seen.shifts)
    cells: dict[tuple[date, int], dict[tuple[datetime, datetime], Group]] = {}

    def put(starts_at: datetime, ends_at: datetime, entry: Entry) -> None:
        groups = cells.setdefault((clock.day_of(starts_at), clock.part(starts_at)), {})
        key = (starts_at, ends_at)
        if key not in groups:
            groups[key] = Group(*key, clock.hours(*key))
        groups[key].entries.append(entry)

    for each in seen.shifts:
        put(each.starts_at, each.ends_at, _entry(each, names, clock))
    for short in seen.short:
        said = clock.t("week.missing", count=short.missing)
        put(
            short.starts_at,
            short.ends_at,
            Entry("missing", said, clock.t("week.at_least", count=short.minimum), count=short.missing),
        )
    for gap in seen.gaps:
        if not _is_said(gap.starts_at, gap.ends_at, seen):
            said = clock.t("week.missing", count=gap.missing)
            put(
                gap.starts_at,
                gap.ends_at,
                Entry("forecast", said, clock.t("week.by_forecast"), count=gap.missing),
            )
    days = []
    day = seen.first
    while day <= seen.last:
        parts = [_in_order(cells.get((day, part), {}).values()) for part in range(len(PARTS))]
        days.append(
            DayRow(day, clock.day(day), day == today, day < today, parts, _notes(seen, clock, line, day))
        )
        day += A_DAY
    return Week(
        days=days,
        shifts=sum(each.there for each in seen.shifts),
        open=sum(each.is_open for each in seen.shifts),
        missing=sum(_count(group) for groups in cells.values() for group in groups.values()),
        standby=seen.standby,
        span=clock.t("week.span", first=clock.day(seen.first), last=clock.day(seen.last)),
    )


def _count(group: Group) -> int:
    return sum(each.count for each in group.entries if each.kind in ("missing", "forecast"))


def _in_order(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.starts_at, group.ends_at))


def _is_said(starts_at: datetime, ends_at: datetime, seen: weeks.Days) -> bool:
    """Whether a slot says already that somebody is missing in these hours."""
    return any(each.starts_at < ends_at and each.ends_at > starts_at for each in seen.short)


def _names(shifts: Sequence[ShiftSeen]) -> dict[str, str]:
    """How each is called in the table, by handle: the first name, and the handle as well where two have it."""
    peers = {each.peer.handle: each.peer for each in shifts if each.peer is not None}
    often = Counter(peer.name for peer in peers.values())
    return {
        handle: str(peer) if often[peer.name] > 1 or not peer.name else peer.name
        for handle, peer in peers.items()
    }


def _entry(each: ShiftSeen, names: dict[str, str], clock: Days) -> Entry:
    if each.is_open:
        code = each.code or ""
        return Entry("open", clock.t("week.open"), code, each.id)
    if each.peer is None and not each.hidden:
        return Entry("missed", clock.t("week.nobody_came"), "", each.id)
    who = clock.t("week.somebody_known") if each.peer is None else names[each.peer.handle]
    kind = "missed" if each.state == "missed" else "held"
    return Entry(kind, who, note(each, clock), None if each.hidden else each.id)


def note(each: ShiftSeen, clock: Days) -> str:
    """What is to be said of a shift that is somebody's, in a word or two."""
    if each.state == "missed":
        return clock.t("week.was_missed")
    if each.state == "on":
        return clock.t("week.on_now")
    if each.state == "planned" and each.starts_at - clock.minute < SOON:
        return clock.t("week.not_confirmed")
    return clock.t("week.stands_in") if each.stands_in else ""


def _notes(seen: weeks.Days, clock: Days, line: Line, day: date) -> list[str]:
    found = []
    if is_holiday(day, line.region):
        found.append(clock.t("week.holiday"))
    closing = line.closed if line.closed is not None and line.closed.until > clock.minute else None
    if closing is not None and clock.day_of(closing.since) <= day <= clock.day_of(closing.until):
        found.append(clock.t("week.closed", at=clock.at(closing.until)))
    for each in seen.away:
        if clock.day_of(each.begins_at) <= day <= clock.day_of(each.ends_at - timedelta(seconds=1)):
            who = each.peer.name if each.peer is not None else clock.t("week.somebody_known")
            found.append(clock.t("week.is_away", who=who))
    return list(dict.fromkeys(found))
