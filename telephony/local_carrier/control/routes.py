"""Routes requests to the phones' own API, and keeps everybody else out."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from urllib.parse import urlsplit

from aiohttp import web

from telephony.local_carrier.control import calls, clock, instructions, named_phones, texts, view
from telephony.local_carrier.control.request import last_seen, seconds
from telephony.local_carrier.journal import Fault, Request, Rung
from telephony.local_carrier.office import Office
from telephony.local_carrier.rest.common import OFFICE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READ: dict[str, Handler] = {
    "calls": calls.listing,
    "calls/{sid}": calls.show,
    "texts": texts.listing,
    "view": view.view,
}
_DO: dict[str, Handler] = {
    "add": named_phones.add,
    "attest": instructions.attest,
    "call": calls.dial,
    "calls/{sid}/{act}": calls.act,
    "clock": clock.move,
    "fail_next": instructions.fail_next,
    "latency": instructions.latency,
    "notice": named_phones.notice,
    "on_ring": instructions.on_ring,
    "on_text": instructions.on_text,
    "put_away": named_phones.put_away,
    "reset": instructions.reset,
    "text": texts.send,
}


def add_routes(
    app: web.Application, broken: Callable[[Office], list[dict[str, object]]] = lambda office: []
) -> None:
    """`broken`: what the page is told of what is broken on purpose."""
    app[view.BROKEN] = broken
    for path, handler in (_READ | {"changes": _changes, "line": _line, "log/{name}": _log}).items():
        app.router.add_get(f"/_phones/{path}", handler)
    for path, handler in _DO.items():
        app.router.add_post(f"/_phones/{path}", handler)


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep other web pages in the same browser from picking up the phones, and answer bad requests with the reason."""
    if not request.path.startswith("/_phones/"):
        return await handler(request)
    try:
        host = urlsplit(f"//{request.host}").hostname
    except ValueError:
        host = None
    if host not in LOOPBACK or request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return web.json_response({"error": "the phones answer to this machine only"}, status=403)
    if request.method == "POST" and request.content_type != "application/json":
        return web.json_response({"error": "send application/json"}, status=415)
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return web.json_response({"error": refused.reason}, status=refused.status)
    except RecursionError:
        return web.json_response({"error": "this JSON is nested too deeply"}, status=400)
    except (ValueError, TypeError, LookupError, OverflowError) as problem:
        return web.json_response({"error": str(problem)}, status=400)


async def _line(request: web.Request) -> web.Response:
    settings = request.app[OFFICE].settings
    return web.json_response({"number": settings.number, "pace": settings.pace})


async def _changes(request: web.Request) -> web.Response:
    wait = seconds(request.query.get("wait", "0"), view.LONGEST_WAIT, "wait")
    return web.json_response({"revision": await request.app[OFFICE].journal.wait(last_seen(request), wait)})


async def _log(request: web.Request) -> web.Response:
    journal = request.app[OFFICE].journal
    logs: dict[str, Iterable[Fault | Rung | Request]] = {
        "errors": journal.faults,
        "rings": journal.rings,
        "webhooks": journal.requests,
    }
    return web.json_response([asdict(entry) for entry in logs[request.match_info["name"]]])
