"""The two legs of a call in which a participant only listens, beside the writing; and how both fall silent.

The writing goes on meanwhile. The wish stands in the callback's row until it is over, the legs in theirs.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from flows.states import LegState
from store.callbacks import callbacks, legs
from store.database import Tx
from store.models import Callback, Leg

LASTS = timedelta(minutes=5)
"""How long somebody listens before they are asked whether they would like to talk."""
KEPT, DECLINED, MISSED, OFF, FAILED = "kept_writing", "declined", "missed", "called_off", "refused"
"""Why it is over, as the volunteer's leg keeps it until their phone has been told."""
CHOOSING = "choosing"
"""The outcome of a listener's leg while they are out of the conference, with a menu."""
NO_WISH: dict[str, Any] = {"listen_wish": None, "listen_asked_at": None, "listen_agreed_at": None}
_OVER: dict[str, Any] = {**NO_WISH, "room": None, "room_at": None}


def live(tx: Tx, callback_id: int) -> list[Leg]:
    """Both legs, as far as they are not over."""
    return [leg for leg in legs.live_of(tx, callback_id) if leg.role in legs.LISTENING]


def leg(tx: Tx, callback_id: int, role: str) -> Leg | None:
    """The live leg of this role; None where there is none."""
    return next((each for each in live(tx, callback_id) if each.role == role), None)


def times(tx: Tx, cb: Callback) -> int:
    """How often the volunteer's phone was rung for it since they write."""
    rung = select(func.count()).where(
        Leg.callback_id == cb.id, Leg.role == legs.HEARD, Leg.created_at >= cb.connected_at, Leg.requests > 0
    )
    return int(tx.run(rung).scalar_one())


def last_over(tx: Tx, cb: Callback) -> datetime | None:
    """When the volunteer was last heard, or rung: until then nobody was silent."""
    last = select(func.max(Leg.ended_at)).where(Leg.callback_id == cb.id, Leg.role == legs.HEARD)
    found: datetime | None = tx.run(last.where(Leg.created_at >= cb.connected_at)).scalar()
    return found


def is_wanted(held: legs.HeldLeg) -> bool:
    """Whether what happens on this leg still counts: both still want it, and write with each other."""
    return held.current and held.cb.kind == "text" and held.cb.listen_wish is not None


def stop(tx: Tx, cb: Callback, why: str, *, gently: bool = False) -> None:
    """The wish is over, and both phones fall silent.

    A volunteer's phone that was answered asks us by itself what comes next, and is told `why` then. The participant's
    is hung up at once, as they may have said no; `gently`: it asks by itself as well, since the other call has ended.
    """
    for each in live(tx, cb.id):
        by_itself = each.state == LegState.ANSWERED and (gently or each.role == legs.HEARD)
        if each.state == LegState.PLANNED:
            legs.end(tx, each.id, why)
        elif by_itself:
            legs.change(tx, each.id, outcome=why)
        else:
            legs.change(tx, each.id, outcome=why, hang_up_at=tx.now)
            tx.wake("hang_up_leg", each.id)
    callbacks.change(tx, cb.id, **_OVER)
