"""The accounts there are: added, invited, looked up, given another role, ended."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import and_, delete, func, insert, select, update

from store.accounts import secrets
from store.database import Tx
from store.models import Account, AccountFactor, AccountLink, AccountSession, RecoveryCode
from store.vault.columns import ACCOUNT_EMAIL, ACCOUNT_NAME, new_row_key, row_of

ROLES: Final = ("coordinator", "supervisor", "facilitator", "auditor")
INVITED, ACTIVE, ENDED = "invited", "active", "ended"
LARGEST_ID: Final = 2**63 - 1
_A = Account.__table__.c


class Person(NamedTuple):
    """An account, opened: who it is, for pages. Logs and the log of who did what take `handle` alone."""

    id: int
    handle: str
    email: str
    name: str
    role: str
    language: str
    state: str
    password_hash: str | None
    created_at: datetime
    last_signed_in_at: datetime | None


def plain_email(email: str) -> str:
    """An e-mail address as it is filed: nobody means another person by capitals."""
    return email.strip().casefold()


def is_email(email: str) -> bool:
    """Whether it can be an address at all. Only a mail that arrives could say more."""
    name, at, place = email.strip().rpartition("@")
    return (
        bool(name and at and "." in place.strip("."))
        and len(email) <= 200
        and email.isprintable()
        and " " not in email
    )


def add(tx: Tx, email: str, role: str, *, name: str = "", language: str = "en") -> Person:
    """Add an account, or take up one again that was ended; it is invited, and `links.invite` makes its link.

    Of one that is there already, nothing but the role changes.
    """
    known = find(tx, email)
    if known is not None:
        values = {"role": role}
        if known.state == ENDED:
            values["state"] = INVITED
        tx.run(update(Account).where(_A.id == known.id).values(**values, ended_at=None))
        return by_id(tx, known.id)
    row, plain = new_row_key(), plain_email(email)
    handle = _free_handle(tx)
    tx.run(
        insert(Account).values(
            row_key=row,
            handle=handle,
            email_hash=tx.vault.hash(plain),
            email_sealed=tx.seal(ACCOUNT_EMAIL, row, plain, whose=None),
            name_sealed=tx.seal(ACCOUNT_NAME, row, name or plain.partition("@")[0], whose=None),
            role=role,
            language=language,
            state=INVITED,
            created_at=tx.now,
        )
    )
    made = find(tx, email)
    assert made is not None  # noqa: S101 it was made just now
    return made


def find(tx: Tx, email: str) -> Person | None:
    """The account of this e-mail address."""
    hashes = tx.vault.hashes(plain_email(email))
    row = tx.run(select(Account.__table__).where(_A.email_hash.in_(hashes))).first()
    return _opened(tx, cast(Account, row)) if row is not None else None


def by_id(tx: Tx, account_id: int) -> Person:
    """The account of this id."""
    row = tx.run(select(Account.__table__).where(_A.id == account_id)).one()
    return _opened(tx, cast(Account, row))


def by_id_or_none(tx: Tx, account_id: int) -> Person | None:
    """The account of this id, as an address has it; None where there is none."""
    if account_id > LARGEST_ID:
        return None
    row = tx.run(select(Account.__table__).where(_A.id == account_id)).first()
    return _opened(tx, cast(Account, row)) if row is not None else None


def some(tx: Tx, *, ended: bool, after: int | None = None, most: int) -> list[Person]:
    """The newest accounts that have ended, or that have not, of those older than `after`."""
    wanted = and_(
        _A.state == ENDED if ended else _A.state != ENDED, _A.id < min(after or LARGEST_ID, LARGEST_ID)
    )
    rows = tx.run(select(Account.__table__).where(wanted).order_by(_A.id.desc()).limit(most))
    return [_opened(tx, cast(Account, row)) for row in rows]


def every(tx: Tx) -> list[Person]:
    """All accounts, those that can sign in first."""
    order = (_A.state, _A.role, _A.id)
    return [_opened(tx, cast(Account, row)) for row in tx.run(select(Account.__table__).order_by(*order))]


def is_any(tx: Tx) -> bool:
    """Whether there is any account: a new line has none, and its sign-in page says how to make one."""
    return tx.run(select(_A.id).limit(1)).first() is not None


def end(tx: Tx, account_id: int) -> None:
    """End an account and sign it out everywhere. Its row stays, since the log of who did what names it."""
    forget_proofs(tx, account_id)
    tx.run(update(Account).where(_A.id == account_id).values(state=ENDED, ended_at=tx.now))


def start_over(tx: Tx, account_id: int) -> None:
    """Take password, second factor and recovery codes away, and sign out everywhere: a new link gives new ones."""
    forget_proofs(tx, account_id)
    tx.run(update(Account).where(_A.id == account_id).values(state=INVITED))


def forget_proofs(tx: Tx, account_id: int) -> None:
    """Nothing that was given to this account before opens anything any more."""
    open_session = and_(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
    tx.run(update(AccountSession).where(open_session).values(ended_at=tx.now, kept_sealed=None))
    unused = and_(AccountLink.account_id == account_id, AccountLink.used_at.is_(None))
    tx.run(update(AccountLink).where(unused).values(used_at=tx.now))
    tx.run(delete(AccountFactor).where(AccountFactor.account_id == account_id))
    tx.run(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    tx.run(update(Account).where(_A.id == account_id).values(password_hash=None))


def set_password(tx: Tx, account_id: int, password_hash: str) -> None:
    """Keep a new password's hash (`secrets.hash_password`, worked out before the transaction)."""
    tx.run(update(Account).where(_A.id == account_id).values(password_hash=password_hash))


