"""Check-in: how are you, would a call help."""

from flows.contacts.unverified_caller import asked
from flows.effects.contacts import RecordCheckin
from flows.engine import Ask, Channel, End, Flow, Move, Scene
from flows.requests.call import booked, request_number

checkin = Flow("checkin", keywords=("CHECKIN",))


@checkin.start
def mood(s: Scene) -> Move:
    """How someone is, 1 to 5."""
    return Ask("checkin.mood", to=dict.fromkeys(("1", "2", "3", "4", "5", "skip"), offer))


@checkin.step
def offer(s: Scene) -> Move:
    """Keep what they said at once, then offer a call."""
    given = mood_of(s)
    heard = "checkin.skipped" if given is None else "checkin.heard_low" if given <= 2 else "checkin.heard"
    return Ask("checkin.offer", heard, do=(RecordCheckin(given),), yes=book, no=bye)


@checkin.step
def told(s: Scene) -> Move:
    """They told us how they are in words: say that it was heard, then offer a call."""
    return Ask("checkin.offer", "checkin.told", yes=book, no=bye)


@checkin.step
def book(s: Scene) -> Move:
    """They want the call."""
    if s.person.withheld:
        return request_number(s)
    return End(asked(mood_of(s)) if s.person.unverified else booked(mood_of(s)))


@checkin.step
def bye(s: Scene) -> Move:
    """No call for now; they may ask at any time."""
    return End("checkin.bye", *(("voice.bye",) if s.channel is Channel.VOICE else ()))


def mood_of(s: Scene) -> int | None:
    """The mood given in this conversation, None when skipped or never asked."""
    given = s.answers.get("mood", "")
    return int(given) if given.isdigit() else None
