"""What a volunteer's phone hears that is rung because somebody called with its number and pressed 7."""

from collections.abc import Callable
from datetime import datetime

from flows.engine import Phrase
from store.callbacks import trial_rings
from store.contacts import contacts
from store.database import Database, Tx
from store.models import TrialRing
from store.proof import ring_backs
from store.requests import trial
from telephony.calls import inbound, twiml
from telephony.calls.trial import OVER, gather
from telephony.calls.twiml import Pages

ASKED_AT_MOST = 2


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """The phone was picked up. A machine hears nothing."""

    def work(tx: Tx, row: TrialRing) -> str:
        if not trial.picked_up(tx, row, sid):
            return twiml.hang_up()
        if answered_by.startswith("machine") or answered_by == "fax":
            trial.note(tx, row, "machine")
            return twiml.hang_up()
        return _ask(tx, pages, "ring_back.asked", row, 1)

    return _on(db, now, token, work)


def pressed(
    db: Database, now: datetime, pages: Pages, *, token: str, sid: str, digits: str, asked: int
) -> str:
    """A key, or none. 1: it was they who called, and this call is surely theirs. 2: it was not."""

    def work(tx: Tx, row: TrialRing) -> str:
        if row.hang_up_at is not None or row.outcome in ("machine", "not_theirs"):
            return twiml.hang_up()
        if digits == "1":
            trial.note(tx, row, "theirs")
            return inbound.begin_proven(tx, pages, sid=sid, contact_id=row.contact_id)
        if digits == "2":
            trial.note(tx, row, "not_theirs")
            ring_backs.not_theirs(tx, row.contact_id)
            return pages.goodbye(contacts.listener(tx, row.contact_id), [Phrase("ring_back.not_you")])
        if asked >= ASKED_AT_MOST:
            trial.note(tx, row, "no_key")
            return twiml.hang_up()
        return _ask(tx, pages, "ring_back.asked_again", row, asked + 1)

    return _on(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, sid: str, call_status: str) -> None:
    """The carrier reports that the call is over, perhaps late, or twice."""
    if call_status not in OVER:
        return

    def work(tx: Tx, row: TrialRing) -> str:
        trial.over(tx, row, call_status)
        return ""

    _on(db, now, token, work)
    inbound.hung_up(db, now, sid=sid)


def _on(db: Database, now: datetime, token: str, work: Callable[[Tx, TrialRing], str]) -> str:
    def found(tx: Tx) -> str:
        whose = trial_rings.whose(tx, TrialRing.token == token)
        if whose is None or whose[1] != trial_rings.RING_BACK:
            return twiml.hang_up()
        contacts.by_id(tx, whose[0])  # the contact is locked before the ring, as everywhere
        row = trial_rings.by_token(tx, token)
        return work(tx, row) if row is not None else twiml.hang_up()

    return db.transact(now, found)


def _ask(tx: Tx, pages: Pages, wording: str, row: TrialRing, asked: int) -> str:
    action = pages.url(f"/ringbacks/{row.token}/key/{asked}")
    return gather(contacts.listener(tx, row.contact_id), wording, action, twiml.KEY_SECONDS)
