"""A carrier that answers at once, on one thread: what it costs is small beside those who are measured."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit


@dataclass
class Taken:
    """The texts the carrier took: when (seconds of the epoch), to whom; and all that it knows of each."""

    at: list[float] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    kept: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget everything."""
        self.at.clear()
        self.to.clear()
        self.kept.clear()

    def twice(self) -> int:
        """How many got more than one text."""
        return sum(len(each) > 1 for each in self.kept.values())


class _Door(asyncio.Protocol):
    """As much of HTTP as the SDK speaks: connections kept open, a length with every body."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head = self._waiting[:end].decode("latin-1")
            length = next(
                (
                    int(line.split(":")[1])
                    for line in head.split("\r\n")
                    if line.lower().startswith("content-length:")
                ),
                0,
            )
            if len(self._waiting) < end + 4 + length:
                return
            body = self._waiting[end + 4 : end + 4 + length].decode()
            self._waiting = self._waiting[end + 4 + length :]
            method, path, _ = head.split(" ", 2)
            self._answer(self._take(body) if method == "POST" else self._list(path))

    def _take(self, body: str) -> dict[str, object]:
        now = time.time()
        form = parse_qs(body)
        to = form["To"][0]
        self._taken.at.append(now)
        self._taken.to.append(to)
        text = {
            "sid": f"SM{len(self._taken.at):032x}",
            "status": "queued",
            "body": form["Body"][0],
            "date_created": format_datetime(datetime.fromtimestamp(now, UTC)),
        }
        self._taken.kept.setdefault(to, []).append(text)
        return {**text}

    def _list(self, path: str) -> dict[str, object]:
        to = parse_qs(urlsplit(path).query).get("To", [""])[0]
        return {"messages": self._taken.kept.get(to, []), "next_page_uri": None, "page": 0, "page_size": 50}

    def _answer(self, said: dict[str, object]) -> None:
        body = json.dumps(said).encode()
        status = b"201 Created" if "sid" in said else b"200 OK"
        self._transport.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (status, len(body), body)
        )


@contextmanager
def running() -> Iterator[tuple[str, Taken]]:
    """Its address, and what it took."""
    taken = Taken()
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = asyncio.run_coroutine_threadsafe(
        loop.create_server(lambda: _Door(taken), "127.0.0.1", 0), loop
    ).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", taken
    finally:
        loop.call_soon_threadsafe(loop.stop)
