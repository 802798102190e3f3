"""The alerts that somebody took in the console: where they can see to them no more, the next on call is told."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from store.account_alerts import taken_alerts
from store.account_alerts.taken_alerts import AlertFound
from store.accounts.accounts import Person
from store.accounts.sign_in import by as said_by
from store.alerts import danger_alerts, pass_on
from store.database import Tx
from store.models import Alert

LATELY: Final = timedelta(hours=24)
"""As long as later words of the same person join the alert: what was taken before that was seen to."""


def held(tx: Tx, account: Person) -> list[AlertFound]:
    """The alerts that this account took lately, and nobody has closed."""
    theirs = select(Alert.id).where(
        Alert.taken_by_account_id == account.id,
        Alert.closed_at.is_(None),
        Alert.joined_id.is_(None),
        Alert.acknowledged_at > tx.now - LATELY,
    )
    found = [taken_alerts.find(tx, id_, account) for id_ in tx.run(theirs.order_by(Alert.id)).scalars()]
    return [each for each in found if each is not None and each.mine]


def pass_all_on(tx: Tx, account: Person, by: Person) -> int:
    """Give all of them to the next person on call; gives how many. `by`: who does it, for the log."""
    passed = held(tx, account)
    for each in passed:
        meant = danger_alerts.with_id(tx, each.id)
        if meant is not None:
            tx.record("alert passed", each.code, by=said_by(by), had=account.handle)
            pass_on.pass_on(
                tx, None, meant, knows=True
            )  # so that it is open again also where nobody else can be told
    return len(passed)
