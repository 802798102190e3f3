"""What a volunteer does."""

from sqlalchemy import update

from flows import effects as e
from store import consent, notes, offers, parting
from store.database import Tx
from store.deeds.base import Applied, Deed, for_volunteers
from store.models import Volunteer


@for_volunteers
def _join(tx: Tx, done: Applied, effect: e.JoinAsVolunteer) -> e.Outcome:
    tx.run(update(Volunteer).where(Volunteer.id == done.volunteer_id).values(status="active"))
    ledger = {"purpose": "volunteering", "action": "given", "words": "JOIN", "source": done.channel}
    consent.record(tx, done.contact_id, **ledger)
    return e.Outcome("joined", {})


@for_volunteers
def _set_duty(tx: Tx, done: Applied, effect: e.SetDuty) -> e.Outcome:
    return offers.set_duty(tx, done.volunteer_id, effect.on, effect.lasting)


@for_volunteers
def _take(tx: Tx, done: Applied, effect: e.TakeOffer) -> e.Outcome:
    outcome, done.leg = offers.take(
        tx,
        done.volunteer_id,
        effect.code,
        ring=effect.ring,
        call_sid=done.call_sid,
        at=effect.at,
        unread=effect.unread,
    )
    return outcome


@for_volunteers
def _pass(tx: Tx, done: Applied, effect: e.PassOffer) -> e.Outcome:
    return offers.pass_on(
        tx, done.volunteer_id, effect.code, willing_from=effect.willing_from, unread=effect.unread
    )


@for_volunteers
def _block(tx: Tx, done: Applied, effect: e.BlockPair) -> e.Outcome:
    return parting.block_last(tx, done.volunteer_id, effect.code)


@for_volunteers
def _note(tx: Tx, done: Applied, effect: e.WriteNote) -> e.Outcome:
    return notes.note(tx, done.volunteer_id, effect.code, effect.words, done=effect.done, hard=effect.hard)


DEEDS: dict[type[e.Effect], Deed] = {
    e.JoinAsVolunteer: _join,
    e.SetDuty: _set_duty,
    e.TakeOffer: _take,
    e.PassOffer: _pass,
    e.BlockPair: _block,
    e.WriteNote: _note,
}
