"""One text about an alert to one person on call; and what every room of alerts asks of an alert's row."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import structlog
from sqlalchemy import ColumnElement, and_, or_, select, update

from flows.engine import Phrase
from store.contacts import contacts
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Contact, Message

log = structlog.get_logger(__name__)
ALERT: Final = "alert"
"""The purpose of texts that tell of an alert."""
EASED: Final = "eased"
"""The purpose of texts that say it is better: no telling of the alert, which goes on as it was."""
NOTICE: Final = "has_it"
"""The purpose of texts to people on call that tell of each other: somebody else has it, a phone has stopped."""


class Told(Protocol):
    """When an alert was raised, and when we began to tell it anew."""

    @property
    def at(self) -> datetime: ...
    @property
    def told_from(self) -> datetime | None: ...


def is_open() -> ColumnElement[bool]:
    """Alerts that somebody has to take: never taken, or told anew since."""
    anew = Alert.told_from > Alert.acknowledged_at
    untaken = or_(Alert.acknowledged_at.is_(None), anew)
    return and_(Alert.joined_id.is_(None), Alert.closed_at.is_(None), untaken)


def told_since(alert: Told) -> datetime:
    """From when on we count whom it was told."""
    return alert.told_from or alert.at


def handle_of(tx: Tx, contact_id: int | None) -> str:
    """How coordinators speak of them."""
    if contact_id is None:
        return "no number"
    return str(tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar_one())


def code_of(tx: Tx, alert: Alert) -> str:
    """The code by which an ACK names an alert."""
    if alert.callback_id is None:
        return f"A{alert.id}"
    return str(tx.run(select(Callback.code).where(Callback.id == alert.callback_id)).scalar_one())


def unsafe_to_call(tx: Tx, contact_id: int | None) -> bool:
    """Whether a phone that rings may be a danger to them."""
    if contact_id is None:
        return False
    safe = contacts.listening(tx, contact_id).safe
    return safe.they_contact or safe.says_less or not safe.calls


def queue(
    tx: Tx,
    contact_id: int | None,
    wording: str,
    alert_id: int,
    said: Mapping[str, Any],
    *,
    to: int | None,
    delay: timedelta = timedelta(),
    purpose: str = ALERT,
) -> None:
    """Text `to` about the person `contact_id`, and not to call somebody for whom a ringing phone may be a danger.

    `to` None: nobody can be told. That is kept as a text that failed, for /status and `warmline doctor`.
    """
    about = {key: value for key, value in said.items() if key != "callback_id"}
    phrases = [Phrase(wording, about)]
    if unsafe_to_call(tx, contact_id):
        phrases.append(Phrase("alert.not_safe"))
    message_id = compose.queue_said(
        tx,
        None,
        purpose,
        phrases,
        alert_id=alert_id,
        callback_id=said.get("callback_id"),
        on_call_id=to,
        delay=delay,
    )
    if to is None:
        log.error("alert_reaches_nobody", alert=alert_id)
        tx.run(update(Message).where(Message.id == message_id).values(state="failed"))
