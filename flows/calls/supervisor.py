"""SUPERVISOR: a volunteer who cannot press keys brings the supervisor on call into the call they are in."""

from flows.effects.calls import BringSupervisor
from flows.engine import End, Flow, Move, Scene, act

# Any words may follow it, a code or a reason: a volunteer who asks for help during a talk must always get it.
supervisor = Flow("supervisor", keywords=("SUPERVISOR",), argument=True, aside=True, volunteers_only=True)


@supervisor.start
def bring_in(s: Scene) -> Move:
    """Ring the supervisor; where none can join, tell a coordinator. Words after SUPERVISOR are not kept."""
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
