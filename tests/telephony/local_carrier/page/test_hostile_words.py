"""Whatever is written, the page shows it as words, and stays within its width."""

import re

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.browser import Browsing
from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import ANA, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;${alert(3)}"
TURNED = "\u202egnorw si siht"
LONG_WORD = "x" * 300


def test_texts_of_the_line_are_shown_as_they_are(opened: Open, client: Client) -> None:
    telephones = opened(width=360)
    thread = telephones.thread("Ana")
    for words in (
        HTML,
        TURNED,
        "😀" * 1600,
        LONG_WORD,
        "مرحبا، كيف حالك؟",
        "one\n\ntwo",
        "\u0000\u0007 bell",
    ):
        client.messages.create(to=ANA, from_=LINE, body=words)
        expect(thread.get_by_text(words.strip("\u0000\u0007 "))).to_be_visible()
    # A mark that turns the direction of writing ends with its text: what the page says about it reads as ever.
    expect(thread.get_by_text(re.compile(r"^\d+:\d\d [AP]M · delivered$"))).to_have_count(7)
    expect(thread.locator("img, b, script")).to_have_count(0)
    assert telephones.sideways() == 0


def test_what_is_written_here_reaches_the_line_and_the_thread_as_it_is(
    telephones: Telephones, product: Product
) -> None:
    written = [HTML, TURNED, "😀" * 800]
    for words in written:
        telephones.text("Ana", words)
        expect(telephones.thread("Ana")).to_contain_text(words)
    eventually(lambda: [asked.params["Body"] for asked in product.requests("/sms")] == written)


def test_names_are_shown_as_they_are_and_stay_within_their_place(
    opened: Open, page: Page, product: Product
) -> None:
    names = ["Ｗ" * 40, "<b>bold</b>${1}", "مريم", "x" * 40]
    numbers = [page.does("add", name=name, role="volunteer", says=["ON"])["number"] for name in names]
    product.page(
        "/voice", *[response(f'<Dial callerId="{LINE}" timeout="600">{number}</Dial>') for number in numbers]
    )
    for _ in names:
        page.does("call", **{"from": ANA})
    for width in (1280, 360):
        telephones = opened(width=width)
        for name in names:
            telephones.names.get_by_role("button", name=name).click()
            expect(telephones.phone(name).get_by_role("heading", name=name, exact=True)).to_be_visible()
            expect(telephones.incoming(name)).to_be_visible()
            assert telephones.sideways() == 0
    telephones.incoming(names[-1]).get_by_role("button", name="Answer").click()
    expect(telephones.notices.get_by_text("are talking")).to_contain_text(names[-1])
    assert telephones.sideways() == 0


def test_fifty_phones_are_shown_and_found_and_one_more_is_refused_in_words(
    browsing: Browsing, opened: Open, page: Page
) -> None:
    browsing.forgive("400 (Bad Request)")
    for number in range(46):
        page.does("add", name=f"Phone {number}")
    for width in (1280, 360):
        telephones = opened(width=width)
        expect(telephones.names.get_by_role("button")).to_have_count(50)
        telephones.names.get_by_role("button", name="Phone 45").click()
        expect(telephones.phone("Phone 45")).to_be_in_viewport()
        assert telephones.focused_phone() == "Phone 45"
        assert telephones.sideways() == 0
    telephones.tab.get_by_text("Add a telephone").click()
    telephones.tab.get_by_role("button", name="Add it").click()
    expect(telephones.tab.get_by_role("group").get_by_role("alert")).to_have_text(
        "There are 50 phones already; put one away first."
    )


def test_of_five_hundred_texts_the_newest_is_seen(
    telephones: Telephones, page: Page, product: Product
) -> None:
    product.page("/sms", *[response(f"<Message>Answer {number}.</Message>") for number in range(250)])
    for number in range(250):
        page.does("text", **{"from": ANA}, body=f"Text {number}.")
    expect(telephones.thread("Ana").get_by_text("Answer 249.")).to_be_in_viewport()
    expect(telephones.thread("Ana").get_by_text("Text 249.")).to_be_in_viewport()
    telephones.text("Ana", "and one more")
    expect(telephones.thread("Ana").get_by_text("and one more")).to_be_in_viewport()


def test_the_named_phones_survive_a_reset_and_what_was_on_them_does_not(
    telephones: Telephones, carrier: Carrier, page: Page
) -> None:
    telephones.text("Ana", "hello")
    expect(telephones.thread("Ana")).to_contain_text(
        "delivered"
    )  # a text still on its way is told of the reset
    page.does("add", name="Kim")
    expect(telephones.phone("Kim")).to_be_visible()
    carrier.reset()
    expect(telephones.phone("Kim")).to_have_count(0)
    expect(telephones.thread("Ana")).to_have_text("Nothing yet.")
    expect(telephones.names.get_by_role("button")).to_have_text(["Ana", "Sam", "Rosa", "Jo"])
    telephones.text("Ana", "after it")
    expect(telephones.thread("Ana")).to_contain_text("after it")
