"""Regular check-ins in a sentence: what is sure of it goes to REMIND, the rest is asked, and an end is asked about."""

from dataclasses import replace
from typing import Final

from flows.checkins.remind import ask, remind
from flows.effects.reminders import EndReminder, ShowReminder
from flows.engine import Ask, End, Flow, Move, Scene, act
from flows.rules.times import reminders_in_words

plain = Flow("remind_plain")

_SHOWN: Final = ("stands", "called", "held", "paused", "resting")


@plain.start
def begin(s: Scene) -> Move:
    """What they wrote about being asked how they are."""
    said = reminders_in_words.read(s.given, s.person.language)
    if said.fewer:
        return End(act(ShowReminder(), leads=dict.fromkeys(_SHOWN, end_or_change.name), none="remind.none"))
    if said.words and remind.first is not None:
        return remind.first.run(replace(s, given=said.words))
    shown = act(
        ShowReminder(),
        leads={"none": ask.name},
        none="answer.remind",
        stands="remind.stands",
        called="checkin_call.called",
        held="remind.held",
        paused="remind.paused",
        resting="remind.resting",
    )
    return End(shown)


@plain.step
def end_or_change(s: Scene) -> Move:
    """ "No more morning reminders": all of them, or another hour? Nothing ends before they have said."""
    return Ask("answer.remind_end", optional=True, finish=finished, change=ask, keep=kept)


@plain.step
def finished(s: Scene) -> Move:
    """No more of them."""
    return End(act(EndReminder(s.given), off="remind.off", none="remind.none"))


@plain.step
def kept(s: Scene) -> Move:
    """It stays as it was."""
    return End("answer.remind_kept")
