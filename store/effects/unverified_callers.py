"""What a caller may do whose number nobody vouches for."""

from dataclasses import replace

from flows.effects import unverified_callers as e
from flows.effects.base import Effect, Outcome
from store.contacts import contacts
from store.database import Tx
from store.effects.base import DONE, Applied, Apply
from store.requests import unverified_callers


def _ask_for_call(tx: Tx, done: Applied, effect: e.AskForCall) -> Outcome:
    outcome, cb = unverified_callers.ask_for_call(tx, done.known, effect.mood, effect.number)
    booked = None
    if cb is not None and cb.contact_id is not None:
        booked = contacts.by_id(tx, cb.contact_id, lock=False).person.callback
    done.known = replace(done.known, person=replace(done.known.person, callback=booked))
    return outcome


def _move(tx: Tx, done: Applied, effect: e.MoveAsked) -> Outcome:
    return unverified_callers.move(tx, done.known, effect.booked, effect.wanted)


def _keep_length(tx: Tx, done: Applied, effect: e.KeepLength) -> Outcome:
    return unverified_callers.keep_length(tx, effect.booked, effect.minutes)


def _silence(tx: Tx, done: Applied, _: e.SilenceNumber) -> Outcome:
    unverified_callers.silence(tx, done.known)
    return DONE


APPLY: dict[type[Effect], Apply] = {
    e.AskForCall: _ask_for_call,
    e.MoveAsked: _move,
    e.KeepLength: _keep_length,
    e.SilenceNumber: _silence,
}
