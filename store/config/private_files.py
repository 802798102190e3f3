"""Files about people in need, and keys: for the line's own user alone, whatever the umask is, and whoever made them."""

import os
import stat
from pathlib import Path

_OTHERS = 0o077


def folder(path: Path) -> None:
    """Make a folder that only its owner can enter, or close one of ours that others can.

    Never a folder that many share (/tmp, with its sticky bit), a home or the root: others have their work there.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_ours_alone = path.resolve() not in (Path.home(), Path("/")) and not path.stat().st_mode & stat.S_ISVTX
    if is_ours_alone:
        _close(path)


def file(path: Path) -> None:
    """Close a file of ours that others could read. One that is not there is left alone."""
    if path.exists():
        _close(path)


def database(path: Path) -> None:
    """Close a SQLite file, and the two beside it in which its newest rows stand."""
    for each in ("", "-wal", "-shm"):
        file(path.with_name(path.name + each))


def _close(path: Path) -> None:
    there = path.stat()
    if there.st_mode & _OTHERS and there.st_uid == os.geteuid():
        path.chmod(stat.S_IMODE(there.st_mode) & ~_OTHERS)
