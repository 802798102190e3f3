"""Shows all named phones to a page at once, and what changed since the page last looked.

Nothing else keeps count of changes: at each look every phone is described anew and compared with its last description.
"""

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from aiohttp import web

from telephony.local_carrier.calls.leg import Leg, legs_of
from telephony.local_carrier.calls.transcript import Talk
from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.control.clock import clock_json, running_until
from telephony.local_carrier.control.presence import open_views, page
from telephony.local_carrier.control.request import last_seen, seconds
from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.phones.handset import NAMED, Handset, handset
from telephony.local_carrier.phones.thread import ThreadText
from telephony.local_carrier.rest.common import OFFICE

LONGEST_WAIT = 20.0
# A browser has six connections to one address, for all its tabs together. If each held one, no tab could send a text or
# answer a phone: so from the fifth tab on, the answer comes soon, and the tab asks again.
MOST_LONG_WAITS = 4
CROWDED_WAIT = 0.5
MOST_TEXTS = 200
MOST_ENDED_CALLS = 30


@dataclass
class Seen:
    """A description, and the journal's revision at which it was first seen."""

    revision: int
    shown: dict[str, object]


BROKEN: web.AppKey[Callable[[Office], list[dict[str, object]]]] = web.AppKey("broken")
"""What is broken on purpose, for the page to say so."""

SEEN: Shelf[Seen] = Shelf(1000)
_ENDED: Shelf[dict[str, object]] = Shelf()
# What concerns the whole page stands under this key, which is no number.
_COMMON = ""


async def view(request: web.Request) -> web.Response:
    """All that a page shows, or what of it changed after `since`; waits for a change, not for long if many do."""
    office, query = request.app[OFFICE], request.query
    since = last_seen(request)
    longest = LONGEST_WAIT if open_views(office) < MOST_LONG_WAITS else CROWDED_WAIT
    until = time.monotonic() + seconds(query.get("wait", "0"), longest, "wait")
    if query.get("started", office.started) != office.started or since > office.journal.revision:
        since = 0  # what this page knows is of a carrier that is no more
    with page(office, query.get("page", "")) or nullcontext():
        return web.json_response(await _changed(request.app, since, until))


async def _changed(app: web.Application, since: int, until: float) -> dict[str, object]:
    office, broken = app[OFFICE], app[BROKEN]
    while True:
        revision = _look(office, broken(office))
        left = until - time.monotonic()
        if left <= 0 or any(seen.revision > since for seen in office.book(SEEN).values()):
            return _answer(office, since, revision)
        await office.journal.wait(revision, left)


def _look(office: Office, broken: list[dict[str, object]]) -> int:
    """Describe everything anew; returns the revision as of which the descriptions hold."""
    seen = office.book(SEEN)
    found = {number: phone_json(office, phone) for number, phone in office.book(NAMED).items()}
    found[_COMMON] = _common(office, broken)
    for gone in seen.keys() - found.keys():
        del seen[gone]
    changed = [key for key, shown in found.items() if key not in seen or seen[key].shown != shown]
    if changed:
        office.journal.changed()  # a page may know the present revision already, and would never be told
    for key in changed:
        seen[key] = Seen(office.journal.revision, found[key])
    return office.journal.revision


def _answer(office: Office, since: int, revision: int) -> dict[str, object]:
    seen, named = office.book(SEEN), office.book(NAMED)
    return {
        "revision": revision,
        "started": office.started,
        **seen[_COMMON].shown,
        "clock": clock_json(office),
        "phones": [seen[number].shown for number in named if seen[number].revision > since],
    }


def _common(office: Office, broken: list[dict[str, object]]) -> dict[str, object]:
    settings = office.settings
    return {
        "line": {
            "number": settings.number,
            "name": settings.name,
            "timezone": settings.timezone.key,
            "pace": settings.pace,
        },
        "clock": {"ahead": CLOCK.ahead(), "until": running_until(office)},
        "notice": office.notice,
        "played": list(office.played),
        "broken": broken,
        "shelf": list(office.book(NAMED)),
    }


def phone_json(office: Office, phone: Handset) -> dict[str, object]:
    """A named phone as the page shows it."""
    owner = phone.owner
    if owner is None:
        raise ValueError("this phone is not one of the named ones")
    legs = legs_of(office, phone.number)
    ended = set([leg for leg in legs if not leg.live][-MOST_ENDED_CALLS:])
    return {
        "number": phone.number,
        "name": owner.name,
        "role": owner.role,
        "language": owner.language,
        "kind": owner.kind,
        "shows": owner.shows,
        "says": list(owner.says),
        "note": owner.note,
        "danger": owner.danger,
        "opted_out": phone.number in office.opted_out,
        "text_error": phone.text_error,
        "texts": [_text_json(text) for text in list(phone.thread)[-MOST_TEXTS:]],
        "calls": [_known_call_json(leg) for leg in legs if leg.live or leg in ended],
    }


def _text_json(text: ThreadText) -> dict[str, object]:
    state, error = text.settle()
    return {
        "sid": text.sid,
        "mine": text.by == "phone",
        "body": text.body,
        "at": text.at,
        "state": state,
        "by": text.by,
        "error": error,
        "problem": words_for(error) if error else "",
        "segments": text.segments,
    }


def _known_call_json(leg: Leg) -> dict[str, object]:
    """As `call_json`; a call that is over is described once."""
    if leg.live:
        return call_json(leg)
    known = leg.office.book(_ENDED)
    if leg.record.sid not in known:
        known[leg.record.sid] = call_json(leg)
    return known[leg.record.sid]


def call_json(leg: Leg) -> dict[str, object]:
    """A call as its phone sees it, and who is at the other end, which only a simulator can tell."""
    record = leg.record
    return {
        "sid": record.sid,
        "parent_sid": record.parent_sid,
        "direction": record.direction,
        "shown": leg.shown,
        "state": record.status,
        "at": record.created.timestamp(),
        "answered_at": leg.answered_time,
        "ended_at": None if record.ended is None else record.ended.timestamp(),
        "pace": leg.office.settings.pace,
        "heard": [
            {"text": item.text, "language": item.language, "kind": item.kind, "at": item.at}
            for item in leg.heard
        ],
        "own": [{"text": item.text, "kind": item.kind, "at": item.at} for item in leg.own],
        "with": [_other(leg.office, other.phone) for other in leg.bridged if leg.live],
        "bridged_at": leg.bridged_at if leg.live else None,
        "talked": [_talk_json(leg.office, talk) for talk in leg.talked],
        "listening": leg.live and leg.listening,
        "ringing": leg.ringing,
        "screened": leg.screened,
        "announced": [] if leg.robot is None else list(leg.robot.said),
        "voicemail": leg.voicemail,
        "message": leg.message or [],
    }


def _talk_json(office: Office, talk: Talk) -> dict[str, object]:
    return {"with": [_other(office, number) for number in talk.others], "from": talk.began, "to": talk.ended}


def _other(office: Office, number: str) -> dict[str, str]:
    owner = handset(office, number).owner
    return {"number": number, "name": owner.name if owner else ""}
