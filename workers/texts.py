"""Send one text: claimed by its row, looked up before it is repeated, its refusal understood."""

import structlog
import tenacity

from store import offers, outbox, texts, writing
from store.database import Tx
from store.outbox import Claimed
from telephony import receipts
from telephony.carrier import Placed
from telephony.errors import TransportError
from workers.context import Context, current

log = structlog.get_logger(__name__)
DOUBT_SECONDS = 5.0


def send(message_id: int) -> None:
    """Send a text that is due."""
    send_with(current(), message_id)


def send_with(ctx: Context, message_id: int) -> None:
    """As `send`, with what it works on given."""
    claimed = ctx.run(lambda tx: outbox.claim(tx, message_id))
    if claimed is None:
        return
    to = ctx.db.vault.open(claimed.sealed_to) if claimed.sealed_to else ctx.coordinator
    if to is None:
        log.error("no_coordinator_number", message=message_id)
        ctx.run(lambda tx: outbox.failed(tx, message_id, None))
        return
    try:
        placed = _already_there(ctx, claimed, to) if claimed.doubtful else None
        placed = placed or ctx.carrier.send_text(to, claimed.words, receipt_url=ctx.pages.url("/receipts"))
    except TransportError as error:
        _not_sent(ctx, claimed, error)
        return
    sid = placed.sid
    ctx.run(lambda tx: receipts.catch_up(tx, sid, outbox.sent(tx, message_id, sid)))


def _already_there(ctx: Context, claimed: Claimed, to: str) -> Placed | None:
    """The carrier's own record of an earlier try whose answer never reached us."""
    same = [p for p in ctx.carrier.texts_to(to, since=claimed.created_at) if p.words == claimed.words]
    filed = ctx.run(lambda tx: outbox.known_sids(tx, [p.sid for p in same]))
    return next((p for p in same if p.sid not in filed), None)


def _not_sent(ctx: Context, claimed: Claimed, error: TransportError) -> None:
    log.warning(
        "text_not_sent",
        message=claimed.id,
        purpose=claimed.purpose,
        tries=claimed.tries,
        code=error.code,
        error=str(error),
    )
    last = outbox.is_too_old(claimed.purpose, claimed.created_at, ctx.clock())

    def settle(tx: Tx) -> None:
        if not error.permanent and not last:
            wait = DOUBT_SECONDS if error.unknown else min(outbox.LONGEST_WAIT, 2.0 ** min(claimed.tries, 10))
            outbox.try_later(tx, claimed.id, wait, doubtful=error.unknown or claimed.doubtful)
            return
        if claimed.purpose == "alert":
            # Nobody else hears of it: the log and `warmline doctor` are what is left.
            log.error("alert_not_delivered", message=claimed.id, code=error.code)
        offer_id = outbox.failed(tx, claimed.id, error.code)
        receipts.consequences(tx, claimed.contact_id, error.code)
        writing.not_delivered(tx, claimed.id)
        if offer_id is not None:
            offers.not_delivered(tx, offer_id)

    ctx.run(settle)


def alert_outage() -> None:
    """Tell the coordinator of crisis words that no database could take: straight to the carrier, from memory."""
    ctx = current()
    if ctx.coordinator is not None:
        words = texts.outage_words(ctx.db.line, ctx.clock())
        for attempt in tenacity.Retrying(
            stop=tenacity.stop_after_delay(40), wait=tenacity.wait_fixed(2), reraise=True
        ):
            with attempt:
                ctx.carrier.send_text(ctx.coordinator, words, receipt_url=ctx.pages.url("/receipts"))
