"""How a call was, as its volunteer says it with one digit, and the rest and the alert that this leads to."""

from datetime import timedelta
from typing import Final

from sqlalchemy import distinct, func, select

from flows.effects.base import AlertKind, Outcome
from flows.effects.volunteers import HowItWas
from flows.rules.matching import rest
from store import decisions
from store.contacts import ladder
from store.database import Tx
from store.messages import compose
from store.models import Callback, Decision
from store.volunteers import notes

ABUSIVE: Final = "abusive-call"
"""The decision that counts calls which a volunteer called abusive."""
COUNTED_FOR: Final = timedelta(days=30)


def keep(tx: Tx, volunteer_id: int, code: str | None, how: HowItWas) -> Outcome:
    """Keep how it was with the call of this code, or with their latest. The outcomes are those of `AfterCall`."""
    row = notes.last_call(tx, volunteer_id, code)
    if row is None:
        return Outcome("none", {})
    if how in ("hard", "abusive"):
        notes.begin_rest(tx, volunteer_id, rest.AFTER_A_HARD_ONE)
    said: dict[str, object] = {"code": row.code, "until": tx.now + rest.AFTER_A_HARD_ONE}
    match how:
        case "abusive":
            return Outcome("abusive" if _tell_team(tx, row.id, volunteer_id) else "abusive_kept", said)
        case "hard":
            notes.keep(tx, row.id, volunteer_id, "hard", done=True)
            decisions.note(tx, row.id, "hard-call", "hard, says their volunteer", volunteer_id=volunteer_id)
            return Outcome("hard", said)
        case "silent":
            decisions.note(tx, row.id, "silent-call", "nobody said a word", volunteer_id=volunteer_id)
            return Outcome("silent_call", said)
    decisions.note(tx, row.id, "fine-call", "fine, says their volunteer", volunteer_id=volunteer_id)
    return Outcome("fine", said)


def _tell_team(tx: Tx, callback_id: int, volunteer_id: int) -> bool:
    """Tell the coordinator that it happened, and how often with this participant; none of anybody's words.

    False where nobody is told: the line has no coordinator, or the caller withheld their number.
    """
    decisions.note(tx, callback_id, ABUSIVE, "abusive, says their volunteer", volunteer_id=volunteer_id)
    contact_id = tx.run(select(Callback.contact_id).where(Callback.id == callback_id)).scalar_one()
    if contact_id is None or not ladder.reaches_somebody(tx, besides=contact_id):
        return False
    calls = (
        select(func.count(distinct(Decision.callback_id)))
        .join(Callback, Callback.id == Decision.callback_id)
        .where(
            Callback.contact_id == contact_id,
            Decision.what == ABUSIVE,
            Decision.at > tx.now - COUNTED_FOR,
        )
    )
    about = {"contact_id": contact_id, "callback_id": callback_id, "count": tx.run(calls).scalar_one()}
    compose.raise_alert(tx, AlertKind.COMPLAINT, wording="alert.abusive", **about)
    return ladder.hears(tx, besides=contact_id)
