"""Whether the participant can be rung now."""

from flows.effects import readiness as e
from flows.effects.base import Effect, Outcome
from store.callbacks import refusal
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts
from store.requests import ready


@for_contacts
def _say_ready(tx: Tx, done: Applied, effect: e.SayReady) -> Outcome:
    return ready.say_ready(tx, done.contact_id)


@for_contacts
def _prefer_text(tx: Tx, done: Applied, effect: e.PreferText) -> Outcome:
    return ready.prefer_text(tx, done.contact_id)


@for_contacts
def _silence(tx: Tx, done: Applied, effect: e.SilenceCallback) -> Outcome:
    return refusal.silence(tx, done.contact_id)


APPLY: dict[type[Effect], Apply] = {
    e.SayReady: _say_ready,
    e.PreferText: _prefer_text,
    e.SilenceCallback: _silence,
}
