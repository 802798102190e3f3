"""Another number to be called on."""

from dataclasses import replace

from flows.effects import other_numbers as e
from flows.effects.base import Effect, Outcome
from flows.wording import render
from store.consent import ledger as consent
from store.consent import other_numbers
from store.database import Tx
from store.effects.base import NONE, Applied, Apply, for_contacts


@for_contacts
def _name(tx: Tx, done: Applied, effect: e.NameNumber) -> Outcome:
    return other_numbers.name(tx, done.contact_id, effect.number)


@for_contacts
def _show(tx: Tx, done: Applied, _: e.ShowNumber) -> Outcome:
    return other_numbers.show(tx, done.contact_id)


@for_contacts
def _drop(tx: Tx, done: Applied, _: e.DropNumber) -> Outcome:
    return Outcome("dropped", {}) if other_numbers.drop(tx, done.contact_id) else NONE


@for_contacts
def _confirm(tx: Tx, done: Applied, effect: e.ConfirmNumber) -> Outcome:
    confirmed = other_numbers.confirm(tx, done.contact_id, effect.digits)
    if confirmed is None:
        mine = other_numbers.show(tx, done.contact_id)
        # Their own code, from the wrong one of their two phones: that much they know already.
        theirs = mine.name == "pending" and mine.params["digits"] == effect.digits
        return Outcome("elsewhere", mine.params) if theirs else NONE
    if confirmed.purpose != other_numbers.TELL:
        return Outcome("confirmed", {})
    said = {"name": confirmed.called}
    told = render("trusted.confirmed", replace(done.known.listener(tx), aloud=done.channel == "voice"), said)
    words = f"{effect.digits} / {told}"
    consent.record(
        tx, done.contact_id, purpose=consent.TOLD, action="given", words=words, source=done.channel
    )
    return Outcome("confirmed_tell", {**said})


APPLY: dict[type[Effect], Apply] = {
    e.NameNumber: _name,
    e.ShowNumber: _show,
    e.DropNumber: _drop,
    e.ConfirmNumber: _confirm,
}
