"""Effects of two people who write to each other through the line."""

from dataclasses import dataclass
from typing import Final, Literal

from flows.effects.base import Effect, outcomes
from flows.rules.relay.goodbye import Goodbye

TOLD_OTHERWISE: Final = ("passed", "unreachable", "by_phone", "no_way")
"""Outcomes of `PassOn` to which the sender hears nothing more: their words went out, or the store has texted them why
not."""


@dataclass(frozen=True, slots=True)
class PassOn(Effect):
    """Pass words on to the other one. `to_them`: from the peer to the participant, else the other way round.

    `in_crisis`: the participant was given the crisis line for them, and a coordinator is told. `in_company`: they say
    that somebody is with them, who may read what the peer writes. `goodbye`: they say goodbye, or are away a moment.
    `adds_nothing`: after a goodbye these words leave it one.
    Outcomes: passed; masked: passed on without the number or link in it, said the first time; over (code), it ended in
    the meantime; gone (peer, by): the peer cannot be reached, and the participant is first in line; not_now (code):
    nothing may go to them at this hour; unreachable (code): they can get no text any more, and it has ended;
    by_phone (code): the same, and it goes on as a call; no_way (code): no call either, and it has ended;
    offered (peer): passed, and the participant is told, once, that they may listen; goodbye: passed, and they are to be
    asked whether they are done for today.
    """

    OUTCOMES = outcomes(
        "passed",
        "masked",
        "over",
        "gone",
        "not_now",
        "unreachable",
        "by_phone",
        "no_way",
        "offered",
        "goodbye",
        "none",
    )

    words: str
    to_them: bool = False
    in_crisis: bool = False
    in_company: bool = False
    goodbye: Goodbye | None = None
    adds_nothing: bool = False


@dataclass(frozen=True, slots=True)
class EndWriting(Effect):
    """The peer says that it is done. `note`: their words on how it went, kept as a note; `hard`: that it was.

    Outcomes: ended (code); noted (code), hard (code, until): ended as well; handed_back (code): they had not written a
    word, so it goes to the next peer; over (code).
    """

    OUTCOMES = outcomes("ended", "noted", "hard", "handed_back", "over", "none")

    note: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class StayOn(Effect):
    """A participant who said goodbye stays after all, and the volunteer is told. Outcomes: stays (peer); over."""

    OUTCOMES = outcomes("stays", "over", "none")


HowToGoOn = Literal["wait", "someone_else", "leave"]


@dataclass(frozen=True, slots=True)
class AnswerSilence(Effect):
    """What a participant says about a peer who does not answer them.

    Outcomes: waiting (peer); next (by), they are first in line for somebody else; left; answered (peer): the peer has
    written meanwhile, and nothing ends; over: it has ended.
    """

    OUTCOMES = outcomes("waiting", "next", "left", "answered", "over", "none")

    how: HowToGoOn
