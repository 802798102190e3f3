"""Texts under way to the carrier: several at once, each at its slot, and the carrier's answers kept together."""

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import cache
from typing import NamedTuple

import structlog

from store.database import Tx
from store.delivery import outbox, rate_limit
from store.delivery.claim import Claimed, claim_several
from telephony.carrier import Placed
from telephony.errors import TransportError
from workers import delivery
from workers.context import IN_FLIGHT, Context

log = structlog.get_logger(__name__)
TOGETHER = 0.25
"""Seconds that an answer waits for others, so that one transaction keeps them all."""


class ClaimedTexts(NamedTuple):
    """`slotted`: texts this worker has claimed, each with its slot. `left`: those without a slot, which stay due."""

    slotted: list[tuple[datetime, Claimed]]
    left: list[int]


def claim(tx: Tx, message_ids: Sequence[int], *, at_hand: bool = False) -> ClaimedTexts:
    """Claim these texts, as far as there are slots. `at_hand`: as for `rate_limit.slots`."""
    wanted = list(message_ids)
    if tx.line.texts_per_second is not None:
        wanted = outbox.still_due(tx, wanted)  # a text that is no longer due must cost no slot
    slots = rate_limit.slots(tx, len(wanted), at_hand=at_hand)
    mine = claim_several(tx, wanted[: len(slots)])
    return ClaimedTexts(list(zip(slots, mine, strict=False)), wanted[len(slots) :])


class Flight:
    """The texts that one worker has under way. No transaction is open while the carrier answers.

    A lease is only a little longer than the carrier is given to answer, so nothing that is claimed may wait here: claim
    no more than `room`.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._under_way: dict[Future[Placed], Claimed] = {}

    @property
    def room(self) -> int:
        """How many more texts can be under way."""
        return self._ctx.in_flight - len(self._under_way)

    def go(self, slotted: Sequence[tuple[datetime, Claimed]]) -> None:
        """Send these claimed texts, each at its slot."""
        alone = len(slotted) + len(self._under_way) == 1  # a single text needs no thread
        for at, claimed in slotted:
            self._ctx.pause_until(at)
            if alone or self._ctx.in_flight == 1:
                landed: Future[Placed] = Future()
                _deliver_here(landed, self._ctx, claimed)
            else:
                landed = _threads().submit(delivery.deliver, self._ctx, claimed)
            self._under_way[landed] = claimed

    def land(self, *, all_of_them: bool = False) -> None:
        """Keep the answers that have come: wait for one at least, or for `all_of_them`."""
        while self._under_way:
            done, _ = wait(self._under_way, timeout=None if all_of_them else TOGETHER)
            if not done:
                done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
            self._keep([(future, self._under_way.pop(future)) for future in done])
            if not all_of_them:
                return

    def _keep(self, landed: Sequence[tuple[Future[Placed], Claimed]]) -> None:
        took: list[tuple[Claimed, str]] = []
        for future, claimed in sorted(landed, key=lambda each: each[1].id):
            try:
                took.append((claimed, future.result().sid))
            except TransportError as error:
                delivery.refused(self._ctx, claimed, error)
            except Exception as error:  # noqa: BLE001  logged there; the text is looked up when its lease is over
                _failed(claimed, error)
        try:
            delivery.taken(self._ctx, took)
        except Exception:  # noqa: BLE001  an answer that cannot be kept must not cost the others theirs
            for each in took:
                try:
                    delivery.taken(self._ctx, [each])
                except Exception as error:  # noqa: BLE001  logged there
                    _failed(each[0], error)


def _failed(claimed: Claimed, error: Exception) -> None:
    log.error("text_left_in_doubt", message=claimed.id, error=type(error).__name__, exc_info=error)


def _deliver_here(landed: Future[Placed], ctx: Context, claimed: Claimed) -> None:
    try:
        landed.set_result(delivery.deliver(ctx, claimed))
    except Exception as error:  # noqa: BLE001  told where it lands
        landed.set_exception(error)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="text")
