"""CALL, LATER and NEVERMIND: a participant asks for a callback, moves it, or calls it off."""

from dataclasses import replace
from datetime import datetime, timedelta

from flows.effects.base import AlertKind, Outcome
from flows.effects.requests import Wanted
from flows.rules.matching.wishes import Wishes
from flows.rules.phone import may_dial
from flows.rules.promises import promise
from flows.rules.promises.promise import Promise
from flows.rules.safe_contact import allowed as safe_contact
from flows.states import OfferState
from flows.wording import Span
from store import decisions
from store.callbacks import blocks, callbacks, follow_up, limits, trial_rings, wishes
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.closing import closing as line_closing
from store.contacts import contacts, in_danger
from store.database import Tx
from store.messages import compose
from store.models import Callback
from store.relay import writing
from store.requests import after_refusal, ready
from store.requests import keyed_in as numbers_keyed_in
from store.safe_contact import safe_contact as safe
from store.staffing import capacity
from store.volunteers import danger_calls

OUTSIDE_SAFE = Outcome("outside_safe", {})
IN_DANGER = timedelta(minutes=30)
"""The most that passes before we look after a request of somebody who spoke of danger: they are told no hour."""


def request(
    tx: Tx,
    known: contacts.Known,
    mood: int | None,
    call_sid: str | None = None,
    *,
    wanted: Wanted | None = None,
    by_text: bool = False,
    may_ring: bool = True,
    counts: bool = True,
    keyed_in: bool = False,
    hold: bool = False,
) -> Outcome:
    """Open a callback and promise a time. One open callback a person: a second request says where the first stands.

    `call_sid`: the call it is asked on; a search for a peer on that call becomes the callback. `wanted`: when they
    want it. `by_text`: to write, not to be called. `may_ring`: asking is a yes to a ring soon. `counts`: not for what
    goes on with a call that was cut off: the two are one. `keyed_in`: by somebody whose number does not show; it
    rings that number, whatever other one its owner named. `hold`: SAFE was taken back, and a code has to come.
    The outcomes are those of `RequestCallback`.
    """
    if known.contact_id is None:
        raise ValueError("a callback needs somebody to call")
    if tx.line.age_question and known.person.age_said == "minor":
        youth_line = tx.line.youth_line
        return Outcome("youth_line", {"youth_line": youth_line}) if youth_line else Outcome("adults_only", {})
    if not may_dial(contacts.number_of(tx, known.contact_id), tx.line.rung):
        return Outcome("not_ringable", {})
    if by_text and not writing.takes_texts(tx, known.contact_id):
        return Outcome("no_texts", {})
    existing = callbacks.lock_open(tx, known.contact_id)
    blocked = blocks.refusal(tx, known.contact_id)
    if blocked is not None and existing is None:
        return blocked
    if existing is not None:
        numbers_keyed_in.is_theirs(tx, existing)
    if existing is not None and by_text:
        return Outcome("already", {"by": existing.promised_by, "code": existing.code})
    if hold and existing is not None and existing.silenced_at is not None:
        return after_refusal.ON_HOLD
    if existing is not None and existing.silenced_at is not None and wanted is None:
        return _restore(tx, known.contact_id, existing, may_ring=may_ring)
    if existing is not None:
        searched = call_sid is not None and existing.call_sid == call_sid and existing.state == S.WAITING
        if not searched or _to_come(existing.not_before, tx.now):
            return Outcome("already", {"by": existing.promised_by, "code": existing.code})
    elif counts:
        may = limits.verdict(tx, known.contact_id, wanted_at=wanted.at if wanted else None)
        if not may.allowed:
            return Outcome("limit", {"at": may.again_at})
    if wanted is not None and wanted.at <= tx.now:
        wanted = None
    if wanted is not None:
        wanted = _in_safe_hours(tx, known, wanted)
        if wanted is None:
            return OUTSIDE_SAFE
    made = _promise(tx, known.contact_id, known.language, wanted, counted=existing is not None)
    made = _in_danger(tx, known, made) if known.person.needs_ready and wanted is None else made
    yes_at = tx.now if may_ring else tx.now - ready.STALE
    how = {"by_text": by_text, "keyed_in": keyed_in}
    cb = existing or _open(tx, known, mood, made, wanted, yes_at=yes_at, **how)
    if existing is not None:
        made = replace(made, by=min(made.by, cb.promised_by) if made.anyone_on else made.by)
        callbacks.change(tx, cb.id, promised_by=made.by)
    else:
        # Where safe hours begin later, the promise is later too, and they are told so.
        made = replace(made, by=cb.promised_by)
    if hold and existing is None and cb.kind == "call":
        decisions.note(
            tx, cb.id, "silenced", "a text took back what SAFE kept silent; a code has to come back"
        )
        return after_refusal.hold(tx, cb)
    decisions.note(tx, cb.id, "requested", made.why or "the line's own promise", f"severity {cb.severity}")
    return _closed(tx, cb) or _told(tx, cb, made, wanted)


