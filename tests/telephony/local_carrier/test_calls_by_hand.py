"""Calls as the page shows them and as a hand takes them: own keys, who is there, voicemail, numbers that are none."""

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+16175550101", "+16175550102"


def two_phones(page: Page) -> None:
    page.does("add", name="Ana", number=ANA)
    page.does("add", name="Bea", number=BEA)


def test_a_call_shows_what_its_owner_pressed_and_said_and_when_it_began_and_ended(
    page: Page, product: Product
) -> None:
    two_phones(page)
    product.page(
        "/voice", response('<Gather input="dtmf speech" numDigits="2" timeout="500"><Say>go</Say></Gather>')
    )
    sid = page.does("call", **{"from": ANA})["sid"]
    call = page.call_when(ANA, lambda call: call["listening"])
    assert (call["direction"], call["state"], call["shown"]) == ("inbound", "in-progress", LINE)
    assert call["at"] <= call["answered_at"] <= call["heard"][0]["at"]
    page.does(f"calls/{sid}/press", keys="1")
    page.does(f"calls/{sid}/say", words="a call, please")
    page.does(f"calls/{sid}/hang_up")
    call = page.call_when(ANA, lambda call: call["ended_at"])
    assert [(item["kind"], item["text"]) for item in call["own"]] == [
        ("key", "1"),
        ("words", "a call, please"),
    ]
    assert call["answered_at"] <= call["own"][0]["at"] <= call["own"][1]["at"] <= call["ended_at"]
    assert (call["listening"], call["with"], call["state"]) == (False, [], "completed")
    # Who presses on after the end does nothing.
    page.does(f"calls/{sid}/press", keys="9")
    assert len(page.call(ANA)["own"]) == 2


def test_two_who_talk_see_each_others_names_and_since_when(page: Page, product: Product) -> None:
    two_phones(page)
    dial = f'<Dial callerId="{LINE}" timeout="600">{BEA}</Dial>'
    product.page("/voice", response(f'{dial}<Say>Bea is gone</Say><Pause length="3000"/>'))
    page.does("call", **{"from": ANA})
    ringing = page.call_when(BEA, lambda call: call["ringing"])
    assert (ringing["shown"], ringing["answered_at"], ringing["with"]) == (LINE, None, [])
    page.does(f"calls/{ringing['sid']}/answer")
    taken = page.call_when(BEA, lambda call: call["with"])
    called = page.call(ANA)
    assert (called["with"], taken["with"]) == (
        [{"number": BEA, "name": "Bea"}],
        [{"number": ANA, "name": "Ana"}],
    )
    assert taken["bridged_at"] >= taken["answered_at"]
    assert taken["parent_sid"] == called["sid"]
    page.does(f"calls/{called['sid']}/say", words="hello Bea")
    page.call_when(BEA, lambda call: call["heard"] and call["heard"][-1]["kind"] == "person")
    page.does(f"calls/{taken['sid']}/hang_up")
    called = page.call_when(ANA, lambda call: call["heard"][-1]["text"] == "Bea is gone")
    assert (called["with"], called["bridged_at"], called["ended_at"]) == ([], None, None)
    taken = page.call_when(BEA, lambda call: call["ended_at"])
    assert (taken["with"], taken["bridged_at"]) == ([], None)
    # Also for whoever is still on the phone with the line, the talk is over and has been.
    assert [talk["with"] for talk in called["talked"]] == [[{"number": BEA, "name": "Bea"}]]
    (talk,) = taken["talked"]
    assert talk["with"] == [{"number": ANA, "name": "Ana"}]
    assert taken["answered_at"] <= talk["from"] <= talk["to"] <= taken["ended_at"]


def test_declining_and_letting_it_ring_are_told_apart(page: Page, product: Product, client: Client) -> None:
    two_phones(page)
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"))
    sid = page.call_when(ANA, lambda call: call["ringing"])["sid"]
    page.does(f"calls/{sid}/decline")
    page.call_when(ANA, lambda call: call["state"] == "busy")
    client.calls.create(to=BEA, from_=LINE, url=product.url("/hello"), timeout=5)
    page.call_when(BEA, lambda call: call["state"] == "no-answer")


