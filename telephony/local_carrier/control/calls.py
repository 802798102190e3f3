"""Lets a phone call, answer, press, speak and hang up."""

import unicodedata

from aiohttp import web

from telephony.local_carrier.calls.calls import call_line, call_nobody
from telephony.local_carrier.calls.leg import LEGS, Leg, legs_of
from telephony.local_carrier.control.presence import page
from telephony.local_carrier.control.request import extra_params, optional, read_object, words
from telephony.local_carrier.control.view import call_json
from telephony.local_carrier.office import Office
from telephony.local_carrier.phones.handset import handset
from telephony.local_carrier.phones.numbers import typed_number
from telephony.local_carrier.rest.common import OFFICE

# What a person does with a phone that rings, and what comes of it.
_DECISIONS = {"answer": "answer", "decline": "reject", "voicemail": "voicemail"}
# Numbers of people in danger. Nobody is to believe that a phone of this page reaches them.
_EMERGENCY = frozenset("988 911 112 999 000 116123".split())


def describe(leg: Leg) -> dict[str, object]:
    """A call as its phone sees it, with what tests ask for."""
    return {
        **call_json(leg),
        "number": leg.phone,
        "bridged_with": [other.phone for other in leg.bridged],
        "lost_keys": leg.lost_keys,
        "rung": leg.rung is not None,
    }


async def listing(request: web.Request) -> web.Response:
    legs = legs_of(request.app[OFFICE], request.query.get("number", ""))
    return web.json_response([describe(leg) for leg in legs])


def _leg(request: web.Request) -> Leg:
    leg = request.app[OFFICE].book(LEGS).get(request.match_info["sid"])
    if leg is None:
        raise LookupError("no such call")
    return leg


async def show(request: web.Request) -> web.Response:
    return web.json_response(describe(_leg(request)))


async def dial(request: web.Request) -> web.Response:
    """Call the line, or another number, which then is not in service. A phone shows what its kind of phone shows."""
    office, data = request.app[OFFICE], await read_object(request)
    phone, to = words(data, "from"), optional(data, "to")
    owner = handset(office, phone).owner
    tab = page(office, words(data, "page"))
    asked = optional(data, "caller_id")
    shown = asked if asked is not None else owner.shows if owner else phone
    reached = None if to is None else _reached(office, to)
    if reached in (None, office.settings.number):
        leg = call_line(office, phone, shown, extra_params(data), optional(data, "attestation"))
    else:
        leg = call_nobody(office, phone, shown, reached, _not_in_service(office, reached))
    if tab:
        tab.hold(leg)
    return web.json_response(describe(leg))


def _reached(office: Office, typed: str) -> str:
    # However it is written, 9-1-1 as well: whoever is in danger is not to be told that this is no number.
    digits = "".join(str(unicodedata.decimal(character, "")) for character in typed)
    return digits if digits in _EMERGENCY else typed_number(typed, office.settings.number)


def _not_in_service(office: Office, number: str) -> str:
    if number in _EMERGENCY:
        return f"This telephone is not a real one and cannot reach {number}. In danger, call it from a real telephone."
    return (
        f"The number you have dialed is not in service. Here only the line answers: {office.settings.number}."
    )


async def act(request: web.Request) -> web.Response:
    leg, what, data = _leg(request), request.match_info["act"], await read_object(request)
    tab = page(leg.office, words(data, "page"))
    if what == "press":
        leg.press(words(data, "keys", 100))
    elif what == "say":
        leg.speak(words(data, "words", 1000))
    elif what == "hang_up":
        leg.end()
    elif what in _DECISIONS:
        if leg.live and leg.screened and not leg.ringing:
            raise ValueError("This phone does not ring yet: a robot asks the caller who they are.")
        if not leg.decision.done():
            leg.decision.set_result(_DECISIONS[what])
            if tab and what == "answer" and leg.record.direction != "inbound":
                tab.hold(leg)
    else:
        raise ValueError(f"a call cannot {what}")
    return web.json_response(describe(leg))
