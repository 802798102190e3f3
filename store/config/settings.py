"""What the line is told by its environment: read once, checked whole, never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Self

from flows.line import Line
from store.config import demo_defaults
from store.config.environment import Environment, as_text, faults


class SettingsError(Exception):
    """The environment does not describe a line that may start; `problems` has a sentence for each fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            "\n".join(["The settings need attention:", *(f"  - {problem}" for problem in problems)])
        )
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One line's settings. Its repr shows no secret and nobody's own number."""

    line_name: str
    line_number: str
    line_region: str
    line_timezone: str
    line_language: str
    offer_minutes: float
    ring_seconds: float
    callback_attempts: int
    callback_retry_minutes: float
    promise_minutes: float
    cover_hours: tuple[time, time] | None
    experiences: tuple[str, ...]
    calls_per_day: int
    rest_minutes: float
    trust_attested: bool
    texts_per_second: float | None
    on_call_number: str | None = field(repr=False)
    coordinator_number: str | None = field(repr=False)
    public_url: str
    twilio_api_base_url: str | None
    twilio_account_sid: str = field(repr=False)
    twilio_auth_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    data_keys: tuple[str, ...] = field(repr=False)
    database_url: str = field(repr=False)  # may hold a password, and so may the next
    redis_url: str | None = field(repr=False)
    var_dir: Path
    port: int
    web_concurrency: int
    log_level: str

    @property
    def line(self) -> Line:
        """The part of the settings that conversations may know."""
        return Line(
            name=self.line_name,
            number=self.line_number,
            region=self.line_region,
            timezone=self.line_timezone,
            language=self.line_language,
            offer_minutes=self.offer_minutes,
            ring_seconds=self.ring_seconds,
            callback_attempts=self.callback_attempts,
            callback_retry_minutes=self.callback_retry_minutes,
            promise_minutes=self.promise_minutes,
            cover_hours=self.cover_hours,
            has_coordinator=self.coordinator_number is not None,
            experiences=self.experiences,
            calls_per_day=self.calls_per_day,
            texts_per_second=self.texts_per_second,
            on_call=self.on_call_number is not None,
            origin=self.public_url.rstrip("/"),
            rest_minutes=self.rest_minutes,
            trust_attested=self.trust_attested,
        )

    @classmethod
    def from_environment(cls, env: Mapping[str, str], *, demo: bool = False, embedded: bool = False) -> Self:
        """The settings in `env`, or a SettingsError that names everything wrong with it.

        `embedded`: REDIS_URL may stay unset (`redis_url` is None: start a server), so may DATABASE_URL:
        SQLite in VAR_DIR. `demo`: that too, and what else is missing is made up; secrets once, and kept.
        """
        given = {name: text for name, value in env.items() if (text := value.strip())}
        problems = faults(given, demo=demo, embedded=embedded or demo)
        if demo and not problems:
            try:
                given = demo_defaults.completed(given)
            except OSError as refused:
                raise SettingsError(
                    [f"VAR_DIR: nothing can be kept there ({refused.strerror})."]
                ) from refused
            problems = faults(given, embedded=True)  # a file in VAR_DIR may have been spoilt
        if problems:
            raise SettingsError(problems)
        read = Environment().load(given)
        read["database_url"] = read["database_url"] or f"sqlite:///{read['var_dir'] / 'warmline.db'}"
        return cls(**read)

    def environment(self) -> dict[str, str]:
        """These settings as variables, secrets and all: only for the environment of our own processes."""
        values = ((each.name.upper(), getattr(self, each.name)) for each in fields(self))
        return {name: as_text(value) for name, value in values if value is not None}
