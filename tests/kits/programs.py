"""Programs that tests start. Each has a process group of its own, which ends with the test, however that ends.

A test that fails or runs into its time leaves through `finally`; a pytest that is killed takes them along as well, for
each program asks the kernel to be ended with us.
"""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from console.running import keeper
from tests.kits.waiting import PATIENCE, eventually


def start(argv: Sequence[str], **more: Any) -> subprocess.Popen[Any]:
    """Start a program, with Popen's arguments. Whoever calls it calls `end`; `running` does both."""
    return subprocess.Popen(keeper.dying_with_us(argv), start_new_session=True, **more)


def end(process: subprocess.Popen[Any], number: int = signal.SIGTERM) -> int:
    """End a program and whatever it has started. Safe when it has ended; gives its exit code."""
    if process.poll() is None:
        process.send_signal(number)
        eventually(lambda: _has_ended(process))
    # The program's number is its group's as well, and while a member of the group lives nobody else gets it.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait(PATIENCE)


@contextlib.contextmanager
def running(argv: Sequence[str], **more: Any) -> Iterator[subprocess.Popen[Any]]:
    """A program for the length of the block, with Popen's arguments."""
    with start(argv, **more) as process:
        try:
            yield process
        finally:
            end(process)


def first_line(process: subprocess.Popen[Any]) -> str:
    """What a program says first; "" from one that ends without a word."""
    assert process.stdout is not None
    return str(process.stdout.readline())


def _has_ended(process: subprocess.Popen[Any]) -> bool:
    """Whether it has, without burying it: until then nobody else is given its number."""
    with contextlib.suppress(ChildProcessError):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return True
