"""The page sees all named phones at once, and later only those that changed."""

import threading
import time
from collections.abc import Callable

from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.conftest import PACE, Elsewhere
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Json, Page
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+16175550101", "+16175550102"


def two_phones(page: Page) -> None:
    page.does("add", name="Ana", number=ANA, role="participant", says=["CHECKIN", "I feel low"])
    page.does("add", name="Bea", number=BEA, role="volunteer", language="es")


def numbers(view: Json) -> list[str]:
    return [phone["number"] for phone in view["phones"]]


def test_the_first_look_shows_the_line_and_every_phone_in_the_order_they_were_added(page: Page) -> None:
    two_phones(page)
    view = page.sees()
    assert view["shelf"] == numbers(view) == [ANA, BEA]
    assert view["line"] == {"number": LINE, "name": "", "timezone": "UTC", "pace": PACE}
    assert (view["notice"], view["broken"]) == ("", [])
    assert view["phones"][0] == {
        "number": ANA,
        "name": "Ana",
        "role": "participant",
        "language": "en",
        "kind": "mobile",
        "shows": ANA,
        "says": ["CHECKIN", "I feel low"],
        "note": "",
        "danger": "",
        "opted_out": False,
        "text_error": 0,
        "texts": [],
        "calls": [],
    }


def test_a_later_look_shows_only_what_changed(page: Page) -> None:
    two_phones(page)
    revision = page.sees()["revision"]
    assert page.sees(revision)["phones"] == []
    page.does("text", **{"from": ANA}, body="hello")
    later = page.sees(revision)
    assert numbers(later) == [ANA]
    assert later["revision"] > revision
    assert later["shelf"] == [ANA, BEA]


def test_a_look_waits_for_a_change_that_shows_and_for_no_other(page: Page, product: Product) -> None:
    two_phones(page)
    revision = page.sees()["revision"]
    found: list[Json] = []
    waiting = threading.Thread(target=lambda: found.append(page.sees(revision, wait=20)))
    waiting.start()
    # Webhooks of a phone that nobody named change the journal, and nothing that the page shows.
    page.does("text", **{"from": "+12025550177"}, body="hello")
    assert found == []
    page.does("notice", text="  The talk\n begins  ")
    waiting.join()
    assert (found[0]["notice"], found[0]["phones"]) == ("The talk begins", [])


def test_a_look_without_a_change_ends_in_time_and_says_so(page: Page) -> None:
    two_phones(page)
    revision = page.sees()["revision"]
    start = time.monotonic()
    assert page.sees(revision, wait=0.3)["phones"] == []
    assert time.monotonic() - start >= 0.3


def test_many_may_look_at_once_and_all_see_the_same(page: Page) -> None:
    two_phones(page)
    revision = page.sees()["revision"]
    found: list[list[str]] = []
    looks = [
        threading.Thread(target=lambda: found.append(numbers(page.sees(revision, wait=20))))
        for _ in range(20)
    ]
    for look in looks:
        look.start()
    page.does("text", **{"from": BEA}, body="hola")
    for look in looks:
        look.join()
    assert found == [[BEA]] * 20


def test_who_knows_another_carrier_is_shown_everything(page: Page, carrier: Carrier) -> None:
    two_phones(page)
    view = page.sees()
    # A revision from before a restart may be higher than any of now, or one that was reached again since.
    assert numbers(page.sees(view["revision"] + 10**6, wait=20)) == [ANA, BEA]
    assert numbers(page.sees(view["revision"], started="of-before", wait=20)) == [ANA, BEA]
    assert numbers(page.sees(view["revision"], started=view["started"])) == []
    carrier.reset()
    assert page.sees()["started"] != view["started"]


def test_a_phone_put_away_is_gone_hangs_up_and_keeps_its_texts(page: Page, product: Product) -> None:
    two_phones(page)
    product.page("/voice", response('<Say>hello</Say><Pause length="3000"/>'))
    page.does("text", **{"from": ANA}, body="hello")
    sid = page.does("call", **{"from": ANA})["sid"]
    revision = page.sees()["revision"]
    page.does("put_away", number=ANA)
    view = page.sees(revision)
    assert (view["shelf"], view["phones"]) == ([BEA], [])
    assert page.request("GET", f"calls/{sid}")[1]["state"] in ("completed", "canceled")
    assert page.does("add", number=ANA)["texts"][0]["body"] == "hello"
    assert page.refusal("put_away", number="+12025550177") == "There is no such phone here."


