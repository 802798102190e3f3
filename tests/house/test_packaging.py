"""What a newcomer runs first: the two lock files, the Makefile, the Procfile."""

import importlib.metadata
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from console.running.set_up import ALL, RUN

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {name: (ROOT / name).read_text() for name in (RUN, ALL)}
PROCESSES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


IMPORTS_ALL_WITHOUT = """
import importlib, pkgutil, sys

class Without:  # a finder that does not know them: find_spec gives None, as where they are not installed
    def __init__(self, finder):
        self.finder = finder

    def __getattr__(self, name):
        return getattr(self.finder, name)

    def find_spec(self, name, *more):
        return None if name.partition(".")[0] in {blocked} else self.finder.find_spec(name, *more)

sys.meta_path[:] = map(Without, sys.meta_path)
for name in ("console", "workers", "telephony", "store", "flows"):
    for each in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        if each.name != "store.migrations.env":  # which is a program of alembic's
            importlib.import_module(each.name)
"""


def _entries(lock: str) -> dict[str, set[str]]:
    """Each locked version, with what it is for and without who asks for it: its hashes."""
    entries = re.split(r"\n(?=[a-z0-9])", LOCKS[lock].strip())
    return {
        entry.splitlines()[0].removesuffix(" \\"): set(re.findall(r"--hash=\S+", entry)) for entry in entries
    }


def _names(lock: str) -> set[str]:
    return {canonicalize_name(Requirement(entry).name) for entry in _entries(lock)}


def _needed(asked: list[Requirement], *, everywhere: bool) -> set[str]:
    """The names of all that these ask for, one by way of another: on this system, or on whatever system.

    As the installed packages tell it. What is not installed here is of another system, and its own needs are not known.
    """
    waiting, seen = list(asked), set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                with suppress(importlib.metadata.PackageNotFoundError):
                    told = map(Requirement, importlib.metadata.requires(name) or ())
                    waiting += [each for each in told if _applies(each, extra, everywhere=everywhere)]
    return {name for name, _ in seen}


def _applies(requirement: Requirement, extra: str, *, everywhere: bool) -> bool:
    marker = requirement.marker
    if marker is None or (everywhere and "extra" not in str(marker)):
        return True
    return marker.evaluate({"extra": extra})


RUNS = [Requirement(each) for each in PROJECT["project"]["dependencies"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock: str) -> None:
    assert "://" not in LOCKS[lock]
    assert not re.search(r"^\s*--(index|extra-index|find-links|trusted)", LOCKS[lock], re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_version_and_hashes(lock: str) -> None:
    entries = _entries(lock)
    assert len(entries) > 40
    for entry, hashes in entries.items():
        assert re.match(r"[a-z0-9.\[\]-]+==\S+", entry), entry
        assert hashes and all(each.startswith("--hash=sha256:") for each in hashes), entry


def test_everything_the_project_asks_for_is_locked() -> None:
    project = PROJECT["project"]
    asked = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    assert {canonicalize_name(Requirement(each).name) for each in asked} <= _names(ALL)


def test_what_runs_the_line_is_locked_at_the_versions_that_are_tested() -> None:
    tested = _entries(ALL)
    assert {entry: tested.get(entry) for entry in _entries(RUN)} == _entries(RUN)


def test_the_lock_of_what_runs_the_line_has_all_that_it_needs_and_nothing_else() -> None:
    assert _needed(RUNS, everywhere=False) <= _names(RUN)
    assert _names(RUN) <= _needed(RUNS, everywhere=True)


def test_every_module_of_the_line_can_be_imported_without_what_only_its_tests_need() -> None:
    only_tests = _names(ALL) - _names(RUN)
    assert {"pytest", "setuptools", "psutil"} <= only_tests
    blocked = {
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if {canonicalize_name(owner) for owner in owners} <= only_tests
    }
    assert {"pytest", "psutil", "hypothesis"} <= blocked
    argv = [sys.executable, "-c", IMPORTS_ALL_WITHOUT.format(blocked=sorted(blocked))]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "chore", ["setup", "demo", "test", "check", "format", "bench", "screenshots", "lock", "clean"]
)
def test_every_chore_is_one_command(chore: str) -> None:
    done = subprocess.run(["make", "-n", chore], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_continuous_run_is_executable() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize(
    ("root", "has_browser", "installs"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_the_continuous_run_brings_a_browser_where_it_may_and_none_is_there(
    tmp_path: Path, root: bool, has_browser: bool, installs: bool
) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_text((ROOT / ".ci" / "run").read_text())
    programs = {"apt-get": "exit 1", "make": "", "id": f"echo {0 if root else 1000}"}
    for name, does in (programs | ({"chromium": ""} if has_browser else {})).items():
        (tmp_path / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/asked\n{does}\n')
        (tmp_path / name).chmod(0o755)
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    env = {"PATH": str(tmp_path)}
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, ".ci/run"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    asked = (tmp_path / "asked").read_text().splitlines()
    assert ("apt-get update" in asked) is installs
    assert asked[-1] == "make check test", "also where the browser could not be installed"
    assert ("could not be installed" in done.stderr) is installs


def test_the_procfile_has_the_processes_of_the_contract() -> None:
    assert {"release", "web", "worker", "clock"} <= set(PROCESSES)


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_a_process_finds_its_program_with_and_without_our_own_environment(name: str, tmp_path: Path) -> None:
    program = re.search(r"exec (\S+)", PROCESSES[name])
    assert program is not None
    for place in (tmp_path / ".venv" / "bin", tmp_path / "elsewhere"):
        place.mkdir(parents=True)
        said = place / program[1]
        said.write_text(f"#!/bin/sh\necho {place.name} $#\n")
        said.chmod(0o755)
        path = f"{tmp_path / 'elsewhere'}:/usr/bin:/bin"
        done = subprocess.run(
            ["sh", "-c", PROCESSES[name]], cwd=tmp_path, env={"PATH": path}, capture_output=True, text=True
        )
        assert done.stdout.startswith(place.name), done.stderr
        said.unlink()
