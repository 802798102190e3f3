"""Where somebody said that they are, for those who are with them or look after them."""

from sqlalchemy import select

from flows.rules.crisis import lines
from store.database import Tx
from store.models import Contact


def of(tx: Tx, contact_id: int | None) -> str | None:
    """The region that they stated; None: nothing, so the line's numbers are theirs."""
    if contact_id is None:
        return None
    region: str | None = tx.run(select(Contact.region).where(Contact.id == contact_id)).scalar()
    return region


def numbers(tx: Tx, contact_id: int | None) -> dict[str, str]:
    """The gaps for whom they call in danger, where they said that they are elsewhere: told to whoever is with them."""
    region = of(tx, contact_id)
    if region is None:
        return {}
    known = lines.for_region(region)
    return {"emergency": known.emergency, "crisis": known.crisis or known.emergency}
