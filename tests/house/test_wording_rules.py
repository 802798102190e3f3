"""The rules of the house for every wording in every language: equal shape, short, discreet, safe to send."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from flows.catalogue import BY_KEYWORD, STEPS
from flows.line import Line
from flows.wording import KEYWORDS, LANGUAGES, Words, words
from flows.wording.catalogue import gaps, ids
from flows.wording.flaws import carriers_words, indiscreet, too_long, unclean

ROOT = Path(__file__).parents[2]
IDS = sorted(ids("en"))
LINES = [
    Line(
        "Riverside Warmline", "+12025550100", region, "America/New_York", "en", 10, 25, 3, 10, 120, None, True
    )
    for region in ("US", "GB", "MX", "AU")
]


def shape(entry: Words) -> Mapping[str, object]:
    """What no translation may change."""
    return {
        "gaps of the text": gaps(entry.text),
        "gaps of the voice": gaps(entry.voice),
        "meanings": list(entry.replies),
        "keys": {meaning: key for meaning in entry.replies if (key := entry.key(meaning)).isdigit()},
        "discreet": entry.discreet,
        "has a text": bool(entry.text),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_wordings_and_keywords(language: str) -> None:
    assert ids(language) ^ ids("en") == set()
    assert KEYWORDS[language].keys() ^ (BY_KEYWORD.keys() | {"BACK"}) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_has_the_same_shape_in_every_language(language: str) -> None:
    other = {id for id in IDS if shape(words(id, language)) != shape(words(id, "en"))}
    assert other == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_prints_the_same_numbers_in_every_language(language: str) -> None:
    for id in IDS:
        if words(id, "en").replies:
            here, english = words(id, language), words(id, "en")
            for said, original in ((here.text, english.text), (here.voice, english.voice)):
                assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", original)), (id, said)


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line.region))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_keeps_within_its_segments(language: str, line: Line) -> None:
    assert [(id, flaw) for id in ids(language) for flaw in too_long(id, language, line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rendered_wording_reads_cleanly(language: str) -> None:
    assert [(id, flaw) for id in ids(language) for flaw in unclean(id, language, LINES[0])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_discreet_words_disclose_nothing(language: str) -> None:
    assert [(id, flaw) for id in IDS for flaw in indiscreet(words(id, language))] == []


def test_what_reaches_a_participant_by_itself_is_discreet_unless_it_must_name_the_crisis_line() -> None:
    for id in IDS:
        if id.startswith(("notice.", "leg.participant", "talk.cut_off")):
            assert words(id, "en").discreet or "reach_crisis" in gaps(words(id, "en").text), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_carrier_word_is_asked_for_but_stop_start_and_help_in_their_own_role(language: str) -> None:
    assert [(id, flaw) for id in IDS for flaw in carriers_words(id, words(id, language))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_can_be_taken_or_passed_and_never_says_who_asks(language: str) -> None:
    offer = words("offer", language)
    take, passes = (KEYWORDS[language][keyword][0].upper() for keyword in ("TAKE", "PASS"))
    assert f"{take} {{code}}" in offer.text
    assert f"{passes} {{code}}" in offer.text
    for id in IDS:
        entry = words(id, language)
        named = gaps(entry.text, entry.voice)
        said_of = id.removeprefix("late.")
        if said_of == "offer" or said_of.startswith(("offer.", "voice.offer")):
            assert named <= {"wanted_language", "by", "at", "minutes", "code", "codes", "topic"}, id
            assert entry.segments == 1, id
        assert "handle" not in named or said_of.startswith("alert."), id
        assert "number" not in named or id == "number.confirm", id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["crisis.answer", "crisis.footer", "trouble", "voice.bad_line"])
def test_words_for_danger_carry_the_emergency_number_and_the_crisis_line(language: str, id: str) -> None:
    for said in filter(None, (words(id, language).text, words(id, language).voice)):
        assert gaps(said) >= {"emergency", "reach_crisis"}


def strings() -> Iterator[tuple[str, str, bool]]:
    """Every string in our code, where it stands, and whether it is only the beginning of an f-string."""
    for package in ("flows", "store", "telephony", "workers", "console"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                begun = isinstance(node, ast.JoinedStr) and node.values
                part = node.values[0] if isinstance(node, ast.JoinedStr) and begun else node
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, str(path.relative_to(ROOT)), part is not node


def test_every_wording_that_code_names_exists() -> None:
    tables = {id.partition(".")[0] for id in IDS}
    for named, where, begun in strings():
        if where.startswith("console/web/"):
            continue  # it has words of its own: tests/console/web/test_words.py
        known = named in ids("en") or named in STEPS or named == "zone.tab"  # a file of the zone database
        if not begun and re.fullmatch(r"[a-z]+\.[a-z_]+", named) and named.partition(".")[0] in tables:
            assert known, f"{where} names {named}"


def test_every_wording_is_said_somewhere() -> None:
    named = {said for said, _, begun in strings() if not begun}
    begun = tuple({said for said, _, begun in strings() if begun and re.fullmatch(r"[a-z_]+\.", said)})
    assert {id for id in IDS if id not in named and not id.startswith(begun)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_stands_in_the_file_that_the_first_part_of_its_id_names(language: str) -> None:
    files = {file.stem: file for file in (ROOT / "flows/wording" / language).glob("*.toml")}
    alone = {id for id in ids(language) if "." not in id and id not in files}
    for stem, file in files.items():
        tables = tomllib.loads(file.read_text("utf-8"))
        assert tables.keys() == (alone if stem == "general" else {stem}), file.name
