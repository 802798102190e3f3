"""The briefing: a text that tells the volunteer who took a callback what they should know, and nobody else."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from flows.effects.base import AlertKind
from flows.engine import Phrase
from flows.offers import briefing
from flows.offers.briefing import Briefing
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.redaction import mask
from flows.states import HELD_STATES
from flows.wording import Listener, render
from store.callbacks import legs, told_words, wishes
from store.callbacks.rows import HeldCallback
from store.contacts import contacts, in_danger
from store.database import Tx
from store.messages import compose
from store.models import Callback, Checkin, Leg, Message, Volunteer

PURPOSE = "briefing"
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
    """Text the briefing to the volunteer who has the callback, if it says anything they were not told before.

    `delay`: how long it waits, in the place of one that waits already.
    """
    if delay:
        take_back(tx, cb)
    known = of(tx, cb)
    if known.is_empty:
        return
    contact_id = legs.volunteer_contact(tx, cb.volunteer_id)
    to = contacts.listening(tx, contact_id).to
    said = briefing.in_text(_masked(tx, known, to), to)
    words = "\n".join(dict.fromkeys(render(phrase.id, to, phrase.params) for phrase in said))
    if _told(words) not in _told_before(tx, cb.id, contact_id):
        compose.queue_said(tx, contact_id, PURPOSE, said, callback_id=cb.id, delay=delay)


def _told(words: str) -> str:
    """A briefing without its first line, which says call or writing: a change of that is told in other texts."""
    return words.partition("\n")[2]


def _told_before(tx: Tx, callback_id: int, contact_id: int) -> set[str]:
    briefings_of_contact = (
        (Message.contact_id == contact_id)
        & (Message.callback_id == callback_id)
        & (Message.purpose == PURPOSE)
        & Message.state.in_(("due", "sending", "sent"))
    )
    return {
        _told(tx.vault.open(sealed))
        for sealed in tx.run(select(Message.words_sealed).where(briefings_of_contact)).scalars()
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
        & (Message.purpose == PURPOSE)
        & (Message.state == "due")
    )
    dropped = update(Message).where(unsent_briefings).values(state="dropped", words_sealed=tx.vault.seal(""))
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
