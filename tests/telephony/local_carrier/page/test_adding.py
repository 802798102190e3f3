"""More telephones and their kinds: what each shows, takes and does, and words for a number that is none."""

from collections.abc import Callable
from pathlib import Path

from tests.kits.browser import Browsing
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.page.conftest import written
from tests.telephony.local_carrier.page.telephones import ANA, LINE_SHOWN, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client, sdk
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

STAYS = response('<Say>Welcome.</Say><Pause length="3000"/>')


def add(
    telephones: Telephones, name: str, kind: str = "a mobile phone", number: str = "", **choices: str
) -> None:
    """Fill in the form and send it."""
    form = telephones.tab.get_by_role("group").filter(has_text="Add a telephone")
    if not form.get_by_role("button", name="Add it").is_visible():
        form.get_by_text("Add a telephone").click()
    form.get_by_label("Name").fill(name)
    form.get_by_label("Number", exact=True).fill(number)
    form.get_by_label("Kind").select_option(kind)
    for label, choice in choices.items():
        form.get_by_label(label).select_option(choice)
    form.get_by_role("button", name="Add it").click()


def call(telephones: Telephones, product: Product, name: str) -> dict[str, str]:
    """Call the line from this phone; gives what the line was told."""
    product.page("/voice", STAYS)
    telephones.button(name, "Call the line").click()
    expect(telephones.captions(name)).to_contain_text("Welcome.")
    return product.requests("/voice")[-1].params


def test_a_telephone_is_added_with_its_language_and_a_number_kept_for_fiction(
    telephones: Telephones, page: Page
) -> None:
    add(telephones, "Luz", Language="Spanish")
    expect(telephones.phone("Luz")).to_contain_text("Spanish")
    expect(telephones.names.get_by_role("button", name="Luz")).to_have_attribute("aria-current", "true")
    [luz] = [phone for phone in page.sees()["phones"] if phone["name"] == "Luz"]
    assert (luz["language"], luz["kind"], luz["number"][-6:-2]) == ("es", "mobile", "5501")
    assert telephones.focused_phone() == "Luz"
    # What was written is gone from the form, for the next one.
    expect(telephones.tab.get_by_label("Name")).to_have_value("")
    telephones.button("Luz", "Put away").click()
    expect(telephones.phone("Luz")).to_have_count(0)
    expect(telephones.button("Ana", "Put away")).to_have_count(0)


def test_a_number_that_is_none_gets_a_word_in_the_form_and_keeps_what_was_written(
    browsing: Browsing, telephones: Telephones
) -> None:
    browsing.forgive("400 (Bad Request)")
    add(telephones, "Kim", number="abc")
    form = telephones.tab.get_by_role("group").filter(has_text="Add a telephone")
    expect(form.get_by_role("alert")).to_contain_text("“abc” is no phone number")
    expect(form.get_by_label("Name")).to_have_value("Kim")
    expect(telephones.names.get_by_role("button")).to_have_count(4)
    form.get_by_label("Number", exact=True).fill("617 555 0177")
    form.get_by_role("button", name="Add it").click()
    expect(telephones.phone("Kim")).to_contain_text("+1 617 555 0177")
    expect(form.get_by_role("alert")).to_have_count(0)


def test_the_dialler_says_what_is_wrong_with_a_number_and_what_is_at_another(
    browsing: Browsing, telephones: Telephones, product: Product
) -> None:
    browsing.forgive("400 (Bad Request)")
    ana = telephones.phone("Ana")
    ana.get_by_text("Dial a number").click()
    number = ana.get_by_label("Number that Ana dials")
    number.fill("12")
    number.press("Enter")
    expect(telephones.notices.get_by_role("alert")).to_contain_text("“12” is no phone number")
    expect(number).to_have_value("12")
    number.fill("617 555 0199")
    number.press("Enter")
    past = telephones.thread("Ana").get_by_role("group").filter(has_text="You called")
    past.get_by_text("You called").click()
    expect(past).to_contain_text("not in service")
    # What was wrong is not said any longer.
    expect(telephones.notices.get_by_role("alert")).to_have_count(0)
    assert product.requests("/voice") == []


