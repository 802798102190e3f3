"""What the organisation chooses is in force at once in every process, and the rows say who chose it."""

from dataclasses import replace
from datetime import time

import pytest

from flows.line.choices import NotAllowed
from flows.wording import Listener, render
from store.database import Database
from store.line import choices
from store.models import LineChoice
from store.vault import Vault
from tests.kits.line import KEYS, LINE, NOON, TestLine


def choose(line: TestLine, name: str, value: str | None) -> choices.Chosen:
    with line.db.begin(NOON) as tx:
        return tx.choose(name, value, by="Ada")


def test_a_choice_is_in_force_at_once_also_in_another_process(line: TestLine) -> None:
    other = Database(line.db.engine, Vault(KEYS), replace(LINE, policy="never"))
    with other.begin(NOON) as tx:
        assert tx.line.policy == "never", "the environment's, where nothing is chosen"
    choose(line, "policy", "Life at risk")
    with other.begin(NOON) as tx:
        assert tx.line.policy == "life_at_risk"
    choose(line, "policy", None)
    with other.begin(NOON) as tx:
        assert tx.line.policy == "never"


def test_experiences_are_named_as_the_organisation_says_them(line: TestLine) -> None:
    choose(line, "experiences", "Grief,  panic   attacks, grief")
    with line.db.begin(NOON) as tx:
        assert tx.line.experiences == ("grief", "panic attacks")


def test_who_chose_what_is_kept_and_the_same_choice_again_is_no_news(line: TestLine) -> None:
    for value in ("on", "on", "off", None):
        choose(line, "age_question", value)
    kept = [(row.before, row.value, row.chosen_by) for row in line.rows(LineChoice)]
    assert kept == [(None, "on", "Ada"), ("on", "off", "Ada"), ("off", None, "Ada")]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("polcy", "never", "There are: name"),
        ("policy", "sometimes", "never, if_asked or life_at_risk"),
        ("age_question", "perhaps", "on or off"),
        ("experiences", "a,b,c,d,e,f,g,h,i", "at most 8"),
        ("experiences", "grief, " + "x" * 25, "24 letters"),
        ("experiences", " , ", "at most 8"),
        ("youth_line", "x" * 61, "at most 60"),
        ("youth_line", " ", "at most 60"),
        ("wording.en.crisis.answer", "Call somebody.", "no wording that can be reworded"),
        ("wording.fr.answer.cost", "C'est gratuit.", "a language (en, es)"),
        ("wording.en.answer.cost", "Free {for} you.", "braces: none"),
        ("wording.en.answer.cost", "Free {line.name}.", "braces: none"),
        ("wording.en.answer.cost", "x" * 161, "longer than one text"),
        ("wording.en.answer.cost", "Our peer support is free.", "peer, support"),
        ("wording.en.answer.cost", "It's free. it's safe.", "a capital"),
        ("wording.en.answer.cost", "It's free. Text STOP to end.", "asked for here: STOP"),
        (
            "wording.es.answer.language_request",
            "¿En {wanted_language}? Responde 1 o 3.",
            "keep their numbers",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_the_answer_says_what_would(
    name: str, value: str, says: str, line: TestLine
) -> None:
    with pytest.raises(NotAllowed) as refused:
        choose(line, name, value)
    assert says in str(refused.value)
    assert line.rows(LineChoice) == []


def test_reworded_answers_are_said_by_text_and_by_voice_until_they_go_back(line: TestLine) -> None:
    def said(*, aloud: bool) -> str:
        with line.db.begin(NOON) as tx:
            return render("answer.cost", Listener(tx.line, "es", aloud, NOON))

    ours = said(aloud=False)
    choose(line, "wording.es.answer.cost", "Es gratis, también la llamada.")
    assert said(aloud=False) == "Es gratis, también la llamada.", "é is in the alphabet of texts"
    assert said(aloud=True) == "Es gratis, también la llamada."
    choose(line, "wording.es.answer.cost.voice", "No cuesta nada.")
    assert said(aloud=True) == "No cuesta nada."
    choose(line, "wording.es.answer.cost", None)
    assert (said(aloud=False), said(aloud=True)) == (ours, "No cuesta nada.")


def test_a_row_that_this_program_cannot_use_changes_nothing(line: TestLine) -> None:
    row = {"value": "{gone}", "before": None, "chosen_by": "Ada", "chosen_at": NOON}
    with line.db.begin(NOON) as tx:
        for name in ("wording.en.answer.cost", "wording.en.gone.away", "gone", "policy"):
            tx.run(LineChoice.__table__.insert(), row | {"name": name})  # type: ignore[attr-defined]
    with line.db.begin(NOON) as tx:
        assert tx.line == LINE


def test_one_step_back_is_a_choice_of_its_own_and_only_the_newest_is_taken_back(line: TestLine) -> None:
    for hours in ("17:00-21:00", "18:00-22:00"):
        choose(line, "cover_hours", hours)
    older, newest = (row.id for row in line.rows(LineChoice))
    with pytest.raises(choices.ChangedSince), line.db.begin(NOON) as tx:
        tx.undo_choice(older, by="Ben")
    with line.db.begin(NOON) as tx:
        tx.undo_choice(newest, by="Ben")
        assert tx.line.cover_hours == (time(17), time(21))
    kept = [(row.before, row.value, row.chosen_by) for row in line.rows(LineChoice)]
    assert kept[-1] == ("18:00-22:00", "17:00-21:00", "Ben")


def test_a_closing_is_not_taken_back_by_a_row_alone(line: TestLine) -> None:
    choose(line, "closed", "2026-03-04T17:00:00+00:00/2026-03-05T14:00:00+00:00")
    (row,) = line.rows(LineChoice)
    with pytest.raises(choices.ChangedSince), line.db.begin(NOON) as tx:
        tx.undo_choice(row.id, by="Ben")
    with line.db.begin(NOON) as tx:
        assert tx.line.closed is not None


def test_what_was_a_variable_alone_is_a_choice_and_goes_back_to_the_variable(line: TestLine) -> None:
    for name, value, made in (
        ("name", "Harbour Line", "Harbour Line"),
        ("timezone", "America/Denver", "America/Denver"),
        ("promise_minutes", "45", 45.0),
        ("calls_per_day", "0", 0),
    ):
        choose(line, name, value)
        with line.db.begin(NOON) as tx:
            assert getattr(tx.line, name) == made
        assert getattr(line.db.last_seen_line, name) == made, "said without a database, too"
        choose(line, name, None)
        with line.db.begin(NOON) as tx:
            assert getattr(tx.line, name) == getattr(LINE, name)
