"""Alerts have a queue of their own, worked first by every worker; the alert of an outage stands before all of it."""

from dataclasses import replace

import redis

from flows.line.on_call import OnCall
from store.models import Alert, LineRing, Message
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.races import at_once
from workers import sweep
from workers.alerts import advance_with
from workers.queues import JOBS, QUEUES, SWEEPS, Wakeups, connect
from workers.run import _worker


def jobs(client: redis.Redis, name: str) -> list[str]:
    """The jobs on a queue, in the order in which they are done."""
    found = client.lrange(f"rq:queue:{name}", 0, -1)
    return [client.hget(f"rq:job:{each.decode()}", "description").decode() for each in found]  # type: ignore[union-attr]


def test_alerts_go_before_all_other_work(quick_line: TestLine) -> None:
    assert QUEUES[0] == "alerts" and set(SWEEPS) == set(QUEUES)
    quick_line.text(PARTICIPANT, "I want to die")
    woken = {wake.job for wake in quick_line.woken}
    assert {JOBS[job][0] for job in woken} == {"alerts"}, "a text and a ring"
    quick_line.woken.clear()
    sweep.sweep_with(quick_line.ctx, "alerts")
    assert [ring.to for ring in quick_line.carrier.rings] == [COORDINATOR]
    assert len(quick_line.texts_to(COORDINATOR)) == 1, "without any other sweep"


def test_the_alert_of_an_outage_stands_before_what_waits_for_the_database(redis_url: str) -> None:
    wakeups = Wakeups(redis_url)
    with connect(redis_url) as client:
        wakeups.sweep("alerts")
        wakeups.outage_alert()
        assert jobs(client, "alerts") == ["workers.texts.alert_outage", "workers.sweep.alerts"]
        assert next(queue.name for queue in _worker(client, QUEUES).queues) == "alerts"
    wakeups._connection.close()


def test_two_workers_tell_the_next_person_once(line: TestLine) -> None:
    line.db.line = replace(line.db.line, ladder=(OnCall(COORDINATOR), OnCall("+12025550171")))
    line.text(PARTICIPANT, "I want to die")
    line.work()
    line.clock.at = line.rows(Alert)[0].next_at
    at_once(line, "LOCK TABLE alerts IN EXCLUSIVE MODE", *[lambda: advance_with(line.ctx, 1)] * 2)
    assert len(line.rows(Message)) == 2 and len(line.rows(LineRing)) == 2
    line.work()
    assert [ring.to for ring in line.carrier.rings] == [COORDINATOR, "+12025550171"]


def test_an_ack_and_the_next_telling_at_the_same_moment_leave_no_phone_ringing(line: TestLine) -> None:
    line.db.line = replace(line.db.line, ladder=(OnCall(COORDINATOR), OnCall("+12025550171")))
    line.text(PARTICIPANT, "I want to die")
    line.work()
    line.clock.at = line.rows(Alert)[0].next_at
    lock = "LOCK TABLE alerts IN EXCLUSIVE MODE"
    at_once(line, lock, lambda: advance_with(line.ctx, 1), lambda: line.text(COORDINATOR, "ACK"))
    line.work()
    assert "+12025550171" not in [ring.to for ring in line.carrier.rings if ring.status == "ringing"]
    assert not any("CRISIS" in words for words in line.texts_to("+12025550171"))
    assert line.rows(Alert)[0].next_at is None
