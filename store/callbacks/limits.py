"""How often somebody has been called today, and whether they may ask again.

What counts: `flows.rules.promises.limits`.
"""

from datetime import datetime

from sqlalchemy import and_, select

from flows.effects.base import AlertKind
from flows.rules.matching.queue import CRISIS, severity_of
from flows.rules.promises.limits import Past, Verdict, may_ask
from flows.rules.times.moments import last_midnight
from flows.states import CallbackState as S
from store import decisions
from store.callbacks.care_plans import plan_of
from store.contacts import in_danger
from store.database import Tx
from store.models import Callback


def verdict(tx: Tx, contact_id: int, *, wanted_at: datetime | None = None) -> Verdict:
    """Whether this contact may ask for a call now. A refusal is written down where their last call stands.

    `wanted_at`: for when they ask; a call on a day to come is none of today's.
    """
    since = _today(tx)
    # Somebody who wrote and got no answer has had no talk.
    unanswered = and_(Callback.kind == "text", Callback.state.in_((S.CANCELLED, S.MISSED)))
    columns = (Callback.id, Callback.connected_at, Callback.reconnect_of, Callback.severity)
    talks_today = and_(Callback.contact_id == contact_id, Callback.connected_at >= since, ~unanswered)
    rows = list(tx.run(select(*columns).where(talks_today).order_by(Callback.id)))
    past = [Past(row.connected_at, row.reconnect_of is None and row.severity < CRISIS) for row in rows]
    if not any(each.counts for each in past):
        return Verdict(True, None, "no calls yet today")
    found = may_ask(
        max(tx.now, wanted_at or tx.now),
        past,
        limit=tx.line.calls_per_day,
        zone=tx.line.timezone,
        plan=plan_of(tx, contact_id),
        crisis=in_danger.in_crisis(tx, contact_id),
    )
    if not found.allowed:
        decisions.note(tx, rows[-1].id, "asked-again-refused", found.why)
    return found


def _today(tx: Tx) -> datetime:
    return last_midnight(tx.now, tx.line.timezone)


def severity(tx: Tx, contact_id: int, mood: int | None) -> int:
    """How grave a request of theirs is, 0 to 3."""
    if in_danger.in_crisis(tx, contact_id):
        return severity_of(mood, True)
    return severity_of(mood, False, check=in_danger.was_told(tx, contact_id, AlertKind.CHECK))
