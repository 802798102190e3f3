"""Talk now: a free peer is rung while the caller waits; with none it becomes a callback."""

from flows.contacts import age
from flows.contacts.unverified_caller import asked
from flows.effects.requests import TalkNow
from flows.engine import End, Flow, Move, Scene, act
from flows.requests.call import booked, request_number

talk = Flow("talk")


@talk.start
def now(s: Scene) -> Move:
    """Key 3: ring a free peer directly, or make it a callback."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    return End(
        act(
            TalkNow(),
            leads={"nobody_free": instead.name},
            ringing="talk.wait_room" if s.line.on_call else "talk.wait",
            nobody_free="talk.nobody",
            already="callback.already",
            limit="asking.limit",
        )
    )


@talk.step
def instead(s: Scene) -> Move:
    """Nobody could be reached at once: it becomes a callback."""
    if s.person.withheld:
        return request_number(s)
    return End(asked() if s.person.unverified else booked())
