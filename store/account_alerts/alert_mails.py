"""E-mails about alerts, to accounts that chose them: beside the texts and rings, and in no step of theirs.

They are found from the alerts by whoever sends them: nothing that raises an alert knows of them, so nothing here can
hold up a text. A row for each alert and account: one e-mail at most.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import AlertKind
from store.accounts.accounts import ACTIVE, Person, by_id
from store.accounts.sign_in import by
from store.alerts.escalation import CLIMBS
from store.alerts.telling import is_open
from store.contacts import known_people
from store.database import Tx
from store.models import Account, Alert, AlertMail, Callback, Contact

OFF, CRISIS, ALL = "off", "crisis", "all"
CHOICES: Final = (OFF, CRISIS, ALL)
ROLES: Final = ("coordinator", "supervisor")
"""Who may have them: those who see alerts in the console."""
NEW: Final = timedelta(hours=1)
"""So long after an alert was raised an e-mail about it is begun."""
GIVES_UP: Final = timedelta(hours=6)
LEASE: Final = timedelta(minutes=3)
"""After so long a sender that says nothing is taken to be gone."""
AGAIN: Final = (1, 2, 5, 15, 30, 60)
"""Minutes until the next try; the last goes on."""
AT_ONCE: Final = 20
_M = AlertMail.__table__.c
_KINDS: Final = Alert.kind != AlertKind.TEST.value


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail that is due. No words of anybody, and no number."""

    id: int
    tries: int
    account: Person
    alert_id: int
    code: str
    kind: AlertKind
    handle: str
    at: datetime


def choice(tx: Tx, account_id: int) -> str:
    """Which e-mails an account wants."""
    return str(tx.run(select(Account.alert_mail).where(Account.id == account_id)).scalar_one())


def choose(tx: Tx, account: Person, wanted: str) -> None:
    """Which e-mails this account wants from now on."""
    tx.run(update(Account).where(Account.id == account.id).values(alert_mail=wanted))
    tx.record("alert mail chosen", account.handle, by=by(account), to=wanted)


def is_any_new(tx: Tx) -> bool:
    """Whether some alert of the last hour lacks an e-mail. It only reads."""
    return tx.run(_missing(tx).limit(1)).first() is not None


def plan(tx: Tx) -> None:
    """A row for each alert of the last hour and each account that wants to hear of it, and does not know the person."""
    dialect = sqlite if tx.on_sqlite else postgresql
    for row in tx.run(_missing(tx)).all():
        values = {"alert_id": row.id, "account_id": row.account_id, "state": "due"}
        made = dialect.insert(AlertMail.__table__).values(**values, due_at=tx.now, tries=0, created_at=tx.now)
        tx.run(made.on_conflict_do_nothing())


def due(tx: Tx) -> list[int]:
    """E-mails that are to go out now. It only reads."""
    waiting = and_(_M.state.in_(("due", "claimed")), _M.due_at <= tx.now)
    return list(tx.run(select(_M.id).where(waiting).order_by(_M.id).limit(AT_ONCE)).scalars())


def claim(tx: Tx, mail_id: int) -> Mail | None:
    """Take this one, for one sender. None: another has it, or nobody needs it any more, and then it is dropped."""
    mine = and_(_M.id == mail_id, _M.state.in_(("due", "claimed")), _M.due_at <= tx.now)
    taken = update(AlertMail).where(mine).values(state="claimed", due_at=tx.now + LEASE, tries=_M.tries + 1)
    row = tx.run(taken.returning(_M.alert_id, _M.account_id, _M.tries, _M.created_at)).first()
    if row is None:
        return None
    if tx.now - row.created_at > GIVES_UP:
        _end(tx, mail_id, "failed")
        return None
    about = tx.run(_wanted(tx).where(Alert.id == row.alert_id, Account.id == row.account_id)).first()
    if about is None:
        _end(tx, mail_id, "dropped")
        return None
    code, at = about.code or f"A{about.id}", about.last_at or about.at
    account = by_id(tx, row.account_id)
    return Mail(mail_id, row.tries, account, about.id, code, AlertKind(about.kind), about.handle or "", at)


def handed(tx: Tx, mail_id: int) -> None:
    """The server is about to be given the words: from here on it is not tried again unless the server refuses."""
    tx.run(update(AlertMail).where(_M.id == mail_id).values(state="handed"))


def sent(tx: Tx, mail_id: int) -> None:
    """The server took it."""
    tx.run(update(AlertMail).where(_M.id == mail_id).values(state="sent", sent_at=tx.now))


def not_sent(tx: Tx, mail: Mail, *, for_good: bool) -> None:
    """The server did not take it: another try later, or none."""
    if for_good:
        _end(tx, mail.id, "failed")
        return
    minutes = AGAIN[min(mail.tries, len(AGAIN)) - 1]
    later = {"state": "due", "due_at": tx.now + timedelta(minutes=minutes)}
    tx.run(update(AlertMail).where(_M.id == mail.id).values(later))


def trouble(connection: Connection, now: datetime) -> int:
    """How many e-mails of the last day were given up, were handed over without an answer, or were tried three times."""
    stuck = or_(
        _M.state == "failed",
        and_(_M.state == "handed", _M.due_at <= now),
        and_(_M.state == "due", _M.tries >= 3),
    )
    found = select(func.count()).where(_M.created_at > now - timedelta(days=1), stuck)
    return int(connection.execute(found).scalar_one())


def _end(tx: Tx, mail_id: int, state: str) -> None:
    tx.run(update(AlertMail).where(_M.id == mail_id).values(state=state))


def _missing(tx: Tx) -> Any:
    there = exists().where(_M.alert_id == Alert.id, _M.account_id == Account.id)
    return _wanted(tx).where(Alert.at > tx.now - NEW, ~there)


def _wanted(tx: Tx) -> Any:
    """Each open alert with each account that wants an e-mail about it now."""
    whose = (Alert.__table__.c.contact_id, Callback.__table__.c.contact_id)
    known = or_(*(known_people.is_known(Account.__table__.c.id, each) for each in whose))
    crisis = and_(Account.alert_mail == CRISIS, Alert.kind.in_(CLIMBS))
    columns = (Alert.id, Alert.kind, Alert.at, Alert.last_at, Account.id.label("account_id"))
    return (
        select(*columns, Callback.code, Contact.handle)
        .select_from(Alert)
        .join(Account, or_(Account.alert_mail == ALL, crisis))
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .outerjoin(Contact, Contact.id == Alert.contact_id)
        .where(Account.state == ACTIVE, Account.role.in_(ROLES), _KINDS, is_open(), ~known)
        .order_by(Alert.id)
    )
