"""What phones are played in a room and around it: the conference itself, the private menu, words in one ear."""

from collections.abc import Sequence

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.rules.crisis import lines as crisis_lines
from flows.wording import Listener
from store.callbacks import legs
from store.calls import supervisor
from store.database import Tx
from store.models import Leg
from telephony.calls.twiml import KEY_SECONDS, TALK_LIMIT, Pages, say

MOMENT = 1
"""Seconds of silence in which the carrier may still tell why somebody is out of the room."""
SHORTEST = 60
TONE = "/tone.wav"


def room(
    tx: Tx,
    pages: Pages,
    to: Listener,
    held: legs.HeldLeg,
    phrases: Sequence[Phrase] = (),
    *,
    waits: bool,
    ends: bool = True,
) -> str:
    """Be in the room. `waits`: somebody is soon to come, and who is alone hears of it; else silence.

    `ends`: this one's leaving puts everybody out, and each hears by their own Dial's action what comes next: so the
    carrier itself sees to it that nobody is left in there alone (docs/adr/0027).
    """
    leg, cb = held.leg, held.cb
    response = VoiceResponse()
    say(response, to, *phrases)
    spent = (tx.now - (cb.connected_at or tx.now)).total_seconds()
    dial = response.dial(
        action=pages.url(f"/legs/{leg.token}/room/out"),
        method="POST",
        # Star is the volunteer's alone: of who pressed it, the carrier says nothing.
        hangup_on_star=leg.role in ("volunteer", "volunteer_now"),
        time_limit=max(SHORTEST, round(TALK_LIMIT - spent)),
    )
    dial.conference(
        cb.room,
        start_conference_on_enter=True,
        end_conference_on_exit=ends,
        # Nobody comes in unheard, whatever becomes of the words that announce them.
        beep="onEnter" if leg.role == "supervisor" else "false",
        wait_url=pages.url(f"/legs/{leg.token}/room/wait") if waits else "",
        wait_method="POST",
    )
    return str(response)


def moment(pages: Pages, leg: Leg) -> str:
    """A moment of silence, in which the second star counts already; then a look at how things stand."""
    volunteer = leg.role in ("volunteer", "volunteer_now")
    response = VoiceResponse()
    if not volunteer:
        response.pause(length=MOMENT)
        response.redirect(pages.url(f"/legs/{leg.token}/room/again"), method="POST")
        return str(response)
    _gather(pages, response, leg, 0, MOMENT)
    return str(response)


def menu(pages: Pages, to: Listener, leg: Leg, phrase: Phrase, asked: int) -> str:
    """The volunteer alone: what can be done."""
    response = VoiceResponse()
    gather = _gather(pages, response, leg, asked, KEY_SECONDS)
    say(gather, to, phrase)
    return str(response)


def _gather(pages: Pages, response: VoiceResponse, leg: Leg, asked: int, timeout: int) -> Gather:
    action = pages.url(f"/legs/{leg.token}/room/menu/{asked}")
    gather = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=timeout, action=action, method="POST"
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    response.append(gather)
    response.redirect(action, method="POST")
    return gather


def supervisor_key(pages: Pages, to: Listener, leg: Leg, phrases: Sequence[Phrase], asked: int) -> str:
    """The supervisor is asked for a key: no voicemail joins a talk."""
    response = VoiceResponse()
    action = pages.url(f"/legs/{leg.token}/supervisor/{asked}")
    gather = Gather(
        input="dtmf", num_digits=1, finish_on_key="", timeout=KEY_SECONDS, action=action, method="POST"
    )
    gather.attrs["actionOnEmptyResult"] = "true"
    say(gather, to, *phrases)
    response.append(gather)
    response.redirect(action, method="POST")
    return str(response)


def crisis_line(
    tx: Tx, pages: Pages, to: Listener, held: legs.HeldLeg, leg: Leg, phrases: Sequence[Phrase]
) -> str:
    """The participant's own call dials the crisis line (`leg`): once it is answered, nothing of ours is in between."""
    response = VoiceResponse()
    say(response, to, *phrases)
    dial = response.dial(
        # Without callerId the crisis line would see the participant's number, which they have not given it.
        caller_id=tx.line.number,
        timeout=supervisor.CRISIS_RINGS,
        action=pages.url(f"/legs/{held.leg.token}/room/handed"),
        method="POST",
    )
    dial.number(
        crisis_lines.for_region(tx.line.region).dial,
        status_callback=pages.url(f"/legs/{leg.token}/status"),
        status_callback_method="POST",
        status_callback_event="answered completed",
    )
    return str(response)


def aside(
    to: Listener, phrases: Sequence[Phrase], *, pause: int = 0, before: int = 0, again: str = ""
) -> str:
    """Words in one ear, in the room or before it begins: no verb but Say, Play, Pause and Redirect may stand here.

    `again`: the address to ask after that; no carrier is then to be trusted to ask once more by itself.
    """
    response = VoiceResponse()
    if before:
        response.pause(length=before)
    say(response, to, *phrases)
    if pause:
        response.pause(length=pause)
    if again:
        response.redirect(again, method="POST")
    return str(response)


def tone(pages: Pages) -> str:
    """The discreet tone."""
    response = VoiceResponse()
    response.play(pages.url(TONE))
    return str(response)


def once_more(pages: Pages, to: Listener, path: str) -> str:
    """Something went wrong on our side in a talk: the crisis line is named, and this call asks again by itself."""
    response = VoiceResponse()
    say(response, to, Phrase("room.trouble"))
    response.pause(length=MOMENT)
    response.redirect(pages.url(path), method="POST")
    return str(response)
