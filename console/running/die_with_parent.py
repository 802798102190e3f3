"""Become another program, one that ends when the process which started us ends, even by kill -9.

Run by path: `python -I -S die_with_parent.py PARENT_PID PROGRAM ARGUMENT…`. Linux sends us SIGTERM when the
parent is gone; elsewhere the supervisor's own clean-up has to do. A program of its own and no `preexec_fn`:
code between fork and exec can deadlock in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, argv: list[str]) -> None:
    """Replace this process by `argv`."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:  # it ended before we asked to be told
        sys.exit(1)
    try:
        os.execvp(argv[0], argv)  # noqa: S606 no shell is the point
    except OSError as missing:
        sys.exit(f"{argv[0]}: {missing.strerror}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
