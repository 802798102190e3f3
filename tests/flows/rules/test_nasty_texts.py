"""Every reader answers a text built to make a pattern go back over it again and again.

A text is 1,600 characters at most, and anybody may send one. `signature.cut` once took two minutes for 1,600 line ends,
and the process that read it answered nobody meanwhile. The limit below is no measurement: what is well takes
milliseconds, and what goes back over the text takes minutes (`benchmarks/reading.py` measures).
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

import flows.rules
from benchmarks.reading import NASTY
from flows.line.choices import NotAllowed

LONGEST = 1_600
UNITS = (
    *NASTY,
    "\n", "\n\n", " ", "\t", "-", "- ", "-- ", "\n- a", "\n>", "...", ". ,", "'", "[", "(a) ", "a.", "a'", "Ab ",
    "A\n\n", "\nthanks ", "love ", "signed: ", "re:", "from: a\n", "dont call me ", "call me ", "no me llames ",
    "wrong number ", "not ", "never call ", "who is this ", "she ", "dile que ", "tell him ", "1-2 ", "2, ",
    "one ", "if ", "¿", "está ",
)  # fmt: skip
NO_TEXTS = {
    "phone.written",  # a number that was read already
    "times.recurring.weekdays",  # a rule that we wrote
    "times.clock.number_in",  # a word that a pattern found
}


def readers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Each public function of `flows.rules` that reads a text and needs nothing else."""
    for module in pkgutil.walk_packages(flows.rules.__path__, "flows.rules."):
        for name, function in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.name:
                continue
            given = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            if len(given) == 1 and given[0].annotation in (str, "str"):
                yield f"{module.name.removeprefix('flows.rules.')}.{name}", function


READERS = {name: reader for name, reader in readers() if name not in NO_TEXTS}


def test_the_readers_are_found() -> None:
    assert {
        "screening.signature.cut",
        "screening.signature.unsigned",
        "crisis.crisis.read",
        "refusal.refusal.read",
    } <= READERS.keys()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("reader", READERS)
def test_a_nasty_text_is_answered(reader: str) -> None:
    for unit in UNITS:
        for end in ("", "1"):
            # A short one too: some readers give up on a long text before their patterns see it.
            for length in (160, 200, LONGEST):
                with suppress(NotAllowed):
                    answer = READERS[reader]((unit * length)[: length - len(end)] + end)
                    if inspect.isgenerator(answer):
                        list(answer)
