"""Whether somebody of the team may ring a person in danger now, and what stands against it."""

from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import and_, func, select, update

from flows.effects.base import Outcome
from flows.engine import Phrase
from flows.rules.crisis import easing
from flows.rules.phone import may_dial
from flows.rules.refusal import refusal
from flows.rules.safe_contact import allowed
from flows.states import OPEN_STATES, CallbackState
from store.alerts import danger_alerts, phones
from store.alerts.danger_alerts import DangerAlert
from store.callbacks import trial_rings
from store.contacts import contacts, inbound
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Inbound, TrialRing

YES_LASTS: Final = allowed.ASKING_LASTS
"""So long a yes to a call counts, whichever way they said it."""
AT_HAND: Final = timedelta(hours=1)
"""So long after their last text their safe hours do not keep back an answer: they have the phone in their hand."""
NOT_ALONE: Final = timedelta(hours=12)
"""So long "he is here" keeps everything quiet, unless they write again."""
_FEW: Final = 6
"""Words: who has somebody beside them says that and little else. "My sister is with me now" is no danger, but help."""
_ON_THE_PHONE: Final = (CallbackState.CONNECTING, CallbackState.CONNECTED)


def wrote_at(tx: Tx, contact_id: int) -> datetime | None:
    """When they last texted."""
    return cast(
        "datetime | None",
        tx.run(select(func.max(Inbound.received_at)).where(Inbound.contact_id == contact_id)).scalar(),
    )


def against_text(tx: Tx, alert: DangerAlert) -> Outcome | None:
    """The outcome that says what forbids that the team texts them now; None where it may.

    While they wrote within the last hour their hours do not bind: an answer in danger is not something we start.
    Whoever wants to be the only one to make contact is answered for a quarter of an hour.
    """
    said = _said(alert)
    if alert.contact_id is None or alert.unconfirmed:
        return Outcome("no_way", said)
    ear = contacts.listening(tx, alert.contact_id)
    if ear.opted_out:
        return Outcome("opted_out", said)
    if ear.unreachable or ear.landline:
        return Outcome("no_texts", said)
    if _is_not_alone(tx, alert.contact_id):
        return Outcome("not_alone", said)
    wrote = wrote_at(tx, alert.contact_id)
    safe = ear.safe
    if safe.they_contact and not (wrote is not None and tx.now - wrote <= allowed.ASKING_LASTS):
        return Outcome("they_contact", said)
    if wrote is not None and tx.now - wrote <= AT_HAND:
        return None
    verdict = allowed.may_text(safe, tx.now, ear.to.zone or tx.line.timezone, asked_at=wrote)
    return None if verdict.allowed else Outcome("later", said | {"at": verdict.not_before})


def against_call(tx: Tx, alert: DangerAlert) -> Outcome | None:
    """The outcome that says what forbids that their phone rings now, beside a missing yes; None where nothing does."""
    said = _said(alert)
    if alert.contact_id is None or alert.unconfirmed:
        return Outcome("no_way", said)
    ear = contacts.listening(tx, alert.contact_id)
    if ear.opted_out:
        return Outcome("opted_out", said)
    if _is_not_alone(tx, alert.contact_id):
        return Outcome("not_alone", said)
    if not ear.safe.calls or ear.unreachable or tx.keys.is_destroyed(alert.contact_id):
        return Outcome("unsafe", said)
    if not may_dial(contacts.number_of(tx, alert.contact_id), tx.line.rung):
        return Outcome("no_way", said)
    asked_at = agreed_at(tx, alert) or wrote_at(tx, alert.contact_id)
    verdict = allowed.may_ring(ear.safe, tx.now, ear.to.zone or tx.line.timezone, asked_at=asked_at)
    if not verdict.allowed:
        at = verdict.not_before
        return Outcome("later", said | {"at": at}) if at is not None else Outcome("they_contact", said)
    mine = and_(Callback.contact_id == alert.contact_id, Callback.state.in_(_ON_THE_PHONE))
    if tx.run(select(Callback.id).where(mine, Callback.kind == "call").limit(1)).first() is not None:
        return Outcome("talking", said)
    return Outcome("talking", said) if trial_rings.team_talks_with(tx, alert.contact_id) else None


