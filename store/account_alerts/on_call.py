"""The people on call, and the tests of the whole chain, as the console shows them. It only reads; no numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from flows.effects.base import AlertKind
from flows.line.on_call import Hours
from store.alerts import drill
from store.alerts.drill import Reached
from store.contacts import ladder
from store.coordinators import overview
from store.database import Tx
from store.models import Alert, Volunteer

KEPT: Final = 10
"""So many tests are shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of ON_CALL. `handle`: "" where nothing was ever sent to that phone. `name`: a volunteer's first name.

    `on_now`: it is their hour, or nobody's. `asked`: they are told first of an alert that comes now. `stopped`: they
    texted STOP. `refuses`: the phone company refused the last alert to that phone.
    """

    handle: str
    name: str
    hours: Hours | None
    on_now: bool
    asked: bool
    stopped: bool
    refuses: bool


@dataclass(frozen=True, slots=True)
class PastDrill:
    """A test of the whole chain. `runs`: answers still count; `silent`: who has not answered."""

    id: int
    at: datetime
    runs: bool
    reached: Sequence[Reached]

    @property
    def silent(self) -> list[str]:
        """The handles of those who did not answer."""
        return [each.handle for each in self.reached if each.answered_at is None]

    @property
    def waits(self) -> bool:
        """Whether somebody may still answer."""
        return self.runs and bool(self.silent)


def places(tx: Tx) -> list[Place]:
    """Everybody on the ladder, in order; who has two stretches of a day stands there twice."""
    filed = ladder.places(tx)
    people = [person.contact_id for _, person in filed if person is not None]
    refusing = ladder.refusing(tx, people)
    names = _names(tx, people)
    on = [place.is_on(tx.now, tx.line.timezone) for place, _ in filed]
    found: list[Place] = []
    for (place, person), their_hour in zip(filed, on, strict=True):
        on_now = their_hour or not any(on)
        stopped = person is not None and person.stopped
        found.append(
            Place(
                handle=person.handle if person is not None else "",
                name=names.get(person.contact_id, "") if person is not None else "",
                hours=place.hours,
                on_now=on_now,
                asked=on_now and not stopped and not any(each.asked for each in found),
                stopped=stopped,
                refuses=person is not None and person.contact_id in refusing,
            )
        )
    return found


def drills(tx: Tx, most: int = KEPT) -> list[PastDrill]:
    """The last tests, the newest first."""
    rows = tx.run(
        select(Alert.id, Alert.at, Alert.acknowledged_at)
        .where(Alert.kind == AlertKind.TEST.value)
        .order_by(Alert.id.desc())
        .limit(most)
    )
    return [
        PastDrill(
            row.id,
            row.at,
            row.acknowledged_at is None and drill.may_answer(row.at, tx.now),
            drill.reached(tx, row.id),
        )
        for row in rows.all()
    ]


def last_drill(tx: Tx) -> PastDrill | None:
    """The last test; None where there was none."""
    return next(iter(drills(tx, 1)), None)


def _names(tx: Tx, people: Sequence[int]) -> dict[int, str]:
    rows = tx.run(select(Volunteer.id, Volunteer.contact_id).where(Volunteer.contact_id.in_(people))).all()
    peers = overview.peers(tx, [row.id for row in rows])
    return {row.contact_id: peers[row.id].name for row in rows if row.id in peers}
