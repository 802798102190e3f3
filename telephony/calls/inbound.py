"""Inbound calls: the same conversations as by text, by key and by voice. A repeated request gets the same answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flows import front_door
from flows.engine import Channel, Phrase, Scene, Session, Turn
from flows.reading.refusal.company import is_near
from flows.rules.phone import read_sender
from store.alerts import views as alert_views
from store.callbacks import legs
from store.calls import crossing as crossings
from store.calls import line_rings, talk_now
from store.checkins import rings as checkin_rings
from store.consent import other_numbers
from store.contacts import callers, company, contacts, last_heard, open_questions
from store.database import Database, Tx
from store.effects.apply import Applied
from store.proof import ring_backs
from store.reminders import schedules
from telephony import in_danger
from telephony.calls import crisis_line, crossing, twiml, volunteer_ready
from telephony.speaking import Spoken, answer_to, carry_out, scene_for

FULLY_ATTESTED = "TN-Validation-Passed-A"
"""The only value of StirVerstat with which the carrier vouches that the number shown is the caller's."""


def begin(
    db: Database, now: datetime, pages: twiml.Pages, *, sid: str, caller: str, verstat: str = ""
) -> str:
    """Answer a call; gives the TwiML to play. `verstat`: the carrier's StirVerstat, which is kept with the call."""
    attested = verstat == FULLY_ATTESTED

    def work(tx: Tx) -> str:
        known = in_danger.seen(tx, callers.on_call(tx, caller, attested=attested), "")
        filed = open_questions.call(tx, sid)
        if filed is not None:
            return filed.answer
        id = open_questions.open_call(tx, sid, known, attested=attested)
        last_heard.note(tx, known)
        crossed = crossing.begins(tx, pages, known, sid)
        if crossed is not None:
            open_questions.keep_call(
                tx,
                id,
                contact_id=known.contact_id,
                session=None,
                language=known.language,
                revision=1,
                answer=crossed,
            )
            return crossed
        if known.contact_id is not None and other_numbers.is_waited_for(tx, known.contact_id):
            known = replace(known, person=replace(known.person, awaited=True))
        if known.contact_id is not None and known.person.in_company:
            company.is_over(tx, known.contact_id)  # they call by themselves
        known = _reminded(tx, known)
        known = alert_views.as_coordinator(tx, known)
        scene = scene_for(tx, known, Channel.VOICE, "", None)
        call = open_questions.Call(id, known.contact_id, known.language, None, 0, "", attested)
        joins = known.contact_id is not None and not known.person.safe.says_less
        missed = joins and crossings.missed_for_good(tx, known.contact_id or 0)
        turn = front_door.begin_missed_call(scene) if missed else front_door.begin_call(scene)
        if Phrase("checkin_call.stopped") in turn.said and known.contact_id is not None:
            checkin_rings.were_told(tx, known.contact_id)
        return _answer(tx, pages, call, sid, known, turn, scene)

    return db.transact(now, work)


def _reminded(tx: Tx, known: contacts.Known) -> contacts.Known:
    """With what they set up to be asked how they are, and whether it ended by itself."""
    if known.contact_id is None or schedules.live(tx, known.contact_id) is None:
        return known
    stopped = checkin_rings.stopped(tx, known.contact_id) and not known.person.safe.says_less
    return replace(known, person=replace(known.person, reminded=True, calls_stopped=stopped))


def begin_proven(tx: Tx, pages: twiml.Pages, *, sid: str, contact_id: int) -> str:
    """Begin the conversation of a call that we placed to the number on file, where its owner has pressed the key."""
    known = contacts.by_id(tx, contact_id)
    filed = open_questions.call(tx, sid)
    if filed is not None:
        return filed.answer
    id = open_questions.open_call(tx, sid, known, attested=False, proof="ring_back")
    last_heard.note(tx, known)
    known = alert_views.as_coordinator(tx, _reminded(tx, known))
    scene = scene_for(tx, known, Channel.VOICE, "", None)
    call = open_questions.Call(id, known.contact_id, known.language, None, 0, "")
    return _answer(tx, pages, call, sid, known, front_door.begin_call(scene), scene)


def go_on(
    db: Database,
    now: datetime,
    pages: twiml.Pages,
    *,
    sid: str,
    caller: str,
    revision: int,
    digits: str,
    speech: str,
    verstat: str = "",
) -> str:
    """Read a key, spoken words, or a silence (both empty) as the answer to what was asked.

    `verstat` counts only for a call that was never filed: else the attestation of its first request holds.
    """
    attested = verstat == FULLY_ATTESTED

    def read(scene: Scene, session: Session) -> Turn:
        given = digits or speech
        return front_door.key(replace(scene, given=given), session, speech=bool(speech and not digits))

    said = speech if not digits else ""
    return _continued(
        db, now, pages, sid=sid, caller=caller, revision=revision, read=read, attested=attested, speech=said
    )


def go_on_at(tx: Tx, pages: twiml.Pages, *, sid: str, caller: str, step: str, before: str) -> str:
    """Go on at a step that no answer led to, because nobody could be reached at once. `before`: said before it."""
    whose = _whose(tx, sid, attested=False)
    known = callers.on_call(tx, caller, attested=whose.attested, proven=whose.proven)
    known = in_danger.seen(tx, known, "", call_sid=sid)
    call = open_questions.call(tx, sid)
    if call is None:
        return twiml.hang_up()
    known = _in_language(known, call.language)
    scene = scene_for(tx, known, Channel.VOICE, "", call.session)
    turn = front_door.lead_on(step, scene).saying(before)
    return _answer(tx, pages, call, sid, known, turn, scene)


