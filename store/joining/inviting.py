"""The team invites somebody to volunteer: what is known of the number, how they agreed, and the text that asks them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from sqlalchemy import select

from flows.rules.times import night
from flows.wording import Listener, render
from store.consent import ledger as consent
from store.contacts import contacts
from store.database import Tx
from store.models import Contact, Volunteer
from store.volunteers import roster

AN_HOUR: Final = 200
"""So many invitations of a file leave in an hour, so that who answers them is answered."""
AT_ONCE: Final = 400
PURPOSE: Final = "invitation"
"""Under which the ledger keeps how somebody agreed to be asked."""
WORDING: Final = "volunteer.invite"
Outlook = Literal["new", "known", "back", "already", "opted_out", "unreachable", "landline"]
"""What the line knows of a number: nothing; they have used it; they were a volunteer; they are one or were invited; or
why no text reaches them."""
MAY_BE_INVITED: Final = ("new", "known", "back")


class Invitee(NamedTuple):
    """Somebody to be invited. `agreed`: how they agreed to be texted first."""

    name: str
    number: str
    languages: Sequence[str]
    experiences: Sequence[str]
    agreed: str


class Known(NamedTuple):
    """What the line knows of a number; the contact and the volunteer, where there are such."""

    outlook: Outlook
    contact_id: int | None = None
    volunteer_id: int | None = None
    handle: str = ""


def look(tx: Tx, number: str) -> Known:
    """What would come of an invitation to this number (E.164). It files nobody."""
    return look_at_many(tx, [number])[number]


def look_at_many(tx: Tx, numbers: Sequence[str]) -> dict[str, Known]:
    """As `look`, for many at once."""
    by_hash = {each: number for number in numbers for each in tx.vault.hashes(number)}
    columns = select(
        *(Contact.id, Contact.handle, Contact.opted_out_at, Contact.unreachable_at, Contact.landline_at),
        *(Contact.number_hash, Volunteer.id.label("volunteer_id"), Volunteer.status),
    ).outerjoin(Volunteer, Volunteer.contact_id == Contact.id)
    found = {number: Known("new") for number in numbers}
    for some in _some(list(by_hash)):
        for row in tx.run(columns.where(Contact.number_hash.in_(some))):
            rules: Sequence[tuple[bool, Outlook]] = (
                (row.volunteer_id is not None and row.status != "left", "already"),
                (row.opted_out_at is not None, "opted_out"),
                (row.unreachable_at is not None, "unreachable"),
                (row.landline_at is not None and tx.line.texting, "landline"),
                (row.volunteer_id is not None, "back"),
            )
            outlook: Outlook = next((outlook for holds, outlook in rules if holds), "known")
            found[by_hash[row.number_hash]] = Known(outlook, row.id, row.volunteer_id, row.handle)
    return found


def _some(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    return (hashes[begin : begin + AT_ONCE] for begin in range(0, len(hashes), AT_ONCE))


def invite(tx: Tx, who: Invitee, *, delay: timedelta = timedelta()) -> tuple[Outlook, int | None]:
    """Add them and text them the invitation, after `delay`; gives what was known, and their id where they are added.

    Nothing has changed where the outlook is none of MAY_BE_INVITED. The consent ledger keeps how they agreed.
    """
    before = look(tx, who.number).outlook
    contacts.by_number(tx, who.number)  # with its lock: of two invitations one sees the other
    now = look(tx, who.number).outlook
    if now not in MAY_BE_INVITED:
        return now, None
    volunteer_id, _ = roster.add_volunteer(
        tx,
        who.name,
        who.number,
        languages=list(who.languages),
        experiences=list(who.experiences),
        timezone=None,
        active=False,
        on_duty=False,
        agreed=who.agreed,
    )
    contact_id = roster.named(tx, volunteer_id).contact_id
    consent.record(tx, contact_id, purpose=PURPOSE, action="given", words=who.agreed, source="team")
    roster.invite(tx, volunteer_id, delay=delay)
    return before, volunteer_id


def text(tx: Tx, language: str) -> str:
    """The invitation, as it leaves."""
    return render(WORDING, Listener(tx.line, language, False, tx.now))


class Pace:
    """When the next of many invitations may leave: by day on the line's clock, and at most AN_HOUR of them an hour."""

    def __init__(self, tx: Tx, next_at: str | None) -> None:
        self._tx = tx
        begun = datetime.fromisoformat(next_at) if next_at else tx.now
        self.at = self._by_day(max(begun, tx.now))

    def delay(self) -> timedelta:
        """How long the next one waits."""
        return self.at - self._tx.now

    def taken(self) -> None:
        """That moment is taken."""
        self.at = self._by_day(self.at + timedelta(hours=1) / AN_HOUR)

    def _by_day(self, at: datetime) -> datetime:
        return night.over_at(at, self._tx.line.timezone)