def test_no_telephone_of_the_page_reaches_help_in_danger_and_it_says_so(telephones: Telephones) -> None:
    telephones.phone("Ana").get_by_text("Dial a number").click()
    telephones.phone("Ana").get_by_label("Number that Ana dials").fill("988")
    telephones.phone("Ana").get_by_role("button", name="Call", exact=True).click()
    expect(telephones.phone("Ana")).to_contain_text("call it from a real telephone")


def test_a_landline_is_called_and_offers_no_texting(
    telephones: Telephones, product: Product, page: Page, client: Client
) -> None:
    add(telephones, "Joan", "a landline: takes no texts")
    joan = telephones.phone("Joan")
    expect(joan).to_contain_text("A landline sends and takes no texts. Call the line instead.")
    expect(telephones.words("Joan")).to_have_count(0)
    expect(telephones.chips("Joan")).to_have_count(0)
    number = page.sees()["shelf"][-1]
    assert call(telephones, product, "Joan")["From"] == number
    client.messages.create(to=number, from_=LINE, body="hello")
    expect(telephones.thread("Joan")).to_contain_text("did not arrive: it is a landline")


def test_a_withheld_number_calls_as_anonymous(telephones: Telephones, product: Product) -> None:
    add(telephones, "Nobody", "a phone that withholds its number")
    expect(telephones.phone("Nobody")).to_contain_text("its calls show no number")
    asked = call(telephones, product, "Nobody")
    assert (asked["From"], "StirVerstat" in asked) == ("anonymous", False)


def test_a_forged_number_is_the_one_it_pretends_and_nobody_vouches_for_it(
    telephones: Telephones, product: Product
) -> None:
    add(
        telephones,
        "Fox",
        "a phone that shows somebody else’s number",
        **{"It shows the number of": "Ana, +1 617 555 0101"},
    )
    expect(telephones.phone("Fox")).to_contain_text("pretends to be +1 617 555 0101")
    asked = call(telephones, product, "Fox")
    assert (asked["From"], "StirVerstat" in asked) == (ANA, False)
    product.page("/sms", response("<Message>hello Ana</Message>"))
    telephones.call("Fox").get_by_role("button", name="Hang up").click()
    telephones.text("Fox", "it is me")
    expect(telephones.thread("Ana")).to_contain_text("hello Ana")
    assert product.requests("/sms")[0].params["From"] == ANA


def test_a_screening_phone_rings_only_once_the_line_has_said_who_it_is(
    another_carrier: Callable[..., Elsewhere], browsing: Browsing, product: Product, tmp_path: Path
) -> None:
    # Telephone time is slow here: the phone rings for 25 seconds of it, which a busy machine has to see.
    url = another_carrier(*written(tmp_path), "--pace", "2").url
    telephones, page = Telephones(browsing.open(url)), Page(url)
    add(telephones, "Ivy", "a mobile that asks callers who they are")
    number = page.sees()["shelf"][-1]
    product.page("/hello", response('<Pause length="8"/><Say>This is Riverside.</Say><Pause length="3000"/>'))
    sdk(url).calls.create(to=number, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.call("Ivy")).to_contain_text("A screening robot has picked up.")
    expect(telephones.incoming("Ivy")).to_have_count(0)
    ringing = telephones.incoming("Ivy")
    expect(ringing).to_contain_text(f"It shows {LINE_SHOWN}. The caller says: “This is Riverside.”")
    ringing.get_by_role("button", name="Answer").click()
    expect(telephones.call("Ivy")).to_contain_text("On the phone with the line")
    expect(telephones.incoming("Ivy")).to_have_count(0)
    eventually(lambda: page.call(number)["state"] == "in-progress" and not page.call(number)["ringing"])
