"""The briefing: a text that tells the volunteer who took a callback what they should know, and nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast

from sqlalchemy import select, update

from flows.effects.base import AlertKind, Outcome
from flows.engine import Phrase
from flows.offers import briefing
from flows.offers.briefing import Briefing
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.redaction import mask
from flows.states import HELD_STATES
from flows.wording import Listener, render
from store.callbacks import legs, told_words, wishes
from store.callbacks.rows import HeldCallback
from store.contacts import contacts, in_danger, stated_region
from store.database import Tx
from store.messages import compose
from store.models import Callback, Checkin, Leg, Message, Volunteer
from store.vault.columns import EMPTIED, MESSAGE_WORDS, row_of

PURPOSE = "briefing"
"""Of the text with their own words, once a volunteer asked for it: gone a day after the call."""
FIRST = "briefing_first"
"""Of the text after TAKE, which holds none of their words."""
_VERY_LOW = 1


def of(tx: Tx, cb: Callback) -> Briefing:
    """What we know about a callback that a volunteer has."""
    wished = wishes.read(tx, cb)
    minutes = cb.minutes or USUAL_MINUTES
    if cb.contact_id is None:
        return Briefing(cb.code, cb.kind, minutes)
    return Briefing(
        cb.code,
        cb.kind,
        minutes,
        about=wished.about,
        words=" ".join(filter(None, (told_words.of_callback(tx, cb.id), wished.words))),
        question=wished.question,
        listens=wished.listens,
        same=wishes.meant(tx, cb, wished) == cb.volunteer_id,
        low=cb.mood == _VERY_LOW or _said_low(tx, cb.contact_id),
        check=in_danger.was_told(tx, cb.contact_id, AlertKind.CHECK),
        crisis=in_danger.in_crisis(tx, cb.contact_id),
        region=stated_region.of(tx, cb.contact_id),
    )


def _said_low(tx: Tx, contact_id: int) -> bool:
    checkins_lately = (Checkin.contact_id == contact_id) & (Checkin.at > tx.now - in_danger.IN_CRISIS)
    latest = (
        select(Checkin.mood)
        .where(checkins_lately, Checkin.mood.is_not(None))
        .order_by(Checkin.id.desc())
        .limit(1)
    )
    return bool(tx.run(latest).scalar() == _VERY_LOW)


def send(tx: Tx, cb: HeldCallback, *, delay: timedelta = timedelta()) -> None:
    """Text the volunteer who has the callback what they should know, if it says anything they were not told before.

    None of the participant's own words: that there are some, and how to read them. `delay`: how long it waits, in the
    place of one that waits already.
    """
    if delay:
        take_back(tx, cb)
    known = of(tx, cb)
    if known.is_empty:
        return
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    to = contacts.listening(tx, contact_id).to
    said = briefing.first(known)
    if _told(_written(said, to)) not in _told_before(tx, cb.id, contact_id, FIRST):
        compose.queue_said(
            tx, contact_id, FIRST, said, callback_id=cb.id, words_of=cb.contact_id, delay=delay
        )
        return
    read = _told_before(tx, cb.id, contact_id, PURPOSE)
    if known.has_words and read and _told(_in_words(tx, known, to)) not in read:
        more = [Phrase("briefing.told_more", {"code": cb.code})]
        compose.queue_said(tx, contact_id, FIRST, more, callback_id=cb.id, delay=delay)


def read(tx: Tx, volunteer_id: int, code: str | None) -> Outcome:
    """Text their own words to the volunteer who has the callback and asks for them. Outcomes as of `ReadTold`."""
    theirs = (Callback.volunteer_id == volunteer_id) & Callback.state.in_(HELD_STATES)
    row = tx.run(select(Callback.__table__).where(theirs)).first()
    cb = cast("Callback | None", row)
    if cb is None or code not in (None, cb.code):
        return Outcome("not_yours", {})
    known = of(tx, cb)
    if not known.has_words:
        return Outcome("none", {})
    contact_id = legs.volunteer_contact(tx, volunteer_id)
    to = contacts.listening(tx, contact_id).to
    said = briefing.in_text(_masked(tx, known, to), to)
    compose.queue_said(tx, contact_id, PURPOSE, said, callback_id=cb.id, words_of=cb.contact_id)
    return Outcome("coming", {})


def _written(said: Sequence[Phrase], to: Listener) -> str:
    return "\n".join(dict.fromkeys(render(phrase.id, to, phrase.params) for phrase in said))


def _in_words(tx: Tx, known: Briefing, to: Listener) -> str:
    return _written(briefing.in_text(_masked(tx, known, to), to), to)


def _told(words: str) -> str:
    """A briefing without its first line, which says call or writing: a change of that is told in other texts."""
    return words.partition("\n")[2]


def _told_before(tx: Tx, callback_id: int, contact_id: int, purpose: str) -> set[str]:
    briefings_of_contact = (
        (Message.contact_id == contact_id)
        & (Message.callback_id == callback_id)
        & (Message.purpose == purpose)
        & Message.state.in_(("due", "sending", "sent"))
    )
    columns = select(Message.id, Message.row_key, Message.words_sealed)
    return {
        _told(tx.open(MESSAGE_WORDS, row_of(row), row.words_sealed))
        for row in tx.run(columns.where(briefings_of_contact))
    }


def is_theirs(tx: Tx, callback_id: int, contact_id: int) -> bool:
    """Whether this contact is the volunteer who has the callback now: nobody else may read what was confided."""
    has_it = (
        select(Callback.id)
        .join(Volunteer, Volunteer.id == Callback.volunteer_id)
        .where(
            Callback.id == callback_id, Volunteer.contact_id == contact_id, Callback.state.in_(HELD_STATES)
        )
    )
    return tx.run(has_it).first() is not None


def aloud(tx: Tx, cb: Callback, to: Listener) -> list[Phrase]:
    """What to say to the volunteer before the other phone rings: once, before the first ring."""
    earlier_rings = (Leg.callback_id == cb.id) & (Leg.role == "participant") & (Leg.state == "ended")
    known = of(tx, cb)
    if known.is_empty or tx.run(select(Leg.id).where(earlier_rings).limit(1)).first() is not None:
        return []
    return briefing.aloud(_masked(tx, known, to))


def take_back(tx: Tx, cb: HeldCallback) -> bool:
    """Drop a briefing that has not gone out yet: the volunteer handed the callback back, or there is more to tell.

    Gives whether there was one.
    """
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    unsent_briefings = (
        (Message.contact_id == contact_id)
        & (Message.callback_id == cb.id)
        & Message.purpose.in_((FIRST, PURPOSE))
        & (Message.state == "due")
    )
    dropped = update(Message).where(unsent_briefings).values(state="dropped", words_sealed=EMPTIED)
    return bool(tx.run(dropped).rowcount)


def _masked(tx: Tx, known: Briefing, to: Listener) -> Briefing:
    """The briefing without numbers and links in the participant's own words: those are never passed on."""

    def hidden(words: str) -> str:
        return mask(
            words,
            region=tx.line.region,
            number=render("writing.number", to),
            link=render("writing.link", to),
            keep=tx.line.number,
        ).words

    return replace(known, words=hidden(known.words), question=hidden(known.question))
