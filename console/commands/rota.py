"""`warmline shifts` shows a coordinator the rota, who is on when and what is open, and changes it."""

from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select

from console.commands.callbacks import in_store
from console.commands.callbacks_text import Clock
from flows.rules.times.local import read_day
from flows.rules.times.moments import moment
from flows.rules.times.phrases import fold, phrases
from flows.rules.times.recurring import Recurring, weekdays
from flows.rules.times.shift_patterns import FURTHEST, ShiftPatternSaid, Unread, read_shift_pattern, stretches
from store.coordinators import lookup, overview
from store.database import Tx
from store.models import Shift, TimeOff
from store.rota import open_shifts, shift_patterns, time_off
from store.rota import queries as rota
from store.rota import shifts as shifts

_NOT_READ = {
    Unread.NO_DAY: "Say on which days: “Mon Thu 7pm-10pm”, “Sat 10pm 8h”, “5 Dec 7pm 3h”.",
    Unread.NO_TIME: "Say from when to when: “Mon 7pm-10pm”, or how long: “Mon 7pm 3h”.",
    Unread.NO_END: "Say until when, or how long, a quarter of an hour at least: “Mon 7pm-10pm”, “Mon 7pm 3h”.",
    Unread.TOO_LONG: "A shift lasts 24 hours at most.",
    Unread.PAST: "That time is over, or has begun.",
    Unread.NOT_WEEKLY: "A shift is kept for every week from now on, or for one day: no every other week, no last day.",
    Unread.OTHER_CLOCK: "A shift is on the volunteer's own clock (`shifts open`: the line's): leave the zone away.",
    Unread.NOT_CLEAR: "That is not clear. One shift at a time, like “Mon Thu 7pm-10pm”.",
}
_STATES = {"planned": "not confirmed yet", "confirmed": "confirmed", "on": "on now"}


@click.group(name="shifts")
def group() -> None:
    """The rota: shift patterns, the shifts they come to, what is open, time off. Times on the line's clock."""


@group.command(name="list")
@click.option(
    "--days", type=click.IntRange(1, 35), default=7, show_default=True, help="How many days to look at."
)
def list_shifts(days: int) -> None:
    """Whose shift is when, and which are nobody's. Each with its number, for `warmline shifts drop`."""

    def look(tx: Tx) -> list[str]:
        said = [_line(tx, row) for row in rota.within(tx, tx.now + timedelta(days=days))]
        away = [_away(tx, row) for row in _times_off(tx, days)]
        return [*(said or ["nothing is planned: warmline shifts add NAME “Mon Thu 7pm-10pm”"]), *away]

    in_store(look)


@group.command()
@click.argument("volunteer")
@click.argument("when")
def add(volunteer: str, when: str) -> None:
    """Give a VOLUNTEER (name or handle) a shift: WHEN is "Mon Thu 7pm-10pm", "Sat 10pm 8h", "5 Dec 7pm 3h".

    On the volunteer's own clock. Weekdays mean every week. They are reminded, and may drop a shift, by text.
    """

    def work(tx: Tx) -> list[str]:
        found = lookup.volunteer_called(tx, volunteer)
        if found.status != "active":
            raise lookup.NotFound(f"{lookup.first_name(tx, found)} has not joined yet, or has left.")
        zone = rota.zone_of(tx, found.id)
        said = _read(when, tx.now, zone)
        pattern_id = shift_patterns.add_pattern(
            tx,
            found.id,
            begins=said.begins,
            recurs=said.recurs,
            minutes=said.minutes,
            ends=said.ends,
            timezone=zone,
        )
        tx.record("shifts add", found.handle, pattern=pattern_id)
        mine = [row for row in rota.coming(tx, found.id) if row.shift_id == pattern_id]
        how = "every week from" if said.recurs else "once,"
        first = (
            f"{how} {_span(tx, mine[0])}" if mine else "with no shift to come: they are away, or on holiday"
        )
        return [f"{lookup.first_name(tx, found)} ({found.handle}): {first}"]

    in_store(work)


@group.command()
@click.argument("shift")
@click.option("--all", "all_of_them", is_flag=True, help="The whole pattern, from now on.")
def drop(shift: str, *, all_of_them: bool) -> None:
    """Take a volunteer out of a SHIFT (its number in the list, like #12): it is open, and the reserve is asked."""

    def work(tx: Tx) -> list[str]:
        row = _shift(tx, shift)
        if row.volunteer_id is None:
            raise lookup.NotFound("Nobody has that shift. `warmline shifts list` has them all.")
        who = overview.peer(tx, row.volunteer_id)
        done = shifts.drop(tx, row.id, row.volunteer_id, all_of_them=all_of_them)
        if done.name == "none":
            raise lookup.NotFound("That shift is over, or nobody's. `warmline shifts list` has them all.")
        tx.record("shifts drop", f"#{row.id}", all=all_of_them)
        if done.name == "dropped_all":
            return [f"{who} has no more shifts of that pattern. Open now: {done.params['count']}."]
        code = done.params.get("code")
        opened = f"Open as {code}, and the reserve is asked." if code else "What was left of it is open."
        return [f"{who} no longer has {_span(tx, row)}. {opened}", "They are not told: please do."]

    in_store(work)


