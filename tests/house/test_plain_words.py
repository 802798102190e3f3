"""What a person reads: easy, one question, two commands, one word for one thing, Spanish as it is written."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.rules.words.replies import clean
from flows.wording import KEYWORDS, LANGUAGES, Listener, grade, render, words
from flows.wording.catalogue import ids
from flows.wording.flaws import DISCLOSING
from flows.wording.listener import Named
from flows.wording.samples import SUNDAY_NOON, samples
from tests.house.test_wording_rules import LINES

FILES = Path(__file__).parents[2] / "flows/wording"
TO_VOLUNTEERS = frozenset(
    "after.noted after_call alert away briefing calendar cover debrief drop for_volunteer for_whom here join me name "
    "goodbye.from_them goodbye.they_stay goodbye.told "
    "leave "
    "menu.invited menu.rota menu.volunteer offer open_alert coordinator pause report room rota shift shift_ending "
    "on_alert "
    "shift_unread heard stands supervisor swap team.after_talk team.alert team.alert_complaint "
    "team.alert_complaint_no_answer team.alert_no_answer team.kind_group team.kind_volunteer team.no_talk time_limit "
    "turn volunteer words writing.cannot writing.from_them_in_crisis writing.from_them_in_crisis_alone "
    "writing.handed_on writing.pass_how "
    "late.alert late.stands late.offer late.voice late.volunteer late.leg late.writing.quiet_so_far".split()
)
"""Files, or how ids begin, that only a volunteer, somebody who is to be one, or a coordinator reads or hears."""
TO_OTHERS = frozenset(
    ("name.a_volunteer", "name.someone", "time_limit.over", "time_limit.ended", "volunteer.only")
)
"""What stands among those, and is said to participants."""

MORE_COMMANDS = {
    "intro": "the first text: carriers want who we are, HELP and STOP in it",
    "consent.help": "the answer to HELP: carriers want STOP in it",
    "consent.started": "the answer to START: carriers want HELP and STOP in it",
    "menu": "the list of all commands, asked for",
    "menu.rota": "as menu",
    "writing.menu": "as menu",
    "menu.volunteer": "as menu",
    "volunteer.invite": "a first text, as intro",
    "coordinator.help": "the list of all commands, asked for; STOP ends alerts, which they have to know",
}
"""Texts with more than two commands, and why, beside what carriers and law require."""
HARDER: dict[str, str] = {
    "answer.language_which": "half of it is in the other language, for whoever reads only that one",
}
"""Texts of more than grade 6, and why."""
UNPRINTED = {
    "asking.another": "a bare yes where a call and writing are offered is understood, and asked about again",
    "asking.another_written": "as asking.another",
    "checkin.in_touch": "as asking.another",
    "checkin.write_or_call": "as asking.another",
    "asking.more": "what earlier versions offered by number is still understood in words",
    "asking.more_text": "as asking.more",
    "crisis.then_call_or_write": "a yes or thanks of somebody in danger is answered, and asked of nobody",
    "crisis.then_write": "as crisis.then_call_or_write",
    "crisis.then_closed": "as crisis.then_call_or_write",
    "crisis.then_stands": "as crisis.then_call_or_write",
    "crisis.then_call": "as crisis.then_call_or_write",
    "crisis.then_nobody": "as crisis.then_call_or_write",
    "crisis.then_stands_nobody": "as crisis.then_call_or_write",
    "crisis.which": "as crisis.then_call_or_write",
    "crisis.then_youth": "as crisis.then_call_or_write",
    "crisis.then_go_on": "as crisis.then_call_or_write",
    "closed.unread": "a coordinator who wrote CLOSE has no use for OPEN",
}
"""Texts that take a word they do not print, and why."""

PEER = r"(?<!\{)\bpeers?\b(?!\})|\bsu par\b|\b(?<!persona )(?<!personas )voluntari[oa]s?\b"
BANNED = (
    rf"{PEER}|\byou were to\b|\bwill be made\b|\bit did not come about\b"
    r"|\bsorry (?:to hear|for what|that you|about what)|\b(?:siento|lamento) (?:mucho )?(?:lo que|que te|oir|escuchar)"
)
DODGED = r"por este medio|zona de hora|\b1 claro\b|por jornada|te vuelve a tocar|\boprim[ea]|\bcifras\b"
UNACCENTED = (
    r"[a-z]+[cs]ion|dias?|telefonos?|lineas?|tambien|aqui|asi|ahi|despues|todavia|facil|dificil|rapido|proxim[oa]s?"
    r"|ultim[oa]s?|unic[oa]s?|ingles|espanol|sabados?|miercoles|adios|perdon|razon|jamas|ademas|detras|atras|quiza[s]"
    r"|manana|anos?|senal|cuidate|dinos?lo|llamanos|habria|podria|seria|tenia|habia|queria|estara|podra|sera|dificiles"
    r"|segun|ningun|algun|aca|alla|numeros?|minimo|maximo|codigo|pagina|automatic[oa]|publico|clinica|medic[oa]"
)
"""Common Spanish words that are never written without their accent."""
STAY = frozenset("STOP START HELP MENU ENGLISH YES".split())
"""Words to send that are the same in a Spanish text: the carrier's, and two that both languages have."""
OTHER_ENGLISH = frozenset("SKIP BACK NONE ANY OPEN LIST SHOW ACK NEW CONFIRM MISSED".split())


