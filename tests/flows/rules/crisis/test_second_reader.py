"""The second reader: what it may do, what it learned, and what it costs."""

import csv
import io
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.commands import safety
from console.safety import figures, rows
from flows.rules.crisis import crisis, frames, second_reader
from flows.rules.crisis.crisis import Tier, read
from flows.rules.words.clean_text import plain


def test_it_lifts_to_a_check_and_no_further() -> None:
    texts = [row.text for row in rows.written(rows.TRAINING)["writer_05"]]
    lifted = [found for text in texts if crisis.UNLISTED in (found := read(text)).reasons]
    assert len(lifted) > len(texts) / 10
    assert {found.tier for found in lifted} == {Tier.check}


def test_the_weights_are_those_of_the_texts_and_rules_that_stand_here() -> None:
    """Somebody changed a rule, a class of words or a text: run `warmline safety train`."""
    from console.safety import training  # numpy, which nothing else here needs

    made_of = Path(second_reader.__file__).with_name("second_reader.made_of.txt").read_text("ascii").strip()
    assert made_of == training.made_of()


def test_the_weights_are_small_and_no_file_that_is_cut_short_is_taken() -> None:
    packed = Path(second_reader.__file__).with_name(second_reader.FILE).read_bytes()
    assert len(packed) <= 300_000
    with pytest.raises(ValueError, match="cut short"):
        second_reader.of_bytes(packed[:-1])


def test_it_reads_with_the_features_that_it_learned_with() -> None:
    text = "i have put my papers in order, is that strange?"
    said, weights = plain(text), second_reader.load()
    places = second_reader.features(said, crisis.hints(said), asks=True)
    sum_of_all = sum(weights.numbers[place] for place in places)
    expected = sum_of_all * second_reader.SCALE / (second_reader.STEPS * len(places) ** 0.5)
    assert weights.score(said, crisis.hints(said), asks=True) == pytest.approx(expected)


def test_a_word_that_its_clause_denies_is_another_word_and_the_next_clause_is_not_denied() -> None:
    def places(said: str) -> set[int]:
        return set(second_reader.features(said, (), asks=False))

    denied = set(second_reader.of_denied("pills", second_reader.classes_of("pills")))
    assert denied <= places("i have no pills")
    assert not denied & places("no , i have pills")


def test_the_longer_ordinary_texts_are_the_same_each_time_and_of_one_language() -> None:
    from console.safety import training  # numpy, which nothing else here needs

    ordinary = [
        rows.Row("see you at six", Tier.none),
        rows.Row("nos vemos", Tier.none, "es"),
        rows.Row("hola", Tier.none, "es"),
    ]
    danger = [rows.Row("i want to die", Tier.crisis)]
    long = list(training.long_texts(danger, ordinary, 50))
    assert long == list(training.long_texts(danger, ordinary, 50))
    assert {row.label for row in long} == {Tier.none}
    assert not [row for row in long if "die" in row.text or ("six" in row.text) != (row.language == "en")]


def test_no_text_that_was_kept_back_is_trained_with() -> None:
    kept = {row.text.strip().lower() for each in rows.written(rows.KEPT_BACK).values() for row in each}
    trained = {row.text.strip().lower() for each in rows.written(rows.TRAINING).values() for row in each}
    assert len(kept & trained) == 0
    assert rows.KEPT_BACK != rows.TRAINING


@pytest.mark.parametrize(
    ("text", "framed"),
    [
        ("the film ends and he shoots himself", True),
        ("en el taller vimos sobredosis y suicidio", True),
        ("my training caller is on the roof, help", False),
        ("i want to kill myself tonight like in that song", False),
        ("he shot himself", False),
    ],
)
def test_a_frame_is_a_work_or_a_lesson_and_not_what_happens_now(text: str, framed: bool) -> None:
    assert frames.is_framed(plain(text)) is framed


def test_danger_beside_a_frame_is_read_as_ever() -> None:
    assert read("we had a workshop on overdose today. i want to kill myself").tier is Tier.crisis


def test_reading_costs_little(tmp_path: Path) -> None:
    worst = ("the pills are all in my hand and he is going to kill me and " * 30)[:1600]
    read(worst)
    started = time.process_time()
    read(worst)
    assert time.process_time() - started < 0.03, "ten times what docs/safety.md says, for a busy machine"


def _csv(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "texts.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_evaluate_prints_shares_with_intervals_and_writes_what_matched(tmp_path: Path) -> None:
    file = _csv(tmp_path, "text,label,lang", "i want to die,crisis,en", "hola,none,es", "nice day,none,en")
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(safety.group, ["evaluate", str(file), "--out", str(out)])
    assert result.exit_code == 0
    assert "en danger" in result.output
    assert "100.0% (20.7%-100.0%)" in result.output
    written = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert [row["tier"] for row in written] == ["crisis", "none", "none"]
    assert "wants to die" in written[0]["matched"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["text,lang", "x,en"], '"label" is not among them'),
        (["text,label", "x,danger"], 'line 2: label is "danger"'),
        (["text,label,lang", "x,none,fr"], 'line 2: lang is "fr"'),
        (["text,label", ",none"], "line 2: there is no text"),
        (["text,label"], "there is no text in it"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(tmp_path: Path, lines: list[str], said: str) -> None:
    result = CliRunner().invoke(safety.group, ["evaluate", str(_csv(tmp_path, *lines))])
    assert result.exit_code == 1
    assert said in result.output


def test_evaluate_without_a_file_says_what_it_needs(tmp_path: Path) -> None:
    assert "name a CSV file" in CliRunner().invoke(safety.group, ["evaluate"]).output
    gone = CliRunner().invoke(safety.group, ["evaluate", str(tmp_path / "gone.csv")])
    assert "cannot be read" in gone.output


def test_an_interval_holds_the_share_and_never_leaves_nought_to_one() -> None:
    for hits, of in ((0, 10), (10, 10), (3, 7), (0, 1)):
        low, high = figures.wilson(hits, of)
        assert 0.0 <= low <= hits / of <= high + 1e-9 <= 1.0 + 1e-9
