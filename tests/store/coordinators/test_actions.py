"""What a coordinator does with a callback: reassign it, or call it off."""

import pytest
from sqlalchemy import update

from store.coordinators import actions as overseeing
from store.coordinators.actions import Refused
from store.models import Callback, Decision, Offer
from store.volunteers import pairings
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine

STRANGER = "+12025550144"


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(line)
    made.ask()
    return made


def reassign(desk: Desk, **more: object) -> overseeing.Reassigned:
    id = desk.callback.id
    done = desk.line.db.transact(
        desk.line.clock.at,
        lambda tx: overseeing.reassign(tx, id, **more),  # type: ignore[arg-type]
    )
    desk.line.work()
    return done


def call_off(desk: Desk, **more: object) -> bool:
    id = desk.callback.id
    told = desk.line.db.transact(
        desk.line.clock.at,
        lambda tx: overseeing.call_off(tx, id, **more),  # type: ignore[arg-type]
    )
    desk.line.work()
    return told


def refusal(desk: Desk, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        reassign(desk, **more)
    return str(refused.value)


def open_offers(line: TestLine) -> list[int]:
    return [each.volunteer_id for each in line.rows(Offer) if each.state == "open"]


def second(desk: Desk, **more: object) -> int:
    return desk.line.volunteer(SECOND, "Kim Lee", **more)  # type: ignore[arg-type]


def test_a_reassigned_callback_goes_to_another_volunteer_and_the_first_is_told_and_not_rung(
    desk: Desk,
) -> None:
    ring = desk.take()
    done = reassign(desk, why="they asked me to")
    assert str(done.taken_from).startswith("Name (")
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    assert ring.status not in ("ringing", "in-progress")
    assert open_offers(desk.line) == [], "not the one it was taken from, though nobody else is there"
    kim = second(desk)
    desk.line.pass_time(minutes=1)
    assert open_offers(desk.line) == [kim]
    noted = [each for each in desk.line.rows(Decision) if each.what == "reassigned"]
    assert [each.why for each in noted] == [["by a coordinator", "they asked me to"]]
    assert desk.take(SECOND).to == SECOND


def test_a_callback_can_be_offered_to_a_volunteer_by_name_who_may_still_pass(desk: Desk) -> None:
    desk.take()
    kim = second(desk)
    reassign(desk, to=kim)
    assert open_offers(desk.line) == [kim]
    assert f"TAKE {desk.code}" in desk.line.texts_to(SECOND)[-1]
    desk.line.text(SECOND, f"PASS {desk.code}")
    assert open_offers(desk.line) == []


def test_a_callback_that_nobody_has_cannot_be_taken_back_but_can_be_offered_by_name(desk: Desk) -> None:
    assert "Nobody has" in refusal(desk)
    kim = second(desk)
    done = reassign(desk, to=kim)
    assert done.taken_from is None
    assert [each.name for each in done.also_asked] == ["Name"], "who was asked before may still take it"
    assert kim in open_offers(desk.line)


def test_what_speaks_against_somebody_is_told_and_a_coordinator_may_ask_them_even_so(desk: Desk) -> None:
    desk.take()
    kim = second(desk, on_duty=False)
    assert "not on duty" in refusal(desk, to=kim)
    assert desk.state == "connecting", "a refusal changes nothing"
    reassign(desk, to=kim, even_so=True)
    assert open_offers(desk.line) == [kim]
    asked = [each for each in desk.line.rows(Decision) if each.what == "asked"][-1]
    assert "named by a coordinator" in asked.why
    assert "not on duty at that time" in asked.why


def test_a_refused_pair_the_opted_out_and_the_participant_themself_are_never_overridden(desk: Desk) -> None:
    desk.take()
    kim, stranger = second(desk), desk.line.volunteer(STRANGER, "Robin")
    themself = desk.line.volunteer(PARTICIPANT, "Ash")
    contact_id = desk.callback.contact_id
    with desk.line.db.begin(desk.line.clock.at) as tx:
        pairings.refuse(tx, contact_id=contact_id, volunteer_id=kim, by="volunteer")
    desk.line.text(STRANGER, "STOP")
    assert "not to be paired again" in refusal(desk, to=kim, even_so=True)
    assert "opted out" in refusal(desk, to=stranger, even_so=True)
    assert "their own callback" in refusal(desk, to=themself, even_so=True)
    assert open_offers(desk.line) == []


def test_nobody_who_is_talking_is_disturbed(desk: Desk) -> None:
    desk.talk(desk.take())
    assert "talking" in refusal(desk)
    with pytest.raises(Refused, match="talking"):
        call_off(desk)
    assert desk.state == "connected"


def test_an_offer_made_long_before_the_time_they_said_lapses_like_any_other(desk: Desk) -> None:
    kim = second(desk)
    at = desk.line.clock.at
    with desk.line.db.begin(at) as tx:
        tx.run(update(Offer).values(state="withdrawn"))
        later = at.replace(hour=at.hour + 5)
        tx.run(update(Callback).values(state="waiting", not_before=later, promised_by=later, due_at=later))
    reassign(desk, to=kim)
    assert open_offers(desk.line) == [kim]
    desk.line.pass_time(minutes=11)
    assert open_offers(desk.line) == []
    assert desk.state == "waiting"


def test_called_off_everybody_is_told_and_nothing_rings(desk: Desk) -> None:
    ring = desk.take()
    assert call_off(desk, why="they are safe now")
    assert desk.state == "cancelled"
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    assert "To ask again, text CALL" in desk.line.texts_to(PARTICIPANT)[-1]
    assert ring.status not in ("ringing", "in-progress")
    with pytest.raises(Refused, match="over already"):
        call_off(desk)


def test_called_off_quietly_the_participant_gets_no_text(desk: Desk) -> None:
    before = desk.line.texts_to(PARTICIPANT)
    assert not call_off(desk, tell=False)
    assert desk.line.texts_to(PARTICIPANT) == before
    assert desk.state == "cancelled"


@pytest.mark.parametrize("why", ["call +1 202 555 0111", "room 5", "x" * 201])
def test_a_reason_with_a_number_in_it_is_not_kept(why: str) -> None:
    assert not overseeing.may_note(why)
    assert overseeing.may_note("she rang me and is well")
