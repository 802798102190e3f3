"""In recovery mode no text names a substance, nor recovery from one: no wording, topic or organisation's own words."""

from dataclasses import replace

import pytest

from flows.rules.words import substances
from flows.wording import Listener, render, words
from flows.wording.catalogue import ids
from tests.kits.line import LINE, NOON

QUIET = replace(LINE, recovery=True, reworded=(("en.checkin.bye.text", "Stay sober. Text us any time."),))


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_wording_of_ours_names_a_substance(language: str) -> None:
    said = ((id, words(id, language)) for id in ids(language))
    naming = [id for id, each in said if any(map(substances.names_one, (each.text, each.discreetly)))]
    assert naming == []


@pytest.mark.parametrize(
    ("id", "gap", "value", "shown"),
    [
        ("offer.about", "topic", "drinking", "About D."),
        ("offer.about", "topic", "grief", "About grief."),
        ("me.experiences", "choices", "1 grief, 2 drinking, 3 NA", "1 grief, 2 D., 3 N."),
        ("briefing.about", "about", "divorce, heroin", "divorce, H."),
    ],
)
def test_a_topic_that_names_one_is_its_first_letter_in_texts_alone(
    id: str, gap: str, value: str, shown: str
) -> None:
    assert shown in render(id, Listener(QUIET, "en", False, NOON), {gap: value})
    assert value in render(id, Listener(LINE, "en", False, NOON), {gap: value})


def test_words_of_the_organisation_that_name_one_are_not_texted_then() -> None:
    assert "sober" in render("checkin.bye", Listener(replace(QUIET, recovery=False), "en", False, NOON))
    assert "sober" not in render("checkin.bye", Listener(QUIET, "en", False, NOON))


@pytest.mark.parametrize("said", ["adicciones", "recaída", "A year sober", "AA", "pastillas", "drogas"])
def test_substances_are_known_in_both_languages(said: str) -> None:
    assert substances.names_one(said)
    assert not substances.names_one("grief, duelo, panic attacks, na, un recado, sobre ti")
