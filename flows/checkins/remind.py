"""REMIND: the line asks a participant how they are, at times they choose. Kept at once; details are asked after."""

from datetime import time
from typing import Final

from flows.checkins.trusted import choose
from flows.contacts import zone
from flows.effects.reminders import (
    EndReminder,
    PauseReminders,
    ResumeReminders,
    SetMissed,
    SetReminder,
    ShowReminder,
)
from flows.engine import Act, Again, Ask, Collect, End, Flow, Move, Phrase, Said, Scene, act
from flows.rota.days_said import clock_said
from flows.rules.times import schedules
from flows.rules.times.schedules import Asked, Unclear
from flows.rules.words.replies import clean
from flows.said_times import zone_of

_SHOWN: Final = ("stands", "called", "held", "paused", "resting")
_LONGEST: Final = 3
"""More words that name neither a day nor a time are about something else."""
_OFF: Final = frozenset(
    "off no none never stop cancel end quit apagar quitar nunca nada parar cancelar terminar".split()
)
_PAUSE: Final = frozenset("pause pausa pausar descanso descansar".split())
_ON: Final = frozenset("on resume again back seguir sigue reanudar volver".split())
_MISSED: Final = frozenset("missed miss aviso avisos avisar".split())


def _is_ours(s: Scene) -> bool:
    # "remind my sister that she is loved" is about something else.
    said = _told(s)
    words = clean(said).split()
    read = schedules.read(said, s.person.language)
    named = isinstance(read, Unclear) or bool(read.days)
    return len(words) <= _LONGEST or words[0] in _PAUSE or named


remind = Flow("remind", keywords=("REMIND",), argument=True, accepts=_is_ours)
# Words of their own: "recordar on" is within a misspelling of RECORDAR, and "remind off" of "remind on".
remind_on = Flow("remind_on", keywords=("REMINDON",), to_the_letter=True)  # "remind mon" is a day
# After "I will not ask any more", no question about the plan that has just ended, nor one that it asked, may stay open.
_POINTLESS: Final = ("remind", "trusted", "reminded", "unanswered.mood")
remind_off = Flow("remind_off", keywords=("REMINDOFF",), aside=True, settles=_POINTLESS)


@remind.start
def begin(s: Scene) -> Move:
    """REMIND Mon Thu 7pm, OFF, PAUSE 3 days, ON, MISSED. REMIND alone shows the plan, or asks for one."""
    said = _told(s)
    first, _, more = said.partition(" ")
    match clean(first):
        case "":
            return _as_it_stands()
        case word if word in _OFF and not more:
            return finish.run(s)
        case word if word in _PAUSE:
            return _pause(s, more)
        case word if word in _ON and not more:
            return resume.run(s)
        case word if word in _MISSED and not more:
            asked = dict.fromkeys(_SHOWN, if_missed.name)
            return End(act(ShowReminder(), leads=asked, none="remind.none"))
    return _understood(s, said, schedules.read(said, s.person.language))


@remind_on.start
def resume(s: Scene) -> Move:
    """REMIND ON: the pause is over."""
    return End(act(ResumeReminders(), resumed="remind.resumed", held="remind.held", none="remind.none"))


@remind_off.start
def finish(s: Scene) -> Move:
    """REMIND OFF: end the plan."""
    return End(act(EndReminder("REMIND OFF"), off="remind.off", none="remind.none"))


def _told(s: Scene) -> str:
    """What follows "remind", or "remind me"."""
    first, _, more = s.given.strip().partition(" ")
    return more.strip() if clean(first) == "me" else s.given.strip()


def _as_it_stands() -> Move:
    shown = act(
        ShowReminder(),
        leads={"none": ask.name},
        stands="remind.stands",
        called="checkin_call.called",
        held="remind.held",
        paused="remind.paused",
        resting="remind.resting",
    )
    return End(shown)


@remind.step
def ask(s: Scene) -> Move:
    """Which days, what time?"""
    return _question()


def _question(*before: Said) -> Move:
    return Collect("remind.ask", *before, then=read_it)


def _understood(s: Scene, words: str, read: Asked | Unclear) -> Move:
    """Keep the plan when all is known; else ask for what is missing and remember what was said."""
    if isinstance(read, Unclear):
        return _question(f"remind.{read.value}")
    if not read.days and read.at is None:
        return _question(*(("remind.unread",) if words else ()))
    if not read.days:
        return Collect("remind.which_days", then=read_the_days, learned={"before": words})
    if read.at is None:
        return Collect("remind.which_time", then=read_the_time, learned={"before": words})
    return _keep(s, words, read)


@remind.step
def read_it(s: Scene) -> Move:
    """Days and time in their words."""
    words = s.answers[read_it.name]
    read = schedules.read(words, s.person.language)
    if isinstance(read, Unclear):
        return Again(f"remind.{read.value}")
    return _understood(s, words, read) if read.days or read.at else Again("remind.unread")


@remind.step
def read_the_days(s: Scene) -> Move:
    """Read the days for the time that they named."""
    return _completed(s, s.answers[read_the_days.name])


