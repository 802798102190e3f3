"""What others hold on to: step names in sessions, keywords in people's heads, queues and commands in the Procfile."""

import re
import shutil
import subprocess
import sys
from importlib import import_module
from itertools import combinations
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from console.cli import main
from flows.catalogue import BY_KEYWORD, FLOWS, STEPS
from flows.engine import Phrase, Session
from flows.rules.words.replies import CARRIER_WORDS, clean
from flows.wording import KEYWORDS
from store.contacts import contacts, open_questions
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine
from tests.kits.waiting import PATIENCE
from workers.queues import JOBS, QUEUES, SWEEPS

ROOT = Path(__file__).resolve().parents[2]
RELEASED = (Path(__file__).parent / "released_steps.txt").read_text().split()
PROCFILE = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines() if line)


def test_every_released_step_resolves() -> None:
    assert len(RELEASED) == len(set(RELEASED))
    assert [name for name in RELEASED if name not in STEPS] == [], "moved= keeps an old name alive"


def test_every_step_there_is_has_been_written_down_as_released() -> None:
    assert [name for name in STEPS if name not in RELEASED] == [], "append it to released_steps.txt"


def test_a_question_whose_step_is_gone_says_sorry_and_offers_a_person(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    with quick_line.db.begin(quick_line.clock.at) as tx:
        known = contacts.by_number(tx, PARTICIPANT)
        gone = Session(
            "gone.step", Phrase("checkin.offer"), (("1", "yes", "gone.step"), ("2", "no", "gone.too"))
        )
        open_questions.keep_text_session(tx, known, gone, (None, 0))
    reply = quick_line.text(PARTICIPANT, "1")
    assert "That question is over" in reply and "CALL and a volunteer calls you" in reply and "988" in reply


def test_keywords_are_unique_in_each_language_and_never_the_carriers() -> None:
    for language, known in KEYWORDS.items():
        assert set(known) == set(KEYWORDS["en"]), language
        for (one, its), (other, others) in combinations(known.items(), 2):
            both = {clean(w) for w in its} & {clean(w) for w in others}
            assert not both, f"{language}: {one} and {other} both claim {both}"
        for keyword, words in known.items():
            assert not {clean(word) for word in words} & set(CARRIER_WORDS), keyword


def test_no_word_is_one_keyword_in_one_language_and_another_in_the_other() -> None:
    claimed: dict[str, str] = {}
    for known in KEYWORDS.values():
        for keyword, words in known.items():
            for word in words:
                assert claimed.setdefault(clean(word), keyword) == keyword, word


def test_each_flow_has_a_name_and_a_first_step_of_its_own_and_its_keywords_have_words() -> None:
    assert len({flow.name for flow in FLOWS}) == len(FLOWS)
    assert all(flow.first is not None for flow in FLOWS)
    assert set(BY_KEYWORD) | {"BACK"} == set(KEYWORDS["en"])
    assert sum(len(flow.keywords) for flow in FLOWS) == len(BY_KEYWORD)


def test_every_job_names_a_function_and_a_queue_and_every_queue_is_swept() -> None:
    for queue, dotted in JOBS.values():
        assert queue in QUEUES
        module, _, name = dotted.rpartition(".")
        assert callable(getattr(import_module(module), name)), dotted
    assert set(SWEEPS) == set(QUEUES)
    for dotted in SWEEPS.values():
        module, _, name = dotted.rpartition(".")
        assert callable(getattr(import_module(module), name)), dotted


def test_every_wake_up_in_the_store_has_a_job() -> None:
    woken = set()
    for path in (ROOT / "store").rglob("*.py"):
        woken |= set(re.findall(r'\.wake\(\s*"(\w+)"', path.read_text()))
    assert woken
    assert woken <= set(JOBS)


def test_the_procfile_has_the_processes_of_the_contract_and_each_command_exists() -> None:
    assert {"release", "web", "worker", "clock"} <= set(PROCFILE)
    for name, command in PROCFILE.items():
        words = command.split("exec ", 1)[1].split()
        if words[0] == "warmline":
            assert main.get_command(click.Context(main), words[1]) is not None, name
            assert CliRunner().invoke(main, [words[1], "--help"]).exit_code == 0
        else:
            assert shutil.which(words[0], path=str(Path(sys.executable).parent)), name


@pytest.mark.parametrize("name", sorted(PROCFILE))
def test_a_process_without_its_configuration_says_what_is_missing_and_stops(
    name: str, tmp_path: Path
) -> None:
    told = subprocess.run(
        ["sh", "-c", PROCFILE[name]],
        cwd=ROOT,
        env={"PWD": str(ROOT), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode != 0
    assert "TWILIO_AUTH_TOKEN" in told.stderr + told.stdout
    assert "Traceback" not in told.stderr + told.stdout


def test_a_flow_that_has_keywords_stands_in_a_file_named_after_one_of_them() -> None:
    """Or after all of them: `on_off.py` has ON and OFF, `take.py` TAKE and what else is said to an offer."""
    keywords: dict[str, set[str]] = {}
    for flow in FLOWS:
        assert flow.first is not None
        keywords.setdefault(flow.first.run.__module__, set()).update(map(str.lower, flow.keywords))
    for module, known in keywords.items():
        name = module.rpartition(".")[2]
        assert not known or name in known or set(name.split("_")) == known, (module, known)
