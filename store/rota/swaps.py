"""Swaps: one volunteer would give a shift for another's. Both say yes, and then both shifts change hands at once."""

from datetime import datetime, timedelta
from typing import Any, TypeGuard, cast

from sqlalchemy import Select, and_, insert, select, update

from flows.effects.base import Outcome
from flows.rules.matching.availability import pause_ends_at
from flows.rules.safe_contact import quiet_hours
from flows.wording import Hours
from store.callbacks import callbacks
from store.database import Tx
from store.messages import prompts
from store.models import COMING_STATES, Shift, Swap, Volunteer
from store.rota import open_shifts, reminders, shifts
from store.rota import queries as rota
from store.rota.rows import HeldShift, has_volunteer

LASTS = timedelta(hours=24)
BEFORE = timedelta(hours=1)
"""A swap ends by itself after a day, or so long before the earlier shift: everybody has to know whose it is."""
AT_MOST = 5
"""How many open swaps a volunteer may have asked for: more would be a mailing."""


def propose_swap(tx: Tx, volunteer_id: int, shift_id: int, for_shift_id: int) -> Outcome:
    """Ask another volunteer by text to give their shift for this one.

    Neither is told who the other is. Outcomes, with at (theirs) and was (the other's): asked (code); already, that is
    asked; overlaps, one of the two would have two shifts at once; too_late, also for one that runs; too_many; none, a
    shift is not theirs, nobody's, or over.
    """
    mine, other = rota.shift(tx, shift_id), rota.shift(tx, for_shift_id)
    if mine is not None and mine.volunteer_id == volunteer_id and mine.state == "on":
        return Outcome("too_late", {"at": mine.starts_at})
    if not _stands(mine, tx.now) or not _stands(other, tx.now) or mine.volunteer_id != volunteer_id:
        return shifts.NONE
    said: dict[str, object] = {"at": mine.starts_at, "was": other.starts_at}
    if other.volunteer_id == volunteer_id:
        return shifts.NONE
    if not _fits(tx, mine, other):
        return Outcome("overlaps", said)
    asks_at = _by_day(tx, other.volunteer_id)
    expires_at = min(asks_at + LASTS, min(mine.starts_at, other.starts_at) - BEFORE)
    if expires_at <= asks_at:
        return Outcome("too_late", said)
    theirs = select(Swap.__table__).where(Swap.asked_by == volunteer_id, Swap.state == "open")
    before = _listed(tx, theirs)
    if (same := [row for row in before if (row.turn_id, row.for_turn_id) == (shift_id, for_shift_id)]) != []:
        return Outcome("already", said | {"code": same[0].code})
    if len(before) >= AT_MOST:
        return Outcome("too_many", said)
    code = open_shifts.free_swap_code(tx)
    values = {"code": code, "turn_id": shift_id, "for_turn_id": for_shift_id, "asked_by": volunteer_id}
    values |= {"asked_of": other.volunteer_id, "state": "open", "created_at": tx.now}
    tx.run(insert(Swap).values(expires_at=expires_at, **values))
    contact = tx.run(select(Volunteer.contact_id).where(Volunteer.id == other.volunteer_id)).scalar_one()
    # What they would come to is said from their side: mine is the shift that they would get.
    answers = {"code": code, **_in_words("mine", mine), **_in_words("theirs", other)}
    prompts.put(tx, contact, "swap.asked", answers=answers, delay=asks_at - tx.now)
    return Outcome("asked", said | {"code": code})


def _in_words(which: str, row: Shift) -> dict[str, str]:
    return {f"{which}_at": row.starts_at.isoformat(), f"{which}_until": row.ends_at.isoformat()}


def answer_swap(tx: Tx, volunteer_id: int, code: str, yes: bool) -> Outcome:
    """The other volunteer says yes or no. With yes, while both shifts stand, they change hands; who asked is told.

    Outcomes: swapped (at, the shift that is theirs now; was, the one they gave); declined; gone, one of the shifts
    has changed or the time is over; none, no such swap was asked of them. gets and keeps: the hours of both.
    """
    found = select(Swap.__table__).where(Swap.code == code.strip().upper(), Swap.asked_of == volunteer_id)
    swap = next(iter(_listed(tx, found.order_by(Swap.id.desc()).limit(1))), None)
    if swap is None:
        return shifts.NONE
    # Shifts before swaps, the lower id first: the order in which dropping one locks them as well.
    first, second = sorted((swap.turn_id, swap.for_turn_id))
    locked = {first: rota.lock_known(tx, first), second: rota.lock_known(tx, second)}
    given, wanted = locked[swap.turn_id], locked[swap.for_turn_id]
    said: dict[str, object] = {"at": given.starts_at, "was": wanted.starts_at}
    said |= {name: Hours(row.starts_at, row.ends_at) for name, row in (("gets", given), ("keeps", wanted))}
    if not yes:
        return _close(tx, swap, "declined", said)
    same = given.volunteer_id == swap.asked_by and wanted.volunteer_id == swap.asked_of
    if not same or not _stands(given, tx.now) or not _stands(wanted, tx.now) or not _fits(tx, given, wanted):
        return _close(tx, swap, "gone", said)
    outcome = _close(tx, swap, "swapped", said)
    if outcome.name == "swapped":
        _hand_over(tx, given, wanted.volunteer_id)
        _hand_over(tx, wanted, given.volunteer_id)
    return outcome


