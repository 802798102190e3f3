"""Works on due rows one by one: a row that fails is logged, and keeps no other waiting."""

from collections.abc import Callable, Iterable

import structlog

from workers.context import Context

log = structlog.get_logger(__name__)


def try_row(ctx: Context, do: Callable[[Context, int], object], id: int) -> bool:
    """Do it for this row. False when it failed, which is logged."""
    try:
        do(ctx, id)
    except Exception as error:
        log.error(
            "sweep_failed_on_a_row", row=id, job=do.__name__, error=type(error).__name__, exc_info=error
        )
        return False
    return True


def try_each_row(ctx: Context, do: Callable[[Context, int], object], ids: Iterable[int]) -> None:
    """Do it for each of these rows, whether or not others fail."""
    for id in ids:
        try_row(ctx, do, id)
