"""One person as their page shows them: what is known of them, and what is open. That somebody looked is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import AlertKind
from flows.rules.promises.limits import CarePlan
from flows.rules.safe_contact.allowed import Safe
from flows.states import OPEN_STATES
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts.telling import is_open
from store.callbacks import callbacks, care_plans
from store.contacts import contacts, same_person
from store.contacts.known_people import contacts_known
from store.coordinators import overview
from store.coordinators.overview import CallbackStatus, Peer
from store.database import Tx
from store.models import AccountLook, Alert, Callback, Checkin, Contact, Volunteer
from store.people.listing import OPEN_FOR, handle_start

LOOK_EVERY: Final = timedelta(minutes=15)
"""So often at most it is written down that the same account looks at the same page."""
MOODS: Final = 30
_L = AccountLook.__table__.c


class Mood(NamedTuple):
    """How somebody said they were, 1 to 5."""

    at: datetime
    mood: int


class OpenAlert(NamedTuple):
    """An alert that nobody has closed."""

    id: int
    code: str
    kind: AlertKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person. `moods`: the last ones, the oldest first. `others`: handles of their other phones.

    `peer`: as a volunteer, where they are one. `erased`: their key is destroyed.
    """

    row: Contact
    safe: Safe
    plan: CarePlan | None
    named: Peer | None
    moods: Sequence[Mood]
    others: Sequence[str]
    alerts: Sequence[OpenAlert]
    callback: CallbackStatus | None
    peer: Peer | None
    erased: bool


def find(tx: Tx, handle: str, account_id: int) -> Contact | None:
    """The contact of this handle, for whoever has this account.

    None: nobody has it, or it is of somebody whom they know; which of the two is not to be told from outside.
    """
    name = handle_start(handle)
    if name is None:
        return None
    wanted = select(Contact.__table__).where(
        Contact.handle == name, Contact.id.not_in(contacts_known(account_id))
    )
    return cast("Contact | None", tx.run(wanted).first())


def known(tx: Tx, row: Contact, account_id: int) -> Known:
    """What the page says of somebody. Their other phones, as far as this account may hear of them."""
    plan = care_plans.plan_of(tx, row.id)
    open_now = callbacks.read(tx, Callback.contact_id == row.id, Callback.state.in_(OPEN_STATES))
    mine = tx.run(select(Volunteer.id).where(Volunteer.contact_id == row.id)).scalar()
    named = plan.named_volunteer if plan is not None else None
    return Known(
        row=row,
        safe=contacts.listening(tx, row.id).safe,
        plan=plan,
        named=overview.peer(tx, named),
        moods=_moods(tx, row.id),
        others=other_phones(tx, row.id, account_id),
        alerts=_alerts(tx, row.id),
        callback=overview.status_of(tx, open_now) if open_now is not None else None,
        peer=overview.peer(tx, mine),
        erased=tx.keys.is_destroyed(row.id),
    )


def is_look_due(tx: Tx, account: Person, contact_id: int) -> bool:
    """Whether `note_look` would write."""
    mine = select(_L.looked_at).where(_L.account_id == account.id, _L.contact_id == contact_id)
    last = tx.run(mine).scalar()
    return last is None or last <= tx.now - LOOK_EVERY


def note_look(tx: Tx, account: Person, row: Contact) -> None:
    """That they looked goes into the log of who did what, unless it did within a quarter of an hour."""
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(AccountLook.__table__).values(
        account_id=account.id, contact_id=row.id, looked_at=tx.now
    )
    due = _L.looked_at <= tx.now - LOOK_EVERY
    written = made.on_conflict_do_update(
        index_elements=["account_id", "contact_id"], set_={"looked_at": tx.now}, where=due
    )
    if tx.run(written.returning(_L.contact_id)).first() is not None:
        tx.record("people show", row.handle, by=by(account))


def _moods(tx: Tx, contact_id: int) -> list[Mood]:
    said = select(Checkin.at, Checkin.mood).where(Checkin.contact_id == contact_id, Checkin.mood.is_not(None))
    rows = tx.run(said.order_by(Checkin.at.desc(), Checkin.id.desc()).limit(MOODS)).all()
    return [Mood(row.at, row.mood) for row in reversed(rows)]


def other_phones(tx: Tx, contact_id: int, account_id: int) -> list[str]:
    """The handles of the other phones of the same person, as far as this account may hear of them."""
    ids = [each for each in same_person.phones(tx).get(contact_id, ()) if each != contact_id]
    shown = select(Contact.handle).where(Contact.id.in_(ids), Contact.id.not_in(contacts_known(account_id)))
    return list(tx.run(shown.order_by(Contact.handle)).scalars()) if ids else []


def _alerts(tx: Tx, contact_id: int) -> list[OpenAlert]:
    """Those nobody has, and those about danger that somebody has and nobody closed."""
    last = func.coalesce(Alert.last_at, Alert.at)
    held = Alert.acknowledged_at.is_not(None) & Alert.kind.in_(("crisis", "check"))
    unclosed = Alert.joined_id.is_(None) & Alert.closed_at.is_(None)
    found = (
        select(Alert.id, Alert.kind, last.label("last"), Callback.code)
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .where(Alert.contact_id == contact_id, unclosed, or_(is_open(), held))
        .where(last > tx.now - OPEN_FOR)
        .order_by(Alert.id.desc())
    )
    return [
        OpenAlert(row.id, row.code or f"A{row.id}", AlertKind(row.kind), row.last) for row in tx.run(found)
    ]
