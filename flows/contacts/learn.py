"""May the team read short texts that the line did not understand? Asked once, off until somebody says yes."""

from flows.contacts import age
from flows.effects.unread import LetTeamRead
from flows.engine import Ask, End, Flow, Move, Scene, act

learn = Flow("learn", keywords=("LEARN",), to_the_letter=True)
learn_off = Flow("learn_off", keywords=("LEARNOFF",), to_the_letter=True)


@learn.start
def look(s: Scene) -> Move:
    """LEARN: the question, where the organisation reads such texts at all."""
    if not s.line.unread or age.is_minor_here(s):
        return End("learn.off")
    return may_we.run(s)


@learn.step
def may_we(s: Scene) -> Move:
    """May the team read them?"""
    return Ask("learn.may_we", yes=agreed, no=refused, optional=True)


@learn.step
def agreed(s: Scene) -> Move:
    """It may."""
    return End(
        act(LetTeamRead(may=True, wording=s.given), kept="learn.kept", ended="learn.ended", none="learn.off")
    )


@learn.step
def refused(s: Scene) -> Move:
    """It may not, or not any more."""
    return _no(s)


@learn_off.start
def end(s: Scene) -> Move:
    """LEARN OFF, or in words: what was kept of theirs is deleted."""
    return _no(s)


def _no(s: Scene) -> Move:
    return End(
        act(LetTeamRead(may=False, wording=s.given), kept="learn.kept", ended="learn.ended", none="learn.off")
    )
