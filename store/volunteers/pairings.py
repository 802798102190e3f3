"""What two people who talked said about each other: again, or never. Each is asked alone; matching reads it."""

from typing import Any

from sqlalchemy import SelectBase, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import Contact, Pairing

_SIDES = ("contact", "volunteer")


def refuse(tx: Tx, *, contact_id: int, volunteer_id: int, by: str) -> None:
    """Never pair these two again, because `by` ("contact" or "volunteer") said so. The other is not told.

    An earlier `again` of the same person is taken back.
    """
    _say(tx, contact_id, volunteer_id, by, refused=True)


def again(tx: Tx, *, contact_id: int, volunteer_id: int, by: str) -> None:
    """`by` ("contact" or "volunteer") would like to talk to the other again. It counts once both want it.

    An earlier `refuse` of the same person is taken back; the other's stands.
    """
    _say(tx, contact_id, volunteer_id, by, refused=False)


def take_back(tx: Tx, *, contact_id: int, volunteer_id: int, by: str) -> None:
    """`by` ("contact" or "volunteer") said nothing of the other after all; what the other said stands."""
    nothing = {f"{by}_refused_at": None, f"{by}_again_at": None}
    _keep(tx, contact_id, volunteer_id, nothing)


def _say(tx: Tx, contact_id: int, volunteer_id: int, by: str, *, refused: bool) -> None:
    if by not in _SIDES:
        raise ValueError(f"said by contact or volunteer, not {by!r}")
    values = {f"{by}_refused_at": tx.now if refused else None, f"{by}_again_at": None if refused else tx.now}
    _keep(tx, contact_id, volunteer_id, values)


def talked(tx: Tx, *, contact_id: int, volunteer_id: int) -> None:
    """They have talked, or written, just now."""
    _keep(tx, contact_id, volunteer_id, {"talked_at": tx.now})


def _keep(tx: Tx, contact_id: int, volunteer_id: int, values: dict[str, Any]) -> None:
    # One statement: two who say something about each other at once both find the row, and neither is lost.
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(Pairing.__table__).values(
        contact_id=contact_id, volunteer_id=volunteer_id, **values
    )
    pair = ["contact_id", "volunteer_id"]
    tx.run(made.on_conflict_do_update(index_elements=pair, set_=values))


def last_peer(tx: Tx, contact_id: int) -> int | None:
    """The volunteer this person talked to last; None when they never did."""
    talks = select(Pairing.volunteer_id).where(
        Pairing.contact_id == contact_id, Pairing.talked_at.is_not(None)
    )
    latest: int | None = tx.run(talks.order_by(Pairing.talked_at.desc(), Pairing.id.desc()).limit(1)).scalar()
    return latest


def is_refused(tx: Tx, *, contact_id: int, volunteer_id: int) -> bool:
    """Whether either of the two does not want the other."""
    pair = (Pairing.contact_id == contact_id) & (Pairing.volunteer_id == volunteer_id)
    said_no = or_(Pairing.contact_refused_at.is_not(None), Pairing.volunteer_refused_at.is_not(None))
    return tx.run(select(Pairing.id).where(pair, said_no)).first() is not None


def is_blocked(tx: Tx, *, contact_id: int | None, volunteer_id: int) -> bool:
    """Whether the volunteer has said never again already."""
    pair = (Pairing.contact_id == contact_id) & (Pairing.volunteer_id == volunteer_id)
    return (
        tx.run(select(Pairing.id).where(pair, Pairing.volunteer_refused_at.is_not(None))).first() is not None
    )


def refused_with(tx: Tx, volunteer_id: int, *, besides: SelectBase) -> list[str]:
    """The handles of those whom the line never pairs with this volunteer, whichever of the two said so.

    `besides`: not these contacts.
    """
    said_no = or_(Pairing.contact_refused_at.is_not(None), Pairing.volunteer_refused_at.is_not(None))
    pairs = select(Contact.handle).join(Pairing, Pairing.contact_id == Contact.id)
    mine = pairs.where(Pairing.volunteer_id == volunteer_id, said_no, Contact.id.not_in(besides))
    return [str(each) for each in tx.run(mine.order_by(Pairing.id)).scalars()]
