"""What somebody who would like to just hear the volunteer asks for, and what the two answer."""

from flows.effects import listening as e
from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts, for_volunteers
from store.relay import listening


@for_contacts
def _ask(tx: Tx, done: Applied, effect: e.AskToListen) -> Outcome:
    return listening.wish(tx, done.contact_id, effect.what)


@for_volunteers
def _answer(tx: Tx, done: Applied, effect: e.AnswerListening) -> Outcome:
    return listening.answer(tx, done.volunteer_id, effect.code, yes=effect.yes)


@for_contacts
def _stop(tx: Tx, done: Applied, effect: e.StopListening) -> Outcome:
    if effect.by_volunteer:
        return listening.stop(tx, volunteer_id=done.known.volunteer_id)
    return listening.stop(tx, contact_id=done.contact_id, company=effect.company)


APPLY: dict[type[Effect], Apply] = {
    e.AskToListen: _ask,
    e.AnswerListening: _answer,
    e.StopListening: _stop,
}
