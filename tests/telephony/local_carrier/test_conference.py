"""Rooms: who hears whom, and who is left."""

from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import Client
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA, CAL = "+12025550123", "+12025550124", "+12025550125"


def conference(attributes: str = "") -> str:
    return response(f'<Dial action="/after"><Conference {attributes}>circle</Conference></Dial>')


def test_music_until_it_starts_then_all_hear_each_other(carrier: Carrier, product: Product) -> None:
    events = 'statusCallback="/events" statusCallbackEvent="start end join leave"'
    product.page("/voice", conference(f'startConferenceOnEnter="false" {events}'))
    first = carrier.phone(ANA).call()
    first.wait_until_heard("[hold music]")
    second = carrier.phone(BEA).call()
    second.wait_until_heard("[hold music]")
    assert first.bridged_with is None
    product.page("/voice", conference('endConferenceOnExit="true"'))
    host = carrier.phone(CAL).call()
    host.wait_until_bridged()
    assert set(first.bridged_with_all) == {BEA, CAL}
    host.say("welcome")
    first.wait_until_heard("welcome")
    second.wait_until_heard("welcome")
    assert "[beep]" in first.transcript
    host.hang_up()
    assert first.wait_until_ended() == "completed"
    assert second.wait_until_ended() == "completed"
    asked = eventually(lambda: product.requests("/after"), lambda found: len(found) == 3)
    assert {item.params["DialCallStatus"] for item in asked} == {"answered"}
    assert all("DialCallDuration" not in item.params for item in asked)
    names = [
        item.params["StatusCallbackEvent"]
        for item in eventually(lambda: product.requests("/events"), lambda found: len(found) == 8)
    ]
    assert names[:4] == ["participant-join", "participant-join", "participant-join", "conference-start"]
    assert names[-1] == "conference-end"
    last = product.requests("/events")[-1].params
    assert last["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert last["CallSidEndingConference"] == host.sid


def test_one_side_can_be_left_alone(carrier: Carrier, product: Product) -> None:
    product.page("/voice", conference('beep="false" waitUrl=""'))
    first, second = carrier.phone(ANA).call(), carrier.phone(BEA).call()
    first.wait_until_bridged()
    second.hang_up()
    eventually(lambda: first.bridged_with, lambda other: other is None)
    assert (first.state, first.transcript) == ("in-progress", "")


def test_a_waiting_document_is_played_until_somebody_comes(carrier: Carrier, product: Product) -> None:
    product.page("/voice", conference('waitUrl="/wait"'))
    product.page("/wait", response("<Say>soon</Say>"))
    first = carrier.phone(ANA).call()
    first.wait_until_heard("soon")
    carrier.phone(BEA).call().wait_until_bridged()
    first.wait_until_bridged()


def test_a_label_twice_in_a_conference_fails(carrier: Carrier, product: Product) -> None:
    product.page("/voice", conference('participantLabel="host"'))
    carrier.phone(ANA).call().wait_until_heard("[hold music]")
    carrier.phone(BEA).call().wait_until_heard("application error")
    assert [fault.code for fault in carrier.errors()] == [16025]


def star_conference(attributes: str = 'endConferenceOnExit="true" beep="false" waitUrl=""') -> str:
    return response(
        f'<Dial hangupOnStar="true" action="/after"><Conference {attributes}>two</Conference></Dial>'
    )


def test_star_leaves_the_conference_which_ends_it_for_all_and_each_is_asked_after(
    carrier: Carrier, product: Product
) -> None:
    product.page("/voice", star_conference())
    product.page("/after", lambda asked: response(f"<Say>out {asked['CallStatus']}</Say><Pause length='9'/>"))
    first, second = carrier.phone(ANA).call(), carrier.phone(BEA).call()
    first.wait_until_bridged()
    first.press("*")
    first.wait_until_heard("out in-progress")
    second.wait_until_heard("out in-progress")
    assert "*" in second.transcript, "a key is heard by who is in there"


def test_who_comes_back_under_the_name_of_a_conference_that_ended_is_in_another(
    carrier: Carrier, product: Product, client: Client
) -> None:
    product.page("/voice", star_conference())
    product.page("/after", star_conference())
    first, second = carrier.phone(ANA).call(), carrier.phone(BEA).call()
    first.wait_until_bridged()
    before = client.conferences.list(friendly_name="two", status="in-progress")
    second.press("*")
    now = eventually(
        lambda: client.conferences.list(friendly_name="two", status="in-progress"),
        lambda found: bool(found) and found[0].sid != before[0].sid,
    )
    assert len(before) == len(now) == 1
    assert client.conferences(before[0].sid).fetch().status == "completed"
    assert {who.call_sid for who in client.conferences(now[0].sid).participants.list()} == {
        first.sid,
        second.sid,
    }


def test_star_of_who_waits_there_alone_counts_as_well(carrier: Carrier, product: Product) -> None:
    product.page("/voice", star_conference(""))
    product.page("/after", response("<Say>out</Say>"))
    alone = carrier.phone(ANA).call()
    alone.wait_until_heard("[hold music]")
    alone.press("*", when_asked=0)
    alone.wait_until_heard("out")


def test_an_announcement_is_for_one_ear_and_may_hold_no_verb_that_acts(
    carrier: Carrier, product: Product, client: Client
) -> None:
    product.page("/voice", star_conference())
    first, second = carrier.phone(ANA).call(), carrier.phone(BEA).call()
    first.wait_until_bridged()
    [found] = client.conferences.list(friendly_name="two", status="in-progress", limit=1)
    product.page("/words", response("<Say>psst</Say><Hangup/>"))
    client.conferences(found.sid).participants(first.sid).update(announce_url=product.url("/words"))
    first.wait_until_heard("psst")
    assert "psst" not in second.transcript and first.bridged_with == BEA
    assert [fault.code for fault in carrier.errors()] == [12200]
    client.conferences(found.sid).update(announce_url=product.url("/words"))
    second.wait_until_heard("psst")
    client.conferences(found.sid).update(status="completed")
    assert first.wait_until_ended() == second.wait_until_ended() == "completed"


def test_a_call_joined_by_dial_is_sent_to_a_conference_and_the_one_that_dialled_is_asked_after(
    carrier: Carrier, product: Product, client: Client
) -> None:
    product.page(
        "/voice", response(f'<Dial answerOnBridge="true" action="/after"><Number>{BEA}</Number></Dial>')
    )
    product.page("/after", star_conference())
    product.page("/moved", star_conference())
    carrier.phone(BEA).on_ring("answer", after=0.0)
    first = carrier.phone(ANA).call()
    first.wait_until_bridged()
    second = carrier.phone(BEA).calls()[-1]
    client.calls(second.sid).update(url=product.url("/moved"), method="POST")
    [asked] = eventually(lambda: product.requests("/after"), bool)
    assert asked.params["CallStatus"] == "in-progress" and asked.params["DialCallStatus"] == "completed"
    eventually(lambda: client.conferences.list(friendly_name="two", status="in-progress"), bool)
    assert first.wait_until_bridged() == BEA


def test_somebody_muted_hears_and_is_not_heard_until_rest_says_so(
    carrier: Carrier, product: Product, client: Client
) -> None:
    events = 'statusCallback="/events" statusCallbackEvent="mute"'
    product.page("/voice", star_conference(f'endConferenceOnExit="true" beep="false" waitUrl="" {events}'))
    speaks = carrier.phone(ANA).call()
    eventually(lambda: client.conferences.list(friendly_name="two"), bool)
    product.page("/voice", star_conference('muted="true" beep="false" waitUrl=""'))
    listens = carrier.phone(BEA).call()
    listens.wait_until_bridged()
    listens.say("nobody hears this")
    listens.press("5")
    speaks.say("hello there")
    listens.wait_until_heard("hello there")
    assert speaks.transcript == ""
    [room] = client.conferences.list(friendly_name="two", status="in-progress")
    people = client.conferences(room.sid).participants
    assert [who.call_sid for who in people.list(muted=True)] == [listens.sid]
    assert people(listens.sid).update(muted=False).muted is False
    assert people.list(muted=True) == []
    listens.say("now you do")
    speaks.wait_until_heard("now you do")
    people(listens.sid).update(muted=True)
    listens.say("and now not")
    listens.press("*")
    listens.wait_until_ended()
    assert "and now not" not in speaks.transcript, "star leads out of the conference all the same"
    told = eventually(lambda: product.requests("/events"), lambda found: len(found) == 2)
    assert [(each.params["StatusCallbackEvent"], each.params["Muted"]) for each in told] == [
        ("participant-unmute", "false"),
        ("participant-mute", "true"),
    ]
