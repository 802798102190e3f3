"""A participant's time zone: whether to ask for it, and what it does to a time that was agreed before."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, update

from flows.effects.base import Outcome
from flows.effects.requests import Wanted
from flows.rules.times import zones
from flows.rules.times.moments import readings
from flows.wording import Span
from store.callbacks import callbacks
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Contact
from store.reminders import schedules
from store.requests import call as requests


def to_ask(tx: Tx, known: contacts.Known, wanted: Wanted | None) -> str | None:
    """The zone to suggest when somebody names a time of day for the first time, "" for none; None: do not ask."""
    return to_suggest(tx, known) if wanted is not None and wanted.assumed else None


def to_suggest(tx: Tx, known: contacts.Known) -> str | None:
    """As `to_ask`, for any time of day they name: they are asked only once."""
    if known.contact_id is None or known.zone is not None:
        return None
    has_assumed_zone = exists().where(
        Callback.contact_id == known.contact_id, Callback.zone_assumed.is_not(None)
    )
    if tx.run(select(has_assumed_zone)).scalar() or schedules.had_one(tx, known.contact_id):
        return None
    return zones.suggest(contacts.number_of(tx, known.contact_id)) or ""


def set_to(tx: Tx, contact_id: int, zone: str, language: str) -> Outcome:
    """Keep the zone. A "9:30" that we had read in the line's zone is 9:30 in theirs now, and so are their reminders.

    The outcomes are those of `SetZone`.
    """
    tx.run(update(Contact).where(Contact.id == contact_id).values(timezone=zone))
    outcome = _move_callback(tx, contact_id, zone, language)
    kept = schedules.move(tx, contact_id, zone)
    return replace(outcome, then=("remind.moved",)) if kept else outcome


def _move_callback(tx: Tx, contact_id: int, zone: str, language: str) -> Outcome:
    said: dict[str, object] = {"zone": zones.name_of(zone, language, tx.now)}
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None or cb.state == S.CONNECTED or cb.not_before is None or cb.not_before <= tx.now:
        return Outcome("set", said)
    if cb.zone_assumed is None:
        # They had named it on a clock of their own, or as "in 2 hours": the same moment, said by the new clock.
        return Outcome("moved", {**said, "when": Span(cb.not_before, cb.promised_by)})
    by_the_clock = cb.not_before.astimezone(ZoneInfo(cb.zone_assumed))
    at = readings(by_the_clock.replace(tzinfo=None), zone)[by_the_clock.fold]
    if at <= tx.now:
        return Outcome("gone", said)
    moved = requests.move(tx, contact_id, Wanted(at, at + (cb.promised_by - cb.not_before)))
    return Outcome(moved.name, {**said, **moved.params})
