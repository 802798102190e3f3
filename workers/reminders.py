"""Reminders that are due: settled and sent together, many a second, and never before something more urgent."""

import time
from dataclasses import dataclass, field

from store.database import Tx
from store.delivery import outbox, rate_limit, send_check
from store.reminders import reminders
from workers.context import Context
from workers.flight import Flight, Ours, claim
from workers.rows import alone, each_alone
from workers.texts import AT_ONCE, URGENT, send_with


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was settled in one transaction, and what is to be sent now.

    `vain`: texts that are due and not to be had now. `over`: nothing more can be done.
    """

    settled: int = 0
    ours: Ours = field(default_factory=lambda: Ours([], []))
    vain: frozenset[int] = frozenset()
    over: bool = False


def drain(ctx: Context, until: float) -> int:
    """Settle and send reminders, and send all other texts that are not urgent, till `until` (monotonic seconds).

    What is more urgent goes first: a job on another queue, and where slots are few, an urgent text. Gives how many
    were settled or sent.
    """
    flight, done = Flight(ctx), 0
    vain: frozenset[int] = frozenset()
    while True:
        if time.monotonic() > until or _is_pressed(ctx):
            _again(ctx)
            break
        try:
            batch = ctx.run(lambda tx: _next(tx, flight.room, vain))  # noqa: B023  called at once
        except Exception:  # noqa: BLE001  one bad row must not keep the rest waiting
            done += _one_by_one(ctx)
            break
        flight.go(batch.ours.slotted)
        flight.land()
        done += max(batch.settled, len(batch.ours.slotted))
        if batch.over:
            break
        vain |= batch.vain
    flight.land(all_of_them=True)
    return done


def _next(tx: Tx, room: int, vain: frozenset[int]) -> _Batch:
    """What an earlier sweep has put and nobody sent, except what was asked for in `vain`; else what is due now."""
    if rate_limit.more_urgent_waits(tx, URGENT):
        return _Batch(over=True)
    waiting = outbox.due(tx, room + len(vain), besides=URGENT)
    settled, texts = 0, [text for text in waiting if text not in vain][:room]
    if not texts:
        settled, texts = send_check.settle_due(tx, room)
        if not settled:
            return _Batch(over=True)
    # Where somebody else is at the next slots, they are theirs: two who sit and wait leave nobody to ring a phone.
    ours = claim(tx, texts, at_hand=True)
    had = {claimed.id for _, claimed in ours.slotted}
    return _Batch(
        settled,
        ours,
        vain=frozenset(texts) - had - frozenset(ours.left),
        over=bool(ours.left) and not ours.slotted,
    )


def _one_by_one(ctx: Context) -> int:
    """The same, a transaction each, so that the row that fails is found; the others go before it for a while."""
    found = ctx.run(lambda tx: reminders.due(tx, AT_ONCE))
    for reminder_id in found:
        if not alone(ctx, settle_with, reminder_id):
            ctx.run(lambda tx, id=reminder_id: reminders.stumbled(tx, id))  # type: ignore[misc]
    each_alone(ctx, send_with, ctx.run(lambda tx: outbox.due(tx, AT_ONCE, besides=URGENT)))
    return len(found)


def settle_with(ctx: Context, reminder_id: int) -> None:
    """Settle one, and send its text."""
    message_id = ctx.run(lambda tx: send_check.settle(tx, reminder_id))
    if message_id is not None:
        send_with(ctx, message_id)


def _is_pressed(ctx: Context) -> bool:
    return ctx.wakeups is not None and ctx.wakeups.is_pressed("reminders")


def _again(ctx: Context) -> None:
    if ctx.wakeups is not None:
        ctx.wakeups.sweep_again("reminders")
