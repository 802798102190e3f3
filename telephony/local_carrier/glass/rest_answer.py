"""Says what the carrier answered to a request of the line: done, refused with a reason, or how things stand."""

from telephony.local_carrier.exchanges import Exchange
from telephony.local_carrier.glass.plain_words import plural
from telephony.local_carrier.glass.problem_words import words_for


def answered(exchange: Exchange) -> list[str]:
    """What the carrier answered; and where no answer came, what the line cannot know then."""
    facts = exchange.facts
    if not exchange.status:
        doubt = "the line knows no more than before" if exchange.method == "GET" else _DOUBTFUL
        return [f"no answer came in time; {doubt}"]
    if exchange.status >= 400:
        fails = "fails" if exchange.status >= 500 else "refuses"
        why = words_for(facts.get("code", exchange.status), facts.get("message", ""))
        return [f"the carrier {fails}: {why}"]
    if exchange.status == 204:
        return ["the carrier has deleted it"]
    if "count" in facts:
        return [_list(exchange)]
    return _accepted(exchange)


_DOUBTFUL = "whether the carrier did it is not known, so the line has to look before it asks again"


def _list(exchange: Exchange) -> str:
    count = plural(int(exchange.facts["count"]), _noun(exchange))
    more = ", and there are more" if exchange.facts.get("more") else ""
    newest = _STATUSES.get(exchange.facts.get("newest", ""))
    return f"the carrier finds {count}{more}" + (f"; the newest {newest}" if newest else "")


def _accepted(exchange: Exchange) -> list[str]:
    status = _STATUSES.get(exchange.facts.get("status", ""))
    stands = f"the {_noun(exchange)} {status}" if status else ""
    if exchange.method == "POST" and exchange.status != 201:
        return ["the carrier has done it"]
    if exchange.method == "POST":
        return [f"the carrier takes it on{f'; {stands}' if stands else ''}"]
    return [f"the carrier answers: {stands or 'yes'}"]


def _noun(exchange: Exchange) -> str:
    """What a request is about: the last kind of thing that its route names."""
    found = [noun for part, noun in _NOUNS.items() if part in exchange.route]
    return found[-1] if found else "account"


_NOUNS = {
    "/IncomingPhoneNumbers": "number",
    "/Messages": "text",
    "/Calls": "call",
    "/Conferences": "conference",
    "/Participants": "participant",
}
_STATUSES = {
    "queued": "waits its turn",
    "sending": "is being sent",
    "sent": "has left",
    "delivered": "was delivered",
    "undelivered": "was not delivered",
    "failed": "failed",
    "received": "came in",
    "initiated": "is about to ring",
    "ringing": "rings",
    "in-progress": "is on",
    "completed": "is over",
    "busy": "was not taken (busy)",
    "no-answer": "was not picked up",
    "canceled": "was taken back",
    "init": "has not begun",
    "connected": "is there",
    "active": "is in order",
    "in-use": "is in use",
}
