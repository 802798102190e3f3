"""A day after a talk, or after it was called off, what somebody confided for it is gone, in every copy."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, or_, select, update

from store.callbacks import briefing, told_words
from store.database import Tx
from store.models import Callback, Message, Told
from store.vault.columns import EMPTIED

AT_ONCE: Final = 200
"""How many requests are cleared in one transaction; the rest a minute later."""


def forget(tx: Tx) -> None:
    """Clear what is due. What a killed process had begun is undone with its transaction, and due the next time."""
    over_for_a_day = Callback.ended_at <= tx.now - told_words.GONE_AFTER
    told_for = select(Told.callback_id).join(Callback, Callback.id == Told.callback_id).where(over_for_a_day)
    wished = select(Callback.id).where(over_for_a_day, Callback.wishes_sealed.is_not(None))
    ended = {*tx.run(told_for.limit(AT_ONCE)).scalars(), *tx.run(wished.limit(AT_ONCE)).scalars()}
    waited_in_vain = and_(Told.callback_id.is_(None), Told.gone_at <= tx.now)
    told_words.forget(tx, or_(waited_in_vain, Told.callback_id.in_(ended)))
    _forget_confided(tx, sorted(ended))


def _forget_confided(tx: Tx, callback_ids: Sequence[int]) -> None:
    if not callback_ids:
        return
    tx.run(update(Callback).where(Callback.id.in_(callback_ids)).values(wishes_sealed=None))
    briefings = and_(Message.purpose == briefing.PURPOSE, Message.callback_id.in_(callback_ids))
    tx.run(update(Message).where(briefings).values(words_sealed=EMPTIED, late_words_sealed=None))
