"""Whether somebody has been in contact since, by whichever way: then a missing answer is no reason to worry."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, exists, func, or_, select, update

from flows.states import CallbackState
from store import decisions
from store.contacts.contacts import Known
from store.contacts.open_questions import CALL_SESSION
from store.database import Tx
from store.models import Callback, Checkin, Contact, Conversation, Decision, Inbound

_WITH_A_PEER = (CallbackState.CONNECTING, CallbackState.CONNECTED)
JUST_NOW = timedelta(hours=1)
"""Who said how they are so lately is not asked again."""
NOTED_EVERY: Final = timedelta(minutes=10)
"""So often at most it is written down that somebody was heard of: people write many texts in a row."""


def note(tx: Tx, known: Known) -> None:
    """They have just written, or called from a phone that is surely theirs: they stand first in the list of people."""
    if known.contact_id is None or (known.heard_at is not None and tx.now - known.heard_at < NOTED_EVERY):
        return
    tx.run(update(Contact).where(Contact.id == known.contact_id).values(heard_at=tx.now))


def mend(tx: Tx) -> None:
    """A process of the program before does not note it; whoever wrote to it first is listed all the same."""
    wrote = select(func.max(Inbound.received_at)).where(Inbound.contact_id == Contact.id)
    never = and_(Contact.heard_at.is_(None), exists().where(Inbound.contact_id == Contact.id))
    tx.run(update(Contact).where(never).values(heard_at=wrote.scalar_subquery()))


def heard_since(tx: Tx, contact_id: int, since: datetime) -> bool:
    """Whether they texted, called, checked in, asked for a call or talked since then.

    A call that shows their number, and is not proven to be theirs, says nothing of how they are.
    """
    mine = Callback.contact_id == contact_id
    by_anybody = exists().where(
        Decision.callback_id == Callback.id, Decision.what == decisions.ASKED_UNVERIFIED
    )
    asked = and_(~by_anybody, Callback.requested_at >= since)
    said_yes = and_(or_(~by_anybody, Callback.yes_at > Callback.requested_at), Callback.yes_at >= since)
    talked = or_(Callback.state.in_(_WITH_A_PEER), Callback.connected_at >= since)
    ways = (
        and_(Inbound.contact_id == contact_id, Inbound.received_at >= since),
        and_(Checkin.contact_id == contact_id, Checkin.at >= since),
        and_(mine, or_(asked, said_yes, talked)),
        # A call's conversation lasts so long from its first ring on, and keeps no other time.
        and_(
            Conversation.contact_id == contact_id,
            Conversation.channel == "voice",
            Conversation.expires_at >= since + CALL_SESSION,
        ),
    )
    return bool(tx.run(select(or_(*(exists().where(way) for way in ways)))).scalar())


def just_now(tx: Tx, contact_id: int) -> bool:
    """Whether they are with a peer at this moment, or have said lately how they are."""
    ways = (
        and_(Callback.contact_id == contact_id, Callback.state.in_(_WITH_A_PEER)),
        and_(Checkin.contact_id == contact_id, Checkin.at > tx.now - JUST_NOW),
    )
    return bool(tx.run(select(or_(*(exists().where(way) for way in ways)))).scalar())
