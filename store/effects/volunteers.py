"""What a volunteer does."""

from dataclasses import replace

from flows.effects import volunteers as e
from flows.effects.base import Effect, Outcome
from flows.person import Person
from flows.rota_view import RotaView
from store.database import Tx
from store.effects.base import Applied, Apply, for_volunteers
from store.joining import names
from store.offers import take as offers
from store.reconnect import blocking
from store.rota import on_off, pause, shift_ending, shifts
from store.rota import views as rota_view
from store.unread import unread_consent
from store.volunteers import after_call, notes


@for_volunteers
def _set_duty(tx: Tx, done: Applied, effect: e.SetDuty) -> Outcome:
    outcome = on_off.set_duty(tx, done.volunteer_id, effect.on, effect.lasting)
    if not effect.on and done.channel == "text":
        unread_consent.ask_later(tx, done.contact_id)
    if effect.on:
        shifts.here(tx, done.volunteer_id)
        done.known = replace(done.known, person=_with_name_to_ask(tx, done))
    return outcome


def _with_name_to_ask(tx: Tx, done: Applied) -> Person:
    person = done.known.person
    if person.volunteer is None or not person.volunteer.active:
        return person
    to_ask = names.to_ask(tx, done.volunteer_id)
    return replace(person, volunteer=replace(person.volunteer, name_to_ask=to_ask))


@for_volunteers
def _pause(tx: Tx, done: Applied, effect: e.SetPause) -> Outcome:
    outcome = pause.begin(tx, done.volunteer_id, effect.until, is_break=effect.is_break)
    within = pause.shifts_within(tx, done.volunteer_id, effect.until)
    kept = pause.outlasting(within, effect.until) if effect.is_break and effect.until else []
    given = [row for row in within if row not in kept]
    seen = RotaView(mine=rota_view.views(given), kept=rota_view.views(kept))
    person = replace(done.known.person, rota=seen)
    done.known = replace(done.known, person=person)
    return outcome


@for_volunteers
def _talk_it_over(tx: Tx, done: Applied, effect: e.TalkItOver) -> Outcome:
    return notes.talk_it_over(tx, done.volunteer_id)


@for_volunteers
def _take(tx: Tx, done: Applied, effect: e.TakeOffer) -> Outcome:
    on_the_phone = done.call_sid is not None
    outcome = offers.take(
        tx,
        done.volunteer_id,
        effect.code,
        ring=effect.ring,
        hang_up_first=on_the_phone,
        in_call=done.call_sid if done.placed else None,
        at=effect.at,
        unread=effect.unread,
    )
    if done.placed and done.call_sid is not None:
        done.leg = offers.leg_in_call(tx, done.call_sid)
    return outcome


@for_volunteers
def _pass(tx: Tx, done: Applied, effect: e.PassOffer) -> Outcome:
    return offers.pass_on(
        tx, done.volunteer_id, effect.code, willing_from=effect.willing_from, unread=effect.unread
    )


@for_volunteers
def _block(tx: Tx, done: Applied, effect: e.BlockPair) -> Outcome:
    return blocking.block_last(tx, done.volunteer_id, effect.code)


@for_volunteers
def _note(tx: Tx, done: Applied, effect: e.WriteNote) -> Outcome:
    return notes.note(tx, done.volunteer_id, effect.code, effect.words, done=effect.done, hard=effect.hard)


@for_volunteers
def _after_call(tx: Tx, done: Applied, effect: e.AfterCall) -> Outcome:
    return after_call.keep(tx, done.volunteer_id, effect.code, effect.how)


@for_volunteers
def _talk_after_shift(tx: Tx, done: Applied, effect: e.TalkAfterShift) -> Outcome:
    return shift_ending.wants_to_talk(tx, done.volunteer_id)


APPLY: dict[type[Effect], Apply] = {
    e.SetDuty: _set_duty,
    e.SetPause: _pause,
    e.TalkItOver: _talk_it_over,
    e.TakeOffer: _take,
    e.PassOffer: _pass,
    e.BlockPair: _block,
    e.WriteNote: _note,
    e.AfterCall: _after_call,
    e.TalkAfterShift: _talk_after_shift,
}
