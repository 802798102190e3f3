"""Volunteers who take calls with somebody in danger: by their own word, and marked ready by the organisation."""

from sqlalchemy import and_

from store.database import Tx
from store.models import Volunteer
from store.volunteers import availability

MAY_TAKE = and_(Volunteer.takes_danger.is_(True), Volunteer.ready_for_danger.is_(True))
"""The condition on a row of `volunteers`; for one of them `flows.rules.matching.matching.may_take_danger`."""


def is_somebody_on(tx: Tx, language: str, *, besides: int | None = None) -> bool:
    """Whether somebody who takes such calls is on duty and speaks `language`; `besides`: not this contact."""
    ready = availability.counted_on(tx, MAY_TAKE)
    return any(language in row.languages and row.contact_id != besides for row in ready)
