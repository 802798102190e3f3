"""A number is shown to a supervisor: while that person's alert of crisis is open, with a reason, and others are told.

Neither the number nor the reason goes into an address, a log or the log of who did what. The reason is sealed.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import and_, func, insert, select, update

from flows.effects.base import AlertKind
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import alerts, danger_alerts, telling
from store.alerts.danger_alerts import DangerAlert
from store.contacts import company, contacts, ladder
from store.coordinators.actions import Refused
from store.database import Tx
from store.messages import compose
from store.models import Account, Alert, Reveal
from store.outreach.participant import Participant
from store.safe_contact import safe_contact
from store.vault.columns import REVEAL_REASON, new_row_key

A_DAY: Final = 3
"""So many numbers one account is shown in a day."""
KEPT: Final = timedelta(days=90)
CRISIS_WITHIN: Final = timedelta(days=7)
TWICE: Final = timedelta(minutes=1)
"""The same form within this time is a double click; and so long after it the number can still be shown."""
SHOWN: Final = 20
_R = Reveal.__table__.c


class Shown(NamedTuple):
    """A number that is shown now. `alone`: nobody else could be told of it."""

    number: str
    alone: bool


class Before(NamedTuple):
    """That a number was shown: when, to whom (the handle of an account), for which alert; who has read of it."""

    at: datetime
    who: str
    code: str
    alone: bool
    read: bool


def crisis_of(tx: Tx, them: Participant) -> DangerAlert | None:
    """Their alert of crisis that nobody has closed; None where there is none."""
    theirs = and_(Alert.contact_id == them.id, Alert.closed_at.is_(None), Alert.joined_id.is_(None))
    lately = func.coalesce(Alert.last_at, Alert.at) > tx.now - CRISIS_WITHIN
    found = select(Alert.id).where(theirs, lately, Alert.kind == AlertKind.CRISIS.value)
    newest = tx.run(found.order_by(Alert.id.desc()).limit(1)).scalar()
    return danger_alerts.with_id(tx, newest) if newest is not None else None


def reveal(tx: Tx, them: Participant, account: Person, reason: str, *, once: str) -> Shown:
    """Show their number, and tell others at once. Raises Refused: no_crisis, enough, or seen (this form was used).

    A second person on call is texted, besides the first, since who looks may be on call too.
    """
    _lock(tx, account)
    contacts.by_id(tx, them.id)
    used = tx.run(
        select(_R.at, _R.alone, _R.contact_id).where(_R.account_id == account.id, _R.once == once)
    ).first()
    if used is not None:
        if used.contact_id == them.id and tx.now - used.at <= TWICE:
            return Shown(contacts.number_of(tx, them.id), used.alone)
        raise Refused("seen", "it was shown once")
    alert = crisis_of(tx, them)
    if alert is None:
        raise Refused("no_crisis", "no alert of crisis of theirs is open")
    if left(tx, account) <= 0:
        raise Refused("enough", "three a day")
    notice, alone = _tell(tx, them, account)
    key = new_row_key()
    row = {
        "row_key": key,
        "contact_id": them.id,
        "alert_id": alert.id,
        "notice_id": notice,
        "account_id": account.id,
        "at": tx.now,
        "reason_sealed": tx.seal(REVEAL_REASON, key, reason, whose=them.id),
        "once": once,
        "alone": alone,
    }
    tx.run(insert(Reveal).values(**row))
    tx.record("number revealed", them.handle, by=by(account), alert=alert.code, others_told=not alone)
    return Shown(contacts.number_of(tx, them.id), alone)


def shown_by(tx: Tx, them: Participant, account: Person, *, once: str) -> Shown | None:
    """The number that this form of this account asked for just now; None where that was longer ago, or of another."""
    asked = and_(_R.account_id == account.id, _R.once == once, _R.contact_id == them.id)
    found = tx.run(select(_R.alone).where(asked, _R.at >= tx.now - TWICE)).first()
    return Shown(contacts.number_of(tx, them.id), found.alone) if found is not None else None


def left(tx: Tx, account: Person) -> int:
    """How many numbers this account may be shown within the day."""
    lately = and_(_R.account_id == account.id, _R.at > tx.now - timedelta(days=1))
    return A_DAY - int(tx.run(select(func.count()).select_from(Reveal).where(lately)).scalar_one())


def before(tx: Tx, them: Participant) -> list[Before]:
    """When their number was shown before, the newest first."""
    rows = tx.run(
        select(_R.at, _R.alert_id, _R.alone, Account.handle, Alert.acknowledged_at)
        .join(Account, Account.id == _R.account_id)
        .join(Alert, Alert.id == _R.notice_id)
        .where(_R.contact_id == them.id)
        .order_by(_R.id.desc())
        .limit(SHOWN)
    )
    return [
        Before(row.at, row.handle, f"A{row.alert_id}", row.alone, row.acknowledged_at is not None)
        for row in rows
    ]


def warnings(tx: Tx, them: Participant) -> list[str]:
    """What to know before their phone is rung past the line: no_calls, they_contact, hours, not_alone, no_voicemail."""
    ear = contacts.listening(tx, them.id)
    verdict = safe_contact.may_text(tx, them.id, ear.safe, ear.to.zone)
    found = {
        "not_alone": company.is_near(tx, them.id),
        "no_calls": not ear.safe.calls,
        "they_contact": ear.safe.they_contact,
        "hours": verdict.not_before is not None,
        "no_voicemail": not ear.safe.voicemail,
    }
    return [name for name, holds in found.items() if holds]


def forget(tx: Tx) -> None:
    """Why is gone after `KEPT`; that it was shown stays."""
    old = and_(_R.at < tx.now - KEPT, _R.reason_sealed.is_not(None))
    tx.run(update(Reveal).where(old).values(reason_sealed=None))


def _tell(tx: Tx, them: Participant, account: Person) -> tuple[int, bool]:
    """Raise the alert by which others hear of it. Gives its id, and whether there is nobody else."""
    notice = compose.raise_alert(tx, AlertKind.REVEALED, contact_id=them.id, who=account.handle)
    if notice is None:
        raise RuntimeError("an alert that is never merged was not raised")
    tx.run(update(Alert).where(Alert.id == notice).values(whose=f"{alerts.OF_A_REVEAL}{notice}"))
    on_call = ladder.on_now(tx, besides=them.id)
    if len(on_call) > 1:
        about = {"handle": them.handle, "code": f"A{notice}", "at": tx.now, "who": account.handle}
        telling.queue(tx, them.id, "alert.revealed", notice, about, to=on_call[1].contact_id)
    staff = and_(Account.state == "active", Account.role.in_(("coordinator", "supervisor")))
    others = tx.run(select(Account.id).where(staff, Account.id != account.id).limit(1)).first()
    return notice, len(on_call) < 2 and others is None


def _lock(tx: Tx, account: Person) -> None:
    """Two forms of one account at once: the second sees what the first did."""
    mine = select(Account.id).where(Account.id == account.id)
    tx.run(mine if tx.on_sqlite else mine.with_for_update()).one()
