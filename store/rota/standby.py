"""Asks standby volunteers, who agreed to be asked, to take an open shift: by text, each once, never at night."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, cast

from sqlalchemy import false, func, not_, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.matching.availability import HasZone, zone_of
from flows.rules.safe_contact import quiet_hours
from flows.rules.times import night
from flows.wording import Span
from store.database import Tx
from store.messages import compose
from store.models import Contact, Shift, ShiftAsked, Volunteer
from store.rota import queries as rota
from store.volunteers import availability

URGENT = timedelta(hours=2)
"""From so long before a shift on, quiet hours do not hold back the question; the night does."""
LATELY = timedelta(days=30)
A_DAY = timedelta(days=1)
MOST_A_DAY, MOST_A_DAY_NEAR, MOST_AT_ONCE = 1, 3, 5
"""How often one volunteer is asked within 24 hours, however many gaps a week has; the second for gaps within a day.

The third for a gap within the hour: what was asked of tomorrow leaves room for who does not come tonight.
"""
_ROUNDS = (
    (timedelta(hours=1), 3, timedelta(minutes=5)),
    (timedelta(hours=24), 2, timedelta(minutes=30)),
    (timedelta.max, 1, timedelta(hours=4)),
)
"""So long before it begins, at most: so many are asked at once, and others after so long."""


class VolunteerZone(HasZone, Protocol):
    """A volunteer, and the zones that say when it is night for them."""

    @property
    def id(self) -> int: ...


if TYPE_CHECKING:

    class _Standby(Volunteer):
        """A volunteer's row, with the zone of their contact and how often they were asked lately."""

        zone: str | None
        lately: int

else:  # at run time a row of the table with two columns more
    _Standby = Volunteer


def ask(tx: Tx, place: Shift) -> int:
    """Ask the next standby volunteers for this open shift; gives how many were asked. The caller has locked its row."""
    _, at_once, _ = pace(tx, place)
    asked = 0
    for row in _who(tx, place):
        if asked >= at_once:
            break
        asked += _ask(tx, place, row)
    return asked


def ask_one(tx: Tx, place: Shift, volunteer_id: int) -> bool:
    """Ask this volunteer for this open shift, as `ask` would. False: they may not be asked now, or were before.

    The caller has locked its row.
    """
    return any(_ask(tx, place, row) for row in _who(tx, place) if row.id == volunteer_id)


def may_be_asked(tx: Tx, place: Shift) -> list[int]:
    """The volunteers whom `ask` would ask now, in its order."""
    return [row.id for row in _who(tx, place)]


def _ask(tx: Tx, place: Shift, row: _Standby) -> bool:
    if not _mark(tx, place.id, row.id):
        return False
    when = Span(max(place.starts_at, tx.now), place.ends_at)
    sent = compose.queue(tx, row.contact_id, "notice", "turn.asked", code=place.code or "", when=when)
    return sent is not None


def pace(tx: Tx, place: Shift) -> tuple[timedelta, int, timedelta]:
    """How urgent it is: which round, how many at once, and when the next are asked."""
    ahead = place.starts_at - tx.now
    return next(each for each in _ROUNDS if ahead <= each[0])


def _mark(tx: Tx, shift_id: int, volunteer_id: int) -> bool:
    dialect = sqlite if tx.on_sqlite else postgresql
    row = {"turn_id": shift_id, "volunteer_id": volunteer_id, "asked_at": tx.now}
    made = dialect.insert(ShiftAsked.__table__).values(**row).on_conflict_do_nothing()
    return bool(tx.run(made).rowcount)


def _who(tx: Tx, place: Shift) -> list[_Standby]:
    """Volunteers who may be asked: first those who speak all the missing languages, then those who were asked least."""
    line_of = chain(tx, place)
    gave_up = {row.volunteer_id for row in line_of if row.volunteer_id is not None}
    wanted = languages(tx, line_of)
    was_asked = select(ShiftAsked.volunteer_id).where(ShiftAsked.turn_id.in_([row.id for row in line_of]))
    lately = (
        select(func.count())
        .where(ShiftAsked.volunteer_id == Volunteer.id, ShiftAsked.asked_at > tx.now - LATELY)
        .scalar_subquery()
    )
    of_today = (
        select(func.count())
        .where(ShiftAsked.volunteer_id == Volunteer.id, ShiftAsked.asked_at > tx.now - A_DAY)
        .scalar_subquery()
    )
    found = tx.run(
        select(Volunteer.__table__, Contact.timezone.label("zone"), lately.label("lately"))
        .join(Contact, Contact.id == Volunteer.contact_id)
        .where(
            Volunteer.reserve.is_(True),
            Volunteer.status == "active",
            availability.reachable(),
            Contact.landline_at.is_(None) if tx.line.texting else false(),  # they are asked by text alone
            Volunteer.id.not_in(was_asked),
            of_today < most(tx, place),
            not_(availability.paused(tx.now)),
        )
    )
    rows = cast(list[_Standby], list(found))
    fit = [row for row in rows if row.id not in gave_up and wanted & set(row.languages)]
    fit.sort(key=lambda row: (len(wanted - set(row.languages)), row.lately, row.id))
    return [row for row in fit if _free(tx, row, place) and hour_is_right(tx, row, place.starts_at)]


def most(tx: Tx, place: Shift) -> int:
    """How many questions within 24 hours one volunteer may have had, to be asked for this shift as well."""
    ahead = place.starts_at - tx.now
    return MOST_AT_ONCE if ahead <= _ROUNDS[0][0] else MOST_A_DAY_NEAR if ahead <= A_DAY else MOST_A_DAY


def chain(tx: Tx, place: Shift) -> list[Shift]:
    """This shift, the one it stands in for, and so on: whoever gave it up, or was asked, is not asked again."""
    found = [place]
    while (covers := found[-1].covers_id) is not None and len(found) < 20:
        before = rota.shift(tx, covers)
        if before is None:
            break
        found.append(before)
    return found


def languages(tx: Tx, line_of: list[Shift]) -> set[str]:
    """Those that are missing with whoever had the first of these shifts; the line's own where nobody had."""
    first = next((row.volunteer_id for row in reversed(line_of) if row.volunteer_id is not None), None)
    if first is None:
        return {tx.line.language}
    return set(tx.run(select(Volunteer.languages).where(Volunteer.id == first)).scalar_one())


def _free(tx: Tx, row: _Standby, place: Shift) -> bool:
    stretch = (row.id, place.starts_at, place.ends_at)
    return rota.overlapping(tx, *stretch) is None and not rota.is_away(tx, *stretch)


def hour_is_right(tx: Tx, row: VolunteerZone, starts_at: datetime) -> bool:
    """Whether the volunteer may be texted now. One on duty is awake, and may be asked to stay."""
    return availability.is_on_duty(tx, row.id) or is_civil(tx, row, starts_at)


def is_civil(tx: Tx, row: VolunteerZone, starts_at: datetime) -> bool:
    """As `hour_is_right`, for a volunteer who is not on duty."""
    zone = zone_of(row, tx.line)
    if night.is_night(tx.now, zone):
        return False  # however urgent
    return starts_at - tx.now <= URGENT or not quiet_hours.is_quiet(tx.now, zone)
