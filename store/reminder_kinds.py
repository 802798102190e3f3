"""Every kind of reminder there is. A new one is an entry in the module of its topic."""

from store import callback_reminders, checkin_reminders, turn_reminders, waiting_reminders
from store.reminder_kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *callback_reminders.KINDS,
        *checkin_reminders.KINDS,
        *turn_reminders.KINDS,
        *waiting_reminders.KINDS,
    )
}
