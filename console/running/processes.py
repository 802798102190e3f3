"""The supervisor behind `warmline up`, `demo` and `rehearse`: several programs, kept running until we end.

with Supervisor([Process("redis", argv, ready=answers, stop_last=True), Process("web", argv)]) as line:
    line.kill("web", signal.SIGKILL)  # it is back at once
# everything is stopped here, after an exception, a Ctrl-C or a SIGTERM too
"""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType, TracebackType
from typing import Self

from console.running.keeper import Keeper, Patience, Process

__all__ = ["NotReady", "Patience", "Process", "Supervisor", "printer"]

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class NotReady(Exception):
    """A program did not come up in the time it was given."""


def printer(names: Sequence[str]) -> Callable[[str, str], None]:
    """Lines to standard output: behind their program's name on a terminal, bare for a collector of logs."""
    width = max(map(len, [*names, "warmline"]))
    lock = threading.Lock()

    def say(name: str, line: str) -> None:
        text = f"{name:<{width}} | {line}" if sys.stdout.isatty() else line
        # Nobody listening is no reason to stop reading: a full pipe would stop the program that writes to it.
        with lock, contextlib.suppress(OSError, ValueError):
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    return say


class Supervisor:
    """Starts processes in order, keeps them running, stops them all. Leaves none behind."""

    def __init__(
        self,
        processes: Sequence[Process],
        *,
        say: Callable[[str, str], None] | None = None,
        starting: Callable[[str], None] = lambda name: None,
        stopping: Callable[[], None] = lambda: None,
        grace: float = 10.0,
        patience: Patience = Patience(),  # noqa: B008 frozen
    ) -> None:
        """`say(name, line)` gets every line of output, `starting` the name of each process before its first start.

        `stopping` is called before the first is stopped.
        `grace`: seconds between SIGTERM and SIGKILL; what stops last is given as much again.
        """
        names = [process.name for process in processes]
        if len(set(names)) != len(names):
            raise ValueError("two processes have the same name")
        self._say = printer(names) if say is None else say
        self._starting, self._stopping = starting, stopping
        self._grace = grace
        self._keepers = {each.name: Keeper(each, self._say, patience) for each in processes}
        self._before: dict[signal.Signals, object] = {}
        self._hurry = False

    def __enter__(self) -> Self:
        self._listen(self._interrupted)
        try:
            for keeper in self._keepers.values():
                self._start(keeper)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def run(self) -> None:
        """Everything up until SIGINT, SIGTERM or SIGHUP, then everything down."""
        with contextlib.suppress(KeyboardInterrupt), self:
            threading.Event().wait()

    def pid(self, name: str) -> int | None:
        """The process id of a program; None while it does not run."""
        return self._keepers[name].pid

    def starts(self, name: str) -> int:
        """How often a program was started."""
        return self._keepers[name].starts

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to one program, as an accident would. It is started again."""
        self._keepers[name].send(number)

    def stop(self) -> None:
        """SIGTERM for all, for `stop_last` when the others are gone; SIGKILL for what outlives its grace."""
        self._listen(self._hurried)
        self._stopping()
        keepers = list(self._keepers.values())
        for keeper in keepers:
            keeper.no_more()
        for last in (False, True):
            self._end([keeper for keeper in reversed(keepers) if keeper.process.stop_last is last])
        self._listen(None)

    def _start(self, keeper: Keeper) -> None:
        process = keeper.process
        self._starting(process.name)
        keeper.start()
        until = time.monotonic() + process.ready_seconds
        while keeper.starts == 0 or not (process.ready is None or process.ready()):
            if time.monotonic() > until or not keeper.is_alive():
                raise NotReady(f"{process.name} did not come up")
            time.sleep(0.02)

    def _end(self, keepers: list[Keeper]) -> None:
        started = [keeper for keeper in keepers if keeper.ident is not None]
        for keeper in started:
            keeper.send(signal.SIGTERM)
        until = time.monotonic() + self._grace
        while any(keeper.is_alive() for keeper in started) and time.monotonic() < until and not self._hurry:
            time.sleep(0.02)
        for keeper in started:
            keeper.kill_all()
        for keeper in started:
            keeper.join()

    def _listen(self, handler: Callable[[int, FrameType | None], None] | None) -> None:
        """Take the signals that mean the end, or with None give them back. Only a main thread can."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in _ENDING:
            before = signal.signal(number, handler or self._before[number])  # type: ignore[arg-type]
            self._before.setdefault(number, before)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def _hurried(self, number: int, frame: FrameType | None) -> None:
        self._hurry = True
