"""Starts programs for tests, each in a process group of its own that ends with the test, however the test ends.

A test that fails or times out leaves through `finally`. If pytest itself is killed, the programs end too, since each
asks the kernel to be ended with us.
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
    """Start a program, with Popen's arguments. The caller must call `end`; `running` does both."""
    return subprocess.Popen(keeper.dying_with_us(argv), start_new_session=True, **more)


def end(process: subprocess.Popen[Any], number: int = signal.SIGTERM) -> int:
    """End a program and everything it has started; gives its exit code. Safe if it has ended already."""
    if process.poll() is None:
        process.send_signal(number)
        eventually(lambda: _has_ended(process))
    # The program's number is also its group's, and nobody else gets it while a member of the group lives.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait(PATIENCE)


@contextlib.contextmanager
def running(argv: Sequence[str], **more: Any) -> Iterator[subprocess.Popen[Any]]:
    """Run a program for the length of the block, with Popen's arguments."""
    with start(argv, **more) as process:
        try:
            yield process
        finally:
            end(process)


def first_line(process: subprocess.Popen[Any]) -> str:
    """The first line that a program writes; "" if it ends without a word."""
    assert process.stdout is not None
    return str(process.stdout.readline())


def _has_ended(process: subprocess.Popen[Any]) -> bool:
    """Whether it has, without burying it: until then nobody else is given its number."""
    with contextlib.suppress(ChildProcessError):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return True
