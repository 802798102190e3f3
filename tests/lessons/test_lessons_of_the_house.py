"""Lessons 5, 14 and 15: texts to volunteers when they are due; nothing lost, nothing done twice (docs/lessons.md)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
import redis

from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Leg, Message, Offer, Volunteer
from store.upkeep import stuck
from telephony.carrier import Placed
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.fakes import FakeCarrier
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.races import CALLBACK, MESSAGE, at_once
from tests.kits.rung import asked, nothing_open
from workers import sweep
from workers.callbacks import advance_with
from workers.calls import settle_with
from workers.queues import Wakeups, queue
from workers.texts import send_with

PEERS = tuple(f"+120255501{n}" for n in range(20, 30))


def at(line: TestLine, number: str) -> list[datetime]:
    return [sent.at for sent in line.carrier.texts if sent.to == number]


@pytest.mark.both_databases
def test_05_any_volunteer_can_be_told_anything_by_text_at_the_minute_it_is_due_and_once(
    line: TestLine,
) -> None:
    """A day ahead, five minutes ahead, at once: what a reminder of a shift will need (the rota is not there yet)."""
    began = line.clock.at
    ahead = [timedelta(hours=24), timedelta(minutes=5), timedelta(0), timedelta(hours=3), timedelta(hours=24)]
    for number in PEERS[: len(ahead)]:
        line.volunteer(number, on_duty=False)

    def tell(tx: Tx) -> None:
        for row, delay in zip(
            tx.run(Volunteer.__table__.select().order_by(Volunteer.id)).all(), ahead, strict=True
        ):
            compose.queue(tx, row.contact_id, "notice", "volunteer.paused", delay=delay)

    line.ctx.run(tell)
    line.work()
    while line.clock.at < began + timedelta(hours=25):
        line.pass_time(minutes=5)
    assert [at(line, number) for number in PEERS[:5]] == [[began + delay] for delay in ahead]


@pytest.mark.both_databases
def test_05_one_request_can_be_put_to_many_volunteers_and_each_is_told_what_became_of_it(
    line: TestLine,
) -> None:
    desk = Desk(line)
    desk.ask(volunteers=PEERS)
    line.clock.at = line.rows(Callback)[0].promised_by
    line.text(PARTICIPANT, "READY")
    for _ in range(3):
        line.pass_time(minutes=1)
    told = set(asked(line))
    assert len(told) >= 5, "overdue: many are asked at once"
    taker = asked(line)[-1]
    line.text(taker, f"TAKE {desk.code}")
    line.work()
    opened = [offer for offer in line.rows(Offer) if offer.state == "covered"]
    assert sum(desk.told(number, "is covered, thank you") for number in PEERS) == len(opened) >= 4
    assert desk.told(taker, "is covered") == 0


@pytest.fixture
def queue_of_redis(line: TestLine, redis_url: str) -> Iterator[Callable[[], int]]:
    """The line wakes workers through a real queue; called, it empties that and gives how many jobs were lost."""
    line.db._notify = wakeups = Wakeups(redis_url)

    def flush() -> int:
        with redis.Redis.from_url(redis_url) as connection:
            lost = sum(queue(name, connection).count for name in ("calls", "offers", "reminders"))
            connection.flushall()
        return lost

    yield flush
    wakeups._connection.close()


@pytest.mark.both_databases
def test_14_a_callback_whose_every_wake_up_was_flushed_is_found_by_the_sweep(
    line: TestLine, queue_of_redis: Callable[[], int]
) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    assert queue_of_redis() > 0
    line.work()
    assert asked(line) == [VOLUNTEER]
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    assert queue_of_redis() > 0
    line.work()
    ring = desk.ringing(VOLUNTEER)
    queue_of_redis()
    desk.talk(ring).over("completed", ring.sid)
    assert queue_of_redis() > 0
    desk.end(ring, "completed")
    line.pass_time(minutes=2)
    assert nothing_open(line)
    assert desk.told(VOLUNTEER, "Thank you for") == 1


class Killed(BaseException):
    """What a process feels of a kill -9: nothing below it is carried out."""


@pytest.mark.parametrize(
    "arrived", [False, True], ids=["before the carrier heard", "after the carrier heard"]
)
@pytest.mark.parametrize("stage", ["the offer", "the ring"])
@pytest.mark.both_databases
def test_14_a_worker_that_dies_in_mid_request_loses_no_callback_and_does_nothing_twice(
    line: TestLine, stage: str, arrived: bool
) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    if stage == "the ring":
        line.work()
        line.text(VOLUNTEER, f"TAKE {line.code()}")
        sweep.sweep_with(line.ctx, "offers")
    (line.carrier.lost if arrived else line.carrier.failures).append(Killed())  # type: ignore[arg-type]
    with pytest.raises(Killed):
        for name in ("calls", "offers"):
            sweep.sweep_with(line.ctx, name)
    line.woken.clear()
    for _ in range(8):
        line.pass_time(seconds=5)
    assert asked(line) == [VOLUNTEER]
    if stage == "the offer":
        line.text(VOLUNTEER, f"TAKE {line.code()}")
        line.work()
    ring = desk.ringing(VOLUNTEER)
    assert [each.to for each in line.carrier.rings] == [VOLUNTEER]
    assert desk.connect_volunteer(ring).number == PARTICIPANT


@pytest.mark.both_databases
def test_14_a_clock_that_stood_still_past_the_promise_forgets_nobody(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.woken.clear()
    line.clock.at += timedelta(hours=3)
    line.work()
    assert asked(line) == [VOLUNTEER], "asked as soon as it goes on"
    assert any("we're late" in said for said in line.texts_to(PARTICIPANT))
    assert any(said.startswith("LATE") for said in line.texts_to(COORDINATOR))


def stuck_alerts(line: TestLine) -> int:
    return [alert.kind for alert in line.rows(Alert)].count("stuck")


@pytest.mark.parametrize("what", ["callbacks", "texts", "rings"])
@pytest.mark.both_databases
def test_14_what_is_stuck_is_told_to_a_coordinator_and_all_is_well_is_not(line: TestLine, what: str) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    if what != "callbacks":
        advance_with(line.ctx, line.rows(Callback)[0].id)
    if what == "rings":
        line.work()
        line.text(VOLUNTEER, f"TAKE {line.code()}")
    sweep.sweep_with(line.ctx, "housekeeping")
    assert stuck_alerts(line) == 0
    line.clock.at += timedelta(minutes=11)  # nobody works; housekeeping is a queue of its own
    for _ in range(3):
        sweep.sweep_with(line.ctx, "housekeeping")
    assert stuck_alerts(line) == 1, "once, not at every look"
    line.clock.at += stuck.CHANCE
    sweep.sweep_with(line.ctx, "housekeeping")
    line.work()
    told = [said for said in line.texts_to(COORDINATOR) if said.startswith("STUCK")]
    assert len(told) == 1 and "11 minutes" in told[0]
    line.pass_time(minutes=65)
    sweep.sweep_with(line.ctx, "housekeeping")
    assert stuck_alerts(line) == 1, "it was worked on: all is well"


JOBS: dict[str, tuple[str, Callable[[TestLine], Callable[[], object]]]] = {
    "a callback": (CALLBACK, lambda line: lambda: advance_with(line.ctx, line.rows(Callback)[0].id)),
    "a text": (MESSAGE, lambda line: lambda: send_with(line.ctx, line.rows(Message)[0].id)),
    "a ring": (CALLBACK, lambda line: lambda: settle_with(line.ctx, line.rows(Leg)[0].id)),
}


def ready_for(line: TestLine, job: str) -> None:
    for number in (VOLUNTEER, SECOND):
        line.volunteer(number)
    line.text(PARTICIPANT, "CALL")
    if job != "a callback":
        advance_with(line.ctx, line.rows(Callback)[0].id)
    if job == "a ring":
        line.work()
        line.text(VOLUNTEER, f"TAKE {line.code()}")


@pytest.mark.parametrize("job", JOBS)
def test_15_two_workers_with_one_job_do_it_once(line: TestLine, job: str) -> None:
    ready_for(line, job)
    before = len(line.carrier.texts), len(line.carrier.rings), len(line.rows(Offer))
    lock, work = JOBS[job]
    at_once(line, lock, *[work(line)] * 3)
    after = len(line.carrier.texts), len(line.carrier.rings), len(line.rows(Offer))
    done = {"a callback": (0, 0, 1), "a text": (1, 0, 0), "a ring": (0, 1, 0)}[job]
    assert after == tuple(b + d for b, d in zip(before, done, strict=True))


@dataclass
class Slow(FakeCarrier):
    """A carrier that takes so long to answer that another worker is given the same job meanwhile."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def send_text(self, to: str, words: str, *, receipt_url: str) -> Placed:
        """As any carrier."""
        self._another()
        return super().send_text(to, words, receipt_url=receipt_url)

    def ring(
        self, to: str, *, url: str, status_url: str, seconds: int, detect_machine: bool = False
    ) -> Placed:
        """As any carrier."""
        self._another()
        return super().ring(
            to, url=url, status_url=status_url, seconds=seconds, detect_machine=detect_machine
        )

    def _another(self) -> None:
        while self.meanwhile:
            self.meanwhile.pop()()


@pytest.mark.parametrize("job", ["a text", "a ring"])
def test_15_a_job_given_to_another_worker_while_the_first_waits_for_the_carrier_is_done_once(
    line: TestLine, job: str
) -> None:
    ready_for(line, job)
    slow = Slow(line.clock)
    line.ctx = replace(line.ctx, carrier=slow)
    work = JOBS[job][1](line)
    slow.meanwhile += [work, work]
    work()
    assert len(slow.texts) + len(slow.rings) == 1
    assert slow.meanwhile == []
