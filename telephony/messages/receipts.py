"""Delivery receipts: what became of a text, and what we do about it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from flows.effects.base import AlertKind
from store.alerts import danger
from store.callbacks import offer_rows
from store.consent import ledger as consent
from store.contacts import inbound
from store.database import Database, Tx
from store.delivery import outbox
from store.joining import leaving
from store.messages import compose, receipts
from store.models import Volunteer
from store.relay import writing
from store.requests import call as requests
from store.requests import ready
from telephony.errors import ALERT_OPERATOR, LANDLINE, OPTED_OUT, RETRY, UNREACHABLE

ALERT_PAUSE = timedelta(minutes=10)
"""A broken sender fails every text: one alert tells it, a hundred hide it."""
KNOWN = (
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "failed",
    "delivered",
    "undelivered",
    "read",
    "canceled",
)
FAILED = ("failed", "undelivered")


def receive(db: Database, now: datetime, *, sid: str, status: str, error: str, answer_to: str = "") -> None:
    """File a receipt. `answer_to`: the SID of the text whose inline answer this speaks of."""
    if not sid or status not in KNOWN or len(sid) > 64:
        return
    code = int(error) if error.isascii() and error.isdigit() and len(error) < 7 else None
    db.transact(now, lambda tx: _receive(tx, sid, status, code, answer_to))


def _receive(tx: Tx, sid: str, status: str, code: int | None, answer_to: str) -> None:
    if not receipts.receive(tx, sid, status, code) or status not in FAILED:
        return
    if answer_to:
        told, contact_id = inbound.crisis_contact(tx, answer_to)
        if told:
            # Our words did not reach a person in crisis: somebody has to try another way (invariant 1).
            danger.answer_blocked(tx, contact_id)
        return
    _not_delivered(tx, sid, code)


def catch_up(tx: Tx, sid: str, early: Iterable[tuple[str, int | None]]) -> None:
    """Act on receipts that came before the carrier's answer had said which text of ours they speak of."""
    for status, code in early:
        if status in FAILED:
            _not_delivered(tx, sid, code)


def _not_delivered(tx: Tx, sid: str, code: int | None) -> None:
    ours = receipts.by_sid(tx, sid)
    if ours is None:
        return
    consequences(tx, ours.contact_id, code)
    if ours.offer_id is not None:
        offer_rows.not_delivered(tx, ours.offer_id)
    elif code in RETRY:
        outbox.send_again(tx, ours.id)
    else:
        writing.not_delivered(tx, ours.id)


def consequences(tx: Tx, contact_id: int | None, code: int | None) -> None:
    """What a carrier's error says about a person, or about us. No contact: it was the coordinator's own number."""
    if contact_id is None:
        return  # an alert about an alert would go the same way, for ever
    if code in ALERT_OPERATOR:
        compose.raise_alert(tx, AlertKind.CARRIER_REFUSED, contact_id=contact_id, at_most_every=ALERT_PAUSE)
    if code == OPTED_OUT:
        consent.opt_out(tx, contact_id, f"carrier error {code}", "carrier")
        if consent.has_texted(tx, contact_id):
            # A STOP that only the carrier saw. Who only ever called may have said it long before they asked.
            requests.cancel_everything(tx, contact_id)
        volunteer_id = tx.run(select(Volunteer.id).where(Volunteer.contact_id == contact_id)).scalar()
        if volunteer_id is not None:
            leaving.let_all_go(tx, volunteer_id)
    elif code == LANDLINE:
        # Calls still reach them: texts move to voice.
        consent.landline(tx, contact_id)
        ready.go_on_by_voice(tx, contact_id)
    elif code in UNREACHABLE:
        consent.unreachable(tx, contact_id)
        ready.go_on_by_voice(tx, contact_id)
