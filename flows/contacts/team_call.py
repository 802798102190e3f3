"""Somebody of the team would like to call a person in danger: asked first, for no phone rings without a recent yes."""

from flows.effects.alert_actions import AnswerTeamCall
from flows.engine import Ask, End, Flow, Move, Scene, act

team_call = Flow("team_call")


@team_call.start
def may_we(s: Scene) -> Move:
    """Is it OK if the team calls now?"""
    return Ask("team_talk.may_we", optional=True, yes=yes, no=no)


@team_call.step
def yes(s: Scene) -> Move:
    """1: the coordinator's phone rings, then theirs."""
    said = act(
        AnswerTeamCall(yes=True),
        coming="team_talk.coming",
        late="team_talk.told",
        none="team_talk.told_nobody",
        silent=("told",),
    )
    return End(said)


@team_call.step
def no(s: Scene) -> Move:
    """2: nobody calls; whoever asked is told, and may write."""
    said = act(
        AnswerTeamCall(yes=False),
        told="team_talk.no_call_then",
        none="team_talk.no_call_then",
        silent=("coming", "late"),
    )
    return End(said)


@team_call.step
def wanted(s: Scene) -> Move:
    """They ask for a call while the team writes with them: whoever writes is told, or a volunteer is asked."""
    said = act(
        AnswerTeamCall(yes=True),
        leads={"none": "callback.ask"},
        coming="team_talk.coming",
        late="team_talk.told",
        silent=("told",),
    )
    return End(said)
