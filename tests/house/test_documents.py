"""What the documents name exists: links, paths, modules, commands, settings, events. All records have one form."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from console.cli import main
from flows.wording import words
from flows.wording.catalogue import ids
from store.config import clock
from store.config.settings import DECLARED

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS = [*PAGES, *RECORDS]
FILES = {
    str(each.relative_to(ROOT)).rstrip("/")
    for top in ("flows", "store", "telephony", "workers", "console", "tests", "docs", "benchmarks")
    for each in [ROOT / top, *(ROOT / top).rglob("*")]
    if "__pycache__" not in each.parts
}
TOPS = "|".join(sorted({each.split("/")[0] for each in FILES}))
MADE_WHILE_READING = {
    *("flows/contacts/tip.py", "flows/wording/en/tip.toml", "flows/wording/es/tip.toml"),
    "tests/journeys/transcripts/a_tip_keeps_the_open_question.txt",
}
"""What somebody makes who follows "Add a keyword" (tests/house/test_add_a_keyword.py does)."""
named = pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def without_blocks(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)


def quoted(page: Path) -> list[str]:
    """Everything between single backticks."""
    return re.findall(r"`([^`\n]+)`", without_blocks(text_of(page)))


def anchors(page: Path) -> set[str]:
    """The headings as links name them."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@named
def test_every_link_within_the_documents_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if link.startswith("http"):
            continue
        path, _, anchor = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


@named
def test_every_path_that_is_named_exists(page: Path) -> None:
    named_in = re.findall(rf"(?<![\w/.\-])(?:{TOPS})/[\w./\-]*\w", without_blocks(text_of(page)))
    missing = [path for path in named_in if path not in FILES | MADE_WHILE_READING and not _begins(path)]
    assert missing == []
    known = {each.rsplit("/", 1)[-1] for each in FILES | MADE_WHILE_READING}
    alone = [token for token in quoted(page) if re.fullmatch(r"[\w\-]+\.(py|tsv|md)", token)]
    assert [name for name in alone if name not in known] == []


def _begins(path: str) -> bool:
    # "docs/adr/0024" stands for the record of that number.
    return re.fullmatch(r"docs/adr/\d{4}", path) is not None and any(e.startswith(path) for e in FILES)


@named
def test_every_module_that_is_named_exists(page: Path) -> None:
    for token in quoted(page):
        if re.fullmatch(rf"(?:{TOPS})(?:\.\w+)+", token):
            assert _resolves(token), token


def _resolves(dotted: str) -> bool:
    for parts in range(len(dotted.split(".")), 0, -1):
        module, rest = dotted.split(".")[:parts], dotted.split(".")[parts:]
        if "/".join(module) in FILES or "/".join(module) + ".py" in FILES:
            found: object = import_module(".".join(module))
            for name in rest:
                found = getattr(found, name, None)
            return found is not None
    return False


@named
def test_every_command_that_is_named_exists_with_its_options(page: Path) -> None:
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text_of(page), re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    for said in [*quoted(page), *lines]:
        for called in re.findall(r"(?<![\w=/])warmline((?: [a-z][\w\-]*)+[^;&|]*)", said):
            _must_be_callable(called.split())
        for target in re.findall(r"\bmake ([a-z]+)\b", said):
            assert re.search(rf"^{target}:", text_of(ROOT / "Makefile"), re.MULTILINE), said


def _must_be_callable(called: list[str]) -> None:
    command: click.Command = main
    while isinstance(command, click.Group) and called:
        found = command.get_command(click.Context(command), called.pop(0))
        assert found is not None, called
        command = found
    options = {each for option in command.params for each in (*option.opts, *option.secondary_opts)}
    assert set(re.findall(r"--[a-z\-]+", " ".join(called))) <= options, command.name


def rows_below(page: str, heading: str) -> list[list[str]]:
    """The cells of every row between a heading and the next of its rank."""
    rank = heading.split(" ")[0]
    part = text_of(ROOT / "docs" / page).partition(f"\n{heading}\n")[2]
    part = re.split(rf"^{rank} ", part, maxsplit=1, flags=re.MULTILINE)[0]
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        for line in part.splitlines()
        if line.startswith("| ")
    ]
    assert rows, heading
    return [row for row in rows if not set(row[0]) <= set("-|")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_variable_that_is_named_is_a_setting(page: Path) -> None:
    said = {token for token in quoted(page) if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", token)}
    assert said <= {*DECLARED.names, clock.VARIABLE}


def test_log_events_and_metrics_of_the_page_on_monitoring_are_those_of_the_code() -> None:
    code = "".join(
        text_of(each)
        for top in ("store", "telephony", "workers", "console")
        for each in (ROOT / top).rglob("*.py")
    )
    told = [
        token
        for row in rows_below("monitoring.md", "## Logs")
        for token in re.findall(r"`(\w+(?: crashed)?)`", row[0])
    ]
    assert told and [event for event in told if f'"{event}"' not in code] == []
    measured = set(re.findall(r'"(warmline_\w+)"', text_of(ROOT / "telephony" / "health" / "routes.py")))
    rows = rows_below("monitoring.md", "## `/metrics`")
    assert {each for row in rows for each in re.findall(r"`(warmline_\w+)", row[0])} == measured


def test_every_alert_is_quoted_for_coordinators_and_nothing_is_quoted_that_is_none() -> None:
    alerts = {
        id: words(id, "en").text
        for id in ids("en")
        if re.fullmatch(r"(late\.)?alert\.\w+|team\.alert\w*", id)
    }
    shapes = {id: re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(text))) for id, text in alerts.items()}
    quotes = [row[0] for row in rows_below("coordinators.md", "## Every alert") if row[0] != "the text"]
    assert [quote for quote in quotes if not any(shape.fullmatch(quote) for shape in shapes.values())] == []
    # A late wording may be another alert's, to the letter.
    unquoted = {alerts[id] for id, shape in shapes.items() if not any(map(shape.fullmatch, quotes))}
    assert unquoted == set()


@pytest.mark.parametrize("record", RECORDS, ids=lambda page: page.stem)
def test_every_record_has_its_number_its_status_with_a_day_and_the_parts_in_order(record: Path) -> None:
    text = text_of(record)
    assert re.match(rf"# {int(record.name[:4])}\. \S", text)
    assert re.search(r"^## Status\n\nAccepted, \d{4}-\d\d-\d\d\.", text, re.MULTILINE)
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [each for each in parts if each in ("Status", "Context", "Decision", "Consequences")] == [
        "Status",
        "Context",
        "Decision",
        "Consequences",
    ]
    assert set(parts) <= {
        "Status",
        "Context",
        "Decision",
        "Alternatives",
        "Measured",
        "Consequences",
        "The plan",
    }


def test_every_record_has_a_number_of_its_own() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == sorted(set(numbers)), "numbers are given out before records are written: gaps may be"
