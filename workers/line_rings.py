"""Rings in place of texts: asks the carrier for the ring, ends it, or looks up what became of it."""

from datetime import timedelta

import structlog

from flows.states import LegState
from store.callbacks import rings
from store.calls import line_rings
from store.calls.line_rings import Claimed
from store.database import Tx
from store.line_rings import rows
from store.models import LineRing
from telephony.carrier import OVER
from telephony.errors import TransportError
from workers.context import Context, current

log = structlog.get_logger(__name__)
AGAIN = timedelta(seconds=3)
LOOK_AGAIN = timedelta(seconds=15)


def settle(ring_id: int) -> None:
    """The job: do what a ring in place of a text needs now."""
    settle_with(current(), ring_id)


def settle_with(ctx: Context, ring_id: int) -> None:
    """As `settle`, in this context."""
    row = ctx.run(lambda tx: rows.read(tx, rows.with_id(ring_id)))
    if row is None:
        return
    if row.state in (LegState.PLANNED, LegState.REQUESTING):
        _place(ctx, ring_id)
    elif row.sid is not None and (
        rows.is_called_off(row) or ctx.run(lambda tx: rows.is_pointless(tx, ring_id))
    ):
        _hang_up(ctx, row, row.sid)
    elif row.state != LegState.ENDED and row.due_at <= ctx.clock():
        _look_up(ctx, row)


def _place(ctx: Context, ring_id: int) -> None:
    claimed = ctx.run(lambda tx: line_rings.claim(tx, ring_id))
    if claimed is None:
        return
    to = claimed.to
    if to is None:
        log.error("nobody_on_call", ring=ring_id)
        ctx.run(lambda tx: _over(tx, ring_id, "refused"))
        return
    try:
        sid = ctx.look_twice(lambda: _already_ringing(ctx, claimed, to)) if claimed.doubtful else None
        if sid is None and claimed.called_off:
            ctx.run(lambda tx: rows.end(tx, ring_id, "called_off"))
            return
        sid = (
            sid
            or ctx.ring(
                to,
                url=ctx.pages.url(f"/rings/{claimed.token}/answered"),
                status_url=ctx.pages.url(f"/rings/{claimed.token}/status"),
            ).sid
        )
    except TransportError as error:
        _not_rung(ctx, claimed, error)
        return
    placed = sid
    ctx.run(lambda tx: line_rings.requested(tx, ring_id, placed))


def _already_ringing(ctx: Context, claimed: Claimed, to: str) -> str | None:
    found = [placed.sid for placed in ctx.carrier.rings_to(to, since=claimed.created_at)]
    filed = ctx.run(lambda tx: rings.known_sids(tx, found))
    return next((sid for sid in found if sid not in filed), None)


def _over(tx: Tx, ring_id: int, outcome: str) -> None:
    row = rows.lock(tx, rows.with_id(ring_id))
    if row is not None:
        line_rings.over(tx, row, outcome)


def _not_rung(ctx: Context, claimed: Claimed, error: TransportError) -> None:
    log.warning("line_ring_not_placed", ring=claimed.id, requests=claimed.requests, code=error.code)
    if error.permanent:
        ctx.run(lambda tx: _over(tx, claimed.id, "refused"))
        return
    to = LegState.REQUESTING if error.unknown or claimed.doubtful else LegState.PLANNED

    def again(tx: Tx) -> None:
        row = rows.lock(tx, rows.with_id(claimed.id))
        if row is not None and row.state == LegState.REQUESTING:
            rows.move(tx, row, to, due_at=tx.now + AGAIN)

    ctx.run(again)


def _hang_up(ctx: Context, row: LineRing, sid: str) -> None:
    try:
        ctx.carrier.hang_up(sid)
    except TransportError as error:
        log.warning("line_ring_not_hung_up", ring=row.id, code=error.code)
        return  # still due: the next sweep tries again
    ctx.run(lambda tx: rows.end(tx, row.id, "called_off"))


def _look_up(ctx: Context, row: LineRing) -> None:
    """Its end was not reported in time: ask the carrier. A call that goes on to no talk is ended."""
    if ctx.run(lambda tx: line_rings.goes_on_with_a_talk(tx, row)):
        ctx.run(lambda tx: rows.end(tx, row.id, row.outcome or rows.HEARD))
        return
    try:
        placed = ctx.carrier.call(row.sid) if row.sid else None
        is_over = placed is None or placed.status in OVER
        # A check-in may have gone on to the crisis line (key 8): no clock of ours ends that.
        ends = row.state == LegState.ANSWERED and row.kind != rows.CHECKIN
        if row.sid and not is_over and ends:
            ctx.carrier.hang_up(row.sid)
            is_over = True
    except TransportError as error:
        log.warning("line_ring_not_looked_up", ring=row.id, code=error.code)
        is_over, placed = False, None
    status = placed.status if placed is not None and placed.status in OVER else "completed"

    def after(tx: Tx) -> None:
        fresh = rows.lock(tx, rows.with_id(row.id))
        if fresh is None or fresh.state == LegState.ENDED or fresh.due_at > tx.now:
            return
        if is_over:
            line_rings.over(tx, fresh, status)
        else:
            picked_up = fresh.state == LegState.ANSWERED
            rows.change(tx, row.id, due_at=tx.now + (rows.LASTS if picked_up else LOOK_AGAIN))

    ctx.run(after)