def _is_not_alone(tx: Tx, contact_id: int) -> bool:
    """Whether the last that they wrote says that somebody is there: whatever comes now may be read or heard."""
    last = inbound.last_words(tx, contact_id, since=tx.now - NOT_ALONE, at_most=1)
    return any(map(says_not_alone, last))


def says_not_alone(words: str) -> bool:
    """Whether a text says that somebody is beside them, and little else."""
    few = len(words.split()) <= _FEW
    return few and refusal.somebody_is_there(words) and not easing.has_eased(words)


def _said(alert: DangerAlert) -> dict[str, object]:
    return {"who": alert.handle, "code": alert.code}


def agreed_at(tx: Tx, alert: DangerAlert) -> datetime | None:
    """When they last agreed to a call, to the team or by asking for one; None where that is too long ago."""
    said = tx.run(select(Alert.call_yes_at).where(Alert.id == alert.id)).scalar()
    silenced = select(Callback.id).where(
        Callback.contact_id == alert.contact_id,
        Callback.silenced_at.is_not(None),
        Callback.state.in_(OPEN_STATES),
    )
    if tx.run(silenced.limit(1)).first() is not None:
        return None  # a no is stronger than a yes
    asked = tx.run(
        select(Callback.requested_at, Callback.yes_at).where(
            Callback.contact_id == alert.contact_id,
            Callback.state.in_(OPEN_STATES),
            Callback.kind == "call",
            Callback.silenced_at.is_(None),
            Callback.keyed_in.is_(False),
            Callback.not_before.is_(None),
        )
    ).first()
    moments = [said, *(asked or ())]
    latest = max(filter(None, moments), default=None)
    return latest if latest is not None and tx.now - latest <= YES_LASTS else None


def agree(tx: Tx, alert_id: int, at: datetime | None) -> None:
    """They said that the team may call them, or (None) that it may not."""
    tx.run(update(Alert).where(Alert.id == alert_id).values(call_yes_at=at))


def withdraw(tx: Tx, alert_id: int) -> bool:
    """They say no after a yes. False: there was no yes."""
    agreed = and_(Alert.id == alert_id, Alert.call_yes_at.is_not(None))
    return bool(tx.run(update(Alert).where(agreed).values(call_yes_at=None)).rowcount)


def alert_of(tx: Tx, about_id: int | None, by: int) -> DangerAlert | None:
    """The alert that a ring is about; None where it was closed, or may not be heard of on that phone."""
    mine = select(Alert.id).where(Alert.id == about_id, phones.visible_to(tx, by))
    if about_id is None or tx.run(mine).first() is None:
        return None
    return danger_alerts.with_id(tx, about_id)


def may_ring_coordinator(tx: Tx, trial_id: int) -> bool:
    """Asked once more as the ring goes out: the alert is theirs to hear of; a yes to a call still counts."""
    ring = tx.run(select(_R.purpose, _R.about_id, _R.contact_id).where(_R.id == trial_id)).first()
    alert = alert_of(tx, ring.about_id, ring.contact_id) if ring is not None else None
    if ring is None or alert is None:
        return False
    if ring.purpose == trial_rings.ALERT_WORDS:
        return True
    return against_call(tx, alert) is None and agreed_at(tx, alert) is not None


def over(tx: Tx, ring: TrialRing) -> None:
    """A coordinator's phone was rung to be put through. Where nobody took it, both are told: one of them waits."""
    alert = alert_of(tx, ring.about_id, ring.contact_id)
    if ring.purpose != trial_rings.ALERT_CALL or alert is None or alert.contact_id is None:
        return
    if ring.outcome not in (None, "machine", "no_key"):
        return
    compose.queue(tx, ring.contact_id, "team_words", "on_alert.you_missed", who=alert.handle, code=alert.code)
    yes = tx.run(select(Alert.call_yes_at).where(Alert.id == alert.id)).scalar()
    if yes is not None and tx.now - yes <= YES_LASTS:
        said = [Phrase("team_talk.no_call"), Phrase("crisis.footer")]
        compose.queue_said(tx, alert.contact_id, "team_now", said)


def not_rung(tx: Tx, contact_id: int) -> None:
    """Something stands against the ring by now: whoever waits for it is told."""
    compose.queue(tx, contact_id, "team_words", "on_alert.call_off")


_R = TrialRing.__table__.c
