"""Being called to be asked how one is: set up, changed and ended by key on a call, and what such a ring asks.

For a phone that gets no texts. No phone rings but by this yes, given on a call that is surely theirs after days and
hour were read back (docs/adr/0067).
"""

import re
from datetime import time
from typing import Final

from flows.checkins.checkin import offer
from flows.effects.reminders import CallForCheckins, EndReminder, SetReminder, ShowReminder
from flows.engine import Again, Ask, Collect, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.rota.days_said import clock_aloud, days_aloud
from flows.rules.times import schedules, zones
from flows.said_times import zone_of

checkin_call = Flow("checkin_call")

IN_WORDS: Final = frozenset(("checkin_call.time",))
"""The question that a caller answers in words, as well as by key."""
_DAYS: Final = "days"
"""Under which name the days they chose stand among the answers, as words that `schedules` reads."""
_EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)
_WEEKDAYS: Final = (0, 1, 2, 3, 4)
_KEYED: Final = re.compile(r"([01]?\d|2[0-3])([0-5]\d)")
_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@checkin_call.start
def begin(s: Scene) -> Move:
    """Key 4: what is set up, to keep it or end it; nothing yet: which days."""
    shown = act(
        ShowReminder(),
        leads={
            "called": keep_or_end.name,
            **dict.fromkeys(("stands", "held", "paused", "resting"), instead.name),
            "none": which_days.name,
        },
        called="checkin_call.stands",
        stands="checkin_call.not_called",
        held="checkin_call.not_called",
        paused="checkin_call.rests",
        resting="checkin_call.rests",
    )
    return End(shown)


@checkin_call.step
def keep_or_end(s: Scene) -> Move:
    """They are called: 1 keeps it, 2 another time, 3 ends it."""
    return Ask("checkin_call.keep", keep=stays, change=which_days, finish=ended)


@checkin_call.step
def instead(s: Scene) -> Move:
    """Something is set up, and nobody calls: 1 calls at that time, 2 another time, 3 ends it."""
    return Ask("checkin_call.instead", to={"call": at_that_time}, change=which_days, finish=ended)


@checkin_call.step
def stays(s: Scene) -> Move:
    """It stays."""
    return End("remind.stays", "voice.bye")


@checkin_call.step
def ended(s: Scene) -> Move:
    """No more calls, and nothing by text either."""
    return End(act(EndReminder("3"), off="checkin_call.off", none="checkin_call.off"), "voice.bye")


@checkin_call.step
def at_that_time(s: Scene) -> Move:
    """Call them at the time that is set up."""
    if (no := _never(s)) is not None:
        return no
    again = act(
        CallForCheckins("1, at the time that is set up"),
        called="checkin_call.set",
        held="checkin_call.outside_safe",
        none="checkin_call.off",
    )
    return End(again, "voice.bye")


@checkin_call.step
def which_days(s: Scene) -> Move:
    """Every day, Monday to Friday, or one day a week."""
    return _never(s) or Ask("checkin_call.days", daily=daily, weekdays=weekdays, weekly=weekly)


def _never(s: Scene) -> Move | None:
    """Where their answers to SAFE let no ring of ours go out, nothing is set up."""
    if s.person.safe.they_contact or not s.person.safe.calls:
        return End("checkin_call.not_safe", "voice.bye")
    return None


@checkin_call.step
def daily(s: Scene) -> Move:
    """Every day."""
    return _what_time(_EVERY_DAY)


@checkin_call.step
def weekdays(s: Scene) -> Move:
    """Monday to Friday."""
    return _what_time(_WEEKDAYS)


@checkin_call.step
def weekly(s: Scene) -> Move:
    """One day a week: which."""
    return Ask("checkin_call.weekday", to=_ONE_DAY)


def _on(name: str, day: int) -> Step:
    def chosen(s: Scene) -> Move:
        return _what_time((day,))

    chosen.__name__, chosen.__doc__ = name, f"On {name.capitalize()}s."
    return checkin_call.step(chosen)


_ONE_DAY: Final = {name: _on(name, day) for day, name in enumerate(_NAMES)}


def _what_time(days: tuple[int, ...], *before: Said) -> Move:
    learned = {_DAYS: schedules.in_words(days)}
    return Collect("checkin_call.time", *before, then=read_time, learned=learned)


@checkin_call.step
def read_time(s: Scene) -> Move:
    """The hour, in words or as four numbers; read back before anything is kept."""
    plan = _plan(s)
    if plan is None:
        return Again("checkin_call.time_unread")
    days, at, where = plan
    first = schedules.first(days, at, where, s.now)
    if not schedules.is_safe(s.person.safe.hours, first.at, zone_of(s)):
        return Again("checkin_call.outside_safe")
    said = {
        "weekdays": days_aloud(days, s.person.language),
        "clock": clock_aloud(at, s.person.language),
        "zone": zones.name_of(where, s.person.language, s.now),
    }
    return Ask(Phrase("checkin_call.confirm", said), yes=keep, change=another_time, no=nothing)


def _plan(s: Scene) -> tuple[tuple[int, ...], time, str] | None:
    """Days, hour and zone of what they said so far; None where the hour could not be read."""
    given = s.answers.get(read_time.name, "").strip().rstrip(".!?")
    days = schedules.read(s.answers.get(_DAYS, ""), s.person.language)
    if isinstance(days, schedules.Unclear) or not days.days:
        return None
    if (keyed := _KEYED.fullmatch(given)) is not None:
        return days.days, time(int(keyed[1]), int(keyed[2])), zone_of(s)
    read = schedules.read(given, s.person.language)
    if isinstance(read, schedules.Unclear) or read.at is None:
        return None
    return days.days, read.at, read.zone or zone_of(s)


@checkin_call.step
def another_time(s: Scene) -> Move:
    """The hour once more, on the same days."""
    return Collect("checkin_call.time", then=read_time)


@checkin_call.step
def nothing(s: Scene) -> Move:
    """No calls after all; what stood before stays."""
    return End("checkin_call.nothing", "voice.bye")


@checkin_call.step
def keep(s: Scene) -> Move:
    """They heard days and hour, and want to be called then."""
    plan = _plan(s)
    if plan is None:
        return another_time.run(s)
    days, at, where = plan
    wording = f"by key: {s.answers[_DAYS]}, {s.answers[read_time.name]}; read back, and 1"
    kept = act(
        SetReminder(days, at, where, wording, calls=True),
        set="checkin_call.set",
        set_zone="checkin_call.set",
        changed="checkin_call.set",
        none="checkin_call.not_safe",
    )
    return End(kept, "voice.bye")


@checkin_call.step
def mood(s: Scene) -> Move:
    """The ring, once 1 was pressed: how are they. After that it is a check-in like any other."""
    to = dict.fromkeys(("1", "2", "3", "4", "5"), offer)
    return Ask("checkin_call.how", to={**to, "skip": not_today, "stop": ended, "end": hang_up})


@checkin_call.step
def not_today(s: Scene) -> Move:
    """9: not today. No reason asked."""
    return End("checkin_call.not_today", "voice.bye")


@checkin_call.step
def hang_up(s: Scene) -> Move:
    """Star: the call ends."""
    return End("voice.bye")
