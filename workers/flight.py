"""Texts under way to the carrier: several at once, each at its slot, what became of them kept together."""

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from functools import cache
from typing import NamedTuple

import structlog

from store.database import Tx
from store.delivery import claim as claiming
from store.delivery import outbox, rate_limit
from store.delivery.claim import Claimed
from telephony.carrier import Placed
from telephony.errors import TransportError
from workers import delivery
from workers.context import IN_FLIGHT, Context

log = structlog.get_logger(__name__)
TOGETHER = 0.25
"""Seconds for which those that have landed wait for the others, to be kept in one transaction with them."""


class Ours(NamedTuple):
    """Texts that are ours to send, each with its slot; and those that have no slot yet, and stay due."""

    slotted: list[tuple[datetime, Claimed]]
    left: list[int]


def claim(tx: Tx, message_ids: Sequence[int], *, at_hand: bool = False) -> Ours:
    """Claim these texts, as far as there are slots. `at_hand`: as for `pacing.slots`."""
    wanted = list(message_ids)
    if tx.line.texts_per_second is not None:
        wanted = outbox.still_due(tx, wanted)  # what is gone by now costs no slot
    slots = rate_limit.slots(tx, len(wanted), at_hand=at_hand)
    mine = claiming.claim_several(tx, wanted[: len(slots)])
    return Ours(list(zip(slots, mine, strict=False)), wanted[len(slots) :])


class Flight:
    """What one worker has under way. No transaction is open while the carrier talks.

    A lease is longer than the carrier is given to answer, so nothing that is claimed may wait for room: take no more
    than `room`.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._air: dict[Future[Placed], Claimed] = {}

    @property
    def room(self) -> int:
        """How many more can be under way."""
        return self._ctx.in_flight - len(self._air)

    def go(self, slotted: Sequence[tuple[datetime, Claimed]]) -> None:
        """Send what is claimed, each at its slot."""
        alone = len(slotted) + len(self._air) == 1  # no thread is needed for one
        for at, claimed in slotted:
            self._ctx.pause_until(at)
            if alone or self._ctx.in_flight == 1:
                landed: Future[Placed] = Future()
                _deliver_here(landed, self._ctx, claimed)
            else:
                landed = _threads().submit(delivery.deliver, self._ctx, claimed)
            self._air[landed] = claimed

    def land(self, *, all_of_them: bool = False) -> None:
        """Keep what became of those that have landed: of one at least, or of `all_of_them`."""
        while self._air:
            done, _ = wait(self._air, timeout=None if all_of_them else TOGETHER)
            if not done:
                done, _ = wait(self._air, return_when=FIRST_COMPLETED)
            self._keep([(future, self._air.pop(future)) for future in done])
            if not all_of_them:
                return

    def _keep(self, landed: Sequence[tuple[Future[Placed], Claimed]]) -> None:
        took: list[tuple[Claimed, str]] = []
        for future, claimed in sorted(landed, key=lambda each: each[1].id):
            try:
                took.append((claimed, future.result().sid))
            except TransportError as error:
                delivery.refused(self._ctx, claimed, error)
            except Exception as error:  # noqa: BLE001  logged there; it is looked up when its lease is over
                _failed(claimed, error)
        try:
            delivery.taken(self._ctx, took)
        except Exception:  # noqa: BLE001  one that cannot be kept must not cost the others what the carrier said
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
