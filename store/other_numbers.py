"""Another number to be called on. Nothing is ever sent to it; it is rung once a code came from it (docs/adr/0021)."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from flows.effects import Outcome
from flows.person import OPEN_STATES, CallbackState
from flows.rules.phone import dialable
from store import happenings, people, texts
from store.database import Tx
from store.models import Callback, Contact, OtherNumber, Volunteer

CODE_LASTS = timedelta(minutes=30)
TRIES = 5
"""Wrong codes after which a new one has to be asked for."""
UNUSED_LASTS = timedelta(days=30)
"""How long a confirmation stands without a callback: telephones change hands."""
FORGOTTEN_AFTER = timedelta(days=1)
"""How long a number that may no longer be rung, perhaps a stranger's, stays in the database."""
_O, _C, _V = OtherNumber.__table__.c, Contact.__table__.c, Volunteer.__table__.c


def name(tx: Tx, contact_id: int, number: str) -> Outcome:
    """They name `number` (E.164, checked). A new code for it; what was confirmed before stands until this one is.

    Outcomes as of `flows.effects.NameNumber`. Whose number it is makes no difference here: who names numbers learns
    nothing about them.
    """
    if number == people.number_of(tx, contact_id):
        return Outcome("own", {})
    standing = _standing(tx, contact_id)
    if standing is not None and tx.vault.open(standing.number_sealed) == number:
        return Outcome("stands", {"tail": number[-2:]})
    _end(tx, and_(_O.contact_id == contact_id, _pending(tx)))
    row = {
        "contact_id": contact_id,
        "number_hash": tx.vault.hash(number),
        "number_sealed": tx.vault.seal(number),
        "code": _fresh_code(tx, number),
        "asked_at": tx.now,
        "expires_at": tx.now + CODE_LASTS,
    }
    tx.run(insert(OtherNumber).values(**row))
    return Outcome("code", {"digits": row["code"], "tail": number[-2:]})


def show(tx: Tx, contact_id: int) -> Outcome:
    """What stands, for themselves: pending (digits, tail), stands (tail), none."""
    waits = tx.run(select(OtherNumber.__table__).where(_O.contact_id == contact_id, _pending(tx))).first()
    row = waits or _standing(tx, contact_id)
    if row is None:
        return Outcome("none", {})
    tail = tx.vault.open(row.number_sealed)[-2:]
    return (
        Outcome("pending", {"digits": row.code, "tail": tail}) if waits else Outcome("stands", {"tail": tail})
    )


def drop(tx: Tx, contact_id: int) -> bool:
    """Back to their own number. False: no other one stood, or was asked about."""
    return bool(_end(tx, and_(_O.contact_id == contact_id, _O.expires_at > tx.now)))


def confirm(tx: Tx, contact_id: int, code: str) -> bool:
    """A code from the phone of this contact, which may be anybody's. False for whatever is wrong with it.

    Who named the number is told by text. Five wrong codes end what waits for one.
    """
    if not _may_be_rung(tx, hashes := tx.vault.hashes(people.number_of(tx, contact_id))):
        return False
    waits = select(OtherNumber.__table__).where(_O.number_hash.in_(hashes), _pending(tx)).order_by(_O.id)
    rows = list(tx.run(waits.with_for_update(key_share=True)))
    # Every row is compared, so that the time it takes says nothing either.
    right = [row for row in rows if hmac.compare_digest(row.code.encode(), code.encode())]
    for row in right[:1]:
        return _confirmed(tx, row)
    for row in rows:
        _tried_in_vain(tx, row)
    return False


def _confirmed(tx: Tx, row: Any) -> bool:
    now_it_stands = {"confirmed_at": tx.now, "expires_at": tx.now + UNUSED_LASTS}
    if not tx.run(update(OtherNumber).where(_O.id == row.id, _pending(tx)).values(**now_it_stands)).rowcount:
        return False
    _end(tx, and_(_O.contact_id == row.contact_id, _O.id != row.id))
    for callback_id in _open_of(tx, row.contact_id):
        tx.run(update(Callback).where(Callback.id == callback_id).values(other_number_id=row.id))
        happenings.note(tx, callback_id, "other-number", "they confirmed another number to be called on")
    _tell(tx, row, "other_number.told_confirmed")
    return True


