"""Make the environment in .venv/ that a lock file asks for: `python3 -m console.running.set_up requirements.lock`.

That is what `make setup` and its like run. Nothing is installed yet then: the standard library only.

Ctrl-C may come at any moment, and so may kill -9. An environment is whole for a lock file while that file's stamp is in
it (`.venv/.requirements.lock`, which the Makefile reads as well). The stamps go before the first file of a package
changes and come at the end, so what was broken off is made anew.
"""

import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import FrameType
from typing import IO, Final

from console.running.keeper import dying_with_us
from console.running.progress import PipSteps, Step, indented, say

ROOT = Path(__file__).resolve().parents[2]
RUN: Final = "requirements.lock"
"""What runs the line."""
ALL: Final = "requirements-dev.lock"
"""That, and what develops and tests it."""
_FIRST_STAMP: Final = ".stamp"
"""From when there was one lock file: an environment that processes of a line may be running in is not taken away."""
_PIP: Final = (
    "-m",
    "pip",
    "install",
    "--no-color",
    "--progress-bar",
    "off",
    "--no-compile",
    "--require-hashes",
)
_COMMAND = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

try:
    from console.cli import main

    main()
except KeyboardInterrupt:
    sys.exit(130)
"""
_COMPILE_WHAT_WE_LOAD = """\
import importlib, pkgutil, py_compile, sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
for name in ("console", "workers", "telephony", "store", "flows"):
    for each in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        with suppress(Exception):
            importlib.import_module(each.name)
for file in [getattr(module, "__file__", None) or "" for module in sys.modules.values()]:
    if file.endswith(".py") and "site-packages" in file and not Path(cache_from_source(file)).exists():
        py_compile.compile(file, quiet=1)
