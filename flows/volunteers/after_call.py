"""After a call the volunteer is asked one thing: how it was. One digit answers; what follows depends on the digit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from flows.effects.volunteers import AfterCall, BlockPair, HowItWas
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.reconnect import reconnect

after_call = Flow("after_call")

CODE: Final = "code"
"""Under which name the code of the call stands among the answers."""
BROKE_OFF: Final = "broke_off"
"""Stands among the answers of a call that may have been cut off."""
IN_WRITING: Final = "in_writing"
"""Stands among the answers where the two wrote to each other."""
RESTS_UNTIL: Final = "rests_until"
"""Until when they rest now, as they are told; not there for somebody who is off duty."""
HEAVY: Final = "heavy"
"""Stands among the answers where words of crisis were said, so that the rest is longer."""


@after_call.start
def ask(s: Scene) -> Move:
    """How was it? Nobody needs to say."""
    thanks = _thanks(s)
    if IN_WRITING in s.answers:
        return _of_writing(thanks)
    to = {"fine": fine, "hard": hard, "silent": silent, "abusive": abusive, "cut_off": cut_off}
    return Ask("after_call.ask", thanks, to=to, optional=True)


@after_call.step
def ended_by_them(s: Scene) -> Move:
    """DONE, alone, in the middle of writing with somebody: the same question, without one more text."""
    volunteer = s.person.volunteer
    held = volunteer.holding if volunteer is not None else None  # as it was when they wrote
    code = held.code if held is not None else volunteer.last_call if volunteer is not None else None
    if code is None:
        return End("after_call.fine")
    return _of_writing(Phrase("after_call.thanks", {"code": code}), {CODE: code})


def _of_writing(thanks: Phrase, learned: Mapping[str, str] | None = None) -> Move:
    to = {"fine": fine, "hard": hard, "silent": silent, "abusive": abusive}
    return Ask("after_call.ask_writing", thanks, to=to, optional=True, learned=learned)


def _thanks(s: Scene) -> Phrase:
    """Thanks, with how long they rest and how to end that; or that it may have been cut off."""
    code = {"code": s.answers[CODE]}
    if BROKE_OFF in s.answers:
        return Phrase("after_call.broke_off", code)
    if RESTS_UNTIL not in s.answers:
        return Phrase("after_call.thanks", code)
    until = {**code, "until": datetime.fromisoformat(s.answers[RESTS_UNTIL])}
    return Phrase("after_call.thanks_long_rest" if HEAVY in s.answers else "after_call.thanks_rest", until)


@after_call.step
def fine(s: Scene) -> Move:
    """1: thanked, and left in peace."""
    return End(kept(s.answers[CODE], "fine"))


@after_call.step
def hard(s: Scene) -> Move:
    """2: an hour of rest, and somebody of the team to talk to."""
    return End(kept(s.answers[CODE], "hard"))


@after_call.step
def silent(s: Scene) -> Move:
    """3: they stayed with somebody who said nothing; it counts against nobody."""
    return End(kept(s.answers[CODE], "silent"))


@after_call.step
def abusive(s: Scene) -> Move:
    """4: the team is told that it was, an hour of rest, and never again with them if they like."""
    leads = dict.fromkeys(("abusive", "abusive_kept"), never_again.name)
    return End(replace(kept(s.answers[CODE], "abusive"), leads=leads))


@after_call.step
def never_again(s: Scene) -> Move:
    """Should the two be kept apart?"""
    return Ask("after_call.apart", yes=apart, no=not_apart, optional=True)


@after_call.step
def apart(s: Scene) -> Move:
    """Never again."""
    code = s.answers.get(CODE)
    return End(act(BlockPair(code), blocked="volunteer.blocked", none="volunteer.nothing_to_block"))


@after_call.step
def not_apart(s: Scene) -> Move:
    """They would take the next call of this person like any other."""
    return End("after_call.as_before")


@after_call.step
def cut_off(s: Scene) -> Move:
    """5: the participant is asked whether to go on."""
    return reconnect.back.run(replace(s, given=s.answers[CODE]))


def kept(code: str | None, how: HowItWas) -> Act:
    """Keep how a call was: of this code, or their latest."""
    return act(
        AfterCall(code, how),
        leads={"hard": "debrief.ask"},
        fine="after_call.fine",
        silent_call="after_call.silent",
        hard="after_call.hard",
        abusive="after_call.abusive",
        abusive_kept="after_call.abusive_kept",
        none="offer.none",
    )
