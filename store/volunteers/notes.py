"""What a volunteer says after a call, sealed; and the rest they have after it."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import and_, insert, or_, select, update

from flows.effects.base import AlertKind, Outcome
from flows.rules.matching import rest
from store.contacts import ladder
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Note, Offer, Volunteer
from store.vault.columns import NOTE_WORDS, new_row_key


class CallHad(NamedTuple):
    """A call that a volunteer had: the callback's id, and its code."""

    id: int
    code: str


def note(
    tx: Tx, volunteer_id: int, code: str | None, words: str, *, done: bool, hard: bool = False
) -> Outcome:
    """DONE and NOTE: words about a call they had, kept sealed. Without a code: about the latest one."""
    row = last_call(tx, volunteer_id, code)
    if row is None:
        return Outcome("none", {})
    # Said by key there are no words; that it was hard is kept all the same.
    keep(tx, row.id, volunteer_id, words or ("hard" if hard else ""), done=done)
    if hard:
        begin_rest(tx, volunteer_id, rest.AFTER_A_HARD_ONE)
        return Outcome("hard", {"code": row.code, "until": tx.now + rest.AFTER_A_HARD_ONE})
    return Outcome("noted" if words or not done else "done", {"code": row.code})


def last_call(tx: Tx, volunteer_id: int, code: str | None) -> CallHad | None:
    """The call with this code that they had, or their latest; None where there is none."""
    had = (
        select(Callback.id, Callback.code)
        .join(Offer, and_(Offer.callback_id == Callback.id, Offer.volunteer_id == volunteer_id))
        .where(Offer.state == "accepted")
        .order_by(Callback.id.desc())
        .limit(1)
    )
    row = tx.run(had.where(Callback.code == code) if code else had).first()
    return CallHad(row.id, row.code) if row is not None else None


def keep(tx: Tx, callback_id: int, volunteer_id: int, words: str, *, done: bool) -> None:
    """File a note of a volunteer on a callback, sealed."""
    said = {"callback_id": callback_id, "volunteer_id": volunteer_id, "kind": "done" if done else "note"}
    row = new_row_key()
    theirs = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    sealed = tx.seal(NOTE_WORDS, row, words, whose=theirs)
    tx.run(insert(Note).values(**said, row_key=row, words_sealed=sealed, at=tx.now))


def talk_it_over(tx: Tx, volunteer_id: int) -> Outcome:
    """Tell the coordinator, once for each call, that a volunteer would like to talk; none of their words are passed on.

    Outcomes: told; nobody, the line has no coordinator; none, they had no call.
    """
    latest = (
        select(Note.callback_id, Volunteer.contact_id)
        .join(Volunteer, Volunteer.id == Note.volunteer_id)
        .where(Note.volunteer_id == volunteer_id, Note.kind == "done")
        .order_by(Note.id.desc())
        .limit(1)
    )
    row = tx.run(latest).first()
    if row is None:
        return Outcome("none", {})
    if not ladder.reaches_somebody(tx, besides=row.contact_id):
        return Outcome("nobody", {})
    about = {"callback_id": row.callback_id, "contact_id": row.contact_id}
    same = [getattr(Alert, name) == value for name, value in about.items()]
    if tx.run(select(Alert.id).where(Alert.kind == AlertKind.DEBRIEF.value, *same).limit(1)).first() is None:
        compose.raise_alert(tx, AlertKind.DEBRIEF, **about)
    return ladder.outcome(tx, besides=row.contact_id)


def begin_rest(tx: Tx, volunteer_id: int, lasting: timedelta) -> None:
    """Send them no offer for so long. A longer rest that they have already stays."""
    until = tx.now + lasting
    shorter = or_(Volunteer.resting_until.is_(None), Volunteer.resting_until < until)
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id, shorter).values(resting_until=until))
