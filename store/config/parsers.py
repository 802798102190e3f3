"""One reader a kind of variable: text in, value out, or a ValidationError that says what to write instead."""

import base64
import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import phonenumbers
from marshmallow import ValidationError, fields
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from flows.line import values
from flows.line.on_call import OnCall
from flows.rules.matching.wishes import LONGEST_LABEL, MOST_OFFERED, slug
from flows.rules.words.hidden_letters import has_hidden

T = TypeVar("T")


class Parsed(fields.Field[T]):
    """A field whose text a plain function reads."""

    def __init__(self, read: Callable[[str], T], **options: Any) -> None:
        super().__init__(**options)
        self._read = read

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> T:
        return self._read(value)


def short_text(most: int) -> Callable[[str], str]:
    """A reader of words of at most so many characters."""

    def read(text: str) -> str:
        if len(text) > most:
            raise ValidationError(f"use at most {most} characters.")
        if has_hidden(text):
            raise ValidationError("leave out line breaks and other control characters.")
        return text

    return read


def long_secret(least: int) -> Callable[[str], str]:
    """A reader of secrets of at least so many characters."""

    def read(text: str) -> str:
        if len(text) < least:
            raise ValidationError(f"use {least} characters or more, picked at random.")
        return text

    return read


def one_of(choices: tuple[str, ...], otherwise: str) -> Callable[[str], str]:
    """A reader of one of these words. `otherwise`: what to say of any other."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValidationError(otherwise)
        return text

    return read


def chosen(read: Callable[[str], T]) -> Callable[[str], T]:
    """A reader that takes what `read` of `flows.line.values` takes."""

    def checked(text: str) -> T:
        try:
            return read(text)
        except values.NotAllowed as wrong:
            raise ValidationError(str(wrong)) from wrong

    return checked


def amount(unit: str, most: float) -> Callable[[str], float]:
    """A reader of decimals above 0."""
    return chosen(values.amount(unit, most))


def count(most: int, least: int = 1) -> Callable[[str], int]:
    """A reader of whole numbers from `least` on; `3.0` is one."""
    return chosen(values.count(most, least))


def yes_or_no(text: str) -> bool:
    """A switch: yes or no, in the ways people write them."""
    if text.lower() in ("yes", "true", "on", "1"):
        return True
    if text.lower() in ("no", "false", "off", "0"):
        return False
    raise ValidationError("write yes or no.")


def phone_number(text: str) -> str:
    """E.164; spaces, dots, dashes and brackets are forgiven."""
    number = re.sub(r"[\s().-]", "", text)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise ValidationError("write the number with + and its country code, like +12025550100.")
    return number


def on_call(text: str) -> tuple[OnCall, ...]:
    """Numbers with commas between, each with its hours behind it if it has any; the same one twice is one."""
    found: dict[OnCall, None] = {}
    for place, part in enumerate((each.strip() for each in text.split(",")), 1):
        if not part:
            continue
        split = re.fullmatch(r"(.*?)(?:\s+(\d{1,2}:.*))?", part)
        number, span = split.groups() if split else (part, None)
        try:
            found[OnCall(_possible(phone_number(number)), hours(span) if span else None)] = None
        except ValidationError as wrong:
            raise ValidationError(
                f"number {place} of it cannot be read: {wrong.messages[0]} {_LADDER}"
            ) from wrong
    if not 0 < len(found) <= _LONGEST_LADDER:
        raise ValidationError(f"write one number or more, {_LONGEST_LADDER} at most. {_LADDER}")
    return tuple(found)


def _possible(number: str) -> str:
    """That number. "+12025550199 9-17" would otherwise be read as a longer one, which nobody has."""
    if not phonenumbers.is_possible_number(phonenumbers.parse(number)):
        raise ValidationError("write the number with + and its country code, and hours like 09:00-17:00.")
    return number


_LONGEST_LADDER = 20
_LADDER = "Each looks like +12025550100 09:00-17:00, with its hours or without; commas between."


def regions(text: str) -> tuple[str, ...]:
    """The two letters of each country in capitals, each once, the line's own first."""
    named = tuple(dict.fromkeys(part.strip().upper() for part in text.split(",")))
    if len(named) > 20 or not all(re.fullmatch(r"[A-Z]{2}", each) for each in named):
        raise ValidationError("write the two letters of a country, like US, or of several: US,CA.")
    return named


