"""Reminders that are due are checked and sent together, many a second, and never before something more urgent."""

import time
from dataclasses import dataclass, field

from store.database import Tx
from store.delivery import outbox, rate_limit, send_check
from store.reminders import reminders
from workers.context import Context
from workers.flight import ClaimedTexts, Flight, claim
from workers.rows import try_each_row, try_row
from workers.texts import AT_ONCE, URGENT, send_with


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one transaction settled (`settled`), and what it claimed to be sent now.

    `skipped`: texts that are due and could not be claimed now. `over`: nothing more can be done.
    """

    settled: int = 0
    claimed: ClaimedTexts = field(default_factory=lambda: ClaimedTexts([], []))
    skipped: frozenset[int] = frozenset()
    over: bool = False


def drain(ctx: Context, until: float) -> int:
    """Settle and send reminders, and all other texts that are not urgent, until `until` (monotonic seconds).

    It stops for what is more urgent: a job on another queue, or, where slots are few, an urgent text. Gives how many
    were settled or sent.
    """
    flight, done = Flight(ctx), 0
    skipped: frozenset[int] = frozenset()
    while True:
        if time.monotonic() > until or _is_pressed(ctx):
            _again(ctx)
            break
        try:
            batch = ctx.run(lambda tx: _next(tx, flight.room, skipped))  # noqa: B023  called at once
        except Exception:  # noqa: BLE001  one bad row must not keep the rest waiting
            done += _one_by_one(ctx)
            break
        flight.go(batch.claimed.slotted)
        flight.land()
        done += max(batch.settled, len(batch.claimed.slotted))
        if batch.over:
            break
        skipped |= batch.skipped
    flight.land(all_of_them=True)
    return done


def _next(tx: Tx, room: int, skipped: frozenset[int]) -> _Batch:
    """Claim texts that an earlier sweep wrote and nobody sent, without the `skipped`; else settle what is due now."""
    if rate_limit.more_urgent_waits(tx, URGENT):
        return _Batch(over=True)
    waiting = outbox.due(tx, room + len(skipped), besides=URGENT)
    settled, texts = 0, [text for text in waiting if text not in skipped][:room]
    if not texts:
        settled, texts = send_check.settle_due(tx, room)
        if not settled:
            return _Batch(over=True)
    # Another worker that waits for the next slots may have them: if two wait, none is left to ring a phone.
    claimed = claim(tx, texts, at_hand=True)
    had = {text.id for _, text in claimed.slotted}
    return _Batch(
        settled,
        claimed,
        skipped=frozenset(texts) - had - frozenset(claimed.left),
        over=bool(claimed.left) and not claimed.slotted,
    )


def _one_by_one(ctx: Context) -> int:
    """The same with a transaction for each row, to find the row that fails; the others go first for a while."""
    found = ctx.run(lambda tx: reminders.due(tx, AT_ONCE))
    for reminder_id in found:
        if not try_row(ctx, settle_with, reminder_id):
            ctx.run(lambda tx, id=reminder_id: reminders.stumbled(tx, id))  # type: ignore[misc]
    try_each_row(ctx, send_with, ctx.run(lambda tx: outbox.due(tx, AT_ONCE, besides=URGENT)))
    return len(found)


def settle_with(ctx: Context, reminder_id: int) -> None:
    """Settle one reminder, and send its text if there is one."""
    message_id = ctx.run(lambda tx: send_check.settle(tx, reminder_id))
    if message_id is not None:
        send_with(ctx, message_id)


def _is_pressed(ctx: Context) -> bool:
    return ctx.wakeups is not None and ctx.wakeups.is_pressed("reminders")


def _again(ctx: Context) -> None:
    if ctx.wakeups is not None:
        ctx.wakeups.sweep_again("reminders")
