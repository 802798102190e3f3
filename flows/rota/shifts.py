"""SHIFTS and SHIFT: what is planned; a shift added, ended, kept free of holidays. Shifts one by one: the neighbours.

What a volunteer agrees to is read back in their own zone, so that nobody finds out on the evening itself.
"""

import re
from typing import Final

from flows.contacts.zone import picked, which
from flows.effects.requests import SetZone
from flows.effects.rota import AddShiftPattern, KeepHolidays, LookUpRota
from flows.engine import Act, Again, Collect, End, Flow, Move, Phrase, Scene, act
from flows.rota.choosing import listed, names_shift, rota
from flows.rota.drop import ended
from flows.rules.times import zones
from flows.rules.times.shift_patterns import ShiftPatternSaid, Unread, read_shift_pattern
from flows.said_times import zone_of

shifts = Flow(
    "shifts", keywords=("SHIFTS",), argument=True, aside=True, volunteers_only=True, everyday_words=True
)

_HOLIDAYS: Final = re.compile(
    r"(?:(?:on|en) )?(?:public )?(?:holidays?|feriados?|d[ií]as festivos|festivos)\s*"
    r"(?P<how>off|on|no|si|sí|yes|free|libres?)",
    re.IGNORECASE,
)
_OFF: Final = re.compile(r"(?:off|no|quitar?|sin)\b(?P<after>.*)|(?P<before>.*\S)\s+off", re.IGNORECASE)


@shifts.start
def planned_or_new(s: Scene) -> Move:
    """SHIFTS, SHIFT Mon Thu 7pm-10pm, SHIFT OFF MON, SHIFT HOLIDAYS OFF."""
    said = s.given.strip().rstrip(".!?")
    if not said:
        return End(
            act(LookUpRota(mine="", free=""), leads={"found": "shifts.planned"}, none="volunteer.only")
        )
    if found := _HOLIDAYS.fullmatch(said):
        free = found["how"].casefold() not in ("on", "si", "sí", "yes")
        return End(
            act(
                KeepHolidays(free),
                free="shift.holidays_free",
                kept="shift.holidays_kept",
                none="volunteer.only",
            )
        )
    if found := _OFF.fullmatch(said):
        named = (found["after"] or found["before"] or "").strip()
        return ended(named, s)
    return _read(said, s)


@shifts.step
def planned(s: Scene) -> Move:
    """The next shifts, and those that nobody has."""
    mine, free = rota(s).mine, rota(s).free
    own = Phrase("shift.planned", {"turns": listed(mine, s)}) if mine else Phrase("shift.none")
    return End(own, *([Phrase("shift.free", {"free": listed(free[:3], s)})] if free else []))


def _read(said: str, s: Scene) -> Move:
    read = read_shift_pattern(said, s.now, zone_of(s), s.person.language)
    if isinstance(read, Unread):
        return Collect("shift.example", why_not(read), then=read_again, optional=True)
    return _agreed(said, read, s)


@shifts.step
def read_again(s: Scene) -> Move:
    """The shift, said once more."""
    said = s.answers[read_again.name]
    read = read_shift_pattern(said, s.now, zone_of(s), s.person.language)
    if not isinstance(read, Unread):
        return _agreed(said, read, s)
    if not names_shift(said, s.person.language):
        return End("missed.again", "for_volunteer.rota")  # it is about something else by now
    return Again(why_not(read))


def why_not(unread: Unread) -> Phrase:
    """Why a shift was not read."""
    return Phrase(f"shift_unread.{unread.value}")


def _agreed(said: str, read: ShiftPatternSaid, s: Scene) -> Move:
    if s.person.zone is not None or len(zones.choices(s.line.region)) == 1:
        return End(added(read, zone_of(s)))
    # Asked before it is kept: a shift at the wrong hour is an evening with nobody there.
    return which(s, "shift.zone", then=zone_named, pick=zone_chosen, learned={"shift": said})


@shifts.step
def zone_chosen(s: Scene) -> Move:
    """One of the list, and the shift is on that clock."""
    return _on_clock(picked(s), s)


@shifts.step
def zone_named(s: Scene) -> Move:
    """A zone or a city in their own words."""
    read = zones.read_zone(s.answers[zone_named.name], s.line.region)
    return _on_clock(read, s) if read else Again("zone.unknown")


def _on_clock(zone: str, s: Scene) -> Move:
    kept = act(
        SetZone(zone),
        moved="zone.moved",
        gone="zone.gone",
        outside_safe="asking.outside_safe",
        silent=("set", "none"),  # the shift that is read back names the zone
    )
    read = read_shift_pattern(s.answers["shift"], s.now, zone, s.person.language)
    return End(kept, why_not(read) if isinstance(read, Unread) else added(read, zone))


def added(read: ShiftPatternSaid, zone: str) -> Act:
    """Keep the shift, and read it back."""
    return act(
        AddShiftPattern(read.begins, read.recurs, read.minutes, read.ends, zone),
        added="shift.added",
        added_once="shift.added_once",
        added_soon="shift.added_soon",
        added_too="shift.added_too",
        added_free="shift.added_free",
        added_covered="shift.added_covered",
        none="volunteer.only",
    )
