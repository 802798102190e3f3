"""The sweep: what is due in the rows is done, whether or not anybody was woken for it."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from store import callbacks, housekeeping, legs, outbox
from store.database import Tx
from workers.callbacks import advance_with
from workers.calls import settle_with
from workers.context import Context, current
from workers.texts import send_with

log = structlog.get_logger(__name__)
AT_ONCE = 50
SECONDS = 5.0
"""How long one sweep works before it makes room: what is left is due still, and the clock comes every second."""
REMINDERS = ("reminder",)
URGENT = (
    "alert",
    "relay",
    "offer",
    "briefing",
    "ready",
    "reconnect",
    "notice",
    "closing",
    "invite",
    "followup",
)


def calls() -> None:
    """Rings that are due."""
    _sweep("calls")


def offers() -> None:
    """Callbacks and urgent texts that are due."""
    _sweep("offers")


def reminders() -> None:
    """Reminders that are due."""
    _sweep("reminders")


def housekeep() -> None:
    """What may wait."""
    _sweep("housekeeping")


def sweep_with(ctx: Context, name: str) -> int:
    """Do all that is due on a queue now; gives how much that was."""
    done = 0
    until = time.monotonic() + SECONDS
    for find, do in _WORK[name]:
        for id in _due(ctx, find):
            if time.monotonic() > until:
                return done
            _one(ctx, do, id)
            done += 1
    return done


def _sweep(name: str) -> None:
    ctx = current()
    if ctx.wakeups is not None:
        ctx.wakeups.sweeping(name)
    sweep_with(ctx, name)


def _due(ctx: Context, find: Callable[[Tx], Iterable[int]]) -> list[int]:
    return ctx.run(lambda tx: list(find(tx)))


def _one(ctx: Context, do: Callable[[Context, int], Any], id: int) -> None:
    try:
        do(ctx, id)
    except Exception as error:  # one bad row must not keep the rest waiting
        log.error(
            "sweep_failed_on_a_row", row=id, job=do.__name__, error=type(error).__name__, exc_info=error
        )


def _housekeep(ctx: Context, _: int) -> None:
    ctx.run(housekeeping.tidy)


_WORK: dict[str, tuple[tuple[Callable[[Tx], Iterable[int]], Callable[[Context, int], Any]], ...]] = {
    "calls": ((lambda tx: [leg.id for leg in legs.due(tx, AT_ONCE)], settle_with),),
    "offers": (
        (lambda tx: callbacks.due(tx, AT_ONCE), advance_with),
        (lambda tx: outbox.due(tx, AT_ONCE, URGENT), send_with),
    ),
    "reminders": ((lambda tx: outbox.due(tx, AT_ONCE, REMINDERS), send_with),),
    "housekeeping": ((lambda tx: [0], _housekeep),),
}
