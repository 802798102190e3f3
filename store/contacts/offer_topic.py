"""The topic that an offer may name to a volunteer: one that the participant chose and that is in their own list."""

import json

from flows.rules.matching.wishes import shared_topic, slug
from store.database import Tx


def of(tx: Tx, wishes_sealed: str | None, experiences_sealed: str) -> str | None:
    """The topic as a slug; None if nothing was chosen, or nothing that the volunteer has chosen too."""
    about = json.loads(tx.vault.open(wishes_sealed))["about"] if wishes_sealed else ()
    if not about:
        return None
    chosen = {slug(str(each)) for each in json.loads(tx.vault.open(experiences_sealed))}
    return shared_topic(map(str, about), chosen)
