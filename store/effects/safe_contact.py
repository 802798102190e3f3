"""How somebody may be reached, kept at once; and the word that ends everything."""

from dataclasses import replace

from flows.effects.base import Effect, Outcome
from flows.effects.requests import Wanted
from flows.effects.safe_contact import BringBackSafe, ClearSafe, EndEverything, KeepSafe
from flows.rules.safe_contact.allowed import Safe
from store.callbacks import callbacks, trial_rings
from store.callbacks.callbacks import S
from store.checkins import reminders
from store.contacts import contacts
from store.database import Tx
from store.effects.base import DONE, NONE, Applied, Apply, for_contacts
from store.joining import leaving
from store.line_rings import rows as line_rings
from store.reminders import schedules
from store.requests import after_refusal, ready
from store.requests import call as requests
from store.rota import on_off
from store.safe_contact import delayed_by_hours, safe_contact, undo


@for_contacts
def _keep(tx: Tx, done: Applied, effect: KeepSafe) -> Outcome:
    before = done.known.person.safe
    safe_contact.keep(tx, done.contact_id, effect.answer, effect.value)
    opens = _opens(before, effect)
    if opens and done.channel == "text":
        after_refusal.note(tx, done.contact_id)
    trial_rings.call_off(tx, done.contact_id)  # it was asked for before they said how they can be reached
    line_rings.call_off(tx, done.contact_id, line_rings.CHECKIN)
    _seen(tx, done)
    if effect.answer == "calls" and not effect.value and not safe_contact.write_instead(tx, done.contact_id):
        ready.prefer_text(tx, done.contact_id)
    kept = _into_their_hours(tx, done.contact_id) if effect.answer == "hours" else DONE
    return replace(kept, then=(*kept.then, "remind.held_now")) if _holds_reminders(tx, done, effect) else kept


def _opens(before: Safe, effect: KeepSafe) -> bool:
    """Whether this answer takes back what kept their phone silent."""
    if effect.answer == "hours":
        return effect.value is None and before.hours is not None
    if effect.answer == "calls":
        return bool(effect.value) and not before.calls
    return effect.answer == "they_contact" and not effect.value and before.they_contact


def _holds_reminders(tx: Tx, done: Applied, effect: KeepSafe) -> bool:
    """Whether this answer keeps back what they asked to be asked: they are told, for nothing else would say so."""
    if effect.answer not in ("hours", "they_contact") or not effect.value:
        return False
    plan = schedules.live(tx, done.contact_id)
    return plan is not None and reminders.is_held(tx, plan, done.known.person.safe, done.known.zone)


def _into_their_hours(tx: Tx, contact_id: int) -> Outcome:
    """A time that was agreed before, and is none of their safe hours, moves into them and is read back."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return DONE
    at = cb.agreed_at or cb.not_before
    if at is None or at <= tx.now or cb.state not in _STILL_TO_COME:
        return DONE
    opens, _ = delayed_by_hours.around(tx, cb, at)
    return requests.move(tx, contact_id, Wanted(opens)) if opens is not None and opens > at else DONE


_STILL_TO_COME = (S.WAITING, S.OFFERED, S.ACCEPTED)


@for_contacts
def _clear(tx: Tx, done: Applied, _: ClearSafe) -> Outcome:
    before = done.known.person.safe
    cleared = undo.clear(tx, done.contact_id)
    if done.channel == "text" and (before.they_contact or before.hours or not before.calls):
        after_refusal.note(tx, done.contact_id)
    _seen(tx, done)
    return Outcome("cleared", {}) if cleared else NONE


@for_contacts
def _bring_back(tx: Tx, done: Applied, _: BringBackSafe) -> Outcome:
    back = undo.bring_back(tx, done.contact_id)
    _seen(tx, done)
    return Outcome("back", {}) if back else NONE


def _seen(tx: Tx, done: Applied) -> None:
    """The answer that goes back is given under the name they have just chosen."""
    fresh = contacts.by_id(tx, done.contact_id, lock=False).person.safe
    done.known = replace(done.known, person=replace(done.known.person, safe=fresh))


def _end(tx: Tx, done: Applied, _: EndEverything) -> Outcome:
    # On a call that nobody vouches for, their own word says that it is them.
    owner = contacts.on_file(tx, done.known.shown) if done.known.shown is not None else done.known
    if owner is None or owner.contact_id is None:
        return NONE
    safe_contact.end_everything(tx, owner.contact_id)
    if owner.volunteer_id is not None:
        # Nobody who ended everything is asked to take a call.
        on_off.set_duty(tx, owner.volunteer_id, False, None)
        leaving.let_all_go(tx, owner.volunteer_id)
    return DONE


APPLY: dict[type[Effect], Apply] = {
    KeepSafe: _keep,
    BringBackSafe: _bring_back,
    ClearSafe: _clear,
    EndEverything: _end,
}
