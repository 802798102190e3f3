from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.crisis.crisis import Tier, read
from flows.rules.words.clean_text import plain


class Row(NamedTuple):
    lang: str
    tier: Tier
    held_out: bool
    text: str


def corpus() -> list[Row]:
    """Our own labelled texts. Those held out were first read by rules that had not seen them."""
    with (Path(__file__).parent / "crisis_corpus.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(row["lang"], Tier(row["tier"]), row["held_out"] == "1", row["text"]) for row in rows]


CORPUS = corpus()


def figures(rows: list[Row]) -> tuple[float, float, float]:
    """Recall and precision of `crisis`, and the share of ordinary texts that raise one."""
    read_as = Counter((row.tier, read(row.text).tier) for row in rows)
    found = read_as[Tier.crisis, Tier.crisis]
    said = sum(count for (_, tier), count in read_as.items() if tier is Tier.crisis)
    meant = sum(count for (tier, _), count in read_as.items() if tier is Tier.crisis)
    ordinary = sum(count for (tier, _), count in read_as.items() if tier is Tier.none)
    return found / meant, found / said, read_as[Tier.none, Tier.crisis] / ordinary


def test_the_corpus_is_large_enough_to_say_something() -> None:
    assert len(CORPUS) >= 250
    assert sum(row.held_out for row in CORPUS) >= 60
    for lang in ("en", "es"):
        assert {row.tier for row in CORPUS if row.lang == lang} == set(Tier)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_crisis_is_found_and_ordinary_life_is_not(
    lang: str, record_property: Callable[[str, object], None]
) -> None:
    rows = [row for row in CORPUS if row.lang == lang]
    recall, precision, alarms = figures(rows)
    report = f"{lang}: recall {recall:.3f}, precision {precision:.3f}, false alarms {alarms:.3f}"
    record_property("crisis", report)
    assert recall >= 0.95, report
    assert precision >= 0.95, report
    assert alarms <= 0.03, report


def test_no_crisis_and_no_check_is_ever_passed_over() -> None:
    assert [row for row in CORPUS if row.tier is not Tier.none and read(row.text).tier is Tier.none] == []


@pytest.mark.parametrize(
    "text",
    [
        "k i l l  m y s e l f", "K.I.L.L myself", "i wаnt tо diе", "ｋｉｌｌ ｍｙｓｅｌｆ", "k1ll mys3lf",
        "ki\u200bll my\u00adself",
        "KILLLLL MYSELFFFF", "iwanttodie", "i wanna k*ll myself", "su!c1de thoughts every day",
        "kill\nmyself",
        "quiero mοrir", "QUIERO M O R I R", "me kiero moriiir", "I’m going to kill myself",
        "i want to d\u0301ie",
    ],
)  # fmt: skip
def test_disguise_does_not_hide_it(text: str) -> None:
    assert read(text).tier is Tier.crisis


@pytest.mark.parametrize(
    "text",
    [
        "{} and I want to die", "{}. I want to die", "I want to die {}", "{}\nquiero morir",
        "I'm not okay, I want to die. {}",
        "I don't want to die. I want to kill myself tonight. {}", "{} lol. ok not funny. i took 40 pills",
    ],
)  # fmt: skip
@pytest.mark.parametrize("keyword", ["STOP", "HELP", "2", "CHECKIN", "YES", "NEVERMIND", "AYUDA"])
def test_it_is_read_within_replies_and_beside_denials(text: str, keyword: str) -> None:
    assert read(text.format(keyword)).tier is Tier.crisis


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("i want to kill myself", Tier.crisis),
        ("i dont want to kill myself", Tier.check),
        ("i used to want to kill myself", Tier.check),
        ("my friend wants to kill herself", Tier.check),
        ("this test makes me want to kill myself lol", Tier.check),
        ("i tried to kill myself", Tier.check),
        ("i tried to kill myself last night", Tier.crisis),
        ("since he died years ago i want to kill myself", Tier.crisis),
        ("i took 30 pills lol", Tier.crisis),
        ("i took 30 pills years ago", Tier.check),
        ("i took my pills", Tier.none),
    ],
)
def test_what_softens_it_makes_a_check_and_not_silence(text: str, tier: Tier) -> None:
    assert read(text).tier is tier


def test_the_reasons_hold_no_word_of_the_person() -> None:
    reading = read("Zebediah, i took 40 pills on Elm Street")
    assert reading.reasons
    assert not {"zebediah", "elm", "40"} & set(" ".join(reading.reasons).split())
    assert read("Zebediah is well").reasons == ()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    reading = read(text)
    assert bool(reading.reasons) == (reading.tier is not Tier.none)


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_said_around_it_turns_it_into_silence(before: str, after: str) -> None:
    assert read(f"{before}\n. i want to kill myself .\n{after}").tier is not Tier.none


@given(st.text())
def test_plain_text_is_one_line_of_single_spaces(text: str) -> None:
    assert plain(text) == " ".join(plain(text).split())
