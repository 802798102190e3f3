"""The set-up as a newcomer meets it: what it says, how it fails, and that Ctrl-C may come at any moment."""

import contextlib
import os
import pty
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.running.set_up import ALL, RUN
from tests.kits.set_up import ROOT, Place
from tests.kits.waiting import as_long_here, eventually, runs

STEPS = ["venv", "fetching", "installing", "compiling"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path.resolve())
    yield made
    made.close()


def test_a_fresh_folder_is_told_each_step_and_how_long_it_takes(place: Place) -> None:
    said = place.set_up()
    lines = said.splitlines()
    assert lines[0] == "Setting up .venv/, once; it takes about a minute. Ctrl-C stops it at any time."
    begun = [line.strip() for line in lines if line.endswith("…")]
    assert begun == [
        "making the environment (about 5 s) …",
        "fetching 2 packages (20 s or more) …",
        "installing 2 packages (about 20 s) …",
        "compiling what the programs load (about 5 s) …",
    ]
    assert said.count("done in") == len(begun)
    assert lines[-1] == "The environment is ready."
    assert "Collecting" not in said, "pip speaks into the log"
    assert "Collecting" in (place.root / ".venv" / "set-up.log").read_text()


def test_the_first_words_come_before_the_first_work(place: Place) -> None:
    place.does("stay at venv")
    begun = place.begin()
    begun.stays()
    assert begun.text.startswith("Setting up .venv/") and "making the environment" in begun.text


def test_on_a_terminal_a_step_is_one_line_written_anew_and_never_wider_than_that(place: Place) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 40))
    begun = place.begin(stdout=theirs, env={"TERM": "xterm"})
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # so a terminal ends
        while more := os.read(ours, 1000):
            seen += more
    os.close(ours)
    assert begun.ends() == 0
    lines = seen.decode().split("\r\n")
    steps = [line for line in lines if "\x1b[2K" in line]
    assert len(steps) == 4, lines
    assert all(len(text) < 40 for line in steps for text in line.split("\r\x1b[2K"))


def test_the_second_time_it_does_nothing_and_says_nothing(place: Place) -> None:
    place.set_up()
    asked = place.asked
    assert place.set_up() == ""
    assert place.asked == asked


def test_the_command_runs_with_the_environments_own_interpreter_and_finds_the_packages(place: Place) -> None:
    place.set_up()
    command = place.root / ".venv" / "bin" / "warmline"
    subprocess.run([command, "doctor"], check=True)
    assert place.asked[-1] == f"{command} doctor"
    assert (place.packages / "warmline.pth").read_text() == f"{place.root}\n"


def test_what_the_tests_need_comes_on_top_and_what_runs_the_line_stays_whole(place: Place) -> None:
    place.set_up()
    place.set_up(ALL)
    assert sum(asked.startswith("-m venv") for asked in place.asked) == 1
    assert place.environment.is_whole(RUN) and place.environment.is_whole(ALL)


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(place: Place) -> None:
    place.set_up()
    (place.root / RUN).write_text("one==2 \\\n    --hash=sha256:1\n")
    assert "fetching 1 packages" in place.set_up()
    assert sum(asked.startswith("-m venv") for asked in place.asked) == 1


def test_an_environment_from_when_there_was_one_lock_file_is_built_on(place: Place) -> None:
    place.set_up()
    (place.root / ".venv" / f".{RUN}").unlink()
    (place.root / ".venv" / ".stamp").write_text(f"123 456 {place.root}\n")
    assert "making the environment" not in place.set_up()
    assert not (place.root / ".venv" / ".stamp").exists()


def test_an_environment_that_was_made_in_another_place_is_made_anew(place: Place) -> None:
    place.set_up()
    stamp = place.root / ".venv" / f".{RUN}"
    stamp.write_text(stamp.read_text().replace(str(place.root), "/elsewhere"))
    assert "making the environment" in place.set_up()


