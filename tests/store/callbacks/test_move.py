"""The state of a callback, an offer or a leg: written only from a state it may follow, whatever was read before."""

import pytest

from flows.states import CallbackState, LegState, OfferState
from store import transitions
from store.callbacks import callbacks, legs, offer_rows
from store.models import Callback, Leg, Offer
from tests.kits.bridge import VOLUNTEER, Desk
from tests.kits.line import TestLine


def test_a_callback_that_is_over_does_not_come_back(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    callback_id = desk.callback.id
    with line.db.begin(line.clock.at) as tx:
        callbacks.end(tx, callbacks.lock(tx, callback_id), CallbackState.EXPIRED)
        over = callbacks.lock(tx, callback_id)
        with pytest.raises(transitions.NotAllowedError):
            callbacks.move(tx, over, CallbackState.WAITING)
    assert desk.state == "expired"


def test_a_row_that_was_moved_since_it_was_read_is_left_as_it_is(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    callback_id = desk.callback.id
    with line.db.begin(line.clock.at) as tx:
        read = callbacks.lock(tx, callback_id)
        callbacks.end(tx, read, CallbackState.EXPIRED)
        assert not callbacks.move(tx, read, CallbackState.ACCEPTED, minutes=59)
    assert (desk.state, desk.callback.minutes) == ("expired", None)


def test_of_two_who_take_it_the_first_has_it(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    callback_id = desk.callback.id
    with line.db.begin(line.clock.at) as tx:
        cb = callbacks.lock(tx, callback_id)
        assert callbacks.take(tx, cb, volunteer_id=1)
        assert not callbacks.take(tx, cb, volunteer_id=1)
    assert desk.state == "accepted"


def test_only_offers_in_the_state_that_was_named_are_moved(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    callback_id = desk.callback.id
    line.text(VOLUNTEER, "PASS")
    with line.db.begin(line.clock.at) as tx:
        mine = Offer.callback_id == callback_id
        assert offer_rows.move(tx, mine, OfferState.WITHDRAWN, OfferState.OPEN) == 0
        assert offer_rows.move(tx, mine, OfferState.ACCEPTED) == 1
    assert [offer.state for offer in line.rows(Offer)] == ["accepted"]


def test_a_leg_that_has_ended_does_not_ring(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, "TAKE")
    (leg,) = line.rows(Leg)
    with line.db.begin(line.clock.at) as tx:
        read = legs.get(tx, leg.id)
        legs.end(tx, leg.id, "refused")
        assert not legs.move(tx, read, LegState.RINGING, sid="CA1")
        with pytest.raises(transitions.NotAllowedError):
            legs.move(tx, legs.get(tx, leg.id), LegState.RINGING)
    assert [(row.state, row.outcome) for row in line.rows(Leg)] == [("ended", "refused")]


def test_a_state_is_not_written_past_the_tables(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    callback_id = desk.callback.id
    with line.db.begin(line.clock.at) as tx:
        with pytest.raises(ValueError, match="move"):
            callbacks.change(tx, callback_id, state=CallbackState.COMPLETED)
        with pytest.raises(ValueError, match="move"):
            legs.change(tx, 1, state=LegState.ENDED)
    assert [row.state for row in line.rows(Callback)] == [desk.state] == ["offered"]
