"""What somebody says of their own drinking, tonight, is read; of others, of the past and of not drinking is not."""

import pytest

from flows.rules.words.drinking import says_so

SAID = (
    "im wasted call me; im so drunk; i been drinking; estoy pedo me pueden llamar?; ando bien borracha; ando en pedo; "
    "drunk and alone; I'm kinda tipsy; had too much to drink; tomé de más; im hammered; estoy tomado; "
    "traigo unas copas de más; i am drunk as hell"
)
NOT_SAID = (
    "my husband is drunk; i wasted my life; im not drunk; no estoy borracho; i was drunk last night; wasted years; "
    "he got me drunk; estaba borracho ayer; he tomado una decisión; drunk driver killed my son; im sober; "
    "estoy tomando café; no he bebido; im loaded with work"
)


@pytest.mark.parametrize("said", SAID.split("; "))
def test_their_own_drinking_is_read(said: str) -> None:
    assert says_so(said)


@pytest.mark.parametrize("said", NOT_SAID.split("; "))
def test_what_is_not_theirs_or_not_now_is_not(said: str) -> None:
    assert not says_so(said)
