"""Real worker and clock processes on a real queue: killed, restarted, their queue flushed, nothing lost or doubled."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from console.cli import main
from store.callbacks import legs
from store.config.clock import now
from store.delivery import outbox
from store.models import Leg, Message
from telephony.local_carrier.phones.phones import Carrier as Phones
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import COORDINATOR
from tests.kits.processes import Stack
from tests.kits.reminders_kind import follow_ups
from tests.kits.servers import free_port
from tests.kits.waiting import PATIENCE, eventually


@pytest.fixture
def stack(
    migrated: Callable[[str], str], redis_url: str, local_carrier_url: str, phones: Phones
) -> Iterator[Stack]:
    """Everything but our own processes."""
    made = Stack(migrated("sqlite"), redis_url, local_carrier_url)
    yield made
    made.close()


def offers(phones: Phones) -> int:
    return sum("TAKE" in t.body for t in phones.phone(VOLUNTEER).texts())


def test_one_worker_without_a_clock_offers_and_rings_when_woken(stack: Stack, phones: Phones) -> None:
    stack.start("worker")
    stack.volunteer()
    stack.text(PARTICIPANT, "CALL")
    assert eventually(lambda: offers(phones) == 1)
    stack.text(VOLUNTEER, "TAKE")
    assert phones.phone(VOLUNTEER).wait_for_call() is not None
    assert [entry.number for entry in phones.ring_log()] == [VOLUNTEER]


def test_a_clock_finds_what_nobody_was_woken_for_a_flushed_queue_loses_nothing_and_both_end_politely(
    stack: Stack, phones: Phones
) -> None:
    """One test of what were three: two processes that start cost as much as a hundred other tests."""
    stack.volunteer()
    stack.text(PARTICIPANT, "CALL")
    stack.flush()
    processes = [stack.start("worker"), stack.start("clock")]
    assert eventually(lambda: offers(phones) == 1)
    for letter in "ABC":
        stack.text(f"+1202555015{ord(letter) - ord('A')}", "I want to die")
        stack.flush()
    assert eventually(lambda: len(phones.phone(COORDINATOR).texts()) == 3)
    assert eventually(lambda: stack.states() == ["sent"] * 4)
    for process in processes:
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_a_worker_killed_in_the_middle_of_a_request_is_made_good_for_and_nothing_goes_out_twice(
    stack: Stack, phones: Phones
) -> None:
    stack.volunteer()
    phones.fail_next("messages", "timeout_after_accept")
    worker = stack.start("worker")
    stack.text(PARTICIPANT, "CALL")
    assert eventually(lambda: offers(phones) == 1), "the carrier has it before the worker hears so"
    stack.kill(worker)
    assert stack.states() == ["sending"]
    with stack.db.begin(now()) as tx:  # its lease is over, though not that many seconds have gone by
        tx.run(update(Message).values(due_at=now()))
    stack.start("worker")
    stack.start("clock")
    assert eventually(lambda: stack.states() == ["sent"])
    assert offers(phones) == 1


def test_two_workers_and_two_clocks_do_everything_once(stack: Stack, phones: Phones) -> None:
    for command in ("worker", "worker", "clock", "clock"):
        stack.start(command)
    stack.volunteer()
    stack.text(PARTICIPANT, "CALL")
    assert eventually(lambda: offers(phones) == 1)
    stack.text(VOLUNTEER, "TAKE")
    for n in range(6):
        stack.text(f"+1202555016{n}", "I want to die")
    assert eventually(lambda: len(phones.phone(COORDINATOR).texts()) == 6)
    assert eventually(lambda: stack.states().count("sent") == 8)  # and who calls, to the participant
    assert eventually(lambda: len(phones.ring_log()) >= 2), (
        "an alert rings first, and one ring goes out a second"
    )
    assert offers(phones) == 1
    assert sorted(ring.number for ring in phones.ring_log()) == [VOLUNTEER, COORDINATOR], (
        "six alerts are one ring"
    )


def test_reminders_come_once_with_two_clocks_a_killed_worker_and_a_queue_that_is_flushed(
    stack: Stack, phones: Phones
) -> None:
    numbers = [f"+120255502{n:02}" for n in range(40)]
    follow_ups(stack.db, now() - timedelta(minutes=1), numbers)
    killed, *_ = [stack.start(command) for command in ("worker", "worker", "clock", "clock")]
    assert eventually(lambda: "sent" in stack.states())
    stack.kill(killed)
    stack.flush()
    with stack.db.begin(
        now()
    ) as tx:  # the lease of the killed one is over, though not that many seconds have gone
        tx.run(update(Message).where(Message.state == "sending").values(due_at=now()))
    assert eventually(lambda: stack.states() == ["sent"] * 40)
    # What the carrier has taken reaches a phone a moment later.
    assert eventually(lambda: all(phones.phone(number).texts() for number in numbers))
    assert [len(phones.phone(number).texts()) for number in numbers] == [1] * 40


def test_with_the_queue_down_texts_are_answered_and_what_is_due_waits(
    migrated: Callable[[str], str], local_carrier_url: str
) -> None:
    stack = Stack(migrated("sqlite"), f"redis://127.0.0.1:{free_port()}", local_carrier_url)
    stack.volunteer()
    assert "A volunteer will call you" in stack.text(PARTICIPANT, "CALL")
    assert "988" in stack.text(PARTICIPANT, "I want to die")
    with stack.db.begin(now()) as tx:
        assert len(outbox.due(tx, 10)) == 1
        assert legs.due(tx, 10) == []
        assert tx.run(select(Leg.id)).all() == []
    stack.close()


@pytest.mark.parametrize("command", ["worker", "clock"])
def test_a_process_without_a_queue_says_so_and_stops(stack: Stack, command: str) -> None:
    told = CliRunner().invoke(main, [command], env={**stack.env, "REDIS_URL": None})
    assert told.exit_code == 2
    assert "REDIS_URL" in told.stderr
