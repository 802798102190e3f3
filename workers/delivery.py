"""Gives one text to the carrier, once; after doubt it looks it up first; a refusal is acted on."""

from collections.abc import Sequence

import structlog

from store.callbacks import offer_rows
from store.database import Tx
from store.delivery import outbox
from store.delivery.claim import Claimed
from store.messages.receipts import known_sids
from store.relay import writing
from telephony.carrier import Placed, without_trial_words
from telephony.errors import TransportError
from telephony.messages import receipts
from workers.context import Context

log = structlog.get_logger(__name__)
DOUBT_SECONDS = 5.0


def deliver(ctx: Context, claimed: Claimed) -> Placed:
    """Give a text to the carrier, or find it there if an earlier try may have gone out. Raises TransportError."""
    to = claimed.to
    if to is None:
        log.error("nobody_on_call", message=claimed.id)
        raise TransportError("nobody is on call", permanent=True)
    placed = ctx.look_twice(lambda: _already_there(ctx, claimed, to)) if claimed.doubtful else None
    return placed or ctx.carrier.send_text(to, claimed.words, receipt_url=ctx.pages.url("/receipts"))


def _already_there(ctx: Context, claimed: Claimed, to: str) -> Placed | None:
    """What the carrier has of an earlier try whose answer never reached us."""
    found = ctx.carrier.texts_to(to, since=claimed.created_at)
    same = [p for p in found if without_trial_words(p.words) == claimed.words]
    known = ctx.run(lambda tx: known_sids(tx, [p.sid for p in same]))
    return next((p for p in same if p.sid not in known), None)


def taken(ctx: Context, took: Sequence[tuple[Claimed, str]]) -> None:
    """Keep that the carrier took these texts, each with its SID, and act on receipts that came before."""

    def keep(tx: Tx) -> None:
        for sid, status, error_code in outbox.sent(tx, took):
            receipts.catch_up(tx, sid, [(status, error_code)])

    if took:
        ctx.run(keep)


def refused(ctx: Context, claimed: Claimed, error: TransportError) -> None:
    """The carrier did not take a text, or did not say so: try it again later, or give it up."""
    log.warning(
        "text_not_sent",
        message=claimed.id,
        purpose=claimed.purpose,
        tries=claimed.tries,
        code=error.code,
        error=str(error),
    )
    last = ctx.clock() > claimed.gives_up_at

    def settle(tx: Tx) -> None:
        if not error.permanent and not last:
            wait = DOUBT_SECONDS if error.unknown else min(outbox.LONGEST_WAIT, 2.0 ** min(claimed.tries, 10))
            outbox.try_later(tx, claimed.id, wait, doubtful=error.unknown or claimed.doubtful)
            return
        if claimed.purpose == "alert":
            # The next person hears of it; where there is none, only the log, /status and `warmline doctor` can tell.
            log.error("alert_not_delivered", message=claimed.id, code=error.code)
        offer_id = outbox.failed(tx, claimed.id, error.code)
        receipts.consequences(tx, claimed.contact_id, error.code)
        receipts.of_person_on_call(tx, claimed.id, error.code)
        writing.not_delivered(tx, claimed.id)
        if offer_id is not None:
            offer_rows.not_delivered(tx, offer_id)

    ctx.run(settle)
