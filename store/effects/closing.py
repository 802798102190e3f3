"""A line that is closed for a while."""

from flows.effects import closing as e
from flows.effects.base import Effect, Outcome
from flows.line.choices import NotAllowed
from store.closing import closing
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, by_text, for_contacts


def _close(tx: Tx, done: Applied, effect: e.CloseLine) -> Outcome:
    if not done.known.person.coordinator:
        return NONE
    try:
        return Outcome(
            "closed", {"at": effect.until, "count": closing.close(tx, effect.until, by=by_text(done))}
        )
    except NotAllowed:
        return NONE


def _open(tx: Tx, done: Applied, _: e.OpenLine) -> Outcome:
    if not done.known.person.coordinator:
        return NONE
    count = closing.reopen(tx, by=by_text(done))
    return Outcome("opened", {"count": count}) if count is not None else Outcome("was_open", {})


@for_contacts
def _tell(tx: Tx, done: Applied, _: e.TellClosed) -> Outcome:
    now = tx.line.closed_at(tx.now)
    if now is None:
        return NONE
    return Outcome("tell", {"at": now.until}) if closing.told(tx, done.contact_id) else Outcome("told", {})


APPLY: dict[type[Effect], Apply] = {e.CloseLine: _close, e.OpenLine: _open, e.TellClosed: _tell}
