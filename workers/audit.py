"""Proves the log of who did what, on the side: it reads a few thousand entries at a time, and keeps how far it came."""

import time
from functools import partial

import structlog

from store.audit import proof
from store.audit.proof import Step
from store.database import Tx
from workers.context import Context

log = structlog.get_logger(__name__)


def _keep(step: Step, tx: Tx) -> bool:
    return proof.keep(tx.connection, step)


def prove(ctx: Context, until: float) -> int:
    """Go on to the end of the log, or until this moment (monotonic seconds). Always 0: nobody waits for it."""
    while time.monotonic() < until:
        with ctx.db.look(ctx.clock()) as tx:
            step = proof.look(tx.connection, tx.now)
        if step is None:
            return 0
        kept = ctx.run(partial(_keep, step))
        if kept and (number := step.values.get("broken_id")) is not None:
            log.error("audit_broken", number=number)
        if not kept or not step.goes_on:
            return 0
    return 0
