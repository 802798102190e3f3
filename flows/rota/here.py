"""HERE, and the answers to a reminder: they will be there, or cannot. Each is read against the shift asked about."""

from datetime import datetime

from flows.effects.rota import ConfirmShift, LookUpRota
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rota.choosing import each_named, names_shift, rota
from flows.rota.drop import dropped
from flows.rota.shifts import shifts
from flows.wording import Hours

here = Flow(
    "here",
    keywords=("HERE",),
    argument=True,
    accepts=lambda s: names_shift(s.given, s.person.language),
    aside=True,
    volunteers_only=True,
    everyday_words=True,
    to_the_letter=True,
)


def confirmed(shift_id: int, *, leads: str = "") -> Act:
    """They will be there. `leads`: the step to go on with, whatever comes of it."""
    says = {
        "confirmed": "here.confirmed",
        "on": "here.on",
        "covered": "here.covered",
        "over": "here.over",
        "given_back": "here.given_back",
        "none": "here.not_yours",
    }
    return act(ConfirmShift(shift_id), says, leads=dict.fromkeys(says, leads) if leads else None)


@here.start
def which(s: Scene) -> Move:
    """HERE: the shift that runs, or the next. HERE SAT: that one."""
    named = each_named(s.given, s.person.language)
    return End(
        *(act(LookUpRota(mine=each), leads={"found": "here.found"}, none="volunteer.only") for each in named)
    )


@here.step
def found(s: Scene) -> Move:
    """The first of those that were meant."""
    mine = rota(s).mine
    if mine:
        return End(confirmed(mine[0].id))
    return End("drop.none_then" if names_shift(s.given, s.person.language) else "here.none")


@shifts.step
def remind_day(s: Scene) -> Move:
    """The day before: will you be there?"""
    return _remind("shift.remind_day", s)


@shifts.step
def remind_hour(s: Scene) -> Move:
    """An hour before, to who has not said so yet."""
    return _remind("shift.remind_hour", s)


def _remind(question: str, s: Scene) -> Move:
    at, until = (datetime.fromisoformat(s.answers[name]) for name in ("at", "until"))
    learned = {"turn": s.answers["turn"]}
    return Ask(
        Phrase(question, {"turn": Hours(at, until)}),
        optional=True,
        learned=learned,
        there=will_be_there,
        cannot=cannot_come,
    )


@shifts.step
def will_be_there(s: Scene) -> Move:
    """Yes, also a day later."""
    return End(confirmed(int(s.answers["turn"])))


@shifts.step
def cannot_come(s: Scene) -> Move:
    """No: others are asked."""
    return End(dropped(int(s.answers["turn"])))