def set_language(tx: Tx, account_id: int, language: str) -> None:
    """Keep the language in which they read the console."""
    tx.run(update(Account).where(_A.id == account_id).values(language=language))


def set_role(tx: Tx, account_id: int, role: str) -> None:
    """Give them another role, which holds with their next click."""
    tx.run(update(Account).where(_A.id == account_id).values(role=role))


def make_active(tx: Tx, account_id: int, *, name: str | None = None) -> None:
    """The invitation is finished. `name`: as they say it themselves."""
    values: dict[str, str] = {"state": ACTIVE}
    if name:
        row = row_of(tx.run(select(_A.id, _A.row_key).where(_A.id == account_id)).one())
        values["name_sealed"] = tx.seal(ACCOUNT_NAME, row, name, whose=None)
    tx.run(update(Account).where(_A.id == account_id).values(**values))


def new_recovery_codes(tx: Tx, account_id: int, *, how_many: int = 8) -> list[str]:
    """New recovery codes, in place of those before. They can be shown only now: hashes are kept."""
    tx.run(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [secrets.new_recovery_code() for _ in range(how_many)]
    hashes = [
        {"account_id": account_id, "code_hash": secrets.recovery_hash(account_id, code)} for code in codes
    ]
    tx.run(insert(RecoveryCode), hashes)
    return codes


def recovery_codes_left(tx: Tx, account_id: int) -> int:
    """How many recovery codes were not used yet."""
    mine = and_(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return int(tx.run(select(func.count()).select_from(RecoveryCode).where(mine)).scalar_one())


def by_handles(tx: Tx, handles: Sequence[str]) -> dict[str, str]:
    """The names of the accounts with these handles, for a page that shows the log of who did what."""
    rows = tx.run(select(_A.id, _A.row_key, _A.handle, _A.name_sealed).where(_A.handle.in_(handles)))
    return {row.handle: tx.open(ACCOUNT_NAME, row_of(row), row.name_sealed) for row in rows}


def _opened(tx: Tx, row: Account) -> Person:
    name = row_of(row)
    return Person(
        row.id,
        row.handle,
        tx.open(ACCOUNT_EMAIL, name, row.email_sealed),
        tx.open(ACCOUNT_NAME, name, row.name_sealed),
        row.role,
        row.language,
        row.state,
        row.password_hash,
        row.created_at,
        row.last_signed_in_at,
    )


def _free_handle(tx: Tx) -> str:
    for _ in range(20):
        handle = f"Desk-{random.randrange(1000, 10_000)}"  # noqa: S311 not a secret
        if tx.run(select(_A.id).where(_A.handle == handle)).first() is None:
            return handle
    raise RuntimeError("no free handle found")
