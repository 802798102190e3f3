"""The rota as it stands: whose shift is when, which are open, who is on next. Nothing here changes a row."""

import re
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, and_, bindparam, select

from flows.rules.matching.availability import is_paused_for_shift, pause_ends_at
from flows.rules.times.shift_patterns import LONGEST, meant
from store.database import Tx
from store.models import COMING_STATES, Contact, Shift, TimeOff, Volunteer
from store.rota.rows import HeldShift, first, held, listed

THEIRS = (*COMING_STATES, "on")
"""States in which a shift is somebody's, to come or running."""
_T = Shift.__table__.c
_ROWS = select(Shift.__table__)
_CLOCKS = timedelta(hours=2)
"""A day of the wall clock lasts longer than 24 hours when clocks are put back."""


def lock(tx: Tx, shift_id: int) -> Shift | None:
    """The shift's row, nobody else changing it until this transaction ends; None when there is none."""
    return first(tx, _ROWS.where(_T.id == shift_id).with_for_update(key_share=True))


def shift(tx: Tx, shift_id: int) -> Shift | None:
    """The shift's row; None when there is none."""
    return first(tx, _ROWS.where(_T.id == shift_id))


def lock_known(tx: Tx, shift_id: int) -> Shift:
    """As `lock`, for a shift that another row points to: shifts are never deleted."""
    return cast(Shift, tx.run(_ROWS.where(_T.id == shift_id).with_for_update(key_share=True)).one())


def known_shift(tx: Tx, shift_id: int) -> Shift:
    """As `shift`, for a shift that another row points to: shifts are never deleted."""
    return cast(Shift, tx.run(_ROWS.where(_T.id == shift_id)).one())


def coming(tx: Tx, volunteer_id: int, *, until: datetime | None = None, limit: int = 50) -> list[HeldShift]:
    """A volunteer's shifts that run or are to come, in order. `until`: those that begin before it."""
    mine = _ROWS.where(_T.volunteer_id == volunteer_id, _T.state.in_(THEIRS), _T.ends_at > tx.now)
    if until is not None:
        mine = mine.where(_T.starts_at < until)
    return held(listed(tx, mine.order_by(_T.starts_at, _T.id).limit(limit)))


def running(tx: Tx, at: datetime) -> list[HeldShift]:
    """Whose shift it is at a moment, by the rota: shifts with somebody in them, in the order they began.

    Rows of id, shift_id, volunteer_id, state, starts_at, ends_at.
    """
    found = tx.run(_RUNNING, {"at": at, "earliest": at - LONGEST - _CLOCKS})
    return cast(list[HeldShift], list(found))


_RUNNING = (
    select(_T.id, _T.shift_id, _T.volunteer_id, _T.state, _T.starts_at, _T.ends_at)
    .where(
        _T.starts_at <= bindparam("at", type_=_T.starts_at.type),
        _T.starts_at > bindparam("earliest", type_=_T.starts_at.type),
        _T.ends_at > bindparam("at", type_=_T.starts_at.type),
        _T.state.in_(THEIRS),
    )
    .order_by(_T.starts_at, _T.id)
)


def within(tx: Tx, until: datetime) -> list[Shift]:
    """Everything that stands from now to then, somebody's or nobody's, in order."""
    shown = and_(_T.state.in_((*THEIRS, "open")), _T.ends_at > tx.now, _T.starts_at < until)
    return listed(tx, _ROWS.where(shown).order_by(_T.starts_at, _T.id))


def begin_between(tx: Tx, since: datetime, until: datetime) -> list[Shift]:
    """What begins from `since` to before `until`, also what is over, but for what was given back, in order."""
    shown = and_(
        _T.state.in_((*THEIRS, "open", "over", "missed")), _T.starts_at >= since, _T.starts_at < until
    )
    return listed(tx, _ROWS.where(shown).order_by(_T.starts_at, _T.ends_at, _T.id))


def times_off(tx: Tx, since: datetime, until: datetime) -> list[TimeOff]:
    """The times off that share time with this stretch, the first first."""
    shared = and_(TimeOff.ended_at.is_(None), TimeOff.ends_at > since, TimeOff.begins_at < until)
    rows = select(TimeOff.__table__).where(shared).order_by(TimeOff.begins_at, TimeOff.id)
    return cast(list[TimeOff], list(tx.run(rows)))


