"""Alerts as `warmline alerts` shows them: open and past, whom each was told, who answered. Nobody's words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Select, and_, delete, func, select
from sqlalchemy.orm import aliased

from flows.rules.phone import mask
from store.alerts import phones, telling
from store.alerts.telling import is_open
from store.contacts import contacts
from store.contacts.ladder import REFUSED
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Account, AccountKnows, Alert, AlertPhone, Callback, Contact, LineRing, Message
from store.vault import Erased

_M = Message.__table__.c

if TYPE_CHECKING:

    class AlertRow(Alert):
        """An alert with the code of its callback, whom it is about, and how often it was told."""

        code: str | None
        handle: str | None
        open: bool
        told: int

else:
    AlertRow = Alert


@dataclass(frozen=True, slots=True)
class Past:
    """An alert, open or past. `told`: how often somebody on call was told of it. `taken_by`: masked, "" for nobody."""

    id: int
    code: str
    kind: str
    handle: str
    at: datetime
    times: int
    told: int
    open: bool
    taken_at: datetime | None
    taken_by: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an alert. `who`: a person on call, masked; "" where it is about nobody of them."""

    at: datetime
    what: str
    who: str = field(default="")


def listed(tx: Tx, *, since: datetime | None = None) -> list[Past]:
    """Open alerts of the last week, the newest first; `since`: all from then on, the past ones too."""
    lately = func.coalesce(Alert.last_at, Alert.at) > (since or tx.now - timedelta(days=7))
    wanted = _ALERTS.where(lately) if since is not None else _ALERTS.where(lately, is_open())
    found = tx.run(wanted.order_by(Alert.id.desc()).limit(500))
    return [_past(tx, row) for row in cast(list[AlertRow], list(found))]


def called(tx: Tx, code: str) -> Past | None:
    """The alert of this code: A12, or the newest about the callback K7; one that goes on in another gives that one."""
    name = code.strip().upper()
    if name[:1] == "A" and name[1:].isdigit() and len(name) < 18:
        joined = tx.run(select(Alert.joined_id).where(Alert.id == int(name[1:]))).scalar()
        wanted = Alert.id == (joined if joined is not None else int(name[1:]))
    else:
        wanted = Callback.code == name
    found = tx.run(_ALERTS.where(wanted).order_by(Alert.id.desc()).limit(1)).first()
    row = cast("AlertRow | None", found)
    return _past(tx, row) if row is not None else None


def story(tx: Tx, alert_id: int) -> Sequence[Event]:
    """Whom it was told, when, by text and by ring, and what they answered, in order."""
    alert = tx.run(select(Alert.__table__).where(Alert.id == alert_id)).one()
    events = [Event(alert.at, "raised")]
    if alert.acknowledged_at is not None:
        events.append(Event(alert.acknowledged_at, "taken", _taker(tx, alert)))
    joined = select(Alert.id, Alert.kind, Alert.at).where(Alert.joined_id == alert_id)
    events += [Event(each.at, f"joined by A{each.id}, {each.kind}") for each in tx.run(joined)]
    texts = select(*_M, REFUSED.label("refused")).where(_M.alert_id == alert_id, _M.on_call_id.is_not(None))
    for text in tx.run(texts).all():
        who = masked(tx, text.on_call_id)
        events += _of_text(text, who)
    rings = select(LineRing.__table__).where(LineRing.alert_id == alert_id)
    for ring in tx.run(rings).all():
        who = masked(tx, ring.contact_id)
        events.append(Event(ring.created_at, "rung", who))
        if ring.ended_at is not None:
            events.append(Event(ring.ended_at, _RINGS.get(ring.outcome, f"ring over: {ring.outcome}"), who))
    acts = select(AlertPhone.__table__).where(AlertPhone.alert_id == alert_id)
    for phone in tx.run(acts).all():
        who = masked(tx, phone.contact_id)
        done = [(getattr(phone, column), what) for column, what in _ACTS.items()]
        events += [Event(at, what, who) for at, what in done if at is not None]
    if alert.closed_at is not None:
        events.append(Event(alert.closed_at, "closed"))
    if alert.nobody_told_at is not None:
        events.append(Event(alert.nobody_told_at, "a quarter of an hour, and nobody had it"))
    if alert.told_from is not None:
        events.append(Event(alert.told_from, "told anew from here on"))
    if alert.times > 1 and alert.last_at is not None:
        events.append(Event(alert.last_at, f"words of danger so far: {alert.times}, the last"))
    return sorted(events, key=lambda each: each.at)


