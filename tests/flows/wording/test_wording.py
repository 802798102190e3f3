"""How a moment is said, in the listener's language and zone, and which words are taken for which meaning."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.line import Line
from flows.rules.crisis import crisis
from flows.rules.screening import opt_out
from flows.rules.words.replies import CARRIER_WORDS, best, clean
from flows.rules.words.segments import GSM_ALL
from flows.wording import KEYWORDS, LANGUAGES, Listener, render, render_time, words
from flows.wording.catalogue import ids

LINE = Line(
    "Riverside Warmline", "+12025550100", "US", "America/New_York", "en", 10, 25, 3, 10, 120, None, True
)
SUNDAY_NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment of 2026, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def to(
    language: str = "en", *, aloud: bool = False, zone: str | None = None, now: datetime = SUNDAY_NOON
) -> Listener:
    """Somebody who reads or hears a time."""
    return Listener(LINE, language, aloud, now, zone)


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("en", 22, "12:45 PM EST"),
        ("en", 23, "12:45 PM EST tomorrow"),
        ("en", 25, "Wed 12:45 PM EST"),
        ("es", 22, "12:45 p.m. EST"),
        ("es", 23, "12:45 p.m. EST mañana"),
        ("es", 25, "mié 12:45 p.m. EST"),
    ],
)
def test_a_time_is_today_tomorrow_or_on_a_named_day(language: str, day: int, said: str) -> None:
    assert render_time(at(day, 17, 45), to(language)) == said


@pytest.mark.parametrize(("language", "said"), [("en", "Wednesday 12:45 PM"), ("es", "miércoles 12:45 p.m.")])
def test_aloud_the_day_is_said_in_full_and_no_zone_is_spelled_out(language: str, said: str) -> None:
    assert render_time(at(25, 17, 45), to(language, aloud=True)) == said


def test_a_zone_the_person_told_us_is_used_and_not_named() -> None:
    assert render_time(at(22, 20), to(zone="America/Los_Angeles")) == "12:00 PM"


def test_an_unknown_zone_is_the_lines_and_named() -> None:
    assert render_time(at(22, 20), to()) == "3:00 PM EST"


def test_tomorrow_is_a_matter_of_the_listeners_own_midnight() -> None:
    late, moment = at(23, 4, 30), at(23, 5, 30)  # 11:30 pm and 12:30 am in New York
    assert render_time(moment, to(now=late)) == "12:30 AM EST tomorrow"
    assert render_time(moment, to(now=late, zone="America/Los_Angeles")) == "9:30 PM"


def test_behind_midnight_the_coming_day_is_named_for_two_days_are_called_tomorrow() -> None:
    night = at(23, 5, 30)  # Monday, 0:30 in New York
    assert render_time(at(23, 14), to(now=night)) == "9:00 AM EST"
    assert render_time(at(24, 14), to(now=night)) == "Tue 9:00 AM EST"
    assert render_time(at(23, 6), to(now=night)) == "1:00 AM EST"
    assert render_time(at(24, 14), to("es", now=night)).startswith("mar 9:00")
    assert render_time(at(24, 14), to(now=at(23, 9))) == "9:00 AM EST tomorrow", "at four it is morning"


def test_the_zone_named_changes_with_the_clocks() -> None:
    before = at(1, 3, 0)  # 11 pm on 31 October; New York leaves summer time at 2 am on 1 November
    assert render_time(at(1, 3, 30), to(now=before)) == "11:30 PM EDT"
    assert render_time(at(1, 5, 30), to(now=before)) == "1:30 AM EDT tomorrow"
    assert render_time(at(1, 6, 30), to(now=before)) == "1:30 AM EST tomorrow"


def test_tomorrow_holds_over_the_night_that_has_25_hours() -> None:
    # Twenty-four and a half hours after 00:15 on the long Sunday it is still Sunday.
    assert render_time(at(2, 4, 45), to(now=at(1, 4, 15))) == "11:45 PM EST"
    assert render_time(at(2, 5, 30), to(now=at(1, 4, 15))) == "12:30 AM EST tomorrow"


def test_the_spring_change_skips_the_hour_that_is_not() -> None:
    before = at(8, 6, 0, month=3)  # 1 am; 2 am becomes 3 am
    assert render_time(at(8, 7, 0, month=3), to(now=before)) == "3:00 AM EDT"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("aloud", [False, True])
def test_no_space_is_a_narrow_or_unbreakable_one(language: str, aloud: bool) -> None:
    for day in range(22, 29):
        said = render_time(at(day, 17, 45), to(language, aloud=aloud))
        assert not set(said) & {"\u202f", "\xa0", "\u2009"}, ascii(said)


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_day_takes_a_text_out_of_the_short_alphabet(language: str) -> None:
    for day in range(22, 29):
        said = render_time(at(day, 17, 45), to(language))
        assert GSM_ALL.issuperset(said), said


def test_gaps_are_filled_for_the_eye_and_for_the_ear() -> None:
    gaps = {"by": at(22, 17, 45)}
    assert "12:45 PM EST" in render("callback.arranged", to(), gaps)
    assert "9 1 1" in render("crisis.answer", to("es", aloud=True))
    assert "llama o escribe al 988" in render("crisis.answer", to("es"))


def test_a_value_from_outside_cannot_bring_a_gap_of_its_own() -> None:
    assert render("offer.covered", to(), {"code": "{line}"}) == "{line} is covered, thank you."


def accepted_words() -> Iterator[tuple[str, str]]:
    """Every word that is taken as a keyword or as an answer, and where."""
    for language in LANGUAGES:
        for keyword, accepted in KEYWORDS[language].items():
            yield from ((f"{language} {keyword}", word) for word in accepted)
        for id in ids(language):
            for meaning, accepted in words(id, language).replies.items():
                yield from ((f"{language} {id} {meaning}", word) for word in accepted)


def test_no_word_we_accept_is_an_opt_out_a_cry_for_help_or_words_of_crisis() -> None:
    for where, word in accepted_words():
        assert not opt_out.opt_out(word), (where, word)
        assert not opt_out.help_word(word), (where, word)
        assert not opt_out.opt_in(word, opted_out=False), (where, word)
        assert crisis.read(word).tier.value == "none", (where, word)


def test_yes_may_be_understood_but_is_no_keyword_and_never_the_word_printed() -> None:
    keywords = [word for known in KEYWORDS.values() for accepted in known.values() for word in accepted]
    printed = [
        accepted[0] for at in LANGUAGES for id in ids(at) for accepted in words(id, at).replies.values()
    ]
    assert not {clean(word) for word in (*keywords, *printed)} & CARRIER_WORDS


def test_no_two_keywords_share_a_word_in_any_language() -> None:
    owners: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for keyword, accepted in KEYWORDS[language].items():
            for word in accepted:
                owners.setdefault(clean(word).replace(" ", ""), set()).add(keyword)
    assert {word: owner for word, owner in owners.items() if len(owner) > 1} == {}


def test_every_keyword_as_printed_is_accepted_and_no_word_of_opt_out_sentence_is_taken_for_one() -> None:
    known = {
        keyword: [word for at in LANGUAGES for word in KEYWORDS[at][keyword]] for keyword in KEYWORDS["en"]
    }
    for keyword in known:
        assert best(keyword, known) == keyword
    for word in CARRIER_WORDS | opt_out.OPT_OUT_WORDS | opt_out.HELP_WORDS:
        assert best(word, known) is None, word