def withdraw(tx: Tx, volunteer_id: int) -> int:
    """Take back all swaps a volunteer asked for; gives how many were open. Who was asked hears of it on a yes."""
    mine = and_(Swap.asked_by == volunteer_id, Swap.state == "open")
    return int(tx.run(update(Swap).where(mine).values(state="withdrawn", answered_at=tx.now)).rowcount)


def _close(tx: Tx, swap: Swap, how: str, said: dict[str, object]) -> Outcome:
    """Once: whoever is second finds it closed."""
    states = {"swapped": "accepted", "declined": "declined", "gone": "withdrawn"}
    still = and_(Swap.id == swap.id, Swap.state == "open", Swap.expires_at > tx.now)
    closed = update(Swap).where(still).values(state=states[how], answered_at=tx.now)
    if not tx.run(closed).rowcount:
        return Outcome("gone", said)
    # For who asked, it is the other way round.
    theirs = {"at": said["was"], "was": said["at"]}
    wording = {"swapped": "swap.accepted", "declined": "swap.declined", "gone": "swap.off"}[how]
    callbacks.tell_volunteer(tx, swap.asked_by, wording, **theirs)
    return Outcome(how, said)


def _hand_over(tx: Tx, row: Shift, volunteer_id: int) -> None:
    shifts.let_go(tx, row.id)
    shifts.becomes_theirs(tx, row, volunteer_id=volunteer_id)
    reminders.plan(tx, row.id)


def lapse(tx: Tx) -> int:
    """End the swaps that nobody answered in time, or whose shifts changed, and tell who asked; gives how many."""
    over = and_(Swap.state == "open", Swap.expires_at <= tx.now)
    rows = _listed(tx, select(Swap.__table__).where(over).order_by(Swap.id))
    lapsed = 0
    for swap in rows:
        still = and_(Swap.id == swap.id, over)
        if tx.run(update(Swap).where(still).values(state="lapsed", answered_at=tx.now)).rowcount:
            lapsed += 1
            _tell_lapsed(tx, swap)
    return lapsed


def _tell_lapsed(tx: Tx, swap: Swap) -> None:
    mine = rota.known_shift(tx, swap.turn_id)
    if _stands(mine, tx.now) and mine.volunteer_id == swap.asked_by:
        callbacks.tell_volunteer(tx, swap.asked_by, "swap.lapsed", at=mine.starts_at)


def open_ones(tx: Tx, volunteer_id: int) -> list[Swap]:
    """Swaps that wait for this volunteer's answer, oldest first."""
    mine = and_(Swap.asked_of == volunteer_id, Swap.state == "open", Swap.expires_at > tx.now)
    return _listed(tx, select(Swap.__table__).where(mine).order_by(Swap.id))


def _listed(tx: Tx, swaps: Select[Any]) -> list[Swap]:
    return cast(list[Swap], list(tx.run(swaps)))


def _stands(row: Shift | None, now: datetime) -> TypeGuard[HeldShift]:
    """Whether somebody means to come to this shift, and it has not begun."""
    return row is not None and has_volunteer(row) and row.state in COMING_STATES and row.starts_at > now


def _fits(tx: Tx, one: HeldShift, other: HeldShift) -> bool:
    """Whether neither would have two shifts at once after it."""
    both = (one.id, other.id)
    return (
        rota.overlapping(tx, one.volunteer_id, other.starts_at, other.ends_at, besides=both) is None
        and rota.overlapping(tx, other.volunteer_id, one.starts_at, one.ends_at, besides=both) is None
    )


def _by_day(tx: Tx, volunteer_id: int) -> datetime:
    """When the volunteer may be asked: now, or once their pause and their quiet hours are over."""
    row = tx.run(
        select(Volunteer.paused_at, Volunteer.paused_until).where(Volunteer.id == volunteer_id)
    ).one()
    return quiet_hours.over_at(max(tx.now, pause_ends_at(row) or tx.now), rota.zone_of(tx, volunteer_id))
