"""The rules of the house for every wording in every language: equal shape, short, discreet, safe to send."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from flows.catalogue import BY_KEYWORD, STEPS
from flows.line import Line
from flows.rules.matching.wishes import LONGEST_LABEL
from flows.rules.screening import opt_out
from flows.rules.words.replies import CARRIER_WORDS, clean
from flows.rules.words.segments import count
from flows.wording import KEYWORDS, LANGUAGES, Days, Hours, Listener, Span, Words, render, words
from flows.wording.catalogue import ids

ROOT = Path(__file__).parents[2]
IDS = sorted(ids("en"))
LINES = [
    Line(
        "Riverside Warmline", "+12025550100", region, "America/New_York", "en", 10, 25, 3, 10, 120, None, True
    )
    for region in ("US", "GB", "MX", "AU")
]
SUNDAY_NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
MOMENTS = [SUNDAY_NOON + timedelta(days=days, minutes=45) for days in range(6)]
TIMES = ("by", "at", "until", "not_before", "cover_from", "was")
EVERYWHERE = {"line", "line_number", "emergency", "crisis", "reach_crisis"}

# What would tell a bystander why somebody has this number: beginnings of words, in both languages.
DISCLOSING = (
    "peer support crisis recover sober addict alcohol drug substance mental health suicid depress anxi"
    " grief abuse therap counsel warmline hotline helpline group meeting volunteer lonel emergen feeling"
    " companer apoy ayud sobri adicc droga salud ansie duelo abus terap consejer grupo reunion voluntari"
    " solitari soledad emocion sentimient psico check"
).split()


@cache
def sample(language: str, moment: datetime) -> Mapping[str, object]:
    """Something generous for every gap a wording may have."""
    wanted = max((words(f"language.{code}", language).text for code in LANGUAGES), key=len)
    codes = {"code": "K77", "codes": "K77, K78, K79", "handle": "Heron-4821", "channel": "texto"}
    codes |= {"words": "I see. And how was that for you?", "question": "How do I sleep?", "about": "grief"}
    codes |= {
        "verb": "TAKE",
        "peer": "Alexandrina",
        "count": "12",
        "minutes": "30",
        "tail": "47",
        "digits": "4821",
    }
    no, they = words("safe.no", language).text, words("safe.they", language).text
    codes |= dict.fromkeys(("calls", "voicemail", "discreet", "ends"), no)
    codes |= {"hours": "10:30pm-11:30am", "cover": "Club de Lectura Azul", "starts": they}
    codes |= {
        "of": "7",
        "times": "60",
        "who": "Heron-4821",
        "items": "; ".join(["K77 by 10:45 PM EST, Alexandrina has it"] * 6),
    }
    alert = "CRISIS Heron-4821 (K77) Wed 12:45 PM EST: crisis words by text. They were given 911 and 988. "
    codes |= {"told": f"{alert}Look now and reply ACK K77."}
    codes |= {"item": "K77 by 10:45 PM EST tomorrow, Alexandrina waits for their word"}
    codes |= {"weekdays": "Mon, Wed, Thu and Sat", "clock": "10:30pm", "name": "Maria Guadalupe Lopez"[:20]}
    spoken = ", ".join(words(f"language.{code}", language).text for code in LANGUAGES)
    codes |= {"languages": spoken, "reserve": words("me.yes", language).text}
    codes |= {"missed": words("remind.missed_tell", language).text}
    zone = "Hawaii-Aleutian Time" if language == "en" else "hora de Hawai-Aleutianas"
    codes |= {"zone": zone, "choices": ", ".join(f"{n} {'x' * LONGEST_LABEL}" for n in range(1, 9))}
    span = Span(moment, moment + timedelta(hours=2, minutes=30))
    times = {**dict.fromkeys(TIMES, moment), "when": span, **rota_sample(language, moment)}
    return {**times, **codes, "number": "2 0 2, 5 5 5", "wanted_language": wanted}


def rota_sample(language: str, moment: datetime) -> dict[str, object]:
    """As `sample`, for what is said about shifts: as long as such things get."""
    night = Hours(moment, moment + timedelta(hours=9, minutes=45))
    listed = (
        "sab 28 nov 10:30 p.m.-12:30 a.m. (ok)" if language == "es" else "Sat Nov 28 10:30 PM-12:30 AM (ok)"
    )
    shift = "Every Mon, Tue, Thu and Sat, 10:30 PM-12:30 AM, Eastern Time"
    if language == "es":
        shift = "Cada lun, mar, jue y sab, 10:30 p.m.-12:30 a.m., hora oriental"
    return {
        **dict.fromkeys(("turn", "mine", "theirs", "last"), night),
        "turns": ", ".join([listed] * 5),
        "free": ", ".join([f"S24 {listed}"] * 3),
        "shift": shift,
        "shifts": f"{listed.removesuffix(' (ok)')}, {listed.removesuffix(' (ok)')}",
        "days": Days(moment + timedelta(days=30), moment + timedelta(days=45)),
        "address": f"https://shifts.example.org/calendar/{'a' * 32}.ics",
    }


def gaps(*templates: str) -> set[str]:
    """The names of the gaps in some templates."""
    return {name for said in templates for _, name, _, _ in Formatter().parse(said) if name is not None}


def samples(id: str, language: str) -> list[Mapping[str, object]]:
    """What `sample` has for the gaps of a wording: each moment's, and once where none of the gaps says a moment."""
    named = gaps(words(id, language).text, words(id, language).voice)
    found: list[Mapping[str, object]] = [
        {name: value for name, value in sample(language, moment).items() if name in named}
        for moment in MOMENTS
    ]
    return found if any(each != found[0] for each in found) else found[:1]


