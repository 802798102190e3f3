"""Migrations lead to the models, there and back, and the constraints hold whatever the code above them does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from store import schema
from store.database import open_engine
from store.models import (
    Base,
    Callback,
    Contact,
    Conversation,
    Inbound,
    Leg,
    Message,
    Offer,
    Receipt,
    Volunteer,
)
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import NOON, TestLine


@pytest.fixture
def engine(database_url: str) -> Any:
    """An empty database."""
    made = open_engine(database_url)
    yield made
    made.dispose()


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def to(engine: Engine, revision: str, how: Callable[..., None]) -> None:
    config = schema._config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        how(config, revision)
        connection.commit()


def test_the_migrations_make_what_the_models_say(engine: Engine) -> None:
    assert not schema.is_current(engine)
    schema.migrate(engine)
    assert schema.is_current(engine)
    assert differences(engine) == []
    schema.migrate(engine)  # again costs nothing
    assert differences(engine) == []


def test_every_migration_can_be_taken_back_and_applied_again(engine: Engine) -> None:
    schema.migrate(engine)
    to(engine, "base", command.downgrade)
    assert not schema.is_current(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    schema.migrate(engine)
    assert differences(engine) == []


def test_a_migration_on_postgresql_may_take_longer_than_a_request_and_waits_for_another(
    postgres_url: str,
) -> None:
    engine = open_engine(postgres_url, wait=0.2)  # a request's statement would be ended after 0.3 s
    holder = open_engine(postgres_url)
    with holder.connect() as another, ThreadPoolExecutor(1) as pool:
        another.execute(text("SELECT pg_advisory_lock(:key)"), {"key": schema._LOCK})
        migrating = pool.submit(schema.migrate, engine)
        with pytest.raises(TimeoutError):
            migrating.result(1.0)
        another.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": schema._LOCK})
        migrating.result(20)
    assert schema.is_current(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "300ms", (
            "requests have theirs back"
        )
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "200ms"
    for each in (engine, holder):
        each.dispose()


def test_a_difference_between_models_and_migrations_would_be_seen(engine: Engine) -> None:
    schema.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE contacts ADD COLUMN shoe_size INTEGER"))
        connection.execute(text("DROP INDEX uq_callbacks_held_per_volunteer"))
    assert len(differences(engine)) == 2


def contact(n: int = 1, **more: Any) -> Any:
    values = {
        "handle": f"Heron-{n}",
        "number_hash": f"hash {n}",
        "number_sealed": "sealed",
        "language": "en",
        "created_at": NOON,
    }
    return insert(Contact).values(values | more)


def callback(**more: Any) -> Any:
    values = {
        "code": "K7",
        "state": "waiting",
        "language": "en",
        "requested_at": NOON,
        "promised_by": NOON,
        "due_at": NOON,
    }
    return insert(Callback).values(values | more)


def offer(**more: Any) -> Any:
    values = {
        "callback_id": 1,
        "volunteer_id": 1,
        "state": "open",
        "round": 1,
        "why": [],
        "offered_at": NOON,
        "expires_at": NOON,
    }
    return insert(Offer).values(values | more)


def a_leg(**more: Any) -> Any:
    values = {
        "token": "t",
        "callback_id": 1,
        "volunteer_id": 1,
        "role": "volunteer",
        "state": "planned",
        "due_at": NOON,
        "created_at": NOON,
    }
    return insert(Leg).values(values | more)


def a_text(**more: Any) -> Any:
    values = {"purpose": "notice", "words_sealed": "x", "state": "due", "due_at": NOON, "created_at": NOON}
    return insert(Message).values(values | more)


def conversation(**more: Any) -> Any:
    values = {"channel": "text", "revision": 0, "window_count": 0, "expires_at": NOON}
    return insert(Conversation).values(values | more)


_VOLUNTEER = Volunteer.__table__.c
_MOST = [column.name for column in _VOLUNTEER if column.name != "id"]
BREACHES: dict[str, tuple[Any, ...]] = {
    "two open callbacks of one person": (
        callback(id=1, contact_id=1),
        callback(id=2, contact_id=1, code="A2"),
    ),
    "an open callback in another open state": (
        callback(id=1, contact_id=1),
        callback(id=2, contact_id=1, code="A2", state="connecting", volunteer_id=1),
    ),
    "two callbacks held by one volunteer": (
        callback(id=1, contact_id=1, state="accepted", volunteer_id=1),
        callback(id=2, contact_id=2, code="A2", state="connecting", volunteer_id=1),
    ),
    "two open callbacks with one code": (callback(id=1, contact_id=1), callback(id=2, contact_id=2)),
    "two open offers to one volunteer": (
        callback(id=1, contact_id=1),
        callback(id=2, contact_id=2, code="A2"),
        offer(),
        offer(callback_id=2),
    ),
    "two who accepted one callback": (
        callback(id=1, contact_id=1),
        offer(state="accepted"),
        offer(state="accepted", volunteer_id=2),
    ),
    "one volunteer asked twice in a round": (
        callback(id=1, contact_id=1),
        offer(state="lapsed"),
        offer(state="lapsed"),
    ),
    "two contacts with one number": (contact(7), contact(8, number_hash="hash 7")),
    "two contacts with one handle": (contact(7), contact(8, handle="Heron-7")),
    "one person a volunteer twice": (
        insert(Volunteer).from_select(
            _MOST, select(*(_VOLUNTEER[name] for name in _MOST)).where(_VOLUNTEER.id == 1)
        ),
    ),
    "one text filed twice": tuple(
        insert(Inbound).values(sid="SM1", words_sealed="x", crisis=False, received_at=NOON) for _ in "12"
    ),
    "one receipt filed twice": tuple(insert(Receipt).values(sid="SM1", status="sent", at=NOON) for _ in "12"),
    "two texts with one SID": (a_text(sid="SM1"), a_text(sid="SM1")),
    "two text conversations with one person": (conversation(contact_id=1), conversation(contact_id=1)),
    "one call in two conversations": (
        conversation(channel="voice", call_sid="CA1"),
        conversation(channel="voice", call_sid="CA1"),
    ),
    "two legs with one token": (callback(id=1, contact_id=1), a_leg(), a_leg()),
    "two legs that are one call": (
        callback(id=1, contact_id=1),
        a_leg(sid="CA1"),
        a_leg(token="u", sid="CA1"),
    ),
    "an offer for no callback": (offer(callback_id=999),),
    "a leg of nobody": (callback(id=1, contact_id=1), a_leg(volunteer_id=999)),
    "a callback of nobody": (callback(id=1, contact_id=999),),
    "a code that is too long": (callback(id=1, contact_id=1, code=None),),
}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_breach_of_an_invariant_can_be_written_down(lines: Callable[[str], TestLine], kind: str) -> None:
    line = lines(kind)
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND)
    for name, statements in BREACHES.items():
        with line.db.engine.connect() as connection:
            for statement in statements[:-1]:
                connection.execute(statement)
            with pytest.raises(IntegrityError):
                connection.execute(statements[-1])
                pytest.fail(f"the database let through: {name}")
            connection.rollback()


def test_what_is_no_breach_is_let_through(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND)
    with line.db.engine.begin() as connection:
        for statement in (
            callback(contact_id=1, state="completed"),
            callback(contact_id=1, state="missed", volunteer_id=1),
            callback(contact_id=1, state="accepted", volunteer_id=1),
            offer(state="lapsed"),
            offer(state="passed", volunteer_id=2),
            offer(state="open", round=2, callback_id=3),
            conversation(contact_id=1),
            conversation(contact_id=1, channel="voice", call_sid="CA1"),
            conversation(contact_id=1, channel="voice", call_sid="CA2"),
        ):
            connection.execute(statement)


def test_a_moment_without_a_zone_is_refused(line: TestLine) -> None:
    with (
        pytest.raises((DBAPIError, ValueError, Exception), match="without a zone"),
        line.db.begin(NOON) as tx,
    ):
        tx.run(contact(9, created_at=NOON.replace(tzinfo=None)))


def test_moments_come_back_as_they_went_in_to_the_microsecond(line: TestLine) -> None:
    exact = NOON + timedelta(microseconds=123456)
    line.ctx.run(lambda tx: tx.run(contact(9, created_at=exact)))
    assert line.rows(Contact)[-1].created_at == exact


def test_no_code_is_given_twice_among_the_open_and_the_recent(quick_line: TestLine) -> None:
    codes = []
    for n in range(60):
        quick_line.text(f"+1202555{n:04d}".replace("+12025550", "+12125550"), "CALL")
        codes.append(quick_line.rows(Callback)[-1].code)
        with quick_line.db.begin(quick_line.clock.at) as tx:
            if n % 2:
                tx.run(update(Callback).values(state="completed", ended_at=quick_line.clock.at))
    assert len(set(codes)) == len(codes)
    assert all(code[0] not in "BILOQSZ" and "0" not in code and "1" not in code for code in codes)


def test_a_deleted_volunteer_cannot_leave_a_callback_behind(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    desk.take()
    with pytest.raises(IntegrityError), line.db.begin(line.clock.at) as tx:
        tx.run(text("DELETE FROM volunteers"))
    assert line.text(PARTICIPANT, "STATUS")
