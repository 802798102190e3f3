"""What somebody tells the line of themselves."""

from flows.effects import told as e
from flows.effects.base import Effect, Outcome
from store.callbacks import briefing
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, for_contacts
from store.requests import told


@for_contacts
def _keep(tx: Tx, done: Applied, effect: e.KeepTold) -> Outcome:
    return told.keep(tx, done.contact_id, effect, done.text_sid)


@for_contacts
def _withhold(tx: Tx, done: Applied, effect: e.WithholdTold) -> Outcome:
    return told.withhold(tx, done.contact_id)


def _read(tx: Tx, done: Applied, effect: e.ReadTold) -> Outcome:
    volunteer_id = done.known.volunteer_id
    return briefing.read(tx, volunteer_id, effect.code) if volunteer_id is not None else NONE


APPLY: dict[type[Effect], Apply] = {e.KeepTold: _keep, e.WithholdTold: _withhold, e.ReadTold: _read}
