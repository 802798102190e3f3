"""A number has changed hands: everything that was set up for its former owner ends, and a coordinator is told."""

from sqlalchemy import update

from flows.effects.base import AlertKind
from store.consent import ledger as consent
from store.consent import other_numbers
from store.database import Tx
from store.joining import leaving
from store.messages import compose
from store.models import Volunteer
from store.reminders import reminders, schedules
from store.requests import call as requests


def end_all(tx: Tx, contact_id: int, volunteer_id: int | None, words: str, source: str) -> None:
    """End callbacks, reminders, trusted texts and a volunteer's duty, and tell the coordinator.

    `words` and `source` go to the consent ledger. They may text us as anybody may: this is no opt-out.
    """
    end_for_owner(tx, contact_id, words, source)
    if volunteer_id is not None:
        off = {"on_duty": False, "duty_until": None}
        tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**off))
        leaving.let_all_go(tx, volunteer_id)
    compose.raise_alert(tx, AlertKind.WRONG_NUMBER, contact_id=contact_id)


def end_for_owner(tx: Tx, contact_id: int, words: str, source: str) -> None:
    """End all that was set up from this number by whoever had it. What a volunteer has is not touched."""
    requests.cancel_everything(tx, contact_id)
    compose.drop_unsent(tx, contact_id)
    reminders.drop_all(tx, contact_id, why="wrong number")
    if schedules.end(tx, contact_id, "wrong number"):
        consent.record(
            tx, contact_id, purpose=consent.REMINDERS, action="withdrawn", words=words, source=source
        )
    other_numbers.opted_out(tx, contact_id)
    consent.record(tx, contact_id, purpose="number", action="withdrawn", words=words, source=source)
