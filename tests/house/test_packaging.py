"""What a newcomer runs first: the lock file, the Makefile, the Procfile."""

import re
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
PROCESSES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return found[0].lower().replace("_", "-")


def test_the_lock_names_no_registry() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*--(index|extra-index|find-links|trusted)", LOCK, re.MULTILINE)


def test_every_locked_package_has_its_version_and_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[a-z0-9.\[\]-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_everything_the_project_asks_for_is_locked() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = {_name(line) for line in LOCK.splitlines() if re.match(r"[a-z0-9]", line)}
    assert {_name(requirement) for requirement in [*asked, *PROJECT["build-system"]["requires"]]} <= locked


@pytest.mark.parametrize("chore", ["setup", "demo", "test", "check", "format", "bench", "lock", "clean"])
def test_every_chore_is_one_command(chore: str) -> None:
    done = subprocess.run(["make", "-n", chore], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_continuous_run_is_executable() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


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
