"""What two who write to each other do."""

from types import MappingProxyType
from typing import Final

from flows.effects import relay as e
from flows.effects.base import Effect, Outcome
from flows.rules.relay.goodbye import Goodbye
from flows.states import OfferState
from store.callbacks import callbacks, refusal
from store.contacts import ladder
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts, for_volunteers
from store.relay import forward, silence, writing
from store.volunteers import notes


@for_contacts
def _pass_on(tx: Tx, done: Applied, effect: e.PassOn) -> Outcome:
    if effect.to_them:
        return _from_peer(tx, done, effect)
    wording = "writing.from_them"
    if effect.in_crisis:
        told = ladder.hears(tx, besides=done.contact_id)
        wording = "writing.from_them_in_crisis" if told else "writing.from_them_in_crisis_alone"
    if effect.goodbye is not None:
        wording = _GOODBYE[effect.goodbye]
    if effect.in_company:
        # A call that one of them asked for beside the writing would ring in that room.
        refusal.silence(tx, done.contact_id, rings_only=True)
        wording = "writing.from_them_in_company"
    return forward.from_participant(
        tx,
        done.contact_id,
        effect.words,
        wording,
        offers=not (effect.in_crisis or effect.in_company),
        goodbye=effect.goodbye,
        adds_nothing=effect.adds_nothing,
    )


_GOODBYE: Final = MappingProxyType(
    {Goodbye.FOR_TODAY: "goodbye.from_them", Goodbye.A_MOMENT: "goodbye.from_them_away"}
)
"""How the volunteer reads the words of somebody who says goodbye, or is away."""


@for_volunteers
def _from_peer(tx: Tx, done: Applied, effect: e.PassOn) -> Outcome:
    return forward.from_peer(tx, done.volunteer_id, effect.words)


@for_volunteers
def _end(tx: Tx, done: Applied, effect: e.EndWriting) -> Outcome:
    cb = callbacks.lock_held(tx, done.volunteer_id)
    if not writing.is_on(cb):
        return Outcome("over", {})
    said: dict[str, object] = {"code": cb.code}
    if not writing.has_written(tx, cb, "peer"):
        # Nobody who asked is sent away without a word.
        writing.hand_on(tx, cb, "the peer ended it before a word", offer_state=OfferState.PASSED)
        return Outcome("handed_back", said)
    noted = Outcome("ended", said)
    if effect.note:
        noted = notes.note(tx, done.volunteer_id, cb.code, effect.note, done=True, hard=effect.hard)
    writing.end(tx, cb, "peer")
    return noted


@for_contacts
def _answer_silence(tx: Tx, done: Applied, effect: e.AnswerSilence) -> Outcome:
    return silence.answer(tx, done.contact_id, effect.how)


@for_contacts
def _stay_on(tx: Tx, done: Applied, effect: e.StayOn) -> Outcome:
    return silence.stay(tx, done.contact_id)


APPLY: dict[type[Effect], Apply] = {
    e.PassOn: _pass_on,
    e.EndWriting: _end,
    e.AnswerSilence: _answer_silence,
    e.StayOn: _stay_on,
}
