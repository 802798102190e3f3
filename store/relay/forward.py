"""Passes on the words of two who write to each other: numbers and links taken out, in order, sealed."""

from typing import Any

from sqlalchemy import exists, select

from flows.effects.base import Outcome
from flows.rules.redaction import mask, pieces
from flows.rules.relay.goodbye import Goodbye
from flows.wording import render
from store import decisions
from store.callbacks import callbacks, legs
from store.contacts import company, contacts
from store.database import Tx
from store.messages import compose, prompts
from store.models import Callback, Decision
from store.relay import goodbye as goodbyes
from store.relay import listening, silence, writing
from store.safe_contact import safe_contact

LONGEST = 1500
"""How long the words in one text may get: the carrier takes 1600 characters, with the name or the code before them."""
_OVER = Outcome("over", {})


def from_participant(
    tx: Tx,
    contact_id: int,
    words: str,
    wording: str,
    *,
    offers: bool,
    goodbye: Goodbye | None = None,
    adds_nothing: bool = False,
) -> Outcome:
    """Pass a participant's words on to their peer. The outcomes are those of `PassOn`.

    `wording`: how the peer reads them. `offers`: the participant may be told, once, that they can listen. `goodbye`,
    `adds_nothing`: as in `PassOn`.
    """
    cb = callbacks.lock_open(tx, contact_id)
    if not writing.is_on(cb):
        return _OVER
    to = legs.volunteer_contact(tx, cb.volunteer_id)
    masked = _pass_on(tx, cb, to, wording, words, contact_id, code=cb.code)
    if masked is None:
        peer = prompts.peer_name(tx, cb)
        return Outcome("gone", {"peer": peer, "by": writing.hand_on(tx, cb, "the peer left", tell=False)})
    asks = goodbyes.heard(tx, cb, goodbye, adds_nothing=adds_nothing)
    callbacks.change(tx, cb.id, due_at=silence.look_at(tx, cb))
    passed = _passed(tx, cb, masked, None)
    if asks and passed.name == "passed":
        return Outcome("goodbye", {})
    if passed.name == "passed" and offers and goodbye is None and listening.may_be_offered(tx, cb):
        return Outcome("offered", {"peer": prompts.peer_name(tx, cb)})
    return passed


def from_peer(tx: Tx, volunteer_id: int, words: str) -> Outcome:
    """Pass a peer's words on to their participant, at an hour at which they may get texts."""
    cb = callbacks.lock_held(tx, volunteer_id)
    if not writing.is_on(cb):
        return _OVER
    ear = contacts.listening(tx, cb.contact_id)
    allowed = safe_contact.may_text(tx, cb.contact_id, ear.safe, ear.to.zone).allowed
    if not allowed or company.is_near(tx, cb.contact_id):
        return Outcome("not_now", {"code": cb.code})
    mine = legs.volunteer_contact(tx, volunteer_id)
    peer = prompts.peer_name(tx, cb)
    masked = _pass_on(tx, cb, cb.contact_id, "writing.from_peer", words, mine, peer=peer)
    if masked is None:
        return writing.not_reached(tx, cb)
    writing.peer_has_written(tx, cb)
    callbacks.change(tx, cb.id, due_at=silence.look_at(tx, cb))
    return _passed(tx, cb, masked, volunteer_id)


def _pass_on(tx: Tx, cb: Callback, to: int, wording: str, words: str, of: int, **said: Any) -> bool | None:
    """Queue the words of this contact; gives whether something was left out of them.

    None where their receiver can get no texts.
    """
    ear = contacts.listening(tx, to).to
    masked = mask(
        words,
        region=tx.line.region,
        number=render("writing.number", ear),
        link=render("writing.link", ear),
        keep=tx.line.number,
    )
    for piece in pieces(masked.words, LONGEST):
        sent = compose.queue(
            tx, to, writing.WORDS, wording, callback_id=cb.id, words_of=of, words=piece, **said
        )
        if sent is None:
            return None
    return masked.left_out


def _passed(tx: Tx, cb: Callback, masked: bool, volunteer_id: int | None) -> Outcome:
    """What the sender is told: the first time, that numbers and links are not passed on; otherwise nothing."""
    what = "masked-participant" if volunteer_id is None else "masked-peer"
    has_been_told = exists().where(
        Decision.callback_id == cb.id, Decision.what == what, Decision.at >= cb.connected_at
    )
    if not masked or tx.run(select(has_been_told)).scalar():
        return Outcome("passed", {})
    decisions.note(tx, cb.id, what, "a number or a link was left out", volunteer_id=volunteer_id)
    return Outcome("masked", {})
