"""Rings of a coordinator's phone about an alert: to hear what its person wrote, or to be put through to them.

The line rings the phone on file, and a key on that call proves whose it is. The row is one of `trial_rings`; there is
no callback, and nothing is tried again by itself. The person is rung from within the coordinator's call, at the end.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, select

from flows.effects.base import Outcome
from flows.person import ANSWERS_FOR
from flows.wording import Listener
from store.alerts import alerts, danger_alerts, phones
from store.alerts.danger_alerts import DangerAlert
from store.callbacks import trial_rings
from store.contacts import inbound
from store.coordinators import alert_talk
from store.database import Tx
from store.messages import compose, prompts
from store.models import Alert, AlertPhone
from store.proof import tries
from store.requests import team_call

AN_HOUR: Final = 6
"""How often an hour a phone is rung to hear words: anybody can send a text with its number."""
BEFORE: Final = timedelta(minutes=10)
"""What they wrote so short before the alert is read as well."""
LAST: Final = 6
"""So many of their last texts are read."""
ASKED_AGAIN: Final = timedelta(minutes=10)
"""A person is not asked again sooner whether the team may call."""
WAITS: Final = timedelta(minutes=30)
"""So long after the question their yes lets the coordinator's phone ring; later they are only told of it."""


def call(tx: Tx, by: int, alert: DangerAlert, *, proven: bool) -> Outcome:
    """Ring the coordinator, or ask the person first. The outcomes are those of `CallPerson`."""
    said: dict[str, Any] = {"who": alert.handle, "code": alert.code}
    against = team_call.against_call(tx, alert)
    if against is not None:
        return against
    assert alert.contact_id is not None  # noqa: S101  (else there was something against it)
    if trial_rings.is_live(tx, by):
        return Outcome("coming_already", said)
    if team_call.agreed_at(tx, alert) is not None:
        trial_rings.plan(tx, by, purpose=trial_rings.ALERT_CALL, about_id=alert.id)
        phones.note(tx, alert.id, by, alert.contact_id, passed_at=None)
        return Outcome("coming", said)
    against = team_call.against_text(tx, alert)
    if against is not None:
        return against
    if _asked_lately(tx, alert):
        return Outcome("already", said)
    if not (proven or phones.is_proven(tx, alert.id, by)):
        return Outcome("prove", said)
    asked = prompts.put(tx, alert.contact_id, "team_call.may_we", purpose=alert_talk.SAID, booked=True)
    if asked is None:
        return Outcome("no_texts", said)
    until = {"proven_until": tx.now + phones.PROVEN_FOR} if proven else {}
    phones.note(tx, alert.id, by, alert.contact_id, asked_at=tx.now, passed_at=None, **until)
    alerts.acknowledge(tx, alert.code, by=by)
    return Outcome("asked", said)


def _asked_lately(tx: Tx, alert: DangerAlert) -> bool:
    theirs = and_(AlertPhone.about_id == alert.contact_id, AlertPhone.asked_at > tx.now - ASKED_AGAIN)
    return tx.run(select(AlertPhone.id).where(theirs).limit(1)).first() is not None


def answered(tx: Tx, contact_id: int, *, yes: bool) -> Outcome:
    """The person says whether the team may call now. The outcomes are those of `AnswerTeamCall`.

    A yes that nobody asked for goes to whoever of the team wrote last: they have it in hand, and CALL rings at once.
    """
    theirs = and_(AlertPhone.about_id == contact_id, AlertPhone.asked_at > tx.now - ANSWERS_FOR)
    found = select(AlertPhone.contact_id, AlertPhone.alert_id, AlertPhone.asked_at).where(theirs)
    asked = tx.run(found.order_by(AlertPhone.asked_at.desc()).limit(1)).first()
    if asked is None and yes:
        return _offered(tx, contact_id)
    alert = danger_alerts.with_id(tx, asked.alert_id) if asked is not None else None
    if asked is None or alert is None:
        return Outcome("none", {})
    said: dict[str, Any] = {"who": alert.handle, "code": alert.code}
    if not yes:
        team_call.agree(tx, alert.id, None)
        trial_rings.call_off_team_calls(tx, alert.id)
        compose.queue(tx, asked.contact_id, alert_talk.PASSED_ON, "on_alert.said_no", **said)
        return Outcome("told", {})
    team_call.agree(tx, alert.id, tx.now)
    if tx.now - asked.asked_at > WAITS or trial_rings.is_live(tx, asked.contact_id):
        compose.queue(tx, asked.contact_id, alert_talk.PASSED_ON, "on_alert.said_yes", **said)
        return Outcome("late", {})
    trial_rings.plan(tx, asked.contact_id, purpose=trial_rings.ALERT_CALL, about_id=alert.id)
    return Outcome("coming", {})


def _offered(tx: Tx, contact_id: int) -> Outcome:
    phone = phones.wrote_last(tx, contact_id, since=tx.now - ANSWERS_FOR)
    account = alert_talk.account_wrote_last(tx, contact_id, phone)
    if account is not None and account.alert_id is not None:
        team_call.agree(tx, account.alert_id, tx.now)
        return Outcome("late", {})  # what they wrote goes to that account with these words themselves
    alert = danger_alerts.with_id(tx, phone.alert_id) if phone is not None else None
    if phone is None or alert is None:
        return Outcome("none", {})
    team_call.agree(tx, alert.id, tx.now)
    said: dict[str, Any] = {"who": alert.handle, "code": alert.code}
    compose.queue(tx, phone.contact_id, alert_talk.PASSED_ON, "on_alert.said_yes", **said)
    return Outcome("late", {})


def read_aloud(tx: Tx, by: int, alert: DangerAlert, to: Listener) -> Outcome:
    """Ring the coordinator to read out what the person wrote. The outcomes are those of `ReadAloud`."""
    said: dict[str, Any] = {"who": alert.handle, "code": alert.code}
    if tx.line.alert_words == "text":
        written = [f'"{each}"' for _, each in words_of(tx, alert, to)]
        return (
            Outcome("texted", said | {"items": alert_talk.shortened(" ".join(written))})
            if written
            else _NO_WORDS
        )
    if not words_of(tx, alert, to):
        return Outcome("silent", said)
    if trial_rings.is_live(tx, by):
        return Outcome("coming_already", said)
    if tries.count(tx, "alert_words", str(by)) > AN_HOUR:
        return Outcome("enough", said)
    trial_rings.plan(tx, by, purpose=trial_rings.ALERT_WORDS, about_id=alert.id)
    return Outcome("coming", said)


_NO_WORDS: Final = Outcome("silent", {})


def words_of(tx: Tx, alert: DangerAlert, to: Listener) -> Sequence[tuple[datetime, str]]:
    """What the person of an alert wrote since shortly before it, the last few, each with when; numbers left out."""
    if alert.contact_id is None or alert.unconfirmed:
        return ()
    began = tx.run(select(Alert.at).where(Alert.id == alert.id)).scalar_one()
    heard = inbound.between(tx, alert.contact_id, began - BEFORE, tx.now)
    written = [(each.at, alert_talk.masked(tx, each.words, to)) for each in heard if each.words.strip()]
    return written[-LAST:]
