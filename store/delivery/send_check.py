"""The last check before a reminder is sent: may it still be said? Then it is said once, put off, or dropped with a why.

Whoever gets its row by the one conditional UPDATE settles it, in one transaction with its text: two clocks, a worker
killed at any point and a flushed queue come out alike. From there on it is a text like every other
(`store.delivery.outbox`), which asks here again (`look_again`) when the carrier was out of reach for a while.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import bindparam, func, select, update

from flows.rules.safe_contact import quiet_hours
from flows.states import ReminderState
from store import transitions
from store.consent import ledger as consent
from store.contacts import views
from store.contacts.rows import SafeColumns
from store.database import Tx, Wake
from store.delivery.reminder_kinds import KINDS
from store.line_rings import rows as line_rings
from store.models import Contact, Reminder, SafeContact, Volunteer
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet
from store.safe_contact import safe_contact

PUNCTUAL: Final = timedelta(minutes=15)
"""Who was up when it fell due is taken to be up for so long."""
UNKNOWN_LASTS: Final = timedelta(days=1)
"""A kind that this release does not know may be one of the next, whose workers are starting: it is left to them."""
UNKNOWN_WAITS: Final = timedelta(minutes=1)

_NOT_PUT: Final = "cannot be texted, or was asked enough"

_R, _C, _S, _V = Reminder.__table__.c, Contact.__table__.c, SafeContact.__table__.c, Volunteer.__table__.c
_CLAIM = (
    transitions.moving(Reminder, ReminderState.SENT, ReminderState.DUE)
    .where(_R.id.in_(bindparam("ids", expanding=True)), _R.due_at <= bindparam("now"))
    .values(done_at=bindparam("at"))
    .returning(*_R)
)
_SAID = update(Reminder).where(_R.id == bindparam("reminder_id")).values(message_id=bindparam("said"))
_RECEIVERS = (
    select(
        _C.id,
        _C.opted_out_at,
        _C.unreachable_at,
        _C.landline_at,
        func.coalesce(_C.timezone, _V.timezone).label("zone"),
        *views.SAFE_COLUMNS,
    )
    .select_from(
        Contact.__table__.outerjoin(SafeContact.__table__, _S.contact_id == _C.id).outerjoin(
            Volunteer.__table__, _V.contact_id == _C.id
        )
    )
    .where(_C.id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Drop:
    """It is not to be said."""

    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """It is to be said, but not before `until`."""

    until: datetime


def settle(tx: Tx, reminder_id: int, kinds: Mapping[str, Kind] = KINDS) -> int | None:
    """Say it now, put it off, or drop it. Gives the text that is to be sent for it; None when there is none.

    Safe to run by two at once: the second finds nothing due. Nobody is woken for the text: the caller sends it,
    or the clock's next sweep.
    """
    said = _settle(tx, [reminder_id], kinds)
    return said[0] if said else None


def settle_due(tx: Tx, limit: int) -> tuple[int, list[int]]:
    """Settle so many of those due, which nobody else is settling. Gives how many, and the texts to send for them."""
    found = reminders.due(tx, limit, ours=True)
    return len(found), _settle(tx, found, KINDS)


def _settle(tx: Tx, reminder_ids: Sequence[int], kinds: Mapping[str, Kind]) -> list[int]:
    claimed = tx.run(_CLAIM, {"ids": list(reminder_ids), "now": tx.now, "at": tx.now}).all()
    ours = cast(Sequence[Reminder], claimed)
    receivers = _receivers(tx, ours)
    said: dict[int, int] = {}
    for row in sorted(ours, key=lambda each: (each.due_at, each.id)):
        kind = kinds.get(row.kind)
        found = _judge(tx, kind, row, receivers) if kind is not None else _unknown(tx, row)
        if isinstance(found, Wait):
            reminders.put_off(tx, row.id, found.until)
            continue
        if kind is not None and found is None and _rings(tx, kind, row):
            if kind.then is not None:
                kind.then(tx, row, "rings")
            continue
        message_id = kind.put(tx, row) if kind is not None and found is None else None
        why = found.why if found is not None else _NOT_PUT if message_id is None else None
        if message_id is not None:
            said[row.id] = message_id
        else:
            drop(tx, row.id, why or _NOT_PUT)
        if kind is not None and kind.then is not None:
            kind.then(tx, row, why)
    if said:
        tx.run(_SAID, [{"reminder_id": id, "said": message_id} for id, message_id in said.items()])
        theirs = {Wake("send_text", message_id) for message_id in said.values()}
        tx.wakes[:] = [wake for wake in tx.wakes if wake not in theirs]
    return list(said.values())


def _rings(tx: Tx, kind: Kind, row: Reminder) -> bool:
    """Whether it rings in place of its text."""
    if (tx.line.texting and not kind.rings_always) or kind.rings is None or not kind.rings(tx, row):
        return False
    line_rings.plan(tx, kind.name, row.contact_id, row.id)
    return True


class _Receiver(SafeColumns):
    """Whom a reminder goes to: what forbids it, their zone, and their answers on safe contact."""

    id: int
    opted_out_at: datetime | None
    unreachable_at: datetime | None
    landline_at: datetime | None
    zone: str | None


def _receivers(tx: Tx, rows: Sequence[Reminder]) -> dict[int, _Receiver]:
    found = tx.run(_RECEIVERS, {"ids": [row.contact_id for row in rows]}).all() if rows else ()
    return {row.id: row for row in cast(Sequence[_Receiver], found)}


def look_again(tx: Tx, reminder_id: int) -> Drop | Wait | None:
    """Check a reminder again whose text has waited for the carrier. None: it may go out now."""
    row = cast(Reminder, tx.run(select(Reminder.__table__).where(_R.id == reminder_id)).one())
    kind = KINDS.get(row.kind)
    return _judge(tx, kind, row, _receivers(tx, [row])) if kind is not None else None


def drop(tx: Tx, reminder_id: int, why: str) -> None:
    """Drop the reminder; `why` names the rule."""
    gone = transitions.moving(Reminder, ReminderState.DROPPED).where(_R.id == reminder_id)
    tx.run(gone.values(why=why, done_at=tx.now))


def last_moment(kind: str, planned: datetime) -> datetime | None:
    """Until when a reminder of this kind, planned for then, may be said; None for a kind we do not know."""
    known = KINDS.get(kind)
    return planned + known.late if known is not None else None


def _judge(tx: Tx, kind: Kind, row: Reminder, receivers: Mapping[int, _Receiver]) -> Drop | Wait | None:
    """None: say it now. The cheap rules, and those that cannot fail, come first."""
    planned = row.was_due_at or row.due_at
    if tx.now - planned > kind.late:
        return Drop("too late")
    to = receivers[row.contact_id]
    for gone, why in (
        (to.opted_out_at, "opted out"),
        (to.unreachable_at, "unreachable"),
        (to.landline_at if tx.line.texting and not kind.rings_always else None, "a landline"),
    ):
        if gone is not None:
            return Drop(why)
    if kind.consent and not any(consent.agreed(tx, row.contact_id, each) for each in kind.consent):
        return Drop("no consent")
    if not kind.still_true(tx, row):
        return Drop("no longer true")
    return _hours(tx, kind, row.contact_id, planned, to)


def _hours(tx: Tx, kind: Kind, contact_id: int, planned: datetime, to: _Receiver) -> Drop | Wait | None:
    zone = to.zone or tx.line.timezone
    asked = views.safe_of(tx, to)
    quiet_from = {Quiet.WAIT: tx.now, Quiet.AWAKE: planned + PUNCTUAL}.get(kind.quiet)
    verdict = safe_contact.may_remind(tx, contact_id, asked, zone, quiet_from=quiet_from)
    at = tx.now if verdict.allowed else verdict.not_before
    if at is None:
        return Drop("not in their hours")
    if kind.quiet is Quiet.DROP and quiet_hours.is_quiet(at, zone):
        return Drop("quiet hours")
    if at == tx.now:
        return None
    return Wait(at) if at - planned <= kind.late else Drop("too late in their hours")


def _unknown(tx: Tx, row: Reminder) -> Drop | Wait:
    planned = row.was_due_at or row.due_at
    return Drop("unknown kind") if tx.now - planned > UNKNOWN_LASTS else Wait(tx.now + UNKNOWN_WAITS)
