"""CLOSE: somebody has seen to an alert, and wrote what was done. It ends for good; later words are a new alert."""

from datetime import timedelta
from typing import Final

from sqlalchemy import and_, case, or_, select, update

from flows.effects.base import Outcome
from store.alerts import alerts
from store.alerts.alerts import ABOUT_DANGER
from store.alerts.danger_alerts import DangerAlert
from store.alerts.telling import is_open
from store.database import Tx
from store.models import Alert, Message
from store.vault.columns import ALERT_OUTCOME, new_row_key, row_of

KEPT: Final = timedelta(days=90)
"""How long what was done is kept, as notes are."""
_TAKEN: Final = 1500


def close(
    tx: Tx, by: int | None, alert: DangerAlert, words: str, *, proven: bool, account: int | None = None
) -> Outcome:
    """End it and all of danger of the same person, and keep what was done. The outcomes are those of `CloseAlert`."""
    if not words or not proven:
        return Outcome("may", {"code": alert.code})
    alerts.acknowledge(
        tx, f"A{alert.id}", by, heard=[alert.id], account=account
    )  # rings and texts about it end, and the others who were told hear of it
    key = new_row_key()
    kept = tx.seal(ALERT_OUTCOME, key, words[:_TAKEN], whose=alert.contact_id)
    # Who had it before had it since then: closing is a thing of its own.
    had = case((is_open(), tx.now), (Alert.acknowledged_at.is_(None), tx.now), else_=Alert.acknowledged_at)
    now = {"closed_at": tx.now, "acknowledged_at": had, "next_at": None}
    mine = and_(Alert.id == alert.id, Alert.closed_at.is_(None))
    if not tx.run(update(Alert).where(mine).values(**now, row_key=key, outcome_sealed=kept)).rowcount:
        return Outcome("none", {})
    same = Alert.joined_id == alert.id
    if alert.contact_id is not None and not alert.unconfirmed:
        same = or_(same, Alert.contact_id == alert.contact_id)
    theirs = and_(same, Alert.kind.in_(ABOUT_DANGER), Alert.closed_at.is_(None))
    tx.run(update(Alert).where(theirs).values(**now))
    ended = select(Alert.id).where(or_(Alert.id == alert.id, and_(same, Alert.closed_at == tx.now)))
    unsent = and_(Message.alert_id.in_(ended), Message.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))
    return Outcome("closed", {"code": alert.code})


def what_was_done(tx: Tx, alert_id: int) -> str:
    """The words with which an alert was closed; "" where there are none, or no longer."""
    row = tx.run(select(Alert.id, Alert.row_key, Alert.outcome_sealed).where(Alert.id == alert_id)).first()
    return tx.open(ALERT_OUTCOME, row_of(row), row.outcome_sealed) if row and row.outcome_sealed else ""


def forget(tx: Tx) -> None:
    """What was done is gone after `KEPT`; that it was closed stays."""
    old = and_(Alert.closed_at < tx.now - KEPT, Alert.outcome_sealed.is_not(None))
    tx.run(update(Alert).where(old).values(outcome_sealed=None))
