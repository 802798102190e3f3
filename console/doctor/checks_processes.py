"""The doctor checks that workers and a clock run, that work comes through, and that the disks have room."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from console.doctor.checks_redis import WAITS
from console.doctor.report import Findings
from store.upkeep import disk, heartbeats
from store.upkeep.heartbeats import Beat, OwnHeartbeat

_STARTS = {
    "worker": "nobody is rung, and no offer and no alert goes out",
    "clock": "what falls due later is forgotten",
}
_NO_WRITE = {
    "full": "its disk is full. Make room.",
    "no space": "its disk is full. Make room.",
    "read": "it only answers questions. Is it a standby, or read-only?",
    "locked": "another program has it locked. Try again when that has ended.",
    "permission": "its user may not write. Give that user rights, or correct DATABASE_URL.",
}


def database(url: str, found: Findings) -> None:
    """Check that the database takes a write, as every text needs one, and what its heartbeats say of the processes."""
    own = OwnHeartbeat(url, "doctor")
    try:
        with own.beating() as connection:
            beats = heartbeats.read(connection)
        own.end()
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", error)).lower()
        why = next((then for cue, then in _NO_WRITE.items() if cue in said), "see its own log.")
        found.bad(f"database: it takes no write, so no text can be kept: {why}")
        return
    found.ok("database: it takes writes.")
    processes(beats, found)


def processes(beats: Sequence[Beat], found: Findings) -> None:
    """Check that workers and a clock live and work, and that what the clock asks for is done."""
    well = [_kind(kind, beats, found) for kind in _STARTS]
    idle = heartbeats.idle_queues(beats)
    if idle and all(well):
        found.bad(
            f"work: no sweep of {', '.join(idle)} has come through lately, though a worker and a clock live. Does a "
            "`warmline worker` work on all queues, and do all processes have the same REDIS_URL and DATABASE_URL?"
        )
    elif all(well):
        found.ok("work: what the clock asks for goes through Redis to a worker, and is done.")


def _kind(kind: str, beats: Sequence[Beat], found: Findings) -> bool:
    """Whether at least one process of this kind lives and works."""
    ours = [beat for beat in beats if beat.kind == kind]
    living = heartbeats.alive(ours, kind)
    waiting = [beat for beat in living if beat.waits_for is not None]
    if not living:
        last = min((beat.age for beat in ours), default=None)
        heard = "none runs" if last is None else f"none has been heard of for {_spoken(last)}"
        found.bad(f"{kind}: {heard}, so {_STARTS[kind]}. Start `warmline {kind}` (`warmline up` starts all).")
        return False
    for said in sorted({beat.waits_for or "" for beat in waiting}):
        number = sum(beat.waits_for == said for beat in waiting)
        tell = found.bad if len(waiting) == len(living) else found.warn
        tell(f"{kind}: {number} of {len(living)} wait for Redis: {WAITS.get(said, said)}")
    if len(waiting) == len(living):
        return False
    last = min(beat.age for beat in living)
    found.ok(f"{kind}: {len(living) - len(waiting)} alive, last heard of {_spoken(last)} ago.")
    return True


def _spoken(age: timedelta) -> str:
    seconds = max(0, round(age.total_seconds()))
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"


def room(
    places: Sequence[Path], found: Findings, *, of: Callable[[Sequence[Path]], int | None] = disk.room
) -> None:
    """Check that the disks which the line writes to have room. `of`: gives the bytes left in these folders."""
    left = of(places)
    if left is None:
        return
    megabytes = left // 1_000_000
    if left < disk.FULL:
        found.bad(
            f"disk: {megabytes} MB are left for the database and VAR_DIR. Make room: the line is about to stop."
        )
    elif left < disk.LOW:
        found.warn(f"disk: {megabytes} MB are left for the database and VAR_DIR. Make room soon.")
    else:
        found.ok("disk: there is room.")
