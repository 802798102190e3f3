"""`warmline line` shows what can be chosen, sets it, and says what is allowed where something does not fit."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import main
from tests.console.commands.test_volunteers import migrated
from tests.kits.line import KEYS, LINE_NUMBER
from tests.kits.servers import Databases

Warmline = Callable[..., Result]


@pytest.fixture
def warmline(databases: Databases, tmp_path: Path) -> Iterator[Warmline]:
    with databases.fresh("sqlite", migrated) as url:
        env: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LINE_", "TW"))}
        env |= {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "PUBLIC_URL": "https://line.example"}
        env |= {"LINE_NUMBER": LINE_NUMBER, "SECRET_KEY": "s" * 43, "DATA_KEYS": KEYS[0]}
        env |= {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)}

        def run(*arguments: str) -> Result:
            return CliRunner().invoke(main, ["line", *arguments], env=env)

        yield run


def test_a_choice_is_set_shown_and_taken_back_and_the_history_says_who(warmline: Warmline) -> None:
    assert "policy: nothing (not chosen here)" in warmline("show").output
    made = warmline("set", "policy", "never")
    assert made.stdout == "policy: never, from now on\n"
    assert '"choice": "policy"' in made.stderr, "and the log says that something was chosen"
    assert "policy: never (chosen here)" in warmline("show").output
    assert warmline("set", "policy", "never").stdout == "policy: it was so already\n"
    assert warmline("set", "policy", "--default").stdout == "policy: nothing, from now on\n"
    last, first = warmline("show", "--history").stdout.splitlines()
    assert "policy: nothing → never" in first and "by command" in first
    assert "policy: never → nothing" in last


def test_a_wording_is_set_in_words_of_ones_own(warmline: Warmline) -> None:
    assert "wording.en.answer.cost: It's free" in warmline("show", "--wordings").output
    assert warmline("set", "wording.en.answer.cost", "No charge.").exit_code == 0
    assert "wording.en.answer.cost: No charge." in warmline("show", "--wordings").output
    assert "wording.en.answer.cost: No charge." in warmline("show").output


@pytest.mark.parametrize(
    "arguments", [("policy",), ("policy", "never", "--default"), ("policy", "maybe"), ("x", "y")]
)
def test_what_cannot_be_set_is_refused_with_a_reason(arguments: tuple[str, ...], warmline: Warmline) -> None:
    done = warmline("set", *arguments)
    assert done.exit_code == 1
    assert "Nothing was changed." in done.output
    assert "policy: nothing (not chosen here)" in warmline("show").output
