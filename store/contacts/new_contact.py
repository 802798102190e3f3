"""Files somebody for the first time: a handle nobody has, the number sealed, a key of their own."""

import random

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.phone import takes_no_texts
from store.database import Tx
from store.models import Contact
from store.vault.columns import CONTACT_NUMBER, RowName

_C = Contact.__table__.c
_NATURE = (
    "Heron Maple Otter Willow Finch Cedar Robin Aspen Swift Juniper Plover Birch Lark Alder Wren Rowan Kestrel Fern "
    "Dipper Hazel Linnet Clover Curlew Laurel Osprey Heather Petrel Poplar Sparrow Thistle Starling Sorrel"
).split()


def give_key(tx: Tx, contact_id: int, handle: str, number: str) -> None:
    """Give a key to somebody from before there were any; who comes back after theirs was destroyed is somebody new."""
    key = tx.keys.give(contact_id, tx.now)
    sealed = tx.seal(CONTACT_NUMBER, RowName(handle), number, whose=key)
    tx.run(update(Contact).where(_C.id == contact_id).values(number_sealed=sealed))


def create(tx: Tx, number: str, *, texted: bool) -> None:
    """File a number (E.164) under a new handle, or find that somebody else has just filed it. `texted`: by a text."""
    key = tx.keys.make(tx.now) if tx.sealing.is_bound(tx.connection) else None
    values = {
        # Nobody is told to text, or promised a text, on a phone whose number says that it cannot.
        "landline_at": tx.now if not texted and takes_no_texts(number) else None,
        "number_hash": tx.vault.hash(number),
        "person_key_id": key.id if key is not None else None,
        "language": tx.line.language,
        "created_at": tx.now,
    }
    dialect = sqlite if tx.on_sqlite else postgresql
    for digits in (3, 3, 4, 5, 7):
        # A handle already given to somebody else is tried again; the number itself may have been made meanwhile.
        handle = f"{random.choice(_NATURE)}-{random.randrange(10 ** (digits - 1), 10**digits)}"  # noqa: S311 not a secret
        sealed = tx.seal(CONTACT_NUMBER, RowName(handle), number, whose=key)
        made = dialect.insert(Contact.__table__).values(handle=handle, number_sealed=sealed, **values)
        tx.run(made.on_conflict_do_nothing())
        filed = tx.run(select(_C.person_key_id).where(_C.number_hash == values["number_hash"])).first()
        if filed is not None:
            if key is not None and filed.person_key_id != key.id:
                tx.keys.drop(key)  # somebody else has filed them meanwhile
            return
    raise RuntimeError("no free handle found")
