"""What alarms and what does not: reactions, automatic replies, policy questions, everyday words; danger beside them.

The rows are in alarms.tsv. Of `danger` the tier is the least that it may be read as, of all others it is the tier.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.crisis import crisis
from flows.rules.crisis.asides import is_advice
from flows.rules.crisis.crisis import Tier, read
from flows.rules.words.automatic_replies import is_automatic
from flows.rules.words.reactions import reaction
from flows.wording import LANGUAGES, Listener, render
from flows.wording.samples import SUNDAY_NOON, sample
from tests.house.test_wording_rules import IDS, LINES

SEVERITY = (Tier.none, Tier.check, Tier.crisis)
crisis.languages()  # compiled once, and not within the time of the first example
DANGER = {"en": "I want to kill myself", "es": "me quiero matar"}


class Row(NamedTuple):
    kind: str
    lang: str
    tier: Tier
    text: str


def rows(*kinds: str) -> list[Row]:
    with (Path(__file__).parent / "alarms.tsv").open(encoding="utf-8", newline="") as lines:
        read_rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        made = [
            Row(row["kind"], row["lang"], Tier(row["tier"]), row["text"].replace("\\n", "\n"))
            for row in read_rows
        ]
    return [row for row in made if row.kind in kinds or not kinds]


def is_unspoken(text: str) -> bool:
    """Whether it gets no answer: what holds danger was answered before."""
    nobody = reaction(text) is not None or is_automatic(text) or is_advice(text)
    return nobody and read(text).tier is Tier.none


def test_there_are_rows_enough_of_each_kind_in_both_languages() -> None:
    for kind in ("reaction", "automatic", "policy", "ordinary", "danger"):
        for lang in ("en", "es"):
            assert sum(row.lang == lang for row in rows(kind)) >= 7, (kind, lang)


def test_what_is_nobodys_danger_is_read_so() -> None:
    wrong = [(row, read(row.text).tier) for row in rows("reaction", "automatic", "policy", "ordinary")]
    assert [each for each in wrong if each[0].tier is not each[1]] == []


def test_danger_with_a_quote_a_condition_or_an_errand_in_it_is_read_as_before() -> None:
    read_rows = [(row, read(row.text).tier) for row in rows("danger")]
    assert [each for each in read_rows if SEVERITY.index(each[1]) < SEVERITY.index(each[0].tier)] == []


@pytest.mark.parametrize("order", ["{0}. {1}", "{1}. {0}", "{0}\n{1}", "{1}\n{0}"])
def test_danger_said_beside_any_of_it_is_heard(order: str) -> None:
    for row in rows("reaction", "automatic", "policy", "ordinary"):
        said = order.format(row.text, DANGER[row.lang])
        assert read(said).tier is not Tier.none, said
        # A laugh or a date beside it makes it a check, as ever.
        if row.kind != "ordinary" and "😂" not in row.text:
            assert read(said).tier is Tier.crisis, said
        assert not is_unspoken(said), said


def test_only_what_nobody_wrote_to_us_is_left_without_an_answer() -> None:
    wrong = [row for row in rows() if is_unspoken(row.text) != (row.kind in ("reaction", "automatic"))]
    assert wrong == []


def test_only_questions_about_the_policy_get_that_answer() -> None:
    assert [row for row in rows() if crisis.asks_policy(row.text) != (row.kind == "policy")] == []


def our_own_words() -> Iterator[str]:
    """Every text that the line can send, in each language and for lines of several regions."""
    for language in LANGUAGES:
        for line in LINES:
            to = Listener(line, language, False, SUNDAY_NOON + timedelta(minutes=45))
            yield from (render(id, to, sample(language, to.now)) for id in IDS)


def test_our_own_words_sent_back_to_us_alarm_nobody() -> None:
    mistaken = asked = 0
    for said in sorted(set(our_own_words()) - {""}):
        quoted = (said, f"> {said}", f"Re: {said}", f'you said "{said}"', f"{said} ok thanks")
        # In a language whose frames we do not know, and cut off by the carrier.
        for text in (*quoted, f"Tykkäsi “{said}”", f"Liked “{said[:90]}…", f"Me encanta «{said[:90]}…»"):
            # The second reader has not learned our words, which change: its few mistakes are no rule's.
            reading = read(text)
            mistaken += reading.tier is not Tier.none
            asked += 1
            assert reading.tier is Tier.none or crisis.UNLISTED in reading.reasons, text
    assert mistaken <= asked / 100, mistaken


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Liked “hello”", "👍"), ("Loved “hello”", "❤"), ("Disliked “hello”", "👎"), ("Laughed at “hello”", "😂"),
        ("Emphasised “hello”", "‼"), ("Questioned “hello”", "❓"), ("Reacted 🙏 to “hello”", "🙏"),
        ("🙏 to “hello”", "🙏"), ("\u200a\u200b👍\u200b to “\u200ahello\u200a”", "👍"), ("❤️ a “hola”", "❤"),
        ("Removed a heart from “hello”", ""), ("Removed 👍 from “hello”", ""), ("Quitó un Me gusta de «hola»", ""),
        ("A Ana le gustó “hola”", "👍"), ("Se rió de «hola»", "😂"), ("No le gustó “hola”", "👎"),
        ("Liked an image", "👍"), ("Loved a voice message", "❤"), ("Le encantó una foto", "❤"),
        ("Liked “she said “stay” and I did”", "👍"), ("Liked “cut off by the carrier…", "👍"),
    ],
)  # fmt: skip
def test_a_reaction_is_known_by_its_frame(text: str, sign: str) -> None:
    assert reaction(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "I liked your text", "he said “i will kill you”", 'Liked "a" and "b"', "Loved it", "liked", "👍", "👍👍",
        "she loved “you” but i dont", "Liked “hello” thanks", "“hello”", '"i want to die"', "me gusta hablar contigo",
        "I loved an image you sent", "Questioned", "ok “yes”", "he liked “i want to die”", "1 “low”",
    ],
)  # fmt: skip
def test_what_a_person_writes_is_no_reaction(text: str) -> None:
    assert reaction(text) is None


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    reaction(text)
    is_unspoken(text)
    crisis.asks_policy(text)


@given(st.text(max_size=40))
def test_no_quote_hides_what_stands_behind_it(quoted: str) -> None:
    assert read(f"Liked “{quoted}”\ni want to kill myself").tier is not Tier.none
