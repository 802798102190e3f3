"""One program kept running: started, listened to, started again when it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SHIM = str(Path(__file__).with_name("die_with_parent.py"))
_FIRST_WAIT = 0.5


def dying_with_us(argv: Sequence[str]) -> list[str]:
    """`argv` wrapped so that the program ends when this process, or the thread that starts it, ends."""
    return [sys.executable, "-I", "-S", _SHIM, str(os.getpid()), *argv]


@dataclass(frozen=True, slots=True)
class Process:
    """A program to keep running. `env` is its whole environment; None: ours.

    `ready` is asked until it says yes before the next process starts. `stop_last`: others need it to the end.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    restart: bool = True
    ready: Callable[[], bool] | None = None
    ready_seconds: float = 30.0
    stop_last: bool = False


@dataclass(frozen=True, slots=True)
class Patience:
    """A program that ran for `healthy` seconds starts again at once; others wait, twice as long each time."""

    healthy: float = 10.0
    longest: float = 10.0

    def before_start(self, quick_ends: int) -> float:
        """Seconds to wait after so many ends in a row that came too soon. The first costs nothing."""
        return 0.0 if quick_ends <= 1 else min(_FIRST_WAIT * 2.0 ** (quick_ends - 2), self.longest)


class Keeper(threading.Thread):
    """The thread that starts one program, waits for its end and starts it again.

    It waits as long as the program runs: Linux ties "die with the parent" to the thread that did the start.
    """

    def __init__(self, process: Process, say: Callable[[str, str], None], patience: Patience) -> None:
        super().__init__(name=f"keeper of {process.name}", daemon=True)
        self.process = process
        self.starts = 0
        self._say = say
        self._patience = patience
        self._enough = threading.Event()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The program's process id; None while it does not run."""
        child = self._child
        return child.pid if child is not None and child.returncode is None else None

    def run(self) -> None:
        """Until told that it is enough."""
        quick_ends = 0
        while (child := self._start()) is not None:
            began = time.monotonic()
            _await_end(child)
            lasted = time.monotonic() - began
            if self._enough.is_set():
                return
            self._say("warmline", f"{self.process.name} ended ({_how(child.returncode)})")
            if not self.process.restart:
                return
            quick_ends = 1 if lasted >= self._patience.healthy else quick_ends + 1
            self._enough.wait(self._patience.before_start(quick_ends))

    def send(self, number: int) -> None:
        """A signal to the program; nothing when it does not run."""
        with self._lock:
            if (pid := self.pid) is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)

    def no_more(self) -> None:
        """From now on the program is not started again."""
        with self._lock:
            self._enough.set()

    def kill_all(self) -> None:
        """kill -9 for the program and everything it started."""
        with self._lock:
            if (pid := self.pid) is not None:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._enough.is_set():
                return None
            child = subprocess.Popen(
                dying_with_us(self.process.argv),
                env=self.process.env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C is ours to pass on, in our order
            )
            self._child = child
            self.starts += 1  # only now: who sees it may ask for the pid
        reader = threading.Thread(target=self._read, args=(child.stdout,), daemon=True)
        reader.start()
        return child

    def _read(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self._say(self.process.name, line.decode(errors="replace").rstrip("\r\n"))


def _await_end(child: subprocess.Popen[bytes]) -> None:
    """Wait, and tell what the program has left behind to end as well: it would hold ports and locks."""
    if hasattr(os, "waitid"):  # until it is reaped, no other process can be given its number
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    else:
        child.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGTERM)
    child.wait()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"
