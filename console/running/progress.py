"""How far a long step is, for whoever waits for it: on a terminal in one line that is written anew, else line by line.

Used while nothing is installed yet: the standard library only.
"""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

_SAY_AGAIN = 5.0
_ANSWERED = re.compile(r"^(?:Collecting|Processing|Requirement already satisfied).*\(line (\d+)\)\)")
_NO_ANSWER = re.compile(
    r"Failed to establish|NewConnectionError|NameResolutionError|Temporary failure in name|ConnectTimeout"
    r"|Read timed out|ProxyError|Network is unreachable"
)


def say(words: str, end: str = "\n") -> None:
    """To standard output, at once; nobody listening is no reason to stop."""
    with suppress(OSError):
        sys.stdout.write(words + end)
        sys.stdout.flush()


def indented(lines: Sequence[str]) -> str:
    """Another program's words, told apart from ours."""
    return "\n".join(f"    {line}" for line in lines)


class Step:
    """One step as a person sees it: what it is and how long it usually takes, how far it is, and that it is done."""

    def __init__(self, words: str) -> None:
        self._words, self._began, self._said_at = words, monotonic(), monotonic()
        self._in_place = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        self._write("")

    def far(self, note: str = "") -> None:
        """How far it is. Asked often; where lines stay, one now and then is enough."""
        if not self._in_place and monotonic() - self._said_at < _SAY_AGAIN:
            return
        self._said_at = monotonic()
        self._write(", ".join(filter(None, [self._seconds(), note])))

    def done(self) -> None:
        """It is over."""
        self._write(f"done in {self._seconds()}", end="\n")

    def _seconds(self) -> str:
        return f"{monotonic() - self._began:.0f} s"

    def _write(self, note: str, end: str = "") -> None:
        line = f"  {self._words} … {note}".rstrip()
        if self._in_place:
            say("\r\x1b[2K" + line[: shutil.get_terminal_size().columns - 1], end)
        else:
            say(line)


class PipSteps:
    """The words of pip, as two steps: it fetches everything, then it installs everything."""

    def __init__(self, lock: Sequence[str]) -> None:
        """`lock`: the lines of the lock file that pip was given."""
        self._lock = lock
        self._total = len({line.split("==")[0] for line in lock if re.match(r"[a-z0-9]", line)})
        self._said: list[str] = []
        self._at, self._fetched, self._no_answer = "", 0, False
        self.installs = False
        self._step = Step(f"fetching {self._total} packages (20 s or more)")

    def heard(self, line: str) -> None:
        """A line of pip's."""
        self._said.append(line)
        if found := _ANSWERED.match(line):
            self._fetched, self._no_answer = self._fetched + 1, False
            self._at = self._lock[int(found[1]) - 1].split("==")[0]
        elif line.startswith("Installing collected"):
            self._step.done()
            self.installs, self._total = True, line.count(",") + 1
            self._step = Step(f"installing {self._total} packages (about 20 s)")
        elif _NO_ANSWER.search(line):
            self._no_answer = True

    def far(self, installed: int) -> None:
        """How far it is, with so many packages in the environment."""
        if self._no_answer:
            self._step.far("no answer from the package index; trying again")
        elif self.installs:
            self._step.far(f"{min(installed, self._total)} of {self._total}")
        else:
            self._step.far(f"{self._fetched} of {self._total}: {self._at}")

    def done(self) -> None:
        """It went well."""
        self._step.done()

    def why_it_failed(self) -> str:
        """What kept it from going well, as far as pip has told."""
        told = [line for line in self._said if line.startswith("ERROR:")] or self._said
        if self._no_answer:
            what = "The package index that pip is set up for on this machine cannot be reached (`pip config list`)."
        elif any("HASHES" in line for line in self._said):
            what = "A package is not the file that the lock names, and was not taken."
        else:
            what = "The packages could not be installed."
        return f"{what} pip says:\n{indented(told[-4:])}"
