"""What a coordinator does with a callback: gives it to another volunteer, or calls it off. The log keeps why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from flows.rules.matching.matching import Choice, Reason, in_words
from flows.states import HELD_STATES, OPEN_STATES, CallbackState, OfferState
from store import decisions
from store.callbacks import callbacks
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.contacts import contacts
from store.coordinators import overview
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, Offer, Volunteer
from store.offers import danger_calls, escalation, matching

NEVER = frozenset({"themselves", "refused-pair", "asked-now", "busy", "no-to-danger"})
"""Hard reasons that nobody overrides. Two cannot have one callback each at once; the rest is for people to decide."""


class Refused(Exception):
    """It cannot be done as things stand; the message says why and what can be, in plain English.

    `why`: the same in one word, and `gaps` the names in it, for a page that has words of its own.
    """

    def __init__(self, why: str, message: str, **gaps: object) -> None:
        super().__init__(message)
        self.why, self.gaps = why, gaps


@dataclass(frozen=True, slots=True)
class Reassigned:
    """What came of it: who had it, whether it had its last ring and so is over, who else is still asked."""

    taken_from: overview.Peer | None
    over: bool
    also_asked: Sequence[overview.Peer]


def may_note(why: str) -> bool:
    """Whether a reason may be kept in the clear: it holds no number of any kind, and is short."""
    return not any(char.isdigit() for char in why) and len(why) <= 200


def reassign(
    tx: Tx, callback_id: int, *, to: int | None = None, even_so: bool = False, why: str = ""
) -> Reassigned:
    """Take a callback from the volunteer who has it. It goes back in line at once, or is offered to the volunteer `to`.

    An offer as any other: nobody is made to take one. Whoever had it is told it is no longer needed, their rings are
    called off, and they are not asked for it again. `even_so`: past the hard reasons, but for those of NEVER.

    Raises Refused, and then nothing is changed: the caller's transaction has to end without a commit.
    """
    closing = tx.line.closed_at(tx.now)
    if closing is not None:
        raise Refused("closed", "The line is closed, so nobody is asked. `warmline open` opens it.")
    cb = lock_open(tx, callback_id)
    had = overview.peer(tx, cb.volunteer_id) if cb.state in HELD_STATES else None
    if to is None and had is None:
        raise Refused(
            "nobody_has_it",
            f"Nobody has {cb.code}; {_who_is_asked(tx, cb)} To ask somebody now: "
            f"warmline callbacks reassign {cb.code} --to NAME.",
        )
    if to is not None and cb.volunteer_id == to and had is not None:
        raise Refused("has_it", f"{had} has {cb.code} already.", name=had.name)
    if to is not None and had is None and cb.ready_asked_at is not None:
        raise Refused(
            "waits_for_word",
            f"{cb.code} waits for their own word that they can be called. Until then nobody is asked for it.",
        )
    if had is not None:
        _take_back(tx, with_volunteer(cb), why)
        cb = callbacks.lock(tx, cb.id)
        if cb.state not in OPEN_STATES:
            return Reassigned(had, True, ())
    if to is not None:
        _offer(tx, cb, to, even_so=even_so, why=why)
    named = overview.peer(tx, to)
    return Reassigned(had, False, [each for each in overview.asked_now(tx, cb.id) if each != named])


def call_off(tx: Tx, callback_id: int, *, tell: bool = True, why: str = "") -> bool:
    """End a callback that is not to happen: volunteers told, rings off, the participant told how to ask again.

    `tell`: False when somebody has spoken with them. Gives whether a text to them is on its way.
    Raises Refused, and then nothing is changed: the caller's transaction has to end without a commit.
    """
    cb = lock_open(tx, callback_id)
    decisions.note(tx, cb.id, "called-off", *_by_a_coordinator(why))
    callbacks.end(tx, cb, CallbackState.CANCELLED, tell_volunteers="offer.withdrawn")
    if not tell or cb.contact_id is None:
        return False
    # With purpose "closing" it may wait for safe hours: it is still true the next morning.
    return compose.queue(tx, cb.contact_id, "closing", "notice.called_off", callback_id=cb.id) is not None


def lock_open(tx: Tx, callback_id: int) -> Callback:
    """The callback, locked, with nobody talking on it; else Refused. The contact's lock goes first, as everywhere."""
    contact_id = tx.run(select(Callback.contact_id).where(Callback.id == callback_id)).scalar_one()
    if contact_id is not None:
        contacts.by_id(tx, contact_id)
    cb = callbacks.lock(tx, callback_id)
    if cb.state not in OPEN_STATES:
        raise Refused("over", f"{cb.code} is over already ({cb.state}).")
    if cb.state == S.CONNECTED:
        raise Refused("talking", f"They are talking on {cb.code} just now. Let them; it ends by itself.")
    if cb.talk_started_at is not None:
        raise Refused(
            "on_the_phone",
            f"Somebody is on the phone for {cb.code} this minute. Look again in a minute or two.",
        )
    return cb


