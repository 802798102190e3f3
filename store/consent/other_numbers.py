"""Other phones that somebody named, each for one purpose. None is used before a code was sent from that phone itself.

CALL: ring them on it (docs/adr/0021). TELL: somebody they chose, whom we text when they miss a check-in
(docs/adr/0023). A number of one purpose is never used for the other.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, and_, delete, insert, or_, select, update

from flows.effects.base import Outcome
from flows.rules.phone import may_dial
from flows.states import OPEN_STATES, CallbackState
from store import decisions
from store.contacts import contacts
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, OtherNumber, Volunteer
from store.reminders import schedules
from store.vault.columns import OTHER_NUMBER, OTHER_NUMBER_CALLED, new_row_key, row_of

CALL: Final = "call"
TELL: Final = "tell"
CODE_LASTS = timedelta(minutes=30)
TRIES = 5
"""Wrong codes after which a new one has to be asked for."""
UNUSED_LASTS = timedelta(days=30)
"""How long a confirmation stands without a callback: telephones change hands."""
TELL_LASTS = timedelta(days=180)
"""How long somebody may be told of missed check-ins until they are asked anew."""
FORGOTTEN_AFTER = timedelta(days=1)
"""How long a number that may no longer be rung, perhaps a stranger's, stays in the database."""
_O, _C, _V = OtherNumber.__table__.c, Contact.__table__.c, Volunteer.__table__.c


class Confirmed(NamedTuple):
    """What a phone was confirmed for. `called`: the name of whoever named it, where they gave one."""

    purpose: str
    called: str


def name(tx: Tx, contact_id: int, number: str, *, purpose: str = CALL, called: str = "") -> Outcome:
    """They name `number` (E.164, checked). A new code for it; what was confirmed before stands until this one is.

    Outcomes as of `flows.effects.NameNumber`. Whose number it is makes no difference here: who names numbers learns
    nothing about them. `called`: for TELL, the name by which whoever has that phone knows them.
    """
    if number == contacts.number_of(tx, contact_id):
        return Outcome("own", {})
    confirmed = _confirmed_number(tx, contact_id, purpose)
    if confirmed is not None and _number(tx, confirmed) == number:
        sealed = tx.seal(OTHER_NUMBER_CALLED, row_of(confirmed), called, whose=contact_id) if called else None
        tx.run(update(OtherNumber).where(_O.id == confirmed.id).values(called_sealed=sealed))
        if purpose == TELL:
            schedules.after_missed(tx, contact_id, TELL, confirmed.id)
        return Outcome("stands", {"tail": number[-2:]})
    _end(tx, and_(_O.contact_id == contact_id, _O.purpose == purpose, _pending(tx)))
    key = new_row_key()
    row = {
        "row_key": key,
        "contact_id": contact_id,
        "purpose": purpose,
        "called_sealed": tx.seal(OTHER_NUMBER_CALLED, key, called, whose=contact_id) if called else None,
        "number_hash": tx.vault.hash(number),
        "number_sealed": tx.seal(OTHER_NUMBER, key, number, whose=contact_id),
        "code": _fresh_code(tx, number),
        "asked_at": tx.now,
        "expires_at": tx.now + CODE_LASTS,
    }
    tx.run(insert(OtherNumber).values(**row))
    return Outcome("code", {"digits": row["code"], "tail": number[-2:]})


def show(tx: Tx, contact_id: int) -> Outcome:
    """What stands, for themselves: pending (digits, tail), stands (tail), none."""
    mine = and_(_O.contact_id == contact_id, _O.purpose == CALL, _pending(tx))
    waits = _first(tx, select(OtherNumber.__table__).where(mine))
    row = waits or _confirmed_number(tx, contact_id, CALL)
    if row is None:
        return Outcome("none", {})
    tail = _number(tx, row)[-2:]
    return (
        Outcome("pending", {"digits": row.code, "tail": tail}) if waits else Outcome("stands", {"tail": tail})
    )


def drop(tx: Tx, contact_id: int, *, purpose: str = CALL) -> bool:
    """Back to their own number; for TELL, nobody is told. False: no other one stood, or was asked about."""
    mine = and_(_O.contact_id == contact_id, _O.purpose == purpose, _O.expires_at > tx.now)
    return bool(_end(tx, mine))


