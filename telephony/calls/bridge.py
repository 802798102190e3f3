"""Two phones brought together: what each webhook about a leg changes, and what that phone hears next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flows.calls import crisis_line
from flows.engine import Phrase
from flows.states import OPEN_STATES
from flows.wording import Listener
from store.callbacks import legs
from store.calls import bridge, conference, listening, supervisor, talk_now
from store.calls.bridge import Heard
from store.contacts import contacts, in_danger, open_questions
from store.database import Database, Tx
from store.messages import prompts
from store.models import Callback
from store.requests import keyed_in
from store.safe_contact import safe_contact
from store.volunteers import roster
from telephony.calls import conference_twiml, crossing, inbound, twiml, volunteer_ready
from telephony.calls.twiml import Pages

RECORDING_SECONDS = 4
"""How long we wait for a key where a message may be left: an answering machine stops recording in a longer silence."""
ASKED_AT_MOST = {"participant": 2, "volunteer": 3, "volunteer_now": 3}
_AGAIN = {"participant": "participant", "volunteer": "volunteer", "volunteer_now": "volunteer"}
OVER = ("completed", "busy", "no-answer", "failed", "canceled")
MACHINES = ("machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax")


def answered(db: Database, now: datetime, pages: Pages, *, token: str, sid: str, answered_by: str) -> str:
    """A phone that we rang was picked up."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        heard = bridge.answered(tx, held, machine=_is_machine(tx, held, answered_by), sid=sid)
        if heard is Heard.MESSAGE:
            return _message(tx, held, pages)
        if heard is Heard.ASK_FOR_KEY:
            if held.leg.role == "participant":
                # First a few seconds of silence, in which a machine shows itself: it must not hear a word.
                return pages.key(_listener(tx, held), None, held.leg, 0)
            supervised = held.leg.role == "volunteer_now" and tx.line.on_call
            said = "leg.volunteer_now_room" if supervised else f"leg.{held.leg.role}"
            if held.leg.role == "volunteer_now" and (danger := in_danger.told_to_volunteers(tx, held.cb)):
                said += "_danger" if danger == "told" else "_danger_alone"
            return pages.key(_listener(tx, held), said, held.leg, 1)
        return _farewell(tx, held, pages, heard)

    return on_leg(db, now, token, work)


