"""Before the ring: who calls, when, from which number; ready, later, or text only. And READY, at any time."""

from typing import Final

from flows.effects.requests import PreferText, SayReady, WaitMoment
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.requests import later
from flows.rules.times.moment_words import USUAL_MINUTES
from flows.states import CallbackState
from flows.wording import Named

RULES: Final = "rules"
"""Under which answer stand the wordings of the ground rules that are still to be said before a first talk."""
MINUTES: Final = "minutes"
"""Under which answer stands for how many minutes they asked us to wait."""
ready = Flow("ready", keywords=("READY",), aside=True, settles=("later", "callback"), rings=True)


def readied(*, by_text: bool = False) -> Act:
    """The participant can be rung now; with `by_text`, written to."""
    return act(
        SayReady(),
        leads={"after_refusal": "after_refusal.prove"},
        silent=("after_refusal",),
        ringing="ready.ringing",
        writing="ready.writing",
        noted="ready.noted_text" if by_text else "ready.noted",
        by_phone="writing.not_by_text",
        at="ready.at_text" if by_text else "ready.at",
        talking="callback.talking",
        none="callback.none",
    )


@ready.start
def say_ready(s: Scene) -> Move:
    """READY, or 1."""
    mine = s.person.callback
    return End(readied(by_text=mine is not None and mine.kind == "text"))


@ready.step
def text_only(s: Scene) -> Move:
    """Rather write."""
    return End(
        act(
            PreferText(),
            writing="ready.writing",
            switched="ready.switched",
            already="ready.switched",
            noted="ready.switched",
            by_phone="writing.not_by_text",
            talking="callback.talking",
            none="callback.none",
        )
    )


@ready.step
def moment(s: Scene) -> Move:
    """They need a moment: the volunteer is held for some minutes, and rings when they say so."""
    return End(
        act(
            WaitMoment(int(s.answers.get(MINUTES, USUAL_MINUTES))),
            leads={"held": waits.name, "noted": waits.name},
            held="ready.moment",
            noted="ready.no_hurry",
            talking="callback.talking",
            none="callback.none",
        )
    )


@ready.step
def waits(s: Scene) -> Move:
    """How to say that they are ready."""
    return _put(s)


@ready.step
def alone(s: Scene) -> Move:
    """Whoever was near has left: is now good? Nothing rings because somebody else went out."""
    return _put(s, Phrase("ready.alone"))


def _put(s: Scene, *before: Phrase | str) -> Move:
    mine = s.person.callback
    if mine is not None and mine.kind == "text":
        return Ask("ready.ask_text", *before, optional=True, ready=say_ready, later=later.not_now)
    return Ask("ready.ask", *before, optional=True, ready=say_ready, later=later.not_now, text=text_only)


@ready.step
def coming(s: Scene) -> Move:
    """A peer has it, and the phone rings in a minute or two."""
    return _ask(s, "ready.coming")


@ready.step
def now(s: Scene) -> Move:
    """A peer has it, and waits for their word."""
    return _ask(s, "ready.now")


@ready.step
def near(s: Scene) -> Move:
    """The promise, or the time they said, comes near: is it still wanted?"""
    mine = s.person.callback
    at = mine and (mine.agreed_at or mine.not_before)
    if mine and mine.state is CallbackState.ACCEPTED and at and at <= s.now:
        return _ask(s, "ready.now")  # it had to wait for their safe hours, and the hour has come
    return _ask(s, "ready.near_at" if at and at > s.now else "ready.near")


@ready.step
def missed(s: Scene) -> Move:
    """Rung and not reached: that is okay, and their phone rings again only after a new yes."""
    return _ask(s, "unanswered.ring")


_IN_WRITING = {
    "ready.now": "ready.now_text",
    "ready.near": "ready.near_text",
    "ready.near_at": "ready.near_at_text",
}


def called(s: Scene, name: str | None) -> str | Named:
    """What to call the volunteer of that name, if any, in a text that somebody else may read."""
    return Named("name.someone") if s.person.safe.says_less else name or Named("name.a_volunteer")


def _ask(s: Scene, told: str) -> Move:
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    # A participant who would rather write is told nothing about a ring.
    said = Phrase(
        _IN_WRITING.get(told, told) if mine.kind == "text" else told,
        {
            "peer": called(s, mine.peer),
            "by": mine.promised_by,
            "at": mine.retry_at or mine.agreed_at or mine.not_before or mine.promised_by,
        },
    )
    return _put(s, said, *s.answers.get(RULES, "").split())
