"""Everything decided about one callback, in the order it happened, with the reasons. Nobody's words or numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import func, or_, select

from store import decisions
from store.coordinators import overview
from store.coordinators.overview import Peer
from store.database import Tx
from store.models import Alert, Callback, Leg, Message, Note, Offer, Volunteer


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of it: when (UTC), what happened, whom it is about, and why. `what` is plain English."""

    at: datetime
    what: str
    who: Peer | None = None
    why: Sequence[str] = ()


def of(tx: Tx, cb: Callback) -> list[Entry]:
    """All entries of a callback, oldest first."""
    names: dict[int, Peer | None] = {}

    def peer(volunteer_id: int | None) -> Peer | None:
        if volunteer_id is not None and volunteer_id not in names:
            names[volunteer_id] = overview.peer(tx, volunteer_id)
        return names[volunteer_id] if volunteer_id is not None else None

    noted = decisions.of(tx, cb.id)
    made = [Entry(cb.requested_at, "requested")] if all(each.what != "requested" for each in noted) else []
    asked = {(each.volunteer_id, each.at): each.why for each in noted if each.what == "asked"}
    mine = select(Offer.__table__).where(Offer.callback_id == cb.id).order_by(Offer.id)
    offered = cast(list[Offer], list(tx.run(mine)))
    filed = {(each.volunteer_id, each.offered_at) for each in offered}
    made += [
        Entry(each.at, each.what.replace("-", " "), peer(each.volunteer_id), each.why)
        for each in noted
        if each.what != "asked" or (each.volunteer_id, each.at) not in filed
    ]
    for offer in offered:
        why = asked.get((offer.volunteer_id, offer.offered_at), offer.why)
        made.extend(_offer(offer, peer(offer.volunteer_id), why))
    made.extend(_texts(tx, cb))
    rung = tx.run(select(Leg.__table__).where(Leg.callback_id == cb.id).order_by(Leg.id))
    for leg in cast(list[Leg], list(rung)):
        made.extend(_leg(leg, peer(leg.volunteer_id)))
    if cb.ended_at is not None:
        made.append(Entry(cb.ended_at, f"over: {cb.state}"))
    return sorted(made, key=lambda entry: entry.at)


def sealed_words(tx: Tx, cb: Callback) -> list[str]:
    """What there is in somebody's own words, kept sealed: named, never shown."""
    notes = tx.run(select(func.count()).select_from(Note).where(Note.callback_id == cb.id)).scalar_one()
    said = ["the participant's wishes"] if cb.wishes_sealed else []
    return said + ([f"{notes} note{'s' if notes > 1 else ''} of a volunteer"] if notes else [])


_CAME_OF_IT = {
    "accepted": "took it",
    "passed": "does not have it (any more)",
    "taken_back": "had it, and a coordinator took it back",
    "lapsed": "did not answer in time",
    "covered": "was told that somebody else took it",
    "withdrawn": "no longer needed",
    "failed": "was not reached",
}


def _offer(offer: Offer, who: Peer | None, why: Sequence[str]) -> Iterator[Entry]:
    yield Entry(offer.offered_at, "asked" if offer.round == 1 else f"asked, time {offer.round}", who, why)
    if offer.state != "open":
        at = offer.answered_at or offer.expires_at
        yield Entry(at, _CAME_OF_IT.get(offer.state, offer.state), who)


_RUNG = {
    "participant": "the participant",
    "listener": "the participant",
    "supervisor": "the supervisor on call",
    "crisis": "the crisis line",
}


def _leg(leg: Leg, volunteer: Peer | None) -> Iterator[Entry]:
    rung = _RUNG.get(leg.role, "the volunteer")
    who = volunteer if leg.role not in _RUNG else None
    called_in = leg.role == "volunteer" and leg.answered_at == leg.created_at
    yield Entry(leg.created_at, f"{rung} was on the phone with us" if called_in else f"{rung} is rung", who)
    if leg.answered_at is not None and not called_in:
        yield Entry(leg.answered_at, f"{rung} answered", who)
    if leg.ended_at is not None:
        outcome = (leg.outcome or "ended").replace("_", " ")
        yield Entry(leg.ended_at, f"ring of {rung} ended: {outcome}", who)


def _texts(tx: Tx, cb: Callback) -> Iterator[Entry]:
    """Which texts went to whom, and what became of them; what they said is not looked at."""
    about = or_(Message.callback_id == cb.id, Offer.callback_id == cb.id, Alert.callback_id == cb.id)
    found = (
        select(
            Message.created_at,
            Message.purpose,
            Message.state,
            Message.receipt,
            Message.error_code,
            Message.contact_id,
            Volunteer.id.label("volunteer_id"),
        )
        .outerjoin(Offer, Offer.id == Message.offer_id)
        .outerjoin(Alert, Alert.id == Message.alert_id)
        .outerjoin(Volunteer, Volunteer.contact_id == Message.contact_id)
        .where(about)
        .order_by(Message.id)
    )
    for text in tx.run(found).all():
        to, who = "the participant", None
        if text.contact_id is None:
            to = "a coordinator"
        elif text.contact_id != cb.contact_id:
            to, who = "a volunteer", overview.peer(tx, text.volunteer_id)
        became = text.receipt if text.state == "sent" and text.receipt not in (None, "queued") else text.state
        code = f" (error {text.error_code})" if text.error_code else ""
        yield Entry(text.created_at, f"text to {to}: {text.purpose}, {became}{code}", who)
