"""Showing that a call is theirs: a ring of the number on file, a PIN, a code."""

from dataclasses import replace

from flows.effects import proof as e
from flows.effects.base import Effect, Outcome
from flows.rules.phone import may_dial
from flows.rules.pins import is_easy
from store.contacts import contacts, open_questions
from store.database import Tx
from store.effects.base import DONE, NONE, Applied, Apply, for_contacts, for_volunteers
from store.proof import codes, pins, ring_backs


def _ring_back(tx: Tx, done: Applied, _: e.RingBack) -> Outcome:
    number = done.known.shown
    if number is not None and may_dial(number, tx.line.rung):
        ring_backs.ask(tx, number, done.call_sid)
    return DONE


def _rather_pin(tx: Tx, done: Applied, _: e.RatherPin) -> Outcome:
    if done.known.shown is not None and done.call_sid is not None:
        ring_backs.call_off(tx, done.known.shown, done.call_sid)
    return DONE


def _try_pin(tx: Tx, done: Applied, effect: e.TryPin) -> Outcome:
    if done.known.shown is None or done.call_sid is None:
        return Outcome("over", {})
    tried = pins.match(tx, done.known.shown, effect.pin)
    if tried.contact_id is None:
        return Outcome("over" if tried.over else "wrong", {})
    open_questions.prove(tx, done.call_sid, tried.contact_id, "pin")
    language = done.known.language
    owner = contacts.by_id(tx, tried.contact_id)
    if language != tx.line.language:  # they chose it on this call
        owner = replace(owner, language=language, person=replace(owner.person, language=language))
    done.known = owner
    return Outcome("proven", {})


@for_volunteers
def _keep_pin(tx: Tx, done: Applied, effect: e.KeepPin) -> Outcome:
    if is_easy(effect.pin, contacts.number_of(tx, done.contact_id)):
        return Outcome("easy", {})
    pins.keep(tx, done.volunteer_id, effect.pin)
    return Outcome("kept", {})


@for_volunteers
def _ask_for_code(tx: Tx, done: Applied, _: e.AskForCode) -> Outcome:
    if done.known.person.volunteer is None or not done.known.person.volunteer.active:
        return NONE
    code = pins.new_code(tx, done.volunteer_id, contacts.number_of(tx, done.contact_id))
    return Outcome("code", {"digits": code}) if code is not None else Outcome("enough", {})


@for_contacts
def _ask_for_proof(tx: Tx, done: Applied, _: e.AskForProof) -> Outcome:
    code = codes.by_text(tx, done.contact_id)
    if code is None:
        return Outcome("enough", {})
    done.known = replace(done.known, person=replace(done.known.person, code=code))
    return Outcome("code", {})


APPLY: dict[type[Effect], Apply] = {
    e.RingBack: _ring_back,
    e.RatherPin: _rather_pin,
    e.TryPin: _try_pin,
    e.KeepPin: _keep_pin,
    e.AskForCode: _ask_for_code,
    e.AskForProof: _ask_for_proof,
}
