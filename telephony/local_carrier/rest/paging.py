"""Makes lists as Twilio does: filtered by date, newest first, page by page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from urllib.parse import urlencode

from telephony.local_carrier.errors import ApiError

T = TypeVar("T")

LARGEST_PAGE = 1000


def dates(query: Mapping[str, str], name: str) -> Callable[[datetime | None], bool]:
    """Whether a moment meets `Name`, `Name>` and `Name<` of the query (also written `Name>=…`), to the second.

    None meets none of them: a text that is still queued has no date it was sent, so it is in no list by that date.
    """
    # `DateSent>=2026-11-22` arrives as the name `DateSent>` and the value `2026-11-22`.
    asked = [
        (relation, _moment(value))
        for relation in ("", ">", "<")
        for key in (f"{name}{relation}", f"{name}{relation}=")
        if (value := query.get(key))
    ]
    return lambda moment: all(
        moment is not None and _meets(moment.replace(microsecond=0), *bound) for bound in asked
    )


def flag(query: Mapping[str, str], name: str, value: bool) -> bool:
    """Whether a record whose flag has this value is asked for: a query without the name asks for both."""
    return query.get(name, "").lower() in ("", str(value).lower())


def _meets(moment: datetime, relation: str, bound: datetime | date) -> bool:
    if not isinstance(bound, datetime):
        day = moment.date()
        return day >= bound if relation == ">" else day <= bound if relation == "<" else day == bound
    return moment >= bound if relation == ">" else moment <= bound if relation == "<" else moment == bound


def _moment(text: str) -> datetime | date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as problem:
        raise ApiError(20422, "date") from problem
    return found.astimezone(UTC).replace(microsecond=0) if found.tzinfo else found.replace(tzinfo=UTC)


def page(
    path: str,
    name: str,
    query: Mapping[str, str],
    records: Sequence[T],
    show: Callable[[T], Mapping[str, object]],
) -> dict[str, object]:
    """One page of a list, with the links that the SDK follows to the next."""
    size = _number(query, "PageSize", 50, 1, LARGEST_PAGE)
    number = _number(query, "Page", 0, 0, 10**9)
    shown = [show(record) for record in records]
    token = query.get("PageToken", "").removeprefix("PA")
    # The token names the last record seen, so that new records at the top do not shift the pages.
    start = next((i + 1 for i, item in enumerate(shown) if _id(item) == token), number * size)
    items = shown[start : start + size]
    kept = {key: value for key, value in query.items() if key not in ("Page", "PageToken", "PageSize")}

    def link(page_number: int, after: object = "") -> str:
        token = {"PageToken": f"PA{after}"} if after else {}
        return f"{path}?{urlencode({**kept, 'PageSize': size, 'Page': page_number, **token})}"

    more = start + size < len(shown)
    return {
        name: items,
        "page": number,
        "page_size": size,
        "start": start,
        "end": max(start + len(items) - 1, 0),
        "uri": link(number),
        "first_page_uri": link(0),
        "previous_page_uri": link(number - 1) if number else None,
        "next_page_uri": link(number + 1, _id(items[-1])) if more else None,
    }


def _id(item: Mapping[str, object]) -> object:
    # A participant of a conference has no identifier of their own, only their call's.
    return item.get("sid") or item["call_sid"]


def _number(query: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = query.get(name) or str(default)
    if not text.isdecimal():
        raise ApiError(20422, name)
    if name == "PageSize" and int(text) > most:
        raise ApiError(20007)
    return min(max(int(text), least), most)