@remind.step
def read_the_time(s: Scene) -> Move:
    """Read the time for the days that they named."""
    return _completed(s, s.answers[read_the_time.name])


def _completed(s: Scene, words: str) -> Move:
    before = s.answers.get("before", "")
    read = schedules.together(words, before, s.person.language)
    if isinstance(read, Unclear):
        return Again(f"remind.{read.value}")
    if not read.days or read.at is None:
        return Again("remind.unread")
    return _keep(s, f"{before} / {words}", read)


def _keep(s: Scene, words: str, read: Asked) -> Move:
    if read.at is None:
        return _question()
    if s.person.safe.they_contact:
        return End("remind.they_contact")
    where = read.zone or zone_of(s)
    first = schedules.first(read.days, read.at, where, s.now)
    days = {"before": schedules.in_words(read.days)}
    if not schedules.is_safe(s.person.safe.hours, first.at, zone_of(s)):
        return Collect("remind.which_time", "remind.outside_safe", then=read_the_time, learned=days)
    if not schedules.is_by_day(read.at):
        known = {**days, "wanted": words}
        question = Phrase("remind.quiet", {"clock": clock_said(read.at)})
        return Collect(question, then=read_the_time, learned=known, yes=at_that_hour, no=another_time)
    return End(_kept(words, read, read.at))


def _kept(words: str, read: Asked, at: time) -> Act:
    return act(
        SetReminder(read.days, at, read.zone, words),
        leads={"set": if_missed.name, "set_zone": which_zone.name},
        set="remind.set",
        set_zone="remind.set",
        changed="remind.set",
        none="remind.none",
    )


@remind.step
def at_that_hour(s: Scene) -> Move:
    """They want the early or late hour that they named."""
    words = s.answers["wanted"]
    before, _, last = words.rpartition(" / ")
    read = schedules.together(last, before, s.person.language)
    if isinstance(read, Unclear) or not read.days or read.at is None:
        return _question()
    return End(_kept(f"{words} / {s.given}", read, read.at))


@remind.step
def another_time(s: Scene) -> Move:
    """They choose another hour."""
    return Collect("remind.which_time", then=read_the_time)


@remind.step
def which_zone(s: Scene) -> Move:
    """Ask once for a zone that we do not know; no answer is fine. Then ask what is to follow a missed check-in."""
    return zone.ask_after(s, then=if_missed.name)


@remind.step
def if_missed(s: Scene) -> Move:
    """Ask what is to follow a missed check-in. No answer is needed."""
    return Ask(
        "remind.if_missed", optional=True, to={"nothing": keep_quiet, "call": peer_may_call, "tell": choose}
    )


@remind.step
def keep_quiet(s: Scene) -> Move:
    """Nothing more."""
    return End(act(SetMissed("none"), kept="remind.kept_none", none="remind.none"))


@remind.step
def peer_may_call(s: Scene) -> Move:
    """A call is offered."""
    return End(act(SetMissed("call"), kept="remind.kept_call", none="remind.none"))


def _pause(s: Scene, words: str) -> Move:
    if not words:
        return End(paused(PauseReminders(None)))
    until = schedules.read_pause(words, s.now, zone_of(s), s.person.language)
    return End(paused(PauseReminders(until))) if until else Collect(_WHICH_PAUSE, then=read_pause, word=pause)


_WHICH_PAUSE: Final = "remind.which_pause"


def paused(effect: PauseReminders) -> Act:
    """Pause the reminders and say so. PAUSE means this too, from anybody who is no volunteer."""
    return act(effect, paused="remind.paused", resting="remind.resting", none="remind.none")


@remind.step
def read_pause(s: Scene) -> Move:
    """Until when, in their words."""
    until = schedules.read_pause(s.answers[read_pause.name], s.now, zone_of(s), s.person.language)
    return End(paused(PauseReminders(until))) if until else Again("remind.unread")


@remind.step
def pause(s: Scene) -> Move:
    """Until they say."""
    return End(paused(PauseReminders(None)))


@remind.step
def aloud(s: Scene) -> Move:
    """By key: read out the plan, and let them end it."""
    shown = act(
        ShowReminder(),
        leads=dict.fromkeys(_SHOWN, keep_or_end.name),
        stands="remind.aloud",
        called="checkin_call.stands",
        held="remind.aloud_held",
        paused="remind.aloud_rests",
        resting="remind.aloud_rests",
        none="remind.aloud_none",
    )
    return End(shown)


@remind.step
def keep_or_end(s: Scene) -> Move:
    """1 keeps it, 2 ends it."""
    return Ask("remind.keep_or_end", keep=kept_aloud, finish=ended_aloud)


@remind.step
def kept_aloud(s: Scene) -> Move:
    """It stays."""
    return End("remind.stays", "voice.bye")


@remind.step
def ended_aloud(s: Scene) -> Move:
    """It is over."""
    return End(act(EndReminder("2"), off="remind.off_aloud", none="remind.aloud_none"), "voice.bye")
