"""On the phone a key does what was said: walked from every step that a call can lead to, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows import front_door
from flows.catalogue import STEPS
from flows.engine import ANYTHING, Channel, Phrase, Scene, Session, Turn, settle
from flows.wording import LANGUAGES, words
from flows.wording.catalogue import calls_only, ids, late
from tests.house.test_texting_off import KNOWN, OFF, PEOPLE
from tests.kits.line import LINE, NOON

_KEY = r"(\d|star|pound|asterisco|gato)\b"
_BEFORE = (
    r"press(?: the)?|key from|marca(?: una tecla)?(?: del)?|marcas|marcar|tecla de|marques"
    r"|then|luego|solo|just|, or|, o|,|y"
)
_NAMED = re.compile(
    rf"(?i)(?:{_BEFORE}) {_KEY}"
    rf"|(?<=[.:] ){_KEY}(?= ends| opens| termina| abre)"
)
_TO_FINISH, _AGAIN, _CRISIS_LINE = "#", "0", "8"
_SIGNS = {"star": "*", "asterisco": "*", "pound": _TO_FINISH, "gato": _TO_FINISH}
_IN_THE_MENU = re.compile(r"(?i)[^.]*\b(?:in the menu|en el menú|call again|llama otra vez)\b[^.]*\.")
"""Told for another time: not of the keys that count now."""
ONE_PLACE = {"keep": "1", "cancel": "3", "off": "3", "menu": "*"}
"""What a caller may do with a request that is open stands on the same key in every menu about it."""
ABOUT_A_REQUEST = ("callback.open", "callback.open_keys", "asking.aloud", "asking.aloud_text", "asking.or_")


def named(said: str) -> list[str]:
    """The keys that these words name, in order."""
    plain = re.sub(r"\{\w+\}", "…", _IN_THE_MENU.sub("", said))
    return [_SIGNS.get(key, key) for found in _NAMED.findall(plain) if (key := "".join(found).lower())]


def menus() -> Iterator[tuple[str, Session, Turn]]:
    """Every menu on a call, and all that is said together with it."""
    for line in (LINE, OFF):
        for person in (replace(each, takes_texts=line.texting) for each in PEOPLE):
            begun = front_door.begin_call(Scene(NOON, line, person, Channel.VOICE, KNOWN))
            if begun.session:
                yield "a call begins", begun.session, begun
            for name, step in STEPS.items():
                try:
                    turn = settle(step, Scene(NOON, line, person, Channel.VOICE, KNOWN, ""))
                except (KeyError, StopIteration, TypeError, ValueError):
                    continue  # a step to which this person is never led
                if turn.session is not None:
                    yield name, turn.session, turn


MENUS = {(str(turn.said), session.offered): (name, session, turn.said) for name, session, turn in menus()}


def spoken(id: str, language: str) -> list[str]:
    """What is said by this wording on a call: as it is, once its hour has passed, where no text may go."""
    each = {id, late(id), calls_only(id)} - {None}
    return [words(one, language).voice for one in each if one and words(one, language).voice]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_a_caller_is_told_is_offered_by_the_menu_that_is_open(language: str) -> None:
    wrong = {}
    for (_, offered), (name, session, said) in MENUS.items():
        if words(session.question.id, "en").voice == words(session.question.id, "en").text:
            continue  # a question that is put by text alone
        keys = {key for key, _, _ in offered}
        keys |= (
            {_TO_FINISH, *"0123456789"}
            if any(m == ANYTHING for _, m, _ in offered)
            else {_AGAIN, _CRISIS_LINE}
        )
        for phrase in (part for part in said if isinstance(part, Phrase)):
            for heard in spoken(phrase.id, language):
                if not {*named(heard)} <= keys:
                    wrong[phrase.id] = (name, heard, sorted(keys))
    assert wrong == {}


def test_both_languages_name_the_same_keys() -> None:
    wrong = {}
    for id in ids("en"):
        for english, spanish in zip(*(spoken(id, language) for language in ("en", "es")), strict=True):
            if words(id, "en").voice != words(id, "en").text and {*named(english)} != {*named(spanish)}:
                wrong[id] = (named(english), named(spanish), spanish)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_names_every_key_it_has(language: str) -> None:
    """A key nobody hears of is pressed by mistake: so nothing but what is said stands on one."""
    wrong = {}
    for (_, offered), (name, session, _) in MENUS.items():
        said = words(session.question.id, language).voice
        if not named(said):
            continue
        ranges = re.search(r"(\d), [^.]*?(?:to|al) (\d)", said)
        heard = {*named(said)} | ({*"12345"} if ranges else set())
        unsaid = {key for key, meaning, _ in offered if len(key) == 1 and meaning != ANYTHING} - heard
        if unsaid and words(session.question.id, "en").voice != words(session.question.id, "en").text:
            wrong[session.question.id] = (name, sorted(unsaid), said)
    assert wrong == {}


def test_one_key_means_one_thing_in_the_menus_about_an_open_request() -> None:
    met = set()
    for session in (session for _, session, _ in MENUS.values()):
        if session.question.id.startswith(ABOUT_A_REQUEST):
            met.add(session.question.id)
            stands = {meaning: key for key, meaning, _ in session.offered}
            assert {m: k for m, k in stands.items() if m in ONE_PLACE} == {
                m: k for m, k in ONE_PLACE.items() if m in stands
            }, session.question.id
            assert "2" not in {stands.get("no"), stands.get("cancel"), stands.get("off")}
    assert len(met) > 4
