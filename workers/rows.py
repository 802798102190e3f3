"""Rows that are due, one by one: a bad one is logged, and keeps no other waiting."""

from collections.abc import Callable, Iterable
from typing import Any

import structlog

from workers.context import Context

log = structlog.get_logger(__name__)


def alone(ctx: Context, do: Callable[[Context, int], Any], id: int) -> bool:
    """Do it for this row. False: it failed, and is logged."""
    try:
        do(ctx, id)
    except Exception as error:
        log.error(
            "sweep_failed_on_a_row", row=id, job=do.__name__, error=type(error).__name__, exc_info=error
        )
        return False
    return True


def each_alone(ctx: Context, do: Callable[[Context, int], Any], ids: Iterable[int]) -> None:
    """The same for many."""
    for id in ids:
        alone(ctx, do, id)