def shape(entry: Words) -> Mapping[str, object]:
    """What no translation may change."""
    return {
        "gaps of the text": gaps(entry.text),
        "gaps of the voice": gaps(entry.voice),
        "keys": {meaning: entry.key(meaning) for meaning in entry.replies},
        "printed": {meaning: accepted[0] for meaning, accepted in entry.replies.items()},
        "discreet": entry.discreet,
        "has a text": bool(entry.text),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_wordings_and_keywords(language: str) -> None:
    assert ids(language) ^ ids("en") == set()
    assert KEYWORDS[language].keys() ^ (BY_KEYWORD.keys() | {"BACK"}) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", IDS)
def test_a_wording_has_the_same_shape_in_every_language(language: str, id: str) -> None:
    assert shape(words(id, language)) == shape(words(id, "en"))


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
    for id in ids(language):
        for given in samples(id, language):
            said = render(id, Listener(line, language, False, SUNDAY_NOON), given)
            assert count(said).segments <= words(id, language).segments, (id, count(said), said)


@pytest.mark.parametrize("aloud", [False, True], ids=["text", "voice"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rendered_wording_reads_cleanly(language: str, aloud: bool) -> None:
    for id in ids(language):
        for given in samples(id, language):
            said = render(id, Listener(LINES[0], language, aloud, SUNDAY_NOON), given)
            flaw = re.search(r"[{}]|\.\.|  |^\s|\s$|[.?!] [a-z]", re.sub(r"\b([ap])\.m\. ", r"\1m ", said))
            assert flaw is None, (id, flaw, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_discreet_words_disclose_nothing(language: str) -> None:
    for id in IDS:
        entry = words(id, language)
        if not entry.discreet:
            continue
        assert not gaps(entry.text) & EVERYWHERE, f"the text of {id} names the line or whom it is for"
        assert gaps(entry.voice) & EVERYWHERE <= {"line"}, id
        plain = clean(re.sub(r"\{.*?\}", "", f"{entry.text} {entry.voice}"))
        assert not [word for word in DISCLOSING if re.search(rf"\b{word}", plain)], (id, plain)


def test_what_reaches_a_participant_by_itself_is_discreet_unless_it_must_name_the_crisis_line() -> None:
    for id in IDS:
        if id.startswith(("notice.", "leg.participant", "talk.cut_off")):
            assert words(id, "en").discreet or "reach_crisis" in gaps(words(id, "en").text), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_carrier_word_is_asked_for_but_stop_start_and_help_in_their_own_role(language: str) -> None:
    for id in IDS:
        entry = words(id, language)
        own = {"STOP", "HELP"} if id in ("intro", "menu", "volunteer.invite") else set()
        own |= {"STOP", "START", "HELP"} if id.startswith("consent.") else set()
        own |= {"START"} if id == "crisis.then_start" else set()
        told = {"trusted.confirmed", "trusted.tell", "new_owner.ask", "new_owner.ended", "for_volunteer.quit"}
        told |= {"answer.erase", "answer.erase_nobody", "coordinator.help", "coordinator.stop_ends_alerts"}
        own |= {"STOP"} if id in told else set()
        shouted = set(re.findall(r"\b[A-Z]{2,}\b", f"{entry.text} {entry.voice}"))
        assert not (shouted & {word.upper() for word in CARRIER_WORDS}) - own, id
        spoken = entry.voice.lower() if entry.voice != entry.text else ""
        named = re.findall(r"(?:words?|text|palabra|manda|,? or|,? [ou]) (\w+)", spoken)
        for word in map(clean, named):
            assert word not in CARRIER_WORDS | opt_out.OPT_OUT_WORDS, (id, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_can_be_taken_or_passed_and_never_says_who_asks(language: str) -> None:
    offer = words("offer", language)
    assert "TAKE {code}" in offer.text
    assert "PASS {code}" in offer.text
    for id in IDS:
        entry = words(id, language)
        named = gaps(entry.text, entry.voice)
        said_of = id.removeprefix("late.")
        if said_of == "offer" or said_of.startswith(("offer.", "voice.offer")):
            assert named <= {"wanted_language", "by", "at", "minutes", "code", "codes"}, id
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
