"""The console of a line in this process, and browsers that sign in to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pyotp
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from console.web import rooms
from console.web.context import Context
from store.accounts import accounts, factors, secrets, sessions
from tests.kits.line import ORIGIN, TestLine

PASSWORD = "an orange kettle hums twice"
COOKIE = "__Host-warmline"


@lru_cache(maxsize=1)
def password_hash() -> str:
    """Worked out once: a hash is meant to be slow."""
    return secrets.hash_password(PASSWORD)


@dataclass(frozen=True)
class Member:
    """Somebody with an account, and what they sign in with."""

    account: accounts.Person
    app: pyotp.TOTP


def without_token(page: str) -> str:
    """A page without the tokens of its forms, which tell the second at which they were made."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", page)


class Browser:
    """A browser with cookies of its own, that sends forms as pages have them."""

    def __init__(self, console: "Console", address: str = "203.0.113.7") -> None:
        self.client = console.line.app.test_client()
        self.address = address

    def get(self, path: str, **headers: str) -> TestResponse:
        """Look at a page."""
        return self._open("GET", path, headers=headers)

    def post(
        self, path: str, fields: Mapping[str, Any], *, page: str | None = None, **headers: str
    ) -> TestResponse:
        """Send a form. `page`: where it stands, if not at the address it goes to."""
        token = self.token(page or path)
        return self._open("POST", path, data={"csrf_token": token, **fields}, headers=headers)

    def send(self, path: str, fields: Mapping[str, Any], **headers: str) -> TestResponse:
        """Send fields as they are, without having looked at a page."""
        return self._open("POST", path, data=fields, headers=headers)

    def token(self, page: str) -> str:
        """The hidden field of a page that is looked at now."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        return found[1] if found else ""

    def _open(self, method: str, path: str, *, headers: Mapping[str, str], data: Any = None) -> TestResponse:
        said = {"X-Forwarded-For": self.address, "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0"}
        return self.client.open(path, method=method, base_url=ORIGIN, data=data, headers=said | dict(headers))


class Console:
    """The console of one line."""

    def __init__(self, line: TestLine, origin: str = ORIGIN) -> None:
        self.line = line
        line.app.secret_key = "s" * 40
        line.app.url_rule_class = Rule  # its pages link to each other
        self.context = Context(line.db, line.clock, origin)
        rooms.register(line.app, self.context)

    def member(
        self, role: str = "coordinator", email: str = "ana@example.org", language: str = "en"
    ) -> Member:
        """Somebody with a finished account."""
        secret = pyotp.random_base32()
        with self.line.db.begin(self.line.clock()) as tx:
            account = accounts.add(tx, email, role, name=email.partition("@")[0].title(), language=language)
            accounts.set_password(tx, account.id, password_hash())
            accounts.make_active(tx, account.id)
            factors.add_app(tx, account.id, secret, 0)
            account = accounts.by_id(tx, account.id)
        return Member(account, pyotp.TOTP(secret))

    def browser(self, address: str = "203.0.113.7") -> Browser:
        """Where nobody is signed in."""
        return Browser(self, address)

    def signed_in(self, role: str = "coordinator", email: str = "", language: str = "en") -> Browser:
        """A browser where somebody in this role is signed in, without a password having been hashed for it."""
        with self.line.db.begin(self.line.clock()) as tx:
            known = accounts.find(tx, email or f"{role}@example.org")
        person = known or self.member(role, email or f"{role}@example.org", language).account
        with self.line.db.begin(self.line.clock()) as tx:
            token = sessions.start(tx, person.id, "Firefox, Linux")
        made = self.browser()
        made.client.set_cookie(COOKIE, token, domain="line.example", secure=True)
        return made

    def code(self, member: Member) -> str:
        """What their app shows now."""
        return str(member.app.at(self.line.clock()))

    def pass_time(self, **how_long: float) -> None:
        """Move the line's clock on."""
        self.line.clock.at += timedelta(**how_long)
