"""The reminder to check in: how are you, at the hour they chose. And what follows one that stays unanswered."""

from datetime import timedelta
from typing import Final

from flows.rules.matching.availability import is_paused
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.times import schedules as reminding
from store.checkins import missed
from store.consent import ledger as consent
from store.contacts import last_heard
from store.database import Tx
from store.messages import prompts
from store.models import Reminder, ReminderPlan
from store.reminders import schedules as reminder_plans
from store.reminders.kind import Kind, Quiet

LATE: Final = timedelta(hours=2)
"""A question for seven is none for the night: later than this it is left out, and the next one comes on its day."""


def is_held(tx: Tx, plan: ReminderPlan, safe: safe_contact.Safe, zone: str | None) -> bool:
    """Whether what they said of their safety since lets none of these go out, so that they may be told.

    `zone`: theirs, on whose clock their safe hours are.
    """
    at = reminding.first(reminder_plans.days(plan), reminder_plans.at(plan), plan.timezone, tx.now).at
    verdict = safe_contact.may_text(safe, at, zone or tx.line.timezone)
    return not verdict.allowed and (verdict.not_before is None or verdict.not_before - at > LATE)


def _wanted(tx: Tx, reminder: Reminder) -> bool:
    """It stands, they do not rest, and they are not with a peer, or have said so lately how they are."""
    plan = reminder_plans.by_id(tx, reminder.about_id)
    stands = plan.ended_at is None and not is_paused(plan, tx.now)
    return stands and (reminder.message_id is not None or not last_heard.just_now(tx, reminder.contact_id))


def _put(tx: Tx, reminder: Reminder) -> int | None:
    return prompts.put(tx, reminder.contact_id, "reminded.mood", purpose="reminder")


def _then(tx: Tx, reminder: Reminder, why: str | None) -> None:
    """Said or left out: the next one is to come, from this very transaction on."""
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
        # The hour is theirs; outside of the day they said twice that they want it then. Late, it waits like all.
        quiet=Quiet.AWAKE,
        then=_then,
        consent=consent.REMINDERS,
        wording=("checkin.mood", "remind.hello"),
    ),
    *missed.KINDS,
)
