"""Contacts and volunteers: find, create, lock, and show the flows who is talking."""

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.engine import Phrase, Session
from flows.person import (
    HELD_STATES,
    OPEN_STATES,
    CallbackState,
    CallbackView,
    OfferView,
    Person,
    VolunteerView,
)
from flows.wording import Listener, Named
from store import texts
from store.database import RaceLost, Tx
from store.models import Callback, Contact, Conversation, Inbound, Offer, Volunteer

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
_LOAD_BY_HASH = (
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(_C.number_hash.in_(bindparam("hashes", expanding=True)))
    .with_for_update(of=Contact.__table__, key_share=True)
)
_LOAD_BY_ID = (
    select(*_COLUMNS)
    .select_from(_JOINED)
    .where(_C.id == bindparam("id"))
    .with_for_update(of=Contact.__table__, key_share=True)
)
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
    row = tx.run(_LOAD_BY_HASH, {"hashes": tx.vault.hashes(number), "sid": sid}).first()
    if row is None:
        _create(tx, number)
        row = tx.run(_LOAD_BY_HASH, {"hashes": tx.vault.hashes(number), "sid": sid}).one()
    return _known(tx, row)


def by_id(tx: Tx, contact_id: int) -> Known:
    """Lock and load a contact by its id."""
    return _known(tx, tx.run(_LOAD_BY_ID, {"id": contact_id, "sid": ""}).one())


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


def volunteer_listener(tx: Tx, volunteer_id: int) -> Listener:
    """How to speak aloud to a volunteer."""
    return listener(tx, tx.run(select(_V.contact_id).where(_V.id == volunteer_id)).scalar_one())


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


def read_session(tx: Tx, sealed: str) -> Session:
    """A session as it was kept."""
    kept = json.loads(tx.vault.open(sealed))
    params = {name: _revived(value) for name, value in kept["params"].items()}
    offered = tuple((key, meaning, step) for key, meaning, step in kept["offered"])
    return Session(
        kept["step"],
        Phrase(kept["question"], params),
        offered,
        kept["answers"],
        tuple(kept["trail"]),
        kept["misses"],
    )


def seal_session(tx: Tx, session: Session | None) -> str | None:
    """A session in the form it is kept in: the menu as heard, the answers so far."""
    if session is None:
        return None
    kept = {
        "step": session.step,
        "question": session.question.id,
        "params": {name: _kept(value) for name, value in session.question.params.items()},
        "offered": session.offered,
        "answers": dict(session.answers),
        "trail": session.trail,
        "misses": session.misses,
    }
    return tx.vault.seal(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"named": value.id} if isinstance(value, Named) else value


def _revived(value: Any) -> Any:
    match value:
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"named": id}:
            return Named(id)
    return value


_NEW_TEXT = insert(Conversation)
_KEEP = (
    update(Conversation)
    .where(_T.id == bindparam("conversation_id"), _T.revision == bindparam("read_revision"))
    .values(
        session_sealed=bindparam("session_sealed"),
        revision=bindparam("revision"),
        window_at=bindparam("window_at"),
        window_count=bindparam("window_count"),
        expires_at=bindparam("expires_at"),
    )
)

_CALL = select(Conversation.__table__).where(_T.call_sid == bindparam("sid")).with_for_update(key_share=True)


@dataclass(frozen=True, slots=True)
class Call:
    """An inbound call's conversation: what is open, in which language, and what it was last answered."""

    id: int
    contact_id: int | None
    language: str
    session: Session | None
    revision: int
    answer: str


def call(tx: Tx, sid: str) -> Call | None:
    """The conversation of this call, locked; None for a call that is new to us."""
    row = tx.run(_CALL, {"sid": sid}).first()
    if row is None:
        return None
    session = read_session(tx, row.session_sealed) if row.session_sealed else None
    answer = tx.vault.open(row.reply_sealed) if row.reply_sealed else ""
    return Call(row.id, row.contact_id, row.language or tx.line.language, session, row.revision, answer)


CALL_SESSION = timedelta(hours=6)


def open_call(tx: Tx, sid: str, known: Known) -> int:
    """File a new call. Raises IntegrityError when it is filed already."""
    values = {
        "contact_id": known.contact_id,
        "channel": "voice",
        "call_sid": sid,
        "language": known.language,
        "revision": 0,
        "window_count": 0,
        "expires_at": tx.now + CALL_SESSION,
    }
    return int(tx.run(insert(Conversation).values(**values).returning(Conversation.id)).scalar_one())


