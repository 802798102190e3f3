"""Shifts: confirmed, given back, taken. Each is a row with a state and a time at which the clock looks at it.

    planned → confirmed → on → over        dropped, away, holiday: given back; its place is a shift that is open
                                            open → planned: whoever is first has it; missed: nobody came

A shift that stands in for another is locked after it, always: so nobody can confirm one and lose it in one breath.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from flows.effects.base import AlertKind, Outcome
from flows.states import ShiftState
from store import transitions
from store.callbacks import callbacks
from store.database import Tx
from store.messages import compose
from store.models import COMING_STATES, Shift, ShiftAsked, ShiftPattern, Swap, Volunteer
from store.rota import duty, open_shifts, reminders
from store.rota import queries as rota
from store.rota.open_shifts import open_shift
from store.rota.rows import HeldShift, has_volunteer, listed, with_volunteer

LOOK_BEFORE = timedelta(minutes=10)
"""A shift not confirmed so long before it begins: standby volunteers are asked, and a coordinator told."""
_COMING = (ShiftState.PLANNED, ShiftState.CONFIRMED)
WORD_ENOUGH = timedelta(hours=1)
"""A shift that somebody takes within this of its beginning is confirmed with it."""
NONE = Outcome("none", {})


def confirm(tx: Tx, shift_id: int, volunteer_id: int) -> Outcome:
    """The volunteer will be there, or is. Outcomes: confirmed (at, until); on (until), it runs; covered (at), somebody
    else has taken it meanwhile; none, it is not theirs or over.
    """
    row = rota.lock(tx, shift_id)
    if row is None or row.volunteer_id != volunteer_id:
        return NONE
    if row.state not in rota.THEIRS:
        covered = (
            row.state == "dropped" and row.ends_at > tx.now and open_shifts.stood_in(tx, row.id) is not None
        )
        return Outcome("covered", _said(row)) if covered else NONE
    # Always the latest time: after a PAUSE only a confirmation that came later counts.
    if row.state == ShiftState.ON:
        tx.run(update(Shift).where(Shift.id == row.id).values(confirmed_at=tx.now))
    else:
        values = {"confirmed_at": tx.now, "due_at": row.starts_at}
        move(tx, Shift.id == row.id, ShiftState.CONFIRMED, *_COMING, **values)
    open_shifts.close(tx, row.id)
    return Outcome("on" if row.state == "on" else "confirmed", _said(row))


def here(tx: Tx, volunteer_id: int) -> None:
    """The volunteer said that they are there: confirm their shifts that run or begin within the hour."""
    for row in rota.coming(tx, volunteer_id, until=tx.now + WORD_ENOUGH):
        confirm(tx, row.id, volunteer_id)


def drop(tx: Tx, shift_id: int, volunteer_id: int, *, all_of_them: bool = False) -> Outcome:
    """The volunteer cannot come, no reason asked: the shift is open under a code, and others hear of it.

    `all_of_them`: every shift of that pattern, and the pattern with them. Outcomes: dropped (at, until, code);
    dropped_all (at, until, count); left (at, until, code), it was running and they are off duty; none.
    `code` is "" where what is left of the shift is too short to ask anybody.
    """
    row = rota.lock(tx, shift_id)
    if row is None or row.volunteer_id != volunteer_id or row.state not in rota.THEIRS:
        return NONE
    if all_of_them and row.shift_id is not None and _is_their_pattern(tx, row):
        return Outcome("dropped_all", _said(row) | {"count": end_pattern(tx, row.shift_id)})
    if row.state == "on":
        duty.off_by_rota(tx, volunteer_id, row.ends_at)
        return Outcome("left", _said(row) | {"code": _code(tx, _leave(tx, row))})
    place = give_back(tx, row, ShiftState.DROPPED)
    return Outcome("dropped", _said(row) | {"code": _code(tx, place)})


def give_back(tx: Tx, row: Shift, state: ShiftState, *, told: bool = False) -> int | None:
    """Give back this (locked) shift: dropped, away or holiday. Gives the id of the open shift in its place.

    `told`: a coordinator hears of it otherwise.
    """
    theirs = and_(Shift.id == row.id, Shift.volunteer_id == row.volunteer_id)
    if not move(tx, theirs, state, *_COMING, due_at=None):
        return None
    let_go(tx, row.id)
    return open_shift(tx, row.starts_at, row.ends_at, covers_id=row.id, told=told)


def take_back(tx: Tx, row: HeldShift) -> bool:
    """Give this (locked) shift back to its volunteer, where nobody took its place. False where somebody did."""
    if row.ends_at <= tx.now or rota.overlapping(tx, row.volunteer_id, row.starts_at, row.ends_at):
        return False
    if not open_shifts.close(tx, row.id):
        return False
    becomes_theirs(tx, row)
    reminders.plan(tx, row.id)
    return True


def becomes_theirs(tx: Tx, row: Shift, **values: Any) -> bool:
    """The shift of this (locked) row is somebody's from now on; False where it is in another state by now."""
    state, coming = as_coming(tx, row.starts_at)
    return bool(move(tx, Shift.id == row.id, state, ShiftState(row.state), **coming, **values))