def test_a_thread_holds_what_both_sides_wrote_and_how_it_fared(
    page: Page, product: Product, client: Client
) -> None:
    two_phones(page)
    product.page("/sms", response("<Message>how are you?</Message>"), (503, "text/html", "down"))
    page.does("text", **{"from": ANA}, body="CHECKIN")
    page.does("text", **{"from": ANA}, body="3")
    client.messages.create(to=ANA, from_=LINE, body="still there?")
    eventually(lambda: page.phone(ANA)["texts"], lambda texts: texts[-1]["state"] == "delivered")
    page.does("on_text", number=ANA, error=30003)
    client.messages.create(to=ANA, from_=LINE, body="é" * 71)
    texts = eventually(lambda: page.phone(ANA)["texts"], lambda found: found[-1]["state"] == "undelivered")
    shown = ("mine", "by", "body", "state", "error", "segments")
    assert [tuple(text[name] for name in shown) for text in texts] == [
        (True, "phone", "CHECKIN", "delivered", 0, 1),
        (False, "line", "how are you?", "delivered", 0, 1),
        (True, "phone", "3", "unanswered", 11200, 1),
        (False, "line", "still there?", "delivered", 0, 1),
        (False, "line", "é" * 71, "undelivered", 30003, 1),
    ]
    assert texts[2]["problem"] == "the line did not answer as it should (code 11200)"
    assert (
        texts[4]["problem"] == "the phone cannot be reached: it is switched off or out of range (code 30003)"
    )
    assert [text["at"] for text in texts] == sorted(text["at"] for text in texts)
    # What did not arrive is not among the texts that arrived.
    assert [text["body"] for text in page.request("GET", f"texts?number=%2B{ANA[1:]}")[1]] == [
        "how are you?",
        "still there?",
    ]


def test_a_text_is_on_its_way_until_the_line_has_answered(page: Page, product: Product) -> None:
    two_phones(page)
    product.slow["/sms"] = 0.5
    asking = page.begins("text", **{"from": ANA}, body="hi")
    eventually(lambda: product.requests("/sms"))
    assert page.phone(ANA)["texts"][0]["state"] == "sending"
    assert asking.getresponse().status == 200
    asking.close()
    assert page.phone(ANA)["texts"][0]["state"] == "delivered"


def test_a_text_goes_on_its_way_though_the_tab_that_sent_it_is_closed(page: Page, product: Product) -> None:
    two_phones(page)
    product.slow["/sms"] = 0.3
    asking = page.begins("text", **{"from": ANA}, body="hi")
    eventually(lambda: product.requests("/sms"))
    asking.close()
    eventually(lambda: page.phone(ANA)["texts"], lambda texts: texts[0]["state"] == "delivered")


def test_a_line_that_cannot_be_reached_leaves_a_text_unanswered_and_says_why(
    another_carrier: Callable[..., Elsewhere],
) -> None:
    page = Page(another_carrier("--sms-url", "http://127.0.0.1:1/sms").url)
    page.does("add", number=ANA)
    page.does("text", **{"from": ANA}, body="hi")
    [text] = page.phone(ANA)["texts"]
    assert (text["state"], text["error"]) == ("unanswered", 11205)
    assert text["problem"] == "the line could not be reached (code 11205)"


def test_stop_shows_on_the_phone_with_the_carriers_own_answer(page: Page) -> None:
    two_phones(page)
    page.does("text", **{"from": ANA}, body="STOP")
    phone = page.phone(ANA)
    assert phone["opted_out"]
    assert [(text["by"], text["state"]) for text in phone["texts"]] == [
        ("phone", "delivered"),
        ("carrier", "delivered"),
    ]
    page.does("text", **{"from": ANA}, body="START")
    assert not page.phone(ANA)["opted_out"]


def test_the_same_text_once_more_stands_once_in_the_thread(page: Page, product: Product) -> None:
    two_phones(page)
    for _ in range(2):
        page.does("text", **{"from": ANA}, body="hi", params={"MessageSid": "SM0"})
    assert len(product.requests("/sms")) == 2
    assert [text["body"] for text in page.phone(ANA)["texts"]] == ["hi"]


def test_a_text_that_the_line_redacts_stays_on_the_phone(page: Page, client: Client) -> None:
    two_phones(page)
    sid = client.messages.create(to=ANA, from_=LINE, body="a secret").sid
    eventually(lambda: page.phone(ANA)["texts"], lambda texts: texts[-1]["state"] == "delivered")
    client.messages(sid).update(body="")
    assert page.phone(ANA)["texts"][0]["body"] == "a secret"
