"""What managers of accounts do, on a page or by command: invite, give another role, begin anew, end.

A coordinator manages accounts, and no other role: whoever may make coordinators could make one of themselves. Nobody
does it to their own account, so that whoever has just managed is still there to do it again: there is always one left.
`by` None: by a command on the server, which may do all of it. Whoever calls writes it into the log of who did what.
"""

from datetime import datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import and_, func, select

from store.accounts import accounts, links
from store.accounts.accounts import Person
from store.database import Tx
from store.models import Account, AccountLink

MANAGING: Final = "coordinator"
"""The role that manages accounts."""
_A, _L = Account.__table__.c, AccountLink.__table__.c
Refusal = Literal["not_yours", "own", "gone", "last"]
"""Not theirs to do (any more); their own account; an account that has ended; nobody would be left who may."""


class Refused(Exception):
    """Nothing was done, for this reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


class Invited(NamedTuple):
    """Who was invited, and the address of their link, which is shown once. `anew`: they were invited before."""

    account: Person
    address: str
    anew: bool


def invite(
    tx: Tx, email: str, role: str, *, name: str = "", language: str = "en", by: Person | None = None
) -> Invited | Person:
    """Invite somebody, again where they have not finished an invitation yet. A Person: they have an account."""
    _may(tx, by)
    known = accounts.find(tx, email)
    if known is not None and known.state == accounts.ACTIVE:
        return known
    made = accounts.add(tx, email, role, name=name, language=language)
    return Invited(made, links.address(tx, made.id), known is not None and known.state == accounts.INVITED)


def give_role(tx: Tx, account_id: int, role: str, by: Person | None = None) -> Person:
    """Give somebody another role, which holds with their next click; gives them as they were. Raises Refused."""
    known = _theirs(tx, account_id, by)
    if role != MANAGING:
        _not_the_last(tx, known, by)
    accounts.set_role(tx, known.id, role)
    return known


def begin_anew(tx: Tx, account_id: int, by: Person | None = None) -> Invited:
    """Take what somebody signs in with away, sign them out everywhere, and make a new link. Raises Refused."""
    known = _theirs(tx, account_id, by)
    _not_the_last(tx, known, by)
    accounts.start_over(tx, known.id)
    return Invited(known, links.address(tx, known.id), anew=True)


def end(tx: Tx, account_id: int, by: Person | None = None) -> Person:
    """End somebody's account and sign them out at once; gives them as they were. Raises Refused."""
    known = _theirs(tx, account_id, by)
    _not_the_last(tx, known, by)
    accounts.end(tx, known.id)
    return known


def links_open_until(tx: Tx, account_ids: list[int]) -> dict[int, datetime]:
    """Until when the link of each invited account is good; none for whose link has run out."""
    unused = and_(_L.account_id.in_(account_ids), _L.used_at.is_(None), _L.expires_at > tx.now)
    found = select(_L.account_id, func.max(_L.expires_at).label("until")).where(unused)
    return {row.account_id: row.until for row in tx.run(found.group_by(_L.account_id))}


def _may(tx: Tx, by: Person | None) -> list[int]:
    """Lock those who manage; of two who end each other at once, the second finds that they may no more."""
    managing = select(_A.id).where(_A.role == MANAGING, _A.state == accounts.ACTIVE)
    there = list(tx.run(managing.order_by(_A.id).with_for_update()).scalars())
    if by is not None and by.id not in there:
        raise Refused("not_yours")
    return there


def _theirs(tx: Tx, account_id: int, by: Person | None) -> Person:
    _may(tx, by)
    known = accounts.by_id_or_none(tx, account_id)
    if known is None or known.state == accounts.ENDED:
        raise Refused("gone")
    if by is not None and by.id == known.id:
        raise Refused("own")
    return known


def _not_the_last(tx: Tx, known: Person, by: Person | None) -> None:
    if by is not None and _may(tx, by) == [known.id]:
        raise Refused("last")
