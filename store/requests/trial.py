"""TRY: whether somebody's own phone may ring with nobody on it; asked at their text, and again as the ring goes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flows.effects.base import Outcome
from flows.rules.safe_contact import allowed
from flows.rules.times.moments import last_midnight
from flows.states import CallbackState, LegState
from store.callbacks import callbacks, legs, rings, trial_rings
from store.contacts import contacts
from store.database import Tx
from store.messages import compose
from store.models import Leg, TrialRing
from store.proof import ring_backs
from store.requests import team_call

A_DAY: Final = 3
"""So often a day, on the line's clock, one number is rung on trial."""


def ring(tx: Tx, known: contacts.Known) -> Outcome:
    """Plan the ring. The outcomes are those of `RingOnTrial`."""
    if known.contact_id is None:
        return Outcome("none", {})
    if trial_rings.is_live(tx, known.contact_id):
        return Outcome("already", {})
    forbidden = _forbidden(tx, known.contact_id, asked_at=tx.now)
    if forbidden is not None:
        return forbidden
    if known.volunteer_id is not None and _on_the_phone(tx, known.volunteer_id):
        return Outcome("talking", {})
    today = last_midnight(tx.now, tx.line.timezone)
    if trial_rings.count_since(tx, known.contact_id, today) >= A_DAY:
        return Outcome("limit", {})
    trial_rings.plan(tx, known.contact_id)
    return Outcome("coming", {})


def _forbidden(tx: Tx, contact_id: int, *, asked_at: datetime) -> Outcome | None:
    """The outcome that says why their phone may not ring now; None where it may."""
    ear = contacts.listening(tx, contact_id)
    if ear.opted_out:
        return Outcome("silenced", {})
    cb = callbacks.lock_open(tx, contact_id)
    if cb is not None and cb.silenced_at is not None:
        return Outcome("silenced", {})
    if cb is not None and cb.kind == "call" and cb.state == CallbackState.CONNECTED:
        return Outcome("talking", {})
    if cb is not None and legs.live_of(tx, cb.id):
        return Outcome("talking", {})
    verdict = allowed.may_ring(ear.safe, tx.now, ear.to.zone or tx.line.timezone, asked_at=asked_at)
    if verdict.allowed:
        return None
    return Outcome("no_calls", {}) if verdict.not_before is None else Outcome("outside_safe", {})


def _on_the_phone(tx: Tx, volunteer_id: int) -> bool:
    return bool(legs.find(tx, Leg.volunteer_id == volunteer_id, Leg.state != LegState.ENDED))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A ring that is ours to ask for. `doubtful`: an earlier try may have reached the carrier; `called_off`: if it did,
    it is to end. `purpose`: as of the row.
    """

    id: int
    purpose: str
    token: str
    to: str
    doubtful: bool
    called_off: bool
    created_at: datetime
    requests: int


def claim(tx: Tx, trial_id: int) -> Claimed | None:
    """Take a planned ring for the length of a lease, if it may still go out; otherwise it ends."""
    whose = trial_rings.whose(tx, TrialRing.id == trial_id)
    if whose is None:
        return None
    contact_id, purpose = whose
    if purpose == trial_rings.RING_BACK:
        forbidden = not ring_backs.may_ring(tx, contact_id)
    elif purpose in trial_rings.OF_ALERTS:
        forbidden = not team_call.may_ring_coordinator(tx, trial_id)
    else:
        forbidden = _forbidden(tx, contact_id, asked_at=tx.now) is not None
    trial = trial_rings.by_id(tx, trial_id)
    if trial is None or trial.state not in (LegState.PLANNED, LegState.REQUESTING) or trial.due_at > tx.now:
        return None
    doubtful = trial.state == LegState.REQUESTING
    too_late = tx.now - trial.created_at > trial_rings.RINGS
    if tx.keys.is_destroyed(contact_id):
        trial_rings.end(tx, trial_id, "called_off")
        return None
    off = forbidden or too_late or trial.outcome == "called_off"
    if off and not doubtful:
        trial_rings.end(tx, trial_id, "called_off")
        if purpose in trial_rings.OF_ALERTS and trial.outcome is None:
            team_call.not_rung(tx, contact_id)
        return None
    lease = rings.DOUBTFUL_LEASE if doubtful else rings.LEASE
    asked = {"requests": trial.requests + 1, "due_at": tx.now + lease}
    if not trial_rings.move(tx, trial, LegState.REQUESTING, **asked):
        return None
    number = contacts.number_of(tx, trial.contact_id)
    return Claimed(
        trial_id, purpose, trial.token, number, doubtful, off, trial.created_at, trial.requests + 1
    )


def requested(tx: Tx, trial_id: int, sid: str) -> None:
    """The carrier took the ring. Its webhooks may have been quicker than its answer to us."""
    trial = trial_rings.by_id(tx, trial_id)
    if trial is None:
        return
    due_at = tx.now + timedelta(seconds=tx.line.ring_seconds) + 2 * legs.GRACE
    if trial.state != LegState.REQUESTING or not trial_rings.move(
        tx, trial, LegState.RINGING, sid=sid, due_at=due_at
    ):
        trial_rings.change(tx, trial_id, sid=sid)
    if trial.hang_up_at is not None and trial.state != LegState.ENDED:
        tx.wake("place_trial", trial_id)


def refused(tx: Tx, trial_id: int) -> None:
    """The carrier will not ring this number: they are told, and what else there is."""
    trial = trial_rings.by_id(tx, trial_id)
    if trial is None or trial.state == LegState.ENDED:
        return
    trial_rings.end(tx, trial_id, trial.outcome or "refused")
    if trial.outcome is None and trial.purpose == trial_rings.TRIAL:
        compose.queue(tx, trial.contact_id, "notice", "trial.failed")


def picked_up(tx: Tx, trial: TrialRing, sid: str) -> bool:
    """Somebody picked up. False where they are to hear nothing: it was called off."""
    if trial.state == LegState.ENDED or trial.hang_up_at is not None:
        return False
    told = {"sid": sid} if trial.sid is None and sid else {}
    return trial_rings.move(tx, trial, LegState.ANSWERED, due_at=tx.now + trial_rings.LASTS, **told)


def note(tx: Tx, trial: TrialRing, outcome: str) -> None:
    """What came of it. The first outcome stays, and the call goes on until the carrier says that it is over."""
    if trial.outcome is None and trial.state != LegState.ENDED:
        trial_rings.change(tx, trial.id, outcome=outcome)


def over(tx: Tx, trial: TrialRing, status: str) -> None:
    """The call is over, says the carrier. Whoever did not hear it is told, once, that this is all right."""
    if trial.state == LegState.ENDED:
        return
    missed = trial.outcome in (None, "machine", "no_key")
    trial_rings.end(tx, trial.id, trial.outcome or status.replace("-", "_"))
    if trial.purpose == trial_rings.RING_BACK:
        ring_backs.over(tx, trial, status)
    elif trial.purpose in trial_rings.OF_ALERTS:
        team_call.over(tx, trial)
    elif missed:
        compose.queue(tx, trial.contact_id, "notice", "trial.missed")
