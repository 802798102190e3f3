"""Consent, language, check-ins, alerts."""

from dataclasses import replace

from sqlalchemy import insert, update

from flows.effects import contacts as e
from flows.effects.base import AlertKind, Effect, Outcome
from flows.wording import Named, render
from store.alerts import danger, refusal
from store.consent import ledger as consent
from store.contacts import in_danger
from store.coordinators import not_understood, team
from store.database import Tx
from store.effects.base import DONE, Applied, Apply, for_contacts
from store.joining import leaving, new_owner
from store.models import Checkin, Contact
from store.offers import danger_calls
from store.requests import call as requests
from store.requests import unverified_callers
from store.unread import unread_consent

CALM = 4
"""Who is so well, or better, may be asked something of the line's own a day later."""
CHANNEL_WORDS = {"text": Named("on_alert.by_text"), "voice": Named("on_alert.by_voice")}
"""How an alert says by which way words came, in the language of whoever reads it."""


def _raise_alert(tx: Tx, done: Applied, effect: e.RaiseAlert) -> Outcome:
    done.crisis = done.crisis or effect.kind is AlertKind.CRISIS
    channel = CHANNEL_WORDS[done.channel]
    if done.known.shown is not None:
        unverified_callers.raise_alert(tx, done.known, effect.kind, channel)
        return DONE
    contact_id = done.known.contact_id
    asked_for = danger_calls.without_danger(tx, contact_id)
    wording = _OPTED_OUT.get((effect.kind, effect.opted_out))
    whose = _whose(tx, done)
    danger.tell(
        tx, effect.kind, contact_id=contact_id, whose=whose, wording=wording, news=False, channel=channel
    )
    danger_calls.spoke_of_it(tx, asked_for)
    return DONE


_OPTED_OUT = {
    (AlertKind.CRISIS, "before"): "alert.crisis_opted_out",
    (AlertKind.CRISIS, "now"): "alert.crisis_opts_out",
    (AlertKind.CHECK, "before"): "alert.check_opted_out",
    (AlertKind.CHECK, "now"): "alert.check_opted_out",
}
"""What an alert says of somebody whom we may not text: whether our answer can have reached them."""


def _tell_eased(tx: Tx, done: Applied, effect: e.TellEased) -> Outcome:
    if done.known.shown is None and (whose := _whose(tx, done)) is not None:
        danger.tell_eased(tx, whose, CHANNEL_WORDS[done.channel])
    return DONE


def _whose(tx: Tx, done: Applied) -> str | None:
    if done.known.contact_id is not None:
        return in_danger.of_contact(done.known.contact_id)
    if done.call_sid is not None:
        return danger.of_call(done.call_sid)
    return danger.of_sender(tx, done.sender) if done.sender is not None else None


def _record_checkin(tx: Tx, done: Applied, effect: e.RecordCheckin) -> Outcome:
    row = {"contact_id": done.known.contact_id, "mood": effect.mood, "channel": done.channel, "at": tx.now}
    tx.run(insert(Checkin).values(**row))
    if done.known.contact_id is not None and done.channel == "text" and (effect.mood or 0) >= CALM:
        unread_consent.ask_later(tx, done.known.contact_id)
    return DONE


def _set_language(tx: Tx, done: Applied, effect: e.SetLanguage) -> Outcome:
    known = done.known
    if known.contact_id is not None:
        tx.run(update(Contact).where(Contact.id == known.contact_id).values(language=effect.language))
    person = replace(known.person, language=effect.language)
    done.known = replace(known, language=effect.language, person=person)
    return DONE


def _keep_region(tx: Tx, done: Applied, effect: e.KeepRegion) -> Outcome:
    known = done.known
    if known.contact_id is not None:
        tx.run(update(Contact).where(Contact.id == known.contact_id).values(region=effect.region))
    done.known = replace(known, person=replace(known.person, region=effect.region))
    return DONE


@for_contacts
def _introduce(tx: Tx, done: Applied, effect: e.Introduce) -> Outcome:
    consent.introduce(tx, done.contact_id, render(effect.wording, done.known.listener(tx)), done.channel)
    return DONE


@for_contacts
def _tell_policy(tx: Tx, done: Applied, effect: e.TellPolicy) -> Outcome:
    aloud = done.channel == "voice"
    words = render(effect.wording, done.known.listener(tx, aloud=aloud))
    consent.tell_policy(tx, done.contact_id, effect.policy, words, done.channel)
    return DONE


@for_contacts
def _keep_age(tx: Tx, done: Applied, effect: e.KeepAge) -> Outcome:
    tx.run(update(Contact).where(Contact.id == done.contact_id).values(age_said=effect.said))
    done.known = replace(done.known, person=replace(done.known.person, age_said=effect.said))
    return DONE


@for_contacts
def _keep_access(tx: Tx, done: Applied, effect: e.KeepAccess) -> Outcome:
    tx.run(update(Contact).where(Contact.id == done.contact_id).values(no_phone_at=tx.now))
    done.known = replace(done.known, person=replace(done.known.person, cannot_phone=True))
    return DONE


@for_contacts
def _opt_out(tx: Tx, done: Applied, effect: e.OptOut) -> Outcome:
    consent.opt_out(tx, done.contact_id, effect.wording, done.channel)
    requests.cancel_everything(tx, done.contact_id)
    if done.known.volunteer_id is not None:
        leaving.let_all_go(tx, done.known.volunteer_id)
    refusal.stopped(tx, done.contact_id)
    return DONE


@for_contacts
def _opt_in(tx: Tx, done: Applied, effect: e.OptIn) -> Outcome:
    consent.opt_in(tx, done.contact_id, effect.wording, done.channel)
    return DONE


def _offer_person(tx: Tx, done: Applied, effect: e.OfferPerson) -> Outcome:
    return not_understood.offer_person(tx, done.known)


@for_contacts
def _tell_team(tx: Tx, done: Applied, effect: e.TellTeam) -> Outcome:
    return team.tell(tx, done.contact_id, effect.kind)


@for_contacts
def _ask_team(tx: Tx, done: Applied, effect: e.AskTeam) -> Outcome:
    return team.ask(tx, done.contact_id, effect)


@for_contacts
def _wrong_number(tx: Tx, done: Applied, effect: e.WrongNumber) -> Outcome:
    theirs = new_owner.end_all(tx, done.contact_id, done.known.volunteer_id, effect.wording, done.channel)
    return Outcome("ended_volunteer" if theirs else "ended", {})


APPLY: dict[type[Effect], Apply] = {
    e.RaiseAlert: _raise_alert,
    e.TellEased: _tell_eased,
    e.RecordCheckin: _record_checkin,
    e.SetLanguage: _set_language,
    e.KeepRegion: _keep_region,
    e.Introduce: _introduce,
    e.TellPolicy: _tell_policy,
    e.KeepAge: _keep_age,
    e.KeepAccess: _keep_access,
    e.OptOut: _opt_out,
    e.OptIn: _opt_in,
    e.OfferPerson: _offer_person,
    e.TellTeam: _tell_team,
    e.AskTeam: _ask_team,
    e.WrongNumber: _wrong_number,
}