def _tried_in_vain(tx: Tx, row: Any) -> None:
    tx.run(update(OtherNumber).where(_O.id == row.id).values(tries=_O.tries + 1))
    if row.tries + 1 >= TRIES and _end(tx, _O.id == row.id):
        _tell(tx, row, "other_number.told_tried")


def is_waited_for(tx: Tx, contact_id: int) -> bool:
    """Whether somebody named the phone of this contact, and waits for the code from there."""
    hashes = tx.vault.hashes(people.number_of(tx, contact_id))
    waits = select(_O.id).where(_O.number_hash.in_(hashes), _pending(tx)).limit(1)
    return tx.run(waits).first() is not None


def booked(tx: Tx, contact_id: int | None) -> int | None:
    """The id of the number a new callback of theirs is to ring, and for another while; None for their own."""
    row = _standing(tx, contact_id) if contact_id is not None else None
    if row is None:
        return None
    tx.run(update(OtherNumber).where(_O.id == row.id).values(expires_at=tx.now + UNUSED_LASTS))
    return int(row.id)


def to_ring(tx: Tx, cb: Any) -> str | None:
    """The other number a callback is to ring, asked at the moment of the ring; None: ring their own.

    Only while it stands as confirmed, is an ordinary phone of the region, and nobody there opted out or volunteers.
    """
    if cb.other_number_id is None:
        return None
    row = tx.run(
        select(OtherNumber.__table__).where(
            _O.id == cb.other_number_id, _O.contact_id == cb.contact_id, _stands(tx)
        )
    ).first()
    number = tx.vault.open(row.number_sealed) if row is not None else None
    if number and dialable(number, tx.line.region) and _may_be_rung(tx, tx.vault.hashes(number)):
        return number
    happenings.note(tx, cb.id, "own-number", "the other number they named may not be rung any more")
    return None


def opted_out(tx: Tx, contact_id: int) -> None:
    """STOP from somebody: what they named is forgotten, and whoever named their phone rings it no more, and is told."""
    _end(tx, _O.contact_id == contact_id)
    hashes = tx.vault.hashes(people.number_of(tx, contact_id))
    theirs = and_(_O.number_hash.in_(hashes), _O.ended_at.is_(None), _O.expires_at > tx.now)
    for row in tx.run(select(OtherNumber.__table__).where(theirs).order_by(_O.id)).all():
        # Somebody who never agreed is not to be told on.
        if _end(tx, _O.id == row.id) and row.confirmed_at is not None:
            _tell(tx, row, "other_number.told_gone")


def forget(tx: Tx) -> None:
    """Delete what ended, or was never confirmed, a day ago."""
    before = tx.now - FORGOTTEN_AFTER
    tx.run(delete(OtherNumber).where(or_(_O.ended_at <= before, _O.expires_at <= before)))


def _pending(tx: Tx) -> ColumnElement[bool]:
    return and_(_O.confirmed_at.is_(None), _O.ended_at.is_(None), _O.expires_at > tx.now)


def _stands(tx: Tx) -> ColumnElement[bool]:
    return and_(_O.confirmed_at.is_not(None), _O.ended_at.is_(None), _O.expires_at > tx.now)


def _standing(tx: Tx, contact_id: int) -> Any:
    mine = select(OtherNumber.__table__).where(_O.contact_id == contact_id, _stands(tx))
    return tx.run(mine.order_by(_O.id.desc())).first()


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


def _tell(tx: Tx, row: Any, wording: str) -> None:
    texts.queue(tx, row.contact_id, "notice", wording, tail=tx.vault.open(row.number_sealed)[-2:])
