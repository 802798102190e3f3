"""A project's folder to set up, with an imitated interpreter: a real environment is a minute of fetching packages."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from console.running.set_up import ALL, RUN, Environment
from tests.kits import programs
from tests.kits.waiting import PATIENCE, eventually, runs

ROOT = Path(__file__).parents[2]
PYTHON = """\
#!/bin/sh
# An interpreter: `does` holds what it is to do besides, a line each.
here="{root}"
echo "$@" >> "$here/asked"
is() {{ grep -qx "$1" "$here/does" 2>/dev/null; }}
stay() {{ sleep 600 & echo $! >> "$here/children"; touch "$here/stays"; wait; }}
case "$*" in
"-m venv "*)
    is "fail at venv" && {{ echo "ensurepip is not available"; exit 1; }}
    is "stay at venv" && stay
    mkdir -p "$3/bin" "$3/lib/python3.11/site-packages"
    cp "$0" "$3/bin/python" ;;
"-m pip install "*)
    is "fail for want of a network" && {{
        echo "WARNING: Retrying: NewConnectionError('Failed to establish a new connection')"
        echo "ERROR: No matching distribution found for one==1"; exit 1; }}
    is "fail for a hash" && {{ echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"; exit 1; }}
    echo "Collecting one==1 (from -r some.lock (line 1))"
    is "stay at fetching" && stay
    echo "Installing collected packages: one, two"
    touch "$here/.venv/lib/python3.11/site-packages/half.$$"
    is "stay at installing" && stay
    rm "$here/.venv/lib/python3.11/site-packages/half.$$"
    mkdir -p "$here/.venv/lib/python3.11/site-packages/one.dist-info" ;;
"-c import sys") ;;
*)
    is "stay at compiling" && stay ;;
esac
exit 0
"""


class Place:
    """A project's folder, and the set-up of it in processes of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.python = root / "python"
        self.python.write_text(PYTHON.format(root=root))
        self.python.chmod(0o755)
        (root / "pyproject.toml").touch()
        for lock in (RUN, ALL):
            (root / lock).write_text("one==1 \\\n    --hash=sha256:1\ntwo==2 \\\n    --hash=sha256:2\n")
        self.packages = root / ".venv" / "lib" / "python3.11" / "site-packages"
        self.environment = Environment(root, str(self.python))
        self._begun: list[Begun] = []

    def does(self, *what: str) -> None:
        """What the interpreter does besides, from now on."""
        (self.root / "does").write_text("".join(line + "\n" for line in what))
        (self.root / "stays").unlink(missing_ok=True)

    def begin(
        self, lock: str = RUN, stdout: int = subprocess.PIPE, env: Mapping[str, str] = {"TERM": "dumb"}
    ) -> "Begun":
        begun = Begun(self, lock, stdout, {**os.environ, "COLUMNS": "", **env})
        self._begun.append(begun)
        return begun

    def set_up(self, lock: str = RUN) -> str:
        """Run to its end; what it said."""
        begun = self.begin(lock)
        code = begun.ends()
        assert code == 0, begun.text
        return begun.text

    @property
    def asked(self) -> list[str]:
        """What the interpreter was asked for."""
        path = self.root / "asked"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def children(self) -> list[int]:
        """What the interpreter has started where it stayed."""
        path = self.root / "children"
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def close(self) -> None:
        """End what still runs."""
        for each in self._begun:
            each.close()
        for pid in filter(runs, self.children):
            os.kill(pid, signal.SIGKILL)


class Begun:
    """A set-up that runs."""

    def __init__(self, place: Place, lock: str, stdout: int, env: Mapping[str, str]) -> None:
        self._place = place
        program = "import sys; from pathlib import Path; from console.running.set_up import main; "
        program += "main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])"
        self.child = programs.start(
            [sys.executable, "-c", program, lock, str(place.root), str(place.python)],
            cwd=ROOT,
            env=env,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        return "".join(self._said)

    def _read(self) -> None:
        for line in self.child.stdout or ():
            self._said.append(line)

    def stays(self) -> int:
        """Wait until the interpreter stays where it was told to; the process that it has started there."""
        assert eventually((self._place.root / "stays").exists), self.text
        return self._place.children[-1]

    def ends(self, number: int | None = None) -> int:
        if number is not None:
            self.child.send_signal(number)
        code = self.child.wait(PATIENCE)
        self._reader.join(5)
        return code

    def close(self) -> None:
        programs.end(self.child, signal.SIGKILL)
        self._reader.join(5)
        if self.child.stdout is not None:
            self.child.stdout.close()
