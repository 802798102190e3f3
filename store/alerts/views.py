"""What a coordinator may see of an alert by text: its code, what was told of it, and who has it. Nobody's words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from flows.effects.base import AlertKind
from store.alerts import danger, phones, telling
from store.alerts.alerts import ABOUT_DANGER, LATELY, Open, every_open
from store.alerts.telling import is_open
from store.contacts import contacts, in_danger, ladder
from store.database import Tx
from store.models import Alert, Callback, Contact, Inbound, Message
from store.vault.columns import MESSAGE_LATE_WORDS, MESSAGE_WORDS, row_of

_A_WEEK = timedelta(days=7)
"""How long an open alert of danger is shown. Others are shown as long as an ACK without a code reaches them."""
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An open alert as it was told. `words`: that text, "" where none was made. `about`: person, callback or other."""

    alert: Open
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Has:
    """An alert that somebody has: `at`, when the person last spoke of danger; `taken_at`, when ACK came.

    `by`: the contact whose ACK it was, `account`: whoever took it in the console; neither, where an older process did.
    """

    id: int
    kind: AlertKind
    code: str
    handle: str | None
    at: datetime
    taken_at: datetime
    by: int | None = None
    account: int | None = None

    def is_of(self, contact_id: int | None) -> bool:
        """Whether this coordinator has it."""
        return self.account is None and (self.by is None or self.by == contact_id)


def open_codes(tx: Tx, *, by: int | None = None) -> tuple[str, ...]:
    """The codes of open alerts, the newest first: those of danger of a week, others of a day. `by`: for this phone."""
    said_last = func.coalesce(Alert.last_at, Alert.at)
    grave = Alert.kind.in_(ABOUT_DANGER) & (said_last > tx.now - _A_WEEK)
    found = (
        select(Alert.id, Callback.code)
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .where(is_open(), or_(grave, said_last > tx.now - LATELY), phones.visible_to(tx, by))
        .order_by(said_last.desc(), Alert.id.desc())
        .limit(_SHOWN)
    )
    return tuple(dict.fromkeys(row.code or f"A{row.id}" for row in tx.run(found)))


def open_alerts(tx: Tx, *, by: int | None = None) -> list[Open]:
    """The open alerts that a coordinator may mean who names none: the gravest of each person, of the last day."""
    first: dict[str, Open] = {}
    for each in every_open(tx, by=by):
        if each.at > tx.now - LATELY:
            first.setdefault(each.subject, each)
    return list(first.values())


def open_alert_called(tx: Tx, code: str, *, by: int | None = None) -> Open | None:
    """The open alert with this code (A12, K7), or the one that alert A12 goes on in."""
    joined = None
    if code.startswith("A") and code[1:].isdigit():
        joined = tx.run(select(Alert.joined_id).where(Alert.id == int(code[1:]))).scalar()
    return next((each for each in every_open(tx, by=by) if each.code == code or each.id == joined), None)


def told(tx: Tx, alert: Open) -> Told:
    """An open alert with the text that told it, or told it anew."""
    row = tx.run(select(Alert.at, Alert.told_from, Alert.callback_id).where(Alert.id == alert.id)).one()
    said = (
        select(
            Message.id,
            Message.row_key,
            Message.words_sealed,
            Message.late_words_sealed,
            Message.late_from,
            Message.sent_at,
        )
        .where(Message.alert_id == alert.id, Message.created_at >= (row.told_from or row.at))
        .order_by(Message.id)
    )
    text = tx.run(said.limit(1)).first()
    words = ""
    if text is not None:
        left_late = (
            text.late_words_sealed and text.sent_at and text.late_from and text.sent_at >= text.late_from
        )
        column, kept = (
            (MESSAGE_LATE_WORDS, text.late_words_sealed) if left_late else (MESSAGE_WORDS, text.words_sealed)
        )
        words = tx.open(column, row_of(text), kept)
    if alert.kind.value in ABOUT_DANGER or (alert.handle is not None and row.callback_id is None):
        return Told(alert, words, "person")
    return Told(alert, words, "callback" if row.callback_id is not None else "other")


@dataclass(frozen=True, slots=True)
class Who:
    """Whom an alert about their own words is of: `times` they spoke of danger, `heard_at` the last word of theirs."""

    alert: Open | Has
    times: int
    heard_at: datetime
    unsafe_to_call: bool


def who(tx: Tx, alert: Open | Has) -> Who | None:
    """Whom it is about; None where it was not told in the words of `alert.crisis` and `alert.check`."""
    columns = (Alert.contact_id, Alert.callback_id, Alert.whose, Alert.times, Alert.last_at, Alert.at)
    row = tx.run(select(*columns).where(Alert.id == alert.id)).one()
    contact_id = row.contact_id
    own = alert.kind in danger.BY_GRAVITY and row.callback_id is None
    if not own or contact_id is None or row.whose != in_danger.of_contact(contact_id):
        return None
    texted = tx.run(select(func.max(Inbound.received_at)).where(Inbound.contact_id == contact_id)).scalar()
    said = row.last_at or row.at
    heard_at = max(said, texted) if texted is not None else said
    return Who(alert, row.times, heard_at, telling.unsafe_to_call(tx, contact_id))


def taken_lately(
    tx: Tx,
    *,
    code: str | None = None,
    by: int | None = None,
    kinds: Sequence[str] = ABOUT_DANGER,
    within: timedelta = LATELY,
) -> Sequence[Has]:
    """Alerts that somebody took `within` so long, the latest first. `code`: this one; else those of these kinds."""
    not_told_anew = or_(Alert.told_from.is_(None), Alert.told_from <= Alert.acknowledged_at)
    found = (
        select(
            Alert.id,
            Alert.kind,
            Alert.acknowledged_at,
            Alert.taken_by_id,
            Alert.taken_by_account_id,
            func.coalesce(Alert.last_at, Alert.at).label("at"),
            Callback.code,
            Contact.handle,
        )
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .outerjoin(Contact, Contact.id == Alert.contact_id)
        .where(Alert.joined_id.is_(None), Alert.acknowledged_at > tx.now - within, not_told_anew)
        .where(Alert.closed_at.is_(None), phones.visible_to(tx, by))
        .order_by(Alert.acknowledged_at.desc(), Alert.id.desc())
    )
    if code is None:
        found = found.where(Alert.kind.in_(kinds))
    has = [
        Has(
            row.id,
            AlertKind(row.kind),
            row.code or f"A{row.id}",
            row.handle,
            row.at,
            row.acknowledged_at,
            row.taken_by_id,
            row.taken_by_account_id,
        )
        for row in tx.run(found.limit(_SHOWN))
    ]
    return [each for each in has if code in (None, each.code)]


def as_coordinator(tx: Tx, known: contacts.Known) -> contacts.Known:
    """Somebody whose call is surely theirs, with the alerts that are open, where their phone is on the ladder."""
    me = known.contact_id
    if me is None or not ladder.is_on_it(tx, contacts.number_of(tx, me)):
        return known
    taken = tuple(each.code for each in taken_lately(tx, by=me) if each.is_of(me))
    person = replace(known.person, coordinator=True, alerts=open_codes(tx, by=me), alerts_taken=taken)
    return replace(known, person=person)
