"""TRY: the line rings the person's own phone with nobody on it, so that the first call is not the first ring."""

from flows.effects.requests import RingOnTrial
from flows.engine import Act, Ask, End, Flow, Move, Scene, act

trial = Flow("trial", keywords=("TRIAL",), rings=True, to_the_letter=True)


def rung() -> Act:
    """Ring their phone once, with nobody on it; or say why not."""
    return act(
        RingOnTrial(),
        coming="trial.coming",
        already="trial.already",
        limit="trial.limit",
        talking="trial.talking",
        silenced="trial.silenced",
        no_calls="trial.no_calls",
        outside_safe="trial.outside_safe",
        none="callback.not_ringable",
    )


@trial.start
def ring(s: Scene) -> Move:
    """TRY alone is a yes: the phone rings in a moment."""
    return End(rung())


@trial.step
def offer(s: Scene) -> Move:
    """They ask for it in their own words: say what it is first, and ring only after a yes."""
    return Ask("trial.offer", yes=ring, no=leave, optional=True)


@trial.step
def leave(s: Scene) -> Move:
    """Not now."""
    return End("trial.left")
