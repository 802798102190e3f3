"""Contacts: find, create, lock, and show the flows who is talking."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Row, bindparam, func, select, update

from flows.engine import Session
from flows.person import ANSWERS_FOR, Person
from flows.rules.phone import country_abroad
from flows.rules.safe_contact.allowed import Safe
from flows.states import OPEN_STATES
from flows.wording import Listener
from store import person_keys
from store.contacts import company, in_danger, new_contact, rows, views
from store.contacts.sessions import read_session
from store.database import Tx
from store.models import (
    Alert,
    AlertPhone,
    Callback,
    Contact,
    Conversation,
    Inbound,
    PersonKeyRow,
    SafeContact,
    TeamWords,
    TrialRing,
    Volunteer,
)
from store.vault.columns import CONTACT_NUMBER, CONVERSATION_SESSION, RowName, row_named


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
    heard_at: datetime | None = None
    seen_sid: bool = False
    expires_at: datetime | None = None
    shown: str | None = field(default=None, repr=False)

    def listener(self, tx: Tx, *, aloud: bool = False) -> Listener:
        """How to speak to them."""
        safe, danger = self.person.safe, self.person.needs_ready
        quiet = self.person.cannot_phone or _no_calls(tx, safe) or (danger and not self.person.ready_on)
        no_texts = not self.person.takes_texts
        return Listener(
            tx.line,
            self.language,
            aloud,
            tx.now,
            self.zone,
            safe.cover,
            no_calls=quiet,
            no_texts=no_texts,
            in_danger=danger,
            region=self.person.region,
        )


_C, _T, _V, _B = Contact.__table__.c, Conversation.__table__.c, Volunteer.__table__.c, Callback.__table__.c
_I, _S, _R = Inbound.__table__.c, SafeContact.__table__.c, TrialRing.__table__.c
_P = AlertPhone.__table__.c
_TW = TeamWords.__table__.c

_COLUMNS = (
    _C.id,
    _C.handle,
    _C.language,
    _C.timezone,
    _C.introduced_at,
    _C.opted_out_at,
    _C.policy_told,
    _C.age_said,
    _C.no_phone_at,
    _C.unreachable_at,
    _C.landline_at,
    _C.last_kind,
    _C.region,
    _C.company_at,
    _C.heard_at,
    _T.id.label("conversation_id"),
    _T.session_sealed,
    _T.row_key.label("session_row_key"),
    _T.revision,
    _T.window_at,
    _T.window_count,
    _T.expires_at,
    _V.id.label("volunteer_id"),
    _V.status,
    _V.on_duty,
    _V.duty_until,
    _V.paused_at,
    _V.paused_until,
    _V.resting_until,
    *views.CALLBACK_VIEW,
    *views.SAFE_COLUMNS,
    _I.sid.label("seen_sid"),
    *person_keys.COLUMNS,
    select(_R.id)
    .where(_R.contact_id == _C.id, _R.state != "ended", _R.purpose == "trial")
    .exists()
    .label("on_trial"),
    select(func.max(func.coalesce(_P.said_at, _P.asked_at)))
    .where(_P.about_id == _C.id, _P.hidden_at.is_(None), _P.passed_at.is_(None))
    .where(Alert.id == _P.alert_id, Alert.closed_at.is_(None))
    .scalar_subquery()
    .label("team_wrote_at"),
    select(func.max(_TW.at))
    .where(_TW.contact_id == _C.id, Alert.id == _TW.alert_id, Alert.closed_at.is_(None))
    .scalar_subquery()
    .label("account_wrote_at"),
)
_JOINED = (
    Contact.__table__.outerjoin(Conversation.__table__, (_T.contact_id == _C.id) & (_T.channel == "text"))
    .outerjoin(Volunteer.__table__, _V.contact_id == _C.id)
    .outerjoin(Callback.__table__, (_B.contact_id == _C.id) & _B.state.in_(OPEN_STATES))
    .outerjoin(SafeContact.__table__, _S.contact_id == _C.id)
    .outerjoin(Inbound.__table__, _I.sid == bindparam("sid"))
    .outerjoin(PersonKeyRow.__table__, person_keys.ON_KEY)
)
_HAS_HASH = _C.number_hash.in_(bindparam("hashes", expanding=True))
_LOCK = select(_C.id).where(_HAS_HASH).with_for_update(key_share=True)
_LOAD_BY_HASH = select(*_COLUMNS).select_from(_JOINED).where(_HAS_HASH)
_LOCK_ID = select(_C.id).where(_C.id == bindparam("contact_id")).with_for_update(key_share=True)
_LOAD_BY_ID = select(*_COLUMNS).select_from(_JOINED).where(_C.id == bindparam("contact_id"))


_SAFE_BY_HASH = (
    select(*views.SAFE_COLUMNS)
    .select_from(Contact.__table__.outerjoin(SafeContact.__table__, _S.contact_id == _C.id))
    .where(_HAS_HASH)
)


def by_number(tx: Tx, number: str, *, sid: str = "") -> Known:
    """Lock the contact of `number` (E.164), made if there is none, and load all a conversation needs in one read."""
    hashes = tx.vault.hashes(number)
    if not tx.on_sqlite:
        # Lock first, read afterwards: a statement that waited for a lock shows the other tables as they were before.
        tx.run(_LOCK, {"hashes": hashes})
    row = tx.run(_LOAD_BY_HASH, {"hashes": hashes, "sid": sid}).first()
    if row is None:
        new_contact.create(tx, number, texted=bool(sid))
        if not tx.on_sqlite:
            tx.run(_LOCK, {"hashes": hashes})
        row = tx.run(_LOAD_BY_HASH, {"hashes": hashes, "sid": sid}).one()
    tx.keys.remember(row.id, row.person_key_id, row.key_sealed)
    if row.key_sealed is None and tx.sealing.is_bound(tx.connection):
        new_contact.give_key(tx, row.id, row.handle, number)
    known = _known(tx, row)
    abroad = country_abroad(number, tx.line.rung)
    return replace(known, person=replace(known.person, phone_region=abroad)) if abroad else known


def by_id(tx: Tx, contact_id: int, *, lock: bool = True) -> Known:
    """As `by_number`, for a contact we know.

    Without `lock` for a caller that has locked a callback already: the contact's lock has to come first.
    """
    if lock and not tx.on_sqlite:
        tx.run(_LOCK_ID, {"contact_id": contact_id})
    row = tx.run(_LOAD_BY_ID, {"contact_id": contact_id, "sid": ""}).one()
    tx.keys.remember(row.id, row.person_key_id, row.key_sealed)
    return _known(tx, row)


def withheld(tx: Tx) -> Known:
    """A caller who shows no number: nobody we know, and nobody we can text."""
    return Known(None, Person(tx.line.language, withheld=True), tx.line.language)


def unverified(tx: Tx, number: str) -> Known:
    """A caller who shows `number` (E.164) without the carrier's word that it is theirs: as `withheld`, and `shown`.

    Only the word that ends everything is loaded from what is on file: whoever says it knows it, and hears nothing.
    """
    row = cast("rows.SafeColumns | None", tx.run(_SAFE_BY_HASH, {"hashes": tx.vault.hashes(number)}).first())
    ends = views.safe_of(tx, row).ends if row is not None else None
    abroad = country_abroad(number, tx.line.rung)
    person = Person(tx.line.language, unverified=True, safe=Safe(ends=ends), phone_region=abroad)
    return Known(None, person, tx.line.language, shown=number)


def on_file(tx: Tx, number: str) -> Known | None:
    """As `by_number`, but no contact is made for a number that is not on file."""
    found = tx.run(select(_C.id).where(_C.number_hash.in_(tx.vault.hashes(number)))).scalar()
    return by_id(tx, found) if found is not None else None


def number_of(tx: Tx, contact_id: int) -> str:
    """The E.164 number of a contact, only ever for the carrier."""
    row = tx.run(select(_C.handle, _C.number_sealed).where(_C.id == contact_id)).one()
    return open_number(tx, row)


def open_number(tx: Tx, row: rows.NumberColumns) -> str:
    """The E.164 number in a row that has `handle` and `number_sealed`, only ever for the carrier."""
    return tx.open(CONTACT_NUMBER, RowName(row.handle), row.number_sealed)


def remember_kind(tx: Tx, contact_id: int, kind: Literal["call", "text"]) -> None:
    """Keep what they asked for last, to offer it first next time."""
    tx.run(update(Contact).where(_C.id == contact_id).values(last_kind=kind))


def listener(tx: Tx, contact_id: int) -> Listener:
    """How to speak aloud to a contact, without locking them."""
    return listening(tx, contact_id, aloud=True).to


@dataclass(frozen=True, slots=True)
class Listening:
    """How to speak to somebody, their answers on safe contact, and what forbids it; read without a lock.

    `landline`: takes calls and no texts. While the line may not text, every phone is one.
    """

    to: Listener
    safe: Safe
    opted_out: bool
    unreachable: bool
    landline: bool


_LISTENING = (
    select(
        *(_C.language, _C.timezone, _C.opted_out_at, _C.unreachable_at, _C.landline_at, _C.no_phone_at),
        _C.region,
        *person_keys.COLUMNS,
        *views.SAFE_COLUMNS,
    )
    .select_from(
        Contact.__table__.outerjoin(SafeContact.__table__, _S.contact_id == _C.id).outerjoin(
            PersonKeyRow.__table__, person_keys.ON_KEY
        )
    )
    .where(_C.id == bindparam("contact_id"))
)


def listening(tx: Tx, contact_id: int, *, aloud: bool = False) -> Listening:
    """How this contact may be spoken to. `aloud`: by voice, else by a text that we start."""
    row = cast(rows.ListenerColumns, tx.run(_LISTENING, {"contact_id": contact_id}).one())
    tx.keys.remember(contact_id, row.person_key_id, row.key_sealed)
    safe = views.safe_of(tx, row)
    discreet = safe.says_less and not aloud
    quiet = row.no_phone_at is not None or _no_calls(tx, safe)
    to = Listener(tx.line, row.language, aloud, tx.now, row.timezone, safe.cover, discreet, quiet)
    unreachable = row.unreachable_at is not None or tx.keys.is_destroyed(contact_id)
    to = replace(to, no_texts=row.landline_at is not None or unreachable, region=row.region)
    if in_danger.spoken(tx, [in_danger.of_contact(contact_id)], tx.now - in_danger.IN_CRISIS).needs_ready:
        to = replace(to, in_danger=True, no_calls=True)
    by_voice = row.landline_at is not None or not tx.line.texting
    return Listening(to, safe, row.opted_out_at is not None, unreachable, by_voice)


def _no_calls(tx: Tx, safe: Safe) -> bool:
    """Whether no call can reach them now: their phone is not to ring, or the line is closed."""
    return not safe.calls or tx.line.closed_at(tx.now) is not None


def texts_after_all(tx: Tx, contact_id: int) -> None:
    """A text came from a number that was taken for a landline when it was filed: some of those can be texted.

    What the carrier said of a text of ours, later, stands.
    """
    by_its_number = (_C.id == contact_id) & (_C.landline_at == _C.created_at)
    tx.run(update(Contact).where(by_its_number).values(landline_at=None))


def _known(tx: Tx, found: Row[Any]) -> Known:
    row = cast(rows.PersonColumns, found)
    fresh = row.session_sealed if row.expires_at is not None and row.expires_at > tx.now else None
    name = row_named(row.session_row_key, row.conversation_id or 0)
    wrote_at = max(filter(None, (row.team_wrote_at, row.account_wrote_at)), default=None)
    return Known(
        contact_id=row.id,
        person=Person(
            language=row.language,
            introduced=row.introduced_at is not None,
            opted_out=row.opted_out_at is not None,
            callback=views.callback_view(tx, found) if rows.has_callback(found) else None,
            volunteer=views.volunteer_view(tx, found) if rows.is_volunteer(found) else None,
            zone=row.timezone,
            safe=views.safe_of(tx, row),
            policy_told=row.policy_told,
            age_said=row.age_said,
            cannot_phone=row.no_phone_at is not None,
            on_trial=bool(row.on_trial),
            team_wrote_at=wrote_at if _is_lately(tx, wrote_at) else None,
            takes_texts=tx.line.texting
            and row.opted_out_at is None
            and row.unreachable_at is None
            and row.landline_at is None,
            last_kind=row.last_kind,
            region=row.region,
            in_company=company.holds(row.company_at, tx.now),
        ),
        language=row.language,
        zone=row.timezone,
        handle=row.handle,
        opted_out_at=row.opted_out_at,
        volunteer_id=found.volunteer_id,
        conversation_id=row.conversation_id,
        session=read_session(tx, CONVERSATION_SESSION, name, fresh) if fresh is not None else None,
        revision=row.revision or 0,
        window_at=row.window_at,
        window_count=row.window_count or 0,
        heard_at=row.heard_at,
        seen_sid=row.seen_sid is not None,
        expires_at=row.expires_at if fresh is not None else None,
    )


def _is_lately(tx: Tx, wrote_at: datetime | None) -> bool:
    return wrote_at is not None and tx.now - wrote_at < ANSWERS_FOR
