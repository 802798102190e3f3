"""Rings that ask somebody how they are, by their own yes on a call, for a phone that gets no texts (docs/adr/0067).

The reminder stays the to-do: `store.delivery.send_check` plans its ring, and `store.calls.line_rings` asks here.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from flows.rules.matching.availability import is_paused
from flows.rules.safe_contact import allowed
from store.consent import ledger as consent
from store.contacts import company, contacts
from store.database import Tx
from store.line_rings import rows
from store.models import Contact, LineRing, Reminder, ReminderPlan
from store.reminders import schedules

IN_A_ROW: Final = 2
"""So many rings nobody answered, and they rest until the person wants them again."""
LATE: Final = timedelta(minutes=20)
"""A ring was agreed to for an hour. Later than this it is not expected, and somebody else may hear it."""
NOT_NOW_LASTS: Final = timedelta(hours=24)
"""How long a "not now" about another call keeps these rings away as well."""
_NOBODY_WAS_ASKED: Final = ("called_off", "refused", "busy")
"""Ends of a ring that say nothing of whether they wanted it."""


def agreed(tx: Tx, contact_id: int) -> bool:
    """Whether they said on a call that we may ring them for this."""
    return consent.agreed(tx, contact_id, consent.REMINDER_CALLS)


def are_wanted(tx: Tx, contact_id: int) -> bool:
    """Whether their check-ins ring as things stand: they agreed to that, and to no text that reaches their phone."""
    return agreed(tx, contact_id) and not _by_text(tx, contact_id)


def rings(tx: Tx, reminder: Reminder) -> bool:
    """Whether this check-in rings, now that it is due."""
    planned = reminder.was_due_at or reminder.due_at
    if tx.now - planned > LATE or not are_wanted(tx, reminder.contact_id):
        return False
    return contacts.listening(tx, reminder.contact_id).safe.calls


def _by_text(tx: Tx, contact_id: int) -> bool:
    if not tx.line.texting or not consent.agreed(tx, contact_id, consent.REMINDERS):
        return False
    return tx.run(select(Contact.landline_at).where(Contact.id == contact_id)).scalar() is None


def may_ring(tx: Tx, ring: LineRing) -> bool:
    """Asked last, right before their phone is rung: all that they agreed to still holds."""
    if ring.contact_id is None or tx.now - ring.created_at > LATE or not agreed(tx, ring.contact_id):
        return False
    plan = schedules.live(tx, ring.contact_id)
    if plan is None or is_paused(plan, tx.now):
        return False
    if company.is_near(tx, ring.contact_id):
        return False
    ear = contacts.listening(tx, ring.contact_id)
    return allowed.may_ring(ear.safe, tx.now, ear.to.zone or tx.line.timezone).allowed


def goes_unnamed(tx: Tx, contact_id: int) -> bool:
    """Whether whoever picks up hears no name at all: they want it discreet, and gave no name to go by."""
    safe = contacts.listening(tx, contact_id).safe
    return safe.discreet and safe.cover is None


def over(tx: Tx, ring: LineRing, status: str) -> None:
    """The call is over. With the second in a row that nobody answered, the plan rests until they say."""
    if ring.contact_id is None or (plan := schedules.live(tx, ring.contact_id)) is None:
        return
    if ring.outcome in rows.REACHED:
        _count(tx, plan, 0)
    elif status.replace("-", "_") not in _NOBODY_WAS_ASKED and ring.outcome != "called_off":
        _count(tx, plan, plan.calls_missed + 1)
        if plan.calls_missed + 1 >= IN_A_ROW:
            schedules.pause(tx, ring.contact_id, None)


def _count(tx: Tx, plan: ReminderPlan, missed: int) -> None:
    if plan.calls_missed != missed:
        tx.run(update(ReminderPlan).where(ReminderPlan.id == plan.id).values(calls_missed=missed))


def stopped(tx: Tx, contact_id: int) -> bool:
    """Whether the rings rest because nobody answered two, and they have not heard that yet."""
    plan = schedules.live(tx, contact_id)
    return plan is not None and is_paused(plan, tx.now) and plan.calls_missed >= IN_A_ROW


def were_told(tx: Tx, contact_id: int) -> None:
    """They have heard that the rings rest. It is said once."""
    if (plan := schedules.live(tx, contact_id)) is not None:
        _count(tx, plan, 0)


def refused(tx: Tx, contact_id: int, source: str, *, for_good: bool) -> None:
    """They asked for no call: for a day, or `for_good`, where no other call of ours could have been meant."""
    if not agreed(tx, contact_id):
        return
    if not for_good:
        plan = schedules.live(tx, contact_id)
        if plan is not None and not is_paused(plan, tx.now):
            schedules.pause(tx, contact_id, tx.now + NOT_NOW_LASTS)
        return
    consent.no_more_calls(tx, contact_id, "asked for no call", source)
    rows.call_off(tx, contact_id, rows.CHECKIN)
    if not consent.agreed(tx, contact_id, consent.REMINDERS):
        schedules.end(tx, contact_id, "asked for no call")


def once_by_text(tx: Tx, contact_id: int) -> bool:
    """Whether this check-in is the first by text after rings: it says so, and the yes to rings is over with it."""
    return consent.no_more_calls(tx, contact_id, "by text again", "line")
