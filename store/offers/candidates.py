"""Reads the candidates for callbacks from the database. The rules that choose are in `flows.rules.matching`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Select, bindparam, case, exists, func, or_, select, true

from flows.rules.matching.assignment import Pool
from flows.rules.matching.availability import (
    CallsHad,
    is_asleep,
    is_on_duty_at,
    is_paused,
    may_sleep,
    zone_of,
)
from flows.rules.matching.matching import Candidate, Wish
from flows.rules.matching.wishes import USUAL_MINUTES, slug
from flows.states import HELD_STATES
from store.callbacks import wishes
from store.contacts import in_danger, same_person
from store.database import Tx
from store.line_rings import rows as line_rings
from store.models import Callback, CarePlan, Contact, LineRing, Offer, Pairing, Volunteer
from store.vault.columns import VOLUNTEER_EXPERIENCES, row_of
from store.volunteers import availability, caps

LATELY = timedelta(days=7)


_NAMED_IN_CARE_PLAN = select(CarePlan.named_volunteer_id).where(
    CarePlan.contact_id == bindparam("contact_id")
)


def wish_of(tx: Tx, cb: Callback) -> Wish:
    """What a callback asks of a peer."""
    asked = wishes.read(tx, cb)
    named = (
        tx.run(_NAMED_IN_CARE_PLAN, {"contact_id": cb.contact_id}).scalar()
        if cb.contact_id is not None
        else None
    )
    return Wish(
        callback_id=cb.id,
        language=cb.language,
        starts_at=max(tx.now, cb.not_before or tx.now),
        minutes=cb.minutes or USUAL_MINUTES,
        about=frozenset(asked.about),
        gender=asked.gender,
        same=asked.same,
        severity=cb.severity,
        promised_by=cb.promised_by,
        requested_at=cb.requested_at,
        named_volunteer=named,
        text_only=cb.kind == "text",
        danger=in_danger.needs_ready(tx, cb),
    )


def pool(tx: Tx, waiting: Sequence[Callback]) -> Pool:
    """Every volunteer who can be reached, and is on duty or said that they can take one of these callbacks.

    Volunteers with a past with one of the callbacks (asked, passed, refused, willing, or its own participant) are
    in `special`.
    """
    asked = _asked(tx, waiting)
    same = same_person.phones(tx)
    paired = _paired(tx, waiting, same)
    willing = {volunteer_id for (_, volunteer_id), past in asked.items() if past["willing_from"] is not None}
    talking = any(cb.talk_started_at is not None for cb in waiting)
    rows = _volunteers(tx, willing, talking=talking)
    had = caps.calls_had(tx, rows)
    began = {row.id: _on_since(row) for row in rows}
    plain = {row.id: _candidate(tx, row, had.get(row.id, caps.NONE)) for row in rows}
    everyone = {row.id: plain[row.id] for row in rows if is_on_duty_at(row, tx.now)}
    themselves = {row.contact_id: row.id for row in rows}
    special: dict[int, list[Candidate]] = {}
    for cb in waiting:
        pasts: dict[int, dict[str, Any]] = {}
        for (callback_id, volunteer_id), past in asked.items():
            if callback_id == cb.id:
                pasts.setdefault(volunteer_id, {}).update(_since(began.get(volunteer_id), past, cb))
        for (contact_id, volunteer_id), said in paired.items():
            if contact_id == cb.contact_id:
                pasts.setdefault(volunteer_id, {}).update(said)
        for phone in same.get(cb.contact_id, (cb.contact_id,)) if cb.contact_id is not None else ():
            if phone in themselves:
                # A volunteer may use the line too, and is never asked to call themselves, also from another phone.
                pasts.setdefault(themselves[phone], {})["is_participant"] = True
        special[cb.id] = [replace(plain[id], **past) for id, past in pasts.items() if id in plain]
    return Pool(tuple(everyone.values()), special)


def candidates(tx: Tx, cb: Callback) -> list[Candidate]:
    """The candidates for one callback, each with their past with it."""
    found = pool(tx, [cb])
    special = {each.volunteer_id: each for each in found.special[cb.id]}
    return [each for each in found.everyone if each.volunteer_id not in special] + list(special.values())


def one(tx: Tx, cb: Callback, volunteer_id: int) -> Candidate | None:
    """One volunteer as a candidate, on duty or not. None: they have not joined, or cannot be texted."""
    row = next(
        (row for row in _volunteers(tx, {volunteer_id}, talking=False) if row.id == volunteer_id), None
    )
    if row is None:
        return None
    asked = _asked(tx, [cb]).get((cb.id, volunteer_id))
    past = _since(_on_since(row), asked, cb) if asked is not None else {}
    same = same_person.phones(tx)
    if cb.contact_id is not None:
        past |= _paired(tx, [cb], same).get((cb.contact_id, volunteer_id), {})
    had = caps.calls_had(tx, [row]).get(row.id, caps.NONE)
    themselves = row.contact_id in same.get(cb.contact_id or 0, (cb.contact_id,))
    return replace(_candidate(tx, row, had), **past, is_participant=themselves)


if TYPE_CHECKING:

    class _OnDuty(Volunteer):
        """A volunteer's row, with what is reckoned beside it. `busy`: they hold another callback, or are asked."""

        busy: int
        lately: int
        shift_since: datetime | None
        zone: str | None

