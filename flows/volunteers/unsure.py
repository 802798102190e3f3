"""Questions put to a volunteer whose sentence may ask for something, but not surely enough to ring or end anything."""

from dataclasses import replace
from typing import Final

from flows.effects.rota import LookUpRota
from flows.effects.volunteers import BlockPair
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.offers import take as taking
from flows.reconnect import reconnect
from flows.requests.call import booked
from flows.rota import away
from flows.rota.choosing import names_shift, rota
from flows.volunteers import open_work, pause

unsure = Flow("unsure")

CODE: Final = "code"
"""Under which name the code that the question is about stands among the answers; "" where there is none."""
WORDS: Final = "words"
"""Under which name stands what they wrote, so that a time in it is not lost."""


@unsure.start
def take(s: Scene) -> Move:
    """They seem to take an offer."""
    return Ask(_about("for_volunteer.take", s), yes=taken, no=passed, optional=True)


@unsure.step
def taken(s: Scene) -> Move:
    """They do; with the time they named before."""
    return taking.taking.run(replace(s, given=f"{s.answers[CODE]} {s.answers[WORDS]}"))


@unsure.step
def passed(s: Scene) -> Move:
    """They do not, or hand it back."""
    return End(taking.passed(s.answers[CODE]))


@unsure.step
def hand_back(s: Scene) -> Move:
    """They seem to give back what they have."""
    return Ask(_about("for_volunteer.hand_back", s), yes=passed, no=stays, optional=True)


@unsure.step
def stays(s: Scene) -> Move:
    """They keep it: where it stands."""
    return End(*open_work.phrases(s))


@unsure.step
def ring(s: Scene) -> Move:
    """CALL from somebody who has a callback in hand: for that one, or a call for themselves."""
    return Ask(_about("for_volunteer.ring", s), hand=ring_me, own=call_me, optional=True)


@unsure.step
def ring_me(s: Scene) -> Move:
    """For the one in hand."""
    return taking.going.run(replace(s, given=s.answers[CODE]))


@unsure.step
def call_me(s: Scene) -> Move:
    """A call for themselves."""
    return End(booked())


@unsure.step
def cut_off(s: Scene) -> Move:
    """Their last call seems to have been cut off."""
    return Ask(_about("for_volunteer.cut_off", s), yes=go_on, no=leave, optional=True)


@unsure.step
def go_on(s: Scene) -> Move:
    """It was, and they would go on."""
    return reconnect.back.run(replace(s, given=s.answers[CODE]))


@unsure.step
def leave(s: Scene) -> Move:
    """Nothing is done."""
    return End("drop.kept")


@unsure.step
def block(s: Scene) -> Move:
    """They seem to want no more of somebody they talked with."""
    return Ask("for_volunteer.block", yes=blocked, no=leave, optional=True)


@unsure.step
def blocked(s: Scene) -> Move:
    """Never again."""
    code = s.answers[CODE] or None
    return End(act(BlockPair(code), blocked="volunteer.blocked", none="volunteer.nothing_to_block"))


@unsure.step
def time_off(s: Scene) -> Move:
    """They seem to want some time without offers. `words`: how long, as far as that was read."""
    words = s.answers[WORDS]
    days = away.days_named(words, s)
    if days is not None and days.start > s.now:
        return Ask(Phrase("for_volunteer.away", {"days": days}), yes=days_off, no=leave, optional=True)
    until = pause.ends_at(words, s)
    question = (
        Phrase("for_volunteer.pause_until", {"until": until}) if until else Phrase("for_volunteer.pause")
    )
    return Ask(question, pause=paused, away=days_off, no=leave, optional=True)


@unsure.step
def paused(s: Scene) -> Move:
    """No offers until then."""
    return pause.paused.run(replace(s, given=s.answers[WORDS]))


@unsure.step
def days_off(s: Scene) -> Move:
    """Days away: their shifts are given back. Where no days were read, it is asked which."""
    known = away.days_named(s.answers[WORDS], s) is not None
    return away.when.run(replace(s, given=s.answers[WORDS] if known else ""))


@unsure.step
def give_back(s: Scene) -> Move:
    """They cannot come: look for the shift they mean."""
    return End(_look_up(s, leads="unsure.shift_found"))


@unsure.step
def shift_found(s: Scene) -> Move:
    """Ask before anything is given back. A volunteer on duty who has no shift hears how to end that."""
    if rota(s).mine:
        return End(_look_up(s, leads="drop.ask"))
    on_duty = s.person.volunteer is not None and s.person.volunteer.on_duty
    duty = ("for_volunteer.on",) if on_duty else ()
    return End("drop.none_then", *duty) if _named(s) else End(*(duty or ("drop.none",)))


def _look_up(s: Scene, *, leads: str) -> Act:
    return act(LookUpRota(mine=_named(s)), leads={"found": leads}, none="volunteer.only")


def _named(s: Scene) -> str:
    return s.given if names_shift(s.given, s.person.language) else ""


def _about(question: str, s: Scene) -> Phrase:
    return Phrase(question, {"code": s.answers[CODE]})
