"""Signing in: counted before anything is hashed, by account and address, so that nobody can lock out somebody else.

A wrong try counts against the pair of this e-mail and this address, and against the address. It never counts against
the account alone: whoever guesses from elsewhere keeps nobody from their work.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from store.accounts import accounts, factors, passkeys, secrets, sessions
from store.database import Database, Tx
from store.proof import tries

WINDOW: Final = timedelta(minutes=15)
PAIR_TRIES, ADDRESS_TRIES = 8, 30
"""Wrong tries a quarter of an hour: for one e-mail from one address; for one address."""
_PAIR, _ADDRESS, _ACCOUNT = "sign_in_pair", "sign_in_address", "sign_in_account"
Now = Callable[[], datetime]
_SOMEBODY = "somebody, in the console"
_TOLD_AT = (1, 3, 10, 30, 100, 300, 1000)
"""Of so many wrong tries a day the log of who did what tells: one a try would let anybody fill it."""


class SignedIn(NamedTuple):
    """What came of it: in, wrong (one of the three, nobody is told which), or wait. `token`: for the cookie.

    Of a passkey also: copied, where its counter went back, so that it counts no more than a wrong one.
    """

    came: Literal["in", "wrong", "wait", "copied"]
    token: str = ""
    account: accounts.Person | None = None


def sign_in(
    db: Database, clock: Now, email: str, password: str, code: str, address: str, device: str
) -> SignedIn:
    """Sign in with password and code. The hash is worked out with no transaction open."""
    email = accounts.plain_email(email)
    if must_wait(db, clock, email, address):
        return SignedIn("wait")
    with db.look(clock()) as tx:
        known = accounts.find(tx, email)
    kept = known.password_hash if known is not None and known.state == accounts.ACTIVE else None
    fits = secrets.password_fits(kept, password)

    def work(tx: Tx) -> SignedIn:
        used = factors.accepts(tx, known.id, code) if fits and known is not None else None
        if used is None or known is None:
            _count(tx, email, address, known)
            return SignedIn("wrong")
        tries.undo(tx, _PAIR, f"{email}\n{address}")
        token = sessions.start(tx, known.id, device)
        failed = tries.lately(tx, _ACCOUNT, known.handle, window=tries.DAY)
        tries.undo(tx, _ACCOUNT, known.handle)
        tx.record("sign-in", known.handle, by=by(known), factor=used, wrong_before=failed)
        return SignedIn("in", token, known)

    return db.transact(clock(), work)


def by_passkey(
    db: Database, clock: Now, site: passkeys.Site, answer: str, browser: str, address: str, device: str
) -> SignedIn:
    """Sign in with what a passkey signed, and nothing else. No hash is worked out."""
    if must_wait(db, clock, "", address):
        return SignedIn("wait")

    def work(tx: Tx) -> SignedIn:
        signed = passkeys.signed(tx, site, browser, answer)
        known = accounts.by_id(tx, signed.account_id) if signed.account_id is not None else None
        if signed.came != "in" or known is None or known.state != accounts.ACTIVE:
            return _refused(tx, signed, address, known)
        token = sessions.start(tx, known.id, device)
        failed = tries.lately(tx, _ACCOUNT, known.handle, window=tries.DAY)
        tries.undo(tx, _ACCOUNT, known.handle)
        tx.record("sign-in", known.handle, by=by(known), factor=passkeys.PASSKEY, wrong_before=failed)
        return SignedIn("in", token, known)

    return db.transact(clock(), work)


def confirms_by_passkey(
    db: Database,
    clock: Now,
    site: passkeys.Site,
    session: sessions.Session,
    answer: str,
    browser: str,
    address: str,
) -> SignedIn:
    """Whether one of their own passkeys proves once more who they are."""
    if must_wait(db, clock, "", address):
        return SignedIn("wait")

    def work(tx: Tx) -> SignedIn:
        signed = passkeys.signed(tx, site, browser, answer, session.account.id)
        if signed.came != "in":
            return _refused(tx, signed, address, session.account)
        sessions.confirm(tx, session.id)
        return SignedIn("in", account=session.account)

    return db.transact(clock(), work)


def must_wait(db: Database, clock: Now, email: str, address: str) -> bool:
    """Whether there were too many wrong tries. `email`: "" for a passkey, which names nobody until it has signed.

    It only reads: a flood of tries writes nothing and hashes nothing.
    """
    with db.look(clock()) as tx:
        pair = tries.lately(tx, _PAIR, f"{accounts.plain_email(email)}\n{address}", window=WINDOW)
        return pair >= PAIR_TRIES or tries.lately(tx, _ADDRESS, address, window=WINDOW) >= ADDRESS_TRIES


def confirms(
    db: Database, clock: Now, session: sessions.Session, password: str, code: str, address: str
) -> SignedIn:
    """Whether they prove once more who they are, before something dangerous. A demo's account has no password."""
    email, kept = session.account.email, session.account.password_hash
    if must_wait(db, clock, email, address):
        return SignedIn("wait")
    fits = kept is None or secrets.password_fits(kept, password)

    def work(tx: Tx) -> SignedIn:
        if not fits or (kept is not None and factors.accepts(tx, session.account.id, code) is None):
            _count(tx, email, address, session.account)
            return SignedIn("wrong")
        sessions.confirm(tx, session.id)
        return SignedIn("in", account=session.account)

    return db.transact(clock(), work)


def by(account: accounts.Person) -> str:
    """How the log of who did what names somebody who works in the console."""
    return f"{account.handle}, {account.role}, in the console"


def _refused(tx: Tx, signed: passkeys.Signed, address: str, known: accounts.Person | None) -> SignedIn:
    _count(tx, "", address, known)
    if signed.came == "copied" and known is not None:
        tx.record("passkey refused", known.handle, by=_SOMEBODY, reason="its counter went back")
    return SignedIn("copied" if signed.came == "copied" else "wrong")


def _count(tx: Tx, email: str, address: str, known: accounts.Person | None) -> None:
    tries.count(tx, _PAIR, f"{email}\n{address}", window=WINDOW)
    tries.count(tx, _ADDRESS, address, window=WINDOW)
    if known is not None:
        times = tries.count(tx, _ACCOUNT, known.handle, window=tries.DAY)
        if times in _TOLD_AT:
            tx.record("sign-in failed", known.handle, by=_SOMEBODY, times=times)
