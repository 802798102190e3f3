"""Somebody who says that they have been drinking asks for a call: it is booked as any, with choices that suit tonight.

Nothing is refused and nothing is taught. What they said is for no volunteer to hear but by their own words (MINE).
"""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows import said_times
from flows.effects.requests import RequestCallback, Wanted
from flows.engine import Ask, Channel, End, Flow, Move, Scene
from flows.requests import details
from flows.requests.call import booking
from flows.requests.later import moved
from flows.requests.ready import readied
from flows.requests.understood import mood_of
from flows.rules.times.moments import moment_or_later

drinking = Flow("drinking")
_NOON: Final = time(12)


@drinking.start
def begin(s: Scene) -> Move:
    """The call is booked; the choices come in the same breath."""
    then = ways.name if s.channel is Channel.TEXT else "asking.more"
    return End(booking(RequestCallback(mood_of(s)), then=then))


@drinking.step
def ways(s: Scene) -> Move:
    """Now, tomorrow at noon, or in writing. No answer leaves it as it is."""
    mine = s.person.callback
    if mine is not None and mine.kind == "text":
        return End()  # they write already
    return Ask("drinking.ways", optional=True, to={"now": now, "tomorrow": tomorrow, "write": write})


@drinking.step
def now(s: Scene) -> Move:
    """1: as soon as somebody can."""
    return End(readied())


@drinking.step
def tomorrow(s: Scene) -> Move:
    """2: tomorrow at noon, on their clock."""
    zone = ZoneInfo(said_times.zone_of(s))
    day = s.now.astimezone(zone).date() + timedelta(days=1)
    at = moment_or_later(datetime.combine(day, _NOON), zone)
    return End(moved(Wanted(at, assumed=s.person.zone is None)))


@drinking.step
def write(s: Scene) -> Move:
    """3: rather write."""
    return details.write.run(s)