def _take_back(tx: Tx, cb: HeldCallback, why: str) -> None:
    decisions.note(tx, cb.id, "reassigned", *_by_a_coordinator(why), volunteer_id=cb.volunteer_id)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.withdrawn", code=cb.code)
    # Do not ask this volunteer again: the best match would be the one it was just taken from.
    callbacks.time_is_off(tx, cb)
    callbacks.change(tx, cb.id, ready_asked_at=None)
    callbacks.let_go(tx, with_volunteer(callbacks.lock(tx, cb.id)), OfferState.TAKEN_BACK)


def _offer(tx: Tx, cb: Callback, volunteer_id: int, *, even_so: bool, why: str) -> None:
    name = overview.peer(tx, volunteer_id)
    _may_be_texted(tx, volunteer_id, name)
    if _asked_now(tx, cb.id, volunteer_id):
        raise Refused(
            "asked", f"{name} is asked for {cb.code} already, and has not answered yet.", name=_first(name)
        )
    looked_at = matching.reasons_against(tx, cb, volunteer_id)
    if looked_at is None:
        raise Refused("no_text", f"{name} cannot be texted. Choose somebody else.", name=_first(name))
    them, against = looked_at
    firm = [reason for reason in against if reason.code in NEVER]
    if firm:
        raise Refused(
            "never",
            f"{name} cannot be asked for {cb.code}: {_in_words(firm)}. Choose somebody else.",
            name=_first(name),
            reasons=firm,
        )
    if against and not even_so:
        raise Refused(
            "against",
            f"Against {name} for {cb.code}: {_in_words(against)}. To ask them all the same: --even-so.",
            name=_first(name),
            reasons=against,
        )
    choice = Choice(volunteer_id, 0.0, (Reason(danger_calls.NAMED), *against), them.times_asked)
    made = matching.offer(tx, cb, choice, *([why] if why else []))
    if made is None:
        raise Refused(
            "asked_elsewhere",
            f"{name} was asked for something else this very moment. Choose somebody else.",
            name=_first(name),
        )
    escalation.ask(tx, cb, volunteer_id, made)
    callbacks.move(tx, cb, S.OFFERED, due_at=tx.now)
    tx.wake("advance_callback", cb.id)


def _may_be_texted(tx: Tx, volunteer_id: int, name: overview.Peer | None) -> None:
    row = tx.run(
        select(Volunteer.status, Contact.opted_out_at, Contact.unreachable_at, Contact.landline_at)
        .join(Contact, Contact.id == Volunteer.contact_id)
        .where(Volunteer.id == volunteer_id)
    ).one()
    rules = (
        (row.opted_out_at is not None, "has opted out of texts"),
        (row.status != "active", "has not joined yet"),
        (row.unreachable_at is not None, "cannot be reached: the carrier delivers them nothing"),
        (row.landline_at is not None and tx.line.texting, "has a number that takes no texts"),
    )
    for holds, because in rules:
        if holds:
            message = f"{name} {because}, so nothing can be offered to them. Choose somebody else."
            raise Refused("no_text", message, name=_first(name))


def _asked_now(tx: Tx, callback_id: int, volunteer_id: int) -> bool:
    mine = (Offer.callback_id == callback_id) & (Offer.volunteer_id == volunteer_id) & (Offer.state == "open")
    return tx.run(select(Offer.id).where(mine)).first() is not None


def _who_is_asked(tx: Tx, cb: Callback) -> str:
    asked = ", ".join(map(str, overview.asked_now(tx, cb.id)))
    return f"{asked} hold an open offer." if asked else "and nobody is asked at the moment."


def _first(name: overview.Peer | None) -> str:
    return name.name if name is not None else "?"


def _in_words(reasons: Sequence[Reason]) -> str:
    return ", ".join(in_words(reason) for reason in reasons)


def _by_a_coordinator(why: str) -> tuple[str, ...]:
    return ("by a coordinator", why) if why else ("by a coordinator",)