"""


class Trouble(Exception):
    """The set-up cannot go on; the text says why and what to do."""


class Environment:
    """The environment in `root`/.venv. `python`: the interpreter it is made with."""

    def __init__(self, root: Path, python: str) -> None:
        self.root, self.python = root, python
        self.folder = root / ".venv"
        self.own_python = str(self.folder / "bin" / "python")
        self.log = self.folder / "set-up.log"

    def is_whole(self, lock: str) -> bool:
        """Whether it holds what this lock file and the project file ask for."""
        command = self.folder / "bin" / "warmline"
        return self._stamped(lock) == self._wanted(lock) and os.access(command, os.X_OK)

    def make_whole(self, lock: str) -> None:
        """Bring it to what this lock file asks for. Raises Trouble."""
        if self.is_whole(lock):
            return
        say(f"Setting up {self.folder.name}/, once; it takes about a minute. Ctrl-C stops it at any time.")
        if not self._may_be_built_on():
            self._make()
        self._install(lock)
        self._stamp(RUN).write_text(f"installed {self.root}\n")  # to be built on, though there is more to do
        self._put_command()
        self._compile(everything=lock == ALL)
        for each in (RUN, ALL) if lock == ALL else (RUN,):
            self._stamp(each).write_text(self._wanted(each) + "\n")
        say("The environment is ready.")

    def _stamp(self, lock: str) -> Path:
        return self.folder / f".{lock}"

    def _wanted(self, lock: str) -> str:
        """What the stamp says when all is as the files ask: their checksum as the Makefile has it, and the place."""
        asked = b"".join((self.root / name).read_bytes() for name in (lock, "pyproject.toml"))
        summed = subprocess.run(["cksum"], input=asked, capture_output=True, check=True)  # noqa: S607 as make finds it
        return f"{summed.stdout.decode().strip()} {self.root}"

    def _stamped(self, lock: str) -> str:
        with suppress(OSError):
            return self._stamp(lock).read_text().strip()
        return ""

    def _may_be_built_on(self) -> bool:
        """Whether an earlier set-up came to its end, here in this place, and its interpreter still runs."""
        first = self.folder / _FIRST_STAMP
        stamp = self._stamped(RUN) or (first.read_text().strip() if first.exists() else "")
        if not stamp.endswith(f" {self.root}"):
            return False
        return self._run([self.own_python, "-c", "import sys"]) == 0

    def _make(self) -> None:
        self._take_stamps()
        step = Step("making the environment (about 5 s)")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        said: list[str] = []
        if self._run([self.python, "-m", "venv", str(self.folder)], said.append, step.far) != 0:
            raise Trouble(
                f"The venv module of {self.python} does not work; on Debian and Ubuntu: apt install python3-venv. "
                f"It says:\n{indented(said[-4:])}"
            )
        step.done()

    def _take_stamps(self) -> None:
        for stamp in (self._stamp(RUN), self._stamp(ALL), self.folder / _FIRST_STAMP):
            stamp.unlink(missing_ok=True)

    def _install(self, lock: str) -> None:
        steps = PipSteps((self.root / lock).read_text().splitlines())
        before = {each: text for each in (RUN, ALL) if (text := self._stamped(each))}
        self._take_stamps()
        argv = [self.own_python, *_PIP, "-r", str(self.root / lock)]
        try:
            failed = self._run(argv, steps.heard, lambda: steps.far(self._installed()))
        finally:
            if not steps.installs:  # nothing has changed: what was whole before still is
                for each, text in before.items():
                    self._stamp(each).write_text(text + "\n")
        if failed:
            raise Trouble(f"{steps.why_it_failed()}\nAll that it said is in {self.log}.")
        steps.done()

    def _installed(self) -> int:
        return sum(1 for _ in self.folder.glob("lib/python3*/site-packages/*.dist-info"))

    def _put_command(self) -> None:
        """`warmline`, and our packages where the environment's interpreter finds them.

        All that `pip install --editable` would do, without the build tool that it needs and nothing else does.
        """
        for packages in self.folder.glob("lib/python3*/site-packages"):
            (packages / "warmline.pth").write_text(f"{self.root}\n")
        command = self.folder / "bin" / "warmline"
        command.write_text(_COMMAND.format(python=self.own_python))
        command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)

    def _compile(self, *, everything: bool) -> None:
        """What the programs load, and for tests all there is: compiling it at each start would take longer."""
        step = Step("compiling what the programs load (about 5 s)")
        if everything:
            argv = ["-m", "compileall", "-q", "-j", "0", str(self.folder / "lib")]
        else:
            argv = ["-c", _COMPILE_WHAT_WE_LOAD]
        self._run([self.own_python, *argv], far=step.far)  # what cannot be compiled is loaded as it is
        step.done()

    def _run(
        self,
        argv: Sequence[str],
        hear: Callable[[str], object] = lambda line: None,
        far: Callable[[], object] = lambda: None,
    ) -> int:
        """Run a program to its end; its exit code. What it says goes to `hear` and into the log."""

        def heard(line: str) -> None:
            hear(line)
            if self.folder.is_dir():
                with self.log.open("a", encoding="utf-8") as log:
                    log.write(line + "\n")

        return run(argv, self.root, heard, far)


def run(
    argv: Sequence[str], folder: Path, hear: Callable[[str], object], meanwhile: Callable[[], object]
) -> int:
    """Run a program in `folder` to its end and give its exit code. Whatever ends us ends it and all it started.

    `hear` gets each line that it says, `meanwhile` is called several times a second.
    """
    child = subprocess.Popen(
        dying_with_us(argv),
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # a Ctrl-C is ours to act on: pip would answer it late, with pages
    )
    lines: SimpleQueue[str | None] = SimpleQueue()
    reader = Thread(target=_read, args=(child.stdout, lines), daemon=True)
    reader.start()
    try:
        while True:
            with suppress(Empty):
                if (line := lines.get(timeout=0.2)) is None:
                    return child.wait()
                hear(line)
            meanwhile()
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        reader.join(1)
        while not lines.empty() and (line := lines.get()) is not None:
            hear(line)


def _read(output: IO[str], lines: "SimpleQueue[str | None]") -> None:
    with output:
        for line in output:
            lines.put(line.rstrip("\r\n"))
    lines.put(None)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """While nobody else sets up in this folder."""
    with (root / "pyproject.toml").open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up runs in this folder; waiting for its end …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(lock: str, root: Path, python: str) -> None:
    """Bring the environment of `root` to what `lock` asks for. Exits 1 with the reason, or 130 after a Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with _alone(root):
            Environment(root, python).make_whole(lock)
    except KeyboardInterrupt:
        say("\nThe set-up was stopped, and nothing of it runs any more. Begin it again at any time.")
        sys.exit(130)
    except (Trouble, OSError) as trouble:
        sys.exit(f"\nThe set-up failed. {trouble}")


if __name__ == "__main__":
    main(sys.argv[1], ROOT, sys.executable)
