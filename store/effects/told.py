"""What somebody tells the line of themselves."""

from flows.effects import told as e
from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects.base import Applied, Apply, for_contacts
from store.requests import told


@for_contacts
def _keep(tx: Tx, done: Applied, effect: e.KeepTold) -> Outcome:
    return told.keep(tx, done.contact_id, effect, done.text_sid)


@for_contacts
def _withhold(tx: Tx, done: Applied, effect: e.WithholdTold) -> Outcome:
    return told.withhold(tx, done.contact_id)


APPLY: dict[type[Effect], Apply] = {e.KeepTold: _keep, e.WithholdTold: _withhold}