timezone = chosen(values.time_zone)
hours = chosen(values.daily_hours)


def experiences(text: str) -> tuple[str, ...]:
    """What may be talked about, each once, in the order given. A text has room for eight short ones."""
    found: dict[str, str] = {}
    for part in text.split(","):
        if slug(part):
            found.setdefault(slug(part), " ".join(part.split()))
    named = tuple(found.values())
    if any(map(has_hidden, named)):
        raise ValidationError("leave out control characters.")
    if not 0 < len(named) <= MOST_OFFERED or any(len(each) > LONGEST_LABEL for each in named):
        raise ValidationError(
            f"write at most {MOST_OFFERED}, of at most {LONGEST_LABEL} letters each, commas between."
        )
    return named


def origin(text: str) -> str:
    """Scheme, host and port of a URL."""
    wrong = ValidationError("write http:// or https:// and a host, perhaps a port, and nothing behind it.")
    try:
        url = urlsplit(text)
        host, _port = url.hostname, url.port
    except ValueError as malformed:
        raise wrong from malformed
    extra = url.path.strip("/") or url.query or url.fragment or "@" in url.netloc
    if url.scheme not in ("http", "https") or not host or extra or re.search(r"[\s\\<>\"]", text):
        raise wrong
    return f"{url.scheme}://{url.netloc.lower()}"


def one_word(text: str) -> str:
    """Visible ASCII without blanks, as identifiers and tokens are."""
    if not re.fullmatch(r"[!-~]+", text):
        raise ValidationError("copy it again: it has blanks or characters that do not belong.")
    return text


def token(least: int) -> Callable[[str], str]:
    """A reader of a secret that stands in a header: visible ASCII without blanks, of at least so many characters."""

    def read(text: str) -> str:
        return long_secret(least)(one_word(text))

    return read


def tokens(text: str) -> tuple[str, ...]:
    """One token, or two while one is changed for the other: the newest first."""
    found = tuple(dict.fromkeys(one_word(part.strip()) for part in text.split(",")))
    if len(found) > 2:
        raise ValidationError("write one token, or two with a comma between, the newer first.")
    return found


def data_keys(text: str) -> tuple[str, ...]:
    """Fernet keys, newest first."""
    keys = tuple(key for part in text.split(",") if (key := part.strip()))
    for key in keys:
        try:
            fits = re.fullmatch(r"[A-Za-z0-9_=-]+", key) and len(base64.urlsafe_b64decode(key)) == 32
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(
                "each key must be the urlsafe base64 of 32 bytes, commas between, newest first."
            )
    if not keys:
        raise ValidationError("write at least one key.")
    return keys


def database_url(text: str) -> str:
    """A SQLAlchemy URL of SQLite, or of PostgreSQL by psycopg 3 whatever name the host gave it."""
    text = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as malformed:
        raise ValidationError("write it like postgresql://name:password@host/database.") from malformed
    if url.drivername not in ("postgresql+psycopg", "sqlite", "sqlite+pysqlite"):
        raise ValidationError("it must begin with postgresql:// (or postgres://) or with sqlite:///.")
    if url.drivername.startswith("sqlite") and url.database in (None, "", ":memory:"):
        raise ValidationError("SQLite needs a file here: web and workers are processes and share it.")
    return text


def redis_url(text: str) -> str:
    """A URL that redis-py takes."""
    if not re.match(r"(rediss?://[^\s/]|unix://[^\s]*/)", text):
        raise ValidationError(
            "write it like redis://host:6379/0, rediss://… with TLS, or unix:///path/to/socket."
        )
    return text


def smtp_url(text: str) -> str:
    """A URL of a mail server: smtp:// (STARTTLS) or smtps://, with a host, perhaps a user and a password."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or re.search(r"[\s\x00-\x1f]", text) or not parts.path.strip("/") == "":
        raise ValidationError(
            "write it like smtp://user:password@mail.example.org:587, or smtps://… with TLS."
        )
    return text


def folder(text: str) -> Path:
    """A folder, seen from the one we are started in."""
    return Path(text).resolve()


def log_level(text: str) -> str:
    """The name of a level of the logging module, in capitals."""
    if text.upper() not in logging.getLevelNamesMapping():
        raise ValidationError("write DEBUG, INFO, WARNING or ERROR.")
    return text.upper()
