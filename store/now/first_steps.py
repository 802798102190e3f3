"""What a new line still needs before it can call anybody back; nothing, once it was done."""

from typing import Final

from sqlalchemy import func, select

from store.accounts import accounts, managers
from store.database import Tx
from store.models import Account, Volunteer

STEPS: Final = ("on_call", "volunteers", "colleague")
"""Somebody on call, a volunteer, and a second person who manages accounts."""


def missing(tx: Tx) -> list[str]:
    """Those of STEPS that nobody has done yet."""
    managing = select(func.count()).where(Account.role == managers.MANAGING, Account.state != accounts.ENDED)
    done = {
        "on_call": bool(tx.line.ladder),
        "volunteers": tx.run(select(Volunteer.id).limit(1)).first() is not None,
        "colleague": tx.run(managing).scalar_one() > 1,
    }
    return [each for each in STEPS if not done[each]]
