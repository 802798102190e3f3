"""Another number to be called on."""

from flows import effects as e
from store import other_numbers
from store.database import Tx
from store.deeds.base import NONE, Applied, Deed, for_contacts


@for_contacts
def _name(tx: Tx, done: Applied, effect: e.NameNumber) -> e.Outcome:
    return other_numbers.name(tx, done.contact_id, effect.number)


@for_contacts
def _show(tx: Tx, done: Applied, _: e.ShowNumber) -> e.Outcome:
    return other_numbers.show(tx, done.contact_id)


@for_contacts
def _drop(tx: Tx, done: Applied, _: e.DropNumber) -> e.Outcome:
    return e.Outcome("dropped", {}) if other_numbers.drop(tx, done.contact_id) else NONE


@for_contacts
def _confirm(tx: Tx, done: Applied, effect: e.ConfirmNumber) -> e.Outcome:
    confirmed = other_numbers.confirm(tx, done.contact_id, effect.digits)
    return e.Outcome("confirmed", {}) if confirmed else NONE


DEEDS: dict[type[e.Effect], Deed] = {
    e.NameNumber: _name,
    e.ShowNumber: _show,
    e.DropNumber: _drop,
    e.ConfirmNumber: _confirm,
}