def keep_call(tx: Tx, id: int, *, session: Session | None, language: str, revision: int, answer: str) -> None:
    """Save where a call stands and what it was answered, so that a repeated request gets the same."""
    tx.run(
        update(Conversation)
        .where(_T.id == id)
        .values(
            session_sealed=seal_session(tx, session),
            reply_sealed=tx.vault.seal(answer),
            language=language,
            revision=revision,
        )
    )


TEXT_SESSION = timedelta(hours=12)
"""How long a question by text stays open: "2" the next morning should still be read, "2" next week should not."""


def keep_text_session(
    tx: Tx, known: Known, session: Session | None, window: tuple[datetime | None, int]
) -> None:
    """Save the open question of a text conversation and the sender's rate window.

    Raises RaceLost when another text was answered since it was read: PostgreSQL gives a transaction that waited for
    the contact's lock the other tables as they were before the wait.
    """
    values = {
        "session_sealed": seal_session(tx, session),
        "revision": known.revision + 1,
        "window_at": window[0],
        "window_count": window[1],
        "expires_at": tx.now + TEXT_SESSION,
    }
    if known.conversation_id is None:
        tx.run(_NEW_TEXT, {"contact_id": known.contact_id, "channel": "text", **values})
    else:
        read = {"conversation_id": known.conversation_id, "read_revision": known.revision}
        if not tx.run(_KEEP, {**read, **values}).rowcount:
            raise RaceLost


def add_volunteer(
    tx: Tx,
    name: str,
    number: str,
    *,
    languages: list[str],
    experiences: list[str],
    timezone: str | None,
    active: bool,
    on_duty: bool,
) -> tuple[int, bool]:
    """Add a volunteer, or update the one with this number: what is not said stays. Gives the id and whether new."""
    known = by_number(tx, number)
    said = {"languages": languages, "experiences": experiences, "timezone": timezone}
    if known.volunteer_id is None:
        languages = languages or [tx.line.language]
        said["languages"] = languages
    else:
        said = {column: value for column, value in said.items() if value}
    values: dict[str, Any] = {"name_sealed": tx.vault.seal(name), **said}
    if active:
        values |= {"status": "active"}
    if on_duty:
        values |= {"on_duty": True, "duty_until": None}
    if known.volunteer_id is not None:
        tx.run(update(Volunteer).where(Volunteer.id == known.volunteer_id).values(**values))
        return known.volunteer_id, False
    values = {"status": "invited", "on_duty": False} | values
    made = tx.run(
        insert(Volunteer)
        .values(contact_id=known.contact_id, created_at=tx.now, **values)
        .returning(Volunteer.id)
    )
    if languages:
        tx.run(
            update(Contact)
            .where(Contact.id == known.contact_id)
            .values(language=languages[0], timezone=timezone)
        )
    return int(made.scalar_one()), True


def invite(tx: Tx, volunteer_id: int) -> bool:
    """Text a new volunteer who we are and how to join; they are introduced with it. False: they cannot be texted."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    return texts.queue(tx, contact_id, "invite", "volunteer.invite") is not None


def volunteers(tx: Tx) -> list[Any]:
    """Every volunteer with their contact, for the roster."""
    columns = (Volunteer, Contact.handle, Contact.number_sealed, Contact.opted_out_at)
    return list(tx.run(select(*columns).join(Contact).order_by(Volunteer.id)))


def end_duty_by_itself(tx: Tx) -> int:
    """Take off duty everybody whose `ON 3H` is over."""
    over = (Volunteer.on_duty.is_(True)) & (Volunteer.duty_until <= tx.now)
    return int(tx.run(update(Volunteer).where(over).values(on_duty=False, duty_until=None)).rowcount)


def anyone_on_duty(tx: Tx, *, besides: int | None = None) -> bool:
    """Whether an active volunteer is on duty (other than the contact `besides`)."""
    on = select(Volunteer.id).where(
        Volunteer.status == "active",
        Volunteer.on_duty.is_(True),
        or_(Volunteer.duty_until.is_(None), Volunteer.duty_until > tx.now),
    )
    if besides is not None:
        on = on.where(Volunteer.contact_id != besides)
    return tx.run(on.limit(1)).first() is not None
