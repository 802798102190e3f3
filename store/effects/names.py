"""What participants may call a volunteer."""

from flows.effects import names as e
from flows.effects.base import Effect, Outcome
from store.database import Tx
from store.effects.base import DONE, Applied, Apply, for_volunteers
from store.joining import names


@for_volunteers
def _keep(tx: Tx, done: Applied, effect: e.KeepName) -> Outcome:
    names.keep(tx, done.contact_id, done.volunteer_id, effect.name, done.channel)
    return Outcome("kept", {"name": effect.name})


@for_volunteers
def _asked(tx: Tx, done: Applied, effect: e.NameAsked) -> Outcome:
    names.asked(tx, done.volunteer_id)
    return DONE


APPLY: dict[type[Effect], Apply] = {e.KeepName: _keep, e.NameAsked: _asked}
