"""A ring that a worker asks for: asked once, looked up before it is repeated, ended when nobody wants it."""

import pytest

from store.callbacks import rings
from store.models import Alert, Callback, Leg, Offer
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from workers import sweep
from workers.calls import settle_with

TIMEOUT = TransportError("no clear answer", unknown=True)
SERVER_ERROR = TransportError("HTTP 503", unknown=True, code=503)
BUSY = TransportError("HTTP 429", code=20429)


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """A callback offered to the first of two volunteers, whose TAKE is in and whose ring is due."""
    made = Desk(quick_line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    quick_line.text(VOLUNTEER, "TAKE")
    return made


@pytest.mark.parametrize("lost", [TIMEOUT, SERVER_ERROR], ids=["timeout", "5xx"])
def test_a_ring_the_carrier_took_without_telling_us_is_found_and_not_asked_for_again(
    desk: Desk, lost: TransportError
) -> None:
    desk.line.carrier.lost = [lost]
    desk.line.work()
    desk.line.pass_time(seconds=5)
    ring = desk.ringing(VOLUNTEER)
    assert desk.line.rows(Leg)[0].sid == ring.sid


def test_a_ring_that_the_carriers_list_shows_only_a_little_later_is_not_asked_for_again(desk: Desk) -> None:
    desk.line.carrier.lost, desk.line.carrier.lagging = [TIMEOUT], 1
    desk.line.work()
    desk.line.pass_time(seconds=5)
    ring = desk.ringing(VOLUNTEER)
    assert [each.sid for each in desk.line.carrier.rings] == [ring.sid]
    assert desk.line.rows(Leg)[0].sid == ring.sid


@pytest.mark.parametrize("failure", [TIMEOUT, SERVER_ERROR, BUSY], ids=str)
def test_a_ring_the_carrier_did_not_take_is_asked_for_again_within_seconds(
    desk: Desk, failure: TransportError
) -> None:
    desk.line.carrier.failures = [failure]
    desk.line.work()
    assert desk.line.carrier.rings == []
    desk.line.pass_time(seconds=5)
    desk.ringing(VOLUNTEER)


def test_webhooks_quicker_than_the_carriers_answer_are_understood(desk: Desk) -> None:
    desk.line.carrier.lost = [TIMEOUT]
    desk.line.work()
    [ring] = desk.line.carrier.rings
    dialled = desk.connect_volunteer(ring)
    desk.line.pass_time(seconds=5)
    assert dialled.number == PARTICIPANT
    assert len(desk.line.carrier.rings) == 1
    dialled.presses(dialled.picks_up(), "1")
    assert desk.state == "connected"


def test_a_worker_killed_in_mid_request_rings_nobody_twice(desk: Desk) -> None:
    [leg] = desk.line.rows(Leg)
    claimed = desk.line.ctx.run(lambda tx: rings.claim(tx, leg.id))
    assert claimed is not None and claimed.to is not None
    url = f"https://line.example/legs/{claimed.token}"
    desk.line.carrier.ring(claimed.to, url=f"{url}/answered", status_url=f"{url}/status", seconds=25)
    desk.line.pass_time(seconds=10)
    assert len(desk.line.carrier.rings) == 1
    desk.line.pass_time(seconds=10)
    desk.ringing(VOLUNTEER)


def test_a_worker_killed_before_its_request_is_made_good_for_within_half_a_minute(desk: Desk) -> None:
    [leg] = desk.line.rows(Leg)
    assert desk.line.ctx.run(lambda tx: rings.claim(tx, leg.id)) is not None
    desk.line.pass_time(seconds=20)
    desk.ringing(VOLUNTEER)


def test_the_sweep_rings_whom_nobody_was_woken_for(desk: Desk) -> None:
    desk.line.woken.clear()
    assert sweep.sweep_with(desk.line.ctx, "calls") == 1
    desk.ringing(VOLUNTEER)


def test_a_ring_called_off_before_it_was_asked_for_is_never_asked_for(desk: Desk) -> None:
    desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.work()
    assert desk.line.carrier.rings == []
    assert [leg.outcome for leg in desk.line.rows(Leg)] == ["called_off"]


def test_a_ring_called_off_while_nobody_knew_whether_it_rings_is_found_and_ended(desk: Desk) -> None:
    desk.line.carrier.lost = [TIMEOUT]
    desk.line.work()
    desk.line.text(PARTICIPANT, "NEVERMIND")
    for _ in range(6):
        desk.line.pass_time(seconds=10)
    assert [r.status for r in desk.line.carrier.rings] == ["canceled"]
    assert desk.live_legs == []


def test_a_carrier_that_cannot_hang_up_is_asked_until_it_can(desk: Desk) -> None:
    desk.line.work()
    ring = desk.ringing(VOLUNTEER)
    desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.carrier.failures = [SERVER_ERROR, TIMEOUT]
    desk.line.work()
    assert ring.status == "ringing"
    for _ in range(3):
        desk.line.pass_time(seconds=4)
    assert ring.status == "canceled"


def test_an_outage_of_a_minute_costs_a_minute_and_no_volunteer(desk: Desk) -> None:
    desk.line.carrier.down = SERVER_ERROR
    for _ in range(12):
        desk.line.pass_time(seconds=5)
    desk.line.carrier.down = None
    for _ in range(4):
        desk.line.pass_time(seconds=5)
    desk.ringing(VOLUNTEER)
    assert [o.state for o in desk.line.rows(Offer)] == ["accepted"]


@pytest.mark.parametrize("code", [21211, 21214, 13224, 13225, 21215])
def test_a_volunteer_the_carrier_will_not_ring_makes_room_for_the_next_at_once(desk: Desk, code: int) -> None:
    desk.line.carrier.failures = [TransportError(f"code {code}", permanent=True, code=code)]
    desk.line.work()
    assert desk.state == "offered"
    assert any("TAKE" in t.words for t in desk.line.carrier.texts if t.to == SECOND)
    assert len(desk.line.rows(Alert)) == 1


def test_a_volunteers_opt_out_that_only_the_carrier_knew_ends_what_they_hold(desk: Desk) -> None:
    desk.line.carrier.failures = [TransportError("code 21610", permanent=True, code=21610)]
    desk.line.work()
    assert desk.state == "offered"


def test_a_look_up_that_fails_is_tried_again_and_nothing_is_believed_meanwhile(desk: Desk) -> None:
    desk.line.work()
    ring = desk.ringing(VOLUNTEER)
    desk.line.carrier.down = TIMEOUT
    for _ in range(4):
        desk.line.pass_time(seconds=15)
    assert desk.state == "connecting"
    ring.status = "no-answer"
    desk.line.carrier.down = None
    for _ in range(3):
        desk.line.pass_time(seconds=15)
    assert desk.state == "offered"


def test_settling_a_leg_that_is_over_does_nothing(desk: Desk) -> None:
    desk.line.work()
    desk.end(desk.ringing(VOLUNTEER), "busy")
    rings = len(desk.line.carrier.rings)
    settle_with(desk.line.ctx, desk.line.rows(Leg)[0].id)
    assert len(desk.line.carrier.rings) == rings
    assert [cb.state for cb in desk.line.rows(Callback)] == ["offered"]
