"""docs/developers.md, "Add a keyword": somebody who follows it step by step gets a keyword that works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "developers.md"
COPIED = ("flows", "store", "telephony", "workers", "console", "tests", "docs", "Procfile", "pyproject.toml")
RUN = (
    "tests/journeys/test_transcripts.py::test_a_conversation_goes_as_written[a_tip_keeps_the_open_question]",
    "tests/house/test_keyword_reference.py::test_every_keyword_stands_there_with_its_words_in_each_language",
    "tests/house/test_catalogue.py::test_every_step_there_is_has_been_written_down_as_released",
    "tests/house/test_catalogue.py::test_keywords_are_unique_in_each_language_and_never_the_carriers",
    "tests/house/test_wording_rules.py::test_every_language_has_the_same_wordings_and_keywords",
    "tests/house/test_wording_rules.py::test_a_wording_stands_in_the_file_that_the_first_part_of_its_id_names",
)


def follow(home: Path) -> None:
    """Do in `home` what the page says, block by block."""
    page = PAGE.read_text(encoding="utf-8").partition("\n## Add a keyword\n")[2].partition("\n## ")[0]
    python, diff, english, spanish, says, dice, row, script = re.findall(r"```\w+\n(.*?)```", page, re.DOTALL)
    (home / "flows/contacts/tip.py").write_text(python, encoding="utf-8")
    beside, added = (line[1:] for line in diff.splitlines())
    _insert(home / "flows/catalogue.py", beside, added)
    _insert(home / "flows/catalogue.py", "from flows.closing import ", "from flows.contacts import tip")
    for language, words, wording in (("en", english, says), ("es", spanish, dice)):
        folder = home / "flows" / "wording" / language
        with (folder / "keywords.toml").open("a", encoding="utf-8") as keywords:
            keywords.write(words)
        (folder / "tip.toml").write_text(wording, encoding="utf-8")
    _insert(home / "docs/keywords.md", "| MENU |", row.strip())
    transcript = home / "tests/journeys/transcripts/a_tip_keeps_the_open_question.txt"
    assert transcript.name in page
    transcript.write_text(script, encoding="utf-8")
    with (home / "tests/house/released_steps.txt").open("a", encoding="utf-8") as released:
        [name] = re.findall(r"\*\*6\.\*\* The step's name, `([\w.]+)`", page)
        released.write(f"{name}\n")


def _insert(file: Path, beside: str, added: str) -> None:
    """A line behind the one that begins with `beside`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    [at] = [number for number, line in enumerate(lines) if line.startswith(beside)]
    file.write_text("\n".join([*lines[: at + 1], added, *lines[at + 1 :]]) + "\n", encoding="utf-8")


@pytest.mark.timeout(240)  # imports the whole line once more, on a machine that may be busy
def test_a_keyword_added_as_the_page_says_works(tmp_path: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "lessons")
            )
        else:
            shutil.copy(ROOT / name, tmp_path)
    follow(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *RUN],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
