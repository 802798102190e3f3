"""The supervisor keeps real programs running, and leaves none behind."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from console.running.processes import NotReady, Patience, Process, Supervisor, printer
from tests.kits.programs import first_line, running
from tests.kits.waiting import PATIENCE, eventually, runs

WAIT = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + WAIT
POLITE = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(print("bye", flush=True)))
"""
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""
SUPERVISED = """
import sys
from console.running.processes import Process, Supervisor
program = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
Supervisor([Process("a", [sys.executable, "-c", program])]).run()
print("all stopped", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Noted(Patience):
    """Patience that notes the seconds it had us wait: they are the same on a busy machine."""

    waits: list[float] = field(default_factory=list)

    def before_start(self, quick_ends: int) -> float:
        self.waits.append(Patience.before_start(self, quick_ends))
        return self.waits[-1]


class Heard(list[tuple[str, str]]):
    """What the programs said."""

    def __call__(self, name: str, line: str) -> None:
        self.append((name, line))

    def count_of(self, name: str, line: str) -> int:
        return self.count((name, line))


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_programs_start_in_order_each_when_the_one_before_is_ready(heard: Heard, tmp_path: Path) -> None:
    flag = tmp_path / "ready"
    slow = f"import pathlib, time; time.sleep(.3); pathlib.Path({str(flag)!r}).touch(); time.sleep(600)"
    after = f"import pathlib; print(pathlib.Path({str(flag)!r}).exists(), flush=True)"
    processes = [
        Process("slow", python(slow), ready=flag.exists),
        Process("after", python(after), restart=False),
    ]
    with Supervisor(processes, say=heard):
        assert eventually(lambda: ("after", "True") in heard)


def test_a_killed_program_is_back_at_once(heard: Heard) -> None:
    patience = Noted()
    with Supervisor([Process("a", python(WAIT))], say=heard, patience=patience) as line:
        assert eventually(lambda: heard.count_of("a", "up") == 1)
        first = line.pid("a")
        line.kill("a", signal.SIGKILL)
        assert eventually(lambda: heard.count_of("a", "up") == 2)
        assert patience.waits == [0]
        assert line.pid("a") != first
        assert not runs(first)
        assert ("warmline", "a ended (signal 9)") in heard


def test_a_program_that_keeps_failing_is_tried_less_and_less_often(heard: Heard) -> None:
    patience, began = Noted(), time.monotonic()
    with Supervisor([Process("a", python("raise SystemExit(3)"))], say=heard, patience=patience) as line:
        assert eventually(lambda: line.starts("a") >= 4)
        assert patience.waits[:3] == [0, 0.5, 1]
        assert time.monotonic() - began >= 1.5
        assert ("warmline", "a ended (exit 3)") in heard
    assert [Patience().before_start(ends) for ends in range(9)] == [0, 0, 0.5, 1, 2, 4, 8, 10, 10]


def test_after_a_healthy_run_patience_starts_anew(heard: Heard) -> None:
    process = Process("a", python("import time; time.sleep(.2)"))
    patience = Noted(healthy=0.1)
    with Supervisor([process], say=heard, patience=patience) as line:
        assert eventually(lambda: line.starts("a") >= 5)
        assert set(patience.waits) == {0}


def test_a_program_that_may_end_is_not_started_again(heard: Heard) -> None:
    with Supervisor([Process("once", python("print('done')"), restart=False)], say=heard) as line:
        assert eventually(lambda: ("warmline", "once ended (exit 0)") in heard)
        assert line.pid("once") is None
        assert eventually(lambda: not line._keepers["once"].is_alive()), "nobody is left to start it"
        assert line.starts("once") == 1
        line.kill("once")  # harmless


def test_what_is_needed_to_the_end_stops_last_and_the_stubborn_are_killed(heard: Heard) -> None:
    processes = [
        Process("base", python(POLITE + WAIT), stop_last=True),
        Process("stubborn", python(STUBBORN)),
        Process("polite", python(POLITE + WAIT)),
    ]
    with Supervisor(processes, say=heard, grace=3) as line:
        assert eventually(lambda: sum(text == "up" for _, text in heard) == 3)
        pids = [line.pid(process.name) for process in processes]
    assert [name for name, text in heard if text == "bye"] == ["polite", "base"]
    assert not any(map(runs, pids))


def test_what_a_program_started_does_not_outlive_it(heard: Heard) -> None:
    with Supervisor([Process("parent", python(PARENT))], say=heard) as line:
        assert eventually(lambda: len(heard) == 1)
        grandchild = int(heard[0][1])
        line.kill("parent", signal.SIGKILL)
        assert eventually(lambda: not runs(grandchild))
        assert eventually(lambda: line.starts("parent") == 2 and len(heard) >= 3)
        grandchild = int(heard[-1][1])
    assert eventually(lambda: not runs(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_programs_end_with_their_supervisor_however_it_ends(number: signal.Signals) -> None:
    with running(python(SUPERVISED), stdout=subprocess.PIPE, text=True) as ours:
        child = int(first_line(ours))
        assert runs(child)
        os.kill(ours.pid, number)
        told = ours.communicate(timeout=PATIENCE)[0]
    assert ("all stopped" in told) is (number != signal.SIGKILL)
    assert eventually(lambda: not runs(child))


def test_an_exception_stops_everything_and_gives_the_signals_back(heard: Heard) -> None:
    before = signal.getsignal(signal.SIGTERM)
    line = Supervisor([Process("a", python(WAIT))], say=heard)
    with pytest.raises(KeyError), line:
        pid = line.pid("a")
        assert runs(pid)
        line.pid("nobody")
    assert not runs(pid)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_program_that_never_gets_ready_is_told_and_nothing_stays(heard: Heard) -> None:
    processes = [
        Process("a", python(WAIT)),
        Process("never", python(WAIT), ready=lambda: False, ready_seconds=0.3),
    ]
    line = Supervisor(processes, say=heard)
    with pytest.raises(NotReady, match="never did not come up"):
        line.__enter__()
    assert line.pid("a") is None


def test_a_program_gets_the_environment_it_was_given_and_no_other(heard: Heard) -> None:
    program = "import os; print(os.environ.get('HOME'), os.environ['LINE_NAME'], flush=True)"
    with Supervisor([Process("a", python(program), {"LINE_NAME": "Harbour"}, restart=False)], say=heard):
        assert eventually(lambda: ("a", "None Harbour") in heard)


def test_output_that_nobody_reads_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    say = printer(["web", "worker"])
    say("web", '{"event": "up"}')
    assert capsys.readouterr().out == '{"event": "up"}\n'  # bare where it is collected
