"""Tells a volunteer who said ON, some minutes before it ends, that they are off soon, and that ON keeps them on."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, exists, select

from flows.rules.matching.availability import is_on_duty_at, is_paused
from flows.rules.times.duty_ending import WARNED
from flows.states import CallbackState
from store.database import Tx
from store.messages import compose
from store.models import Callback, Reminder, Shift, Volunteer
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet

ENDS: Final = "duty_ends"
_VOLUNTEERS = select(Volunteer.__table__)


def plan(tx: Tx, volunteer_id: int, until: datetime) -> None:
    """Plan the text about the end of their duty at `until`. May be done twice."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    key = f"duty:{volunteer_id}:{until:%Y%m%d%H%M%S%f}"
    reminders.plan(tx, ENDS, key, contact_id, until - WARNED, about_id=volunteer_id)


def _still_ends(tx: Tx, reminder: Reminder) -> bool:
    """Whether their duty still ends then, and nothing else tells them, nor do they talk with somebody."""
    row = tx.run(_VOLUNTEERS.where(Volunteer.id == reminder.about_id)).one()
    until = (reminder.was_due_at or reminder.due_at) + WARNED
    if not is_on_duty_at(row, tx.now) or row.duty_until != until or is_paused(row, tx.now):
        return False
    shift = exists().where(Shift.volunteer_id == row.id, Shift.state == "on", Shift.ends_at >= until)
    talk = exists().where(and_(Callback.volunteer_id == row.id, Callback.state == CallbackState.CONNECTED))
    return not tx.run(select(shift | talk)).scalar()


def _tell(tx: Tx, reminder: Reminder) -> int | None:
    until = (reminder.was_due_at or reminder.due_at) + WARNED
    return compose.queue(tx, reminder.contact_id, "reminder", "volunteer.off_soon", until=until)


KINDS: Final = (
    Kind(
        ENDS,
        purpose="reminder",
        late=WARNED - timedelta(minutes=1),
        put=_tell,
        still_true=_still_ends,
        quiet=Quiet.SEND,  # it bounds their own time on duty
        wording=("volunteer.off_soon",),
    ),
)
