"""What a coordinator changes in the rota from the console. Who is affected is told by text; each change is recorded."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import and_, func, select

from flows.rules.matching.availability import is_paused
from flows.rules.times.moments import day_starts
from flows.rules.times.recurring import Recurring, weekly_rule
from flows.rules.times.shift_patterns import FURTHEST, LONGEST, SHORTEST, Stretch, stretches
from flows.states import ShiftState
from flows.wording import Hours
from store.callbacks import callbacks
from store.coordinators import overview
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import Contact, Shift, ShiftAsked, TimeOff, Volunteer
from store.rota import open_shifts, shift_patterns, shifts, standby, swaps, time_off
from store.rota import queries as rota

TWICE = timedelta(minutes=1)
"""The same open shift, opened again so soon: a button that was pressed twice."""
MOST_OPEN = 10


class Wanted(NamedTuple):
    """A shift as a form says it, on the line's clock. `days`: the weekdays on which it comes again; none: once."""

    day: date
    starts: time
    ends: time
    days: tuple[int, ...] = ()


def give(tx: Tx, volunteer_id: int, wanted: Wanted, *, by: str) -> int:
    """Give a volunteer a shift, once or every week; they are told by text. Gives the id of the pattern."""
    peer = _active(tx, volunteer_id)
    found = _times(tx, wanted)
    for each in found:
        other = rota.overlapping(tx, volunteer_id, each.starts_at, each.ends_at)
        if other is not None:
            same = (other.starts_at, other.ends_at) == (each.starts_at, each.ends_at)
            raise Refused("has_it" if same else "overlaps", "they have a shift then", at=other.starts_at)
    if not wanted.days and rota.is_away(tx, volunteer_id, found[0].starts_at, found[0].ends_at):
        raise Refused("away", "they are away then")
    begins = datetime.combine(_first_day(wanted), wanted.starts)
    pattern_id = shift_patterns.add_pattern(
        tx,
        volunteer_id,
        begins=begins,
        recurs=weekly_rule(wanted.days) if wanted.days else None,
        minutes=int(_lasts(wanted) / timedelta(minutes=1)),
        ends=wanted.ends,
        timezone=tx.line.timezone,
    )
    told = "turn.given_weekly" if wanted.days else "turn.given"
    callbacks.tell_volunteer(tx, volunteer_id, told, turn=Hours(found[0].starts_at, found[0].ends_at))
    tx.record("shifts add", peer.handle, by=by, pattern=pattern_id)
    return pattern_id


def open_for_anybody(tx: Tx, wanted: Wanted, count: int, *, by: str) -> list[int]:
    """Open so many shifts at these hours, that anybody may take; gives their ids."""
    if not 1 <= count <= MOST_OPEN:
        raise Refused("count", "so many are not opened at once")
    each = _times(tx, wanted._replace(days=()))[0]
    same = and_(Shift.starts_at == each.starts_at, Shift.ends_at == each.ends_at, Shift.state == "open")
    just_now = select(Shift.id).where(same, Shift.created_at > tx.now - TWICE)
    if tx.run(just_now.limit(1)).first() is not None:
        raise Refused("twice", "it was opened just now")
    made = []
    for _ in range(count):
        place = open_shifts.open_shift(tx, each.starts_at, each.ends_at, told=True)
        if place is None:
            raise Refused("too_short", "half an hour at least")
        tx.record("shifts open", f"#{place}", by=by)
        made.append(place)
    return made


def close_open(tx: Tx, shift_id: int, *, by: str) -> None:
    """Nobody is needed for this open shift any more."""
    if not shifts.move(tx, Shift.id == shift_id, ShiftState.DROPPED, ShiftState.OPEN, due_at=None):
        raise Refused("changed", "it is not open any more")
    tx.record("shifts close", f"#{shift_id}", by=by)


def ask(tx: Tx, shift_id: int, volunteer_id: int, *, by: str) -> None:
    """Ask one volunteer by text for an open shift, as the line does."""
    peer = _active(tx, volunteer_id)
    place = _locked_open(tx, shift_id)
    if not standby.ask_one(tx, place, volunteer_id):
        raise Refused("not_asked", "they may not be asked now, or were asked before", who=str(peer))
    tx.record("shifts ask", peer.handle, by=by, shift=f"#{shift_id}")


def put_in(tx: Tx, shift_id: int, volunteer_id: int, *, by: str) -> None:
    """Give an open shift to a volunteer who agreed by word of mouth; they are told by text."""
    peer = _active(tx, volunteer_id)
    row = _locked_open(tx, shift_id)
    if rota.is_away(tx, volunteer_id, row.starts_at, row.ends_at):
        raise Refused("away", "they are away then")
    if is_paused(_pause(tx, volunteer_id), row.starts_at):
        raise Refused("paused", "they are in a pause")
    done = shifts.take(tx, volunteer_id, shift_id)
    if done.name == "overlaps":
        raise Refused("overlaps", "they have a shift then", at=done.params["at"])
    if done.name not in ("taken", "on"):
        raise Refused("changed", "somebody else has it by now")
    if done.name == "taken":
        callbacks.tell_volunteer(tx, volunteer_id, "turn.given", turn=Hours(row.starts_at, row.ends_at))
    tx.record("shifts cover", peer.handle, by=by, shift=f"#{shift_id}", word_of_mouth=True)


