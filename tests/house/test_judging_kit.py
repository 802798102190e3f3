"""How the line's reading is measured: each situation comes about, no row leaks into the next, verdicts are right."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks import judging as benchmark
from store.models import Contact, Inbound
from tests.kits.bridge import VOLUNTEER
from tests.kits.followed import HELD, Before
from tests.kits.judging import Case, Judge
from tests.kits.labelled_texts import Row, as_sent, read_rows
from tests.kits.line import COORDINATOR
from tests.kits.situations import STATES, Key, open_question
from tests.kits.stage import Stage
from tests.kits.verdicts import Verdict, verdict

OUT_OF_OFFICE = "Automatic reply: I am out of the office until Monday."
QUESTIONS = {"mood": "checkin.mood", "offer": "checkin.offer", "ready": "ready", "after": "after.rating"}
OFFERS = {
    "v_idle": [],
    "v_offered": ["open"],
    "v_two": ["lapsed", "open"],
    "v_holding": [HELD],
    "v_after": ["accepted"],
    "v_writing": [HELD],
}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """Plays rows; the situations are brought about once for all tests."""
    stage = Stage(tmp_path_factory.mktemp("stage"))
    yield Judge(stage)
    stage.close()


def row(state: str, meaning: str, text: str, *also: str, language: str = "en") -> Row:
    return Row(text, language, STATES[state], state, meaning, frozenset(also))


def judged(judge: Judge, *said: str, language: str = "en") -> tuple[Case, Verdict]:
    case = judge.case(row(*said, language=language))
    return case, verdict(case)


@pytest.mark.parametrize(
    ("state", "language"),
    [
        *((state, "en") for state in STATES),
        *((state, "es") for state in ("offer", "waiting", "v_two", "c_alert")),
    ],
)
def test_every_state_comes_about_a_minute_before_the_text(judge: Judge, state: str, language: str) -> None:
    there = judge.stage.situation(Key(STATES[state], state, language))
    line = judge.stage.enter(there)
    known = [each for each in line.rows(Contact) if each.number_hash in line.db.vault.hashes(there.number)]
    assert bool(known) == (state != "new")
    question = open_question(line, there.number)
    assert (question.step if question else "").startswith(QUESTIONS.get(state, ""))
    last = max([each.received_at for each in line.rows(Inbound)], default=there.at - timedelta(days=1))
    assert there.at - last >= timedelta(seconds=60)
    assert there.number not in [
        each.to for each in line.carrier.texts if there.at - each.at < timedelta(seconds=60)
    ]

    silence = judge.case(row(state, "unclear", "xyz", language=language)).silence
    assert sorted(silence.duty.offers.values() if silence.duty else []) == OFFERS.get(state, [])
    assert [each.kind for each in silence.in_line] == {
        "waiting": ["call"], "ready": ["call"], "writing": ["text"]
    }.get(state, [])  # fmt: skip
    assert [*silence.alerts.values()] == (["crisis"] if state == "c_alert" else [])
    assert not silence.rung and not silence.opened and not silence.reply
    assert bool(silence.rung_later) == (state == "waiting"), "without a word, TAKE rings in this state alone"


@pytest.mark.parametrize("state", [each for each in STATES if each not in ("new", "writing", "v_writing")])
def test_everybody_is_answered_in_the_language_of_their_row(judge: Judge, state: str) -> None:
    said = [judged(judge, state, "unclear", "xyz", language=each)[0].text.reply for each in ("en", "es")]
    assert said[0] != said[1]


def test_who_is_to_come_on_duty_is_off_and_the_other_way_round() -> None:
    assert not row("v_idle", "on", "ON").key.on_duty
    assert row("v_idle", "off", "OFF").key.on_duty
    assert {row("v_idle", "status", text).key.on_duty for text in ("am i on", "am i on?")} == {True, False}


@pytest.mark.parametrize(("state", "text"), [("idle", "CALL"), ("v_offered", "TAKE K7"), ("idle", "STOP")])
def test_what_follows_a_row_is_not_there_for_the_next(judge: Judge, state: str, text: str) -> None:
    first, again = judge.case(row(state, "call", text)), judge.case(row(state, "call", text))
    assert first.text.changed and first == again
    assert judge.case(row(state, "unclear", "xyz")).changed == set()


@pytest.mark.parametrize(
    ("state", "meaning", "text", "figure", "found"),
    [
        ("idle", "call", "CALL", "has_call", True),
        ("idle", "call", "xyz", "has_call", False),
        ("idle", "call", "CALL", "booked_unasked", None),
        ("idle", "tell", "CALL", "booked_unasked", "booked"),
        ("idle", "write", "CALL", "booked_unasked", "booked"),
        ("idle", "tell", "xyz", "booked_unasked", ""),
        ("offer", "yes", "1", "has_call", True),
        ("offer", "no", "1", "booked_unasked", "booked"),
        ("waiting", "call", "xyz", "has_call", True),
        ("waiting", "call", "NEVERMIND", "has_call", False),
        ("waiting", "call_at", "xyz", "has_call", False),
        ("waiting", "call_at", "LATER 9pm", "has_call", True),
        ("ready", "write", "3", "has_writing", True),
        ("ready", "write", "xyz", "has_writing", False),
        ("ready", "now", "1", "has_call", True),
        ("ready", "now", "xyz", "has_call", False),
        ("ready", "tell", "1", "booked_unasked", "rung"),
        ("ready", "later", "1", "booked_unasked", "rung"),
        ("waiting", "no_call", "NEVERMIND", "called_off", True),
        ("waiting", "no_call", "xyz", "called_off", False),
        ("ready", "no", "no", "called_off", True),
        ("ready", "no", "xyz", "called_off", False),
        ("waiting", "tell", "NEVERMIND", "called_off_unasked", True),
        ("waiting", "tell", "xyz", "called_off_unasked", False),
        ("idle", "stop", "STOP", "opted_out", True),
        ("idle", "stop", "xyz", "opted_out", False),
        ("v_offered", "stop", "STOP", "opted_out", True),
        ("idle", "tell", "STOP", "opted_out_unasked", True),
        ("idle", "unclear", "xyz", "read", None),
        ("idle", "tell", "xyz", "read", False),
        ("idle", "yes", "\U0001faa8", "read", False),
        ("idle", "help", "MENU", "read", True),
        ("new", "tell", "xyz", "read", False),
        ("idle", "busy", OUT_OF_OFFICE, "read", True),
        ("idle", "tell", OUT_OF_OFFICE, "read", False),
        ("writing", "pass_on", "it was a long day", "read", True),
        ("writing", "police", "it was a long day", "read", False),
        ("mood", "rate:2", "2", "rated", True),
        ("mood", "rate:3", "2", "rated", False),
        ("after", "rate:4", "4", "rated", True),
        ("mood", "tell", "2", "rated_unasked", True),
        ("mood", "tell", "xyz", "rated_unasked", False),
        ("idle", "crisis", "I want to kill myself", "alarmed", True),
        ("idle", "tell", "I want to kill myself", "alarmed_unasked", True),
        ("v_offered", "take", "TAKE K7", "obeyed", True),
        ("v_offered", "take", "xyz", "obeyed", False),
        ("v_offered", "tell", "TAKE K7", "taken_unasked", True),
        ("v_offered", "tell", "TAKE K7", "booked_unasked", "rung"),
        ("v_offered", "take_at", "TAKE K7 at 7pm", "obeyed", True),
        ("v_offered", "take_at", "TAKE K7", "obeyed", False),
        ("v_offered", "take_at", "TAKE K7", "booked_unasked", "rung"),
        ("v_two", "take", "TAKE M3", "obeyed", True),
        ("v_two", "take", "TAKE K7", "obeyed", True),
        ("v_two", "pass", "PASS M3", "obeyed", True),
        ("v_offered", "pass", "PASS K7", "obeyed", True),
        ("v_offered", "pass", "xyz", "obeyed", False),
        ("v_offered", "pass_later", "PASS K7 but i can at 9pm", "obeyed", True),
        ("v_holding", "pass", "PASS K7", "obeyed", True),
        ("v_holding", "question", "PASS K7", "given_up_unasked", True),
        ("v_offered", "question", "TAKE K7", "given_up_unasked", False),
        ("v_holding", "go", "GO K7", "obeyed", True),
        ("v_holding", "go", "xyz", "obeyed", False),
        ("v_after", "done", "DONE K7 it went well", "obeyed", True),
        ("v_after", "done", "xyz", "obeyed", False),
        ("v_writing", "done", "DONE K7", "obeyed", True),
        ("v_writing", "done", "xyz", "obeyed", False),
        ("v_after", "note", "NOTE K7 she has a dog", "obeyed", True),
        ("v_after", "block", "BLOCK K7", "obeyed", True),
        ("v_after", "block", "xyz", "obeyed", False),
        ("v_idle", "on", "ON", "obeyed", True),
        ("v_idle", "on", "xyz", "obeyed", False),
        ("v_idle", "off", "OFF", "obeyed", True),
        ("v_idle", "off", "xyz", "obeyed", False),
        ("v_idle", "pause", "PAUSE", "obeyed", True),
        ("v_idle", "take", "TAKE K7", "obeyed", None),
        ("c_alert", "ack", "ACK A1", "obeyed", True),
        ("c_alert", "ack", "xyz", "obeyed", False),
        ("c_alert", "who", "ACK A1", "acknowledged_unasked", True),
        ("c_alert", "who", "LIST", "acknowledged_unasked", False),
        ("c_idle", "list", "LIST", "read", True),
    ],
)
def test_a_row_whose_verdict_is_known_gets_it(
    judge: Judge, state: str, meaning: str, text: str, figure: str, found: object
) -> None:
    case, said = judged(judge, state, meaning, text)
    assert getattr(said, figure) == found, (case.sent, case.text)


def test_a_phone_that_rings_hours_later_is_neither_called_off_nor_asked_for(judge: Judge) -> None:
    case, said = judged(judge, "waiting", "no_call", "NEVERMIND")
    rings = replace(case, text=replace(case.text, rung_later=Counter({VOLUNTEER: 9})))
    assert (said.called_off, verdict(rings).called_off) == (True, False)
    assert (said.booked_unasked, verdict(rings).booked_unasked) == ("", "would be rung")


def test_nonsense_of_a_stranger_is_also_answered_in_their_language_for_comparison(judge: Judge) -> None:
    case, _ = judged(judge, "new", "greeting", "hola", language="es")
    in_theirs = [each for each in case.nonsense if "Hola" in each.reply]
    assert {each.reply.splitlines()[0] for each in in_theirs} == {case.text.reply.splitlines()[0]}
    assert len({each.reply for each in case.nonsense}) > len({each.reply for each in in_theirs})
    assert not replace(case, text=in_theirs[0]).answered


def test_a_text_over_which_the_line_breaks_is_not_read(judge: Judge) -> None:
    case, said = judged(judge, "idle", "help", "MENU")
    broken = verdict(replace(case, text=replace(case.text, failed=True, changed=frozenset())))
    assert (said.read, said.failed, broken.read, broken.failed) == (True, False, False, True)

    there = judge.stage.situation(case.row.key)
    before = Before(judge.stage.enter(there), there.number)
    assert before.followed("Sorry, something went wrong").failed, "a text that was kept is in the database"


def test_a_false_alarm_is_no_sign_of_having_understood(judge: Judge) -> None:
    case, said = judged(judge, "idle", "tell", "sometimes i wish i was dead")
    assert said.alarmed_unasked and ("told", COORDINATOR) in {each[:2] for each in case.changed}
    assert said.read is case.answered


def test_codes_and_handles_are_those_of_the_situation(judge: Judge) -> None:
    there = judge.stage.situation(Key("volunteer", "v_two", "en"))
    first, second = there.codes["K7"], there.codes["M3"]
    sent = as_sent(row("v_two", "take", "K7 or m-3? not K9, i have 3 m"), there)
    assert sent == f"{first} or {second.lower()}? not K9, i have 3 m"
    alert = judge.stage.situation(Key("coordinator", "c_alert", "en"))
    assert as_sent(row("c_alert", "who", "who is Heron-321 of A1"), alert) == f"who is {alert.handle} of A1"


@pytest.mark.parametrize(
    ("state", "meaning", "text", "sent"),
    [
        ("offer", "yes", "1 please", "1 please"),
        ("offer", "no", "2", "3"),
        ("offer", "crisis", "2 late for calls", "2 late for calls"),
        ("offer", "unclear", "3", "4"),
        ("offer", "unclear", "12", "12"),
        ("idle", "no", "2", "2"),
    ],
)
def test_a_key_means_what_it_meant_in_the_menu_the_row_was_written_for(
    judge: Judge, state: str, meaning: str, text: str, sent: str
) -> None:
    there = judge.stage.situation(Key("participant", state, "en"))
    today = replace(there, offered={"1": "call", "2": "write", "3": "no"})
    assert as_sent(row(state, meaning, text), today) == sent


def test_rows_are_read_from_both_kinds_of_file(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        'text,lang,who,state,meaning,also,note\n"well, call me",en,participant,offer,yes,call|now,asks\n',
        "utf-8",
    )
    (tmp_path / "rows.tsv").write_text('es\tvolunteer\tv_idle\ton\t\t"ya\\nestoy\n', "utf-8")
    [csv], [tsv] = read_rows(tmp_path / "rows.csv"), read_rows(tmp_path / "rows.tsv")
    assert csv == Row(
        "well, call me", "en", "participant", "offer", "yes", frozenset({"call", "now"}), "asks"
    )
    assert tsv == Row('"ya\nestoy', "es", "volunteer", "v_idle", "on")


@pytest.mark.parametrize(
    "line",
    ["en\tparticipant\tidle\ttell", "de\tparticipant\tidle\ttell\t\tja", "en\tvolunteer\tidle\ton\t\thi"],
)
def test_what_is_no_row_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "rows.tsv").write_text(f"en\tparticipant\tidle\ttell\t\thi\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"rows\.tsv, row 2"):
        read_rows(tmp_path / "rows.tsv")


def test_the_benchmark_prints_figures_and_of_the_texts_only_those_booked_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        "en\tparticipant\tidle\tcall\t\tcall me",
        "es\tparticipant\tidle\ttell\t\tCALL",
        "en\tparticipant\tidle\ttell\t\tbake sale",
    )
    (tmp_path / "rows.tsv").write_text("\n".join(rows), "utf-8")
    benchmark.main([str(tmp_path / "rows.tsv"), "--rows", str(tmp_path / "out.csv")])
    printed = capsys.readouterr().out
    assert "| booked or rung unasked | 50% (1 of 2) | 0% (0 of 1) | 100% (1 of 1) |" in printed
    assert "| a call for who asks | 100% (1 of 1) | 100% (1 of 1) | none |" in printed
    assert "- booked: idle, tell: 'CALL'" in printed and "bake sale" not in printed
    written = (tmp_path / "out.csv").read_text("utf-8")
    assert "bake sale" in written and len(written.splitlines()) >= 4
