"""The shape of the environment: each variable, what it must look like, and what to say when it does not.

No message repeats a value: it may be a secret, or a secret pasted into the wrong variable.
"""

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length, OneOf

from store.config import clock, parsers

LANGUAGES = ("en", "es")

_ACCOUNT = "it is missing. Copy it from the carrier's console; the line does not start without it."
_SERVER = "it is missing. Name the server, or let `warmline up` bring its own."
_MADE = "it is missing. Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32) + \"=\")'."
REQUIRED = {
    "TWILIO_ACCOUNT_SID": _ACCOUNT,
    "TWILIO_AUTH_TOKEN": "it is missing. Without it nobody can tell the carrier's requests from anyone's, so "
    "the line refuses to start. Copy it from the carrier's console.",
    "PUBLIC_URL": "it is missing. Give the address the carrier calls us at, like https://line.example.org.",
    "LINE_NUMBER": "it is missing. Give the line's own number, like +12025550100.",
    "SECRET_KEY": _MADE,
    "DATA_KEYS": _MADE + " Keep a copy: what is stored cannot be read without it.",
}
SERVERS = {"DATABASE_URL": _SERVER, "REDIS_URL": _SERVER}


def _amount(default: float, unit: str, most: float) -> fields.Field[float]:
    return parsers.Parsed(parsers.amount(unit, most), load_default=default)


def _count(default: int, most: int, *, least: int = 1) -> fields.Field[int]:
    return parsers.Parsed(parsers.count(most, least), load_default=default)


class Upper(Schema):
    """A schema whose variables are the names of its fields in capitals."""

    class Meta:
        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.data_key = field_name.upper()


class Environment(Upper):
    """Loads a mapping of variables, blanks left out, into the arguments of Settings."""

    line_name = fields.String(
        load_default="Warmline", validate=Length(max=40, error="use at most 40 characters.")
    )
    line_number = parsers.Parsed(parsers.phone_number)
    line_region = parsers.Parsed(parsers.region, load_default="US")
    line_timezone = parsers.Parsed(parsers.timezone, load_default="America/New_York")
    line_language = fields.String(load_default="en", validate=OneOf(LANGUAGES, error="write en or es."))
    offer_minutes = _amount(10.0, "minutes", 24 * 60)
    ring_seconds = _amount(25.0, "seconds", 600)  # the longest that carriers let a leg ring
    callback_attempts = _count(2, 20)
    callback_retry_minutes = _amount(10.0, "minutes", 24 * 60)
    promise_minutes = _amount(120.0, "minutes", 7 * 24 * 60)
    cover_hours = parsers.Parsed(parsers.hours, load_default=None)
    experiences = parsers.Parsed(parsers.experiences, load_default=())
    calls_per_day = _count(3, 1000, least=0)
    rest_minutes = _amount(5.0, "minutes", 24 * 60)
    trust_attested = parsers.Parsed(parsers.yes_or_no, load_default=True)
    texts_per_second = parsers.Parsed(parsers.amount("texts a second", 1000), load_default=None)
    on_call_number = parsers.Parsed(parsers.phone_number, load_default=None)
    coordinator_number = parsers.Parsed(parsers.phone_number, load_default=None)
    public_url = parsers.Parsed(parsers.origin)
    twilio_api_base_url = parsers.Parsed(parsers.origin, load_default=None)
    twilio_account_sid = parsers.Parsed(parsers.one_word)
    twilio_auth_token = parsers.Parsed(parsers.one_word)
    secret_key = fields.String(validate=Length(min=32, error="use 32 characters or more, picked at random."))
    data_keys = parsers.Parsed(parsers.data_keys)
    database_url = parsers.Parsed(parsers.database_url, load_default=None)
    redis_url = parsers.Parsed(parsers.redis_url, load_default=None)
    var_dir = parsers.Parsed(lambda text: Path(text).resolve(), load_default=lambda: Path("var").resolve())
    port = _count(8000, 65535)
    web_concurrency = _count(2, 64)
    log_level = parsers.Parsed(parsers.log_level, load_default="INFO")


def faults(given: Mapping[str, str], *, demo: bool = False, embedded: bool = False) -> list[str]:
    """A sentence for each variable that is missing or does not fit, in the order of the schema."""
    required = ({} if demo else REQUIRED) | ({} if embedded else SERVERS)
    found = {name: text for name, text in required.items() if name not in given}
    for name, messages in Environment(partial=True).validate(given).items():
        found[name] = " ".join(messages)
    named = [f"{name}: {found[name]}" for name in map(str.upper, Environment().fields) if name in found]
    if clock.VARIABLE in given and not demo and not clock.may_be_moved(given.get("TWILIO_API_BASE_URL")):
        named.append(
            f"{clock.VARIABLE}: unset it. It moves a rehearsal's clock, and this carrier is a real one."
        )
    return named


def as_text(value: object) -> str:
    """What to write in a variable so that it is read as `value` again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        if all(isinstance(each, time) for each in value):
            return "-".join(f"{each:%H:%M}" for each in value)
        return ",".join(value)
    return str(value)
