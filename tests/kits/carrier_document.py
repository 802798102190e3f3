"""Holds requests and answers against the carrier's API, as tests/fixtures/carrier_api.json has it (OpenAPI 3.0)."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.kits.exchanges import Exchange

FILE = Path(__file__).resolve().parents[1] / "fixtures" / "carrier_api.json"
HOST = "https://api.twilio.com"


@dataclass
class _Request:
    """A recorded request, as openapi-core wants it."""

    host_url: str
    path: str
    method: str
    content_type: str
    body: bytes | None
    parameters: RequestParameters


@dataclass
class _Response:
    """A recorded answer, as openapi-core wants it."""

    status_code: int
    content_type: str
    data: bytes | None
    headers: Headers = field(default_factory=Headers)


@cache
def document() -> dict[str, Any]:
    """The document as data."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


@cache
def _api() -> OpenAPI:
    return OpenAPI.from_dict(document(), config=Config(extra_format_validators=FORMATS))


def operations() -> set[tuple[str, str]]:
    """Every operation in the document: its method, and its path with {} for each part that varies."""
    return {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, item in document()["paths"].items()
        for method in item
        if method != "parameters"
    }


def parameters_of(method: str, path: str) -> dict[str, bool]:
    """All parameters that an operation has in its query or its form, and whether each may come more than once.

    `path`: as in `operations`.
    """
    item = next(
        found for each, found in document()["paths"].items() if re.sub(r"\{\w+\}", "{}", each) == path
    )
    operation = item[method.lower()]
    queried = {each["name"]: False for each in map(_resolved, operation.get("parameters", ()))}
    forms = operation.get("requestBody", {}).get("content", {}).values()
    filled_in = [each for form in forms for each in form["schema"]["properties"].items()]
    return queried | {name: schema.get("type") == "array" for name, schema in filled_in}


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found = document()
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def wrong_in_request(exchange: Exchange) -> list[str]:
    """What the document does not allow in a request: parameters that it does not know, values that it forbids."""
    problems = list(_told(_api().iter_request_errors(_request(exchange))))
    if problems:
        return problems
    # openapi-core passes over parameters that the document does not know: for it an API may have more than is written.
    known = parameters_of(exchange.method, _pattern(exchange))
    given = Counter(name for name, _ in [*exchange.query, *exchange.fields])
    unknown = [f"there is no {name}" for name in given if name not in known]
    return unknown + [f"{name} comes twice" for name, n in given.items() if n > 1 and not known.get(name)]


def wrong_in_answer(exchange: Exchange) -> list[str]:
    """What the document does not allow in an answer: a status, a field or a value that it does not know."""
    answer = _Response(exchange.status, _media(exchange.answer_headers), exchange.answer or None)
    return list(_told(_api().iter_response_errors(_request(exchange), answer)))


def _request(exchange: Exchange) -> _Request:
    return _Request(
        HOST,
        exchange.path,
        exchange.method.lower(),
        _media(exchange.headers),
        exchange.body or None,
        RequestParameters(query=ImmutableMultiDict(exchange.query), header=Headers(exchange.headers)),
    )


def _media(headers: dict[str, str]) -> str:
    found = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    return found.split(";")[0].strip().lower()


def _pattern(exchange: Exchange) -> str:
    for _, path in operations():
        if re.fullmatch(re.escape(path).replace(r"\{\}", "[^/.]+"), exchange.path):
            return path
    raise LookupError(exchange.path)


def _told(errors: Iterable[Exception]) -> Iterator[str]:
    """What is wrong: what openapi-core says itself, or the more exact words of what it wraps."""
    for error in errors:
        chain: list[BaseException] = [error]
        while (cause := chain[-1].__cause__) is not None:
            chain.append(cause)
        exact = [
            f"{each.json_path}: {each.message}" for one in chain for each in getattr(one, "schema_errors", ())
        ]
        yield from exact or [str(chain[-1]) if len(chain) == 1 else f"{error}: {chain[-1]}"]


def _is_rfc_2822(value: object) -> bool:
    """A date in GMT as the carrier writes it, to the letter: Thu, 24 Aug 2023 05:01:45 +0000."""
    try:
        return isinstance(value, str) and format_datetime(parsedate_to_datetime(value)) == value
    except ValueError:
        return False


def _is_day_or_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


def _is_url(value: object) -> bool:
    parts = urlsplit(str(value))
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_phone_number(value: object) -> bool:
    """E.164, or a short code."""
    return isinstance(value, str) and re.fullmatch(r"\+[1-9][0-9]{6,14}|[0-9]{3,8}", value) is not None


FORMATS: dict[str, Callable[[Any], bool]] = {
    "rfc-2822": _is_rfc_2822,
    "day-or-moment": _is_day_or_moment,
    "uri": _is_url,
    "phone-number": _is_phone_number,
}
"""The formats of values that OpenAPI itself does not have, or does not check."""
