"""A coordinator has more volunteers asked, or puts a promise off: never behind the back of who waits for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from store.coordinators import promises
from store.coordinators.actions import Refused
from store.database import Tx
from store.models import Callback
from store.now import now
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(lines: Callable[..., TestLine]) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(lines("sqlite"))
    made.ask()
    return made


def do(desk: Desk, work: Callable[[Tx], object]) -> object:
    return desk.line.db.transact(desk.line.clock.at, work)


def put_off(desk: Desk) -> None:
    cb = desk.callback
    do(desk, lambda tx: promises.put_off(tx, cb.id, cb.promised_by + timedelta(hours=1)))


def why(desk: Desk, work: Callable[[Tx], object]) -> str:
    with pytest.raises(Refused) as refused:
        do(desk, work)
    return refused.value.why


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("SAFE", ""),
        ("STOP", "over"),
        ("i want to kill myself", "danger"),
        ("never mind, please dont call", "over"),
    ],
)
def test_a_promise_is_not_put_off_past_somebody_s_own_word(desk: Desk, said: str, expected: str) -> None:
    desk.line.text(PARTICIPANT, said)
    before = desk.callback
    if not expected:
        put_off(desk)
        assert desk.callback.promised_by == before.promised_by + timedelta(hours=1)
        return
    found = why(desk, lambda tx: promises.put_off(tx, before.id, before.promised_by + timedelta(hours=1)))
    assert found in (expected, "waits_for_word") and desk.callback.promised_by == before.promised_by


def test_where_no_text_reaches_them_their_hour_stands(desk: Desk) -> None:
    do(desk, lambda tx: tx.choose("texting", "off", by="a test"))
    cb = desk.callback
    assert why(desk, lambda tx: promises.put_off(tx, cb.id, cb.promised_by + timedelta(hours=1))) == "unheard"
    assert desk.callback.promised_by == cb.promised_by and desk.callback.revised == 0


def test_one_who_has_it_is_left_alone_and_who_never_was_asked_comes_next(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim Lee")
    cb = desk.callback
    assert do(desk, lambda tx: [str(each).split()[0] for each in promises.widen(tx, cb.id)]) == ["Kim"]
    assert why(desk, lambda tx: promises.widen(tx, cb.id)) == "nobody_left"
    desk.take(VOLUNTEER)
    assert why(desk, lambda tx: promises.widen(tx, cb.id)) in ("has_it", "on_the_phone")


def test_a_look_at_now_asks_the_database_no_more_for_many_than_for_one(desk: Desk) -> None:
    line = desk.line
    statements: list[str] = []
    event.listen(line.db.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))

    def look() -> int:
        statements.clear()
        with line.db.look(line.clock.at) as tx:
            found = now.look(tx)
        assert len(found.callbacks) == len([each for each in line.rows(Callback) if each.ended_at is None])
        return len(statements)

    for_one = look()
    for n in range(3):
        line.text(f"+1202555016{n}", "CALL")
    line.work()
    assert look() <= for_one + 4
