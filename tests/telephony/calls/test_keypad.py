"""A volunteer with nothing but keys: the offer they heard is the one they take, and no key leads to nowhere."""

import pytest

from store.models import Callback
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import Heard, TestLine

OTHER = "+12025550145"
MENU = {"en": "Open offers, 2", "es": "Ofertas abiertas, 2"}


def keys(line: TestLine, *digits: str) -> tuple[str, Heard]:
    sid, heard = line.call(VOLUNTEER)
    for each in digits:
        heard = line.press(heard, each, sid, VOLUNTEER)
    return sid, heard


def heard_then_gone(line: TestLine) -> tuple[str, Heard]:
    """Sam hears an offer; meanwhile somebody else takes that, and Sam is asked for another."""
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    line.pass_time(minutes=95)
    sid, offer = keys(line, "2")
    assert "Press 1 to take it now" in offer.words
    line.text(SECOND, f"TAKE {desk.code}")
    line.text(OTHER, "CALL")
    line.work()
    assert line.texts_to(VOLUNTEER)[-1].count("TAKE") == 1 and desk.code not in line.texts_to(VOLUNTEER)[-1]
    return sid, offer


@pytest.mark.parametrize("digits", ["1", "2"])
def test_a_key_is_about_the_offer_they_heard_and_no_other(quick_line: TestLine, digits: str) -> None:
    sid, offer = heard_then_gone(quick_line)
    said = quick_line.press(offer, digits, sid, VOLUNTEER)
    assert "covered already" in said.words and MENU["en"] in said.words
    assert [cb.state for cb in quick_line.rows(Callback)][-1] == "offered", (
        "the other one still waits for a word"
    )
    assert "Press 1 to take it now" in quick_line.press(said, "2", sid, VOLUNTEER).words


@pytest.mark.parametrize(("branch", "wrong"), [("", "77"), ("2", "#"), ("5", ""), ("6", "77")])
def test_three_wrong_keys_are_forgiven_and_then_it_ends_with_the_crisis_line(
    quick_line: TestLine, branch: str, wrong: str
) -> None:
    Desk(quick_line).ask()
    sid, heard = keys(quick_line, *branch)
    for _ in range(3):
        heard = quick_line.press(heard, wrong, sid, VOLUNTEER)
        assert not heard.ends, heard.words
    heard = quick_line.press(heard, "0", sid, VOLUNTEER)
    assert heard.root.find("Gather") is not None, "0 is never a mistake"
    heard = quick_line.press(heard, wrong, sid, VOLUNTEER)
    assert heard.ends and "9 8 8" in heard.words and PARTICIPANT[2:] not in heard.document
