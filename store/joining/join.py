"""How somebody becomes a volunteer: they agree to one ground rule after the other, and each is kept in the ledger."""

import json
from datetime import datetime, time

from sqlalchemy import and_, select, update

from flows.effects.base import Outcome
from flows.effects.rota import AddShiftPattern
from flows.person import ProfileView
from flows.rota.shift_said import shift_said
from flows.rules.ground_rules import RULES
from flows.rules.matching.availability import is_paused
from flows.wording import Listener, render
from store.consent import ledger as consent
from store.contacts import contacts, views
from store.database import Tx
from store.models import Consent, ShiftPattern, Volunteer
from store.rota import shift_patterns
from store.vault.columns import VOLUNTEER_EXPERIENCES
from store.volunteers import roster

NONE = Outcome("none", {})


def go_on(tx: Tx, contact_id: int, volunteer_id: int, source: str) -> Outcome:
    """The next rule they have not agreed to, as the outcome's name; joined, when there is none left.

    The outcome "none" for somebody who was not invited, has left, or is a volunteer already.
    """
    status = tx.run(select(Volunteer.status).where(Volunteer.id == volunteer_id)).scalar()
    if status != "invited":
        return NONE
    last_words = {}
    said = select(Consent.purpose, Consent.action).where(Consent.contact_id == contact_id)
    for row in tx.run(said.order_by(Consent.id)):
        last_words[row.purpose] = row.action
    missing = [rule for rule in RULES if last_words.get(_purpose(rule)) != "given"]
    if missing:
        return Outcome(missing[0], {})
    invited = and_(Volunteer.id == volunteer_id, Volunteer.status == "invited")
    tx.run(update(Volunteer).where(invited).values(status="active"))
    consent.record(tx, contact_id, purpose="volunteering", action="given", words="JOIN", source=source)
    return Outcome("joined", {})


def accept(tx: Tx, contact_id: int, volunteer_id: int, rule: str, source: str) -> Outcome:
    """They agree to this rule, in the words it was put to them. Outcomes as of `go_on`."""
    return (
        go_on(tx, contact_id, volunteer_id, source) if _filed(tx, contact_id, rule, "given", source) else NONE
    )


def decline(tx: Tx, contact_id: int, rule: str, source: str) -> Outcome:
    """They do not agree to it. Outcomes: declined, none."""
    return Outcome("declined", {}) if _filed(tx, contact_id, rule, "declined", source) else NONE


def _filed(tx: Tx, contact_id: int, rule: str, action: str, source: str) -> bool:
    if rule not in RULES:
        return False
    put = render(f"join.{rule}", contacts.listening(tx, contact_id, aloud=source == "voice").to)
    consent.record(tx, contact_id, purpose=_purpose(rule), action=action, words=put, source=source)
    return True


def _purpose(rule: str) -> str:
    return f"rule.{rule}"


def profile(tx: Tx, volunteer_id: int, to: Listener) -> ProfileView:
    """What the line knows of a volunteer, to show to them. `to`: how they are spoken to."""
    row = tx.run(select(Volunteer.__table__).where(Volunteer.id == volunteer_id)).one()
    paused = is_paused(row, tx.now)
    return ProfileView(
        name=views.first_name(tx, volunteer_id),
        languages=tuple(row.languages),
        experiences=tuple(roster.experiences(tx, row)),
        shift_cap=row.shift_cap,
        reserve=row.reserve,
        takes_danger=row.takes_danger,
        daily_cap=row.daily_cap,
        hours=tuple(shift_said(_shift(each), to) for each in shift_patterns.of(tx, volunteer_id)),
        paused=paused,
        paused_until=row.paused_until if paused else None,
        called=views.name_for_participants(tx, volunteer_id),
    )


def _shift(row: ShiftPattern) -> AddShiftPattern:
    ends = time.fromisoformat(row.ends) if row.ends else None
    return AddShiftPattern(datetime.fromisoformat(row.begins), row.recurs, row.minutes, ends, row.timezone)


def keep(tx: Tx, volunteer_id: int, what: str, value: tuple[str, ...] | int | str) -> None:
    """Keep one answer: as of `flows.effects.KeepProfile`."""
    mine = update(Volunteer).where(Volunteer.id == volunteer_id)
    match what, value:
        case "experiences", tuple():
            kept = json.dumps(list(value), ensure_ascii=False)
            them = roster.named(tx, volunteer_id)
            sealed = tx.seal(VOLUNTEER_EXPERIENCES, them.row, kept, whose=them.contact_id)
            tx.run(mine.values(experiences_sealed=sealed))
        case "languages", tuple():
            tx.run(mine.values(languages=list(value)))
        case "shift_cap", int():
            tx.run(mine.values(shift_cap=value or None))
        case "reserve", str():
            tx.run(mine.values(reserve=value == "yes"))
        case "danger", str():
            tx.run(mine.values(takes_danger=value == "yes"))
        case _:
            raise ValueError(f"nothing like that is kept of a volunteer: {what}")
