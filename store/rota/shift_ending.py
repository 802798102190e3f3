"""What volunteers are told as a shift of theirs begins and ends, and the talk they may ask for after it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, exists, select

from flows.effects.base import AlertKind, Outcome
from flows.engine import Phrase
from flows.states import HELD_STATES
from store.contacts import ladder, views
from store.database import Tx
from store.messages import compose, prompts
from store.models import Alert, Callback, Shift, Volunteer
from store.rota.rows import HeldShift
from store.volunteers import availability

GOES_ON: Final = timedelta(minutes=15)
"""A shift that begins so soon after another is no end of the evening."""
MOST_NAMES: Final = 3
"""More volunteers are counted, not named."""
ASKED_LATELY: Final = timedelta(hours=12)


def tell_begin(tx: Tx, row: HeldShift, *, confirmed: bool) -> None:
    """Tell a volunteer that their shift has begun: until when, who else is there, and who helps.

    Not in a break of theirs, nor where it only goes on from the shift before, nor while the line is closed.
    """
    if tx.line.closed_at(tx.now) is not None:
        return
    before = and_(Shift.ends_at <= row.starts_at, Shift.ends_at >= row.starts_at - GOES_ON)
    goes_on = exists().where(Shift.volunteer_id == row.volunteer_id, Shift.state.in_(("on", "over")), before)
    in_break = exists().where(Volunteer.id == row.volunteer_id, availability.paused(tx.now))
    if tx.run(select(goes_on | in_break)).scalar():
        return
    contact_id = _contact(tx, row.volunteer_id)
    others = [each.id for each in availability.counted_on(tx) if each.id != row.volunteer_id]
    began = Phrase("turn.began" if confirmed else "turn.began_unsaid", {"until": row.ends_at})
    company = _company(tx, others)
    helps = (Phrase("turn.supervisor"),) if tx.line.on_call else ()
    compose.queue_said(tx, contact_id, "notice", (began, company, *helps))


def _company(tx: Tx, others: Sequence[int]) -> Phrase:
    """Who else is on: by first names where they are few, and each is known by one."""
    if not others:
        return Phrase("turn.alone")
    names = [views.first_name(tx, each) for each in others[:MOST_NAMES]]
    if len(others) <= MOST_NAMES and all(names):
        return Phrase("turn.with", {"names": ", ".join(names)})
    return Phrase("turn.others", {"count": str(len(others))})


def tell_end(tx: Tx, row: HeldShift) -> None:
    """Thank a volunteer whose shift is over, and ask how they are.

    Not if they go on: with another shift, on duty by their own word, or with a call in hand, after which they are asked
    how that was. Nor after a shift in which the line was closed from its beginning.
    """
    closing = tx.line.closed_at(tx.now)
    if closing is not None and closing.since <= row.starts_at:
        return
    follows = and_(Shift.state.in_(("planned", "confirmed", "on")), Shift.starts_at <= row.ends_at + GOES_ON)
    another = exists().where(
        Shift.volunteer_id == row.volunteer_id, Shift.id != row.id, Shift.ends_at > row.ends_at, follows
    )
    holds = exists().where(Callback.volunteer_id == row.volunteer_id, Callback.state.in_(HELD_STATES))
    on_still = exists().where(Volunteer.id == row.volunteer_id, availability.on_duty(tx.now))
    if not tx.run(select(another | holds | on_still)).scalar():
        prompts.put(tx, _contact(tx, row.volunteer_id), "shift_ending.ask")


def wants_to_talk(tx: Tx, volunteer_id: int) -> Outcome:
    """Ask the coordinator to call this volunteer, once for each shift; none of their words are passed on."""
    contact_id = _contact(tx, volunteer_id)
    if not ladder.reaches_somebody(tx, besides=contact_id):
        return Outcome("nobody", {})
    same = and_(Alert.kind == AlertKind.DEBRIEF.value, Alert.contact_id == contact_id)
    lately = select(Alert.id).where(same, Alert.callback_id.is_(None), Alert.at > tx.now - ASKED_LATELY)
    if tx.run(lately.limit(1)).first() is None:
        compose.raise_alert(tx, AlertKind.DEBRIEF, contact_id=contact_id, wording="alert.after_shift")
    return ladder.outcome(tx, besides=contact_id)


def _contact(tx: Tx, volunteer_id: int) -> int:
    return int(tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one())