def let_go(tx: Tx, shift_id: int) -> None:
    """Drop the reminders of a shift and end the swaps about it; the clock tells who had asked for them."""
    reminders.call_off(tx, shift_id)
    about = or_(Swap.turn_id == shift_id, Swap.for_turn_id == shift_id)
    tx.run(update(Swap).where(about, Swap.state == "open").values(expires_at=tx.now))


def take(tx: Tx, volunteer_id: int, shift_id: int, *, own_word: bool = False) -> Outcome:
    """The volunteer takes an open shift; the first to do so has it. `own_word`: their text, which ends a pause as well.

    Outcomes, with at, until and code: taken; on, it runs already and they are on duty; yours, it is theirs already;
    covered, somebody else was first, or it is not needed any more; overlaps (at, until of their own shift); none.
    """
    known = rota.shift(tx, shift_id)
    if known is None:
        return NONE
    instead = rota.lock(tx, known.covers_id) if known.covers_id is not None else None
    row = rota.lock_known(tx, shift_id)
    if instead is not None and instead.volunteer_id == volunteer_id and instead.state in rota.THEIRS:
        return confirm(tx, instead.id, volunteer_id)
    said = _said(row) | {"code": row.code or ""}
    if row.volunteer_id == volunteer_id and row.state in rota.THEIRS:
        return Outcome("yours", said)
    if row.state != "open" or row.ends_at <= tx.now:
        return Outcome("covered", said)
    other = rota.overlapping(tx, volunteer_id, row.starts_at, row.ends_at)
    if other is not None:
        return Outcome("overlaps", said | _said(other))
    if not becomes_theirs(tx, row, volunteer_id=volunteer_id):
        return Outcome("covered", said)
    if row.starts_at < tx.now:
        # It runs already: theirs, and counted as theirs, is what is left of it.
        tx.run(update(Shift).where(Shift.id == row.id).values(starts_at=tx.now))
    if own_word:
        duty.word_given(tx, volunteer_id, row.starts_at)
    _note_answer(tx, row.id, volunteer_id)
    _stand_in(tx, instead)
    reminders.plan(tx, row.id)
    if row.starts_at > tx.now:
        return Outcome("taken", said)
    begin(tx, with_volunteer(rota.known_shift(tx, row.id)))
    return Outcome("on", said)


def as_coming(tx: Tx, starts_at: datetime) -> tuple[ShiftState, dict[str, Any]]:
    """The state of a shift that becomes somebody's now, and what stands in its row."""
    if starts_at - tx.now <= WORD_ENOUGH:
        return ShiftState.CONFIRMED, {"confirmed_at": tx.now, "due_at": starts_at}
    return ShiftState.PLANNED, {"confirmed_at": None, "due_at": starts_at - LOOK_BEFORE}


def move(tx: Tx, which: ColumnElement[bool], to: ShiftState, *came_from: ShiftState, **values: Any) -> int:
    """Bring the shifts for which `which` holds into the state `to`; gives how many they were.

    `came_from`: those in these states alone; without, in every state that `to` may follow (`flows.states`).
    """
    return int(tx.run(transitions.moving(Shift, to, *came_from).where(which).values(**values)).rowcount)


def begin(tx: Tx, row: HeldShift) -> bool:
    """Begin a shift: put its volunteer on duty until its end, or open it for others where that cannot be (False)."""
    theirs = and_(Shift.id == row.id, Shift.volunteer_id == row.volunteer_id)
    if not duty.by_rota(tx, row.volunteer_id, row.ends_at, row.confirmed_at):
        give_back(tx, row, ShiftState.AWAY)
        return False
    move(tx, theirs, ShiftState.ON, *_COMING, due_at=row.ends_at)
    return True


