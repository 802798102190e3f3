"""A line with a year behind it: 100,000 people, 300 volunteers, calls, alerts, texts, the log of who did what.

All but keys and seals is drawn from one seed: two runs give the same rows. Values are sealed as the line seals them,
with a key for each person, so that a page opens what it would open.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, insert

from benchmarks import large_line_calls as calls
from benchmarks import large_line_rota as rota
from benchmarks.large_line_year import BUSIEST, ON_DUTY, PEOPLE, VOLUNTEERS, Year, handle
from benchmarks.load import number
from store import schema
from store.audit import chain
from store.audit.chain import Action
from store.database import open_engine
from store.models import (
    Alert,
    Base,
    Callback,
    CarePlan,
    Checkin,
    Consent,
    Contact,
    Conversation,
    Decision,
    Inbound,
    Leg,
    Message,
    Note,
    Offer,
    Pairing,
    PersonKeyRow,
    SafeContact,
    Shift,
    ShiftPattern,
    TeamRequest,
    Volunteer,
)
from store.vault.columns import (
    CONSENT_WORDS,
    CONTACT_NUMBER,
    INBOUND_WORDS,
    MESSAGE_WORDS,
    TEAM_REQUEST_WORDS,
    VOLUNTEER_EXPERIENCES,
    VOLUNTEER_NAME,
    RowName,
    new_row_key,
)

ENTRIES: Final = 50_000
AT_ONCE: Final = 5_000
_TEXTS = (
    "How are you right now? Reply 1 (very low) to 5 (good), or SKIP.",
    "CHECKIN",
    "can somebody call me",
)
_MADE = ("line.set", "accounts.role", "alerts.take", "alerts.close", "callbacks.give", "volunteers.add")


def fill(database_url: str, *, people: int = PEOPLE, told: Callable[[str], None] = lambda _: None) -> None:
    """Migrate an empty database and fill it. `told` hears what is being made."""
    engine = open_engine(database_url)
    schema.migrate(engine)
    year = Year(datetime.now(UTC).replace(microsecond=0), people)
    with engine.begin() as connection:
        for what, rows in _TABLES.items():
            told(what.__tablename__)
            _insert(connection, what, rows(year))
        _heard(connection)
        told("audit_entries")
        _audit(connection, year)
        if engine.dialect.name == "postgresql":
            _count_on(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _insert(connection: Connection, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    waiting = iter(rows)
    while several := list(islice(waiting, AT_ONCE)):
        connection.execute(insert(table), several)


def _keys(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(1, year.people + 1):
        key, sealed = year.vault.new_person_key()
        year.keys[id] = key
        yield {"id": key.id, "key_sealed": sealed, "created_at": year.now - timedelta(days=366)}


def _contacts(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(1, year.people + 1):
        joined, named = year.past(), RowName(handle(id))
        share = year.draw.random()
        yield {
            "id": id,
            "handle": handle(id),
            "number_hash": year.vault.hash(number(id)),
            "number_sealed": year.vault.seal(CONTACT_NUMBER, named, number(id), year.keys[id]),
            "person_key_id": year.keys[id].id,
            "language": "es" if share < 0.3 else "en",
            "timezone": "America/New_York" if share > 0.5 else None,
            "introduced_at": joined,
            "created_at": joined,
            "opted_out_at": year.now - timedelta(days=1) if share > 0.98 and id > BUSIEST else None,
            "unreachable_at": year.now - timedelta(days=2) if 0.97 < share <= 0.98 else None,
        }


def _conversations(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(1, year.people + 1):
        yield {
            "contact_id": id,
            "channel": "text",
            "revision": 1,
            "expires_at": year.now - timedelta(hours=1),
        }


def _volunteers(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(1, VOLUNTEERS + 1):
        row, key = new_row_key(), year.keys[id]
        status = "left" if id > 280 else "invited" if id > 270 else "active"
        yield {
            "id": id,
            "row_key": row,
            "contact_id": id,
            "name_sealed": year.vault.seal(VOLUNTEER_NAME, row, f"Volunteer {id}", key),
            "experiences_sealed": year.vault.seal(VOLUNTEER_EXPERIENCES, row, json.dumps(["grief"]), key),
            "status": status,
            "on_duty": id <= ON_DUTY,
            "duty_since": year.now - timedelta(hours=1) if id <= ON_DUTY else None,
            "languages": ["en", "es"] if id % 3 == 0 else ["en"],
            "reserve": id % 4 == 0,
            "agreed": "signed form",
            "left_at": year.past() if status == "left" else None,
            "left_by": "self" if status == "left" else None,
            "created_at": year.now - timedelta(days=366),
        }


def _checkins(year: Year) -> Iterator[dict[str, Any]]:
    for _ in range(2 * year.people):
        mood = year.draw.randint(1, 5)
        yield {"contact_id": year.anybody(), "mood": mood, "channel": "text", "at": year.past()}


def _inbound(year: Year) -> Iterator[dict[str, Any]]:
    for n in range(2 * year.people):
        whom, sid = year.anybody(), f"SMin{n:030x}"
        sealed = year.vault.seal(INBOUND_WORDS, RowName(sid), _TEXTS[n % 2 + 1], year.keys[whom])
        yield {"sid": sid, "contact_id": whom, "words_sealed": sealed, "received_at": year.past()}


def _messages(year: Year) -> Iterator[dict[str, Any]]:
    for n in range(2 * year.people):
        whom, row, at = year.anybody(), new_row_key(), year.past()
        yield {
            "row_key": row,
            "contact_id": whom,
            "purpose": "notice",
            "words_sealed": year.vault.seal(MESSAGE_WORDS, row, _TEXTS[0], year.keys[whom]),
            "state": "failed" if n % 50 == 0 else "sent",
            "due_at": at,
            "sid": f"SMout{n:029x}",
            "receipt": "undelivered" if n % 50 == 0 else "delivered",
            "created_at": at,
            "sent_at": at,
        }


def _consents(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(1, year.people + 1):
        row = new_row_key()
        yield {
            "row_key": row,
            "contact_id": id,
            "purpose": "texts",
            "action": "informed",
            "words_sealed": year.vault.seal(CONSENT_WORDS, row, "HI", year.keys[id]),
            "source": "text",
            "at": year.past(),
        }


def _safe(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(BUSIEST, year.people, 30):
        yield {"contact_id": id, "calls": id % 60 != 0, "discreet": True, "updated_at": year.past()}


def _plans(year: Year) -> Iterator[dict[str, Any]]:
    for id in range(BUSIEST, min(BUSIEST + 200, year.people)):
        common = {"slots": [], "timezone": "America/New_York", "updated_at": year.past()}
        yield {**common, "contact_id": id, "calls_per_day": 2}


def _pairings(year: Year) -> Iterator[dict[str, Any]]:
    pairs = {(year.anybody(), year.volunteer()) for _ in range(year.people // 5)}
    for n, (contact_id, volunteer_id) in enumerate(sorted(pairs)):
        refused = year.past() if n % 40 == 0 else None
        common = {"contact_id": contact_id, "volunteer_id": volunteer_id, "talked_at": year.past()}
        yield {**common, "contact_refused_at": refused}


def _requests(year: Year) -> Iterator[dict[str, Any]]:
    for n in range(calls.ALERTS // 3 * year.people // PEOPLE):
        row, whom, at = new_row_key(), year.anybody(), year.past()
        yield {
            "row_key": row,
            "contact_id": whom,
            "alert_id": n + 1,
            "kind": ("complaint", "question", "volunteer", "group")[n % 4],
            "words_sealed": year.vault.seal(TEAM_REQUEST_WORDS, row, "a question", year.keys[whom]),
            "may_answer": True,
            "volunteer_id": year.volunteer() if n % 4 == 0 else None,
            "at": at,
            "answered_at": at + timedelta(hours=5) if n % 5 else None,
        }


_TABLES: Final[Mapping[type[Base], Callable[[Year], Iterator[dict[str, Any]]]]] = {
    PersonKeyRow: _keys,
    Contact: _contacts,
    Conversation: _conversations,
    Volunteer: _volunteers,
    Callback: calls.callbacks,
    Offer: calls.offers,
    Leg: calls.legs,
    Decision: calls.decisions,
    Note: calls.notes,
    Alert: calls.alerts,
    Checkin: _checkins,
    Inbound: _inbound,
    Message: _messages,
    Consent: _consents,
    SafeContact: _safe,
    CarePlan: _plans,
    Pairing: _pairings,
    ShiftPattern: rota.patterns,
    Shift: rota.shifts,
    TeamRequest: _requests,
}


def _audit(connection: Connection, year: Year) -> None:
    """A year of entries, in the order of time, each hash over all before it."""
    count, steps = ENTRIES * year.people // PEOPLE, 50
    for step in range(steps):
        at = year.now - timedelta(days=365 - step * 365 / steps)
        entries = [
            Action(f"Desk-{1000 + year.draw.randrange(12)}", year.draw.choice(_MADE), handle(year.anybody()))
            for _ in range(count // steps)
        ]
        chain.append(connection, entries, at)


def _heard(connection: Connection) -> None:
    """When each was last heard of, as a line notes it with each text and call."""
    for table, column in (("inbound", "received_at"), ("checkins", "at"), ("callbacks", "requested_at")):
        last = f"SELECT contact_id, max({column}) AS heard FROM {table} GROUP BY contact_id"  # noqa: S608
        later = "contacts.heard_at IS NULL OR contacts.heard_at < last.heard"
        connection.exec_driver_sql(
            f"UPDATE contacts SET heard_at = last.heard FROM ({last}) AS last "  # noqa: S608 names of our own
            f"WHERE last.contact_id = contacts.id AND ({later})"
        )


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL give ids after those that were put in."""
    for table in _TABLES:
        if "id" in table.__table__.c and str(table.__table__.c.id.type) in ("BIGINT", "INTEGER"):
            name = table.__tablename__
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608
            )
