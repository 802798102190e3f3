"""In the middle of a call."""

from flows.contacts import stated_region
from flows.effects import calls as e
from flows.effects.base import Effect, Outcome
from store.calls import supervisor, time_warning
from store.database import Tx
from store.effects.base import Applied, Apply, for_volunteers


def _crisis_line(tx: Tx, done: Applied, effect: e.ReachCrisisLine) -> Outcome:
    done.to_crisis_line = bool(stated_region.dialled(done.known.person, tx.line))
    return Outcome("ringing" if done.to_crisis_line else "numbers", {})


@for_volunteers
def _supervisor(tx: Tx, done: Applied, effect: e.BringSupervisor) -> Outcome:
    return supervisor.asked_by_text(tx, done.volunteer_id)


@for_volunteers
def _extend(tx: Tx, done: Applied, effect: e.ExtendTalk) -> Outcome:
    return time_warning.extend_by_text(tx, done.volunteer_id, effect.code)


APPLY: dict[type[Effect], Apply] = {
    e.ReachCrisisLine: _crisis_line,
    e.BringSupervisor: _supervisor,
    e.ExtendTalk: _extend,
}
