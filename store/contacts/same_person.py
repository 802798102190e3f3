"""Whose phone it is besides: one person may have two, and several people may share one. The team says so."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select, update

from store.database import Tx
from store.models import Contact

_LINKED = select(Contact.id, Contact.same_as).where(Contact.same_as.is_not(None))


def phones(tx: Tx) -> Mapping[int, Sequence[int]]:
    """Contact → all contacts of the same person, themselves included; only of people who have several."""
    people: dict[int, list[int]] = {}
    for row in tx.run(_LINKED):
        people.setdefault(row.same_as, [row.same_as]).append(row.id)
    return {each: group for group in people.values() for each in group}


def are_same(tx: Tx, one: int, other: int) -> bool:
    """Whether two contacts are of one person."""
    return one == other or other in phones(tx).get(one, ())


def link(tx: Tx, one: int, other: int) -> bool:
    """These two contacts are one person. False: they were so already."""
    known = phones(tx)
    group = sorted({*known.get(one, (one,)), *known.get(other, (other,))})
    if other in known.get(one, ()):
        return False
    first, *rest = group
    tx.run(update(Contact).where(Contact.id.in_(rest)).values(same_as=first))
    return True


def unlink(tx: Tx, contact_id: int) -> bool:
    """This contact is a person of their own. False: they were so already."""
    group = phones(tx).get(contact_id)
    if group is None:
        return False
    others = [each for each in sorted(group) if each != contact_id]
    tx.run(update(Contact).where(Contact.id.in_(group)).values(same_as=None))
    tx.run(update(Contact).where(Contact.id.in_(others[1:])).values(same_as=others[0]))
    return True


def share(tx: Tx, contact_id: int, *, shared: bool) -> None:
    """Several people use this phone, or one alone."""
    since = func.coalesce(Contact.shared_at, tx.now) if shared else None
    tx.run(update(Contact).where(Contact.id == contact_id).values(shared_at=since))
