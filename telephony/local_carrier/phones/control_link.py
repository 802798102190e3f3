"""Reaches the carrier for the phones' client: JSON over HTTP, and waiting for a change."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

T = TypeVar("T")

# An inbound text may take as long as the line's webhook and its fallback together: four attempts of 15 seconds.
REQUEST_SECONDS = 70.0
ONE_WAIT = 1.0


class CarrierRefused(Exception):  # reads as what happened
    """The carrier did not understand a request, or there is no such call."""


class NotInTime(AssertionError):
    """What was waited for did not happen; the message says what happened instead."""


class Link:
    """Requests to one carrier. Safe to share between threads, since every request has its own connection."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80

    def get(self, path: str, **query: object) -> Any:
        return self._request("GET", f"/_phones/{path}?{urlencode(query)}", None)

    def post(self, path: str, **data: object) -> Any:
        return self._request("POST", f"/_phones/{quote(path)}", json.dumps(data))

    def _request(self, method: str, target: str, body: str | None) -> Any:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=REQUEST_SECONDS)
        try:
            headers = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            data = json.loads(answer.read() or b"null")
        finally:
            connection.close()
        if answer.status >= 400:
            raise CarrierRefused(data.get("error") if isinstance(data, dict) else f"HTTP {answer.status}")
        return data

    def until(self, look: Callable[[], T | None], timeout: float, missing: Callable[[], str]) -> T:
        """Look again after every change until `look` returns something; NotInTime with `missing()` if it never does."""
        deadline = time.monotonic() + timeout
        while True:
            revision = self.get("changes")["revision"]
            if (found := look()) is not None:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotInTime(f"{missing()} (waited {timeout:g} s)")
            self.get("changes", since=revision, wait=min(left, ONE_WAIT))
