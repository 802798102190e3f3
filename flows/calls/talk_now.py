"""Talk now: a free peer is rung while the caller waits; with none it becomes a callback."""

from flows.contacts import age
from flows.contacts.unverified_caller import asked
from flows.effects.requests import TalkNow
from flows.engine import Ask, End, Flow, Move, Scene, act
from flows.requests.call import booked, keep, request_number

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
            blocked="blocked.until",
            blocked_for_good="blocked.for_good",
        )
    )


@talk.step
def at_once(s: Scene) -> Move:
    """They asked in words for somebody at once: 1 looks for one while they wait. Nobody is rung on a guess."""
    return Ask("talk.at_once", now=now, keep=not_now)


@talk.step
def not_now(s: Scene) -> Move:
    """What they asked for before stays; else the menu of how they may be called back."""
    return keep.run(s) if s.person.callback else instead.run(s)


@talk.step
def instead(s: Scene) -> Move:
    """Nobody could be reached at once: it becomes a callback."""
    if s.person.withheld:
        return request_number(s)
    return End(asked() if s.person.unverified else booked())
