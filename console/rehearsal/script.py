"""Writes the transcript of a scene: who texted, heard and pressed what, with names in place of numbers."""

import re
import threading
import time
from collections.abc import Callable


class Screen:
    """Shows one scene as it happens; scenes that end meanwhile are shown after it. No scene waits for the screen."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: list[str] = []

    def take(self) -> bool:
        """Take the screen; gives False where another scene has it."""
        with self._lock:
            free, self._taken = not self._taken, True
            return free

    def show(self, line: str) -> None:
        """Show a line of the scene that has the screen."""
        with self._lock:
            self._write(line)

    def release(self) -> None:
        """Give the screen back, and show the scenes that ended meanwhile."""
        with self._lock:
            self._taken = False
            self._flush()

    def hand_over(self, lines: list[str]) -> None:
        """Show a whole scene that did not have the screen: now, or once it is free."""
        with self._lock:
            self._waiting += lines
            if not self._taken:
                self._flush()

    def _flush(self) -> None:
        for line in self._waiting:
            self._write(line)
        self._waiting.clear()


class Script:
    """The lines of one scene: shown at once if it has the screen, else all together at the end."""

    def __init__(self, screen: Screen, title: str) -> None:
        self._screen = screen
        self._live = screen.take()
        self._kept: list[str] = []
        self._began = time.time()
        self.names: dict[str, str] = {}
        self._put(f"\n{title}")

    def note(self, line: str, at: float | None = None) -> None:
        """Add what happened, now or at a moment of time.time()."""
        since = max(0.0, (at or time.time()) - self._began)
        self._put(f"  {since:5.1f} s  {self.masked(line)}".replace("\n", "\n           "))

    def remark(self, line: str) -> None:
        """Add a line without a time."""
        self._put(f"           {self.masked(line)}")

    def close(self) -> None:
        """End the script: show what was kept, or give the screen back."""
        if self._live:
            self._screen.release()
        else:
            self._screen.hand_over(self._kept)

    def masked(self, text: str) -> str:
        """The text with every number of the cast as a name, however it is written or spoken."""
        for number, name in self.names.items():
            text = re.sub(_as_written(number), f"[{name}'s number]", text)
        return text

    def _put(self, line: str) -> None:
        if self._live:
            self._screen.show(line)
        else:
            self._kept.append(line)


def digits(text: str) -> str:
    """Only the digits of a text, so that a number in it is found however it is written."""
    return re.sub(r"\D", "", text)


def national(number: str) -> str:
    """The last ten digits of a US number."""
    return digits(number)[-10:]


def _as_written(number: str) -> str:
    gap = r"[\s,.()\-]*"
    return r"(?:\+?1)?" + gap + gap.join(national(number))
