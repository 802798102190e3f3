"""Complaints about a volunteer: who sees to each, and what was done. Who knows the participant sees none of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import Row, and_, select, update

from flows.effects.base import AlertKind
from store.account_alerts import taken_alerts
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import closing
from store.contacts import known_people
from store.database import Tx
from store.models import Alert, Contact, Message, TeamRequest, Volunteer
from store.vault.columns import ALERT_OUTCOME, new_row_key

SHOWN: Final = 50
"""So many of one volunteer are shown, the newest first."""
_TAKEN: Final = 1500
State = Literal["open", "taken", "closed"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. `who`: the handle of who complained; `holder`: who looks into it; `outcome`: what was done."""

    id: int
    alert_id: int
    volunteer_id: int
    at: datetime
    who: str
    state: State
    holder: str
    closed_at: datetime | None
    outcome: str


class Behind(NamedTuple):
    """What somebody wrote, behind an alert of a complaint. `is_about`: it names a volunteer, so it has a page."""

    id: int
    contact_id: int
    is_about: bool


_COLUMNS = (
    select(
        *(TeamRequest.id, TeamRequest.alert_id, TeamRequest.volunteer_id, TeamRequest.at),
        *(TeamRequest.contact_id, Contact.handle, Alert.acknowledged_at, Alert.closed_at),
        *(Alert.taken_by_account_id, Alert.taken_by_id),
    )
    .join(Alert, Alert.id == TeamRequest.alert_id)
    .join(Contact, Contact.id == TeamRequest.contact_id)
    .where(TeamRequest.kind == AlertKind.COMPLAINT.value, TeamRequest.volunteer_id.is_not(None))
)


def about(tx: Tx, volunteer_id: int, account: Person) -> tuple[list[Complaint], int]:
    """The complaints about a volunteer, the newest first; and how many come from people whom this account knows."""
    mine = _COLUMNS.where(TeamRequest.volunteer_id == volunteer_id)
    known = set(tx.run(known_people.contacts_known(account.id)).scalars())
    rows = tx.run(mine.order_by(TeamRequest.id.desc()).limit(SHOWN)).all()
    return [_seen(tx, row) for row in rows if row.contact_id not in known], sum(
        row.contact_id in known for row in rows
    )


def find(tx: Tx, number: int, account: Person) -> Complaint | None:
    """One complaint; None where there is none, or they know one of the two."""
    row = tx.run(_COLUMNS.where(TeamRequest.id == number)).first()
    known = known_people.contacts_known(account.id)
    if row is None or row.contact_id in set(tx.run(known).scalars()):
        return None
    return _seen(tx, row)


def take(tx: Tx, complaint: Complaint, account: Person) -> bool:
    """They look into it: this alert alone, and none of danger of the same person. False: somebody else does."""
    nobody = and_(Alert.id == complaint.alert_id, Alert.acknowledged_at.is_(None), Alert.closed_at.is_(None))
    taken = {"acknowledged_at": tx.now, "taken_by_id": None, "taken_by_account_id": account.id}
    if not tx.run(update(Alert).where(nobody).values(**taken, next_at=None)).rowcount:
        return False
    _no_more_texts(tx, complaint.alert_id)
    tx.record("complaint taken", f"A{complaint.alert_id}", by=by(account))
    return True


def close(tx: Tx, complaint: Complaint, account: Person, words: str) -> bool:
    """It was looked into, and this was done: kept sealed, as long as of any alert. False: it was closed before."""
    whose = select(TeamRequest.contact_id).where(TeamRequest.id == complaint.id)
    return _close(tx, complaint.alert_id, int(tx.run(whose).scalar_one()), account, words)


def behind(tx: Tx, alert_id: int, account: Person) -> Sequence[Behind]:
    """The complaints behind an alert, the oldest first. None where it is of another kind, or they know one of both."""
    wanted = (
        select(
            TeamRequest.id,
            TeamRequest.contact_id,
            TeamRequest.volunteer_id,
            Volunteer.contact_id.label("whose"),
        )
        .outerjoin(Volunteer, Volunteer.id == TeamRequest.volunteer_id)
        .where(TeamRequest.alert_id == alert_id, TeamRequest.kind == AlertKind.COMPLAINT.value)
        .order_by(TeamRequest.id)
    )
    rows = tx.run(wanted).all()
    known = set(tx.run(known_people.contacts_known(account.id)).scalars())
    if any(row.contact_id in known or row.whose in known for row in rows):
        return ()
    return [Behind(row.id, row.contact_id, row.volunteer_id is not None) for row in rows]


def close_alert(tx: Tx, alert_id: int, account: Person, words: str) -> bool:
    """As `close`, of all complaints behind an alert, also where they name no talk. False: none is theirs to end."""
    found = behind(tx, alert_id, account)
    return bool(found) and _close(tx, alert_id, found[0].contact_id, account, words)


def _close(tx: Tx, alert_id: int, contact_id: int, account: Person, words: str) -> bool:
    key = new_row_key()
    sealed = tx.seal(ALERT_OUTCOME, key, words[:_TAKEN], whose=contact_id)
    open_ = and_(Alert.id == alert_id, Alert.closed_at.is_(None))
    done = {"closed_at": tx.now, "row_key": key, "outcome_sealed": sealed, "next_at": None}
    if not tx.run(update(Alert).where(open_).values(done)).rowcount:
        return False
    first = and_(Alert.id == alert_id, Alert.acknowledged_at.is_(None))
    tx.run(update(Alert).where(first).values(acknowledged_at=tx.now, taken_by_account_id=account.id))
    _no_more_texts(tx, alert_id)
    tx.record("complaint closed", f"A{alert_id}", by=by(account))
    return True


def _no_more_texts(tx: Tx, alert_id: int) -> None:
    unsent = and_(Message.alert_id == alert_id, Message.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))


def _seen(tx: Tx, row: Row[tuple[object, ...]]) -> Complaint:
    closed, taken = row.closed_at, row.acknowledged_at is not None
    return Complaint(
        id=row.id,
        alert_id=row.alert_id,
        volunteer_id=row.volunteer_id,
        at=row.at,
        who=row.handle,
        state="closed" if closed is not None else "taken" if taken else "open",
        holder=taken_alerts.name(tx, row.taken_by_account_id, row.taken_by_id) if taken else "",
        closed_at=closed,
        outcome=closing.what_was_done(tx, row.alert_id) if closed is not None else "",
    )
