"""PAUSE: a pause for as long as they say, no reason asked. A volunteer is asked nothing; others get no reminders."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from flows.checkins.remind import paused as reminders_paused
from flows.effects.reminders import PauseReminders
from flows.effects.volunteers import SetPause
from flows.engine import Act, Channel, End, Flow, Move, Phrase, Said, Scene, act
from flows.rota.choosing import named, rota
from flows.rota_view import ShiftView
from flows.rules.times import pauses
from flows.rules.words.replies import clean
from flows.said_times import zone_of

_SHORT: Final = 4
"""A volunteer who says PAUSE and few words more means it, whatever the words; more may be about something else."""
_OF_THEMSELVES: Final = frozenset(
    "please pls i im ive ill id me my we because for until till need cant sorry"
    " por favor porque hasta necesito no yo me mi estoy perdon ya voy tengo".split()
)
"""How more words begin that say why, or for how long: "PAUSE please I can't do this right now"."""
_SHOWN: Final = 2
"""So many of the shifts that fall into it are told by their hours; the wording says as many."""


def _volunteers(s: Scene) -> bool:
    return s.person.volunteer is not None and s.person.volunteer.active


def _read(s: Scene) -> pauses.Pause | None:
    return pauses.read(s.given, now=s.now, zone=zone_of(s), language=s.person.language)


def ends_at(words: str, s: Scene) -> datetime | None:
    """Until when these words ask for a pause; None where they name no time that is read."""
    read = _read(replace(s, given=words))
    return read.until if read is not None else None


def is_ours(s: Scene) -> bool:
    """Whether what follows the word is about a pause: "pause 1 hour", but not "pause and breathe helped me today"."""
    said = clean(s.given).split()
    means_it = len(said) <= _SHORT or said[0] in _OF_THEMSELVES
    return _read(s) is not None or (_volunteers(s) and means_it)


pause = Flow("pause", keywords=("PAUSE",), argument=True, accepts=is_ours, aside=True)
# Words of their own: "today" behind a keyword is taken for courtesy ("call me today"). "A day" is no misspelt "today".
pause_today = Flow("pause_today", keywords=("PAUSETODAY",), aside=True, to_the_letter=True)


@pause.start
def paused(s: Scene) -> Move:
    """Begin a pause: PAUSE, PAUSE 1 hour, PAUSE a day, PAUSE today, PAUSE until Monday."""
    return _begun(s, _read(s))


@pause_today.start
def today(s: Scene) -> Move:
    """PAUSE TODAY: until the day is over."""
    return _begun(s, pauses.read("today", now=s.now, zone=zone_of(s), language=s.person.language))


def _begun(s: Scene, said: pauses.Pause | None) -> Move:
    if not _volunteers(s):
        return End(reminders_paused(PauseReminders(said.until if said else None)))
    if said is None:
        # A volunteer who asks for a pause has one, also where we cannot tell for how long.
        return End(pause_for(None), "pause.unread")
    return End(pause_for(said))


@pause.step
def besides(s: Scene) -> Move:
    """Say what falls into the pause: shifts, the first of them by their hours, and a callback they have."""
    said: list[Said] = []
    if kept := rota(s).kept:
        said.append(Phrase("pause.shift_kept", {"shifts": _first_of(kept, s)}))
    if mine := rota(s).mine:
        wording = "pause.shifts_more" if len(mine) > 1 else "pause.shifts"
        said.append(Phrase(wording, {"count": len(mine), "shifts": _first_of(mine, s)}))
    if s.person.volunteer is not None and s.person.volunteer.holding is not None:
        said.append(Phrase("pause.holding", {"code": s.person.volunteer.holding.code}))
    return End(*said)


def _first_of(shifts: Sequence[ShiftView], s: Scene) -> str:
    shown = shifts[: 1 if s.channel is Channel.VOICE else _SHOWN]
    return ", ".join(named(shift, s) for shift in shown)


def pause_for(said: pauses.Pause | None) -> Act:
    """A volunteer's pause; without a time, until they say ON."""
    until, is_break = (said.until, said.is_break) if said else (None, False)
    return act(
        SetPause(until, is_break),
        leads=dict.fromkeys(("paused", "paused_until", "break_until"), besides.name),
        paused="volunteer.paused",
        paused_until="pause.until",
        break_until="pause.break",
        none="volunteer.only",
    )
