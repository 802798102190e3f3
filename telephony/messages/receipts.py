"""Delivery receipts: the carrier says what became of a text, and we act on it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from flows.effects.base import AlertKind
from store.alerts import danger, refusal
from store.callbacks import offer_rows
from store.consent import ledger as consent
from store.contacts import inbound
from store.database import Database, Tx
from store.delivery import outbox
from store.joining import leaving, new_owner
from store.joining.new_owner import NOBODY_HAS_IT
from store.messages import compose, receipts
from store.models import Message, Volunteer
from store.relay import writing
from store.requests import call as requests
from store.requests import ready
from telephony.errors import ALERT_OPERATOR, LANDLINE, OPTED_OUT, RETRY, UNREACHABLE

ALERT_PAUSE = timedelta(minutes=10)
"""When our number is refused, every text fails: a hundred alerts would hide what one says."""
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
    """File a receipt and act on a failure. `answer_to`: the SID of the text whose inline reply the receipt is about."""
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
            # Our reply did not reach a person in crisis: a coordinator has to try another way (invariant 1).
            danger.answer_blocked(tx, contact_id)
        return
    _not_delivered(tx, sid, code)


def catch_up(tx: Tx, sid: str, early: Iterable[tuple[str, int | None]]) -> None:
    """Act on receipts that came before the carrier had told us the SID of the text they are about."""
    for status, code in early:
        if status in FAILED:
            _not_delivered(tx, sid, code)


def _not_delivered(tx: Tx, sid: str, code: int | None) -> None:
    ours = receipts.by_sid(tx, sid)
    if ours is None:
        return
    if code == NOBODY_HAS_IT and ours.contact_id is not None and new_owner.nobody_there(tx, ours.contact_id):
        return
    consequences(tx, ours.contact_id, code)
    if ours.offer_id is not None:
        offer_rows.not_delivered(tx, ours.offer_id)
    elif code in RETRY:
        outbox.send_again(tx, ours.id)
    else:
        writing.not_delivered(tx, ours.id)
        of_person_on_call(tx, ours.id, code)


def of_person_on_call(tx: Tx, message_id: int, code: int | None) -> None:
    """A text to somebody on call is refused for good: the next person hears of it. Nothing happens for other texts."""
    person = tx.run(select(Message.on_call_id).where(Message.id == message_id)).scalar()
    if person is None:
        return
    if code == OPTED_OUT:
        consent.opt_out(tx, person, f"carrier error {code}", "carrier")
    refusal.refused(tx, message_id)


def consequences(tx: Tx, contact_id: int | None, code: int | None) -> None:
    """Do what the carrier's error asks for. `contact_id`: whom we texted, None for the coordinator's own number."""
    if contact_id is None:
        return  # an alert about an alert would fail in the same way, for ever
    if code in ALERT_OPERATOR:
        compose.raise_alert(tx, AlertKind.CARRIER_REFUSED, contact_id=contact_id, at_most_every=ALERT_PAUSE)
    if code == OPTED_OUT:
        consent.opt_out(tx, contact_id, f"carrier error {code}", "carrier")
        if consent.has_texted(tx, contact_id):
            # They texted STOP, and only the carrier saw it. Of somebody who only ever called we do not know when: they
            # may have said it long before they asked for this call, so what they asked for stays.
            requests.cancel_everything(tx, contact_id)
        volunteer_id = tx.run(select(Volunteer.id).where(Volunteer.contact_id == contact_id)).scalar()
        if volunteer_id is not None:
            leaving.let_all_go(tx, volunteer_id)
    elif code == LANDLINE:
        # Calls still reach a landline: what we text is said on calls from now on.
        consent.landline(tx, contact_id)
        ready.go_on_by_voice(tx, contact_id)
    elif code in UNREACHABLE:
        consent.unreachable(tx, contact_id)
        ready.go_on_by_voice(tx, contact_id)
