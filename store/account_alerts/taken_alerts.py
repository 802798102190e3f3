"""Alerts that somebody takes, passes on and closes in the console: as by text, and who acts is the account.

Whoever says that they know the person hears nothing of them in the console from then on. That their phone may be on the
ladder as well, the line cannot know: a PASS from that phone says it there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from flows.effects.base import AlertKind, Outcome
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import alerts, closing, danger_alerts, pass_on
from store.alerts.telling import is_open
from store.alerts.views import Has
from store.contacts import known_people, same_person
from store.coordinators import overview
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import Account, AccountKnows, Alert, Callback, Contact, Reveal
from store.vault.columns import ACCOUNT_NAME, row_of

LARGEST: Final = 2**62
"""No row has such a number; a database could not even be asked for some of them."""
_K, _C = AccountKnows.__table__.c, Contact.__table__.c


@dataclass(frozen=True, slots=True)
class AlertFound:
    """An alert as somebody with an account may see it. `holder`: who has it, "" for nobody; `mine`: this account has.

    `hidden`: they said that they know the person. `has_outcome`: what was done is still kept.
    """

    id: int
    code: str
    kind: AlertKind
    handle: str
    open: bool
    closed: bool
    holder: str
    mine: bool
    hidden: bool
    at: datetime
    last_at: datetime
    times: int
    closed_at: datetime | None
    has_outcome: bool


def find(tx: Tx, alert_id: int, account: Person) -> AlertFound | None:
    """The alert of this id, or the one that it goes on in; None where there is none."""
    if alert_id >= LARGEST:
        return None
    joined = tx.run(select(Alert.joined_id).where(Alert.id == alert_id)).scalar()
    columns = (Alert.id, Alert.kind, Alert.contact_id, Alert.closed_at, Alert.acknowledged_at, Alert.at)
    more = (Alert.times, Alert.last_at, Alert.outcome_sealed, Callback.contact_id.label("caller_id"))
    holder = (Alert.taken_by_id, Alert.taken_by_account_id, Callback.code, Contact.handle)
    wanted = (
        select(*columns, *more, *holder, is_open().label("open"))
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .outerjoin(Contact, Contact.id == Alert.contact_id)
        .where(Alert.id == (joined or alert_id))
    )
    row = tx.run(wanted).first()
    if row is None:
        return None
    taken = not row.open and row.acknowledged_at is not None
    return AlertFound(
        id=row.id,
        code=row.code or f"A{row.id}",
        kind=AlertKind(row.kind),
        handle=row.handle or overview.NO_NUMBER,
        open=bool(row.open),
        closed=row.closed_at is not None,
        holder=name(tx, row.taken_by_account_id, row.taken_by_id) if taken else "",
        mine=taken and row.taken_by_account_id == account.id,
        hidden=any(known_people.knows(tx, account.id, whose) for whose in {row.contact_id, row.caller_id}),
        at=row.at,
        last_at=row.last_at or row.at,
        times=row.times,
        closed_at=row.closed_at,
        has_outcome=row.outcome_sealed is not None,
    )


def take(tx: Tx, alert: AlertFound, account: Person) -> bool:
    """They have it, and all that is open about the same person. False: somebody else was quicker, or it is closed.

    Raises Refused where it tells others what this account did: somebody else has to look.
    """
    own = select(Reveal.id).where(Reveal.notice_id == alert.id, Reveal.account_id == account.id)
    if tx.run(own).first() is not None:
        raise Refused("own", "it tells others what they did")
    taken = alerts.acknowledge(tx, f"A{alert.id}", None, heard=[alert.id], account=account.id)
    if not taken.codes:
        return False
    tx.record("ack", " + ".join(taken.codes), by=by(account))
    return True


def give_away(tx: Tx, alert: AlertFound, account: Person, *, knows_them: bool) -> Outcome:
    """It goes to the next person on call. The outcomes are those of `HandOver`; none, where it is closed by now."""
    meant = danger_alerts.with_id(tx, alert.id)
    if meant is None:
        return Outcome("none", {})
    if knows_them and meant.contact_id is not None:
        known_people.say_known(tx, account.id, meant.contact_id)
    tx.record("alert passed", alert.code, by=by(account), knows=knows_them)
    return pass_on.pass_on(tx, None, meant, knows=knows_them)


def gets_it(tx: Tx, alert: AlertFound) -> tuple[str, bool] | None:
    """Who gets it if this account passes it on, by handle, and whether they were told of it before; None: nobody."""
    meant = danger_alerts.with_id(tx, alert.id)
    return pass_on.following(tx, meant) if meant is not None else None


def close(tx: Tx, alert: AlertFound, account: Person, words: str) -> Outcome:
    """It is over, and this was done. The outcomes are those of `CloseAlert`; none, where it is closed by now."""
    meant = danger_alerts.with_id(tx, alert.id)
    if meant is None:
        return Outcome("none", {})
    outcome = closing.close(tx, None, meant, words, proven=True, account=account.id)
    if outcome.name == "closed":
        tx.record("alert closed", alert.code, by=by(account))
    return outcome


def everybody_known(tx: Tx) -> dict[int, frozenset[str]]:
    """By account, the handles of those whom somebody said they know, each phone of theirs."""
    said = tx.run(select(_K.account_id, _K.contact_id)).all()
    if not said:
        return {}
    phones = same_person.phones(tx)
    known = {row.contact_id: phones.get(row.contact_id, (row.contact_id,)) for row in said}
    ids = {id for group in known.values() for id in group}
    handles = {row.id: row.handle for row in tx.run(select(_C.id, _C.handle).where(_C.id.in_(ids)))}
    found: dict[int, set[str]] = {}
    for row in said:
        found.setdefault(row.account_id, set()).update(handles[id] for id in known[row.contact_id])
    return {account_id: frozenset(each) for account_id, each in found.items()}


def names(tx: Tx, held: Sequence[Has]) -> Mapping[int, str]:
    """By alert, who has it: the name of an account, else the handle of a phone on call."""
    return {each.id: name(tx, each.account, each.by) for each in held}


def name(tx: Tx, account_id: int | None, contact_id: int | None) -> str:
    """The name of an account, else the handle of a phone on call; "" for neither."""
    if account_id is not None:
        columns = select(Account.id, Account.row_key, Account.name_sealed)
        row = tx.run(columns.where(Account.id == account_id)).one()
        return tx.open(ACCOUNT_NAME, row_of(row), row.name_sealed)
    if contact_id is None:
        return ""
    return str(tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar_one())
