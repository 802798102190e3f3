"""The log of who did what, for an account: without what is about people whom it knows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import and_, or_, select

from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.audit import proof, reading
from store.audit.chain import Entry
from store.audit.reading import Found, Sought
from store.contacts.known_people import contacts_known
from store.database import Tx
from store.models import Alert, Callback, Contact, Volunteer

HANDLE: Final = r"\b[A-Z][a-z]+-\d{1,6}\b"
"""What a handle looks like: Heron-4821. That of an account does too."""
AT_ONCE: Final = 50
DOWNLOADED: Final = 5_000
"""So many entries are in one file."""


def page(tx: Tx, account: Person, sought: Sought) -> Found:
    """A page of the log."""
    return reading.find(tx.connection, sought, AT_ONCE, hidden_from(tx, account))


def download(tx: Tx, account: Person, sought: Sought) -> list[Entry]:
    """The newest entries that fit, for a file; `downloaded` writes down that it was made."""
    hidden = hidden_from(tx, account)
    entries: list[Entry] = []
    at: int | None = sought.before
    while len(entries) < DOWNLOADED:
        wanted = replace(sought, before=at)
        found = reading.find(tx.connection, wanted, DOWNLOADED - len(entries), hidden)
        entries += found.entries
        if found.before is None:
            break
        at = found.before
    return entries


def downloaded(tx: Tx, account: Person, sought: Sought, count: int) -> None:
    """Write down that a file of so many entries goes out."""
    tx.record("log downloaded", sought.about, by=by(account), entries=count)


def handles_in(tx: Tx, entries: Sequence[Entry]) -> dict[str, int | None]:
    """The handles of people that these are about; for a volunteer with their number, for others with None."""
    said = {each for entry in entries for each in re.findall(HANDLE, entry.about)}
    if not said:
        return {}
    peers = and_(Volunteer.contact_id == Contact.id, Volunteer.status != "left")
    wanted = select(Contact.handle, Volunteer.id).outerjoin(Volunteer, peers).where(Contact.handle.in_(said))
    return {row.handle: row.id for row in tx.run(wanted)}


def check_anew(tx: Tx, account: Person) -> None:
    """Have the whole log proved from its beginning."""
    proof.ask(tx.connection, tx.now)
    tx.record("log check asked", by=by(account))


def hidden_from(tx: Tx, account: Person) -> Callable[[Entry], bool]:
    """Whether an entry is about somebody whom this account knows: their handle, an alert or a callback of theirs."""
    known = list(tx.run(contacts_known(account.id)).scalars())
    if not known:
        return lambda entry: False
    theirs = select(Callback.id, Callback.code).where(Callback.contact_id.in_(known))
    callbacks = tx.run(theirs).all()
    alerts = select(Alert.id).where(
        or_(Alert.contact_id.in_(known), Alert.callback_id.in_([row.id for row in callbacks]))
    )
    names = {
        *(
            handle.casefold()
            for handle in tx.run(select(Contact.handle).where(Contact.id.in_(known))).scalars()
        ),
        *(f"a{alert_id}" for alert_id in tx.run(alerts).scalars()),
    }
    codes = {row.code.casefold() for row in callbacks}
    numbers = {f"{row.code} #{row.id}".casefold() for row in callbacks}

    def is_hidden(entry: Entry) -> bool:
        said = reading.words(" ".join([entry.who, entry.about, *map(str, entry.more.values())]))
        if names.intersection(said):
            return True
        if re.fullmatch(r"\w+ #\d+", entry.about):
            return entry.about.casefold() in numbers
        # A callback's code alone: it is used again, and who had it then is not told apart.
        return bool(codes.intersection(said))

    return is_hidden


def checked(tx: Tx) -> tuple[proof.Checked | None, int]:
    """How far the log was proved, and how many entries there are after that."""
    mark = proof.last(tx.connection)
    newest = reading.newest(tx.connection)
    return mark, newest - (mark.up_to if mark is not None else 0)