def _stand_in(tx: Tx, instead: Shift | None) -> None:
    """Somebody covers for a volunteer who was not heard from: tell them kindly. They may come all the same."""
    if instead is None or instead.state not in rota.THEIRS or not has_volunteer(instead):
        return
    move(tx, Shift.id == instead.id, ShiftState.DROPPED, due_at=None)
    let_go(tx, instead.id)
    if instead.state == "on":
        duty.off_by_rota(tx, instead.volunteer_id, instead.ends_at)
    callbacks.tell_volunteer(tx, instead.volunteer_id, "turn.covered_for_you", at=instead.starts_at)


def _note_answer(tx: Tx, shift_id: int, volunteer_id: int) -> None:
    asked = and_(ShiftAsked.turn_id == shift_id, ShiftAsked.volunteer_id == volunteer_id)
    tx.run(update(ShiftAsked).where(asked).values(answer="took"))


def left_early(tx: Tx, volunteer_id: int) -> int:
    """The volunteer said OFF: end their running shifts and open what is left of each. Gives how many there were."""
    on = select(Shift.__table__).where(Shift.volunteer_id == volunteer_id, Shift.state == "on")
    rows = listed(tx, on.order_by(Shift.id).with_for_update(key_share=True))
    for row in rows:
        _leave(tx, row)
    return len(rows)


def _leave(tx: Tx, row: Shift) -> int | None:
    move(tx, Shift.id == row.id, ShiftState.OVER, ends_at=tx.now, due_at=None)
    return open_shift(tx, tx.now, row.ends_at, covers_id=row.id)


def end_pattern(tx: Tx, pattern_id: int) -> int:
    """End a pattern, and open the shifts of it that stand. Gives how many there were."""
    tx.run(
        update(ShiftPattern)
        .where(ShiftPattern.id == pattern_id, ShiftPattern.ended_at.is_(None))
        .values(ended_at=tx.now)
    )
    # A shift of it that somebody else got in a swap is theirs.
    whose = select(ShiftPattern.volunteer_id).where(ShiftPattern.id == pattern_id).scalar_subquery()
    mine = and_(Shift.shift_id == pattern_id, Shift.volunteer_id == whose, Shift.state.in_(COMING_STATES))
    return give_all_back(tx, mine, ShiftState.DROPPED)


def _is_their_pattern(tx: Tx, row: Shift) -> bool:
    whose = select(ShiftPattern.volunteer_id).where(ShiftPattern.id == row.shift_id)
    return row.shift_id is not None and tx.run(whose).scalar() == row.volunteer_id


def give_all_back(tx: Tx, which: ColumnElement[bool], state: ShiftState) -> int:
    """As `give_back`, for every shift that the condition selects, with one alert for all of them."""
    every = select(Shift.__table__).where(which).order_by(Shift.id)
    rows = listed(tx, every.with_for_update(key_share=True))
    together = len(rows) > 1
    opened = [row for row in rows if give_back(tx, row, state, told=together) is not None]
    if together and opened:
        whose = select(Volunteer.contact_id).where(Volunteer.id == opened[0].volunteer_id)
        contact_id, at = tx.run(whose).scalar_one(), min(row.starts_at for row in opened)
        compose.raise_alert(tx, AlertKind.GAPS, contact_id=contact_id, count=len(opened), at=at)
    return len(rows)


def gone(tx: Tx, volunteer_id: int) -> None:
    """A volunteer has left, or opted out: end their patterns and open their shifts."""
    live = and_(ShiftPattern.volunteer_id == volunteer_id, ShiftPattern.ended_at.is_(None))
    tx.run(update(ShiftPattern).where(live).values(ended_at=tx.now))
    left_early(tx, volunteer_id)
    theirs = and_(Shift.volunteer_id == volunteer_id, Shift.state.in_(COMING_STATES))
    give_all_back(tx, theirs, ShiftState.DROPPED)


def _said(row: Shift) -> dict[str, object]:
    return {"at": row.starts_at, "until": row.ends_at}


def _code(tx: Tx, shift_id: int | None) -> str:
    if shift_id is None:
        return ""
    return tx.run(select(Shift.code).where(Shift.id == shift_id)).scalar() or ""