def _in_danger(tx: Tx, known: contacts.Known, made: Promise) -> Promise:
    """Somebody who spoke of danger is told no hour; by this one, soon, we look after it ourselves."""
    on = danger_calls.is_somebody_on(tx, known.language, besides=known.contact_id)
    soon = min(made.by, tx.now + IN_DANGER)
    return replace(made, by=soon, anyone_on=on, cover_from=made.cover_from if on else None)


def _closed(tx: Tx, cb: Callback) -> Outcome | None:
    """The line is closed: hold it at once, and say from when on it is looked for. None while it is open."""
    closing = tx.line.closed_at(tx.now)
    if closing is None or not line_closing.holds(tx, cb):
        return None
    line_closing.hold(tx, cb, tell=False)
    if cb.contact_id is not None:
        line_closing.told(tx, cb.contact_id)
    return Outcome("closed", {"at": closing.until, "by": callbacks.lock(tx, cb.id).promised_by})


def _restore(tx: Tx, contact_id: int, cb: Callback, *, may_ring: bool) -> Outcome:
    """They had said no and ask again: promise the callback anew, as if they had asked for it just now."""
    ready.say_ready(tx, contact_id)
    if not may_ring:
        callbacks.change(tx, cb.id, yes_at=tx.now - ready.STALE)
    cb = callbacks.lock(tx, cb.id)
    made = replace(_promise(tx, contact_id, cb.language, None, counted=True), by=cb.promised_by)
    return _closed(tx, cb) or _told(tx, cb, made, None)


def _open(
    tx: Tx,
    known: contacts.Known,
    mood: int | None,
    made: Promise,
    wanted: Wanted | None,
    *,
    yes_at: datetime,
    by_text: bool,
    keyed_in: bool,
) -> Callback:
    how = safe.how_to_book(tx, known, made.by)
    if by_text:
        how["kind"] = "text"
    if keyed_in:
        how |= {"other_number_id": None, "keyed_in": True, "kind": "call"}
    if wanted is not None:
        how |= {"not_before": wanted.at, "promised_by": made.by, "zone_assumed": _assumed(tx, wanted)}
    assert known.contact_id is not None  # noqa: S101  (`request` has seen to it)
    severity = limits.severity(tx, known.contact_id, mood)
    said = {"mood": mood, "language": known.language, "severity": severity, "yes_at": yes_at}
    cb = callbacks.open_new(tx, known.contact_id, **said, **how)
    contacts.remember_kind(tx, known.contact_id, "text" if by_text else "call")
    peer = follow_up.wanted_again(tx, known.contact_id)
    if peer is not None:
        wishes.write(tx, cb.id, Wishes(same=True, peer=peer))
    tx.wake("advance_callback", cb.id)
    return cb


def _told(tx: Tx, cb: Callback, made: Promise, wanted: Wanted | None) -> Outcome:
    said: dict[str, object] = {"by": made.by, "code": cb.code, "cover_from": made.cover_from}
    by_text = cb.kind == "text"
    if wanted is not None:
        said |= {"when": Span(wanted.at, made.by)}
    if made.anyone_on:
        name = ("by_text" if by_text else "arranged") if wanted is None else "by_text_at" if by_text else "at"
        return Outcome(name, said)
    wording = "alert.nobody_ready" if in_danger.needs_ready(tx, cb) else None
    compose.raise_alert(
        tx,
        AlertKind.NOBODY_ON_DUTY,
        contact_id=cb.contact_id,
        callback_id=cb.id,
        wording=wording,
        was=tx.now,
        by=made.by,
    )
    if wanted is not None:
        return Outcome("hoped", said)
    return Outcome("nobody_until" if made.cover_from else "nobody", said)


def cancel(tx: Tx, contact_id: int | None) -> Outcome:
    """NEVERMIND: end the callback and its rings, and tell the volunteer that it is no longer needed."""
    if contact_id is not None:
        trial_rings.call_off(tx, contact_id)
    cb = callbacks.lock_open(tx, contact_id) if contact_id is not None else None
    if cb is None:
        return Outcome("none", {})
    if writing.is_on(cb):
        writing.end(tx, cb, "participant")
        return Outcome("ended", {})
    if cb.state == S.CONNECTED:
        return Outcome("talking", {})
    callbacks.end(tx, cb, S.CANCELLED, tell_volunteers="offer.withdrawn")
    return Outcome("cancelled", {"code": cb.code})