def said(language: str) -> Iterator[tuple[str, str, str]]:
    """Id, which of its words, and those words, of everything that is said."""
    for file in sorted((FILES / language).glob("*.toml")):
        yield from _flat(tomllib.loads(file.read_text("utf-8")), "")


def _flat(table: dict[str, object], id: str) -> Iterator[tuple[str, str, str]]:
    for name, value in table.items():
        if isinstance(value, dict) and name not in ("replies", "keys", "keywords"):
            yield from _flat(value, f"{id}.{name}".lstrip("."))
        elif isinstance(value, str):
            yield id, name, value


def _verbs() -> frozenset[str]:
    spoken = [word for language in LANGUAGES for every in KEYWORDS[language].values() for word in every]
    for language in LANGUAGES:
        for id in ids(language):
            spoken += [
                word for every in words(id, language).replies.values() for word in every if word.isupper()
            ]
        helped = words("coordinator.help", language).replies
        spoken += [word for every in helped.values() for word in every]
    return frozenset(clean(word).split()[0].upper() for word in spoken) | STAY


VERBS = _verbs()


def commands(text: str) -> set[str]:
    """What a text names to send: words in capitals, as "REMIND OFF", of which the first is one of ours."""
    found = re.findall(r"\b[A-ZÁÉÍÓÚÑ]{2,}(?: [A-ZÁÉÍÓÚÑ]{2,})*\b", text)
    return {words for words in found if clean(words).split()[0].upper() in VERBS and words != "OK"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_of_grade_six_at_most(language: str) -> None:
    hard = {id for id, _, text in said(language) if not grade.is_easy(text, language)}
    assert hard == HARDER.keys() & hard


def test_the_formulas_tell_easy_from_hard() -> None:
    easy, hard = (
        "We'll call you by {by}. If that changes, just tell us.",
        (
            "Notwithstanding considerable organisational difficulties, your communication necessitates consideration."
        ),
    )
    assert grade.is_easy(easy, "en") and not grade.is_easy(hard, "en")
    facil, dificil = (
        "Te llamamos {by} o antes. Si eso cambia, dinos.",
        (
            "Independientemente de dificultades organizativas considerables, su comunicación necesita consideración."
        ),
    )
    assert grade.is_easy(facil, "es") and not grade.is_easy(dificil, "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_asks_one_question_and_names_two_commands_at_most(language: str) -> None:
    for id, kind, text in said(language):
        assert text.count("?") <= 1, (id, text)
        if kind != "voice" and id not in MORE_COMMANDS:
            assert len(commands(text)) <= 2, (id, commands(text), text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_prints_the_words_it_is_answered_with(language: str) -> None:
    for id in {id for id, _, _ in said(language)} & ids(language) - MORE_COMMANDS.keys() - UNPRINTED.keys():
        entry = words(id, language)
        printed = {key for key in map(entry.key, entry.replies) if not key.isdigit()}
        for text in {entry.text, entry.discreetly} - {""}:
            assert [key for key in printed if not re.search(rf"\b{re.escape(key)}\b", text)] == [], (id, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_for_one_thing_and_no_sorry_for_what_they_told(language: str) -> None:
    for id, _, text in said(language):
        assert not re.search(BANNED, text, re.IGNORECASE), (id, text)
        if not _is_to_volunteers(id):
            assert "!" not in text, (id, text)


def test_spanish_has_its_accents_and_goes_round_none() -> None:
    for id, _, text in said("es"):
        lower = re.sub(r"\{\w+\}|\b[A-ZÁÉÍÓÚÑ]{2,}\b", "", text).lower()
        assert not re.search(rf"\b(?:{UNACCENTED})\b|{DODGED}", lower), (id, text)


def test_a_spanish_text_names_spanish_words() -> None:
    english = set(KEYWORDS["en"]) | OTHER_ENGLISH
    theirs = {clean(word).split()[0].upper() for every in KEYWORDS["es"].values() for word in every}
    for id, _, text in said("es"):
        named = {word for each in commands(text) for word in each.split()}
        assert named & english - theirs - STAY == set(), (id, text)


def _is_to_volunteers(id: str) -> bool:
    return id not in TO_OTHERS and any(id == each or id.startswith(f"{each}.") for each in TO_VOLUNTEERS)


def test_no_reason_is_given_for_what_is_no_longer_there() -> None:
    known = {id for id, _, _ in said("en")}
    reasons = MORE_COMMANDS.keys() | HARDER.keys() | UNPRINTED.keys() | MUST.keys() | TO_OTHERS
    assert reasons - known == set()
    assert [each for each in TO_VOLUNTEERS if not any(f"{id}.".startswith(f"{each}.") for id in known)] == []


SAYS_MUCH = (*DISCLOSING, "talk", "hablar con", "charla", "988")
MUST = {
    "intro": "the first text, of nobody yet who asked for less; carriers want who we are in it",
    "consent.help": "the answer to HELP: carriers want who we are and what this is in it",
    "consent.started": "as consent.help, to START",
    "consent.stopped": "as consent.help, to STOP; it is the last text, so it names where else there is somebody",
    "crisis.quietly": "the emergency number is what they must have at once",
    "crisis.footer": "as crisis.quietly",
    "crisis.numbers": "they asked for it with 1",
    "crisis.answer": "never said to them: crisis.quietly is (flows/screening.py)",
    "crisis.alerted": "as crisis.answer: crisis.known is",
    "crisis.then_call": "as crisis.answer",
    "crisis.call_only": "stands in a gap",
    **dict.fromkeys(
        ("hurt.violence", "hurt.rape", "hurt.child", "hurt.poison", "hurt.someone", "hurt.now", "hurt.taken"),
        "as crisis.answer",
    ),
    **dict.fromkeys(("hurt.can_text", "hurt.can_text_first", "hurt.in_spanish"), "as crisis.answer"),
    "crisis.call_or_text": "as crisis.call_only",
    "crisis.hospital": "as crisis.call_only",
    "waiting.crisis": "left out for them (flows/requests/waiting.py)",
}
"""What says more to somebody who asked for less, and why."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_to_somebody_who_asked_for_it_names_nothing(language: str) -> None:
    for id in sorted({id for id, _, _ in said(language)} - MUST.keys()):
        entry = words(id, language)
        if _is_to_volunteers(id) or not entry.text:
            continue
        less = entry.discreet or bool(entry.discreetly)  # as telephony/speaking.py decides it
        to = Listener(LINES[0], language, False, SUNDAY_NOON, None, "Book Club", less)
        for given in samples(id, language):
            text = clean(render(id, to, {**given, "peer": Named("name.a_volunteer")}))
            assert not [word for word in SAYS_MUCH if re.search(rf"\b{word}", text)], (id, text)
