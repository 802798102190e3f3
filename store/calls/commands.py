"""Commands to the carrier for a call that is up: send it somewhere, or say something to one of the two.

A command is kept on the leg's row (column `errand`) until it is done, so that a killed worker or a lost answer costs
seconds. A leg has one at a time: to be sent somewhere matters more than to be told something. After a lost answer a
call may be sent once more to where it is already.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, or_, update

from flows.states import LegState
from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.database import Tx
from store.models import Callback, Leg

GO_ROOM, GO_CRISIS, GO_OVER = "go room", "go crisis", "go over"
GO_CHOICE = "go choice"
"""To the menu of somebody who only listens, once their five minutes are over (`store.calls.listening`)."""
LEASE = timedelta(seconds=14)
"""How long a worker has for a command; an announcement is two requests of 11 s at most."""
AT_MOST = 5
"""How often a command is tried."""
WORDS_AT_MOST = 40
"""How often words are tried that no text tells: somebody may be out of the conference, with a menu, so long."""
_TOLD_BY_TEXT = ("say tone", "say not_reached")
SETTLED = timedelta(seconds=2)
"""How long after the key two are moved to a conference: the carrier has to join them first."""
BY_ITSELF = timedelta(seconds=4)
"""How long a phone has to leave an empty conference by itself before it is fetched."""
VOLUNTEERS = ("volunteer", "volunteer_now")


@dataclass(frozen=True, slots=True)
class Command:
    """A command that is ours for the length of the lease. `what`: one of GO_…, or "say " and what."""

    leg_id: int
    token: str
    sid: str
    room: str
    what: str
    tries: int

    @property
    def at_most(self) -> int:
        """How often this command is tried."""
        waits = self.what.startswith("say ") and self.what not in _TOLD_BY_TEXT
        return WORDS_AT_MOST if waits else AT_MOST

    @property
    def path(self) -> str:
        """Which of our addresses tells the carrier what to play."""
        verb, _, where = self.what.partition(" ")
        if verb == "say":
            return f"/legs/{self.token}/room/say/{where}"
        return f"/legs/{self.token}/room" if where == "room" else f"/legs/{self.token}/room/{where}"


def ask(tx: Tx, leg_id: int, what: str, *, after: timedelta = timedelta()) -> None:
    """Give a worker this command. Something to say does not replace a command to send the call somewhere."""
    this_leg = Leg.id == leg_id
    if what.startswith("say "):
        this_leg = and_(this_leg, Leg.state != "ended", or_(Leg.errand.is_(None), Leg.errand.like("say %")))
    done = tx.run(update(Leg).where(this_leg).values(errand=what, requests=0, due_at=tx.now + after))
    if done.rowcount and not after:
        tx.wake("run_errand", leg_id)


def claim(tx: Tx, leg_id: int) -> Command | None:
    """Take a leg's command for the length of the lease; None when there is none, or another worker has it."""
    held = legs.lock(tx, leg_id)
    leg, cb = held.leg, held.cb
    if leg.errand is None or leg.due_at > tx.now:
        return None
    if (
        leg.sid is None
        or (cb.room is None and leg.errand != GO_OVER)
        or (leg.state == "ended" and leg.errand != GO_OVER)
    ):
        drop(tx, leg_id, leg.errand)
        return None
    unclaimed = (Leg.id == leg_id) & (Leg.errand == leg.errand) & (Leg.requests == leg.requests)
    taken = tx.run(update(Leg).where(unclaimed).values(requests=leg.requests + 1, due_at=tx.now + LEASE))
    if not taken.rowcount:
        return None
    return Command(leg_id, leg.token, leg.sid, cb.room or "", leg.errand, leg.requests + 1)


def drop(tx: Tx, leg_id: int, what: str) -> bool:
    """Remove a command that is done, or no longer wanted; gives whether it was still there."""
    still_to_be_done = (Leg.id == leg_id) & (Leg.errand == what)
    values = {"errand": None, "due_at": tx.now + legs.CHECK_EVERY}
    return bool(tx.run(update(Leg).where(still_to_be_done).values(**values)).rowcount)


def try_later(tx: Tx, leg_id: int, what: str, seconds: float) -> None:
    """The command was not done, or we do not know: try it again soon."""
    still_to_be_done = (Leg.id == leg_id) & (Leg.errand == what)
    tx.run(update(Leg).where(still_to_be_done).values(due_at=tx.now + timedelta(seconds=seconds)))


def arrived(tx: Tx, leg: Leg) -> None:
    """The carrier asks what this call should hear: it has arrived, and need not be sent there any more."""
    if leg.errand is not None and leg.errand.startswith("go "):
        drop(tx, leg.id, leg.errand)


def move_to_conference(tx: Tx, leg: Leg, cb: Callback) -> None:
    """Two have just been joined inside a call (`leg`: the phone that was dialled): move both to a conference.

    From here on both have a leg of their own, also a caller who talks at once.
    """
    if not tx.line.on_call or leg.sid is None:
        return
    if cb.room is not None:
        if leg.errand == GO_ROOM:
            ask(tx, leg.id, GO_ROOM, after=SETTLED)  # the carrier told us of the key once more
        return
    if leg.parent_id is None:
        if cb.call_sid is None:
            return
        _caller_as_leg(tx, cb)
    callbacks.change(tx, cb.id, room=secrets.token_urlsafe(24))
    ask(tx, leg.id, GO_ROOM, after=SETTLED)


def _caller_as_leg(tx: Tx, cb: Callback) -> None:
    # Until now only the callback knew this call.
    tx.run(update(Leg).where(Leg.sid == cb.call_sid).values(sid=None))
    legs.plan(
        tx,
        LegState.ANSWERED,
        callback_id=cb.id,
        volunteer_id=cb.volunteer_id,
        role="participant",
        outcome="connected",
        sid=cb.call_sid,
        answered_at=tx.now,
        due_at=tx.now + legs.CHECK_EVERY,
    )


def is_moving(held: legs.HeldLeg) -> bool:
    """Whether this Dial ends because its phone was sent to the conference. `held`: the phone that was dialled."""
    leg, cb = held.leg, held.cb
    asked = leg.errand != GO_ROOM or leg.requests > 0
    talking = leg.state != "ended" and leg.outcome == "connected" and cb.state == S.CONNECTED
    return cb.room is not None and talking and asked


def fetch_from_conference(tx: Tx, leg: Leg, cb: Callback) -> None:
    """The talk is over: fetch this phone from the conference unless it leaves by itself; hang up one still ringing."""
    if cb.room is None:
        return
    if leg.outcome == "connected":
        ask(tx, leg.id, GO_OVER, after=BY_ITSELF)
    elif leg.role == "supervisor":
        legs.change(tx, leg.id, hang_up_at=tx.now)
        tx.wake("hang_up_leg", leg.id)


def legs_to_fetch(tx: Tx, callback_id: int) -> list[Leg]:
    """The legs of a finished talk whose phones may still be in the conference."""
    legs_sent_out = (Leg.callback_id == callback_id) & (Leg.errand == GO_OVER)
    return legs.find(tx, legs_sent_out)
