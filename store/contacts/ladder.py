"""The people on call, as contacts: who of them is told of something now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, bindparam, func, or_, select

from flows.effects.base import Outcome
from flows.line import on_call
from flows.line.on_call import OnCall
from store.contacts import new_contact, same_person
from store.database import Tx
from store.models import AlertPhone, Contact, Message

_C, _P = Contact.__table__.c, AlertPhone.__table__.c
_BY_HASH: Final = select(_C.id, _C.handle, _C.opted_out_at).where(
    _C.number_hash.in_(bindparam("hashes", expanding=True))
)

_LOOKS_BACK: Final = timedelta(days=30)
_M = Message.__table__.c
REFUSED: Final = or_(
    _M.state == "failed",
    and_(_M.state == "sent", func.coalesce(_M.receipt, "").in_(("failed", "undelivered"))),
)
"""Texts that will never arrive."""
_STOPPED = 21610
"""The carrier's code for a phone that texted STOP: of that the contact itself tells, until START."""
_TOLD: Final = (
    select(_M.on_call_id, and_(REFUSED, func.coalesce(_M.error_code, _STOPPED) != _STOPPED).label("refused"))
    .where(
        _M.alert_id.is_not(None),
        _M.purpose == "alert",
        _M.state.in_(("sent", "failed")),
        _M.on_call_id.in_(bindparam("people", expanding=True)),
        _M.created_at > bindparam("since"),
    )
    .order_by(_M.id)
)


@dataclass(frozen=True, slots=True)
class OnCallPerson:
    """Somebody on the ladder. `stopped`: they texted STOP, so nothing of ours goes to that phone."""

    contact_id: int
    handle: str
    number: str = field(repr=False)
    stopped: bool


def everybody(tx: Tx) -> list[OnCallPerson]:
    """The whole ladder, in order. Who was never filed is filed now; nobody's row is locked."""
    return [_person(tx, number) for number in on_call.numbers(tx.line.ladder)]


def places(tx: Tx) -> list[tuple[OnCall, OnCallPerson | None]]:
    """Every line of ON_CALL, in order, and who it is; None who was never filed. It only reads."""
    found = []
    for place in tx.line.ladder:
        row = tx.run(_BY_HASH, {"hashes": tx.vault.hashes(place.number)}).first()
        who = OnCallPerson(row.id, row.handle, place.number, row.opted_out_at is not None) if row else None
        found.append((place, who))
    return found


def on_now(tx: Tx, *, besides: int | None = None) -> list[OnCallPerson]:
    """Who can be told now, in order: those whose hour it is, without those who texted STOP. `besides`: nor this person.

    Where that leaves nobody: those whose hour it is not.
    """
    numbers = on_call.on_now(tx.line.ladder, tx.now, tx.line.timezone)
    # Somebody may be on call with one phone, and speak of danger from another.
    them = {besides, *same_person.phones(tx).get(besides, ())} if besides is not None else set()
    if besides is not None:
        # Those who said that they know the person it is about.
        them |= set(
            tx.run(select(_P.contact_id).where(_P.about_id == besides, _P.hidden_at.is_not(None))).scalars()
        )
    found = _can_be_told([_person(tx, number) for number in numbers], them)
    return found or _can_be_told(everybody(tx), them)


def first(tx: Tx, *, besides: int | None = None) -> OnCallPerson | None:
    """The first who can be told now; None where nobody can."""
    return next(iter(on_now(tx, besides=besides)), None)


def reaches_somebody(tx: Tx, *, besides: int | None = None) -> bool:
    """Whether an alert would be on its way to somebody who can have it: not only to the very person it is about."""
    return tx.line.has_coordinator and first(tx, besides=besides) is not None


def hears(tx: Tx, *, besides: int | None = None) -> bool:
    """Whether we may say that the team is told: somebody can have an alert, and their phone took the last one.

    A phone that refused for good is tried again with the next alert all the same. Nobody is promised that it arrives.
    """
    if not tx.line.has_coordinator:
        return False
    people = [each.contact_id for each in on_now(tx, besides=besides)]
    return len(refusing(tx, people)) < len(people)


def refusing(tx: Tx, people: Collection[int]) -> set[int]:
    """Those of them whose phone refused the last alert of the last month."""
    told = {"people": list(people), "since": tx.now - _LOOKS_BACK}
    latest = {row.on_call_id: row.refused for row in tx.run(_TOLD, told)} if people else {}
    return {person for person, refused in latest.items() if refused}


def outcome(tx: Tx, *, besides: int | None) -> Outcome:
    """What somebody is told whose request has just been passed on: told; nobody, where the last ones did not arrive."""
    return Outcome("told" if hears(tx, besides=besides) else "nobody", {})


def is_on_it(tx: Tx, number: str) -> bool:
    """Whether this number (E.164) is a coordinator's, at whatever hour."""
    return number in on_call.numbers(tx.line.ladder)


def _can_be_told(people: Sequence[OnCallPerson], besides: Collection[int]) -> list[OnCallPerson]:
    return [each for each in people if not each.stopped and each.contact_id not in besides]


def _person(tx: Tx, number: str) -> OnCallPerson:
    hashes = {"hashes": tx.vault.hashes(number)}
    row = tx.run(_BY_HASH, hashes).first()
    if row is None:
        new_contact.create(tx, number, texted=True)
        row = tx.run(_BY_HASH, hashes).one()
    return OnCallPerson(row.id, row.handle, number, row.opted_out_at is not None)


def number_of(tx: Tx, contact_id: int | None) -> str | None:
    """The number to reach them at, if they are still on the ladder; else that of the first; None where there is none.

    Asked when an alert leaves, since somebody may have been taken off the ladder by then.
    """
    people = everybody(tx)
    named = next((each for each in people if each.contact_id == contact_id), None)
    chosen = named or first(tx)
    return chosen.number if chosen is not None else None
