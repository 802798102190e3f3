"""Passkeys of an account: made, listed, removed, and what one has signed.

A passkey proves two things at once: that somebody has the device, and that the device knows them (by a PIN, a finger,
a face). So it needs no password beside it, and one that does not check who holds it is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Final, Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from sqlalchemy import and_, delete, func, insert, literal, or_, select, update

from store.accounts import accounts, challenges, secrets
from store.database import Tx
from store.models import Account, AccountFactor
from store.vault.columns import FACTOR_LABEL, FACTOR_SECRET, new_row_key, row_of

PASSKEY: Final = "passkey"
LONGEST_ANSWER: Final = 16_000
MOST: Final = 20
"""Passkeys of one account."""
_ALGORITHMS = (-8, -7, -257)
"""Ed25519, ES256, RS256: what devices make."""
_R = TypeVar("_R", RegistrationResponse, AuthenticationResponse)
_REQUIRED = UserVerificationRequirement.REQUIRED
_F = AccountFactor.__table__.c
_MINE = (_F.id, _F.row_key, _F.account_id, _F.secret_sealed, _F.label_sealed, _F.created_at, _F.last_used_at)


@dataclass(frozen=True, slots=True)
class Site:
    """The address that passkeys belong to: a device gives one to no other. `name`: of the line, as devices show it."""

    origin: str
    host: str
    name: str


class Passkey(NamedTuple):
    """A passkey as its owner sees it."""

    id: int
    label: str
    created_at: datetime
    last_used_at: datetime | None


class Signed(NamedTuple):
    """What came of an answer: in, wrong, or copied (its counter went back). `account_id`: whose the passkey is."""

    came: Literal["in", "wrong", "copied"]
    account_id: int | None = None


def site_of(origin: str, name: str) -> Site | None:
    """The site of a line; None where browsers make no passkeys: without https, or at a bare IP address."""
    parts = urlsplit(origin)
    host = (parts.hostname or "").lower()
    try:
        ip_address(host)
    except ValueError:
        if host and (parts.scheme == "https" or host == "localhost"):
            port = (
                "" if parts.port in (None, {"https": 443, "http": 80}.get(parts.scheme)) else f":{parts.port}"
            )
            return Site(f"{parts.scheme}://{host}{port}", host, name)
    return None


def to_make(tx: Tx, site: Site, account: accounts.Person, browser: str) -> Mapping[str, Any]:
    """What a browser needs to make a passkey for this account."""
    user = PublicKeyCredentialUserEntity(
        id=account.handle.encode(), name=account.email, display_name=account.name
    )
    challenge = challenges.make(tx, challenges.MAKE, browser, account.id)
    options, _ = _server(site).register_begin(
        user,
        _credentials(tx, account.id),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_REQUIRED,
        challenge=challenge,
    )
    return dict(options.public_key)


def to_use(tx: Tx, site: Site, browser: str, account_id: int | None = None) -> Mapping[str, Any]:
    """What a browser needs to sign. Without an account: to sign in, with whichever passkey its owner picks."""
    purpose = challenges.SIGN_IN if account_id is None else challenges.AGAIN
    challenge = challenges.make(tx, purpose, browser, account_id or 0)
    theirs = _credentials(tx, account_id) if account_id is not None else None
    options, _ = _server(site).authenticate_begin(theirs, _REQUIRED, challenge)
    return dict(options.public_key)


def add(
    tx: Tx, site: Site, account: accounts.Person, browser: str, answer: str, label: str
) -> Literal["added", "wrong", "known", "most"]:
    """Keep the passkey that a browser has made. Known: a double click, or somebody else's by a forged answer."""
    made = _made(tx, site, account.id, browser, answer)
    if made is None:
        return "wrong"
    tx.run(select(Account.id).where(Account.id == account.id).with_for_update())
    data = made.credential_data
    assert data is not None  # noqa: S101 `_made` looked
    found = secrets.token_hash(websafe_encode(data.credential_id))
    if tx.run(select(_F.id).where(_F.credential_hash == found)).first() is not None:
        return "known"
    if len(every(tx, account.id)) >= MOST:
        return "most"
    row = new_row_key()
    values = {
        "secret_sealed": tx.seal(FACTOR_SECRET, row, websafe_encode(data), whose=None),
        "label_sealed": tx.seal(FACTOR_LABEL, row, label, whose=None),
        "credential_hash": found,
        "sign_count": made.counter,
        "created_at": tx.now,
    }
    tx.run(insert(AccountFactor).values(row_key=row, account_id=account.id, kind=PASSKEY, **values))
    return "added"