def pressed(db: Database, now: datetime, pages: Pages, *, token: str, digits: str, asked: int) -> str:
    """Whoever picked up a phone that we rang pressed a key, or none. `asked`: how often they were asked for one."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        role = held.leg.role
        if role == "participant" and digits == crisis_line.KEY and _may_hear_numbers(tx, held, asked):
            to = _listener(tx, held)
            return pages.key(
                to, "leg.participant_again", held.leg, asked + 1, before=[Phrase("crisis_line.numbers")]
            )
        if role == "participant" and digits == "2":
            return _farewell(tx, held, pages, bridge.declined(tx, held))
        if role == "participant" and digits == "3" and keyed_in.may_say_never(tx, held.cb):
            keyed_in.never_again(tx, held.cb)
            bridge.declined(tx, held)
            return pages.goodbye(_listener(tx, held), [Phrase("leg.never_again")])
        if digits and (role != "participant" or digits == "1"):
            if role == "volunteer":
                rung = volunteer_ready.rings_them(tx, pages, held, volunteer_listener(tx, held))
                return rung or _farewell(tx, held, pages, Heard.GONE)
            heard = bridge.connect(tx, held)
            return _joined(tx, held) if heard is Heard.BRIDGE else _farewell(tx, held, pages, heard)
        if not held.current:
            return _farewell(tx, held, pages, Heard.GONE)
        if held.leg.outcome in ("machine", safe_contact.LEFT_A_MESSAGE):
            # The carrier found the machine while the phone was listening, or speaking.
            heard = bridge.machine_answers(tx, held)
            return _message(tx, held, pages) if heard is Heard.MESSAGE else twiml.hang_up()
        records = role == "participant" and safe_contact.may_leave_message(tx, held.cb)
        if asked >= ASKED_AT_MOST[role] + 2 * records:
            return _farewell(tx, held, pages, bridge.no_key(tx, held))
        wording = f"leg.{role}" if asked == 0 else f"leg.{_AGAIN[role]}_again"
        if wording == "leg.participant" and safe_contact.goes_unnamed(tx, held.cb):
            wording = "leg.participant_unnamed"
        if role == "participant" and keyed_in.may_say_never(tx, held.cb):
            wording = "leg.participant_keyed_in"
        seconds = RECORDING_SECONDS if records else twiml.KEY_SECONDS
        return pages.key(_listener(tx, held), wording, held.leg, asked + 1, seconds=seconds)

    return on_leg(db, now, token, work)


def _may_hear_numbers(tx: Tx, held: legs.HeldLeg, asked: int) -> bool:
    """Whether 8 says the crisis line here: not on a phone that others may hold, and not without end."""
    contact_id = held.cb.contact_id
    if contact_id is None or not held.current or asked >= ASKED_AT_MOST["participant"] + 2:
        return False
    unsure = keyed_in.may_say_never(tx, held.cb)
    return not unsure and not contacts.listening(tx, contact_id, aloud=True).safe.says_less


def _joined(tx: Tx, held: legs.HeldLeg) -> str:
    """Join the two. A participant whom no text told before hears now who it is, as that volunteer chose."""
    contact_id = held.cb.contact_id
    if held.leg.role != "participant" or contact_id is None:
        return twiml.bridge()
    peer = prompts.peer_name(tx, held.cb)
    told = contacts.listening(tx, contact_id).landline and isinstance(peer, str)
    return twiml.bridge(_listener(tx, held), Phrase("ring.peer", {"peer": peer})) if told else twiml.bridge()


def over(
    db: Database,
    now: datetime,
    pages: Pages,
    *,
    token: str,
    status: str,
    caller: str,
    call_status: str,
    sid: str,
) -> str:
    """The ring, or the talk, that a call had dialled is over; this says what that call hears next."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        gone = call_status in OVER
        crossed = crossing.instead_of_the_end(tx, pages, held, status) if not gone else None
        if crossed is not None:
            return crossed
        moved = conference.dial_ended(tx, held) if not gone else None
        if moved is not None:
            mine = legs.HeldLeg(moved, held.cb)
            return conference_twiml.conference(tx, pages, listener_on(tx, mine), mine, waits=False)
        conference.heard_of_the_end(tx, held)
        if held.leg.role == "volunteer_now":
            return _talk_over(tx, held, pages, status, caller, sid, gone=call_status in OVER)
        heard, at = bridge.dial_over(tx, held, status, gone=call_status in OVER)
        to = volunteer_listener(tx, held)
        if heard is Heard.ENDED and call_status not in OVER:
            return pages.block_or_again(to, held.leg)
        said = {
            Heard.ENDED: Phrase("leg.ended"),
            Heard.DECLINED: Phrase("leg.declined"),
            Heard.ASKED: Phrase("unanswered.volunteer"),
            Heard.RETRY: Phrase("leg.not_reached_retry", {"at": at}),
            Heard.LAST: Phrase("leg.not_reached_last"),
        }.get(heard, Phrase("leg.volunteer_gone"))
        return pages.goodbye(to, [said])

    return on_leg(db, now, token, work)


def status(db: Database, now: datetime, *, token: str, call_status: str) -> None:
    """The carrier reports the state of a leg. Only its end matters, which may be reported late, or twice."""

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if held.leg.role == "crisis" and call_status == "in-progress":
            supervisor.crisis_line_answered(tx, held)
        elif call_status in OVER:
            end = conference.third_leg_over if held.leg.role in supervisor.ROLES else bridge.leg_over
            end = listening.leg_over if held.leg.role in legs.LISTENING else end
            end(tx, held, call_status)
        return ""

    on_leg(db, now, token, work)


def machine(db: Database, now: datetime, *, token: str, sid: str, answered_by: str) -> None:
    """The carrier reports, while the phone already speaks, whether a machine picked up."""
    if answered_by not in MACHINES:
        return

    def work(tx: Tx, held: legs.HeldLeg) -> str:
        if not _is_machine(tx, held, answered_by):
            return ""
        bridge.machine_heard(tx, held, sid)
        return ""

    on_leg(db, now, token, work)


def _is_machine(tx: Tx, held: legs.HeldLeg, answered_by: str) -> bool:
    """Whether a machine answered. Not yet, where it still plays its greeting and is to be left a message after it."""
    if answered_by == "machine_start" and held.leg.role == "participant":
        return not safe_contact.may_leave_message(tx, held.cb)
    return answered_by in MACHINES


