"""Rings without a callback, on trial (TRY), to prove a call, about an alert: placed, ended, looked up."""

from datetime import timedelta

import structlog

from flows.states import LegState
from store.callbacks import legs, rings, trial_rings
from store.database import Tx
from store.models import TrialRing
from store.requests import trial
from telephony.carrier import OVER
from telephony.errors import TransportError
from workers.context import Context, current

log = structlog.get_logger(__name__)
AGAIN = timedelta(seconds=3)
LOOK_AGAIN = timedelta(seconds=15)
_DOORS = {
    trial_rings.TRIAL: "trials",
    trial_rings.RING_BACK: "ringbacks",
    trial_rings.ALERT_WORDS: "alertrings",
    trial_rings.ALERT_CALL: "alertrings",
}
"""Which of our addresses the carrier asks about such a call."""


def settle(trial_id: int) -> None:
    """The job: do what a ring on trial needs now."""
    settle_with(current(), trial_id)


def settle_with(ctx: Context, trial_id: int) -> None:
    """As `settle`, in this context."""
    row = ctx.run(lambda tx: trial_rings.by_id(tx, trial_id))
    if row is None:
        return
    if row.state in (LegState.PLANNED, LegState.REQUESTING):
        _place(ctx, trial_id)
    elif row.hang_up_at is not None and row.sid is not None:
        _hang_up(ctx, row, row.sid)
    elif row.state != LegState.ENDED and row.due_at <= ctx.clock():
        _look_up(ctx, row)


def _place(ctx: Context, trial_id: int) -> None:
    claimed = ctx.run(lambda tx: trial.claim(tx, trial_id))
    if claimed is None:
        return
    try:
        sid = ctx.look_twice(lambda: _already_ringing(ctx, claimed)) if claimed.doubtful else None
        if sid is None and claimed.called_off:
            ctx.run(lambda tx: trial_rings.end(tx, trial_id, "called_off"))
            return
        sid = (
            sid
            or ctx.ring(
                claimed.to,
                url=ctx.pages.url(f"/{_DOORS[claimed.purpose]}/{claimed.token}/answered"),
                status_url=ctx.pages.url(f"/{_DOORS[claimed.purpose]}/{claimed.token}/status"),
                detect_machine=True,
            ).sid
        )
    except TransportError as error:
        _not_rung(ctx, claimed, error)
        return
    placed = sid
    ctx.run(lambda tx: trial.requested(tx, trial_id, placed))


def _already_ringing(ctx: Context, claimed: trial.Claimed) -> str | None:
    found = [placed.sid for placed in ctx.carrier.rings_to(claimed.to, since=claimed.created_at)]
    filed = ctx.run(lambda tx: rings.known_sids(tx, found))
    return next((sid for sid in found if sid not in filed), None)


def _not_rung(ctx: Context, claimed: trial.Claimed, error: TransportError) -> None:
    log.warning("trial_not_placed", trial=claimed.id, requests=claimed.requests, code=error.code)
    if error.permanent:
        ctx.run(lambda tx: trial.refused(tx, claimed.id))
        return
    to = LegState.REQUESTING if error.unknown or claimed.doubtful else LegState.PLANNED

    def again(tx: Tx) -> None:
        row = trial_rings.by_id(tx, claimed.id)
        if row is not None and row.state == LegState.REQUESTING:
            trial_rings.move(tx, row, to, due_at=tx.now + AGAIN)

    ctx.run(again)


def _hang_up(ctx: Context, row: TrialRing, sid: str) -> None:
    try:
        ctx.carrier.hang_up(sid)
    except TransportError as error:
        log.warning("trial_not_hung_up", trial=row.id, code=error.code)
        ctx.run(lambda tx: trial_rings.change(tx, row.id, hang_up_at=tx.now + AGAIN))
        return
    ctx.run(lambda tx: trial_rings.end(tx, row.id, "called_off"))


def _still_talking(ctx: Context, row: TrialRing) -> bool:
    """Whether a coordinator rings or talks with somebody in this call, and not for longer than a talk may last."""
    joins = row.outcome in (trial_rings.DIALLED, trial_rings.JOINED)
    return joins and ctx.clock() - row.created_at < legs.LONGEST_TALK


def _look_up(ctx: Context, row: TrialRing) -> None:
    """Its end was not reported in time: ask the carrier. A call that outlasts its words is ended."""
    try:
        placed = ctx.carrier.call(row.sid) if row.sid else None
        is_over = placed is None or placed.status in OVER
        if row.sid and not is_over and row.state == LegState.ANSWERED and not _still_talking(ctx, row):
            ctx.carrier.hang_up(row.sid)
            is_over = True
    except TransportError as error:
        log.warning("trial_not_looked_up", trial=row.id, code=error.code)
        is_over, placed = False, None
    status = placed.status if placed is not None and placed.status in OVER else "completed"

    def after(tx: Tx) -> None:
        fresh = trial_rings.by_id(tx, row.id)
        if fresh is None or fresh.state == LegState.ENDED or fresh.due_at > tx.now:
            return
        if is_over:
            trial.over(tx, fresh, status)
        else:
            trial_rings.change(tx, row.id, due_at=tx.now + LOOK_AGAIN)

    ctx.run(after)