def unfilled(tx: Tx, *, before: datetime | None = None) -> list[Shift]:
    """Shifts nobody has and anybody may take, in order. `before`: those that begin before it."""
    gaps = _ROWS.where(_T.state == "open", _T.ends_at > tx.now)
    if before is not None:
        gaps = gaps.where(_T.starts_at < before)
    return listed(tx, gaps.order_by(_T.starts_at, _T.id))


def by_code(tx: Tx, code: str) -> Shift | None:
    """The shift that is, or was last, open under this code ("S4"); None when there is none."""
    named = _ROWS.where(_T.code == code.strip().upper())
    rows = listed(tx, named.order_by(_T.id.desc()).limit(20))
    return next((row for row in rows if row.state == "open"), rows[0] if rows else None)


def overlapping(
    tx: Tx, volunteer_id: int, starts_at: datetime, ends_at: datetime, *, besides: tuple[int, ...] = ()
) -> Shift | None:
    """The first of their shifts, running or to come, that shares time with this stretch; None when none does."""
    mine = and_(_T.volunteer_id == volunteer_id, _T.state.in_(THEIRS), _T.id.not_in(besides))
    both = and_(_T.starts_at < ends_at, _T.ends_at > starts_at)
    return first(tx, _ROWS.where(mine, both).order_by(_T.starts_at).limit(1))


def find(tx: Tx, volunteer_id: int, words: str, *, language: str) -> list[HeldShift]:
    """The volunteer's shifts, running or to come, that "SAT", "sat 7pm", "5 dec" or "S4" means in their zone.

    Several when several on that day fit; of a weekday, those of its next date that has any. No words: all of them.
    """
    rows = coming(tx, volunteer_id)
    if not words.strip():
        return rows
    if found := re.fullmatch(r"\s*[sS][ .\-]?(\d{1,3})\s*", words):
        return [row for row in rows if row.code == f"S{found[1]}"]
    zone = zone_of(tx, volunteer_id)
    starts = [row.starts_at for row in rows]
    # At one in the morning, "tonight" is the shift that began yesterday and runs.
    running = [max(at, tx.now) for at in starts]
    places = meant(words, starts, tx.now, zone, language) or meant(words, running, tx.now, zone, language)
    return [rows[place] for place in places]


def zone_of(tx: Tx, volunteer_id: int) -> str:
    """In which zone a volunteer reads clocks: the one they told us, the roster's, or the line's own."""
    columns = select(Contact.timezone, Volunteer.timezone.label("roster")).join(Volunteer)
    row = tx.run(columns.where(Volunteer.id == volunteer_id)).one()
    return str(row.timezone or row.roster or tx.line.timezone)


def is_away(tx: Tx, volunteer_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a stretch shares time with a time off of theirs."""
    shared = and_(TimeOff.begins_at < ends_at, TimeOff.ends_at > starts_at)
    off = select(TimeOff.id).where(is_off(volunteer_id), shared)
    return tx.run(off.limit(1)).first() is not None


def is_off(volunteer_id: int) -> ColumnElement[bool]:
    """The times off of this volunteer that were not taken back."""
    return and_(TimeOff.volunteer_id == volunteer_id, TimeOff.ended_at.is_(None))


def next_cover(tx: Tx, *, language: str, besides: int | None = None) -> datetime | None:
    """When the rota next has somebody who speaks `language` (other than the contact `besides`); None: not known."""
    columns = select(
        _T.starts_at,
        _T.confirmed_at,
        Volunteer.languages,
        Volunteer.contact_id,
        Volunteer.paused_at,
        Volunteer.paused_until,
    )
    soon = columns.join(Volunteer, Volunteer.id == _T.volunteer_id).where(
        _T.starts_at > tx.now, _T.state.in_(COMING_STATES), Volunteer.status == "active"
    )
    first: datetime | None = None
    for row in tx.run(soon.order_by(_T.starts_at).limit(100)):
        if first is not None and row.starts_at >= first:
            break
        if language not in row.languages or row.contact_id == besides or is_paused_for_shift(row, row):
            continue
        # Who has a break that reaches into their shift is there when it is over.
        there = max(row.starts_at, pause_ends_at(row) or row.starts_at)
        first = min(first or there, there)
    return first