def test_voicemail_picks_up_a_phone_that_rings_and_keeps_what_is_said_after_its_greeting(
    carrier: Carrier, page: Page, product: Product, client: Client
) -> None:
    two_phones(page)
    product.page("/hello", response('<Say>too early</Say><Pause length="8"/><Say>please call us</Say>'))
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"), machine_detection="Enable")
    call = carrier.phone(ANA).wait_for_call()
    call.wait_until_ringing()
    call.let_voicemail_answer()
    call.wait_until_ended()
    [asked] = product.requests("/hello")
    assert asked.params["AnsweredBy"] == "machine_start"
    # Detection takes as long as the greeting; so "too early" is said when the recording has just begun, or just before.
    assert call.message[-1:] == ["please call us"]
    shown = page.call(ANA)
    assert (shown["voicemail"], shown["message"], shown["own"]) == (True, call.message, [])
    assert [entry.outcome for entry in carrier.ring_log()] == ["answered"]


def test_what_is_said_during_the_greeting_is_not_on_the_voicemail(
    carrier: Carrier, product: Product, client: Client
) -> None:
    carrier.phone(ANA).on_ring("voicemail", greeting=20)
    product.page("/hello", response('<Say>too early</Say><Pause length="30"/><Say>please call us</Say>'))
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"))
    call = carrier.phone(ANA).wait_for_call()
    call.wait_until_ended()
    assert (call.message, call.transcript) == (["please call us"], "too early\nplease call us")


def test_a_person_who_answers_is_no_voicemail(page: Page, product: Product, client: Client) -> None:
    two_phones(page)
    product.page("/hello", response("<Say>hello</Say>"))
    client.calls.create(to=ANA, from_=LINE, url=product.url("/hello"))
    page.does(f"calls/{page.call_when(ANA, lambda call: call['ringing'])['sid']}/answer")
    call = page.call_when(ANA, lambda call: call["ended_at"])
    assert (call["voicemail"], call["message"], call["screened"]) == (False, [], False)


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (
            "617 555 0199",
            f"The number you have dialed is not in service. Here only the line answers: {LINE}.",
        ),
        (
            "988",
            "This telephone is not a real one and cannot reach 988. In danger, call it from a real telephone.",
        ),
        (
            "9-1-1",
            "This telephone is not a real one and cannot reach 911. In danger, call it from a real telephone.",
        ),
        (
            "9 1 1",
            "This telephone is not a real one and cannot reach 911. In danger, call it from a real telephone.",
        ),
    ],
)
def test_a_number_that_is_not_the_lines_is_not_in_service_and_the_line_learns_nothing(
    page: Page, product: Product, client: Client, to: str, words: str
) -> None:
    two_phones(page)
    page.does("call", **{"from": ANA}, to=to)
    call = page.call_when(ANA, lambda call: call["ended_at"])
    assert [item["text"] for item in call["heard"]] == [words]
    assert call["shown"] in ("+16175550199", "988", "911")
    assert client.calls.list() == []
    page.does("call", **{"from": ANA}, to="(202) 555-0100")
    eventually(lambda: product.requests("/voice/status"))
    assert {asked.params["From"] for asked in product.asked} == {ANA}
    assert len(product.requests("/voice")) == 1


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("", "There is no number"),
        ("   ", "There is no number"),
        ("hello", "“hello” is no phone number"),
        ("12", "is no phone number"),
        ("+" * 900_000, "is no phone number"),
        (5, "“to” must be a text"),
    ],
)
def test_a_number_that_is_none_is_refused_in_words(page: Page, to: object, words: str) -> None:
    two_phones(page)
    assert words in page.refusal("call", **{"from": ANA}, to=to)
    assert page.phone(ANA)["calls"] == []


def test_only_the_last_calls_that_ended_are_shown(page: Page) -> None:
    two_phones(page)
    sids = [page.does("call", **{"from": ANA}, to="988")["sid"] for _ in range(33)]
    eventually(
        lambda: [call for call in page.phone(ANA)["calls"] if not call["ended_at"]], lambda live: not live
    )
    assert [call["sid"] for call in page.phone(ANA)["calls"]] == sids[3:]
