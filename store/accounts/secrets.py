"""Passwords, and the codes and tokens that are good once. Nothing here knows a database."""

import hashlib
import secrets
import threading
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_ARGON = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
"""0.15 s and 19 MB each: with the library's own values one sign-in holds a web process for a second."""
_ONE_AT_A_TIME = threading.Lock()
SHORTEST, LONGEST = 12, 200
STEP: Final = 30
"""Seconds that a code of an authenticator app stands."""
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters that are taken for others when they are copied by hand."""


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _ONE_AT_A_TIME:
        return _ARGON.hash(_typed(password))


def _typed(password: str) -> str:
    """An ñ is one letter on one keyboard and two on another."""
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hash_password(secrets.token_urlsafe(16))


def password_fits(kept: str | None, password: str) -> bool:
    """Whether it is the password. None: there is none, and the answer takes as long."""
    against = kept or _nobodys()
    try:
        with _ONE_AT_A_TIME:
            _ARGON.verify(against, _typed(password[: LONGEST + 1]))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def new_token() -> str:
    """A token for an address or a cookie, which nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_app_secret() -> str:
    """The secret of an authenticator app."""
    return pyotp.random_base32()


def app_address(secret: str, email: str, line_name: str) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=line_name)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is: of now, or one before or after, for clocks that differ. None: it is wrong."""
    typed = "".join(code.split())
    if len(typed) != 6 or not (typed.isascii() and typed.isdigit()):
        return None
    app, step = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    found = None
    for each in (step - 1, step, step + 1):
        if secrets.compare_digest(app.generate_otp(each), typed):
            found = each
    return found


def new_recovery_code() -> str:
    """A code to write down: xxxx-xxxx-xxxx-xxxx, 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def recovery_hash(account_id: int, code: str) -> str:
    """What is kept of a recovery code. Spaces, hyphens and capitals make no difference."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"{account_id}\n{plain}".encode()).hexdigest()
