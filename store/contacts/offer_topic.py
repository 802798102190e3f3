"""The topic that an offer may name to a volunteer: one that the participant chose and that is in their own list."""

import json
from typing import NamedTuple

from flows.rules.matching.wishes import shared_topic, slug
from store.database import Tx
from store.vault.columns import CALLBACK_WISHES, EMPTIED, VOLUNTEER_EXPERIENCES, RowName


class Kept(NamedTuple):
    """What is kept sealed, and the name of the row it is kept in."""

    sealed: str | None
    row: RowName


def of(tx: Tx, wishes: Kept, experiences: Kept) -> str | None:
    """The topic as a slug; None if nothing was chosen, or nothing that the volunteer has chosen too."""
    wished = tx.open(CALLBACK_WISHES, wishes.row, wishes.sealed or EMPTIED)
    about = json.loads(wished)["about"] if wished else ()
    if not about:
        return None
    kept = tx.open(VOLUNTEER_EXPERIENCES, experiences.row, experiences.sealed or EMPTIED) or "[]"
    return shared_topic(map(str, about), {slug(str(each)) for each in json.loads(kept)})
