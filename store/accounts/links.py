"""Links that are good once: an invitation, finished with a password and a second factor; a demo's way in."""

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import and_, insert, select, update

from store.accounts import accounts, factors, secrets
from store.database import Tx
from store.models import AccountLink
from store.vault.columns import LINK_SECRET, new_row_key, row_of

FINISH, ENTER = "finish", "enter"
LASTS: Final = {FINISH: timedelta(days=3), ENTER: timedelta(days=3650)}
"""A demo's clock is moved on by days, and its link is for the machine it runs on."""
_L = AccountLink.__table__.c


class Link(NamedTuple):
    """An unused link: whose, what for, and the secret for their authenticator app."""

    id: int
    account: accounts.Person
    purpose: str
    app_secret: str


def make(tx: Tx, account_id: int, purpose: str = FINISH) -> str:
    """Make a link; gives its token, of which only the hash is kept. Links of before stop working."""
    unused = and_(_L.account_id == account_id, _L.used_at.is_(None))
    tx.run(update(AccountLink).where(unused).values(used_at=tx.now))
    row, token = new_row_key(), secrets.new_token()
    sealed = tx.seal(LINK_SECRET, row, secrets.new_app_secret(), whose=None)
    values = {"purpose": purpose, "token_hash": secrets.token_hash(token), "secret_sealed": sealed}
    times = {"created_at": tx.now, "expires_at": tx.now + LASTS[purpose]}
    tx.run(insert(AccountLink).values(row_key=row, account_id=account_id, **values, **times))
    return token


def address(tx: Tx, account_id: int) -> str:
    """Make a link to finish an invitation, as an address that a browser opens."""
    return f"{tx.line.origin}/console/finish/{make(tx, account_id)}"


def find(tx: Tx, token: str) -> Link | None:
    """The link with this token; None where there is none, or it was used, or is too old."""
    good = and_(_L.token_hash == secrets.token_hash(token), _L.used_at.is_(None), _L.expires_at > tx.now)
    row = tx.run(select(AccountLink.__table__).where(good)).first()
    if row is None:
        return None
    app_secret = tx.open(LINK_SECRET, row_of(row), row.secret_sealed)
    return Link(row.id, accounts.by_id(tx, row.account_id), row.purpose, app_secret)


def use(tx: Tx, link: Link) -> bool:
    """Use a link up; False where somebody else was quicker."""
    unused = and_(_L.id == link.id, _L.used_at.is_(None))
    return bool(tx.run(update(AccountLink).where(unused).values(used_at=tx.now)).rowcount)


def finish(tx: Tx, link: Link, name: str, password_hash: str, step: int | None) -> list[str] | None:
    """Finish an invitation; gives the recovery codes. None where the link is used up meanwhile.

    `step`: of the code that proved their authenticator app (`secrets.step_of`); None where they made a passkey.
    """
    if not use(tx, link):
        return None
    account_id = link.account.id
    accounts.set_password(tx, account_id, password_hash)
    accounts.make_active(tx, account_id, name=name)
    if step is not None:
        factors.add_app(tx, account_id, link.app_secret, step)
    return accounts.new_recovery_codes(tx, account_id)