@pytest.mark.parametrize(
    ("step", "number"),
    [(step, signal.SIGINT) for step in STEPS]
    + [("installing", signal.SIGTERM), ("installing", signal.SIGHUP)],
)
def test_ctrl_c_ends_it_and_all_it_started_at_every_step_and_the_next_time_it_succeeds(
    place: Place, step: str, number: int
) -> None:
    place.does(f"stay at {step}")
    begun = place.begin()
    child = begun.stays()
    at = time.monotonic()
    assert begun.ends(number) == 130
    assert time.monotonic() - at < as_long_here(3)
    assert not runs(child)
    assert "nothing of it runs any more" in begun.text and "Traceback" not in begun.text
    assert not place.environment.is_whole(RUN)
    place.does()
    assert "The environment is ready." in place.set_up()
    assert place.environment.is_whole(RUN)
    assert not list(place.packages.glob("half.*")), "half a package is taken for a whole one by pip"


def test_what_was_installed_before_a_ctrl_c_is_not_installed_again(place: Place) -> None:
    place.does("stay at compiling")
    begun = place.begin()
    begun.stays()
    begun.ends(signal.SIGINT)
    place.does()
    assert "making the environment" not in place.set_up()


def test_an_environment_that_was_whole_and_was_killed_half_way_through_a_package_is_made_anew(
    place: Place,
) -> None:
    place.set_up()
    (place.root / RUN).write_text("one==2 \\\n    --hash=sha256:1\n")
    place.does("stay at installing")
    begun = place.begin()
    begun.stays()
    begun.ends(signal.SIGKILL)
    assert list(place.packages.glob("half.*"))
    place.does()
    place.set_up()
    assert not list(place.packages.glob("half.*"))


@pytest.mark.parametrize("what", ["stay at fetching", "fail for want of a network"])
def test_what_is_broken_off_before_anything_changes_leaves_what_was_whole(place: Place, what: str) -> None:
    place.set_up()
    place.does(what)
    begun = place.begin(ALL)
    if what.startswith("stay"):
        begun.stays()
        begun.ends(signal.SIGINT)
    begun.ends()
    assert place.environment.is_whole(RUN), "a demo without a network goes on to work"
    assert not place.environment.is_whole(ALL)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("fail at venv", "apt install python3-venv"),
        ("fail for want of a network", "cannot be reached"),
        ("fail for a hash", "not the file that the lock names"),
    ],
)
def test_what_keeps_it_from_going_on_is_said_and_what_to_do(place: Place, what: str, told: str) -> None:
    place.does(what)
    begun = place.begin()
    assert begun.ends() == 1
    assert "The set-up failed." in begun.text and told in begun.text
    assert "Traceback" not in begun.text
    place.does()
    place.set_up()


def test_two_at_once_come_one_after_the_other(place: Place) -> None:
    place.does("stay at fetching")
    first = place.begin()
    first.stays()
    second = place.begin()
    assert eventually(lambda: "Another set-up runs in this folder" in second.text)
    asked = place.asked
    assert not eventually(lambda: place.asked != asked, 0.5)
    place.does()
    first.ends(signal.SIGINT)
    assert second.ends() == 0
    assert place.environment.is_whole(RUN)


def make(place: Place, *what: str) -> subprocess.CompletedProcess[str]:
    (place.root / "Makefile").symlink_to(ROOT / "Makefile")
    return subprocess.run(["make", *what], cwd=place.root, capture_output=True, text=True, check=False)


def test_the_makefile_sees_by_itself_that_there_is_nothing_to_do(place: Place) -> None:
    place.set_up(ALL)
    done = make(place, "setup", "PYTHON=false")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_python_that_is_too_old_is_said_in_one_sentence(place: Place) -> None:
    done = make(place, "setup", "PYTHON=false")
    assert done.returncode != 0
    assert done.stdout.startswith("warmline needs Python 3.11 or newer")
