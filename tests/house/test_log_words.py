"""Whatever is written into the log of who did what can be read in the console, in both languages."""

import inspect
import re

import pytest

from console.web.log.sayings import BROKEN
from console.web.wording import LANGUAGES, catalogue
from store.audit import chain
from store.audit.reading import key_of
from tests.kits import recorded


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_recorded_has_words(language: str) -> None:
    words = catalogue()[language]
    missing = sorted(did for did in recorded.dids() if f"log_did.{key_of(did)}" not in words)
    assert missing == [], (
        f"console/web/words/{language}/log_did.toml: a line for each, as {key_of('alerts show')}"
    )
    unnamed = sorted(name for name in recorded.facts() if f"log_more.{name}" not in words)
    assert unnamed == [], f"console/web/words/{language}/log_more.toml: a line for each"


def test_no_words_are_left_over_and_no_two_actions_share_theirs() -> None:
    keys = {key_of(did) for did in recorded.dids()}
    said = {key.removeprefix("log_did.") for key in catalogue()["en"] if key.startswith("log_did.")}
    assert said - keys == set()
    assert len({key_of(did) for did in recorded.dids()}) == len(recorded.dids())
    names = {key.removeprefix("log_more.") for key in catalogue()["en"] if key.startswith("log_more.")}
    assert names - recorded.facts() == set()


def test_every_reason_for_which_the_log_does_not_hold_has_words() -> None:
    reasons = set(re.findall(r'Broken\([^"]+"([^"]+)"\)', inspect.getsource(chain))) | {chain.NOT_AS_KEPT}
    assert reasons == BROKEN.keys()
