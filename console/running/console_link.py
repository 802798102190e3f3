"""The account of a demo's coordinator, which has no password, and the link that leads in once."""

from store.accounts import accounts, links
from store.config import clock
from store.database import Database, Tx

EMAIL = "coordinator@example.org"


def make(db: Database, origin: str) -> str:
    """A new link into the console of the demo at `origin`. The one before it stops working."""

    def work(tx: Tx) -> str:
        account = accounts.find(tx, EMAIL) or accounts.add(tx, EMAIL, "coordinator", name="Coordinator")
        if account.password_hash is None:
            accounts.make_active(tx, account.id)
        tx.record("demo link made", account.handle, by="the demo")
        return links.make(tx, account.id, links.ENTER)

    return f"{origin}/console/enter/{db.transact(clock.now(), work)}"
