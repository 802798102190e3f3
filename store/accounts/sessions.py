"""Sessions of the console: rows, which one can see and end. The cookie has a token, the row its hash."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import and_, delete, insert, or_, select, update

from store.accounts import accounts, secrets
from store.database import Tx
from store.models import Account, AccountSession, ConsolePhone
from store.vault.columns import SESSION_KEPT, new_row_key, row_of

IDLE: Final = timedelta(hours=2)
"""A session ends after so long without use: a shared computer is left open."""
ABSOLUTE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
CONFIRMED_FOR: Final = timedelta(minutes=10)
"""How long after a proof of who they are something dangerous may be done."""
KEPT_FOR: Final = timedelta(days=1)
LARGEST_KEPT: Final = 20_000
_S = AccountSession.__table__.c


class Session(NamedTuple):
    """A session and whose it is. `live`: not ended in any way; `has_run_out`: ended by time alone.

    `has_form`: a form is kept with it.
    """

    id: int
    account: accounts.Person
    device: str
    confirmed_at: datetime
    seen_at: datetime
    created_at: datetime
    live: bool
    has_run_out: bool
    has_form: bool

    def is_confirmed(self, now: datetime) -> bool:
        """Whether they proved a short while ago that it is they."""
        return now - self.confirmed_at < CONFIRMED_FOR


class Kept(NamedTuple):
    """A form that could not be taken when it was sent: the address of its page, and what was typed."""

    path: str
    fields: Mapping[str, Sequence[str]]


def start(tx: Tx, account_id: int, device: str) -> str:
    """Sign an account in; gives the token for the cookie."""
    token, now = secrets.new_token(), tx.now
    values = {"token_hash": secrets.token_hash(token), "device": device[:40], "account_id": account_id}
    times = {"created_at": now, "seen_at": now, "confirmed_at": now}
    tx.run(insert(AccountSession).values(row_key=new_row_key(), **values, **times))
    tx.run(update(Account).where(Account.id == account_id).values(last_signed_in_at=now))
    return token


def find(tx: Tx, token: str) -> Session | None:
    """The session of this token, also one that has ended; None where there never was one."""
    row = tx.run(select(AccountSession.__table__).where(_S.token_hash == secrets.token_hash(token))).first()
    return _opened(tx, cast(AccountSession, row)) if row is not None else None


def touch(tx: Tx, session_id: int) -> None:
    """It is used now. Written once a minute at most."""
    due = and_(_S.id == session_id, _S.seen_at <= tx.now - SEEN_EVERY)
    tx.run(update(AccountSession).where(due).values(seen_at=tx.now))


def is_due(session: Session, now: datetime) -> bool:
    """Whether `touch` would write."""
    return session.seen_at <= now - SEEN_EVERY


def confirm(tx: Tx, session_id: int) -> None:
    """They have just proved that it is they."""
    tx.run(update(AccountSession).where(_S.id == session_id).values(confirmed_at=tx.now))


def of_account(tx: Tx, account_id: int) -> list[Session]:
    """The live sessions of an account, the newest first."""
    rows = tx.run(
        select(AccountSession.__table__)
        .where(_S.account_id == account_id, _S.ended_at.is_(None))
        .order_by(_S.id.desc())
    ).all()
    return [each for row in rows if (each := _opened(tx, cast(AccountSession, row))).live]


def end(tx: Tx, account_id: int, session_id: int) -> bool:
    """End one session of this account; False where it has none of this id that is not ended."""
    mine = and_(_S.id == session_id, _S.account_id == account_id, _S.ended_at.is_(None))
    return bool(tx.run(update(AccountSession).where(mine).values(ended_at=tx.now, kept_sealed=None)).rowcount)


def end_others(tx: Tx, account_id: int, but: int) -> int:
    """End every session of this account but one; gives how many."""
    others = and_(_S.account_id == account_id, _S.id != but, _S.ended_at.is_(None))
    return int(
        tx.run(update(AccountSession).where(others).values(ended_at=tx.now, kept_sealed=None)).rowcount
    )


def keep_form(tx: Tx, session_id: int, path: str, fields: Mapping[str, Sequence[str]]) -> bool:
    """Keep a form for later; False where it is too long to be kept."""
    text = json.dumps({"path": path, "fields": {name: list(values) for name, values in fields.items()}})
    if len(text) > LARGEST_KEPT:
        return False
    row = tx.run(select(_S.id, _S.row_key).where(_S.id == session_id)).one()
    sealed = tx.seal(SESSION_KEPT, row_of(row), text, whose=None)
    tx.run(update(AccountSession).where(_S.id == session_id).values(kept_sealed=sealed, kept_at=tx.now))
    return True


def kept_form(tx: Tx, session_id: int) -> Kept | None:
    """The form that is kept with a session."""
    row = tx.run(select(_S.id, _S.row_key, _S.kept_sealed, _S.kept_at).where(_S.id == session_id)).first()
    if row is None or not row.kept_sealed or row.kept_at <= tx.now - KEPT_FOR:
        return None
    found = json.loads(tx.open(SESSION_KEPT, row_of(row), row.kept_sealed) or "null")
    return Kept(found["path"], found["fields"]) if found else None


def drop_form(tx: Tx, session_id: int) -> None:
    """Forget the form that was kept with a session."""
    tx.run(update(AccountSession).where(_S.id == session_id).values(kept_sealed=None, kept_at=None))


def forget(tx: Tx) -> None:
    """Delete sessions that are long over, and forms that nobody came back for."""
    real = select(Account.id).where(Account.password_hash.is_not(None))
    over = or_(_S.account_id.in_(real), _S.ended_at.is_not(None))
    gone = and_(over, _S.created_at <= tx.now - ABSOLUTE - KEPT_FOR)
    tx.run(delete(ConsolePhone).where(ConsolePhone.session_id.in_(select(_S.id).where(gone))))
    tx.run(delete(AccountSession).where(gone))


def _opened(tx: Tx, row: AccountSession) -> Session:
    account = accounts.by_id(tx, row.account_id)
    # The clock of a demo, whose account has no password, is moved on by hours at a time.
    is_old = row.seen_at <= tx.now - IDLE or row.created_at <= tx.now - ABSOLUTE
    ran_out = is_old and account.password_hash is not None
    open_ = row.ended_at is None and account.state == accounts.ACTIVE
    return Session(
        row.id,
        account,
        row.device,
        row.confirmed_at,
        row.seen_at,
        row.created_at,
        open_ and not ran_out,
        open_ and ran_out,
        bool(row.kept_sealed),
    )
