"""What a participant wishes for their call, sealed: only the matching and the peer who took it read it."""

import json
from collections import Counter
from dataclasses import asdict, replace
from typing import Any, Protocol

from sqlalchemy import exists, or_, select

from flows.effects.base import Outcome
from flows.person import Peers
from flows.rules.matching.topic_words import topics_asked
from flows.rules.matching.wishes import (
    LONGEST_WORDS,
    MOST_CHOSEN,
    MOST_OFFERED,
    NONE,
    USUAL_MINUTES,
    Wishes,
    label,
    slug,
    topics_named,
)
from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, offer_rows, offer_text
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.database import Tx
from store.models import Callback, Offer, Volunteer
from store.vault.columns import CALLBACK_WISHES, new_row_key, row_of
from store.volunteers import availability, pairings, roster


class _Wished(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def row_key(self) -> str | None: ...
    @property
    def wishes_sealed(self) -> str | None: ...


def read(tx: Tx, cb: Callback) -> Wishes:
    """The wishes of a callback's row."""
    if not cb.wishes_sealed:
        return NONE
    opened = tx.open(CALLBACK_WISHES, row_of(cb), cb.wishes_sealed)
    if not opened:
        return NONE
    kept = json.loads(opened)
    return Wishes(**{**kept, "about": tuple(kept["about"])})


def meant(tx: Tx, cb: Callback, wished: Wishes) -> int | None:
    """The volunteer they mean by "the same person"; None where they ask for no such thing."""
    if not wished.same or cb.contact_id is None:
        return None
    return wished.peer or pairings.last_peer(tx, cb.contact_id)


def write(tx: Tx, callback_id: int, wishes: Wishes) -> None:
    """Keep them. Nothing else in the row is sealed, so it gets a new name with them."""
    row = new_row_key()
    kept = json.dumps(asdict(wishes), ensure_ascii=False)
    theirs = tx.run(select(Callback.contact_id).where(Callback.id == callback_id)).scalar()
    sealed = tx.seal(CALLBACK_WISHES, row, kept, whose=theirs)
    callbacks.change(tx, callback_id, row_key=row, wishes_sealed=sealed)


def carried_over(tx: Tx, old: _Wished) -> dict[str, str | None]:
    """The wishes of an earlier callback for one about to be opened: its `row_key`, and what is sealed for it."""
    row = new_row_key()
    if not old.wishes_sealed:
        return {"row_key": row, "wishes_sealed": None}
    kept = tx.open(CALLBACK_WISHES, row_of(old), old.wishes_sealed)
    return {"row_key": row, "wishes_sealed": tx.seal_as(old.wishes_sealed, CALLBACK_WISHES, row, kept)}


def keep(tx: Tx, contact_id: int, what: str, value: Any) -> Outcome:
    """Keep one wish, and free volunteers who no longer fit. The outcomes are those of `KeepWish`."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return Outcome("none", {})
    if what == "minutes":
        return _length(tx, cb, int(value))
    held = read(tx, cb)
    match what:
        case "about":
            write(tx, cb.id, replace(held, about=tuple(str(value).split()), words=""))
        case "words":
            named = topics_named(str(value), peers(tx, contact_id).experiences)
            write(tx, cb.id, replace(held, about=named, words=str(value)))
        case "topic":
            return _topic(tx, cb, held, str(value))
        case "question":
            write(tx, cb.id, replace(held, question=str(value)))
        case "listens":
            write(tx, cb.id, replace(held, listens=True))
        case "who":
            return _who(tx, contact_id, cb, held, str(value))
        case _:
            raise ValueError(f"nothing is known of {what}")
    decisions.note(tx, cb.id, "wish", f"they said {_SAID[what]}")
    if what in ("about", "words"):
        tx.wake("advance_callback", cb.id)  # the offer may have waited for it, or others may suit better now
    return Outcome("kept", {})


def _topic(tx: Tx, cb: Callback, held: Wishes, words: str) -> Outcome:
    """They ask for somebody who has lived through something: who shares it is asked first; their words are kept."""
    shared = peers(tx, cb.contact_id).experiences if cb.contact_id is not None else ()
    asked = topics_asked(words, shared)
    told = f"{held.words} {words}".strip() if words not in held.words else held.words
    about = tuple(dict.fromkeys((*asked, *held.about)))[:MOST_CHOSEN]
    write(tx, cb.id, replace(held, about=about, words=told[:LONGEST_WORDS]))
    decisions.note(tx, cb.id, "wish", "they asked for somebody who has lived through it")
    tx.wake("advance_callback", cb.id)
    if not asked:
        return Outcome("no_topic", {})
    return Outcome("topic", {"topic": ", ".join(map(label, asked))})


_SAID = {
    "about": "what about, from the list",
    "words": "what about, in words",
    "question": "what they ask",
    "listens": "how they would like it",
}


def _length(tx: Tx, cb: Callback, minutes: int) -> Outcome:
    callbacks.change(tx, cb.id, minutes=minutes)
    decisions.note(tx, cb.id, "wish", f"about {minutes} minutes")
    if minutes > (cb.minutes or USUAL_MINUTES):
        # Send the offer again only when the call gets longer: a volunteer must not be surprised by more minutes
        # than they were asked for.
        offer_text.offer_again(tx, callbacks.lock(tx, cb.id))
    return Outcome("kept", {"minutes": minutes})


def _who(tx: Tx, contact_id: int, cb: Callback, held: Wishes, who: str) -> Outcome:
    gender = who if who in ("woman", "man") else None
    if gender is not None and cb.state in (S.CONNECTING, S.CONNECTED):
        return Outcome("late", {})
    peer = pairings.last_peer(tx, contact_id) if who == "same" else None
    write(tx, cb.id, replace(held, gender=gender, same=who == "same", peer=peer))
    decisions.note(tx, cb.id, "wish", f"with whom: {who}")
    if gender is not None:
        _free_who_does_not_fit(tx, cb, gender)
    tx.wake("advance_callback", cb.id)
    return Outcome("rare" if gender is not None and not _on_duty(tx, cb, gender) else "kept", {})


def _free_who_does_not_fit(tx: Tx, cb: Callback, gender: str) -> None:
    not_of_this_gender = or_(Volunteer.gender.is_(None), Volunteer.gender != gender)
    open_offers_that_do_not_fit = (
        select(Offer.id, Offer.volunteer_id)
        .join(Volunteer, Volunteer.id == Offer.volunteer_id)
        .where(Offer.callback_id == cb.id, Offer.state == "open", not_of_this_gender)
    )
    for row in tx.run(open_offers_that_do_not_fit).all():
        offer_rows.move(tx, Offer.id == row.id, OfferState.WITHDRAWN, OfferState.OPEN)
        callbacks.tell_volunteer(tx, row.volunteer_id, "offer.withdrawn", callback_id=cb.id, code=cb.code)
    holder_who_does_not_fit = select(Volunteer.id).where(Volunteer.id == cb.volunteer_id, not_of_this_gender)
    if cb.state == S.ACCEPTED and has_volunteer(cb) and tx.run(holder_who_does_not_fit).first() is not None:
        callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.withdrawn", code=cb.code)
        callbacks.time_is_off(tx, cb)
        callbacks.let_go(tx, cb, OfferState.WITHDRAWN)


def _on_duty(tx: Tx, cb: Callback, gender: str) -> bool:
    fit = availability.counted_on(tx, Volunteer.gender == gender, Volunteer.contact_id != cb.contact_id)
    return any(cb.language in row.languages for row in fit)


def peers(tx: Tx, contact_id: int) -> Peers:
    """The topics to offer (the line's own, else what its volunteers share most), and whether they ever had a talk."""
    has_talked = exists().where(Callback.contact_id == contact_id, Callback.connected_at.is_not(None))
    offered = tuple(map(slug, tx.line.experiences)) or _shared(tx)
    return Peers(offered, bool(tx.run(select(has_talked)).scalar()))


def _shared(tx: Tx) -> tuple[str, ...]:
    columns = select(Volunteer.id, Volunteer.row_key, Volunteer.experiences_sealed)
    counted: Counter[str] = Counter()
    rows = tx.run(columns.where(Volunteer.status == "active")).all()
    tx.keys.load(row.experiences_sealed for row in rows)
    for row in rows:
        counted.update({slug(each) for each in roster.experiences(tx, row)} - {""})
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return tuple(name for name, _ in ranked[:MOST_OFFERED])
