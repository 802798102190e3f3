"""From effects to rows. Each gives an outcome, on which the wording may depend."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, update

from flows import effects as e
from flows.wording import render
from store import consent, offers, people, requests, texts
from store.database import Tx
from store.models import Checkin, Contact, Volunteer


@dataclass(slots=True)
class Applied:
    """What came of a turn: who they are by now, and the leg a call should go on with, if any."""

    known: people.Known
    channel: str
    call_sid: str | None = None
    leg: Any = None
    crisis: bool = False


def apply(tx: Tx, done: Applied, effect: e.Effect) -> e.Outcome:
    """Make one effect true. The contact's row is locked by the caller."""
    known = done.known
    contact_id, volunteer_id = known.contact_id, known.volunteer_id
    match effect:
        case e.RaiseAlert(kind):
            done.crisis = done.crisis or kind is e.AlertKind.CRISIS
            texts.raise_alert(
                tx, kind, contact_id=contact_id, channel=_CHANNEL_WORDS[tx.line.language][done.channel]
            )
        case e.RecordCheckin(mood):
            tx.run(insert(Checkin).values(contact_id=contact_id, mood=mood, channel=done.channel, at=tx.now))
        case e.RequestCallback(mood, number):
            return requests.request(tx, known, mood, number, done.call_sid)
        case e.CancelCallback():
            return requests.cancel(tx, contact_id)
        case e.MoveCallback(lasting):
            return requests.move(tx, contact_id, lasting)
        case e.TalkNow(mood):
            outcome, done.leg = requests.talk_now(tx, known, mood, done.call_sid or "")
            return outcome
        case e.SetLanguage(language):
            _set_language(tx, done, language)
        case _ if contact_id is None:
            return e.Outcome("none", {})
        case e.Introduce(wording):
            consent.introduce(tx, contact_id, render(wording, known.listener(tx)), done.channel)
        case e.OptOut(words):
            consent.opt_out(tx, contact_id, words, done.channel)
            requests.cancel_everything(tx, contact_id)
            if volunteer_id is not None:
                offers.let_all_go(tx, volunteer_id)
        case e.OptIn(words):
            consent.opt_in(tx, contact_id, words, done.channel)
        case _ if volunteer_id is None:
            return e.Outcome("none", {})
        case e.JoinAsVolunteer():
            tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(status="active"))
            consent.record(
                tx, contact_id, purpose="volunteering", action="given", words="JOIN", source=done.channel
            )
            return e.Outcome("joined", {})
        case e.SetDuty(on, lasting):
            return offers.set_duty(tx, volunteer_id, on, lasting)
        case e.TakeOffer(code, ring):
            outcome, done.leg = offers.take(tx, volunteer_id, code, ring=ring, call_sid=done.call_sid)
            return outcome
        case e.PassOffer(code):
            return offers.pass_on(tx, volunteer_id, code)
        case e.WriteNote(code, words, finished):
            return offers.note(tx, volunteer_id, code, words, done=finished)
    return e.Outcome("done", {})


_CHANNEL_WORDS = {"en": {"text": "text", "voice": "phone"}, "es": {"text": "texto", "voice": "voz"}}


def _set_language(tx: Tx, done: Applied, language: str) -> None:
    if done.known.contact_id is not None:
        tx.run(update(Contact).where(Contact.id == done.known.contact_id).values(language=language))
    person = replace(done.known.person, language=language)
    done.known = replace(done.known, language=language, person=person)
