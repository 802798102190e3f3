"""Numbers that callers keyed in because their own does not show: perhaps a stranger's, who asked for nothing.

Such a number gets one ring, with words that tell nothing, and no text. Then it has a day's peace from such calls, and
for ever where somebody there pressed the key. An organisation may name phones that many people share (a shelter's).
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import and_, select, update

from store import decisions
from store.callbacks import callbacks
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Contact, Leg
from store.proof import tries

AN_HOUR: Final = 3
"""How often an hour a call to one number may be asked for by callers who are not proven to be its owner."""
A_DAY: Final = 6
OF_ALL: Final = 30
"""How many numbers an hour may be keyed in, whoever they belong to: who keys them in shows none of their own."""
LEFT_ALONE: Final = timedelta(days=1)
_B, _L, _C = Callback.__table__.c, Leg.__table__.c, Contact.__table__.c


def is_shared(tx: Tx, number: str) -> bool:
    """Whether the organisation says that many people are called on this phone."""
    return number in tx.line.shared_phones


def counted(tx: Tx, number: str, *, keyed_in: bool) -> bool:
    """Count that a call to this number was asked for; False where it was too often, by whomever."""
    if keyed_in and is_shared(tx, number):
        return True
    within = tries.count(tx, "asked", number) <= AN_HOUR
    within &= tries.count(tx, "asked_day", number, window=tries.DAY) <= A_DAY
    if keyed_in:
        within &= tries.count(tx, "keyed_in", "any number") <= OF_ALL
    return within


def may_be_called(tx: Tx, contact_id: int, number: str) -> bool:
    """Whether a number that was keyed in may be called: not after a "never", nor within a day of such a ring."""
    if is_shared(tx, number):
        return True
    never = tx.run(select(_C.keyed_in_off_at).where(_C.id == contact_id)).scalar()
    rang = and_(
        _B.contact_id == contact_id,
        _B.keyed_in.is_(True),
        _L.role == "participant",
        _L.created_at > tx.now - LEFT_ALONE,
    )
    lately = select(_L.id).join(Callback.__table__, _B.id == _L.callback_id).where(rang).limit(1)
    return never is None and tx.run(lately).first() is None


def may_say_never(tx: Tx, cb: Callback) -> bool:
    """Whether whoever picks up is offered never to be called so again: not on a phone that others need too."""
    if not cb.keyed_in or cb.contact_id is None:
        return False
    return not is_shared(tx, contacts.number_of(tx, cb.contact_id))


def never_again(tx: Tx, cb: Callback) -> None:
    """Whoever picked up said that this number is never to be called so again."""
    tx.run(update(Contact).where(_C.id == cb.contact_id).values(keyed_in_off_at=tx.now))
    decisions.note(tx, cb.id, "never-again", "whoever picked up pressed the key for that")


def is_theirs(tx: Tx, cb: Callback) -> None:
    """The owner of the number asks for this call themselves by now: it is one like any other."""
    if cb.keyed_in and cb.state != S.CONNECTED:
        callbacks.change(tx, cb.id, keyed_in=False)
