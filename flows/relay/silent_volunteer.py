"""The volunteer does not answer in writing: the participant says how to go on (docs/adr/0043).

Nothing ends and nobody else comes without their word, and their answer counts only while the volunteer is silent.
"""

from typing import Final

from flows.effects.relay import AnswerSilence, HowToGoOn
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.requests.call import rather_write
from flows.requests.ready import called

silent_volunteer = Flow("silent_volunteer")

ASKED: Final = "silent_volunteer.ask"
"""The question that the participant may answer while they write: exactly, for all else goes to the volunteer."""


@silent_volunteer.start
def ask(s: Scene) -> Move:
    """No answer for some minutes: wait, somebody else, or leave it?"""
    mine = s.person.callback
    question = Phrase("writing.no_answer", {"peer": called(s, mine.peer if mine is not None else None)})
    return Ask(question, optional=True, to={"wait": wait, "someone_else": someone_else, "leave": leave})


@silent_volunteer.step
def wait(s: Scene) -> Move:
    """They wait; they are asked once more."""
    return End(_say("wait"))


@silent_volunteer.step
def someone_else(s: Scene) -> Move:
    """Another volunteer, as soon as one is free."""
    return End(_say("someone_else"))


@silent_volunteer.step
def leave(s: Scene) -> Move:
    """They leave it."""
    return End(_say("leave"))


def _say(how: HowToGoOn) -> Act:
    return act(
        AnswerSilence(how),
        waiting="writing.waiting_on",
        next="writing.next_one",
        left="writing.left",
        answered="writing.has_answered",
        over="writing.over",
        none="writing.over",
    )


@silent_volunteer.step
def over(s: Scene) -> Move:
    """Nobody answered that question either, so it has ended: somebody else can still write with them."""
    return Ask("writing.ended_unanswered", optional=True, someone_else=anew, leave=let_be)


@silent_volunteer.step
def anew(s: Scene) -> Move:
    """Somebody else, after it had ended."""
    return End(rather_write())


@silent_volunteer.step
def let_be(s: Scene) -> Move:
    """Nobody else."""
    return End("checkin.bye")