def cancel_everything(tx: Tx, contact_id: int) -> None:
    """STOP: end their own callback, as `cancel` does."""
    trial_rings.call_off(tx, contact_id)
    cb = callbacks.lock_open(tx, contact_id)
    if writing.is_on(cb):
        writing.end(tx, cb, "participant")
    elif cb is not None and cb.state != S.CONNECTED:
        callbacks.end(tx, cb, S.CANCELLED, tell_volunteers="offer.withdrawn")


def move(tx: Tx, contact_id: int | None, wanted: Wanted) -> Outcome:
    """LATER: another time, with a new promise; whoever held it is free. The outcomes are those of `MoveCallback`."""
    cb = callbacks.lock_open(tx, contact_id) if contact_id is not None else None
    if contact_id is None or cb is None:
        return Outcome("none", {})
    if cb.state == S.CONNECTED:
        return Outcome("talking", {})
    sooner = wanted.at <= tx.now
    if sooner and not _to_come(cb.not_before, tx.now):
        return Outcome("soon", {"by": cb.promised_by})
    known = contacts.by_id(tx, contact_id, lock=False)
    closing = tx.line.closed_at(tx.now)
    if closing is not None and not sooner and wanted.at < closing.until:
        over = wanted.until is not None and wanted.until <= closing.until
        wanted = replace(wanted, at=closing.until, until=None if over else wanted.until)
    within = wanted if sooner else _in_safe_hours(tx, known, wanted)
    if within is None:
        return OUTSIDE_SAFE
    waits = cb.state in (S.WAITING, S.OFFERED) and cb.ready_asked_at is None
    counted = waits and not _to_come(cb.not_before, tx.now)
    made = _promise(tx, contact_id, cb.language, None if sooner else within, counted=counted)
    callbacks.withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell="offer.withdrawn")
    # An unsent "is now good?" is about the old time.
    compose.drop_unsent(tx, contact_id, purpose="ready")
    if has_volunteer(cb):
        callbacks.tell_holder_last(tx, cb, "offer.withdrawn")
        callbacks.let_go(tx, cb, OfferState.WITHDRAWN)
    anew = {"risk_alerted_at": None, "late_told_at": None, "near_asked_at": None}
    anew |= {"ready_asked_at": None, "silenced_at": None}
    callbacks.move(
        tx,
        cb,
        S.WAITING,
        not_before=None if sooner else within.at,
        zone_assumed=_assumed(tx, within),
        promised_by=made.by,
        requested_at=tx.now if sooner else cb.requested_at,
        yes_at=tx.now if sooner else cb.yes_at,
        retry_at=None,
        due_at=tx.now,
        **anew,
    )
    tx.wake("advance_callback", cb.id)
    decisions.note(tx, cb.id, "moved", "they asked for another time", made.why or "as that time allows")
    return (
        Outcome("soon", {"by": made.by}) if sooner else Outcome("moved", {"when": Span(within.at, made.by)})
    )


def _promise(tx: Tx, contact_id: int, language: str, wanted: Wanted | None, *, counted: bool) -> Promise:
    """What may honestly be promised. `counted`: the callback waits already, and must not count as ahead of itself."""
    cover = capacity.cover_now(tx, language=language, besides=contact_id)
    if counted:
        cover = replace(cover, ahead=max(0, cover.ahead - 1))
    made = promise.promise_for(tx.now, tx.line, cover, wanted_at=wanted.at if wanted else None)
    until = wanted.until if wanted else None
    return replace(made, by=max(made.by, until)) if until is not None else made


def _in_safe_hours(tx: Tx, known: contacts.Known, wanted: Wanted) -> Wanted | None:
    """The part of the time they named that lies in their safe hours; None when none of it does."""
    zone, hours = known.zone or tx.line.timezone, known.person.safe.hours
    if hours is None:
        return wanted
    opens = safe_contact.may_text(safe_contact.Safe(hours=hours), wanted.at, zone).not_before
    if opens is None:
        return wanted
    within = wanted.until is not None and opens < wanted.until
    return replace(wanted, at=opens) if within else None


def _assumed(tx: Tx, wanted: Wanted) -> str | None:
    return tx.line.timezone if wanted.assumed else None


def _to_come(at: datetime | None, now: datetime) -> bool:
    return at is not None and at > now + timedelta(seconds=1)