def confirm(tx: Tx, contact_id: int, code: str) -> Confirmed | None:
    """A code from the phone of this contact, which may be anybody's. None for whatever is wrong with it.

    Who named the number is told by text. Five wrong codes end what waits for one.
    """
    if not _may_be_rung(tx, hashes := tx.vault.hashes(contacts.number_of(tx, contact_id))):
        return None
    waits = select(OtherNumber.__table__).where(_O.number_hash.in_(hashes), _pending(tx)).order_by(_O.id)
    rows = cast(list[OtherNumber], list(tx.run(waits.with_for_update(key_share=True))))
    # Compare every row, so that the time this takes tells nobody which numbers wait for a code.
    right = [row for row in rows if hmac.compare_digest(row.code.encode(), code.encode())]
    for row in right[:1]:
        return _confirmed(tx, row)
    for row in rows:
        _tried_in_vain(tx, row)
    return None


def _confirmed(tx: Tx, row: OtherNumber) -> Confirmed | None:
    lasts = TELL_LASTS if row.purpose == TELL else UNUSED_LASTS
    now_it_stands = {"confirmed_at": tx.now, "expires_at": tx.now + lasts}
    if not tx.run(update(OtherNumber).where(_O.id == row.id, _pending(tx)).values(**now_it_stands)).rowcount:
        return None
    _end(tx, and_(_O.contact_id == row.contact_id, _O.purpose == row.purpose, _O.id != row.id))
    if row.purpose == TELL:
        schedules.after_missed(tx, row.contact_id, TELL, row.id)
        _tell(tx, row, "trusted.told_confirmed")
        return Confirmed(TELL, called_of(tx, row))
    for callback_id in _open_of(tx, row.contact_id):
        tx.run(update(Callback).where(Callback.id == callback_id).values(other_number_id=row.id))
        decisions.note(tx, callback_id, "other-number", "they confirmed another number to be called on")
    _tell(tx, row, "other_number.told_confirmed")
    return Confirmed(CALL, "")


def called_of(tx: Tx, row: OtherNumber) -> str:
    """The name by which whoever has that phone knows who named it."""
    return tx.open(OTHER_NUMBER_CALLED, row_of(row), row.called_sealed) if row.called_sealed else ""


def _tried_in_vain(tx: Tx, row: OtherNumber) -> None:
    tx.run(update(OtherNumber).where(_O.id == row.id).values(tries=_O.tries + 1))
    if row.tries + 1 >= TRIES and _end(tx, _O.id == row.id):
        _tell(tx, row, "trusted.told_tried" if row.purpose == TELL else "other_number.told_tried")


def is_waited_for(tx: Tx, contact_id: int) -> bool:
    """Whether somebody named the phone of this contact, and waits for the code from there."""
    hashes = tx.vault.hashes(contacts.number_of(tx, contact_id))
    waits = select(_O.id).where(_O.number_hash.in_(hashes), _pending(tx)).limit(1)
    return tx.run(waits).first() is not None


def booked(tx: Tx, contact_id: int | None) -> int | None:
    """The id of the number a new callback of theirs is to ring, and for another while; None for their own."""
    row = _confirmed_number(tx, contact_id, CALL) if contact_id is not None else None
    if row is None:
        return None
    tx.run(update(OtherNumber).where(_O.id == row.id).values(expires_at=tx.now + UNUSED_LASTS))
    return int(row.id)


def to_ring(tx: Tx, cb: Callback) -> str | None:
    """The other number a callback is to ring, asked at the moment of the ring; None: ring their own.

    Only while it stands as confirmed, is an ordinary phone of the region, and nobody there opted out or volunteers.
    """
    if cb.other_number_id is None:
        return None
    mine = and_(_O.id == cb.other_number_id, _O.contact_id == cb.contact_id, _O.purpose == CALL, _stands(tx))
    row = _first(tx, select(OtherNumber.__table__).where(mine))
    number = _number(tx, row) if row is not None else None
    if number and may_dial(number, tx.line.rung) and _may_be_rung(tx, tx.vault.hashes(number)):
        return number
    decisions.note(tx, cb.id, "own-number", "the other number they named may not be rung any more")
    return None


def to_tell(tx: Tx, contact_id: int, other_number_id: int | None) -> OtherNumber | None:
    """The row of the phone that is to be told of them, asked at the moment of telling; None: nobody is.

    Only while it stands as confirmed, and nobody there opted out or volunteers.
    """
    mine = and_(_O.id == other_number_id, _O.contact_id == contact_id, _O.purpose == TELL, _stands(tx))
    row = _first(tx, select(OtherNumber.__table__).where(mine))
    number = _number(tx, row) if row is not None else ""
    if not number or not _may_be_rung(tx, tx.vault.hashes(number)):
        return None
    return row


def contact_behind(tx: Tx, row: OtherNumber) -> int | None:
    """The contact who confirmed a number, from that number."""
    hashes = tx.vault.hashes(_number(tx, row))
    found: int | None = tx.run(select(_C.id).where(_C.number_hash.in_(hashes))).scalar()
    return found