def masked(tx: Tx, person: int | None) -> str:
    """A person on call by handle and masked number."""
    if person is None:
        return "somebody on call"
    handle = telling.handle_of(tx, person)
    try:
        return f"{handle} ({mask(contacts.number_of(tx, person))})"
    except Erased:
        return handle


def show_again(tx: Tx, alert_id: int, handle: str | None = None) -> list[str]:
    """Whoever said that they know the person of this alert hears of them again. Gives their handles.

    `handle`: only this one: of a phone on call, or of an account of the console.
    """
    about = tx.run(select(Alert.contact_id).where(Alert.id == alert_id)).scalar()
    named = select(Contact.id).where(func.lower(Contact.handle) == (handle or "").strip().lower())
    whose = tx.run(named).scalar() if handle else None
    if about is None:
        return []
    accounts = _accounts_see_again(tx, about, handle)
    if handle and whose is None:
        return accounts
    return [*(telling.handle_of(tx, person) for person in phones.show_again(tx, about, whose)), *accounts]


def _accounts_see_again(tx: Tx, about: int, handle: str | None) -> list[str]:
    who = select(Account.id, Account.handle).join(AccountKnows, AccountKnows.account_id == Account.id)
    found = who.where(AccountKnows.contact_id == about)
    if handle:
        found = found.where(func.lower(Account.handle) == handle.strip().lower())
    rows = tx.run(found).all()
    ids = [row.id for row in rows]
    mine = and_(AccountKnows.contact_id == about, AccountKnows.account_id.in_(ids))
    tx.run(delete(AccountKnows).where(mine))
    return [row.handle for row in rows]


def _taker(tx: Tx, alert: Alert) -> str:
    if alert.taken_by_account_id is None:
        return masked(tx, alert.taken_by_id)
    handle = select(Account.handle).where(Account.id == alert.taken_by_account_id)
    return f"{tx.run(handle).scalar_one()}, in the console"


_ACTS = {
    "said_at": "wrote to them, the last time",
    "asked_at": "asked if they may call",
    "passed_at": "passed it on",
    "hidden_at": "knows them, and hears of them no more",
}
_RINGS = {
    line_rings.TAKEN: "pressed 1 on the phone",
    line_rings.NOT_NOW: "pressed 2: cannot look now",
    line_rings.HEARD: "heard it on the phone, and said nothing",
    "completed": "picked up, and pressed no key",
    "no_answer": "did not pick up",
    "busy": "busy",
    "failed": "the phone could not be rung",
    "refused": "the phone could not be rung",
    "canceled": "the ring was called off",
    "called_off": "the ring was called off",
}


def _of_text(text: Any, who: str) -> list[Event]:
    if text.purpose == telling.NOTICE:
        return [Event(text.created_at, "told that somebody else has it", who)]
    what = "told that they say it is better" if text.purpose == telling.EASED else "told"
    if text.state == "dropped":
        return []
    events = [Event(text.created_at, what if text.state != "due" else f"{what}: the text waits", who)]
    if text.refused:
        code = f" ({text.error_code})" if text.error_code is not None else ""
        events.append(Event(text.sent_at or text.created_at, f"the carrier refused the text{code}", who))
    elif text.receipt == "delivered" and text.sent_at is not None:
        events.append(Event(text.sent_at, "the text arrived", who))
    if text.answered_at is not None and text.purpose == telling.ALERT:
        events.append(Event(text.answered_at, "answered", who))
    return events


_TOLD = aliased(Message)
_TIMES_TOLD = (
    select(func.count())
    .where(
        and_(_TOLD.alert_id == Alert.id, _TOLD.purpose == telling.ALERT, _TOLD.state != "dropped"),
    )
    .correlate(Alert)
    .scalar_subquery()
)
_ALERTS: Select[Any] = (
    select(
        *Alert.__table__.c,
        Callback.code.label("code"),
        Contact.handle.label("handle"),
        is_open().label("open"),
    )
    .add_columns(_TIMES_TOLD.label("told"))
    .outerjoin(Callback, Callback.id == Alert.callback_id)
    .outerjoin(Contact, Contact.id == Alert.contact_id)
    .where(Alert.joined_id.is_(None))
)


def _past(tx: Tx, row: AlertRow) -> Past:
    taken = row.acknowledged_at is not None and not row.open
    return Past(
        row.id,
        row.code or f"A{row.id}",
        row.kind,
        row.handle or "",
        row.last_at or row.at,
        row.times,
        row.told,
        bool(row.open),
        row.acknowledged_at if taken else None,
        _taker(tx, row) if taken else "",
    )
