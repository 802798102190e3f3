"""Ten minutes before a talk reaches its limit its volunteer may give it half an hour more, by text or by key."""

from datetime import datetime

from flows.effects.calls import ExtendTalk
from flows.engine import Ask, End, Flow, Move, Phrase, Scene, act

time_limit = Flow("time_limit")


@time_limit.start
def ask(s: Scene) -> Move:
    """Do they need longer? The code, and until when it lasts, stand among the answers."""
    said = {"code": s.answers["code"], "at": datetime.fromisoformat(s.answers["until"])}
    return Ask(Phrase("time_limit.ask", said), longer=longer, no=as_it_is, optional=True)


@time_limit.step
def longer(s: Scene) -> Move:
    """1: half an hour more."""
    more = ExtendTalk(s.answers["code"])
    return End(
        act(
            more,
            extended="time_limit.extended",
            longest="time_limit.longest",
            over="time_limit.none",
            none="volunteer.only",
        )
    )


@time_limit.step
def as_it_is(s: Scene) -> Move:
    """2: it ends when it ends."""
    return End("time_limit.as_it_is")
