"""Who is on the phone: the owner of the number that the call shows, or somebody of whom we know only that number."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from flows.rules.phone import SenderKind, read_sender
from flows.states import CallbackState
from store.contacts import contacts
from store.database import Tx
from store.models import Callback

LATELY: Final = timedelta(days=1)
"""How long a caller is told of a call that did not reach them."""


def on_call(tx: Tx, caller: str, *, attested: bool, proven: int | None = None) -> contacts.Known:
    """The caller behind `caller`, as the carrier gives it. `attested`: it says that the number is the caller's own.

    Anybody can make a call show any number (docs/adr/0031). Without the carrier's word, or where the organisation does
    not take that as enough, nothing that is on file under the number is loaded, so nothing can be said or changed.
    `proven`: the contact who has proved that the call is theirs, whatever number it shows.
    """
    if proven is not None:
        return contacts.by_id(tx, proven)
    sender = read_sender(caller)
    if sender.kind is not SenderKind.number or sender.number is None or sender.number == tx.line.number:
        return contacts.withheld(tx)
    if attested and tx.line.trust_attested:
        return _with_what_no_text_said(tx, contacts.by_number(tx, sender.number))
    return contacts.unverified(tx, sender.number)


def _with_what_no_text_said(tx: Tx, known: contacts.Known) -> contacts.Known:
    """With the last call of ours that did not reach them, where no text could tell them so."""
    if known.person.takes_texts or known.person.callback is not None:
        return known
    last = select(Callback.state, Callback.ended_at, Callback.attempts).where(
        Callback.contact_id == known.contact_id
    )
    row = tx.run(last.order_by(Callback.id.desc()).limit(1)).first()
    if row is None or row.state != CallbackState.MISSED or not row.attempts or row.ended_at < tx.now - LATELY:
        return known
    return replace(known, person=replace(known.person, missed_at=row.ended_at))