else:
    _OnDuty = Volunteer


def _volunteers(tx: Tx, willing: set[int], *, talking: bool) -> list[_OnDuty]:
    # While the line may not text, an offer is a ring too.
    found = _on_duty(talking=talking, by_ring=talking or not tx.line.texting, with_willing=bool(willing))
    values = {"now": tx.now, "lately": tx.now - LATELY} | ({"willing": list(willing)} if willing else {})
    rows = cast(list[_OnDuty], list(tx.run(found, values)))
    tx.keys.load(row.experiences_sealed for row in rows)
    return rows


@cache
def _on_duty(*, talking: bool, by_ring: bool, with_willing: bool) -> Select[Any]:
    holds_a_callback = exists().where(Callback.volunteer_id == Volunteer.id, Callback.state.in_(HELD_STATES))
    has_an_open_offer = exists().where(Offer.volunteer_id == Volunteer.id, Offer.state == "open")
    # For a caller on the line, somebody who has not answered an offer yet is free; their phone may ring.
    busy = holds_a_callback if talking else or_(holds_a_callback, has_an_open_offer)
    # But not while it rings in place of a text: no phone is rung twice at once.
    rings = LineRing.state.in_(line_rings.UNDER_WAY)
    busy = or_(busy, exists().where(LineRing.contact_id == Volunteer.contact_id, rings)) if by_ring else busy
    offers_lately = (
        select(func.count())
        .where(Offer.volunteer_id == Volunteer.id, Offer.offered_at > bindparam("lately"))
        .scalar_subquery()
    )
    on_duty = availability.on_duty(bindparam("now"))
    willing = Volunteer.id.in_(bindparam("willing", expanding=True))
    return (
        select(
            Volunteer.__table__,
            case((busy, 1), else_=0).label("busy"),
            offers_lately.label("lately"),
            availability.shift_since().label("shift_since"),
            Contact.timezone.label("zone"),
        )
        .join(Contact, Contact.id == Volunteer.contact_id)
        .where(
            Volunteer.status == "active",
            or_(on_duty, willing) if with_willing else on_duty,
            availability.reachable(),
            # An offer is a text; a phone that takes none can still ring for a caller on the line.
            true() if by_ring else Contact.landline_at.is_(None),
        )
    )


def _candidate(tx: Tx, row: _OnDuty, had: CallsHad) -> Candidate:
    zone = zone_of(row, tx.line)
    return Candidate(
        volunteer_id=row.id,
        languages=tuple(row.languages),
        experiences=_experiences(tx.open(VOLUNTEER_EXPERIENCES, row_of(row), row.experiences_sealed) or "[]"),
        gender=row.gender,
        on_duty=is_on_duty_at(row, tx.now),
        duty_until=row.duty_until,
        holds_another=bool(row.busy),
        calls_today=had.today,
        daily_cap=row.daily_cap,
        resting_until=row.resting_until,
        last_asked_at=row.last_asked_at,
        asked_lately=row.lately,
        asleep=is_asleep(row, tx.now, zone),
        may_sleep=may_sleep(row, tx.now, zone),
        paused=is_paused(row, tx.now),
        calls_on_shift=had.stretch,
        shift_cap=row.shift_cap,
        takes_danger=row.takes_danger,
        ready_for_danger=row.ready_for_danger,
    )


