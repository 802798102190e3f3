"""Reads requests to the phones' own API. Whatever is wrong with one is said in words."""

import math
from typing import Any

from aiohttp import web


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object that a request holds; an empty one if it holds nothing.

    Otherwise ValueError, TypeError, or RecursionError for one that is nested too deeply.
    """
    data = await request.json() if request.can_read_body else {}
    if not isinstance(data, dict):
        raise TypeError("send a JSON object")
    return {str(key): _whole_characters(value) for key, value in data.items()}


def _whole_characters(value: Any) -> Any:
    """The same with a question mark for each half of a character: JSON can hold those, a webhook cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {_whole_characters(str(key)): _whole_characters(item) for key, item in value.items()}
    return value


def words(data: dict[str, Any], name: str, most: int | None = None) -> str:
    """A text in a request, "" if there is none, cut at `most` characters. TypeError if it is something else."""
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"“{name}” must be a text")
    return (value or "")[:most]


def last_seen(request: web.Request) -> int:
    """The revision that whoever asks has seen last, 0 if they have seen none. ValueError for what is no number."""
    try:
        return int(request.query.get("since", "0"))
    except ValueError:
        raise ValueError("“since” is the revision seen last, a number such as 57") from None


def optional(data: dict[str, Any], name: str) -> str | None:
    """A text in a request, None if there is none."""
    return None if data.get(name) is None else words(data, name)


def seconds(value: object, most: float, name: str = "seconds") -> float:
    """A number of seconds from 0 to `most`; one outside counts as the nearer end. ValueError for what is no number."""
    try:
        found = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # tried, see below
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if math.isnan(found):
        raise ValueError(f"“{name}” must be a number")
    return min(max(found, 0.0), most)


def extra_params(data: dict[str, Any]) -> dict[str, str]:
    """Parameters that a request adds to a webhook."""
    found = data.get("params") or {}
    if not isinstance(found, dict):
        raise TypeError("params must be an object")
    return {str(key): str(value) for key, value in found.items()}
