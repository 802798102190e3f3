"""The house has one word for a thing: every noun of a file's name is in docs/glossary.md, and no name says a word given
up for another."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flows.catalogue import BY_KEYWORD

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "store", "telephony", "workers", "console")
PLAIN = frozenset(
    "adding by in init is not on or other out up who with "
    "actions allowed answering apply choosing compose daily delayed die embedded ending expect forward gather inside "
    "invited lazily outside play recurring reported running said same silent speaking stopping waiting write "
    "app base cli common conf control database defaults dial disk en env environment errors es gunicorn link logs "
    "machine main page paging parent parsers people queries record redis ringing rows run scratch setup values "
    "vocabulary web".split()
)
"""Words between the nouns, and what any program calls so."""

GIVEN_UP = {
    "agreeing": "pickup_time",
    "chronicle": "timeline",
    "deed": "effect",
    "errand": "command",
    "evenness": "fairness",
    "guest": "supervisor, transfer",
    "happening": "decision",
    "introducing": "introduction",
    "normalise": "clean_text",
    "own_words": "free_text",
    "parting": "blocking",
    "peace": "pause",
    "standing": "status, menu, capacity",
    "stillness": "silence",
    "stir": "a verb and its object: wake_waiting_callbacks",
    "veil": "discreet",
}
"""Words that only this house understood, and what it says now."""
STORED = frozenset({"errand", "happenings", "veiled"})
"""Names of tables and columns, which do not change: an old process may run beside a new one."""


def glossary() -> set[str]:
    """Every word of a term, a plural as its singular."""
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    terms = " ".join(rows).lower().replace("check-in", "checkin")
    return {_singular(word) for word in re.findall(r"[a-z]+", terms)}


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return re.sub(r"(?<=ss)es$|(?<=[^s])s$", "", word)


def nouns_of_files() -> Iterator[tuple[str, str]]:
    """Each word in the name of a folder or a module, and where it stands. Scenes and migrations have titles."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts[1:]
            if "versions" not in parts and "scenes" not in parts and parts:
                for word in re.findall(r"[a-z]+", "_".join(parts)):
                    yield word, str(path.relative_to(ROOT))


def names(package: str) -> Iterator[tuple[str, str]]:
    """Every name that a package defines or uses, and where."""
    for path in sorted((ROOT / package).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for field in ("id", "name", "attr", "arg", "asname"):
                name = getattr(node, field, None)
                if isinstance(name, str):
                    yield name, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def given_up(name: str) -> list[str]:
    """The words given up that are in a name, in one number or the other."""
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
    said = f"_{plain}_"
    forms = {each: (each, f"{each}s", f"{each}ed", f"{each}d") for each in GIVEN_UP}
    return [each for each, every in forms.items() if any(f"_{form}_" in said for form in every)]


def test_every_noun_in_the_name_of_a_file_is_in_the_glossary() -> None:
    known = glossary() | {word.lower() for word in BY_KEYWORD} | PLAIN
    unknown = {(word, where) for word, where in nouns_of_files() if not {word, _singular(word)} & known}
    assert sorted(unknown) == [], "give it an entry, or use the word that has one"


def test_no_name_says_a_word_that_was_given_up() -> None:
    found = {
        (name, where, GIVEN_UP[word])
        for package in PACKAGES
        for name, where in names(package)
        if name not in STORED
        for word in given_up(name)
    }
    assert sorted(found) == []
