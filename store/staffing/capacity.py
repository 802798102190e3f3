"""What promises are computed from: who is on duty, who waits, how long calls last and how offers are taken."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from flows.rules.matching.pace import History, Pace, learn
from flows.rules.matching.rounds import FIRST_ROUND
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.promises import promise
from flows.rules.promises.promise import Cover
from flows.states import HELD_STATES, CallbackState
from store.database import Tx
from store.models import IN_LINE, Callback, Offer
from store.rota import queries as rota
from store.volunteers import availability

TALK_MINUTES, CALLS_BEFORE = 15.0, 5
"""The prior of a new line: so many talks, each so long, without the rings and the rest."""
RINGS = 1.0
"""Minutes that the rings before a talk take at least, however short the rest after it is."""
RECENT_CALLS, RECENT_OFFERS = 100, 400
"""How far back we look: enough to be steady, short enough to follow a line as it changes, and quick to read."""


_HELD = select(Callback.volunteer_id).where(Callback.state.in_(HELD_STATES))
_WAITING = (
    select(func.count())
    .select_from(Callback)
    .where(
        IN_LINE,
        Callback.ready_asked_at.is_(None),
        or_(Callback.not_before.is_(None), Callback.not_before <= bindparam("now")),
    )
)
_TALKS = (
    select(Callback.connected_at, Callback.ended_at)
    .where(Callback.state == CallbackState.COMPLETED, Callback.connected_at.is_not(None))
    .order_by(Callback.id.desc())
    .limit(RECENT_CALLS)
)
_OFFERS = (
    select(Offer.state, Offer.offered_at, Offer.answered_at, Offer.expires_at)
    # Who left a whole round unanswered is not there: their next silence says nothing new of this line.
    .where(Offer.round <= FIRST_ROUND)
    .order_by(Offer.id.desc())
    .limit(RECENT_OFFERS)
)


def cover_now(tx: Tx, *, language: str, besides: int | None = None) -> Cover:
    """The volunteers on duty now who speak `language` (but not the contact `besides`), and the callbacks that wait."""
    fit = [
        row for row in availability.counted_on(tx) if language in row.languages and row.contact_id != besides
    ]
    ids = {row.id for row in fit}
    in_calls = sum(volunteer_id in ids for volunteer_id in tx.run(_HELD).scalars())
    ahead = tx.run(_WAITING, {"now": tx.now}).scalar_one()
    ends = tuple(row.duty_until for row in fit)
    return Cover(
        ends,
        ahead=ahead,
        in_calls=in_calls,
        call_minutes=call_minutes(tx),
        next_cover=_next_cover(tx, language, besides),
    )


def closes_at(tx: Tx, cb: Callback) -> datetime | None:
    """The last moment at which somebody on duty can begin this call, if others do not follow before its promise."""
    fit = [
        row.duty_until
        for row in availability.counted_on(tx)
        if cb.language in row.languages and row.contact_id != cb.contact_id
    ]
    cover = Cover(tuple(fit), next_cover=_next_cover(tx, cb.language, cb.contact_id) if all(fit) else None)
    return promise.closes_at(cover, tx.now, cb.minutes or USUAL_MINUTES, cb.promised_by)


def _next_cover(tx: Tx, language: str, besides: int | None) -> datetime | None:
    coming = (
        rota.next_cover(tx, language=language, besides=besides),
        availability.back_at(tx, language, besides=besides),
    )
    return min((at for at in coming if at is not None), default=None)


def call_minutes(tx: Tx) -> float:
    """How many minutes one call takes a volunteer, rings and rest included: the last calls, and a prior."""
    around = max(RINGS, tx.line.rest_minutes)
    spans = [(row.ended_at - row.connected_at).total_seconds() / 60 + around for row in tx.run(_TALKS)]
    return float(((TALK_MINUTES + around) * CALLS_BEFORE + sum(spans)) / (CALLS_BEFORE + len(spans)))


def pace(tx: Tx) -> Pace:
    """How often, and how fast, this line's offers are taken."""
    # A phone that rang unasked for a caller on the line (its offer ends as it begins) says nothing of offers.
    rows = [row for row in tx.run(_OFFERS) if row.expires_at > row.offered_at]
    taken = [row for row in rows if row.state == "accepted" and row.answered_at is not None]
    minutes = sum((row.answered_at - row.offered_at).total_seconds() / 60 for row in taken)
    asked = len(taken) + sum(row.state in ("passed", "lapsed") for row in rows)
    return learn(History(asked, len(taken), minutes))
