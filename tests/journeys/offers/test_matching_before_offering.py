"""The offer waits some seconds for the topic, goes to who shares it, and moves when the topic comes later."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.rules.words.segments import count
from flows.wording import LANGUAGES, Listener, render
from store.models import Offer
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import LINE, NOON, TestLine


@pytest.fixture
def two(lines: Callable[..., TestLine]) -> TestLine:
    """A line with two volunteers on duty: the first knows of divorce, the second of grief."""
    line = lines("sqlite", replace(LINE, experiences=("grief", "divorce")))
    for number, topic in ((VOLUNTEER, "divorce"), (SECOND, "grief")):
        line.volunteer(number, ready=True)
        _knows(line, number, topic)
    return line


def _knows(line: TestLine, number: str, topic: str) -> None:
    line.db.transact(
        line.clock.at,
        lambda tx: roster.add_volunteer(
            tx, "Sam", number, languages=["en"], experiences=[topic], timezone=None, active=True, on_duty=True
        ),
    )


def asked(line: TestLine) -> list[str]:
    """The numbers that were texted an offer, in order."""
    return [sent.to for sent in line.carrier.texts if "TAKE" in sent.words and "?" in sent.words]


def says(line: TestLine, *said: str) -> None:
    for words in said:
        line.text(PARTICIPANT, words)
        line.work()


def test_while_they_are_asked_what_about_no_offer_goes_out_and_then_to_who_shares_it(two: TestLine) -> None:
    says(two, "CALL")
    two.pass_time(seconds=20)
    assert asked(two) == []
    says(two, "MORE")
    two.pass_time(seconds=20)
    assert asked(two) == []
    says(two, "grief")
    assert asked(two) == [SECOND]
    assert two.texts_to(SECOND)[-1].startswith("About grief.\nCan you take a call? English")


def test_after_half_a_minute_of_silence_the_offer_goes_out(two: TestLine) -> None:
    says(two, "CALL")
    two.pass_time(seconds=29)
    assert asked(two) == []
    two.pass_time(seconds=2)
    assert asked(two) == [VOLUNTEER]


def test_the_match_moves_when_the_topic_comes_later_and_the_first_is_not_called_off(two: TestLine) -> None:
    says(two, "CALL")
    two.pass_time(seconds=40)
    says(two, "MORE", "1")
    assert asked(two) == [VOLUNTEER, SECOND]
    assert [offer.state for offer in two.rows(Offer)] == ["open", "open"]


def test_a_topic_is_told_to_no_volunteer_who_does_not_have_it_in_their_own_list(two: TestLine) -> None:
    two.text(SECOND, "OFF")
    says(two, "CALL", "2", "grief")
    assert asked(two) == [VOLUNTEER]
    assert not any("grief" in words for words in two.texts_to(VOLUNTEER))


@pytest.mark.parametrize(
    ("first", "at_once", "told"),
    [
        (("CHECKIN", "1", "1"), 1, "Heavy today."),
        (("i want to die", "CALL"), 2, "They spoke of danger. Our team has been told."),
    ],
)
def test_nobody_very_low_or_in_danger_waits_and_the_offer_says_so_first(
    two: TestLine, first: tuple[str, ...], at_once: int, told: str
) -> None:
    says(two, *first)
    assert len(asked(two)) == at_once
    assert two.texts_to(asked(two)[0])[-1].startswith(f"{told}\nCan you take a call?")


def test_where_all_have_lived_through_the_same_nothing_is_waited_for(two: TestLine) -> None:
    _knows(two, VOLUNTEER, "grief")
    says(two, "CALL")
    assert len(asked(two)) == 1


def test_on_a_quiet_line_the_second_is_asked_after_three_minutes(quick_line: TestLine) -> None:
    for number in (VOLUNTEER, SECOND):
        quick_line.volunteer(number)
    says(quick_line, "CALL")
    quick_line.pass_time(minutes=2, seconds=50)
    assert asked(quick_line) == [VOLUNTEER]
    quick_line.pass_time(seconds=15)
    assert asked(quick_line) == [VOLUNTEER, SECOND]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_with_topic_and_weight_is_one_segment(language: str) -> None:
    to = Listener(LINE, language, False, NOON)
    said = {"code": "K77", "minutes": 30, "wanted_language": "Spanish"}
    before = render("offer.about_heavy", to, {"topic": "x" * 24})
    for id, when in (
        ("offer", "by"),
        ("offer.at", "at"),
        ("offer.by_text", "by"),
        ("offer.by_text_at", "at"),
    ):
        text = render(id, to, {**said, when: NOON.replace(day=6, hour=3, minute=45)})
        assert count(f"{before}\n{text}").segments == 1, (id, text)


def test_somebody_who_has_lived_through_it_is_asked_for_in_a_sentence_and_answered_with_yes_or_no(
    two: TestLine,
) -> None:
    says(two, "CALL")
    answer = two.text(PARTICIPANT, "someone whos lost a kid")
    two.work()
    assert answer.startswith("I'll first ask people who know this too: grief.")
    assert asked(two) == [SECOND]
    assert two.text(PARTICIPANT, "can it be a veteran").startswith("I'll pass that on. I can't promise it")
