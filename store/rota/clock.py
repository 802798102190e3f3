"""What the clock does with a shift: find somebody for it, begin it, end it. Each may safely be done twice."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from flows.effects.base import AlertKind
from flows.rules.matching.availability import is_paused_for_shift
from flows.rules.refusal.refusal_words import says_no
from flows.states import ShiftState
from flows.wording import LANGUAGES, Span, words
from store.contacts import inbound
from store.database import Tx
from store.messages import compose
from store.models import COMING_STATES, Offer, Shift, Volunteer
from store.rota import open_shifts, shift_ending, shifts, standby
from store.rota import queries as rota
from store.rota.rows import HeldShift, has_volunteer, with_volunteer
from store.volunteers import availability

TAKES_PART_FROM = timedelta(hours=1)
"""A volunteer who writes or answers within this time before their shift begins counts as being there."""


_DUE = (
    select(Shift.id)
    .where(Shift.due_at.is_not(None), Shift.due_at <= bindparam("now"))
    .order_by(Shift.due_at, Shift.id)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> list[int]:
    """Shifts whose time has come, the longest due first."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())


def advance(tx: Tx, shift_id: int) -> None:
    """Do what is due for this shift, and note when to look again."""
    known = rota.shift(tx, shift_id)
    if known is None:
        return
    # The one it stands in for is locked first, as everywhere.
    instead = rota.lock(tx, known.covers_id) if known.covers_id is not None else None
    row = rota.lock_known(tx, shift_id)
    if row.due_at is None or row.due_at > tx.now:
        return
    closing = tx.line.closed_at(tx.now)
    if closing is not None and (row.state == "open" or (row.state == "planned" and tx.now < row.starts_at)):
        # Nobody is needed for a line that is closed: nobody is asked whether they come, or to stand in.
        _look_at(tx, row, min(closing.until, row.ends_at if row.state == "open" else row.starts_at))
        return
    if row.state == "open":
        _find_somebody(tx, row, instead)
    elif tx.now >= row.ends_at:
        _end(tx, with_volunteer(row))
    elif row.state in COMING_STATES and tx.now >= row.starts_at:
        held = with_volunteer(row)
        if shifts.begin(tx, held):
            shift_ending.tell_begin(tx, held, confirmed=row.confirmed_at is not None)
    elif row.state == "planned":
        _not_confirmed(tx, with_volunteer(row))
    else:
        _look_at(tx, row, row.ends_at if row.state == "on" else row.starts_at)


def _not_confirmed(tx: Tx, row: HeldShift) -> None:
    """Ten minutes before a shift that was not confirmed: ask standby volunteers and tell a coordinator, once.

    The volunteer whose shift it is may still come.
    """
    if is_paused_for_shift(tx.run(_VOLUNTEER.where(Volunteer.id == row.volunteer_id)).one(), row):
        shifts.give_back(tx, row, ShiftState.AWAY)  # PAUSE was a word, too, and says that they do not come
        return
    if availability.is_on_duty(tx, row.volunteer_id) or _took_part(tx, row):
        shifts.confirm(tx, row.id, row.volunteer_id)
        return
    _look_at(tx, row, row.starts_at, asked_at=tx.now)
    place = open_shifts.open_shift(tx, row.starts_at, row.ends_at, covers_id=row.id, told=True)
    opened = rota.lock_known(tx, place) if place is not None else None
    asked = standby.ask(tx, opened) if opened is not None else 0
    if opened is not None:
        _look_at(tx, opened, tx.now + standby.pace(tx, opened)[2])
    whose = select(Volunteer.contact_id).where(Volunteer.id == row.volunteer_id)
    contact_id = tx.run(whose).scalar_one()
    compose.raise_alert(tx, AlertKind.UNCONFIRMED, contact_id=contact_id, at=row.starts_at, count=asked)


_VOLUNTEER = select(Volunteer.__table__)


def _find_somebody(tx: Tx, place: Shift, instead: Shift | None) -> None:
    if instead is not None and has_volunteer(instead) and instead.state == "on" and _took_part(tx, instead):
        shifts.confirm(tx, instead.id, instead.volunteer_id)
        return
    if place.ends_at - max(place.starts_at, tx.now) < open_shifts.WORTH_IT:
        shifts.move(tx, Shift.id == place.id, ShiftState.MISSED, ShiftState.OPEN, due_at=None)
        return
    asked = standby.ask(tx, place)
    last = place.ends_at - open_shifts.WORTH_IT
    after = min(tx.now + standby.pace(tx, place)[2], max(last, tx.now + timedelta(minutes=1)))
    _look_at(tx, place, after, told_at=place.told_at or tx.now)
    if place.told_at is None:
        when = Span(max(place.starts_at, tx.now), place.ends_at)
        compose.raise_alert(tx, AlertKind.GAP, count=asked, when=when)


def _end(tx: Tx, row: HeldShift) -> None:
    """End a shift: over, or missed where the volunteer was never heard from. Duty ends at its own `duty_until`."""
    there = row.confirmed_at is not None or (row.state == "on" and _took_part(tx, row))
    there = there or tx.line.closed_at(tx.now) is not None  # nothing was asked of them
    ended = ShiftState.OVER if there else ShiftState.MISSED
    shifts.move(tx, Shift.id == row.id, ended, ShiftState(row.state), due_at=None)
    shifts.let_go(tx, row.id)
    if row.state == "on" and there:
        shift_ending.tell_end(tx, row)


def _took_part(tx: Tx, row: HeldShift) -> bool:
    """Whether the volunteer answered or wrote anything that we understood around the shift: then they are there.

    "Sorry, can't tonight" is no sign of that, in whatever words, nor is what was answered "I did not get that": it may
    have said so.
    """
    since = row.starts_at - TAKES_PART_FROM
    answered = select(Offer.id).where(
        Offer.volunteer_id == row.volunteer_id,
        Offer.answered_at >= since,
        Offer.answered_at <= row.ends_at,
        Offer.state.in_(("accepted", "passed")),
    )
    if tx.run(answered.limit(1)).first() is not None:
        return True
    whose = tx.run(select(Volunteer.contact_id).where(Volunteer.id == row.volunteer_id)).scalar_one()
    wrote = inbound.between(tx, whose, since, row.ends_at)
    if any(says_no(each.words) for each in wrote if each.at < row.starts_at):
        return False
    return any(not each.answer.startswith(_NOT_UNDERSTOOD) for each in wrote)


_NOT_UNDERSTOOD = tuple(
    words(id, language).text.partition("{")[0]
    for id in ("missed.again", "missed.unknown")
    for language in LANGUAGES
)


def _look_at(tx: Tx, row: Shift, at: datetime, **values: datetime) -> None:
    tx.run(update(Shift).where(Shift.id == row.id).values(due_at=at, **values))