@lru_cache(maxsize=4096)
def _experiences(kept: str) -> frozenset[str]:
    return frozenset(slug(str(each)) for each in json.loads(kept))


_OFFERS_OF_CALLBACKS = (
    select(
        Offer.callback_id,
        Offer.volunteer_id,
        Offer.state,
        Offer.offered_at,
        Offer.expires_at,
        Offer.answered_at,
        Offer.willing_from,
    )
    .where(Offer.callback_id.in_(bindparam("callback_ids", expanding=True)))
    .order_by(Offer.id)
)


def _asked(tx: Tx, waiting: Sequence[Callback]) -> Mapping[tuple[int, int], dict[str, Any]]:
    """What became of the offers of these callbacks, by callback and volunteer."""
    talking = {cb.id for cb in waiting if cb.talk_started_at is not None}
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for row in tx.run(_OFFERS_OF_CALLBACKS, {"callback_ids": [cb.id for cb in waiting]}):
        past = found.setdefault(
            (row.callback_id, row.volunteer_id),
            {"asked_at": [], "asked_until": None, "willing_from": None, "passed_at": None}
            | dict.fromkeys(("passed", "asked_now", "taken_back"), False),
        )
        # An offer that we took back ourselves (another time, another wish) was not left unanswered.
        if row.state != "withdrawn":
            past["asked_at"].append(row.offered_at)
        # A volunteer whose offer we withdrew has not stayed silent, and need not rest. Nor has one whose phone rang
        # for a caller on the line: they were never asked by text.
        rang = row.callback_id not in talking and row.expires_at <= row.offered_at
        if row.state not in ("covered", "withdrawn") and not rang:
            until = row.answered_at or row.expires_at
            past["asked_until"] = max(past["asked_until"] or until, until)
        past["asked_now"] |= row.state == "open"
        past["taken_back"] |= row.state == "taken_back"
        if row.state == "passed":
            past["passed"], past["passed_at"] = True, row.answered_at
            past["willing_from"] = row.willing_from  # the latest word counts, also a PASS without a time
    return found


def _since(began: datetime | None, past: dict[str, Any], cb: Callback) -> dict[str, Any]:
    """The past of a volunteer with a callback, as far as it counts in the stretch of duty they are in.

    A volunteer who came on duty after leaving an offer unanswered has said by that that they are there now.
    """
    told = {name: value for name, value in past.items() if name != "asked_at"}
    asked_at = [at for at in past["asked_at"] if began is None or at >= began]
    if not asked_at and not past["asked_now"]:
        told["asked_until"] = None
    return told | {"times_asked": len(asked_at), "ready_at": cb.yes_at}


def _on_since(row: _OnDuty) -> datetime | None:
    return max((at for at in (row.duty_since, row.shift_since) if at is not None), default=None)


def _paired(
    tx: Tx, waiting: Sequence[Callback], same: Mapping[int, Sequence[int]]
) -> Mapping[tuple[int, int], dict[str, Any]]:
    """What was said about each other, by contact and volunteer. A "never again" holds from every phone of a person."""
    meant = {cb.contact_id: wishes.meant(tx, cb, wishes.read(tx, cb)) for cb in waiting}
    contacts = list({cb.contact_id for cb in waiting if cb.contact_id is not None})
    found: dict[tuple[int, int], dict[str, Any]] = {
        (row.contact_id, row.volunteer_id): {
            # Glad to talk again is one thing; that they ask for this very peer, and no other of before, the other.
            "wants_same": row.volunteer_again_at is not None and row.volunteer_id == meant[row.contact_id],
            "refused": row.contact_refused_at is not None or row.volunteer_refused_at is not None,
        }
        for row in tx.run(_PAIRINGS_OF_CONTACTS, {"contacts": contacts})
    }
    for contact_id in contacts:
        others = [each for each in same.get(contact_id, ()) if each != contact_id]
        if not others:
            continue
        said = (Pairing.contact_refused_at.is_not(None), Pairing.volunteer_refused_at.is_not(None))
        refused = select(Pairing.volunteer_id).where(Pairing.contact_id.in_(others), or_(*said))
        for volunteer_id in tx.run(refused).scalars():
            found.setdefault((contact_id, volunteer_id), {})["refused"] = True
    return found


_PAIRINGS_OF_CONTACTS = select(Pairing.__table__).where(
    Pairing.contact_id.in_(bindparam("contacts", expanding=True))
)
