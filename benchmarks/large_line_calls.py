"""A year of callbacks, with their offers, rings and notes, and of alerts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from benchmarks.large_line_year import BUSIEST, PEOPLE, VOLUNTEERS, Year
from store.vault.columns import (
    NOTE_WORDS,
    new_row_key,
)

CALLS_A_DAY: Final = 120
ALERTS: Final = 6_000
WAITING: Final = 200
_ENDS = ("completed",) * 7 + ("missed", "cancelled", "expired")
_KINDS = ("check", "check", "at_risk", "revised", "unreachable", "unread", "gap", "complaint", "crisis")


def _calls(year: Year) -> int:
    return CALLS_A_DAY * 365 * year.people // PEOPLE


def callbacks(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for id in range(1, _calls(year) + 1):
        state = year.draw.choice(_ENDS)
        asked = year.past()
        talked = asked + timedelta(minutes=20) if state == "completed" else None
        yield {
            "id": id,
            "code": f"K{id % 900}",
            "contact_id": year.anybody(),
            "state": state,
            "language": "en",
            "mood": year.draw.randint(1, 5),
            "requested_at": asked,
            "promised_by": asked + timedelta(hours=1),
            "due_at": asked + timedelta(hours=2),
            "volunteer_id": year.volunteer() if talked else None,
            "connected_at": talked,
            "ended_at": (talked or asked) + timedelta(minutes=15),
            "rating": year.draw.randint(1, 5) if talked else None,
        }
    for n in range(WAITING):
        asked = year.now - timedelta(minutes=n % 50)
        yield {
            "id": _calls(year) + n + 1,
            "code": f"Q{n}",
            "contact_id": BUSIEST + 100 + n,
            "state": "waiting",
            "language": "en",
            "mood": None,
            "volunteer_id": None,
            "connected_at": None,
            "ended_at": None,
            "rating": None,
            "requested_at": asked,
            "promised_by": asked + timedelta(hours=1),
            "due_at": year.now + timedelta(hours=1),
        }


def offers(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for callback_id in range(1, _calls(year) + 1):
        first = year.volunteer()
        at = year.past()
        for n, state in enumerate(("lapsed", "passed", "accepted")[: year.draw.randint(1, 3)]):
            yield {
                "callback_id": callback_id,
                "volunteer_id": (first + n) % VOLUNTEERS + 1,
                "state": state,
                "round": 1,
                "why": ["waited"],
                "offered_at": at,
                "expires_at": at + timedelta(minutes=10),
                "answered_at": at + timedelta(minutes=4),
            }


def legs(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for callback_id in range(1, _calls(year) + 1):
        at = year.past()
        for role in ("volunteer", "participant"):
            yield {
                "token": f"{role}{callback_id}",
                "callback_id": callback_id,
                "volunteer_id": callback_id % VOLUNTEERS + 1,
                "role": role,
                "state": "ended",
                "outcome": "completed",
                "sid": f"CA{role[0]}{callback_id:031x}",
                "requests": 1,
                "due_at": at,
                "created_at": at,
                "answered_at": at,
                "ended_at": at + timedelta(minutes=15),
            }


def decisions(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for callback_id in range(1, _calls(year) + 1):
        at = year.past()
        for what in ("requested", "offered", "accepted", "connected")[: year.draw.randint(2, 4)]:
            who = callback_id % VOLUNTEERS + 1 if what != "requested" else None
            yield {"callback_id": callback_id, "volunteer_id": who, "what": what, "why": [], "at": at}


def notes(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for callback_id in range(1, _calls(year) + 1, 4):
        row = new_row_key()
        sealed = year.vault.seal(NOTE_WORDS, row, "A good talk.")
        who = callback_id % VOLUNTEERS + 1
        common = {"callback_id": callback_id, "volunteer_id": who, "kind": "note", "at": year.past(25)}
        yield {**common, "row_key": row, "words_sealed": sealed}


def alerts(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    for n in range(ALERTS * year.people // PEOPLE):
        at, whom = year.past(1 if n < 5 else 365), year.anybody()
        yield {
            "kind": "crisis" if n < 5 else year.draw.choice(_KINDS),
            "contact_id": whom,
            "at": at,
            "last_at": at,
            "acknowledged_at": None if n < 5 else at + timedelta(minutes=year.draw.randrange(1, 90)),
            "taken_by_id": None if n < 5 else year.volunteer(),
            "closed_at": at + timedelta(hours=3) if n > 50 else None,
        }