def drop(tx: Tx, shift_id: int, volunteer_id: int, *, all_of_them: bool, tell: bool, by: str) -> int:
    """Take this volunteer out of their shift, or of its whole pattern; gives how many shifts are open now for it."""
    row = rota.shift(tx, shift_id)
    if row is None or row.volunteer_id != volunteer_id:
        raise Refused("changed", "it is somebody else's by now")
    done = shifts.drop(tx, shift_id, volunteer_id, all_of_them=all_of_them)
    if done.name == "none":
        raise Refused("changed", "it is over, or nobody's")
    if tell:
        wording = "turn.lifted_weekly" if done.name == "dropped_all" else "turn.lifted"
        callbacks.tell_volunteer(tx, volunteer_id, wording, turn=Hours(row.starts_at, row.ends_at))
    tx.record("shifts drop", f"#{shift_id}", by=by, all=done.name == "dropped_all", told=tell)
    count = done.params.get("count", 1)
    return count if isinstance(count, int) else 1


def swap(tx: Tx, shift_id: int, volunteer_id: int, for_shift_id: int, *, by: str) -> None:
    """Ask whoever has the other shift whether they trade, in the name of whoever has this one."""
    done = swaps.propose_swap(tx, volunteer_id, shift_id, for_shift_id)
    if done.name != "asked":
        raise Refused({"none": "changed"}.get(done.name, done.name), "it cannot be asked")
    tx.record("shifts swap", f"#{shift_id}", by=by, for_shift=f"#{for_shift_id}")


def away(tx: Tx, volunteer_id: int, first: date, last: date, *, by: str) -> int:
    """They are away from the first day to the last, both included; gives how many shifts are open now for it."""
    peer = _active(tx, volunteer_id)
    zone = rota.zone_of(tx, volunteer_id)
    if last < first:
        raise Refused("backwards", "it ends before it begins")
    if last - first > FURTHEST:
        raise Refused("too_long", "a year at most")
    begins_at, ends_at = day_starts(first, zone), day_starts(last + timedelta(days=1), zone)
    done = time_off.be_away(tx, volunteer_id, begins_at, ends_at)
    if done.name != "away":
        raise Refused(done.name, "that is over, or more than a year")
    tx.record("shifts away", peer.handle, by=by, back=False)
    return int(str(done.params["count"]))


def back(tx: Tx, time_off_id: int, *, by: str) -> int:
    """They are not away after all; gives how many shifts are theirs again."""
    whose = select(TimeOff.volunteer_id).where(TimeOff.id == time_off_id)
    volunteer_id = tx.run(whose).scalar()
    peer = overview.peer(tx, volunteer_id)
    done = time_off.back(tx, volunteer_id, time_off_id=time_off_id) if peer is not None else None
    if peer is None or done is None or done.name == "none":
        raise Refused("changed", "they are not away, or somebody took it back already")
    tx.record("shifts away", peer.handle, by=by, back=True)
    return int(str(done.params["count"]))


def asked_of(tx: Tx, shift_id: int) -> int:
    """How many were asked for this open shift."""
    return int(tx.run(select(func.count()).where(ShiftAsked.turn_id == shift_id)).scalar_one())


def _active(tx: Tx, volunteer_id: int) -> overview.Peer:
    columns = select(Volunteer.status, Contact.opted_out_at).join(Contact)
    row = tx.run(columns.where(Volunteer.id == volunteer_id)).first()
    peer = overview.peer(tx, volunteer_id) if row is not None else None
    if row is None or peer is None or row.status != "active" or row.opted_out_at is not None:
        raise Refused("gone", "they have not joined, or have left")
    return peer


def _pause(tx: Tx, volunteer_id: int) -> Volunteer:
    row: Volunteer = tx.run(select(Volunteer.__table__).where(Volunteer.id == volunteer_id)).one()
    return row


def _locked_open(tx: Tx, shift_id: int) -> Shift:
    known = rota.shift(tx, shift_id)
    if known is not None and known.covers_id is not None:
        rota.lock(tx, known.covers_id)  # the one it stands in for is locked first, as everywhere
    row = rota.lock(tx, shift_id)
    if row is None or row.state != "open" or row.ends_at <= tx.now:
        raise Refused("changed", "it is not open any more")
    return row


def _lasts(wanted: Wanted) -> timedelta:
    """By the clock on the wall. The same hour twice is a whole day."""
    begins = datetime.combine(wanted.day, wanted.starts)
    ends = datetime.combine(wanted.day, wanted.ends)
    return (ends if ends > begins else ends + timedelta(days=1)) - begins


def _first_day(wanted: Wanted) -> date:
    if not wanted.days:
        return wanted.day
    return next(
        day for day in (wanted.day + timedelta(days=n) for n in range(7)) if day.weekday() in wanted.days
    )


def _times(tx: Tx, wanted: Wanted) -> list[Stretch]:
    """The times to come that it means, in the next weeks; one where it comes once."""
    lasts = _lasts(wanted)
    if not SHORTEST <= lasts <= LONGEST:
        raise Refused("too_short", "a quarter of an hour at least")
    begins = datetime.combine(_first_day(wanted), wanted.starts)
    rule = weekly_rule(wanted.days) if wanted.days else None
    until = tx.now + (shift_patterns.AHEAD if rule else FURTHEST)
    made = stretches(
        Recurring(begins, rule, tx.line.timezone),
        int(lasts / timedelta(minutes=1)),
        wanted.ends,
        tx.now,
        max(until, day_starts(begins.date() + timedelta(days=1), tx.line.timezone)) if rule else until,
    )
    found = list(made)
    if not found:
        raise Refused("past", "that time is over, or more than a year off, or no clock shows it")
    return found
