"""What to offer somebody whose words the line did not understand: a peer, or a coordinator who is told of them."""

from datetime import timedelta

from sqlalchemy import select

from flows.effects.base import AlertKind, Outcome
from store.contacts import contacts, ladder
from store.database import Tx
from store.messages import compose
from store.models import Alert
from store.volunteers import roster

TOLD_EVERY = timedelta(hours=6)
"""So long a coordinator who was told of somebody is not told of them again: they know."""


def offer_person(tx: Tx, known: contacts.Known) -> Outcome:
    """What can be offered now. The outcomes are those of `OfferPerson`."""
    if known.person.callback is None and roster.anyone_on_duty(tx, besides=known.contact_id):
        return Outcome("call", {})
    if known.contact_id is None or not ladder.reaches_somebody(tx, besides=known.contact_id):
        return Outcome("nobody", {})
    # The coordinator knows already of somebody in danger, and knows more than this.
    kinds = [AlertKind.UNREAD.value, AlertKind.CRISIS.value, AlertKind.CHECK.value]
    told = Alert.kind.in_(kinds) & (Alert.contact_id == known.contact_id)
    if tx.run(select(Alert.id).where(told, Alert.at > tx.now - TOLD_EVERY).limit(1)).first() is None:
        compose.raise_alert(tx, AlertKind.UNREAD, contact_id=known.contact_id)
    return ladder.outcome(tx, besides=known.contact_id)
