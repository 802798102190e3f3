"""Reminds volunteers of their shift: the day before, with a question, and an hour before."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.matching.availability import is_paused
from flows.rules.safe_contact import quiet_hours
from flows.rules.times.moments import moment
from store.database import Tx
from store.messages import compose, prompts
from store.models import COMING_STATES, Reminder, Shift, Volunteer
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet
from store.rota import queries as rota
from store.rota.rows import has_volunteer

_R = Reminder.__table__.c
DAY, HOUR = "turn_day", "turn_hour"
DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
EVENING = time(19, 30)
"""A reminder that would come at night is sent on the evening before that night."""
SOON = timedelta(hours=12)
"""A volunteer who took a shift that begins within this time is reminded an hour before only."""


def plan(tx: Tx, shift_id: int) -> None:
    """Plan the reminders of a shift that somebody has now. May be done twice."""
    row = rota.shift(tx, shift_id)
    if row is not None and row.state in COMING_STATES and has_volunteer(row):
        plan_new(tx, row.volunteer_id, [row])


def plan_new(tx: Tx, volunteer_id: int, rows: Sequence[Shift]) -> None:
    """As `plan`, for many shifts of one volunteer."""
    contact_id, zone = _contact(tx, volunteer_id), rota.zone_of(tx, volunteer_id)
    found = [
        {
            "kind": kind,
            "key": f"turn:{row.id}:{volunteer_id}:{kind}",
            "contact_id": contact_id,
            "about_id": row.id,
            "due_at": at,
            "state": "due",
            "created_at": tx.now,
        }
        for row in rows
        for kind, at in _times(tx, row, zone)
    ]
    if not found:
        return
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(Reminder.__table__).values(found)
    # Who drops a shift and has it again is reminded as if nothing had been.
    again = {"state": "due", "why": None, "done_at": None, "due_at": made.excluded.due_at, "was_due_at": None}
    unsaid = and_(_R.state == "dropped", _R.message_id.is_(None))
    tx.run(made.on_conflict_do_update(index_elements=["key"], set_=again, where=unsaid))


def call_off(tx: Tx, shift_id: int) -> None:
    """Drop the reminders of a shift that the volunteer no longer has."""
    for kind in (DAY, HOUR):
        reminders.call_off(tx, kind, shift_id)


def _times(tx: Tx, row: Shift, zone: str) -> list[tuple[str, datetime]]:
    """When each reminder is due, without those whose time is over or that would say nothing new."""
    times = []
    day = by_day(row.starts_at - DAY_BEFORE, zone)
    if day > tx.now and row.starts_at - tx.now > SOON:
        times.append((DAY, day))
    if row.starts_at - HOUR_BEFORE > tx.now:
        times.append((HOUR, row.starts_at - HOUR_BEFORE))
    return times


def by_day(at: datetime, zone: str) -> datetime:
    """`at`, or where that is in quiet hours the evening before it: nobody is woken."""
    if not quiet_hours.is_quiet(at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = local.date() if local.time() > EVENING else local.date() - timedelta(days=1)
    return moment(datetime.combine(day, EVENING), zone)


def _contact(tx: Tx, volunteer_id: int) -> int:
    return int(tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one())


def _still_theirs(tx: Tx, reminder: Reminder) -> bool:
    row = rota.shift(tx, reminder.about_id) if reminder.about_id is not None else None
    if row is None or row.state not in COMING_STATES or row.starts_at <= tx.now:
        return False
    closing = tx.line.closed_at(tx.now)
    if closing is not None and row.starts_at < closing.until:
        return False  # they are told that the line is closed
    if reminder.kind == DAY and row.state == "confirmed":
        return False  # they said so already
    who = tx.run(select(Volunteer.__table__).where(Volunteer.id == row.volunteer_id)).one()
    # In a pause nobody is asked whether they come; the reminder an hour before may still follow, once it is over.
    asked_nothing = reminder.kind == DAY and is_paused(who, tx.now)
    if asked_nothing or is_paused(who, row.starts_at):
        return False
    return bool(who.contact_id == reminder.contact_id)


def _ask(tx: Tx, reminder: Reminder) -> int | None:
    if reminder.about_id is None:
        return None  # no reminder of a shift is made without one
    row = rota.known_shift(tx, reminder.about_id)
    if row.state == "confirmed":
        return compose.queue(
            tx, reminder.contact_id, "reminder", "turn.see_you", at=row.starts_at, until=row.ends_at
        )
    step = "shifts.remind_day" if reminder.kind == DAY else "shifts.remind_hour"
    answers = {
        "turn": str(row.id),
        "at": row.starts_at.isoformat(),
        "until": row.ends_at.isoformat(),
    }
    return prompts.put(tx, reminder.contact_id, step, purpose="reminder", answers=answers)


def _asks(tx: Tx, reminder: Reminder) -> bool:
    """Whether there is something to ask: nobody is rung who has said that they come."""
    return reminder.about_id is not None and rota.known_shift(tx, reminder.about_id).state != "confirmed"


KINDS: tuple[Kind, ...] = (
    Kind(
        DAY,
        "reminder",
        timedelta(hours=10),
        _ask,
        _still_theirs,
        Quiet.WAIT,
        rings=_asks,
        wording=("shift.remind_day",),
    ),
    Kind(
        HOUR,
        "reminder",
        timedelta(minutes=45),
        _ask,
        _still_theirs,
        Quiet.SEND,
        rings=_asks,
        wording=("shift.remind_hour", "turn.see_you"),
    ),
)