def nobody_is_told(tx: Tx, contact_id: int, other_number_id: int | None) -> None:
    """The phone they chose is told of nothing any more; they hear of it, as far as we still know which it was."""
    mine = select(OtherNumber.__table__).where(_O.id == other_number_id, _O.contact_id == contact_id)
    row = _first(tx, mine)
    if other_number_id is not None:
        schedules.nobody_to_tell(tx, other_number_id)
    if row is not None and _end(tx, _O.id == row.id):
        _tell(tx, row, "trusted.told_gone")


def opted_out(tx: Tx, contact_id: int) -> None:
    """STOP from somebody: what they named is forgotten, and whoever named their phone uses it no more, and is told."""
    _end(tx, _O.contact_id == contact_id)
    hashes = tx.vault.hashes(contacts.number_of(tx, contact_id))
    theirs = and_(_O.number_hash.in_(hashes), _O.ended_at.is_(None), _O.expires_at > tx.now)
    for row in tx.run(select(OtherNumber.__table__).where(theirs).order_by(_O.id)).all():
        # Nobody hears that a person opted out who had never agreed to be named.
        if _end(tx, _O.id == row.id) and row.confirmed_at is not None:
            if row.purpose == TELL:
                schedules.nobody_to_tell(tx, row.id)
            _tell(tx, row, "trusted.told_gone" if row.purpose == TELL else "other_number.told_gone")


def forget(tx: Tx) -> None:
    """Delete what ended, or was never confirmed, a day ago; and say so where somebody is no longer told of them."""
    ran_out = and_(_O.purpose == TELL, _O.confirmed_at.is_not(None), _O.ended_at.is_(None))
    for row in tx.run(select(OtherNumber.__table__).where(ran_out, _O.expires_at <= tx.now)).all():
        nobody_is_told(tx, row.contact_id, row.id)
    before = tx.now - FORGOTTEN_AFTER
    tx.run(delete(OtherNumber).where(or_(_O.ended_at <= before, _O.expires_at <= before)))


def _number(tx: Tx, row: OtherNumber) -> str:
    """The number; "" where whoever named it was erased."""
    return tx.open(OTHER_NUMBER, row_of(row), row.number_sealed)


def _pending(tx: Tx) -> ColumnElement[bool]:
    return and_(_O.confirmed_at.is_(None), _O.ended_at.is_(None), _O.expires_at > tx.now)


def _stands(tx: Tx) -> ColumnElement[bool]:
    return and_(_O.confirmed_at.is_not(None), _O.ended_at.is_(None), _O.expires_at > tx.now)


def _confirmed_number(tx: Tx, contact_id: int, purpose: str) -> OtherNumber | None:
    mine = select(OtherNumber.__table__).where(
        _O.contact_id == contact_id, _O.purpose == purpose, _stands(tx)
    )
    return _first(tx, mine.order_by(_O.id.desc()))


def _first(tx: Tx, found: Select[Any]) -> OtherNumber | None:
    return cast("OtherNumber | None", tx.run(found).first())


def _end(tx: Tx, which: ColumnElement[bool]) -> int:
    ended = update(OtherNumber).where(which, _O.ended_at.is_(None)).values(ended_at=tx.now)
    return int(tx.run(ended).rowcount)


def _may_be_rung(tx: Tx, hashes: Sequence[str]) -> bool:
    """Not a phone from which somebody opted out, nor a volunteer's: nobody may find out, or ring, who they are."""
    gone = (
        select(_C.id)
        .select_from(Contact.__table__.outerjoin(Volunteer.__table__, _V.contact_id == _C.id))
        .where(
            _C.number_hash.in_(hashes),
            or_(_C.opted_out_at.is_not(None), _V.status.in_(("invited", "active"))),
        )
    )
    return tx.run(gone.limit(1)).first() is None


def _open_of(tx: Tx, contact_id: int) -> list[int]:
    before_the_talk = [state for state in OPEN_STATES if state is not CallbackState.CONNECTED]
    mine = select(Callback.id).where(Callback.contact_id == contact_id, Callback.state.in_(before_the_talk))
    return list(tx.run(mine).scalars())


def _fresh_code(tx: Tx, number: str) -> str:
    """A code that nobody else who waits for this phone was given."""
    waits = select(_O.code).where(_O.number_hash.in_(tx.vault.hashes(number)), _pending(tx))
    taken = set(tx.run(waits).scalars())
    while (code := f"{secrets.randbelow(10_000):04}") in taken:
        pass
    return code


def _tell(tx: Tx, row: OtherNumber, wording: str) -> None:
    compose.queue(tx, row.contact_id, "notice", wording, tail=_number(tx, row)[-2:])
