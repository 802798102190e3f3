"""The carrier's rate limit (TEXTS_PER_SECOND): a worker that sends a text takes the next free slot first.

One row a sender says from when the next slot is free; whoever moves it on by one conditional UPDATE has the slots in
between. So the rate holds over any number of workers and machines, as far as their clocks agree. It is a most, never
made up for: a slot that nobody took is gone, and a second never brings more texts than it has slots. The replies in
our answers to webhooks are not counted, for the carrier sends those as it can; nor is the outage's one alert, which
must go out without a database.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import Message, RateLimit

AHEAD: Final = timedelta(seconds=0.5)
"""How long before its time a slot may be taken, and so the longest that a worker sits waiting for one."""
_AMISS: Final = timedelta(minutes=1)
"""Nobody takes slots so far ahead: some machine's clock was wrong, and the line is not silent until it is right."""
_TRIES: Final = 5

_P = RateLimit.__table__.c
_READ = select(_P.next_at).where(_P.sender == bindparam("mine"))
_MOVE = (
    update(RateLimit)
    .where(_P.sender == bindparam("mine"), _P.next_at == bindparam("seen"))
    .values(next_at=bindparam("then"))
)


def slots(tx: Tx, wanted: int, *, at_hand: bool = False) -> list[datetime]:
    """The moments at which so many texts may go out, or fewer: none later than `AHEAD`. Without a limit: now.

    `at_hand`: none unless the very next slot is free; otherwise another worker is sending.
    """
    rate = tx.line.texts_per_second
    if rate is None:
        return [tx.now] * wanted
    apart = timedelta(microseconds=ceil(1_000_000 / rate))
    for _ in range(_TRIES):
        seen = _next_at(tx)
        first = max(seen, tx.now) if seen - tx.now < _AMISS else tx.now
        if at_hand and first - tx.now > apart:
            return []
        taken = [at for n in range(wanted) if (at := first + n * apart) - tx.now <= AHEAD]
        if not taken:
            return []
        move = {"mine": tx.line.number, "seen": seen, "then": taken[-1] + apart}
        if tx.run(_MOVE, move).rowcount:
            return taken
    return []  # many are at it: the clock comes again


def more_urgent_waits(tx: Tx, purposes: Sequence[str]) -> bool:
    """Whether a text of these purposes is due: where slots are few, it goes first."""
    if tx.line.texts_per_second is None:
        return False
    waiting = (Message.state == "due") & (Message.due_at <= tx.now) & Message.purpose.in_(purposes)
    return tx.run(select(Message.id).where(waiting).limit(1)).first() is not None


def _next_at(tx: Tx) -> datetime:
    seen = tx.run(_READ, {"mine": tx.line.number}).scalar()
    if seen is None:
        dialect = sqlite if tx.on_sqlite else postgresql
        made = dialect.insert(RateLimit.__table__).values(sender=tx.line.number, next_at=tx.now)
        tx.run(made.on_conflict_do_nothing())
        seen = tx.run(_READ, {"mine": tx.line.number}).scalar_one()
    return seen  # type: ignore[no-any-return]
