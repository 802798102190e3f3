"""A month in figures, from the rows: what boards and funders ask. Counts and times, of nobody by name or handle."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, literal, select, union_all

from flows.states import OPEN_STATES, CallbackState
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.callbacks.queue import waits_since
from store.contacts import ladder
from store.contacts.known_people import contacts_known
from store.database import Tx
from store.figures import figures_duty
from store.figures.figures_duty import Duty
from store.models import Alert, Callback, Checkin, Contact, Inbound, Volunteer

Span = tuple[datetime, datetime]
"""From, and until without it."""
TIERS: Final = ("crisis", "check", "other")
OUTCOMES: Final = ("talked", "called_off", "not_reached", "nobody_took", "open")
_ENDS: Final = {
    CallbackState.CANCELLED: "called_off",
    CallbackState.MISSED: "not_reached",
    CallbackState.EXPIRED: "nobody_took",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: in the middle, and for nine of ten. `count`: of how many."""

    count: int
    middle: timedelta
    most: timedelta
    total: timedelta


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the callbacks that were asked for in a month.

    `outcomes`: by OUTCOMES. `kept`: talked by the time that was promised last; `late`: talked after it; `put_off`: the
    promise was moved; `told_late`: the person was told that nobody came in time. `waits`: from asking, or from the
    hour they chose, to the talk. `talks`: by kind, call or text. `languages`: of who asked.
    """

    total: int
    outcomes: Mapping[str, int]
    kept: int
    late: int
    put_off: int
    told_late: int
    waits: Spread | None
    talks: Mapping[str, Spread | None]
    languages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tier:
    """Alerts of one gravity. `taken`: how fast somebody had them; `untaken`: nobody had."""

    count: int
    untaken: int
    taken: Spread | None


@dataclass(frozen=True, slots=True)
class Month:
    """All figures of one month. `people`: who texted, asked for a talk or checked in; two phones of one are one."""

    texts: int
    people: int
    new: int
    checkins: Mapping[str, int]
    asked: Asked
    alerts: Mapping[str, Tier]
    duty: Duty

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        alerts = any(each.count for each in self.alerts.values())
        return not (self.people or self.new or self.texts or self.asked.total or alerts or self.duty.hours)


@dataclass(frozen=True, slots=True)
class Sum:
    """One of several months: asked for, came about, and by the time that was promised."""

    asked: int
    talked: int
    kept: int


def of_month(tx: Tx, span: Span) -> Month:
    """The figures of what happened, or was asked for, from the one moment until before the other."""
    volunteers, on_call = select(Volunteer.contact_id), _on_call(tx)
    asked = tx.run(
        select(
            Callback.state,
            Callback.kind,
            Callback.language,
            Callback.requested_at,
            Callback.not_before,
            Callback.promised_by,
            Callback.revised,
            Callback.late_told_at,
            Callback.connected_at,
            Callback.ended_at,
            Callback.volunteer_id,
            Callback.contact_id,
        ).where(_in(Callback.requested_at, span))
    ).all()
    team = {*tx.run(volunteers).scalars(), *on_call}
    wrote = tx.run(select(Inbound.contact_id).where(_in(Inbound.received_at, span))).scalars()
    texts = [id for id in wrote if id is not None and id not in team]
    checked = tx.run(select(Checkin.channel, Checkin.contact_id).where(_in(Checkin.at, span))).all()
    came = {*texts, *(row.contact_id for row in asked), *(row.contact_id for row in checked)} - {None}
    other_phones = tx.run(select(Contact.id, Contact.same_as).where(Contact.same_as.is_not(None)))
    first_phones = {row.id: row.same_as for row in other_phones}
    new = select(func.count()).where(
        _in(Contact.created_at, span),
        Contact.id.not_in(volunteers),
        Contact.id.not_in(on_call),
        Contact.same_as.is_(None),
    )
    return Month(
        texts=len(texts),
        people=len({first_phones.get(id, id) for id in came if id is not None}),
        new=_one(tx, new),
        checkins={"text": 0, "voice": 0} | Counter(str(row.channel) for row in checked),
        asked=_asked(tx, asked),
        alerts=_alerts(tx, span),
        duty=figures_duty.of_month(tx, span, {row.volunteer_id for row in asked if row.connected_at}),
    )


def of_months(tx: Tx, spans: Sequence[Span]) -> list[Sum]:
    """A short sum of each."""
    kept = func.sum(case((Callback.connected_at <= Callback.promised_by, 1), else_=0))
    each = [
        select(literal(n), func.count(), func.count(Callback.connected_at), kept).where(
            _in(Callback.requested_at, span)
        )
        for n, span in enumerate(spans)
    ]
    return [
        Sum(asked, talked, int(in_time or 0))
        for _, asked, talked, in_time in sorted(tx.run(union_all(*each)))
    ]


def known_from(tx: Tx) -> datetime | None:
    """When this line first heard of anybody; None: it has not yet."""
    found: datetime | None = tx.run(select(func.min(Contact.created_at))).scalar()
    return found


def knows_somebody(tx: Tx, account: Person) -> bool:
    """Whether this account is kept from somebody, whose alert or talk a small figure might tell of."""
    return tx.run(contacts_known(account.id).limit(1)).first() is not None


def downloaded(tx: Tx, account: Person, month: str) -> None:
    """Write down that the file of a month goes out."""
    tx.record("figures downloaded", month, by=by(account))


def spread(spans: Sequence[timedelta]) -> Spread | None:
    """How long they were; None for none. Never less than nothing: a call may come before the hour they chose."""
    if not spans:
        return None
    ordered = sorted(max(timedelta(), each) for each in spans)
    half, nine = ceil(len(ordered) / 2) - 1, ceil(len(ordered) * 0.9) - 1
    middle = (ordered[half] + ordered[len(ordered) // 2]) / 2
    return Spread(len(ordered), middle, ordered[nine], sum(ordered, timedelta()))


def _on_call(tx: Tx) -> list[int]:
    return [who.contact_id for _, who in ladder.places(tx) if who is not None]


def _asked(tx: Tx, rows: Sequence[Callback]) -> Asked:
    talked = [(row, began) for row in rows if (began := row.connected_at) is not None]
    talks = {
        kind: spread([(row.ended_at or tx.now) - began for row, began in talked if row.kind == kind])
        for kind in ("call", "text")
    }
    kept = sum(began <= row.promised_by for row, began in talked)
    return Asked(
        total=len(rows),
        outcomes=dict.fromkeys(OUTCOMES, 0) | Counter(_outcome(row) for row in rows),
        kept=kept,
        late=len(talked) - kept,
        put_off=sum(row.revised > 0 for row in rows),
        told_late=sum(row.late_told_at is not None for row in rows),
        waits=spread([began - waits_since(row) for row, began in talked]),
        talks=talks,
        languages=Counter(str(row.language) for row in rows),
    )


def _outcome(row: Callback) -> str:
    if row.connected_at is not None:
        return "talked"
    return "open" if row.state in OPEN_STATES else _ENDS.get(CallbackState(row.state), "called_off")


def _alerts(tx: Tx, span: Span) -> dict[str, Tier]:
    columns = select(Alert.kind, Alert.at, Alert.crisis_at, Alert.acknowledged_at)
    rows = tx.run(columns.where(_in(Alert.at, span), Alert.joined_id.is_(None), Alert.kind != "test")).all()
    found = {}
    for tier in TIERS:
        theirs = [row for row in rows if _tier(row) == tier]
        taken = [row.acknowledged_at - row.at for row in theirs if row.acknowledged_at is not None]
        found[tier] = Tier(len(theirs), len(theirs) - len(taken), spread(taken))
    return found


def _tier(row: Alert) -> str:
    if row.crisis_at is not None or row.kind in ("crisis", "crisis_answer_blocked"):
        return "crisis"
    return "check" if row.kind == "check" else "other"


def _in(column: Any, span: Span) -> ColumnElement[bool]:
    held: ColumnElement[bool] = (column >= span[0]) & (column < span[1])
    return held


def _one(tx: Tx, asked: Any) -> int:
    return int(tx.run(asked).scalar_one())