def talk_on(
    tx: Tx,
    pages: twiml.Pages,
    *,
    sid: str,
    contact_id: int,
    step: str,
    answers: Mapping[str, str],
    before: Sequence[str] = (),
    anew: bool = False,
) -> str:
    """Begin a conversation at this step, on a call that we placed to a volunteer's own number.

    `before`: said first. `anew`: after a talk in this call, in which a conversation may have led to the talk.
    """
    # After a talk the callback is locked already: the contact's lock would have had to come first.
    known = contacts.by_id(tx, contact_id, lock=not anew)
    filed = open_questions.call(tx, sid)
    if filed is not None and (not anew or filed.session is not None):
        return filed.answer  # the carrier asks twice
    id = filed.id if filed is not None else open_questions.open_call(tx, sid, known, attested=True)
    revision = filed.revision if filed is not None else 0
    scene = replace(scene_for(tx, known, Channel.VOICE, "", None), answers=answers)
    call = open_questions.Call(id, contact_id, known.language, None, revision, "", True)
    turn = front_door.lead_on(step, scene).saying(*before)
    return _answer(tx, pages, call, sid, known, turn, scene)


def _caller(tx: Tx, sid: str, caller: str, whose: open_questions.Whose) -> tuple[contacts.Known, bool]:
    """Who is on the phone: whoever calls, or whom we rang (True)."""
    rung = line_rings.contact_on(tx, sid) if read_sender(caller).number == tx.line.number else None
    if rung is not None:
        return contacts.by_id(tx, rung), True
    return callers.on_call(tx, caller, attested=whose.attested, proven=whose.proven), False


def _continued(
    db: Database,
    now: datetime,
    pages: twiml.Pages,
    *,
    sid: str,
    caller: str,
    revision: int,
    read: Callable[[Scene, Session], Turn],
    attested: bool,
    speech: str = "",
) -> str:
    def work(tx: Tx) -> str:
        # Read without a lock, since it never changes: the contact is locked first, the call after it, as everywhere.
        whose = _whose(tx, sid, attested=attested)
        known, placed = _caller(tx, sid, caller, whose)
        call = open_questions.call(tx, sid)
        if call is None:
            # A later request of a call that was never filed, for its first answer failed: greet now, do not hang up.
            id = open_questions.open_call(tx, sid, known, attested=whose.attested)
            call = open_questions.Call(id, known.contact_id, known.language, None, 0, "", whose.attested)
            scene = scene_for(tx, known, Channel.VOICE, "", None)
            return _answer(tx, pages, call, sid, known, front_door.begin_call(scene), scene)
        if call.session is None or call.revision != revision:
            return call.answer
        known = in_danger.seen(tx, _in_language(known, call.language), speech, call_sid=sid)
        if call.session.step.startswith("alert_call."):
            known = alert_views.as_coordinator(tx, known)
        scene, session = scene_for(tx, known, Channel.VOICE, "", call.session), call.session
        turn = answer_to(tx, scene, known.contact_id, lambda scene: read(scene, session))
        if speech and known.contact_id is not None and is_near(turn, scene):
            company.was_said(tx, known.contact_id)
        return _answer(tx, pages, call, sid, known, turn, scene, placed=placed)

    return db.transact(now, work)


def _whose(tx: Tx, sid: str, *, attested: bool) -> open_questions.Whose:
    """What makes this call somebody's; `attested`: of this request, which counts only where the call is new to us."""
    return open_questions.whose(tx, sid) or open_questions.Whose(attested)


def _in_language(known: contacts.Known, language: str) -> contacts.Known:
    return replace(known, language=language, person=replace(known.person, language=language))


def _answer(
    tx: Tx,
    pages: twiml.Pages,
    call: open_questions.Call,
    sid: str,
    known: contacts.Known,
    turn: Turn,
    scene: Scene,
    *,
    placed: bool = False,
) -> str:
    spoken = carry_out(tx, turn, scene, Applied(known, "voice", call_sid=sid, placed=placed))
    revision = call.revision + 1
    document = _document(tx, pages, spoken, revision)
    open_questions.keep_call(
        tx,
        call.id,
        contact_id=call.contact_id,
        session=spoken.session,
        language=spoken.applied.known.language,
        revision=revision,
        answer=document,
    )
    return document


def _document(tx: Tx, pages: twiml.Pages, spoken: Spoken, revision: int) -> str:
    to = spoken.applied.known.listener(tx, aloud=True)
    leg = spoken.applied.leg
    if leg is not None and leg.role == "volunteer":
        held = legs.lock(tx, leg.id)
        rung = volunteer_ready.rings_them(tx, pages, held, to, before=spoken.phrases)
        return rung or pages.goodbye(to, [Phrase("leg.volunteer_gone")])
    if leg is not None:
        return pages.dial_volunteer(tx, to, spoken.phrases, leg)
    if spoken.session is not None and spoken.applied.to_crisis_line:
        return crisis_line.put_through(tx, pages, to, spoken.phrases, spoken.session, revision)
    if spoken.session is None:
        return pages.goodbye(to, spoken.phrases)
    return pages.question(to, spoken.phrases, spoken.session, revision)


def hung_up(db: Database, now: datetime, *, sid: str) -> None:
    """An inbound call ended. What was chosen is kept since the key press; only “talk now” ends with the call."""

    def work(tx: Tx) -> None:
        ring_backs.place_now(tx, sid)
        crossings.hung_up(tx, sid)
        talk_now.caller_hung_up(tx, sid)

    db.transact(now, work)
