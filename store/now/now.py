"""What a coordinator sees of the line at this moment, in one look: alerts, callbacks, talks, cover. Nobody's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from flows.effects.base import AlertKind
from flows.line import Line
from flows.line.closing import Closing
from flows.rules.promises.coverage import Gap, Hour, gaps
from flows.states import CallbackState
from store.account_alerts import taken_alerts
from store.account_alerts.on_call import PastDrill
from store.alerts import alerts, views
from store.alerts.alerts import ABOUT_DANGER, Open
from store.alerts.views import Has
from store.coordinators import overview
from store.coordinators.overview import CallbackStatus
from store.database import Tx
from store.outreach import blocks
from store.staffing import forecast
from store.volunteers import availability

AHEAD: Final = timedelta(hours=24)
"""How far ahead cover is looked at."""
COMPLAINTS_FOR: Final = timedelta(days=7)
"""So long a complaint that somebody looks into stays in sight."""
UNHELD: Final = frozenset({"searching", "asking", "planned", "on_line"})
"""Callbacks in one of these words wait for a volunteer. Those that wait for their own participant do not."""


@dataclass(frozen=True, slots=True)
class AlertNow:
    """An alert that somebody has to see to. `taken_at` and `taken_by`: who has it; None and "" while nobody has.

    `taken_by` is the name of an account, or the handle of a phone on call. `times`: how often they spoke of danger.
    """

    id: int
    code: str
    kind: AlertKind
    handle: str | None
    at: datetime
    times: int = 1
    taken_at: datetime | None = None
    taken_by: str = ""

    @property
    def of_danger(self) -> bool:
        """Whether it is about somebody in danger: then it can be passed on, and closed."""
        return self.kind.value in ABOUT_DANGER


@dataclass(frozen=True, slots=True)
class Cover:
    """The hours to come, and those in which somebody is missing."""

    hours: tuple[Hour, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    """The line at one moment. Two are equal where nothing has changed but the clock, to the minute.

    `callbacks`: by the time they are promised for, without those who talk. `talks`: since when each. `known`: by
    account, the handles of those whom somebody said they know. `blocks_to_look_at`: those that want a second look.
    `drill`: the last test of the alerts.
    """

    line: Line
    minute: datetime
    alerts: Sequence[AlertNow]
    callbacks: Sequence[CallbackStatus]
    talks: Sequence[datetime]
    on_duty: int
    cover: Cover
    closing: Closing | None = None
    drill: PastDrill | None = None
    mail_trouble: bool = False
    known: Mapping[int, frozenset[str]] = field(default_factory=dict)
    blocks_to_look_at: int = 0

    @property
    def waiting(self) -> int:
        """How many wait for a volunteer."""
        return sum(each.status in UNHELD for each in self.callbacks)

    @property
    def next_promised(self) -> datetime | None:
        """The next hour that somebody was promised who waits for a volunteer."""
        return min((each.row.promised_by for each in self.callbacks if each.status in UNHELD), default=None)

    @property
    def short_from(self) -> datetime | None:
        """From when on a volunteer is missing, within the next day."""
        return self.cover.gaps[0].starts_at if self.cover.gaps else None


def look(
    tx: Tx, *, cover: Cover | None = None, drill: PastDrill | None = None, mail_trouble: bool = False
) -> Now:
    """How the line is now. `cover`: as it was found a short while ago, since it is the dearest part.

    `drill`: the last test of the alerts, `mail_trouble`: e-mails do not go out; both as of a short while ago.
    """
    found = overview.statuses(tx, overview.open_callbacks(tx))
    return Now(
        line=tx.line,
        minute=tx.now.replace(second=0, microsecond=0),
        alerts=alerts_now(tx),
        callbacks=[each for each in found if each.row.state != CallbackState.CONNECTED],
        talks=sorted(
            each.row.connected_at or tx.now for each in found if each.row.state == CallbackState.CONNECTED
        ),
        on_duty=len(availability.counted_on(tx)),
        cover=cover or cover_ahead(tx),
        closing=tx.line.closed_at(tx.now),
        drill=drill,
        mail_trouble=mail_trouble,
        known=taken_alerts.everybody_known(tx),
        blocks_to_look_at=blocks.to_look_at(tx),
    )


def cover_ahead(tx: Tx) -> Cover:
    """The next day's hours."""
    hours = forecast.outlook(tx, until=tx.now + AHEAD).hours
    return Cover(hours, tuple(gaps(hours)))


def alerts_now(tx: Tx) -> list[AlertNow]:
    """Alerts nobody has, and those of danger, and complaints, that somebody has and nobody closed. The gravest first.

    Of two alike the one that nobody has stands first. Crises stay above all else until they are closed.

    A test of the alerts is none of them: nobody has to see to it, and whoever took it would end it.
    """
    complaints = views.taken_lately(tx, kinds=(AlertKind.COMPLAINT.value,), within=COMPLAINTS_FOR)
    held = [*views.taken_lately(tx), *complaints]
    names = taken_alerts.names(tx, held)
    found = [
        *(_open(each) for each in alerts.listed(tx) if each.kind is not AlertKind.TEST),
        *(_held(each, names) for each in held),
    ]
    return sorted(found, key=lambda each: (alerts.gravity(each.kind), each.taken_at is not None))


def _open(each: Open) -> AlertNow:
    return AlertNow(each.id, each.code, each.kind, each.handle, each.at, each.times)


def _held(each: Has, names: Mapping[int, str]) -> AlertNow:
    return AlertNow(
        each.id, each.code, each.kind, each.handle, each.at, taken_at=each.taken_at, taken_by=names[each.id]
    )
