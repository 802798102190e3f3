"""Two phones that are connected: who talks with whom, what each hears, and what is left of it."""

import re

import pytest

from tests.telephony.local_carrier.page.telephones import LINE_SHOWN, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE
from tests.telephony.local_carrier.tab import Page


@pytest.fixture
def talking(telephones: Telephones, product: Product) -> Telephones:
    """Ana has called the line, which has connected her with Sam."""
    dial = f'<Dial callerId="{LINE}" timeout="600" answerOnBridge="true">{SAM}</Dial>'
    product.page("/voice", response("<Say>One moment.</Say>", dial))
    telephones.button("Ana", "Call the line").click()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.call("Sam")).to_contain_text("Talking with Ana")
    return telephones


def say(telephones: Telephones, name: str, words: str) -> None:
    field = telephones.call(name).get_by_label(f"What {name} says")
    field.fill(words)
    field.press("Enter")
    expect(field).to_have_value("")


def test_who_talks_with_whom_is_said_at_the_top_once_and_on_both_phones(talking: Telephones) -> None:
    expect(talking.notices.get_by_text("Ana and Sam are talking")).to_have_count(1)
    expect(talking.guide.get_by_role("heading")).to_have_text("Ana and Sam are talking.")
    expect(talking.call("Ana")).to_contain_text("Talking with Sam")
    for name in ("Ana", "Sam"):
        expect(talking.call(name)).to_contain_text(f"This phone shows {LINE_SHOWN}.")
        expect(talking.names.get_by_role("button", name=f"{name} in a call")).to_be_visible()


def test_words_said_in_one_are_heard_in_the_other(talking: Telephones) -> None:
    talking.guide.get_by_role("button", name="Ana says").click()
    expect(talking.captions("Sam")).to_contain_text("They say: Hi. It’s good to hear a voice.")
    say(talking, "Ana", "Hello, is somebody there?")
    expect(talking.captions("Sam")).to_contain_text("They say: Hello, is somebody there?")
    expect(talking.captions("Ana")).to_contain_text("You say: Hello, is somebody there?")
    say(talking, "Sam", "Yes, I am.")
    expect(talking.captions("Ana")).to_contain_text("They say: Yes, I am.")


def test_hanging_up_ends_it_for_both_and_the_threads_keep_who_talked_with_whom_for_how_long(
    talking: Telephones, page: Page
) -> None:
    say(talking, "Ana", "Thank you.")
    expect(talking.captions("Sam")).to_contain_text("Thank you.")
    talking.call("Ana").get_by_role("button", name="Hang up").click()
    for name, other in (("Ana", "Sam"), ("Sam", "Ana")):
        expect(talking.call(name)).to_have_count(0)
        expect(talking.thread(name)).to_contain_text(re.compile(rf"talked with {other} for \d+:\d\d"))
    expect(talking.notices.get_by_text("are talking")).to_have_count(0)
    kept = talking.thread("Sam").get_by_role("group").filter(has_text="talked with Ana")
    kept.get_by_text("talked with Ana").click()
    expect(kept).to_contain_text("They say: Thank you.")


def test_a_key_in_a_talk_is_a_tone_for_the_other(talking: Telephones) -> None:
    talking.tab.get_by_role("group", name="Keypad of Sam").get_by_role("button", name="star").click()
    expect(talking.captions("Sam")).to_contain_text("You press *")
    expect(talking.captions("Ana")).to_contain_text("tone: *")


def test_words_that_somebody_else_says_are_shown_as_words(talking: Telephones) -> None:
    say(talking, "Ana", "<b>bold</b> & \u202eolleh")
    expect(talking.captions("Sam")).to_contain_text("They say: <b>bold</b> & \u202eolleh")
    expect(talking.captions("Sam").locator("b")).to_have_count(0)
