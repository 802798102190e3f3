"""Serves the phones' own API: JSON under /_phones, for whoever holds the phones. Loopback only, no credentials."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from telephony.local_carrier.calls.calls import call_line
from telephony.local_carrier.calls.leg import LEGS, Leg, legs_of
from telephony.local_carrier.journal import Fault, Request, Rung
from telephony.local_carrier.messages.messages import receive
from telephony.local_carrier.phones.handset import as_json, handset, read_ring
from telephony.local_carrier.rest.common import OFFICE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_WAIT = 20.0


def add_routes(app: web.Application) -> None:
    app.router.add_get("/_phones/line", _line)
    app.router.add_get("/_phones/changes", _changes)
    app.router.add_get("/_phones/texts", _texts)
    app.router.add_get("/_phones/calls", _calls)
    app.router.add_get("/_phones/calls/{sid}", _call)
    app.router.add_post("/_phones/calls/{sid}/{act}", _act)
    app.router.add_get("/_phones/log/{name}", _log)
    for name, handler in (
        ("text", _text),
        ("call", _dial),
        ("on_ring", _on_ring),
        ("on_text", _on_text),
        ("attest", _attest),
        ("fail_next", _fail_next),
        ("latency", _latency),
        ("reset", _reset),
    ):
        app.router.add_post(f"/_phones/{name}", handler)


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep other web pages in the same browser from picking up the phones, and answer bad requests with the reason."""
    if not request.path.startswith("/_phones/"):
        return await handler(request)
    host = urlsplit(f"//{request.host}").hostname
    if host not in LOOPBACK or request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return web.json_response({"error": "the phones answer to this machine only"}, status=403)
    if request.method == "POST" and request.content_type != "application/json":
        return web.json_response({"error": "send application/json"}, status=415)
    try:
        return await handler(request)
    except (ValueError, TypeError, LookupError) as problem:
        return web.json_response({"error": str(problem)}, status=400)


async def _body(request: web.Request) -> dict[str, Any]:
    data = await request.json() if request.can_read_body else {}
    if not isinstance(data, dict):
        raise TypeError("send a JSON object")
    return data


def _extra(data: dict[str, Any]) -> dict[str, str]:
    found = data.get("params") or {}
    if not isinstance(found, dict):
        raise TypeError("params must be an object")
    return {str(key): str(value) for key, value in found.items()}


def describe(leg: Leg) -> dict[str, object]:
    """A call as its phone sees it, and whom it is bridged with, which only a simulator can tell."""
    record = leg.record
    return {
        "sid": record.sid,
        "parent_sid": record.parent_sid,
        "number": leg.phone,
        "direction": record.direction,
        "shown": leg.shown,
        "state": record.status,
        "heard": [asdict(item) for item in leg.heard],
        "bridged_with": [other.phone for other in leg.bridged],
        "listening": leg.listening,
        "lost_keys": leg.lost_keys,
        "rung": leg.rung is not None,
        "at": record.created.timestamp(),
    }


async def _line(request: web.Request) -> web.Response:
    settings = request.app[OFFICE].settings
    return web.json_response({"number": settings.number, "pace": settings.pace})


async def _changes(request: web.Request) -> web.Response:
    since, seconds = int(request.query.get("since", "0")), float(request.query.get("wait", "0"))
    revision = await request.app[OFFICE].journal.wait(since, min(max(seconds, 0.0), LONGEST_WAIT))
    return web.json_response({"revision": revision})


async def _texts(request: web.Request) -> web.Response:
    phone = handset(request.app[OFFICE], request.query.get("number", ""))
    return web.json_response([as_json(text) for text in phone.texts])


async def _calls(request: web.Request) -> web.Response:
    legs = legs_of(request.app[OFFICE], request.query.get("number", ""))
    return web.json_response([describe(leg) for leg in legs])


def _leg(request: web.Request) -> Leg:
    leg = request.app[OFFICE].book(LEGS).get(request.match_info["sid"])
    if leg is None:
        raise LookupError("no such call")
    return leg


async def _call(request: web.Request) -> web.Response:
    return web.json_response(describe(_leg(request)))


async def _act(request: web.Request) -> web.Response:
    leg, act, data = _leg(request), request.match_info["act"], await _body(request)
    if act == "press":
        leg.press(str(data.get("keys", ""))[:100])
    elif act == "say":
        leg.speak(str(data.get("words", ""))[:1000])
    elif act == "hang_up":
        leg.end()
    elif act in ("answer", "decline"):
        if not leg.decision.done():
            leg.decision.set_result("answer" if act == "answer" else "reject")
    else:
        raise ValueError(f"a call cannot {act}")
    return web.json_response(describe(leg))


async def _log(request: web.Request) -> web.Response:
    journal = request.app[OFFICE].journal
    logs: dict[str, Iterable[Fault | Rung | Request]] = {
        "errors": journal.faults,
        "rings": journal.rings,
        "webhooks": journal.requests,
    }
    return web.json_response([asdict(entry) for entry in logs[request.match_info["name"]]])


async def _text(request: web.Request) -> web.Response:
    data = await _body(request)
    found = await receive(
        request.app[OFFICE], str(data.get("from", "")), str(data.get("body", "")), _extra(data)
    )
    replies = [as_json(text) for text in found.replies]
    return web.json_response({"sid": found.sid, "status": found.status, "replies": replies})


async def _dial(request: web.Request) -> web.Response:
    data = await _body(request)
    phone = str(data.get("from", ""))
    caller_id = data.get("caller_id")
    shown = phone if caller_id is None else str(caller_id)
    verstat = data.get("attestation")
    leg = call_line(
        request.app[OFFICE], phone, shown, _extra(data), None if verstat is None else str(verstat)
    )
    return web.json_response(describe(leg))


async def _on_ring(request: web.Request) -> web.Response:
    data = await _body(request)
    phone = handset(request.app[OFFICE], str(data.get("number", "")))
    queue = [read_ring(item) for item in data.get("queue") or []]
    if "default" in data:
        phone.default = read_ring(data["default"])
    if "queue" in data:
        phone.queue.clear()
        phone.queue.extend(queue)
    return web.json_response({})


async def _on_text(request: web.Request) -> web.Response:
    data = await _body(request)
    handset(request.app[OFFICE], str(data.get("number", ""))).text_error = int(data.get("error") or 0)
    return web.json_response({})


async def _attest(request: web.Request) -> web.Response:
    data = await _body(request)
    verstat = str(data.get("attestation") or "")
    handset(request.app[OFFICE], str(data.get("number", ""))).verstat = verstat
    return web.json_response({})


async def _fail_next(request: web.Request) -> web.Response:
    data = await _body(request)
    how, to = data.get("how"), data.get("to")
    if not isinstance(how, str | int):
        raise TypeError("how must be a word or an error code")
    request.app[OFFICE].faults.plan(
        str(data.get("kind")), how, int(data.get("times", 1)), None if to is None else str(to)
    )
    return web.json_response({})


async def _latency(request: web.Request) -> web.Response:
    data = await _body(request)
    request.app[OFFICE].faults.latency = min(max(float(data.get("seconds", 0)), 0.0), 60.0)
    return web.json_response({})


async def _reset(request: web.Request) -> web.Response:
    await request.app[OFFICE].reset()
    return web.json_response({})
