"""A page of phones as its browser has it: requests to the phones' own API, each on a connection of its own."""

import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.waiting import eventually

Json = dict[str, Any]


class Page:
    """One tab. `name` is what it keeps over a reload."""

    def __init__(self, url: str, name: str = "") -> None:
        self._host = urlsplit(url).netloc
        self.name = name

    def request(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        """The status and the JSON that came back."""
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            headers = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, f"/_phones/{path}", body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def tries(self, what: str, **data: object) -> tuple[int, Any]:
        return self.request("POST", what, json.dumps(data).encode())

    def does(self, what: str, **data: object) -> Json:
        """Do what must succeed; gives the answer."""
        status, found = self.tries(what, **data)
        assert status == 200, found
        assert isinstance(found, dict)
        return found

    def refusal(self, what: str, **data: object) -> str:
        """Do what must be refused; gives the words for it."""
        status, found = self.tries(what, **data)
        assert status == 400, found
        return str(found["error"])

    def begins(self, what: str, **data: object) -> http.client.HTTPConnection:
        """Ask for something; closing the connection gives up waiting for the answer."""
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/_phones/{what}", json.dumps(data).encode(), headers)
        return connection

    def sees(self, since: int = 0, wait: float = 0.0, **query: object) -> Json:
        status, found = self.request("GET", f"view?{self._query(since=since, wait=wait, **query)}")
        assert status == 200, found
        assert isinstance(found, dict)
        return found

    def phone(self, number: str) -> Json:
        """One named phone as it is now."""
        return next(phone for phone in self.sees()["phones"] if phone["number"] == number)

    def call(self, number: str) -> Json:
        """The newest call of a phone as it is now."""
        found: Json = self.phone(number)["calls"][-1]
        return found

    def call_when(self, number: str, good: Callable[[Json], object]) -> Json:
        """The newest call of a phone, once it is so."""

        def look() -> Json:
            calls = self.phone(number)["calls"]
            return calls[-1] if calls else {}

        return eventually(look, lambda call: bool(call and good(call)))

    def open_view(self, since: int) -> http.client.HTTPConnection:
        """Begin to wait for a change, as an open tab does; closing the connection closes the tab."""
        connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        connection.request("GET", f"/_phones/view?{self._query(since=since, wait=20)}")
        return connection

    def _query(self, **query: object) -> str:
        return urlencode({**({"page": self.name} if self.name else {}), **query})
