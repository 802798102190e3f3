"""Sends texts that are due: the urgent first, several at a time, as fast as the carrier takes them."""

import time

import structlog
import tenacity

from flows.line import on_call
from store.delivery import outbox
from store.messages import compose
from store.messages.compose import TO_PEOPLE_ON_CALL
from telephony.errors import TransportError
from workers.context import Context, current
from workers.flight import Flight, claim
from workers.rows import try_each_row

log = structlog.get_logger(__name__)
URGENT = (
    "alert",
    "eased",
    "has_it",
    "nobody_yet",
    "relay",
    "offer",
    "briefing",
    "briefing_first",
    "ready",
    "coming",
    "reconnect",
    "notice",
    "agreed",
    "closing",
    "blocked",
    "invite",
)
"""Purposes of texts that somebody waits for. Any other text is sent when none of these waits for a slot."""
AT_ONCE = 50


def send(message_id: int) -> None:
    """The job: send a text that is due, if it has a slot soon."""
    send_with(current(), message_id)


def send_with(ctx: Context, message_id: int) -> None:
    """As `send`, in this context."""
    flight = Flight(ctx)
    flight.go(ctx.run(lambda tx: claim(tx, [message_id])).slotted)
    flight.land(all_of_them=True)


def send_alerts(ctx: Context, until: float) -> int:
    """As `send_urgent`, of the texts to people on call alone."""
    return send_urgent(ctx, until, TO_PEOPLE_ON_CALL)


def send_urgent(ctx: Context, until: float, purposes: tuple[str, ...] = URGENT) -> int:
    """Send the urgent texts that are due and have a slot soon, until `until` (monotonic seconds); gives how many."""
    flight, done = Flight(ctx), 0
    waiting = ctx.run(lambda tx: outbox.due(tx, AT_ONCE, purposes))
    while waiting and time.monotonic() < until:
        now, waiting = waiting[: flight.room], waiting[flight.room :]
        try:
            claimed = ctx.run(lambda tx: claim(tx, now))  # noqa: B023  called at once
        except Exception:  # noqa: BLE001  one bad row must not keep the rest waiting
            try_each_row(ctx, send_with, now)
            done += len(now)
            continue
        flight.go(claimed.slotted)
        flight.land()
        done += len(now) - len(claimed.left)
        waiting = claimed.left + waiting
        if claimed.left and not claimed.slotted:
            break
    flight.land(all_of_them=True)
    return done


def alert_outage() -> None:
    """The job: tell the coordinator that words of crisis came while the database could not take them."""
    alert_outage_with(current())


def alert_outage_with(ctx: Context) -> None:
    """As `alert_outage`: by text, or by a ring where the line may not text, as this process last saw it.

    It goes straight to the carrier and asks for no slot, which would need the database. Everybody whose hour it is
    hears of it: nobody can take it with ACK, and so nobody would be next.
    """
    line = ctx.db.last_seen_line
    words = compose.outage_words(line, ctx.clock())
    left = list(on_call.on_now(line.ladder, ctx.clock(), line.timezone))
    for attempt in tenacity.Retrying(
        stop=tenacity.stop_after_delay(40), wait=tenacity.wait_fixed(2), reraise=True
    ):
        with attempt:
            failed = [error for number in list(left) if (error := _not_told(ctx, number, words, left))]
            if failed:
                raise failed[0]


def _not_told(ctx: Context, number: str, words: str, left: list[str]) -> TransportError | None:
    """Tell one of those who are left; gives why it has to be tried again."""
    try:
        if ctx.db.last_seen_line.texting:
            ctx.carrier.send_text(number, words, receipt_url=ctx.pages.url("/receipts"))
        else:
            ctx.ring(
                number,
                url=ctx.pages.url("/rings/outage/answered"),
                status_url=ctx.pages.url("/rings/outage/status"),
            )
    except TransportError as error:
        if not error.permanent:
            return error
        log.error("alert_not_delivered", code=error.code)
    left.remove(number)
    return None
