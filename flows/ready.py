"""Before the ring: who calls, when, from which number; ready, later, or text only. And READY, at any time."""

from flows import later
from flows.effects import PreferText, SayReady
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.wording import Named

ready = Flow("ready", keywords=("READY",), aside=True)


def readied() -> Act:
    """They can be rung now."""
    return act(
        SayReady(),
        ringing="ready.ringing",
        writing="ready.writing",
        noted="ready.noted",
        by_phone="writing.not_by_text",
        at="ready.at",
        talking="callback.talking",
        none="callback.none",
    )


@ready.start
def say_ready(s: Scene) -> Move:
    """READY, or 1."""
    return End(readied())


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
    return _ask(s, "ready.near_at" if at and at > s.now else "ready.near")


@ready.step
def missed(s: Scene) -> Move:
    """Rung and not reached; the next try is told."""
    return _ask(s, "ready.missed")


def _ask(s: Scene, told: str) -> Move:
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    said = Phrase(
        told,
        {
            "peer": mine.peer or Named("ready.a_peer"),
            "by": mine.promised_by,
            "at": mine.retry_at or mine.agreed_at or mine.not_before or mine.promised_by,
        },
    )
    if mine.kind == "text":
        return Ask("ready.ask_text", said, optional=True, ready=say_ready, later=later.choose)
    return Ask("ready.ask", said, optional=True, ready=say_ready, later=later.choose, text=text_only)
