"""Who is on the phone: the owner of the number that the call shows, or somebody of whom we know only that number."""

from flows.rules.phone import SenderKind, read_sender
from store.contacts import contacts
from store.database import Tx


def on_call(tx: Tx, caller: str, *, attested: bool) -> contacts.Known:
    """The caller behind `caller`, as the carrier gives it. `attested`: it says that the number is the caller's own.

    Anybody can make a call show any number (docs/adr/0031). Without the carrier's word, or where the organisation does
    not take that as enough, nothing that is on file under the number is loaded, so nothing can be said or changed.
    """
    sender = read_sender(caller)
    if sender.kind is not SenderKind.number or sender.number is None or sender.number == tx.line.number:
        return contacts.withheld(tx)
    if attested and tx.line.trust_attested:
        return contacts.by_number(tx, sender.number)
    return contacts.unverified(tx, sender.number)
