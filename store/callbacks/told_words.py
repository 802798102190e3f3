"""The words that somebody told, sealed: kept for the volunteer who takes their call, and for nobody else."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, update

from flows.rules.crisis import crisis
from flows.states import OPEN_STATES, CallbackState
from store.contacts import inbound
from store.database import Tx
from store.models import Callback, Told
from store.vault.columns import TOLD_WORDS, new_row_key, row_of

KEPT_WITHOUT_CALL: Final = timedelta(hours=24)
"""How long words wait for a call that nobody has asked for yet."""
GONE_AFTER: Final = timedelta(hours=24)
"""How long after the talk, or the calling-off, every copy of them is gone."""
OF_THE_LAST_TALK: Final = timedelta(hours=1)
"""So long after a talk, with no new call asked for, what they tell belongs to that talk, and goes with it."""
MOST_KEPT: Final = 40
"""How many texts are kept for one talk: more than anybody reads before a call."""


def add(
    tx: Tx,
    contact_id: int,
    callback_id: int | None,
    *,
    words: str | None = None,
    sid: str | None = None,
    said: str | None = None,
) -> None:
    """Keep words for this request; None: for the next one. Without `words`, only their filed text goes in time."""
    key = new_row_key()
    row = {
        "row_key": key,
        "contact_id": contact_id,
        "callback_id": callback_id,
        "inbound_sid": sid,
        "words_sealed": tx.seal(TOLD_WORDS, key, words, whose=contact_id) if words else None,
        "said": said,
        "at": tx.now,
        "gone_at": tx.now + KEPT_WITHOUT_CALL if callback_id is None else None,
    }
    tx.run(insert(Told).values(**row))


def of_callback(tx: Tx, callback_id: int) -> str:
    """What was told for this callback, as one thought, in the order it came."""
    shown = (Told.callback_id == callback_id) & Told.words_sealed.is_not(None)
    rows = tx.run(select(Told.id, Told.row_key, Told.words_sealed).where(shown).order_by(Told.id))
    return " ".join(_ended(tx.open(TOLD_WORDS, row_of(row), row.words_sealed).strip()) for row in rows)


def _ended(words: str) -> str:
    """With a full stop, so that the next text is not read as the same sentence."""
    return f"{words}." if words[-1:].isalnum() else words


def waiting_for_a_volunteer(tx: Tx, contact_id: int, callback_id: int | None) -> ColumnElement[bool]:
    """The rows of a contact that the volunteer of this request, or of the next one, is to see."""
    here = and_(Told.callback_id.is_(None), Told.gone_at > tx.now)
    wanted = or_(here, Told.callback_id == callback_id) if callback_id is not None else here
    return and_(Told.contact_id == contact_id, wanted)


SAID_SO: Final = ("before", "waiting")
"""The answers that say who will see it, and name MINE."""


def know_who_sees_it(tx: Tx, contact_id: int, callback_id: int | None) -> bool:
    """Whether they were told already, for this request, who sees what they tell, and of MINE."""
    mine = waiting_for_a_volunteer(tx, contact_id, callback_id)
    return bool(tx.run(select(exists().where(mine, Told.said.in_(SAID_SO)))).scalar())


def attach(tx: Tx, contact_id: int, callback_id: int) -> None:
    """A call was asked for: what they told before belongs to it, also for a call that ended before anybody talked."""
    ended_without_a_talk = select(Callback.id).where(
        Callback.contact_id == contact_id,
        Callback.connected_at.is_(None),
        Callback.ended_at > tx.now - GONE_AFTER,
    )
    waiting = or_(
        and_(Told.callback_id.is_(None), Told.gone_at > tx.now), Told.callback_id.in_(ended_without_a_talk)
    )
    mine = (Told.contact_id == contact_id) & waiting
    tx.run(update(Told).where(mine).values(callback_id=callback_id, gone_at=None))


def request_or_talk(tx: Tx, contact_id: int) -> tuple[int | None, bool]:
    """The request of a contact for which a talk is still to come, and True; else the talk that is on, or was lately."""
    mine = select(Callback.id, Callback.state).where(Callback.contact_id == contact_id)
    open_one = tx.run(mine.where(Callback.state.in_(OPEN_STATES))).first()
    if open_one is not None:
        return int(open_one.id), open_one.state != CallbackState.CONNECTED
    return last_talk(tx, contact_id, within=OF_THE_LAST_TALK), False


def last_talk(tx: Tx, contact_id: int, *, within: timedelta = GONE_AFTER) -> int | None:
    """The talk that this contact had last, if it ended so lately."""
    had = select(Callback.id).where(
        Callback.contact_id == contact_id,
        Callback.connected_at.is_not(None),
        Callback.ended_at > tx.now - within,
    )
    found: int | None = tx.run(had.order_by(Callback.ended_at.desc()).limit(1)).scalar()
    return found


def forget(tx: Tx, which: ColumnElement[bool]) -> datetime | None:
    """Forget these words, and what their filed texts say. Gives when the first of them came; None: there are none."""
    rows = tx.run(select(Told.id, Told.inbound_sid, Told.at).where(which).order_by(Told.id)).all()
    for row in rows:
        if row.inbound_sid is not None:
            inbound.forget_words(tx, row.inbound_sid, unless=_of_an_alert)
    tx.run(delete(Told).where(Told.id.in_([row.id for row in rows])))
    return rows[0].at if rows else None


def _of_an_alert(words: str) -> bool:
    """Words of danger go when their alert goes: whoever looks into it may have to read them."""
    return crisis.read(words).tier is not crisis.Tier.none
