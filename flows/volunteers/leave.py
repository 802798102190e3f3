"""LEAVE: a volunteer leaves the team, once they have said so twice. JOIN takes it back."""

from flows.effects.joining import LeaveVolunteers
from flows.engine import Act, Ask, End, Flow, Move, Scene, act
from flows.volunteers.on_off import duty

leave = Flow("leave", keywords=("LEAVE",), volunteers_only=True, everyday_words=True, to_the_letter=True)


@leave.start
def sure(s: Scene) -> Move:
    """Say what it means, and ask."""
    return Ask("leave.sure", optional=True, yes=gone, no=stayed)


@leave.step
def for_now_or_good(s: Scene) -> Move:
    """ "I quit": tonight, or for good."""
    return Ask("leave.for_now_or_good", optional=True, off=off_for_now, yes=gone, no=stayed)


@leave.step
def gone(s: Scene) -> Move:
    """They leave."""
    return End(_leaving())


@leave.step
def off_for_now(s: Scene) -> Move:
    """Off duty, and a volunteer as before."""
    return End(duty(False))


@leave.step
def stayed(s: Scene) -> Move:
    """They stay."""
    return End("leave.stayed")


def _leaving() -> Act:
    return act(LeaveVolunteers(), left="leave.left", none="volunteer.only")
