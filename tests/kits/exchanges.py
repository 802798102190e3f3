"""Stands between a client and a carrier, passes everything on as it is, and keeps what passed."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import ClientSession, web
from yarl import URL

from tests.kits.waiting import PATIENCE

_OF_THE_CONNECTION = {
    "host",
    "connection",
    "transfer-encoding",
    "content-length",
    "content-encoding",
    "date",
    "server",
}


@dataclass(frozen=True)
class Exchange:
    """One request, and its answer. `path` is without the query, which stands decoded in `query`."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes
    status: int
    answer_headers: dict[str, str]
    answer: bytes

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The form fields of the request, blank ones too."""
        return parse_qsl(self.body.decode(), keep_blank_values=True)

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status}"


@dataclass
class Recorder:
    """Listens at `url` while `recording` runs, and passes on to `target`."""

    target: str
    exchanges: list[Exchange] = field(default_factory=list)
    url: str = ""

    async def pass_on(self, request: web.Request) -> web.Response:
        """Ask the target the same, and answer what it answers."""
        body = await request.read()
        target = URL(self.target + request.raw_path, encoded=True)
        kept = {
            name: value for name, value in request.headers.items() if name.lower() not in _OF_THE_CONNECTION
        }
        async with (
            ClientSession(auto_decompress=False) as session,
            session.request(
                request.method, target, headers=kept, data=body, allow_redirects=False
            ) as response,
        ):
            answer = await response.read()
        headers = {n: v for n, v in response.headers.items() if n.lower() not in _OF_THE_CONNECTION}
        self.exchanges.append(
            Exchange(
                request.method,
                request.path,
                list(request.query.items()),
                kept,
                body,
                response.status,
                headers,
                answer,
            )
        )
        return web.Response(status=response.status, headers=headers, body=answer)

    async def serve(self, ready: threading.Event, stop: threading.Event) -> None:
        """Listen until `stop` is set; `url` is known once `ready` is."""
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self.pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await asyncio.to_thread(stop.wait)
        await runner.cleanup()


@contextlib.contextmanager
def recording(target: str) -> Iterator[Recorder]:
    """Record what passes between whoever asks `Recorder.url` and the carrier at `target`."""
    recorder, ready, stop = Recorder(target), threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(recorder.serve(ready, stop)))
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield recorder
    finally:
        stop.set()
        thread.join()
