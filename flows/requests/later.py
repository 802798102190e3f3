"""LATER: another time, by a choice or in words, read back before it counts."""

from datetime import timedelta

from flows import said_times
from flows.effects.requests import MoveCallback, Wanted
from flows.engine import Act, Again, Collect, End, Flow, Move, Said, Scene, act
from flows.requests.status import no_ring_yet
from flows.rules.times.times import Unread

later = Flow(
    "later",
    keywords=("LATER",),
    argument=True,
    accepts=said_times.names_time,
    aside=True,
    settles=("later", "callback"),
)

_HOURS = {"hour": 1, "three": 3, "tomorrow": 24}


def moved(wanted: Wanted) -> Act:
    """Move the open callback. Somebody who never told us their zone is asked for it."""
    return act(
        MoveCallback(wanted),
        leads={"moved_zone": "zone.after", "after_refusal": "after_refusal.prove"},
        silent=("after_refusal",),
        moved="later.moved",
        moved_zone="later.moved",
        soon="callback.already",
        outside_safe="asking.outside_safe",
        talking="callback.talking",
        none="callback.none",
    )


@later.start
def when(s: Scene) -> Move:
    """LATER asks for the time; LATER 8pm moves the callback."""
    if s.person.callback is None:
        return End("callback.none")
    if not s.given:
        return not_now.run(s)
    read = said_times.read(s.given, s)
    if isinstance(read, Wanted) or read is Unread.NO_TIME_OF_DAY:
        return _at(s.given, read)
    return _question(no_ring_yet(), said_times.why_not(read))


@later.step
def in_sentence(s: Scene) -> Move:
    """Another time, in a sentence; where none can be read, no phone rings until they have said when."""
    read = said_times.find(s.given, s) if s.person.callback else Unread.NOT_A_TIME
    if read is Unread.NO_TIME_OF_DAY and said_times.on_that_day(s.given, s) is not None:
        return Collect("asking.hour", no_ring_yet(), then=read_hour, learned={"day": s.given})
    return End(moved(read)) if isinstance(read, Wanted) else not_now.run(s)


@later.step
def not_now(s: Scene) -> Move:
    """Not now: no phone rings until they have said when."""
    return _question(no_ring_yet()) if s.person.callback else End("callback.none")


@later.step
def choose(s: Scene) -> Move:
    """Ask for the time, after another question that they answered with "later"."""
    return _question() if s.person.callback else End("callback.none")


def _question(*before: Said) -> Move:
    return Collect("later.when", *before, then=read_time, hour=move, three=move, tomorrow=move)


def _at(words: str, read: Wanted | Unread) -> Move:
    if isinstance(read, Wanted):
        return End(moved(read))
    return Collect("asking.hour", then=read_hour, learned={"day": words})


@later.step
def move(s: Scene) -> Move:
    """Move it by that much."""
    by = next(_HOURS[answer] for answer in reversed([*s.answers.values()]) if answer in _HOURS)
    return End(moved(Wanted(s.now + timedelta(hours=by))))


@later.step
def read_time(s: Scene) -> Move:
    """A time in their own words."""
    words = s.answers[read_time.name]
    read = said_times.read(words, s)
    if isinstance(read, Wanted) or read is Unread.NO_TIME_OF_DAY:
        return _at(words, read)
    return Again(said_times.why_not(read))


@later.step
def read_hour(s: Scene) -> Move:
    """The hour of the day they named."""
    read = said_times.read_on(s.answers["day"], s.answers[read_hour.name], s)
    return End(moved(read)) if isinstance(read, Wanted) else Again(said_times.why_not(read))
