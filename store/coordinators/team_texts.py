"""Texts of the team to volunteers: who gets one, when, and why somebody does not. Through the line, in their hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select

from flows.rules.times import night
from flows.wording import Listener, render
from store.accounts.accounts import Person
from store.contacts import contacts, known_people
from store.database import Tx
from store.messages import compose
from store.models import Shift, Volunteer
from store.rota import queries as rota
from store.safe_contact import safe_contact
from store.volunteers import availability, roster_view
from store.volunteers.roster_view import Listed

LONGEST: Final = 600
SHIFTS_AHEAD: Final = timedelta(hours=48)
WORDING: Final = "team.says"
UNHEARD: Final = (
    "left",
    "not_joined",
    "no_texting",
    "opted_out",
    "unreachable",
    "landline",
    "they_contact",
    "paused",
)
"""Why somebody does not get a text, in the words of `Receiver.why`."""


class Receiver(NamedTuple):
    """A volunteer a text is meant for. `why`: of UNHEARD, "" for who gets it; `at`: when, where that is later."""

    volunteer: Listed
    why: str
    at: datetime | None


class Stretch(NamedTuple):
    """Shifts with the same hours, and whose they are."""

    starts_at: datetime
    ends_at: datetime
    volunteer_ids: tuple[int, ...]


def receivers(tx: Tx, ids: Sequence[int], account: Person, *, even_paused: bool = False) -> list[Receiver]:
    """Who of these gets a text that is sent now. Nobody whom this account knows is among them.

    `even_paused`: also who has a pause, since the text is meant for them alone.
    """
    known = set(tx.run(known_people.contacts_known(account.id)).scalars())
    meant = [each for each in roster_view.several(tx, ids) if each.contact_id not in known]
    return [_receiver(tx, each, even_paused=even_paused) for each in meant]


def send(tx: Tx, ids: Sequence[int], words: str, account: Person, *, even_paused: bool = False) -> int:
    """Put the text in line for those who get it; gives how many they are. It leaves as fast as the carrier allows."""
    count = 0
    for each in receivers(tx, ids, account, even_paused=even_paused):
        delay = max(timedelta(), each.at - tx.now) if each.at is not None else timedelta()
        if not each.why:
            queued = compose.queue(tx, each.volunteer.contact_id, "team", WORDING, words=words, delay=delay)
            count += queued is not None
    return count


def text(tx: Tx, words: str, contact_id: int | None, language: str) -> str:
    """The whole text, as it leaves: to this contact, or to anybody who reads `language`."""
    to = (
        contacts.listening(tx, contact_id).to
        if contact_id is not None
        else Listener(tx.line, language, False, tx.now)
    )
    return render(WORDING, to, {"words": words})


def on_duty(tx: Tx) -> tuple[int, ...]:
    """Who is on duty at this moment, in a pause or not."""
    now = select(Volunteer.id).where(Volunteer.status == "active", availability.on_duty(tx.now))
    return tuple(tx.run(now.order_by(Volunteer.id)).scalars())


def stretches(tx: Tx) -> list[Stretch]:
    """The shifts that run, or begin within two days, and somebody has."""
    found: dict[tuple[datetime, datetime], list[int]] = {}
    for row in rota.within(tx, tx.now + SHIFTS_AHEAD):
        if row.volunteer_id is not None and row.state in rota.THEIRS:
            found.setdefault(_hours(row), []).append(row.volunteer_id)
    return [Stretch(*hours, tuple(dict.fromkeys(ids))) for hours, ids in found.items()]


def _hours(row: Shift) -> tuple[datetime, datetime]:
    return row.starts_at, row.ends_at


def _receiver(tx: Tx, each: Listed, *, even_paused: bool) -> Receiver:
    ear = contacts.listening(tx, each.contact_id)
    zone = rota.zone_of(tx, each.id)
    verdict = safe_contact.may_text(tx, each.contact_id, ear.safe, ear.to.zone)
    rules = (
        (each.state == "left", "left"),
        (each.state == "invited", "not_joined"),
        (not tx.line.texting, "no_texting"),
        (ear.opted_out, "opted_out"),
        (ear.unreachable, "unreachable"),
        (ear.landline, "landline"),
        (not verdict.allowed and verdict.not_before is None, "they_contact"),
        (each.state == "paused" and not even_paused, "paused"),
    )
    why = next((why for holds, why in rules if holds), "")
    asleep = night.is_night(tx.now, zone) and each.state not in ("on", "talking")
    morning = night.over_at(tx.now, zone) if asleep else None
    later = [at for at in (verdict.not_before, morning) if at is not None and at > tx.now]
    return Receiver(each, why, max(later, default=None))
