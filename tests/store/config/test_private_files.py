"""Whatever the umask, and whoever made them: databases and keys are for the line's own user alone."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from store.config import private_files
from store.config.demo_defaults import made_once
from store.database import open_engine


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A host on which everybody may read and write what is made."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def written(path: Path) -> Iterator[None]:
    """The database with a row that stands in the file beside it."""
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS people (name TEXT)"))
        yield
    engine.dispose()


def test_a_new_database_and_the_files_beside_it_are_ours_alone(tmp_path: Path) -> None:
    with written(tmp_path / "line.db"):
        modes = {each.name: mode(each) for each in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("line.db", "line.db-wal", "line.db-shm"), 0o600)


def test_a_database_that_others_could_read_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "line.db").touch(mode=0o666)
    with written(tmp_path / "line.db"):
        assert {mode(each) for each in tmp_path.iterdir()} == {0o600}


def test_keys_and_the_folder_they_are_in_are_ours_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir(mode=0o777)
    assert made_once(var / "key", lambda: "secret") == "secret"
    assert (mode(var), mode(var / "key")) == (0o700, 0o600)
    (var / "key").chmod(0o644)
    made_once(var / "key", lambda: "another")
    assert mode(var / "key") == 0o600


def test_a_folder_that_many_share_stays_theirs(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    private_files.folder(shared)
    assert mode(shared) == 0o1777
