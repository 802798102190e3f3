"""Who said that they know somebody, and is kept from everything about them; and that it is undone by somebody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select

from flows.effects.base import Outcome
from store.account_alerts import taken_alerts
from store.accounts import accounts
from store.accounts.accounts import Person
from store.accounts.sign_in import by
from store.alerts import history, phones
from store.contacts import known_people, same_person
from store.contacts.known_people import contacts_known
from store.database import Tx
from store.models import Account, AccountKnows, Alert, AlertPhone, Contact

MOST: Final = 200
_ABOUT = Contact.__table__.alias("about")


class Knows(NamedTuple):
    """Somebody who said that they know a person. `key`: names who, "account-3" or "phone-7"; `handle`: whom."""

    key: str
    who: str
    handle: str
    said_at: datetime


def say(tx: Tx, account: Person, row: Contact) -> Sequence[Outcome]:
    """They know this person: nothing of theirs is shown to the account from now on, by whichever phone of theirs.

    What the account has taken of theirs goes to the next person on call. Gives what came of each: as of `HandOver`.
    """
    group = same_person.phones(tx).get(row.id, (row.id,))
    theirs = (Alert.contact_id.in_(group)) & Alert.joined_id.is_(None) & Alert.closed_at.is_(None)
    mine = select(Alert.id).where(theirs, Alert.taken_by_account_id == account.id).order_by(Alert.id)
    held = [taken_alerts.find(tx, id, account) for id in tx.run(mine).scalars()]
    if known_people.say_known(tx, account.id, row.id):
        tx.record("person known", row.handle, by=by(account))
    return [taken_alerts.give_away(tx, each, account, knows_them=True) for each in held if each is not None]


def count(tx: Tx, account_id: int) -> int:
    """How many people this account said they know."""
    mine = select(func.count()).select_from(AccountKnows).where(AccountKnows.account_id == account_id)
    return int(tx.run(mine).scalar_one())


def listed(tx: Tx, account_id: int) -> list[Knows]:
    """Who else said so, the latest first: accounts, and phones on call. Not of people whom this account knows."""
    mine = contacts_known(account_id)
    said = (
        select(AccountKnows.account_id, AccountKnows.said_at, Contact.handle)
        .join(Contact, Contact.id == AccountKnows.contact_id)
        .where(AccountKnows.account_id != account_id, AccountKnows.contact_id.not_in(mine))
        .order_by(AccountKnows.said_at.desc())
        .limit(MOST)
    )
    found = []
    for row in tx.run(said).all():
        who = accounts.by_id(tx, row.account_id)
        found.append(
            Knows(f"account-{row.account_id}", f"{who.name} ({who.handle})", row.handle, row.said_at)
        )
    hidden = (
        select(AlertPhone.contact_id, Contact.handle, _ABOUT.c.handle.label("about"))
        .add_columns(func.max(AlertPhone.hidden_at).label("said_at"))
        .join(Contact, Contact.id == AlertPhone.contact_id)
        .join(_ABOUT, _ABOUT.c.id == AlertPhone.about_id)
        .where(AlertPhone.hidden_at.is_not(None), AlertPhone.about_id.not_in(mine))
        .group_by(AlertPhone.contact_id, Contact.handle, _ABOUT.c.handle)
        .limit(MOST)
    )
    found += [Knows(f"phone-{row.contact_id}", row.handle, row.about, row.said_at) for row in tx.run(hidden)]
    return sorted(found, key=lambda each: each.said_at, reverse=True)


def undo(tx: Tx, account: Person, key: str, handle: str) -> bool:
    """It was a mistake that they know this person: they hear of them again. False: nobody said so, or it is themselves.

    `account`: a supervisor who has asked them; `key`: as `listed` has it.
    """
    meant = next((each for each in listed(tx, account.id) if (each.key, each.handle) == (key, handle)), None)
    about = tx.run(select(Contact.id).where(Contact.handle == handle)).scalar()
    if meant is None or about is None:
        return False
    kind, _, id = key.partition("-")
    if kind == "phone":
        for each in same_person.phones(tx).get(about, (about,)):
            phones.show_again(tx, each, int(id))
        who = meant.who
    else:
        who = str(tx.run(select(Account.handle).where(Account.id == int(id))).scalar_one())
        history.accounts_see_again(tx, about, who)
    tx.record("known person shown again", handle, by=by(account), phones=who)
    return True
