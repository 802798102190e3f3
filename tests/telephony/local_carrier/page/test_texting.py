"""The first thing read says what to do; one tap does it; and what became of a text is true."""

from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import ANA, JO, LINE_SHOWN, NAME, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

MOOD = "How are you right now? Reply 1 (very low) to 5 (good), or SKIP."
THANKS = "Thank you for saying so."


def answers(product: Product, *bodies: str) -> None:
    product.page("/sms", *[response(f"<Message>{body}</Message>") for body in bodies])


def texted(product: Product) -> list[tuple[str, str]]:
    """What reached the line, and from whom."""
    return [(asked.params["From"], asked.params["Body"]) for asked in product.requests("/sms")]


def test_the_first_thing_read_says_who_you_are_and_what_to_do(telephones: Telephones) -> None:
    first = telephones.tab.get_by_role("heading").first
    expect(first).to_have_text("You are Ana. Text how you are, or call.")
    expect(telephones.guide.get_by_role("button")).to_have_text(
        ["“CHECKIN”", "“I feel low today”", "Call the line"]
    )
    expect(telephones.guide.get_by_role("listitem")).to_have_count(5)
    for name in ("Ana", "Sam", "Rosa", "Jo"):
        expect(telephones.phone(name)).to_be_visible()
    assert telephones.tab.title() == f"{NAME} – telephones"


def test_one_tap_texts_those_words_from_anas_number_and_the_answer_is_in_her_thread(
    telephones: Telephones, product: Product
) -> None:
    answers(product, MOOD, THANKS)
    telephones.guide.get_by_role("button", name="CHECKIN").click()
    thread = telephones.thread("Ana")
    expect(thread).to_contain_text(MOOD)
    assert texted(product) == [(ANA, "CHECKIN")]
    expect(thread.get_by_text("delivered")).to_have_count(2)
    # The page has read what was asked, and offers the answers where it says what to do.
    expect(telephones.guide.get_by_role("heading")).to_have_text("The line asks Ana something.")
    telephones.guide.get_by_role("button", name="5 good").click()
    expect(thread).to_contain_text(THANKS)
    assert texted(product)[1:] == [(ANA, "5")]
    expect(telephones.guide.get_by_role("heading")).not_to_have_text("The line asks Ana something.")


def test_one_tap_calls_the_line(telephones: Telephones, product: Product) -> None:
    product.page("/voice", response('<Say>Welcome.</Say><Pause length="3000"/>'))
    telephones.guide.get_by_role("button", name="Call the line").click()
    expect(telephones.captions("Ana")).to_contain_text("Welcome.")
    assert [asked.params["From"] for asked in product.requests("/voice")] == [ANA]
    expect(telephones.guide.get_by_role("heading")).to_contain_text("Ana is on the phone")


def test_own_words_are_sent_as_they_were_written_from_the_phone_they_were_written_on(
    telephones: Telephones, product: Product
) -> None:
    telephones.text("Sam", "  on, until nine? ")
    expect(telephones.thread("Sam")).to_contain_text("on, until nine?")
    expect(telephones.words("Sam")).to_have_value("")
    telephones.chips("Rosa").filter(has_text="ON").click()
    eventually(lambda: len(product.requests("/sms")) == 2)
    assert [(who, words.strip()) for who, words in texted(product)] == [
        (SAM, "on, until nine?"),
        ("+16175550103", "ON"),
    ]


def test_nothing_is_sent_of_a_field_without_words(telephones: Telephones, product: Product) -> None:
    telephones.text("Ana", "   ")
    telephones.words("Ana").fill("")
    telephones.button("Ana", "Send").click()
    telephones.text("Ana", "now")
    eventually(lambda: texted(product))
    assert texted(product) == [(ANA, "now")]


def test_a_text_is_on_its_way_until_the_line_has_answered(telephones: Telephones, product: Product) -> None:
    product.slow["/sms"] = 0.5
    telephones.text("Ana", "hello")
    expect(telephones.thread("Ana")).to_contain_text("sending …")
    expect(telephones.thread("Ana")).to_contain_text("delivered")


def test_a_line_that_answers_with_an_error_did_not_answer(telephones: Telephones, product: Product) -> None:
    product.page("/sms", (500, "text/html", "broken"))
    telephones.text("Ana", "hello")
    thread = telephones.thread("Ana")
    expect(thread).to_contain_text("the line did not answer as it should (code 11200)")
    expect(thread).not_to_contain_text("delivered")
    assert telephones.text_of("Ana").count("11200") == 1


def test_a_text_of_the_line_that_does_not_arrive_says_so_and_why(
    telephones: Telephones, page: Page, client: Client
) -> None:
    page.does("on_text", number=SAM, error=30006)
    client.messages.create(to=SAM, from_=LINE, body="A call for you? TAKE K7 or PASS K7.")
    thread = telephones.thread("Sam")
    expect(thread).to_contain_text("did not arrive: it is a landline, which takes no texts (code 30006)")
    expect(thread).not_to_contain_text("delivered")
    assert telephones.text_of("Sam").count("30006") == 1


def test_what_the_carrier_itself_answers_is_told_from_what_the_line_answers(
    telephones: Telephones, product: Product
) -> None:
    telephones.text("Ana", "STOP")
    expect(telephones.thread("Ana")).to_contain_text("from the carrier itself")
    expect(telephones.phone("Ana")).to_contain_text("has texted STOP: the carrier delivers nothing to it")
    telephones.text("Ana", "START")
    expect(telephones.phone("Ana")).not_to_contain_text("has texted STOP")


def test_an_offer_is_taken_with_one_tap_where_the_page_says_what_to_do(
    telephones: Telephones, product: Product, client: Client
) -> None:
    telephones.text("Ana", "Could somebody call me?")
    client.messages.create(to=SAM, from_=LINE, body="A call for you? By 7:15 PM. TAKE K7 or PASS K7.")
    telephones.guide.get_by_role("button", name="TAKE K7").click()
    expect(telephones.thread("Sam").get_by_text("TAKE K7", exact=True)).to_be_visible()
    eventually(lambda: texted(product)[1:] == [(SAM, "TAKE K7")])
    expect(telephones.guide.get_by_role("button", name="TAKE K7")).to_have_count(0)


def test_a_text_is_new_until_its_phone_is_looked_at(opened: Open, client: Client) -> None:
    telephones = opened()
    client.messages.create(to=JO, from_=LINE, body="AT RISK (K7).")
    expect(telephones.tab).to_have_title(f"(1) {NAME}")
    button = telephones.names.get_by_role("button", name="Jo 1 new")
    button.click()
    expect(telephones.names.get_by_role("button", name="Jo", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    expect(telephones.tab).to_have_title(f"{NAME} – telephones")


def test_the_line_is_named_with_its_number(telephones: Telephones) -> None:
    expect(telephones.tab.get_by_role("banner")).to_contain_text(f"{NAME} {LINE_SHOWN}")
