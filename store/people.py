"""Contacts: find, create, lock, and show the flows who is talking."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.engine import Session
from flows.person import (
    HELD_STATES,
    OPEN_STATES,
    CallbackState,
    CallbackView,
    OfferView,
    Person,
    VolunteerView,
)
from flows.wording import Listener
from store.database import Tx
from store.models import Callback, Contact, Conversation, Inbound, Offer, Volunteer
from store.sessions import read_session

_NATURE = (
    "Heron Maple Otter Willow Finch Cedar Robin Aspen Swift Juniper Plover Birch Lark Alder Wren Rowan Kestrel Fern "
    "Dipper Hazel Linnet Clover Curlew Laurel Osprey Heather Petrel Poplar Sparrow Thistle Starling Sorrel"
).split()


@dataclass(frozen=True, slots=True)
class Known:
    """Who texts or calls: their rows as they stand under the lock, and what a flow may see of them."""

    contact_id: int | None
    person: Person
    language: str
    zone: str | None = None
    handle: str | None = None
    opted_out_at: datetime | None = None
    volunteer_id: int | None = None
    conversation_id: int | None = None
    session: Session | None = None
    revision: int = 0
    window_at: datetime | None = None
    window_count: int = 0
    seen_sid: bool = False

    def listener(self, tx: Tx, *, aloud: bool = False) -> Listener:
        """How to speak to them."""
        return Listener(tx.line, self.language, aloud, tx.now, self.zone)


_C, _T, _V, _B = Contact.__table__.c, Conversation.__table__.c, Volunteer.__table__.c, Callback.__table__.c
_I = Inbound.__table__.c

_COLUMNS = (
    _C.id,
    _C.handle,
    _C.language,
    _C.timezone,
    _C.introduced_at,
    _C.opted_out_at,
    _T.id.label("conversation_id"),
    _T.session_sealed,
    _T.revision,
    _T.window_at,
    _T.window_count,
    _T.expires_at,
    _V.id.label("volunteer_id"),
    _V.status,
    _V.on_duty,
    _V.duty_until,
    _B.code,
    _B.state,
    _B.promised_by,
    _B.retry_at,
    _I.sid.label("seen_sid"),
)
_JOINED = (
    Contact.__table__.outerjoin(Conversation.__table__, (_T.contact_id == _C.id) & (_T.channel == "text"))
    .outerjoin(Volunteer.__table__, _V.contact_id == _C.id)
    .outerjoin(Callback.__table__, (_B.contact_id == _C.id) & _B.state.in_(OPEN_STATES))
    .outerjoin(Inbound.__table__, _I.sid == bindparam("sid"))
)
_HAS_HASH = _C.number_hash.in_(bindparam("hashes", expanding=True))
_LOCK = select(_C.id).where(_HAS_HASH).with_for_update(key_share=True)
_LOAD_BY_HASH = select(*_COLUMNS).select_from(_JOINED).where(_HAS_HASH)
_OFFERS = (
    select(_B.code, _B.language, _B.promised_by)
    .join(Offer.__table__, Offer.callback_id == _B.id)
    .where(Offer.volunteer_id == bindparam("volunteer_id"), Offer.state == "open")
)
_HOLDING = select(_B.code, _B.state, _B.promised_by, _B.retry_at).where(
    _B.volunteer_id == bindparam("volunteer_id"), _B.state.in_(HELD_STATES)
)


def by_number(tx: Tx, number: str, *, sid: str = "") -> Known:
    """Lock the contact of `number` (E.164), made if there is none, and load all a conversation needs in one read."""
    hashes = tx.vault.hashes(number)
    if not tx.on_sqlite:
        # Locked first and read afterwards: a statement that waits for a lock still shows the other tables of before.
        tx.run(_LOCK, {"hashes": hashes})
    row = tx.run(_LOAD_BY_HASH, {"hashes": hashes, "sid": sid}).first()
    if row is None:
        _create(tx, number)
        if not tx.on_sqlite:
            tx.run(_LOCK, {"hashes": hashes})
        row = tx.run(_LOAD_BY_HASH, {"hashes": hashes, "sid": sid}).one()
    return _known(tx, row)


def withheld(tx: Tx) -> Known:
    """A caller who shows no number: nobody we know, and nobody we can text."""
    return Known(None, Person(tx.line.language, withheld=True), tx.line.language)


def number_of(tx: Tx, contact_id: int) -> str:
    """The E.164 number of a contact, only ever for the carrier."""
    return tx.vault.open(tx.run(select(_C.number_sealed).where(_C.id == contact_id)).scalar_one())


def listener(tx: Tx, contact_id: int) -> Listener:
    """How to speak aloud to a contact, without locking them."""
    row = tx.run(select(_C.language, _C.timezone).where(_C.id == contact_id)).one()
    return Listener(tx.line, row.language, True, tx.now, row.timezone)


def _create(tx: Tx, number: str) -> None:
    values = {
        "number_hash": tx.vault.hash(number),
        "number_sealed": tx.vault.seal(number),
        "language": tx.line.language,
        "created_at": tx.now,
    }
    dialect = sqlite if tx.on_sqlite else postgresql
    for digits in (3, 3, 4, 5, 7):
        # A handle already given to somebody else is tried again; the number itself may have been made meanwhile.
        handle = f"{random.choice(_NATURE)}-{random.randrange(10 ** (digits - 1), 10**digits)}"  # noqa: S311 not a secret
        made = dialect.insert(Contact.__table__).values(handle=handle, **values).on_conflict_do_nothing()
        tx.run(made)
        if tx.run(select(_C.id).where(_C.number_hash == values["number_hash"])).first():
            return
    raise RuntimeError("no free handle found")


def _known(tx: Tx, row: Any) -> Known:
    fresh = row.session_sealed is not None and row.expires_at > tx.now
    return Known(
        contact_id=row.id,
        person=Person(
            language=row.language,
            introduced=row.introduced_at is not None,
            opted_out=row.opted_out_at is not None,
            callback=_view(row) if row.code else None,
            volunteer=_volunteer(tx, row) if row.volunteer_id else None,
        ),
        language=row.language,
        zone=row.timezone,
        handle=row.handle,
        opted_out_at=row.opted_out_at,
        volunteer_id=row.volunteer_id,
        conversation_id=row.conversation_id,
        session=read_session(tx, row.session_sealed) if fresh else None,
        revision=row.revision or 0,
        window_at=row.window_at,
        window_count=row.window_count or 0,
        seen_sid=row.seen_sid is not None,
    )


def _view(row: Any) -> CallbackView:
    return CallbackView(row.code, CallbackState(row.state), row.promised_by, row.retry_at)


def _volunteer(tx: Tx, row: Any) -> VolunteerView:
    if row.status != "active":
        return VolunteerView(active=False, on_duty=False)
    on = row.on_duty and (row.duty_until is None or row.duty_until > tx.now)
    offers = tuple(
        OfferView(o.code, o.language, o.promised_by)
        for o in tx.run(_OFFERS, {"volunteer_id": row.volunteer_id})
    )
    held = tx.run(_HOLDING, {"volunteer_id": row.volunteer_id}).first()
    return VolunteerView(True, on, row.duty_until, offers, _view(held) if held else None)
