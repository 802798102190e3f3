"""The history of alerts, a page at a time, for an account: without those about people whom it knows. Nobody's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from flows.effects.base import AlertKind
from store.account_alerts import taken_alerts
from store.account_alerts.taken_alerts import AlertFound
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import closing
from store.alerts.alerts import ABOUT_DANGER
from store.alerts.escalation import CLIMBS
from store.alerts.telling import is_open
from store.contacts import known_people
from store.database import Tx
from store.models import Alert, Callback, Contact

AT_ONCE: Final = 50
STATES: Final = ("unanswered", "taken", "closed")
KINDS: Final = ("crisis", "check", "other")
REASONS: Final = ("follow_up", "handover", "review", "complaint")
"""Why somebody may open what was done."""
State = Literal["unanswered", "taken", "closed", "over"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts somebody asks for; what is empty asks for all. `before`: the last one of the page before."""

    state: str = ""
    kind: str = ""
    since: datetime | None = None
    handle: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class PastAlert:
    """An alert of the list. `by`: the name of an account or the handle of a phone that has it; "" where unknown."""

    id: int
    code: str
    kind: AlertKind
    handle: str | None
    at: datetime
    last_at: datetime
    times: int
    state: State
    taken_at: datetime | None
    by: str

    @property
    def of_danger(self) -> bool:
        """Whether it is about somebody in danger."""
        return self.kind.value in ABOUT_DANGER


def listed(tx: Tx, account: Person, wanted: Wanted) -> tuple[Sequence[PastAlert], int | None]:
    """A page of them, the newest first, and the number that the next page begins before; None where it was the last."""
    about = _contact(tx, wanted.handle) if wanted.handle else None
    if wanted.handle and about is None:
        return (), None
    ids = tx.run(_ids(account, wanted, about).limit(AT_ONCE + 1)).scalars().all()
    rows = tx.run(_ROWS.where(Alert.id.in_(ids[:AT_ONCE])).order_by(Alert.id.desc())).all()
    found = []
    for row in rows:
        taken = not row.open and row.acknowledged_at is not None
        name = taken_alerts.name(tx, row.taken_by_account_id, row.taken_by_id) if taken else ""
        found.append(
            PastAlert(
                id=row.id,
                code=row.code or f"A{row.id}",
                kind=AlertKind(row.kind),
                handle=row.handle,
                at=row.at,
                last_at=row.last_at or row.at,
                times=row.times,
                state=_state(tx, row.closed_at, row.last_at or row.at, taken=taken),
                taken_at=row.acknowledged_at if taken else None,
                by=name,
            )
        )
    return tuple(found), ids[AT_ONCE - 1] if len(ids) > AT_ONCE else None


def open_what_was_done(tx: Tx, alert: AlertFound, account: Person, reason: str) -> str:
    """What somebody wrote when they closed it; "" where it is gone. That it was opened, and why, is in the log."""
    tx.record("what was done opened", f"A{alert.id}", by=by(account), reason=reason)
    return closing.what_was_done(tx, alert.id)


def _ids(account: Person, wanted: Wanted, about: int | None) -> Select[Any]:
    known = known_people.contacts_known(account.id)
    whose = select(Callback.id).where(Callback.contact_id.in_(known))
    conditions: list[ColumnElement[bool]] = [
        Alert.joined_id.is_(None),
        or_(Alert.contact_id.is_(None), Alert.contact_id.not_in(known)),
        or_(Alert.callback_id.is_(None), Alert.callback_id.not_in(whose)),
    ]
    if wanted.state in STATES:
        conditions.append(_in_state(wanted.state))
    conditions.append(_of_kind(wanted.kind))
    if wanted.since is not None:
        conditions.append(Alert.at >= wanted.since)
    if about is not None:
        conditions.append(Alert.contact_id == about)
    if wanted.before is not None:
        conditions.append(Alert.id < wanted.before)
    return select(Alert.id).where(*conditions).order_by(Alert.id.desc())


def _in_state(state: str) -> ColumnElement[bool]:
    if state == "closed":
        return Alert.closed_at.is_not(None)
    if state == "taken":
        not_anew = or_(Alert.told_from.is_(None), Alert.told_from <= Alert.acknowledged_at)
        return and_(Alert.closed_at.is_(None), Alert.acknowledged_at.is_not(None), not_anew)
    return is_open()


def _of_kind(kind: str) -> ColumnElement[bool]:
    """Tests of the alerts have a page of their own."""
    grave = (*CLIMBS, AlertKind.CHECK.value, AlertKind.TEST.value)
    return {
        "crisis": Alert.kind.in_(CLIMBS),
        "check": Alert.kind == AlertKind.CHECK.value,
        "other": Alert.kind.not_in(grave),
    }.get(kind, Alert.kind != AlertKind.TEST.value)


def _state(tx: Tx, closed_at: datetime | None, last_at: datetime, *, taken: bool) -> State:
    if closed_at is not None:
        return "closed"
    if taken:
        return "taken"
    # So long an alert is shown as open anywhere; what nobody took until then is nobody's any more.
    return "unanswered" if last_at > tx.now - timedelta(days=7) else "over"


def _contact(tx: Tx, handle: str) -> int | None:
    named = select(Contact.id).where(Contact.handle == handle.strip().capitalize())
    found: int | None = tx.run(named).scalar()
    return found


_ROWS: Final = (
    select(Alert.id, Alert.kind, Alert.at, Alert.last_at, Alert.times, Alert.closed_at, Alert.acknowledged_at)
    .add_columns(Alert.taken_by_id, Alert.taken_by_account_id, is_open().label("open"))
    .add_columns(Callback.code, func.coalesce(Contact.handle, "").label("handle"))
    .outerjoin(Callback, Callback.id == Alert.callback_id)
    .outerjoin(Contact, Contact.id == Alert.contact_id)
)
