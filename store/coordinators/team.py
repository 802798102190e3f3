"""What only a person on the team can do for somebody: a coordinator is told once, until one of them has it."""

from sqlalchemy import select

from flows.effects.base import AlertKind, Outcome
from store.alerts import danger
from store.database import Tx
from store.messages import compose
from store.models import Alert


def tell(tx: Tx, contact_id: int, kind: AlertKind) -> Outcome:
    """Alert a coordinator, unless the same alert about them is still open. The outcomes are those of `TellTeam`."""
    if not tx.line.has_coordinator:
        return Outcome("nobody", {})
    same = (Alert.kind == kind.value) & (Alert.contact_id == contact_id)
    if tx.run(select(Alert.id).where(same, danger.is_open()).limit(1)).first() is None:
        compose.raise_alert(tx, kind, contact_id=contact_id)
    return Outcome("told", {})