def signed(tx: Tx, site: Site, browser: str, answer: str, account_id: int | None = None) -> Signed:
    """Judge what a passkey has signed. `account_id`: it has to be one of this account's.

    Its challenge is used up. Of devices that count, one whose counter does not rise is refused: there may be a copy of
    it. Passkeys that are kept in somebody's cloud do not count; theirs stays at nought.
    """
    response = _parsed(AuthenticationResponse, answer)
    known = _credential(tx, response.raw_id, account_id) if response is not None else None
    if response is None or known is None:
        return Signed("wrong")
    client = response.response.client_data
    purpose = challenges.SIGN_IN if account_id is None else challenges.AGAIN
    if not challenges.use(tx, client.challenge, purpose, browser, account_id or 0):
        return Signed("wrong", known.account_id)
    if client.cross_origin or not _is_signed(site, response, known.data):
        return Signed("wrong", known.account_id)
    counter = response.response.authenticator_data.counter
    rises = or_(_F.sign_count < counter, and_(_F.sign_count == 0, literal(counter) == 0))
    used = update(AccountFactor).where(_F.id == known.id, rises)
    if not tx.run(used.values(sign_count=counter, last_used_at=tx.now)).rowcount:
        return Signed("copied", known.account_id)
    return Signed("in", known.account_id)


def every(tx: Tx, account_id: int) -> list[Passkey]:
    """The passkeys of an account, the oldest first."""
    rows = tx.run(select(*_MINE).where(_F.account_id == account_id, _F.kind == PASSKEY).order_by(_F.id))
    return [
        Passkey(
            row.id,
            tx.open(FACTOR_LABEL, row_of(row), row.label_sealed),
            row.created_at,
            row.last_used_at,
        )
        for row in rows
    ]


def remove(tx: Tx, account_id: int, passkey_id: int) -> Literal["removed", "last", "gone"]:
    """Remove a passkey. The last factor stays: without it, recovery codes would be all that is left."""
    tx.run(select(Account.id).where(Account.id == account_id).with_for_update())
    theirs = and_(_F.account_id == account_id, _F.id == passkey_id, _F.kind == PASSKEY)
    if tx.run(select(_F.id).where(theirs)).first() is None:
        return "gone"
    if tx.run(select(func.count()).where(_F.account_id == account_id)).scalar_one() < 2:
        return "last"
    tx.run(delete(AccountFactor).where(theirs))
    return "removed"


class _Known(NamedTuple):
    id: int
    account_id: int
    data: AttestedCredentialData


def _credential(tx: Tx, raw_id: bytes, account_id: int | None) -> _Known | None:
    found = select(*_MINE).where(_F.credential_hash == secrets.token_hash(websafe_encode(raw_id)))
    row = tx.run(found).first()
    if row is None or (account_id is not None and row.account_id != account_id):
        return None
    return _Known(row.id, row.account_id, _opened(tx.open(FACTOR_SECRET, row_of(row), row.secret_sealed)))


def _credentials(tx: Tx, account_id: int) -> list[AttestedCredentialData]:
    rows = tx.run(select(*_MINE).where(_F.account_id == account_id, _F.kind == PASSKEY).order_by(_F.id))
    return [_opened(tx.open(FACTOR_SECRET, row_of(row), row.secret_sealed)) for row in rows]


def _opened(kept: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(kept))


def _made(tx: Tx, site: Site, account_id: int, browser: str, answer: str) -> AuthenticatorData | None:
    response = _parsed(RegistrationResponse, answer)
    if response is None or response.response.client_data.cross_origin:  # asked for in a frame of another site
        return None
    challenge = response.response.client_data.challenge
    if not challenges.use(tx, challenge, challenges.MAKE, browser, account_id):
        return None
    try:
        made = _server(site).register_complete(_state(challenge), response)
    except Exception:  # noqa: BLE001  whatever somebody sends, and a library makes of it, is a wrong answer
        return None
    fits = made.credential_data is not None and made.credential_data.public_key.get(3) in _ALGORITHMS
    return made if fits else None


def _parsed(kind: type[_R], answer: str) -> _R | None:
    try:
        parsed: _R = kind.from_dict(json.loads(answer[:LONGEST_ANSWER]))
    except Exception:  # noqa: BLE001  whatever somebody sends, and a library makes of it, is a wrong answer
        return None
    return parsed


def _is_signed(site: Site, response: AuthenticationResponse, known: AttestedCredentialData) -> bool:
    challenge = response.response.client_data.challenge
    try:
        _server(site).authenticate_complete(_state(challenge), [known], response)
    except Exception:  # noqa: BLE001  whatever somebody sends, and a library makes of it, is a wrong answer
        return False
    return True


def _server(site: Site) -> Fido2Server:
    # The library would take subdomains of the host too; ours is one address.
    entity = PublicKeyCredentialRpEntity(id=site.host, name=site.name)
    made = Fido2Server(entity, attestation=None, verify_origin=lambda origin: origin == site.origin)
    made.allowed_algorithms = [each for each in made.allowed_algorithms if each.alg in _ALGORITHMS]
    made.timeout = int(challenges.LASTS.total_seconds() * 1000)  # type: ignore[assignment]
    return made


def _state(challenge: bytes) -> dict[str, Any]:
    return {"challenge": websafe_encode(challenge), "user_verification": _REQUIRED}
