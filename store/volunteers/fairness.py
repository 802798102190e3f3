"""What each volunteer was asked and did, over some days: whether the line shares its calls fairly."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, SelectBase, select, true
from sqlalchemy.orm import InstrumentedAttribute

from flows.codes import was_hard
from store.database import Tx
from store.models import Callback, Note, Offer, Shift
from store.vault.columns import NOTE_WORDS, row_of
from store.volunteers import roster

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Share:
    """One volunteer's part. `silent`: offers that lapsed unanswered; `hard`: talks of which they said so.

    `rung`: phones rung unasked for a caller on the line; they are no offers. `hours`: on duty by the rota; ON and OFF
    leave no trace to count. `last_asked_at`: ever, None for never.
    """

    volunteer: roster.RosterRow
    asked: int
    taken: int
    passed: int
    silent: int
    rung: int
    talks: int
    minutes: int
    hard: int
    hours: float
    last_asked_at: datetime | None


def shares(
    tx: Tx, lasting: timedelta, *, besides: SelectBase | None = None, only: int | None = None
) -> list[Share]:
    """Every volunteer on the roster, in its order, who is active or had any part in that time.

    `besides`: without these contacts. `only`: this volunteer alone.
    """
    since = tx.now - lasting
    offered = select(Offer.volunteer_id, Offer.state, Offer.offered_at, Offer.expires_at)
    asked: Counter[tuple[int, str]] = Counter()
    for row in tx.run(offered.where(Offer.offered_at >= since, _of(Offer.volunteer_id, only))):
        # A phone that rang unasked for a caller on the line has an offer that ended as it began.
        kind = row.state if row.expires_at > row.offered_at else "rung"
        asked[row.volunteer_id, kind] += 1
        asked[row.volunteer_id, "all"] += kind != "rung"
    talks, seconds = _talks(tx, since, only)
    hard = _hard(tx, since, only)
    hours = _hours(tx, since, only)
    found = []
    left_out = set(tx.run(besides).scalars()) if besides is not None else set()
    for volunteer in roster.volunteers(tx):
        if volunteer.contact_id in left_out or (only is not None and volunteer.id != only):
            continue
        id = volunteer.id
        counts = {kind: asked[id, kind] for kind in ("all", "accepted", "passed", "lapsed", "rung")}
        if volunteer.status != "active" and not any((*counts.values(), talks[id], hours[id])):
            continue
        share = Share(
            volunteer,
            counts["all"],
            counts["accepted"],
            counts["passed"],
            counts["lapsed"],
            counts["rung"],
            talks[id],
            round(seconds[id] / 60),
            hard[id],
            hours[id],
            volunteer.last_asked_at,
        )
        found.append(share)
    return found


def _of(
    volunteer: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], only: int | None
) -> ColumnElement[bool]:
    return volunteer == only if only is not None else true()


def _talks(tx: Tx, since: datetime, only: int | None) -> tuple[Counter[int], Counter[int]]:
    talks: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    columns = select(Callback.volunteer_id, Callback.connected_at, Callback.ended_at)
    had = columns.where(Callback.volunteer_id.is_not(None), Callback.connected_at >= since)
    for row in tx.run(had.where(_of(Callback.volunteer_id, only))):
        talks[row.volunteer_id] += 1
        seconds[row.volunteer_id] += round(((row.ended_at or tx.now) - row.connected_at).total_seconds())
    return talks, seconds


def _hours(tx: Tx, since: datetime, only: int | None) -> dict[int, float]:
    """Hours of the shifts that lie within that time; a shift left early counts until OFF was said."""
    found: dict[int, float] = defaultdict(float)
    columns = select(Shift.volunteer_id, Shift.starts_at, Shift.ends_at)
    stood = columns.where(Shift.state.in_(("on", "over")), Shift.ends_at > since)
    for row in tx.run(stood.where(_of(Shift.volunteer_id, only))):
        found[row.volunteer_id] += (min(row.ends_at, tx.now) - max(row.starts_at, since)) / HOUR
    return found


def _hard(tx: Tx, since: datetime, only: int | None) -> Counter[int]:
    """Talks that somebody called hard in their note; of several notes on one talk, one is enough."""
    notes = select(Note.id, Note.row_key, Note.volunteer_id, Note.callback_id, Note.words_sealed)
    said_done = notes.where(Note.kind == "done", Note.at >= since, _of(Note.volunteer_id, only))
    rows = tx.run(said_done).all()
    tx.keys.load(row.words_sealed for row in rows)
    hard = [row for row in rows if was_hard(tx.open(NOTE_WORDS, row_of(row), row.words_sealed))]
    said = {(row.volunteer_id, row.callback_id) for row in hard}
    return Counter(volunteer_id for volunteer_id, _ in said)
