"""After a missed check-in: one gentle text, and then only what the participant set up beforehand (docs/adr/0023)."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from flows.checkins import trusted
from flows.checkins.due import TOLD_AT
from flows.rules.matching.availability import is_paused
from flows.rules.phone import may_dial
from flows.rules.promises import promise
from flows.rules.safe_contact import quiet_hours
from store import decisions
from store.callbacks import blocks, callbacks, limits
from store.consent import ledger as consent
from store.consent import other_numbers
from store.contacts import contacts, last_heard
from store.database import Tx
from store.messages import compose, prompts
from store.models import Contact, Message, OtherNumber, Reminder
from store.reminders import reminders, schedules
from store.reminders.kind import Kind, Quiet
from store.reminders.schedules import AFTERWARDS
from store.requests.ready import YES_LASTS
from store.safe_contact import safe_contact
from store.staffing import capacity

GRACE: Final = timedelta(hours=3)
"""How long a check-in may stay unanswered before one gentle text."""
STEP_AFTER: Final = timedelta(hours=2)
"""And how long that one, before the step they set up."""
MISSED, CALL, TELL = AFTERWARDS

_R, _M = Reminder.__table__.c, Message.__table__.c
_LOST = ("failed", "undelivered")


def after(tx: Tx, asked: Reminder) -> None:
    """A check-in has just been sent: where no answer comes, one gentle text is to follow. `asked`: its reminder."""
    key = f"missed:{asked.id}"
    reminders.plan(tx, MISSED, key, asked.contact_id, tx.now + GRACE, about_id=asked.id)


class _Asked(NamedTuple):
    """A check-in that was sent: when, by which plan, and what became of its text."""

    id: int
    contact_id: int
    plan_id: int
    done_at: datetime
    state: str | None
    receipt: str | None


def _asked(tx: Tx, reminder: Reminder) -> _Asked:
    """The check-in that a later reminder speaks of, with its plan's id and what became of its text."""
    columns = (_R.id, _R.contact_id, _R.about_id.label("plan_id"), _R.done_at, _M.state, _M.receipt)
    joined = Reminder.__table__.outerjoin(Message.__table__, _M.id == _R.message_id)
    return _Asked(*tx.run(select(*columns).select_from(joined).where(_R.id == reminder.about_id)).one())


def _unanswered(tx: Tx, reminder: Reminder, *, then: str | None = None) -> bool:
    """Whether the check-in reached them, and nothing was heard since. `then`: and this is still what is to follow."""
    asked = _asked(tx, reminder)
    plan = schedules.by_id(tx, asked.plan_id)
    wanted = plan.ended_at is None and not is_paused(plan, tx.now)
    reached = asked.state == "sent" and asked.receipt not in _LOST
    if not (wanted and reached and then in (None, plan.after_missed)):
        return False
    return not last_heard.heard_since(tx, asked.contact_id, asked.done_at)


def _put_gently(tx: Tx, reminder: Reminder) -> int | None:
    """Where a trusted person is to be told, the text says so and when: any word of the participant prevents it."""
    told = _tells(tx, reminder)
    answers = {TOLD_AT: told[1].isoformat()} if told is not None else {}
    # Where they set up a next step, this text is part of it: it says that the step comes, and what prevents it.
    booked = schedules.by_id(tx, _asked(tx, reminder).plan_id).after_missed != "none"
    return prompts.put(
        tx, reminder.contact_id, "unanswered.mood", purpose="reminder", answers=answers, booked=booked
    )


def _then(tx: Tx, reminder: Reminder, why: str | None) -> None:
    """The gentle text was sent: plan the step they set up, for the case that it stays unanswered too."""
    if why is not None:
        return
    asked = _asked(tx, reminder)
    if schedules.by_id(tx, asked.plan_id).after_missed == "call":
        at = tx.now + STEP_AFTER
        reminders.plan(tx, CALL, f"missed-call:{asked.id}", asked.contact_id, at, about_id=asked.id)
    elif (told := _tells(tx, reminder)) is not None:
        contact_id, at = told
        reminders.plan(tx, TELL, _tell_key(tx, asked, at), contact_id, at, about_id=asked.id)


