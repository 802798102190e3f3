"""Every kind of reminder there is. A new one is an entry in the module of its topic."""

from store.callbacks import reminders as callback_reminders
from store.checkins import reminders as checkin_reminders
from store.closing import reminders as closing_reminders
from store.reminders.kind import Kind
from store.requests import reminders as waiting_reminders
from store.rota import duty_reminders
from store.rota import reminders as shift_reminders
from store.unread import unread_consent

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *callback_reminders.KINDS,
        *checkin_reminders.KINDS,
        *shift_reminders.KINDS,
        *duty_reminders.KINDS,
        *waiting_reminders.KINDS,
        *closing_reminders.KINDS,
        *unread_consent.KINDS,
    )
}
