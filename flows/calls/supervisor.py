"""SUPERVISOR: a volunteer who cannot press keys brings the supervisor on call into the call they are in."""

from flows.effects.calls import BringSupervisor
from flows.engine import End, Flow, Move, Scene, act

# Whatever stands behind it, a code or why: who asks for help in the middle of a talk is not told of a misspelling.
supervisor = Flow("supervisor", keywords=("SUPERVISOR",), argument=True, aside=True, volunteers_only=True)


@supervisor.start
def bring_in(s: Scene) -> Move:
    """Ring them; where they cannot join, a coordinator is told. What stands behind the word is kept nowhere."""
    return End(
        act(
            BringSupervisor(),
            coming="supervisor.coming",
            already="supervisor.already",
            told="supervisor.told",
            no_talk="supervisor.no_talk",
            is_in="supervisor.is_in",
            none="volunteer.only",
        )
    )
