"""Alerts once they are raised: open until a coordinator takes them with ACK or a key, and listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from flows.effects.base import AlertKind
from store.alerts import escalation, phones, spoken_alerts, telling
from store.alerts.escalation import CLIMBS
from store.alerts.telling import is_open
from store.contacts import in_danger, ladder
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Contact, Message

ABOUT_DANGER = (*CLIMBS, AlertKind.CHECK.value)
"""What is listed first."""
FOR_A_PERSON = tuple(
    kind.value
    for kind in (
        AlertKind.ERASE,
        AlertKind.COMPLAINT,
        AlertKind.VOLUNTEER,
        AlertKind.QUESTION,
        AlertKind.GROUP,
    )
)
"""What somebody asked of the team, and was told that a person sees to it: listed for a week, or until taken."""
OF_A_REVEAL: Final = "reveal "
"""How `Alert.whose` begins where an alert tells that somebody was shown a number."""
LATELY = timedelta(days=1)
"""How far back an ACK without a code reaches."""


@dataclass(frozen=True, slots=True)
class Open:
    """An alert that nobody has. `subject`: whom or what it is about. `was_told`: its text has gone out."""

    id: int
    at: datetime
    code: str
    kind: AlertKind
    handle: str | None
    subject: str
    times: int
    was_told: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What an ACK met: the codes it took, or, where it was not clear, one code for each person that is open.

    `danger`: the gravest of what it took, where that was about words of danger.
    """

    codes: Sequence[str]
    open: Sequence[str] = ()
    danger: Open | None = None


def acknowledge(
    tx: Tx, code: str | None, by: int | None, *, heard: Sequence[int] = (), account: int | None = None
) -> Taken:
    """The contact `by` has it: every open alert of the person whom a code is about, A12 an alert's or K7 a callback's.

    `account`: whoever takes it in the console, in place of `by`.

    Without a code: the only person, or thing, of the last day that has any. With several, none is taken and one code of
    each is named. What has reached no coordinator yet is not taken, unless it is named, or was `heard` on a ring.

    All other rings and texts about it end. The others who were told hear once that somebody else has it.
    """
    waiting = every_open(tx, by=by)
    lately = [each for each in waiting if each.at > tx.now - LATELY]
    named = _first_of_each(lately)
    if code is None:
        if len(named) != 1:
            return Taken((), [each.code for each in named])
        subjects, code = {named[0].subject}, ""
    else:
        code = code.upper()
        subjects = {each.subject for each in waiting if each.code == code} or _whom_it_named(tx, code)
    taken = [
        each
        for each in waiting
        if each.subject in subjects and (each.was_told or each.code == code or each.id in heard)
    ]
    if not taken:
        return Taken((), [each.code for each in named])
    ids = [each.id for each in taken]
    mine = or_(Alert.id.in_(ids), Alert.joined_id.in_(ids))
    still = or_(Alert.acknowledged_at.is_(None), Alert.told_from > Alert.acknowledged_at)
    columns = (Alert.id, Alert.times, Alert.last_at)
    # RETURNING gives what joined these alerts since we read them, so that the answer tells of it.
    values = {"acknowledged_at": tx.now, "taken_by_id": by, "taken_by_account_id": account, "next_at": None}
    took = tx.run(update(Alert).where(mine, still).values(values).returning(*columns))
    by_now = {row.id: row for row in took}
    if not by_now:
        return Taken(())  # somebody else was quicker
    # Texts about them that have not been sent are dropped: somebody knows.
    unsent = and_(Message.alert_id.in_(ids), Message.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))
    ids_taken = [each.id for each in taken if each.id in by_now]
    if by is not None:
        spoken_alerts.answered(tx, by, ids_taken)
    _others_hear(tx, [each for each in taken if each.id in by_now], by)
    danger = next((each for each in taken if each.kind.value in ABOUT_DANGER), None)
    if danger is not None and (row := by_now.get(danger.id)) is not None:
        danger = replace(danger, times=row.times, at=row.last_at or danger.at)
    codes = dict.fromkeys(each.code for each in sorted(taken, key=lambda each: each.code != code))
    return Taken(list(codes), danger=danger)


def _others_hear(tx: Tx, taken: Sequence[Open], by: int | None) -> None:
    """End the rings, and tell each of the others once, under one code, that they need not look."""
    about = next((each for each in taken if each.kind.value in CLIMBS), None)
    can = (
        {each.contact_id for each in ladder.everybody(tx) if not each.stopped} if about is not None else set()
    )
    for person in escalation.people_told(tx, [each.id for each in taken]):
        spoken_alerts.silence(tx, person)
        if about is not None and person != by and person in can and tx.line.texting:
            compose.queue(
                tx,
                None,
                telling.NOTICE,
                "alert.somebody_has_it",
                alert_id=about.id,
                on_call_id=person,
                code=about.code,
                handle=about.handle or "no number",
            )


UNDONE_WITHIN: Final = timedelta(hours=12)
"""How long after an ACK it can be taken back."""