def _message(tx: Tx, held: legs.HeldLeg, pages: Pages) -> str:
    contact_id = held.cb.contact_id
    named = contact_id is not None and contacts.listener(tx, contact_id).cover is not None
    return pages.goodbye(_listener(tx, held), [Phrase("leg.voicemail" if named else "leg.voicemail_unnamed")])


def _talk_over(
    tx: Tx, held: legs.HeldLeg, pages: Pages, status: str, caller: str, sid: str, *, gone: bool
) -> str:
    cb = held.cb
    to = _caller_who_waits(tx, cb)
    settled = None if gone else _as_answered_before(tx, held, pages, to, sid)
    if settled is not None:
        return settled
    what, leg = talk_now.talk_next(tx, held, status=status, caller_gone=gone)
    if leg is not None:
        return pages.dial_volunteer(tx, to, [Phrase("talk.next")], leg)
    if what == "nobody":
        return inbound.go_on_at(tx, pages, sid=sid, caller=caller, step="talk.instead", before="talk.nobody")
    return pages.goodbye(to, [Phrase("talk.ended")])


def _caller_who_waits(tx: Tx, cb: Callback) -> Listener:
    """How to speak to a caller who pressed “talk now”; one without a number hears the language of the call."""
    if cb.contact_id is not None:
        return contacts.listener(tx, cb.contact_id)
    return replace(contacts.withheld(tx).listener(tx, aloud=True), language=cb.language)


def _as_answered_before(tx: Tx, held: legs.HeldLeg, pages: Pages, to: Listener, sid: str) -> str | None:
    """The carrier repeats its request for what comes after a ring: it gets the answer it had, the next ring or words.

    None where that ring is not over yet, ended in a talk or was called off: then this is no repeated request.
    """
    if held.leg.state != "ended" or held.leg.outcome in ("connected", "called_off"):
        return None
    for leg in legs.live_of(tx, held.cb.id):
        if leg.role == "volunteer_now" and held.cb.call_sid == sid:
            return pages.dial_volunteer(tx, to, [Phrase("talk.next")], leg)
    call = open_questions.call(tx, sid)
    # The answer before the ring was a Dial too, and must not ring anybody a second time.
    return call.answer if call is not None and "<Dial" not in call.answer else None


def _farewell(tx: Tx, held: legs.HeldLeg, pages: Pages, heard: Heard) -> str:
    if heard is Heard.SILENCE:
        return twiml.hang_up()
    if held.leg.role != "participant":
        return pages.goodbye(volunteer_listener(tx, held), [Phrase("leg.volunteer_gone")])
    # We say that the line calls again only while the callback is open.
    over = heard is Heard.DECLINED or held.cb.state not in OPEN_STATES
    gone = "leg.participant_declined" if over else "leg.participant_gone"
    return pages.goodbye(_listener(tx, held), [Phrase(gone)])


def listener_on(tx: Tx, held: legs.HeldLeg) -> Listener:
    """How to speak to whoever is on this leg: a participant, a volunteer, or a supervisor in a conference."""
    if held.leg.role == "supervisor":
        return Listener(tx.line, tx.line.language, True, tx.now)
    if held.leg.role == "participant" and held.cb.contact_id is None:
        return _caller_who_waits(tx, held.cb)
    return _listener(tx, held)


def _listener(tx: Tx, held: legs.HeldLeg) -> Listener:
    if held.leg.role in ("participant", legs.LISTENER) and held.cb.contact_id is not None:
        return contacts.listener(tx, held.cb.contact_id)
    return volunteer_listener(tx, held)


def volunteer_listener(tx: Tx, held: legs.HeldLeg) -> Listener:
    """How to speak to the volunteer of this leg."""
    return roster.volunteer_listener(tx, held.leg.volunteer_id)


def on_leg(
    db: Database,
    now: datetime,
    token: str,
    work: Callable[[Tx, legs.HeldLeg], str],
    *,
    otherwise: str | None = None,
) -> str:
    """Answer with `work` for the leg of this token, its callback locked. `otherwise`: for a token that is not ours."""

    def found(tx: Tx) -> str:
        held = legs.lock_by_token(tx, token)
        return work(tx, held) if held is not None else otherwise or twiml.hang_up()

    return db.transact(now, found)
