"""What became of alerts, open and past: whom each was told, who answered. Nobody's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Select, and_, delete, func, select
from sqlalchemy.orm import aliased

from flows.rules.phone import mask
from store.alerts import phones, telling
from store.alerts.telling import is_open
from store.contacts import contacts, same_person
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
    """One thing that happened to an alert. `what`: a word of `WHAT`, with `gaps` for what is to be said with it.

    `phone`: the contact on call whom it is about, `account`: the account that did it in the console. `by_somebody`: it
    is about one of them, also where it is not known about whom.
    """

    at: datetime
    what: str
    phone: int | None = None
    account: int | None = None
    by_somebody: bool = False
    gaps: Mapping[str, str | int] = field(default_factory=dict)


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
    """Whom it was told, when, by text and by ring, and what they answered; what the person it is about heard. In order.

    Nobody's words: of a text that went to the person, only for what it was.
    """
    alert = tx.run(select(Alert.__table__).where(Alert.id == alert_id)).one()
    events = [Event(alert.at, "raised")]
    if alert.acknowledged_at is not None:
        by, account = alert.taken_by_id, alert.taken_by_account_id
        events.append(Event(alert.acknowledged_at, "taken", by, account, by_somebody=True))
    # Before the texts that followed from it in the same moment.
    if alert.nobody_told_at is not None:
        events.append(Event(alert.nobody_told_at, "nobody_had_it"))
    if alert.told_from is not None:
        events.append(Event(alert.told_from, "told_anew"))
    joined = select(Alert.id, Alert.kind, Alert.at).where(Alert.joined_id == alert_id)
    events += [
        Event(each.at, "joined", gaps={"code": f"A{each.id}", "kind": each.kind}) for each in tx.run(joined)
    ]
    texts = select(*_M, REFUSED.label("refused")).where(_M.alert_id == alert_id)
    for text in tx.run(texts).all():
        if text.on_call_id is not None:
            events += _of_text(text)
        elif text.contact_id is not None and text.state != "dropped":
            sort = text.purpose if text.purpose in TO_THEM else "other"
            events.append(Event(text.sent_at or text.created_at, f"they_{sort}"))
    rings = select(LineRing.__table__).where(LineRing.alert_id == alert_id)
    for ring in tx.run(rings).all():
        events.append(Event(ring.created_at, "rung", ring.contact_id, by_somebody=True))
        if ring.ended_at is not None:
            what = _RINGS.get(ring.outcome, "ring_over")
            gaps = {"outcome": str(ring.outcome)} if what == "ring_over" else {}
            events.append(Event(ring.ended_at, what, ring.contact_id, by_somebody=True, gaps=gaps))
    acts = select(AlertPhone.__table__).where(AlertPhone.alert_id == alert_id)
    for phone in tx.run(acts).all():
        done = [(getattr(phone, column), what) for column, what in _ACTS.items()]
        events += [Event(at, what, phone.contact_id, by_somebody=True) for at, what in done if at is not None]
    if alert.closed_at is not None:
        events.append(Event(alert.closed_at, "closed"))
    if alert.times > 1 and alert.last_at is not None:
        events.append(Event(alert.last_at, "more_words", gaps={"times": alert.times}))
    return sorted(events, key=lambda each: each.at)


def who(tx: Tx, event: Event) -> str:
    """Whom an event is about, as a command says it: "Heron-4821 (•••• 71)"; "" where it is about nobody of them."""
    if event.account is not None:
        handle = select(Account.handle).where(Account.id == event.account)
        return f"{tx.run(handle).scalar_one()}, in the console"
    return masked(tx, event.phone) if event.by_somebody else ""


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
    accounts = accounts_see_again(tx, about, handle)
    if handle and whose is None:
        return accounts
    return [*(telling.handle_of(tx, person) for person in phones.show_again(tx, about, whose)), *accounts]


def accounts_see_again(tx: Tx, about: int, handle: str | None = None) -> list[str]:
    """Whoever said in the console that they know this contact sees them again, by every phone of theirs.

    `handle`: only this account. Gives their handles.
    """
    group = same_person.phones(tx).get(about, (about,))
    who = select(Account.id, Account.handle).join(AccountKnows, AccountKnows.account_id == Account.id)
    found = who.where(AccountKnows.contact_id.in_(group)).distinct()
    if handle:
        found = found.where(func.lower(Account.handle) == handle.strip().lower())
    rows = tx.run(found).all()
    ids = [row.id for row in rows]
    mine = and_(AccountKnows.contact_id.in_(group), AccountKnows.account_id.in_(ids))
    tx.run(delete(AccountKnows).where(mine))
    return [row.handle for row in rows]


def _taker(tx: Tx, alert: Alert) -> str:
    if alert.taken_by_account_id is None:
        return masked(tx, alert.taken_by_id)
    handle = select(Account.handle).where(Account.id == alert.taken_by_account_id)
    return f"{tx.run(handle).scalar_one()}, in the console"


_ACTS: Final = {
    "said_at": "wrote",
    "asked_at": "asked_to_call",
    "passed_at": "passed",
    "hidden_at": "knows",
}
_RINGS: Final = {
    line_rings.TAKEN: "pressed_1",
    line_rings.NOT_NOW: "pressed_2",
    line_rings.HEARD: "heard",
    "completed": "no_key",
    "no_answer": "no_answer",
    "busy": "busy",
    "failed": "not_rung",
    "refused": "not_rung",
    "canceled": "ring_off",
    "called_off": "ring_off",
}
TO_THEM: Final = ("nobody_yet",)
"""The purposes of texts to the person an alert is about that are told apart; all others are "other"."""
WHAT: Final = (
    *("raised", "taken", "joined", "closed", "nobody_had_it", "told_anew", "more_words", "rung", "ring_over"),
    *("told", "told_waits", "told_eased", "told_has_it", "text_refused", "text_arrived", "answered"),
    *_ACTS.values(),
    *dict.fromkeys(_RINGS.values()),
    *(f"they_{each}" for each in (*TO_THEM, "other")),
)
"""All that can happen to an alert."""


def _of_text(text: Any) -> list[Event]:
    def event(at: datetime, what: str, **gaps: str | int) -> Event:
        return Event(at, what, text.on_call_id, by_somebody=True, gaps=gaps)

    if text.state == "dropped" and text.purpose != telling.NOTICE:
        return []
    if text.purpose == telling.NOTICE:
        return [event(text.created_at, "told_has_it")]
    waits = text.state == "due"
    what = "told_eased" if text.purpose == telling.EASED else "told_waits" if waits else "told"
    events = [event(text.created_at, what)]
    if text.refused:
        events.append(event(text.sent_at or text.created_at, "text_refused", code=text.error_code or 0))
    elif text.receipt == "delivered" and text.sent_at is not None:
        events.append(event(text.sent_at, "text_arrived"))
    if text.answered_at is not None and text.purpose == telling.ALERT:
        events.append(event(text.answered_at, "answered"))
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
