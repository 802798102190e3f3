"""Being asked again and again how one is, as it was set up."""

from dataclasses import replace

from flows.effects import reminders as e
from flows.effects.base import Effect, Outcome
from flows.rota.days_said import clock_aloud, clock_said, days_aloud, days_said
from flows.rules.matching.availability import is_paused
from flows.rules.times import zones
from flows.wording import Named
from store.checkins import reminders, rings
from store.consent import ledger as consent
from store.consent import other_numbers
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, for_contacts
from store.models import ReminderPlan
from store.reminders import schedules
from store.requests import timezone


@for_contacts
def _set(tx: Tx, done: Applied, effect: e.SetReminder) -> Outcome:
    assumed = effect.zone is None and done.known.zone is None
    to_ask = timezone.to_suggest(tx, done.known) if assumed else None
    where = effect.zone or done.known.zone or tx.line.timezone
    fresh = schedules.set_to(tx, done.contact_id, effect.days, effect.at, where)
    consent.record(
        tx,
        done.contact_id,
        purpose=consent.REMINDER_CALLS if effect.calls else consent.REMINDERS,
        action="given",
        words=effect.wording,
        source=done.channel,
    )
    if to_ask is not None:
        done.known = replace(done.known, person=replace(done.known.person, zone_to_ask=to_ask))
    said = _said(tx, done, schedules.the_live_one(tx, done.contact_id))
    return Outcome("changed" if not fresh else "set" if to_ask is None else "set_zone", said)


@for_contacts
def _show(tx: Tx, done: Applied, _: e.ShowReminder) -> Outcome:
    plan = schedules.live(tx, done.contact_id)
    if plan is None:
        return NONE
    said = _said(tx, done, plan)
    if is_paused(plan, tx.now):
        return Outcome("paused" if plan.paused_until else "resting", said)
    if _is_held(tx, done, plan):
        return Outcome("held", said)
    return Outcome("called" if rings.are_wanted(tx, done.contact_id) else "stands", said)


@for_contacts
def _call(tx: Tx, done: Applied, effect: e.CallForCheckins) -> Outcome:
    plan = schedules.resume(tx, done.contact_id)
    if plan is None:
        return NONE
    if _is_held(tx, done, plan):
        return Outcome("held", _said(tx, done, plan))
    words = {"words": effect.wording, "source": done.channel}
    consent.record(tx, done.contact_id, purpose=consent.REMINDER_CALLS, action="given", **words)
    return Outcome("called", _said(tx, done, plan))


def _is_held(tx: Tx, done: Applied, plan: ReminderPlan) -> bool:
    return reminders.is_held(tx, plan, done.known.person.safe, done.known.zone)


@for_contacts
def _end(tx: Tx, done: Applied, effect: e.EndReminder) -> Outcome:
    if not schedules.end(tx, done.contact_id, "ended"):
        return NONE
    other_numbers.drop(tx, done.contact_id, purpose=other_numbers.TELL)
    words = {"words": effect.wording, "source": done.channel}
    consent.record(tx, done.contact_id, purpose=consent.REMINDERS, action="withdrawn", **words)
    consent.no_more_calls(tx, done.contact_id, **words)
    return Outcome("off", {})


@for_contacts
def _pause(tx: Tx, done: Applied, effect: e.PauseReminders) -> Outcome:
    plan = schedules.pause(tx, done.contact_id, effect.until)
    if plan is None:
        return NONE
    return Outcome("paused" if effect.until else "resting", _said(tx, done, plan))


@for_contacts
def _resume(tx: Tx, done: Applied, _: e.ResumeReminders) -> Outcome:
    plan = schedules.resume(tx, done.contact_id)
    if plan is None:
        return NONE
    return Outcome("held" if _is_held(tx, done, plan) else "resumed", _said(tx, done, plan))


@for_contacts
def _set_missed(tx: Tx, done: Applied, effect: e.SetMissed) -> Outcome:
    if not schedules.after_missed(tx, done.contact_id, effect.after):
        return NONE
    other_numbers.drop(tx, done.contact_id, purpose=other_numbers.TELL)
    return Outcome("kept", {})


@for_contacts
def _name_trusted(tx: Tx, done: Applied, effect: e.NameTrusted) -> Outcome:
    if schedules.live(tx, done.contact_id) is None:
        return NONE
    return other_numbers.name(
        tx, done.contact_id, effect.number, purpose=other_numbers.TELL, called=effect.called
    )


def _said(tx: Tx, done: Applied, plan: ReminderPlan) -> dict[str, object]:
    """A plan in the words of whoever set it; what it has not is left out."""
    language, aloud = done.known.language, done.channel == "voice"
    said = {
        "weekdays": (days_aloud if aloud else days_said)(schedules.days(plan), language),
        "clock": clock_aloud(schedules.at(plan), language) if aloud else clock_said(schedules.at(plan)),
        "zone": zones.name_of(plan.timezone, language, tx.now),
        "at": schedules.next_at(tx, plan),
        "until": plan.paused_until,
        "missed": Named(_MISSED[plan.after_missed]),
    }
    return {name: value for name, value in said.items() if value is not None}


_MISSED = {
    "none": "remind.missed_none",
    "call": "remind.missed_call",
    "tell": "remind.missed_tell",
}

APPLY: dict[type[Effect], Apply] = {
    e.SetReminder: _set,
    e.ShowReminder: _show,
    e.CallForCheckins: _call,
    e.EndReminder: _end,
    e.PauseReminders: _pause,
    e.ResumeReminders: _resume,
    e.SetMissed: _set_missed,
    e.NameTrusted: _name_trusted,
}
