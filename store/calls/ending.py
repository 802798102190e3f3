"""Ends a talk: the legs are over, both people are free, and they are told what comes after it."""

from store.callbacks import callbacks, cut_off, follow_up, legs, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import with_volunteer
from store.calls import commands, supervisor
from store.database import Tx


def finish(
    tx: Tx, held: legs.HeldLeg, *, failed: bool = False, by_key: bool = False, gone: bool = False
) -> None:
    """The talk is over, and both are free. `failed`: the carrier says that the call broke off.

    `by_key`: somebody ended it by key. `gone`: the call that dialled this leg is over too.
    """
    cb = held.cb
    clear(tx, held)
    if cb.state == S.CONNECTED:
        callbacks.move(tx, cb, S.COMPLETED, ended_at=tx.now)
        # Only when it is the participant's phone that is down can the volunteer still press a key.
        on_the_phone = held.leg.role == "participant" and not gone
        follow_up.ended(tx, with_volunteer(cb), failed=failed, by_key=by_key, on_the_phone=on_the_phone)
        queue.wake_waiting(tx)
    elif gone and cb.state == S.COMPLETED:
        cut_off.no_more_keys(tx, cb)


def leave(tx: Tx, held: legs.HeldLeg, *, failed: bool = False, by_key: bool = False) -> None:
    """One of the two has left, so the talk is over; unless a volunteer leaves the participant with somebody else."""
    if held.leg.role in commands.VOLUNTEERS and supervisor.has_company(tx, held.cb):
        supervisor.volunteer_leaves(tx, held.cb)
    else:
        finish(tx, held, failed=failed, by_key=by_key)


def clear(tx: Tx, held: legs.HeldLeg) -> None:
    """End every leg of this callback; whoever is still in the conference is fetched from it."""
    for leg in legs.live_of(tx, held.cb.id):
        legs.end(tx, leg.id, leg.outcome or "completed")
        if leg.id != held.leg.id:
            # The phone that hung up is out; the others leave the conference by themselves, or are fetched.
            commands.fetch_from_conference(tx, leg, held.cb)
