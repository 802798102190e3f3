"""Where somebody says that they are, now and of themselves; anything else leaves the line's numbers as they are."""

import pytest

from flows.rules.crisis import stated_region

HERE = {
    "im in ireland": "IE",
    "I'm in Ireland and i want to die": "IE",
    "im in dublin, ireland": "IE",
    "estoy en Madrid": "ES",
    "i moved to canada": "CA",
    "ive just moved back to ireland and know nobody": "IE",
    "im not in the us, im in ireland": "IE",
    "I live in the U.S.": "US",
    "im in new mexico": "US",
    "i am in northern ireland rn": "GB",
    "texting from australia": "AU",
    "vivo en México": "MX",
    "no estoy bien, estoy en mexico": "MX",
    "estoy sola en argentina": "AR",
    "me mudé a España": "ES",
    "im in brazil": "BR",
}
NOT_SO = (
    "",
    "im from ireland",
    "soy de mexico",
    "my son is in canada",
    "im worried about my son in canada",
    "he told me he lives in spain",
    "i was in spain",
    "i used to live in ireland",
    "ya no vivo en españa",
    "no estoy en mexico",
    "i wish i lived in canada",
    "if i lived in canada it would be ok",
    "when im in spain",
    "im in spain next week",
    "im in georgia",  # the State or the country
    "im in dublin",  # California has one
    "im in charge of us",
    "im in bed with us",
    "im in pain",
    "i live in fear",
)


@pytest.mark.parametrize(("text", "region"), HERE.items())
def test_who_says_where_they_are_is_there(text: str, region: str) -> None:
    assert stated_region.read(text) == region


@pytest.mark.parametrize("text", NOT_SO)
def test_what_is_said_of_others_of_before_or_of_some_day_is_no_place_of_theirs(text: str) -> None:
    assert stated_region.read(text) is None


def test_a_bare_name_is_read_only_as_an_answer() -> None:
    assert stated_region.read("spain") is None
    assert stated_region.read_answer("no, Spain") == "ES"
    assert stated_region.read_answer("no") is None


def test_countries_are_named_as_in_a_sentence() -> None:
    assert stated_region.country("US", "en") == "the United States"
    assert stated_region.country("IE", "es") == "Irlanda"
