"""Declares each setting of the environment, once. They are read whole, or refused whole, and never change afterwards.

A new setting is one line in `Settings`, and a row in the table of docs/operators.md, which a house test compares with
it. What conversations may know of it is a field of the same name in `flows.line.Line`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path
from typing import Self

from flows.line import Line
from flows.line.choices import POLICIES
from flows.line.on_call import OnCall
from store.config import demo_defaults, parsers
from store.config.environment import Declared, as_text, setting

LANGUAGES = ("en", "es")

_ACCOUNT = "it is missing. Copy it from the carrier's console; the line does not start without it."
_SERVER = "it is missing. Name the server, or let `warmline up` bring its own."
_MADE = "it is missing. Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32) + \"=\")'."
_UNSIGNED = (
    "it is missing. Without it nobody can tell the carrier's requests from anyone's, so "
    "the line refuses to start. Copy it from the carrier's console."
)
_A_DAY = 24 * 60


def _var() -> Path:
    return Path("var").resolve()


class SettingsError(Exception):
    """The environment does not describe a line that may start; `problems` has a sentence for each fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            "\n".join(["The settings need attention:", *(f"  - {problem}" for problem in problems)])
        )
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One line's settings. Its repr shows no secret and nobody's own number.

    The variable of a setting is its name in capitals. `setting` says how its text is read, what holds where it is left
    out (without `default` and `missing` there is no such value), and what to say where it may not be left out.
    """

    line_name: str = setting(parsers.short_text(40), default="Warmline")
    line_number: str = setting(
        parsers.phone_number, missing="it is missing. Give the line's own number, like +12025550100."
    )
    line_region: tuple[str, ...] = setting(parsers.regions, default=("US",), shown="US")
    line_timezone: str = setting(parsers.timezone, default="America/New_York")
    line_language: str = setting(parsers.one_of(LANGUAGES, "write en or es."), default="en")
    offer_minutes: float = setting(parsers.amount("minutes", _A_DAY), default=10.0)
    # The longest that carriers let a leg ring.
    ring_seconds: float = setting(parsers.amount("seconds", 600), default=25.0)
    callback_attempts: int = setting(parsers.count(20), default=2)
    callback_retry_minutes: float = setting(parsers.amount("minutes", _A_DAY), default=10.0)
    promise_minutes: float = setting(parsers.amount("minutes", 7 * _A_DAY), default=120.0)
    cover_hours: tuple[time, time] | None = setting(parsers.hours, default=None)
    experiences: tuple[str, ...] = setting(parsers.experiences, default=())
    calls_per_day: int = setting(parsers.count(1000, least=0), default=3)
    rest_minutes: float = setting(parsers.amount("minutes", _A_DAY), default=15.0)
    trust_attested: bool = setting(parsers.yes_or_no, default=True)
    policy: str | None = setting(
        parsers.one_of(POLICIES, "write never, if_asked or life_at_risk."), default=None
    )
    texts_per_second: float | None = setting(parsers.amount("texts a second", 1000), default=None)
    on_call: tuple[OnCall, ...] = setting(parsers.on_call, default=(), secret=True)
    on_call_number: str | None = setting(parsers.phone_number, default=None, secret=True)
    coordinator_number: str | None = setting(parsers.phone_number, default=None, secret=True)
    public_url: str = setting(
        parsers.origin,
        missing="it is missing. Give the address the carrier calls us at, like https://line.example.org.",
    )
    twilio_api_base_url: str | None = setting(parsers.origin, default=None)
    twilio_account_sid: str = setting(parsers.one_word, missing=_ACCOUNT, secret=True)
    # Newest first: while one is changed for another, requests are signed with either.
    twilio_auth_token: tuple[str, ...] = setting(parsers.tokens, missing=_UNSIGNED, secret=True)
    metrics_token: str | None = setting(parsers.token(16), default=None, secret=True)
    secret_key: str = setting(parsers.long_secret(32), missing=_MADE, secret=True)
    data_keys: tuple[str, ...] = setting(
        parsers.data_keys,
        missing=_MADE + " Keep a copy: what is stored cannot be read without it.",
        secret=True,
    )
    # Both may hold a password.
    database_url: str = setting(parsers.database_url, default=None, missing=_SERVER, server=True, secret=True)
    redis_url: str | None = setting(
        parsers.redis_url, default=None, missing=_SERVER, server=True, secret=True
    )
    smtp_url: str | None = setting(parsers.smtp_url, default=None, secret=True)
    var_dir: Path = setting(parsers.folder, default=_var, shown="var")  # noqa: RUF009 - a declaration, no value
    port: int = setting(parsers.count(65535), default=8000)
    web_concurrency: int = setting(parsers.count(64), default=2)
    log_level: str = setting(parsers.log_level, default="INFO")

    @property
    def ladder(self) -> tuple[OnCall, ...]:
        """The people who are alerted, in order: ON_CALL, else who is named by the two settings that it takes over."""
        before = (self.coordinator_number, self.on_call_number)
        return self.on_call or tuple(OnCall(number) for number in dict.fromkeys(before) if number is not None)

    @property
    def line(self) -> Line:
        """The part of the settings that conversations may know: the fields of `Line` that bear a setting's name.

        Those that begin with `line_` are called without it there.
        """
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        of_line = {name.removeprefix("line_"): value for name, value in known.items()}
        shared = {each.name: of_line[each.name] for each in fields(Line) if each.name in of_line}
        shared |= {
            "region": self.line_region[0],
            "regions": self.line_region,
            "ladder": self.ladder,
            "has_coordinator": bool(self.ladder),
            # Whoever stands in COORDINATOR_NUMBER alone never said that they can be rung into a call.
            "on_call": bool(self.on_call or self.on_call_number),
            "supervisor": self.on_call_number,
            "origin": self.public_url.rstrip("/"),
        }
        return Line(**shared)

    @classmethod
    def from_environment(cls, env: Mapping[str, str], *, demo: bool = False, embedded: bool = False) -> Self:
        """The settings in `env`, or a SettingsError that names everything wrong with it.

        `embedded`: REDIS_URL may stay unset (`redis_url` is None: start a server), so may DATABASE_URL:
        SQLite in VAR_DIR. `demo`: that too, and what else is missing is made up; secrets once, and kept.
        """
        given = {name: text for name, value in env.items() if (text := value.strip())}
        problems = DECLARED.faults(given, demo=demo, embedded=embedded or demo)
        if demo and not problems:
            try:
                given = demo_defaults.completed(given)
            except OSError as refused:
                raise SettingsError(
                    [f"VAR_DIR: nothing can be kept there ({refused.strerror})."]
                ) from refused
            problems = DECLARED.faults(given, embedded=True)  # a file in VAR_DIR may have been spoilt
        if problems:
            raise SettingsError(problems)
        read = DECLARED.read(given)
        read["database_url"] = read["database_url"] or f"sqlite:///{read['var_dir'] / 'warmline.db'}"
        return cls(**read)

    def environment(self) -> dict[str, str]:
        """These settings as variables, secrets and all: only for the environment of our own processes."""
        values = ((each.name.upper(), getattr(self, each.name)) for each in fields(self))
        return {name: as_text(value) for name, value in values if value is not None}


DECLARED = Declared.of(Settings)
"""Every variable that the line reads, as `Settings` declares it."""
