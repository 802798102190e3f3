"""TwiML for a conference: being in it, the volunteer's private menu, and words that only one phone hears."""

from collections.abc import Sequence

from twilio.twiml.voice_response import Gather, VoiceResponse

from flows.engine import Phrase
from flows.wording import Listener
from store.callbacks import legs
from store.calls import commands
from store.database import Tx
from store.models import Leg
from telephony.calls.twiml import KEY_SECONDS, TALK_LIMIT, Pages, say

MOMENT = 1
"""Seconds of silence in which the carrier may still tell us why a call left the conference."""
SHORTEST = 60
TONE = "/tone.wav"


def conference(
    tx: Tx,
    pages: Pages,
    to: Listener,
    held: legs.HeldLeg,
    phrases: Sequence[Phrase] = (),
    *,
    waits: bool,
    ends: bool = True,
    lasts: int = 0,
) -> str:
    """Say this and join the conference. `waits`: while this phone is alone there it hears words, not silence.

    `ends`: the conference ends when this phone leaves. Every other phone then hears by its own Dial's action what
    comes next, so the carrier itself sees to it that nobody is left in there alone (docs/adr/0027).
    `lasts`: after so many seconds the carrier puts this phone out, if that is sooner than for every talk.
    """
    leg, cb = held.leg, held.cb
    response = VoiceResponse()
    say(response, to, *phrases)
    spent = (tx.now - (cb.connected_at or tx.now)).total_seconds()
    dial = response.dial(
        action=pages.url(f"/legs/{leg.token}/room/out"),
        method="POST",
        # Star is for one of them alone: the carrier does not say who pressed it. Of two who talk it is the volunteer,
        # and where one only listens it is that one.
        hangup_on_star=leg.role in (*commands.VOLUNTEERS, legs.LISTENER),
        time_limit=lasts or max(SHORTEST, round(TALK_LIMIT - spent)),
    )
    dial.conference(
        cb.room,
        start_conference_on_enter=True,
        end_conference_on_exit=ends,
        # Nobody comes in unheard, even if the words that announce the supervisor are lost.
        muted=True if leg.role == legs.LISTENER else None,
        beep="onEnter" if leg.role == "supervisor" else "false",
        wait_url=pages.url(f"/legs/{leg.token}/room/wait") if waits else "",
        wait_method="POST",
    )
    return str(response)


def moment(pages: Pages, leg: Leg) -> str:
    """A moment of silence after a call left the conference; then it asks what to do. A second star counts already."""
    response = VoiceResponse()
    if leg.role not in commands.VOLUNTEERS:
        response.pause(length=MOMENT)
        response.redirect(pages.url(f"/legs/{leg.token}/room/again"), method="POST")
        return str(response)
    _gather(pages, response, leg, 0, MOMENT)
    return str(response)


def menu(pages: Pages, to: Listener, leg: Leg, phrases: Sequence[Phrase], asked: int) -> str:
    """The private menu, which only the volunteer hears. `asked`: how often it was read out, with this time."""
    response = VoiceResponse()
    gather = _gather(pages, response, leg, asked, KEY_SECONDS)
    say(gather, to, *phrases)
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


def private_words(
    to: Listener, phrases: Sequence[Phrase], *, pause: int = 0, before: int = 0, again: str = ""
) -> str:
    """Words that one phone hears in a conference, or before it begins. `before`, `pause`: seconds of silence.

    `again`: the address to ask after that, for no carrier is to be trusted to ask once more by itself. Only Say, Play,
    Pause and Redirect may stand in such a document.
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
    """The discreet tone of the time warning."""
    response = VoiceResponse()
    response.play(pages.url(TONE))
    return str(response)


def try_again(pages: Pages, to: Listener, path: str) -> str:
    """We failed in the middle of a talk: name the crisis line, and have this call ask for `path` again by itself."""
    response = VoiceResponse()
    say(response, to, Phrase("room.trouble"))
    response.pause(length=MOMENT)
    response.redirect(pages.url(path), method="POST")
    return str(response)