@group.command(name="open")
@click.argument("when")
def open_place(when: str) -> None:
    """Open a shift that anybody may take: WHEN is "Sat 7pm 3h" (the next one), on the line's clock."""

    def work(tx: Tx) -> list[str]:
        said = _read(when, tx.now, tx.line.timezone)
        if said.recurs is not None and len(weekdays(said.recurs)) > 1:
            raise lookup.NotFound("One shift at a time, like “Sat 7pm 3h”.")
        once = Recurring(said.begins, None, tx.line.timezone)
        found = next(stretches(once, said.minutes, said.ends, tx.now, tx.now + FURTHEST), None)
        place = open_shifts.open_shift(tx, found.starts_at, found.ends_at, told=True) if found else None
        if place is None:
            raise lookup.NotFound("That is too short to ask anybody: half an hour at least.")
        row = rota.known_shift(tx, place)
        tx.record("shifts open", f"#{row.id}")
        asked = "now" if row.due_at is not None and row.due_at <= tx.now else "a week before"
        return [f"{row.code} is open: {_span(tx, row)}. The reserve is asked {asked}: COVER {row.code}."]

    in_store(work)


@group.command()
@click.argument("volunteer")
@click.argument("first")
@click.argument("last", required=False)
@click.option("--back", is_flag=True, help="They are not away after all: they get what nobody took.")
def away(volunteer: str, first: str, last: str | None, *, back: bool) -> None:
    """A VOLUNTEER is away from the FIRST day to the LAST, both included: 2026-12-20 2027-01-03, or "20 dec"."""

    def work(tx: Tx) -> list[str]:
        found = lookup.volunteer_called(tx, volunteer)
        zone = rota.zone_of(tx, found.id)
        begins, ends = _day(first, tx.now, zone), _day(last or first, tx.now, zone) + timedelta(days=1)
        begins_at, ends_at = moment(begins, zone), moment(ends, zone)
        name = lookup.first_name(tx, found)
        if back:
            same = [row for row in time_off.of(tx, found.id) if row.begins_at == begins_at]
            if not same:
                raise lookup.NotFound(f"{name} is not away from that day. `warmline shifts list` tells.")
            done = time_off.back(tx, found.id, time_off_id=same[0].id)
            tx.record("shifts away", found.handle, back=True)
            return [f"{name} is not away after all. Turns that are theirs again: {done.params['count']}."]
        done = time_off.be_away(tx, found.id, begins_at, ends_at)
        why = {"backwards": "That ends before it begins, or is over.", "too_long": "A year at most."}
        if done.name in why:
            raise lookup.NotFound(why[done.name])
        tx.record("shifts away", found.handle, back=False)
        return [f"{name} is away. Turns that are open now: {done.params['count']}."]

    in_store(work)


def _read(when: str, now: datetime, zone: str) -> ShiftPatternSaid:
    said = read_shift_pattern(when, now, zone, "en")
    if isinstance(said, Unread):
        raise lookup.NotFound(_NOT_READ[said])
    return said


def _day(words: str, now: datetime, zone: str) -> datetime:
    """The beginning of the day that was named, on a wall clock."""
    local = now.astimezone(ZoneInfo(zone))
    said = next((phrase.day for phrase in phrases(fold(words)) if phrase.day), "")
    day = read_day(said, local, "en") if said else None
    if day is None:
        raise lookup.NotFound("Write a day like 2026-12-20, or “20 dec”.")
    return datetime.combine(day, datetime.min.time())


def _shift(tx: Tx, given: str) -> Shift:
    name = given.strip()
    row: Shift | None
    if name.lstrip("#").isdigit():
        number = int(name.lstrip("#"))
        row = rota.shift(tx, number) if number < 2**63 else None
    else:
        row = rota.by_code(tx, name)
    if row is None:
        raise lookup.NotFound("There is no such shift. `warmline shifts list` has them all, like #12.")
    return row


def _line(tx: Tx, row: Shift) -> str:
    if row.state == "open":
        return f"{_number(row)} {_span(tx, row)}  NOBODY, open as {row.code or 'no code'}"
    who = overview.peer(tx, row.volunteer_id)
    return f"{_number(row)} {_span(tx, row)}  {who}, {_STATES[row.state]}"


def _number(row: Shift) -> str:
    return f"#{row.id}".ljust(6)


def _span(tx: Tx, row: Shift) -> str:
    """ "Thu 5 Mar 19:00-22:00" on the line's clock, with the day always."""
    zone = ZoneInfo(tx.line.timezone)
    starts, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    return f"{starts:%a} {starts.day} {starts:%b} {starts:%H:%M}-{ends:%H:%M}"


def _times_off(tx: Tx, days: int) -> list[TimeOff]:
    live = select(TimeOff.__table__).where(
        TimeOff.ended_at.is_(None),
        TimeOff.ends_at > tx.now,
        TimeOff.begins_at < tx.now + timedelta(days=days),
    )
    return cast(list[TimeOff], list(tx.run(live.order_by(TimeOff.begins_at))))


def _away(tx: Tx, row: TimeOff) -> str:
    clock = Clock(tx.now, ZoneInfo(tx.line.timezone))
    return f"away   {overview.peer(tx, row.volunteer_id)}, {clock(row.begins_at)} to {clock(row.ends_at)}"