def _tells(tx: Tx, reminder: Reminder) -> tuple[int, datetime] | None:
    """The contact who is told, and when (by day, where they are). None: nobody is, or they were told today."""
    asked = _asked(tx, reminder)
    plan = schedules.by_id(tx, asked.plan_id)
    if plan.after_missed != "tell":
        return None
    row = other_numbers.to_tell(tx, asked.contact_id, plan.other_number_id)
    contact_id = other_numbers.contact_behind(tx, row) if row is not None else None
    if contact_id is None:
        other_numbers.nobody_is_told(tx, asked.contact_id, plan.other_number_id)
        return None
    zone = tx.run(select(Contact.timezone).where(Contact.id == contact_id)).scalar() or tx.line.timezone
    at = quiet_hours.over_at(tx.now + STEP_AFTER, zone)
    settled = exists().where(_R.key == _tell_key(tx, asked, at), _R.state != "due")
    return None if tx.run(select(settled)).scalar() else (contact_id, at)


def _tell_key(tx: Tx, asked: _Asked, at: datetime) -> str:
    """The key allows one telling a day, on the participant's clock, whatever they missed and whoever is told."""
    plan = schedules.by_id(tx, asked.plan_id)
    return f"tell:{asked.contact_id}:{at.astimezone(ZoneInfo(plan.timezone)).date().isoformat()}"


def _a_call_follows(tx: Tx, reminder: Reminder) -> bool:
    if not _unanswered(tx, reminder, then="call") or tx.line.closed_at(tx.now) is not None:
        return False
    # While its text waits for the carrier, the open callback is the one that this reminder opened.
    return reminder.message_id is not None or callbacks.lock_open(tx, reminder.contact_id) is None


def _offer_a_call(tx: Tx, reminder: Reminder) -> int | None:
    """Open a callback for them. They did not ask for it this time, so it waits for their word, and no phone rings."""
    if tx.keys.is_destroyed(reminder.contact_id):
        return None
    known = contacts.by_id(tx, reminder.contact_id, lock=False)
    dialable = may_dial(contacts.number_of(tx, reminder.contact_id), tx.line.rung)
    if not dialable or blocks.refusal(tx, reminder.contact_id) is not None:
        return None
    if not limits.verdict(tx, reminder.contact_id).allowed:
        return None
    cover = capacity.cover_now(tx, language=known.language, besides=reminder.contact_id)
    by = promise.promise_for(tx.now, tx.line, cover).by
    cb = callbacks.open_new(
        tx,
        reminder.contact_id,
        language=known.language,
        severity=limits.severity(tx, reminder.contact_id, None),
        yes_at=tx.now - 2 * YES_LASTS,
        ready_asked_at=tx.now,
        **safe_contact.how_to_book(tx, known, by),
    )
    decisions.note(tx, cb.id, "requested", "as they set up for a check-in they miss; waits for their word")
    return prompts.put(tx, reminder.contact_id, "unanswered.call", purpose="ready", callback_id=cb.id)


def _somebody_is_told(tx: Tx, reminder: Reminder) -> bool:
    if not _unanswered(tx, reminder, then="tell"):
        return False
    row = _chosen(tx, reminder)
    return row is not None and other_numbers.contact_behind(tx, row) == reminder.contact_id


def _chosen(tx: Tx, reminder: Reminder) -> OtherNumber | None:
    asked = _asked(tx, reminder)
    plan = schedules.by_id(tx, asked.plan_id)
    return other_numbers.to_tell(tx, asked.contact_id, plan.other_number_id)


def _tell(tx: Tx, reminder: Reminder) -> int | None:
    chosen = _chosen(tx, reminder)
    if chosen is None:
        return None
    called = other_numbers.called_of(tx, chosen)
    person = contacts.by_id(tx, reminder.contact_id, lock=False).person
    if person.introduced or person.volunteer is not None:  # may be in the middle of a question of their own
        return compose.queue(tx, reminder.contact_id, "reminder", "trusted.tell", name=called)
    return prompts.put(
        tx, reminder.contact_id, "trusted.told", purpose="reminder", answers={trusted.CALLED: called}
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        MISSED,
        purpose="reminder",
        late=timedelta(hours=18),  # from an evening to the next morning, and never close to the next one
        put=_put_gently,
        still_true=_unanswered,
        quiet=Quiet.WAIT,
        then=_then,
        consent=(consent.REMINDERS,),
        wording=("checkin.mood", "unanswered.gentle", "unanswered.then_tell"),
    ),
    Kind(
        CALL,
        purpose="ready",
        late=timedelta(hours=14),
        put=_offer_a_call,
        still_true=_a_call_follows,
        quiet=Quiet.WAIT,
        consent=(consent.REMINDERS,),
        wording=("ready.ask", "ready.ask_text", "unanswered.call"),
    ),
    Kind(
        TELL,
        purpose="reminder",
        late=timedelta(hours=14),
        put=_tell,
        still_true=_somebody_is_told,
        quiet=Quiet.WAIT,
        consent=(consent.TOLD,),
        wording=("trusted.tell",),
    ),
)
