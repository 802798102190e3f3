"""AWAY: a volunteer takes time off. Their shifts in it are given back, and return with AWAY OFF."""

import re
from typing import Final

from flows.effects.rota import ComeBack, GoAway, LookUpRota
from flows.engine import Again, Collect, End, Flow, Move, Phrase, Scene, act
from flows.rota.choosing import names_shift, rota
from flows.rules.times.days_off import DaysOff, read_days_off
from flows.said_times import zone_of
from flows.wording import Days

away = Flow("away", keywords=("AWAY",), argument=True, aside=True, volunteers_only=True, everyday_words=True)

_BACK: Final = re.compile(
    r"(?:off|no|not|over|back|home|never ?mind|im back|no more|ya no|ya volvi|fin|termino)[.! ]*",
    re.IGNORECASE,
)


@away.start
def when(s: Scene) -> Move:
    """AWAY 24 Dec to 2 Jan, AWAY tomorrow, AWAY OFF."""
    said = s.given.strip()
    if _BACK.fullmatch(said):
        return End(act(ComeBack(), back="away.back", back_to="away.back_to", none="away.was_not"))
    if not said:
        return Collect("away.when", then=read_again, optional=True)
    read = _read(said, s)
    return _off(read) if read else Collect("away.when", "away.unread", then=read_again, optional=True)


@away.step
def read_again(s: Scene) -> Move:
    """The days, said once more."""
    said = s.answers[read_again.name]
    read = _read(said, s)
    if read is None:
        about_days = names_shift(said, s.person.language)
        return Again("away.unread") if about_days else End("missed.again", "for_volunteer.rota")
    return _off(read)


def away_for(said: str, s: Scene) -> Move | None:
    """Away for the days that words name, whichever verb they came with ("DROP next week"); None for none."""
    read = _read(said, s)
    return _off(read) if read is not None else None


def days_named(said: str, s: Scene) -> Days | None:
    """The days that words name; None where they name none that is to come."""
    read = _read(said, s)
    return Days(read.begins_at, read.ends_at) if read is not None else None


def _read(said: str, s: Scene) -> DaysOff | None:
    return read_days_off(said, now=s.now, zone=zone_of(s), language=s.person.language)


@away.step
def runs_still(s: Scene) -> Move:
    """Say that a shift that runs stays theirs, so that they do not think they are away from it."""
    running = [shift for shift in rota(s).mine if shift.running]
    return End(*([Phrase("away.runs_still", {"until": running[-1].until})] if running else []))


def _off(read: DaysOff) -> Move:
    return End(
        act(
            GoAway(read.begins_at, read.ends_at),
            away="away.from",
            away_free="away.from_free",
            backwards="away.backwards",
            too_long="away.too_long",
            none="volunteer.only",
        ),
        act(LookUpRota(mine=""), leads={"found": runs_still.name}, none="volunteer.only"),
    )
