"""What the page offers to text and to press is what the line takes: held against every wording, in both languages."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from flows.wording import LANGUAGES, Listener, Words, render, words
from flows.wording.catalogue import ids
from flows.wording.samples import MOMENTS, SUNDAY_NOON, sample
from telephony.local_carrier.messages.opt_out import HELP_WORDS, START_WORDS, STOP_WORDS
from tests.house.test_wording_rules import LINES

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Asked again in other words: they are answered as the question was.
ANSWERED_AS = {"for_whom.still": "for_whom.ask", "for_whom.waiting": "for_whom.ask"}
# A list that differs from person to person stands in their gap.
LISTED = "{choices}"
# What follows "Reply", and how else a text lists choices.
ASKS = re.compile(
    r"\b(?:reply|responde|responda)(?: de)? \d|(?:^|[.:?] )1 .*[,.] (?:or |o )?2 ", re.IGNORECASE
)
PAD = frozenset("0123456789*#")
# Their announcements leave out keys that would work.
UNNAMED = {"me.shown", "me.shown_by_key"}
TITLES = "CRISIS CHECK RISK LATE STUCK NOBODY UNREACHABLE DELIVERED RIESGO TARDE REVISAR ATASCO".split()

NUMBERED = "async (texts) => { const { numbered } = await import('/page/suggestions.js'); return texts.map(numbered); }"
OFFERED = """async (texts) => {
  const { suggestions } = await import("/page/suggestions.js");
  const phone = (body) => ({ says: [], calls: [], texts: [{ mine: false, by: "line", body }] });
  return texts.map((body) => suggestions(phone(body)).map((offered) => offered.send));
}"""
KEYS = """async (texts) => {
  const { keysNamed } = await import("/page/calls.js");
  return texts.map((text) => keysNamed({ listening: true, heard: [{ kind: "say", text }] }));
}"""


@pytest.fixture
def tab(tab: "Page", _carrier_url: str) -> "Page":
    """A tab that can load the page’s files."""
    tab.goto(_carrier_url)
    return tab


def answered(id: str, language: str) -> Words:
    """The wording whose replies count for `id`."""
    own = words(id, language)
    before = ANSWERED_AS.get(id, id.removeprefix("late."))
    return own if own.replies or before not in ids(language) else words(before, language)


def said(id: str, language: str, aloud: bool = False) -> str:
    return render(id, Listener(LINES[0], language, aloud, SUNDAY_NOON), sample(language, MOMENTS[0]))


def texts(language: str) -> list[tuple[str, str]]:
    """Every text of the line with its id, and what goes to those who asked for discreet words."""
    found = [(id, said(id, language)) for id in sorted(ids(language))]
    discreet = [(id, words(id, language).discreetly) for id in sorted(ids(language))]
    return [(id, text) for id, text in found + discreet if text]


def digits(found: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each for each in found if each.isdigit()))


def takes(id: str, text: str, language: str) -> list[str]:
    """The numbers that a text prints as answers, and the line takes."""
    known = words(id, language)
    if LISTED in known.text and text != known.discreetly:
        return [str(number) for number in range(1, 9)]
    if not ASKS.search(text):
        return []
    return digits([accepted[0] for accepted in answered(id, language).replies.values()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_offered_are_those_that_the_line_takes(tab: "Page", language: str) -> None:
    every = texts(language)
    offered = tab.evaluate(NUMBERED, [text for _, text in every])
    wrong = {
        text: ([each["send"] for each in found], takes(id, text, language))
        for (id, text), found in zip(every, offered, strict=True)
        if [each["send"] for each in found] != takes(id, text, language)
    }
    assert wrong == {}
    asked = [found for found in offered if found]
    assert len(asked) > 50
    assert all(each["label"].startswith(each["send"]) for found in asked for each in found)


def test_each_number_is_offered_with_its_own_words(tab: "Page") -> None:
    found = tab.evaluate(
        NUMBERED, [said("checkin.mood", "en"), said("shift.remind_day", "es"), said("wish.length", "en")]
    )
    assert [[each["label"] for each in choices] for choices in found] == [
        ["1 very low", "2", "3", "4", "5 good"],
        ["1 voy", "2 no puedo"],
        ["5", "15", "30 minutes"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_offered_that_silences_a_phone_or_is_only_an_alarms_title(
    tab: "Page", language: str
) -> None:
    every = [text for _, text in texts(language)]
    offered = {each for found in tab.evaluate(OFFERED, every) for each in found}
    assert offered & (STOP_WORDS | START_WORDS | HELP_WORDS) == set()
    assert [each for each in offered if set(each.split()) & set(TITLES)] == []
    known = {"en": {"NEVERMIND", "LATER", "READY", "STATUS"}, "es": {"OLVIDALO", "LUEGO", "LISTO", "SEGURO"}}
    assert known[language] <= offered


def test_a_command_is_offered_whole(tab: "Page") -> None:
    commands = {
        "offer": "TAKE K77",
        "alert.crisis": "ACK K77",
        "alert.at_risk": "SHOW K77",
        "remind.kept_call": "REMIND MISSED",
    }
    found = tab.evaluate(OFFERED, [said(id, "en") for id in commands])
    assert [command in offered for command, offered in zip(commands.values(), found, strict=True)] == [
        True
    ] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_named_are_those_that_the_line_takes(tab: "Page", language: str) -> None:
    every = [id for id in sorted(ids(language)) if words(id, language).voice]
    found = tab.evaluate(KEYS, [said(id, language, aloud=True) for id in every])
    wrong: dict[str, Any] = {}
    for id, keys in zip(every, found, strict=True):
        known = answered(id, language)
        taken = {key for meaning in known.replies if (key := known.key(meaning)) in PAD}
        # 0 repeats, 8 is the crisis line, star the menu, # ends what is keyed in; without replies it is read elsewhere.
        if taken and not set(keys) <= taken | {"0", "8", "*", "#"}:
            wrong[id] = keys
        if keys and not taken <= set(keys) and id not in UNNAMED:
            wrong[id] = keys
    assert wrong == {}
    assert len([keys for keys in found if keys]) > 40


def test_keys_are_named_in_both_languages(tab: "Page") -> None:
    named = {
        ("leg.volunteer", "en"): ["any"],
        ("leg.volunteer", "es"): ["any"],
        ("leg.participant_again", "en"): ["1", "2"],
        ("leg.participant_again", "es"): ["1", "2"],
        ("checkin.mood", "es"): ["1", "2", "3", "4", "5", "9", "0"],
        ("number.confirm", "en"): ["1", "2"],
        ("number.ask", "en"): ["#"],
        ("crisis.answer", "en"): [],
    }
    found = tab.evaluate(KEYS, [said(id, language, aloud=True) for id, language in named])
    assert dict(zip(named, found, strict=True)) == named