def take_back(tx: Tx, by: int) -> list[str]:
    """Their last ACK was a mistake: what it took is open again, and goes to somebody else at once. Gives the codes."""
    of_nobody = and_(Alert.taken_by_id.is_(None), Alert.taken_by_account_id.is_(None))
    theirs = or_(Alert.taken_by_id == by, of_nobody)
    lately = Alert.acknowledged_at > tx.now - UNDONE_WITHIN
    latest = select(func.max(Alert.acknowledged_at)).where(theirs, lately)
    at: datetime | None = tx.run(latest).scalar()
    if at is None:
        return []
    taken = and_(
        theirs,
        Alert.acknowledged_at == at,
        Alert.joined_id.is_(None),
        Alert.closed_at.is_(None),
        or_(Alert.told_from.is_(None), Alert.told_from <= at),
    )
    # Told anew from now on: what was told before the ACK counts no more, so somebody hears of it again.
    anew = max(tx.now, at + timedelta(microseconds=1))
    opened = (
        update(Alert).where(taken).values(told_from=anew, nobody_told_at=None).returning(Alert.id, Alert.kind)
    )
    rows = tx.run(opened).all()
    ids = [row.id for row in rows]
    for row in rows:
        if row.kind in CLIMBS and not escalation.at_once(tx, row.id, by):
            tx.run(update(Alert).where(Alert.id == row.id).values(next_at=anew))
    return [each.code for each in every_open(tx) if each.id in ids]


def listed(tx: Tx, *, by: int | None = None) -> list[Open]:
    """What a coordinator should look at, the gravest first: one alert a person in danger, other alerts of the last day.

    Alerts about a callback's promise are left out: the callback is listed itself.
    """
    rows = [
        each
        for each in every_open(tx, by=by)
        if (
            each.kind.value in (*ABOUT_DANGER, *FOR_A_PERSON, AlertKind.REVEALED.value)
            and each.at > _a_week_ago(tx)
        )
        or (each.at > tx.now - LATELY and each.kind not in _OF_A_PROMISE)
    ]
    return _first_of_each(rows)


_OF_A_PROMISE = (AlertKind.NOBODY_ON_DUTY, AlertKind.AT_RISK, AlertKind.REVISED, AlertKind.BROKEN)


def every_open(tx: Tx, *, by: int | None = None) -> list[Open]:
    """Alerts nobody has acknowledged, the gravest first and of those the latest; `by`: that this phone may hear of.

    A callback's code counts for a week, as it is used again.
    """
    news = func.coalesce(Alert.told_from, Alert.at)
    message = aliased(Message)
    theirs = and_(message.alert_id == Alert.id, message.created_at >= news)
    untold = and_(exists().where(theirs), ~exists().where(theirs, message.state != "due"))
    columns = (
        *(Alert.id, Alert.at, Alert.kind, Alert.whose, Alert.contact_id, Alert.callback_id, Alert.last_at),
        *(Alert.times, Callback.code, Contact.handle, untold.label("untold")),
    )
    found = (
        select(*columns)
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .outerjoin(Contact, Contact.id == Alert.contact_id)
        .where(is_open(), or_(Alert.callback_id.is_(None), _last_said() > _a_week_ago(tx)))
        .where(phones.visible_to(tx, by))
    )
    rows = tx.run(found.order_by(Alert.id.desc()).limit(500))
    opened = [
        Open(
            row.id,
            row.last_at or row.at,
            row.code or f"A{row.id}",
            AlertKind(row.kind),
            row.handle,
            _subject(row),
            row.times,
            not row.untold,
        )
        for row in rows
    ]
    return sorted(opened, key=lambda each: gravity(each.kind))


def _last_said() -> ColumnElement[datetime]:
    return func.coalesce(Alert.last_at, Alert.at)


def _a_week_ago(tx: Tx) -> datetime:
    return tx.now - timedelta(days=7)


def gravity(kind: AlertKind) -> int:
    """Its place where the gravest stand first."""
    return ABOUT_DANGER.index(kind.value) if kind.value in ABOUT_DANGER else len(ABOUT_DANGER)


class _Subject(Protocol):
    """Whom or what an alert is about, as its row says."""

    id: int
    contact_id: int | None
    callback_id: int | None
    whose: str | None


def _subject(row: _Subject) -> str:
    if row.whose is not None and row.whose.startswith(OF_A_REVEAL):
        return row.whose  # who takes the person's alert has not looked at this one
    if row.contact_id is not None:
        return in_danger.of_contact(row.contact_id)
    if row.callback_id is not None:
        return f"callback {row.callback_id}"
    return row.whose or f"alert {row.id}"


def _whom_it_named(tx: Tx, code: str) -> set[str]:
    """Whom a code is about that no open alert bears: a callback's, or an alert's that goes on under another."""
    columns = (Alert.contact_id, Alert.callback_id, Alert.whose, Alert.id)
    if code[:1] == "A" and code[1:].isdigit():
        alert = tx.run(select(*columns).where(Alert.id == int(code[1:]))).first()
        return {_subject(alert)} if alert is not None else set()
    latest = (
        select(Callback.contact_id, Callback.id).where(Callback.code == code).order_by(Callback.id.desc())
    )
    cb = tx.run(latest.limit(1)).first()
    if cb is None:
        return set()
    return {in_danger.of_contact(cb.contact_id) if cb.contact_id is not None else f"callback {cb.id}"}


def _first_of_each(rows: Sequence[Open]) -> list[Open]:
    first: dict[str, Open] = {}
    for each in rows:
        first.setdefault(each.subject, each)
    return list(first.values())
