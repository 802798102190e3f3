"""Effects of somebody who writes, and would like to just hear the volunteer's voice first."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes
from flows.rules.meaning.listen_words import Wish


@dataclass(frozen=True, slots=True)
class AskToListen(Effect):
    """The participant asks the volunteer they write with for a call.

    Outcomes: asked (peer), the volunteer is asked by text; coming (peer), the volunteer had said yes, and both are
    rung; already (peer): it is on its way, or on; limit (peer): so often that it is enough for this conversation;
    no_calls, outside_safe: their phone must not ring, by their own word, or now; over: they write with nobody.
    """

    OUTCOMES = outcomes("asked", "coming", "already", "limit", "no_calls", "outside_safe", "over", "none")

    what: Wish


@dataclass(frozen=True, slots=True)
class AnswerListening(Effect):
    """What the volunteer says to it. `yes`: ring both; else they keep writing.

    Outcomes: coming (code): both are rung; asking_them (code): the participant's yes is old, and they are asked again;
    not_now (code): their phone must not ring now; kept (code): a no, which they are told kindly; called_off (code):
    they no longer want it; over.
    """

    OUTCOMES = outcomes("coming", "asking_them", "not_now", "kept", "called_off", "over", "none")

    code: str
    yes: bool


@dataclass(frozen=True, slots=True)
class StopListening(Effect):
    """A no, by either, to a call that was asked for, rings or is on: both phones fall silent, and they write on.

    `by_volunteer`: the volunteer said so. `company`: the participant did, because somebody is with them: the volunteer
    is asked to wait, since whoever is there may read what they write. Outcomes: stopped (peer, for a participant;
    code, for a volunteer); over.
    """

    OUTCOMES = outcomes("stopped", "over", "none")

    by_volunteer: bool = False
    company: bool = False
