"""While the line may not text, nothing said on a call names a text: walked from every menu a caller may hear."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flows import front_door
from flows.catalogue import STEPS
from flows.coordinators.spoken_alerts import aloud
from flows.engine import Channel, Phrase, Scene, Turn, settle
from flows.person import CallbackView, OfferView, Person, VolunteerView
from flows.reading.questions import answers
from flows.states import OPEN_STATES
from flows.wording import words
from flows.wording.catalogue import calls_only, gaps, ids, late
from tests.kits.line import LINE, NOON

OFF = replace(LINE, texting=False)
NAMES_A_TEXT = {
    "en": re.compile(r"(?i:\btext|\bwrit(?:e|ing)\b|\breply)|\b(?!PM\b|AM\b|OK\b|PIN\b)[A-Z]{2,}\b"),
    "es": re.compile(r"(?i:mensaje|manda|escrib|respond)|\b[A-ZÁÉÍÓÚÑ]{2,}\b"),
}
OF_WRITING = frozenset(
    "answer.write_here "
    "answer.write_instead answer.who_writes asking.by_text asking.by_text_at asking.or_write asking.written_so_far "
    "briefing.text danger.asking.by_text danger.asking.written_so_far "
    "checkin.in_touch checkin.write checkin.write_or_call late.asking.by_text late.voice.offer_by_text "
    "late.voice.offer_by_text_at offer.writing ready.writing reconnect.writing voice.offer_by_text "
    "voice.offer_by_text_at writing.asking_them writing.by_phone writing.cannot writing.taken_at writing.taken_later "
    "writing.taken_later writing.taken_theirs writing.taken_which writing.then_instead writing.you_ended".split()
)
"""Of two who write with each other, which nobody is offered, begins or takes while the line may not text."""
BETWEEN_TWO_WHO_WRITE = ("calls_only.", "heard.", "listen.", "after_refusal.")
"""Of LISTEN, which begins in writing; and what stands in for a wording is looked at with that."""
NO_TEXT_OF_OURS = frozenset({"crisis.call_or_text"})
"""The crisis line can be texted at its own number."""


def people() -> Iterator[Person]:
    soon, late = NOON + timedelta(hours=1), NOON - timedelta(hours=1)
    asked = CallbackView("K7", OPEN_STATES[0], soon, None, id=1)
    for state in OPEN_STATES:
        stands = replace(asked, state=state)
        for mine in (stands, replace(stands, ready_asked=True), replace(stands, silenced=True)):
            yield Person("en", callback=mine, takes_texts=False)
    for mine in (
        replace(asked, promised_by=late),
        replace(asked, retry_at=soon, attempts=1),
        replace(asked, retry_at=soon),
        replace(asked, not_before=soon),
    ):
        yield Person("en", callback=mine, takes_texts=False)
    taken = replace(asked, state=OPEN_STATES[2])
    yield Person("en", callback=replace(taken, agreed_at=soon), takes_texts=False)
    yield Person("en", callback=replace(taken, not_before=soon), takes_texts=False)
    offer = OfferView("K7", "en", soon, topic="grief", heavy=True)
    for volunteer in (
        VolunteerView(True, True),
        VolunteerView(True, False, offers=(offer,)),
        VolunteerView(True, True, holding=asked, last_call="K7"),
        VolunteerView(False, False, invited=True),
    ):
        yield Person("en", volunteer=volunteer, takes_texts=False)
    caller = Person("en", takes_texts=False)
    yield from (caller, replace(caller, reminded=True), replace(caller, missed_at=late))
    yield from (replace(caller, withheld=True), replace(caller, unverified=True))


PEOPLE = tuple(people())
KNOWN = {"code": "K7", "turn": "1", "mood": "1", "swap": "S1"} | {
    name: NOON.isoformat() for name in ("at", "until")
}
RUNG = (
    "after_call.ask",
    "talk.instead",
    "checkin_call.mood",
    *(name for name in STEPS if name.startswith("ring.")),
)


def heard() -> dict[str, str]:
    """Every wording that may be said on a call, and the step that says it."""
    found: dict[str, str] = {}
    ahead, seen = [*RUNG], set()
    for person in PEOPLE:
        scene = Scene(NOON, OFF, person, Channel.VOICE, KNOWN)
        menu = front_door.begin_call(scene)
        ahead += take_in(menu, "a menu", found)
        for meaning in answers._ANSWERS:
            if menu.session is not None and (
                said := answers.answer(meaning, replace(scene, given=meaning), menu.session)
            ):
                ahead += take_in(said, f"“{meaning}”", found)
    while ahead:
        name = ahead.pop()
        if name not in seen and name in STEPS:
            seen.add(name)
            for turn in every_turn(name):
                ahead += take_in(turn, name, found)
    return found


def every_turn(name: str) -> Iterator[Turn]:
    for person in PEOPLE:
        for given in ("", "1"):
            try:
                yield settle(STEPS[name], Scene(NOON, OFF, person, Channel.VOICE, KNOWN, given))
            except (KeyError, StopIteration, TypeError, ValueError):
                continue  # a step to which this person is never led


def take_in(turn: Turn, name: str, found: dict[str, str]) -> Iterable[str]:
    ahead: list[str] = []
    for part in turn.said:
        if isinstance(part, Phrase):
            found.setdefault(part.id, name)
        else:
            found.update({each: name for each in part.says.values() if each and each not in found})
            ahead += part.leads.values()
    return ahead + [step for _, _, step in turn.session.offered] if turn.session else ahead


HEARD = heard()
WITH_A_VOICE = {
    id for id in ids("en") if words(id, "en").voice and words(id, "en").voice != words(id, "en").text
}
ONCE_LATE = {other for id in {*HEARD} - OF_WRITING if (other := late(id)) is not None}
SAID = sorted(({*HEARD} | WITH_A_VOICE | ONCE_LATE) - OF_WRITING - NO_TEXT_OF_OURS)


def test_the_walk_meets_what_callers_and_volunteers_hear() -> None:
    met = {"voice.menu", "callback.arranged", "status.late", "ring.offer", "after_call.ask", "answer.help"}
    assert met <= {*HEARD}
    assert len(HEARD) > 150


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_that_is_said_on_a_call_names_a_text(language: str) -> None:
    wrong = {}
    for id in SAID:
        if id.startswith(BETWEEN_TWO_WHO_WRITE):
            continue
        said = words(calls_only(id.removeprefix("no_calls.")) or id, language).voice
        if NAMES_A_TEXT[language].search(re.sub(r"\{\w+\}", "", said)):
            wrong[id] = (HEARD.get(id, "has a voice"), said)
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_said_instead_stands_for_a_wording_and_says_no_more_than_that_knows(language: str) -> None:
    for id in ids(language):
        if id.startswith("calls_only."):
            instead, theirs = words(id, language), words(id.removeprefix("calls_only."), language)
            always = {"line", "line_number", "emergency", "reach_crisis", "crisis"}
            assert gaps(instead.voice) <= gaps(theirs.voice, theirs.text) | always, id
            assert not instead.replies, id


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_alert_is_said_without_words_to_text_and_without_capitals(language: str) -> None:
    for id in ids(language):
        if id.startswith("alert.") and id != "alert.landline":
            filled = re.sub(r"\{code\}", "K7", words(id, language).text)
            said = aloud(re.sub(r"\{\w+\}", "then", filled))
            shouted = re.findall(r"\b[A-ZÁÉÍÓÚÑ]{2,}\b", said)
            assert shouted == [], (id, said)
            assert ("K7" in said) == ("K7" in filled), (id, said)
            assert not re.search(r"\b(?:Ack|Show|Visto|Ver) K7", said), (id, said)
