"""What a volunteer hears of the time in a talk, and the end of one that lasts too long.

Five minutes before the length the two agreed: a tone, the participant hears nothing. Ten minutes before the limit of
every talk: a tone, and a question whether they need longer. At the limit both hear that it is over, kindly, and a
moment later it is. While there is danger nothing is said and nothing ends: the coordinator is told.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select, update

from flows.effects.base import AlertKind, Outcome
from flows.rules.promises import time_limit
from flows.rules.promises.time_limit import Mark
from store import decisions
from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.calls import commands, ending
from store.database import Tx
from store.messages import compose, prompts
from store.models import Alert, Callback, Leg
from store.relay import writing

LATEST = timedelta(minutes=2)
"""How late the warning may come. Later than that "five minutes" would be untrue, and it is left out."""
SAY, SAY_OVER = "say tone", "say time_over"


_DUE = (
    select(Callback.id)
    .where(Callback.tone_at <= bindparam("now"))
    .order_by(Callback.tone_at)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> Sequence[int]:
    """The callbacks that have a mark which is due."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())


def warn_volunteer(tx: Tx, callback_id: int) -> None:
    """Do what this mark of the talk asks for, and note the next one. One worker alone does it."""
    cb = callbacks.lock(tx, callback_id)
    still_due = (Callback.id == callback_id) & (Callback.tone_at <= tx.now)
    taken = tx.run(update(Callback).where(still_due).values(tone_at=None))
    if not taken.rowcount or cb.tone_at is None or cb.state != S.CONNECTED:
        return
    live = legs.live_of(tx, cb.id)
    if any(leg.role == "crisis" for leg in live):
        return  # handed over to the crisis line: the time no longer counts
    callbacks.change(tx, cb.id, tone_at=time_limit.after(cb.tone_at, cb.talk_until))
    match time_limit.what(cb.tone_at, cb.talk_until):
        case Mark.AGREED if tx.now - cb.tone_at <= LATEST and cb.kind == "call":
            if not _sound(tx, cb, live):
                warn_by_text(tx, cb)
        case Mark.LIMIT if not _is_danger(tx, cb, live):
            _sound(tx, cb, live)
            _ask_for_longer(tx, cb)
        case Mark.SAY_OVER | Mark.END if _is_danger(tx, cb, live):
            _goes_on(tx, cb)
        case Mark.SAY_OVER if cb.room_at is not None:
            for leg in live:
                commands.ask(tx, leg.id, SAY_OVER)
        case Mark.END:
            _end(tx, cb, live)


def _sound(tx: Tx, cb: Callback, live: Sequence[Leg]) -> bool:
    """A short tone in the volunteer's ear. False where the two are not in a conference."""
    theirs = [leg for leg in live if leg.role in commands.VOLUNTEERS]
    if cb.room_at is None or not theirs or theirs[0].errand is not None:
        return False
    commands.ask(tx, theirs[0].id, SAY)
    return True


def warn_by_text(tx: Tx, cb: Callback) -> None:
    """Warn the volunteer by text of the agreed length. Near the limit they have had a text already."""
    if cb.state == S.CONNECTED and cb.kind == "call" and has_volunteer(cb) and not is_near_limit(tx, cb):
        callbacks.tell_volunteer(tx, cb.volunteer_id, "room.five_minutes")


def is_near_limit(tx: Tx, cb: Callback) -> bool:
    """Whether the talk has reached the minutes in which it may be extended."""
    return cb.talk_until is not None and tx.now >= cb.talk_until - time_limit.LIMIT_NEAR


def _ask_for_longer(tx: Tx, cb: Callback) -> None:
    if has_volunteer(cb) and cb.talk_until is not None:
        contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
        answers = {"code": cb.code, "until": cb.talk_until.isoformat()}
        prompts.put(tx, contact_id, "time_limit.ask", answers=answers, callback_id=cb.id)


def extend(tx: Tx, cb: Callback) -> Outcome:
    """Half an hour more for this talk. Outcomes: extended (at), longest (at), over."""
    if cb.state != S.CONNECTED or cb.talk_until is None or cb.connected_at is None:
        return Outcome("over", {})
    until = time_limit.extended(cb.talk_until, cb.connected_at, tx.now)
    if until is None:
        return Outcome("longest", {"at": cb.talk_until})
    callbacks.change(tx, cb.id, talk_until=until, tone_at=until - time_limit.LIMIT_NEAR)
    decisions.note(tx, cb.id, "extended", "their volunteer gives it more time", volunteer_id=cb.volunteer_id)
    return Outcome("extended", {"at": until})


def extend_by_text(tx: Tx, volunteer_id: int, code: str) -> Outcome:
    """As `extend`, for the talk with this code that the volunteer is in."""
    cb = callbacks.lock_held(tx, volunteer_id)
    return extend(tx, cb) if cb is not None and cb.code == code else Outcome("over", {})


def _is_danger(tx: Tx, cb: Callback, live: Sequence[Leg]) -> bool:
    """Whether words of crisis fell in this talk, or about it, or an alert of such words is open."""
    if cb.handed_to is not None or any(leg.role in ("crisis", "supervisor") for leg in live):
        return True
    about = Alert.callback_id == cb.id
    if cb.contact_id is not None:
        about = or_(about, Alert.contact_id == cb.contact_id)
    since_then = func.coalesce(Alert.crisis_at, Alert.at) >= cb.connected_at
    still_open = and_(Alert.acknowledged_at.is_(None), Alert.joined_id.is_(None))
    crisis = and_(about, Alert.kind == AlertKind.CRISIS.value, or_(since_then, still_open))
    return bool(tx.run(select(exists().where(crisis))).scalar())


def _goes_on(tx: Tx, cb: Callback) -> None:
    """It ends by nobody's clock any more; a person is told that it lasts."""
    callbacks.change(tx, cb.id, talk_until=None, tone_at=None)
    decisions.note(
        tx, cb.id, "not-ended", "an hour is over, and there is danger", volunteer_id=cb.volunteer_id
    )
    if tx.line.has_coordinator:
        compose.raise_alert(
            tx,
            AlertKind.SUPERVISOR,
            contact_id=cb.contact_id,
            callback_id=cb.id,
            wording="alert.time_over",
        )


def _end(tx: Tx, cb: Callback, live: Sequence[Leg]) -> None:
    decisions.note(
        tx, cb.id, "time-over", "the longest time for a talk is over", volunteer_id=cb.volunteer_id
    )
    if writing.is_on(cb):
        writing.end(tx, cb, "time")
        return
    # Without a conference it is enough to fetch the phone that was dialled: the other one's Dial ends by that.
    fetched = [leg for leg in live if cb.room_at is not None or leg.role not in legs.RUNG]
    if not live:
        return
    ending.finish(tx, legs.lock(tx, (fetched or list(live))[0].id), by_key=True)
    for leg in fetched:
        commands.ask(tx, leg.id, commands.GO_OVER)


def was_ended(cb: Callback) -> bool:
    """Whether this talk was ended because its time was over, without a conference in which to say so before."""
    if cb.state != S.COMPLETED or cb.ended_at is None or cb.talk_until is None:
        return False
    return cb.room_at is None and cb.ended_at >= cb.talk_until
