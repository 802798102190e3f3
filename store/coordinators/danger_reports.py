"""A volunteer reports danger to somebody they talked with: the callback, the note, the alert."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import and_, exists, func, or_, select

from flows.effects.base import AlertKind, Outcome
from flows.effects.danger_reports import ReportDanger
from flows.rules.matching import rest
from flows.states import HELD_STATES, CallbackState
from flows.wording import Named
from store import decisions
from store.alerts import danger
from store.callbacks import callbacks
from store.contacts import stated_region
from store.coordinators import overview
from store.database import Tx
from store.models import Alert, Callback, Decision, Offer, Volunteer
from store.offers import danger_calls
from store.volunteers import notes

LATELY = timedelta(hours=24)
"""How long after a talk a report without a code is taken to be about it."""


def report(tx: Tx, volunteer_id: int, effect: ReportDanger, *, peer: str, channel: Named) -> Outcome:
    """Alert a coordinator about the participant of the callback meant, and keep the words with it.

    `peer`: the handle of the volunteer; `channel`: as an alert says it. The outcomes are those of `ReportDanger`.
    """
    said: dict[str, Any] = {"peer": peer, "channel": channel}
    meant = _meant(tx, volunteer_id, effect.code)
    if not meant:
        return _about_nobody_known(tx, volunteer_id, effect, said)
    # The contact and the callback are locked by whoever changes them; an alert and a note change neither.
    cb, others = meant[0], meant[1:]
    if effect.note:
        notes.keep(tx, cb.id, volunteer_id, effect.note, done=effect.done)
    if effect.hard:
        notes.begin_rest(tx, volunteer_id, rest.AFTER_A_HARD_ONE)
    about: dict[str, Any] = {"contact_id": cb.contact_id, "callback_id": cb.id}
    asked_for = danger_calls.without_danger(tx, cb.contact_id)
    outcome = _told(tx, volunteer_id, effect, cb, others, about | said)
    danger_calls.spoke_of_it(tx, asked_for, told_by=volunteer_id)
    return outcome


def _told(
    tx: Tx,
    volunteer_id: int,
    effect: ReportDanger,
    cb: Callback,
    others: Sequence[Callback],
    about: dict[str, Any],
) -> Outcome:
    if effect.kind is AlertKind.CHECK:
        if not _is_open(tx, cb):
            _tell(tx, effect.kind, wording="alert.check_reported", **about)
        return Outcome("noted", {"code": cb.code})
    decisions.note(tx, cb.id, "danger-reported", "their peer reported danger", volunteer_id=volunteer_id)
    if others:
        who = ", ".join(f"{overview.handle_of(tx, each)} ({each.code})" for each in others)
        _tell(tx, effect.kind, wording="alert.crisis_reported_which", **about, who=who)
        return Outcome("which", {"code": cb.code, "codes": ", ".join(each.code for each in others)})
    _tell(tx, effect.kind, wording="alert.crisis_reported", **about)
    return Outcome(_where(cb), {"code": cb.code, **stated_region.numbers(tx, cb.contact_id)})


def _tell(tx: Tx, kind: AlertKind, wording: str, **said: Any) -> None:
    """The one place from which reports go out as alerts."""
    danger.tell(tx, kind, wording=wording, **said)


def _where(cb: Callback) -> str:
    if cb.state != CallbackState.CONNECTED:
        return "after"
    return "in_writing" if cb.kind == "text" else "in_call"


def _meant(tx: Tx, volunteer_id: int, code: str | None) -> Sequence[Callback]:
    """The callback they mean, and others that it may be too, the last one first.

    With a code: the newest of that code that they were ever asked for. Without: the one they have talked with and still
    have; else those of the last day, of different people; else the one they have and have not talked with yet.
    """
    columns = Callback.__table__
    theirs = select(columns).join(Offer, Offer.callback_id == Callback.id)
    theirs = theirs.where(Offer.volunteer_id == volunteer_id).order_by(
        func.coalesce(Offer.answered_at, Offer.offered_at).desc(), Callback.id.desc()
    )
    if code is not None:
        named = cast("Callback | None", tx.run(theirs.where(Callback.code == code).limit(1)).first())
        if named is not None:
            return [named]
    held = callbacks.lock_held(tx, volunteer_id)
    if held is not None and held.connected_at is not None:
        return [held]
    since = tx.now - LATELY
    handed_on = exists().where(
        Decision.callback_id == Callback.id,
        Decision.what == "handed-on",
        Decision.volunteer_id == volunteer_id,
        Decision.at > since,
    )
    lately = or_(
        Callback.ended_at > since, and_(Callback.ended_at.is_(None), Callback.requested_at > since), handed_on
    )
    had = or_(Offer.state == "accepted", Callback.volunteer_id == volunteer_id, handed_on)
    rows = tx.run(theirs.where(lately, had, Callback.state.not_in(HELD_STATES)).limit(20)).all()
    latest: dict[int | str, Callback] = {}
    for row in cast(Sequence[Callback], rows):
        latest.setdefault(row.contact_id if row.contact_id is not None else f"callback {row.id}", row)
    # With whom they have not talked yet is meant only where they talked with nobody else.
    return list(latest.values())[:4] or ([held] if held is not None else [])


def _about_nobody_known(tx: Tx, volunteer_id: int, effect: ReportDanger, said: dict[str, Any]) -> Outcome:
    """They talked with nobody lately: tell the coordinator all the same, but not as the volunteer's own crisis."""
    theirs = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    wording = (
        "alert.crisis_reported_of_nobody"
        if effect.kind is AlertKind.CRISIS
        else "alert.check_reported_of_nobody"
    )
    # Filed under a name of its own, or it would count as the volunteer's crisis.
    whose = f"report of volunteer {volunteer_id}"
    _tell(tx, effect.kind, contact_id=theirs, whose=whose, wording=wording, **said)
    return Outcome("unknown", {})


def _is_open(tx: Tx, cb: Callback) -> bool:
    """Whether a coordinator was told within the last day, of this person or this callback."""
    mine = Alert.callback_id == cb.id
    if cb.contact_id is not None:
        mine = or_(mine, Alert.contact_id == cb.contact_id)
    told = Alert.kind.in_((AlertKind.CRISIS.value, AlertKind.CHECK.value))
    return tx.run(select(Alert.id).where(mine, told, Alert.at > tx.now - LATELY).limit(1)).first() is not None
