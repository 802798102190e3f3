"""Check-in: how are you, would a call help, or writing."""

from flows.contacts import age
from flows.effects.contacts import RecordCheckin
from flows.engine import Ask, Channel, End, Flow, Move, Scene
from flows.requests import call_or_write
from flows.requests.understood import mood_of

checkin = Flow("checkin", keywords=("CHECKIN",))


@checkin.start
def mood(s: Scene) -> Move:
    """How someone is, 1 to 5. Nobody is asked who could be offered nobody then."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    return Ask("checkin.mood", to=dict.fromkeys(("1", "2", "3", "4", "5", "skip"), offer))


@checkin.step
def offer(s: Scene) -> Move:
    """Keep what they said at once, then offer a call or writing."""
    given = mood_of(s)
    heard = "checkin.skipped" if given is None else "checkin.heard_low" if given <= 2 else "checkin.heard"
    return call_or_write.offer(s, heard, do=(RecordCheckin(given),), no=bye)


@checkin.step
def told(s: Scene) -> Move:
    """They told us how they are in words: say that it was heard, then offer a call or writing."""
    return call_or_write.offer(s, "checkin.told", no=bye)


@checkin.step
def book(s: Scene) -> Move:
    """They want the call: the answer to an offer of a call alone, as it was put before writing stood beside it."""
    return call_or_write.call.run(s)


@checkin.step
def bye(s: Scene) -> Move:
    """No call for now; they may ask at any time."""
    return End("checkin.bye", *(("voice.bye",) if s.channel is Channel.VOICE else ()))
