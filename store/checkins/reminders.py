"""The reminder to check in: "how are you?", at the hour they chose."""

from datetime import timedelta
from typing import Final

from flows.rules.matching.availability import is_paused
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.times import schedules as reminding
from store.checkins import missed, rings
from store.consent import ledger as consent
from store.contacts import last_heard
from store.database import Tx
from store.messages import compose, prompts
from store.models import Reminder, ReminderPlan
from store.reminders import schedules as reminder_plans
from store.reminders.kind import Kind, Quiet

LATE: Final = timedelta(hours=2)
"""A question for seven is none for the night: later than this it is left out, and the next one comes on its day."""


def is_held(tx: Tx, plan: ReminderPlan, safe: safe_contact.Safe, zone: str | None) -> bool:
    """Whether their answers on safe contact keep every check-in back; then they are told so.

    `zone`: theirs, on whose clock their safe hours are.
    """
    at = reminding.first(reminder_plans.days(plan), reminder_plans.at(plan), plan.timezone, tx.now).at
    verdict = safe_contact.may_text(safe, at, zone or tx.line.timezone)
    return not verdict.allowed and (verdict.not_before is None or verdict.not_before - at > LATE)


def _wanted(tx: Tx, reminder: Reminder) -> bool:
    """The plan is not ended or paused, they are not with a peer, and have not said lately how they are."""
    plan = reminder_plans.by_id(tx, reminder.about_id)
    stands = plan.ended_at is None and not is_paused(plan, tx.now)
    return stands and (reminder.message_id is not None or not last_heard.just_now(tx, reminder.contact_id))


def _put(tx: Tx, reminder: Reminder) -> int | None:
    if not consent.agreed(tx, reminder.contact_id, consent.REMINDERS):
        return None  # they agreed to rings, and to no texts
    put = prompts.put(tx, reminder.contact_id, "reminded.mood", purpose="reminder")
    if put is not None and rings.once_by_text(tx, reminder.contact_id):
        compose.queue(tx, reminder.contact_id, "reminder", "checkin_call.by_text_again")
    return put


def _then(tx: Tx, reminder: Reminder, why: str | None) -> None:
    """Sent, rung or dropped: plan the next check-in in the same transaction."""
    if why is None:
        missed.after(tx, reminder)
    reminder_plans.plan_next(tx, reminder_plans.by_id(tx, reminder.about_id))


KINDS: tuple[Kind, ...] = (
    Kind(
        reminder_plans.CHECKIN,
        purpose="reminder",
        late=LATE,
        put=_put,
        still_true=_wanted,
        # They chose the hour, and confirmed it where it is outside the day. A late one waits for morning.
        quiet=Quiet.AWAKE,
        then=_then,
        rings=rings.rings,
        rings_always=True,
        consent=(consent.REMINDERS, consent.REMINDER_CALLS),
        wording=("checkin.mood", "remind.hello"),
    ),
    *missed.KINDS,
)
