"""RECONNECT: either side goes on with a call that was cut off, within an hour."""

from typing import Final

from flows.codes import is_only_a_code, read_code
from flows.contacts import age
from flows.effects.follow_up import AnotherPeer, LeaveIt, Reconnect
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.offers.take import TAKEN
from flows.reconnect.follow_up import talk_of
from flows.requests.call import booking
from flows.requests.ready import called

PEER: Final = "peer"
"""Under which name the first name of the peer who would go on stands among the answers."""
KIND: Final = "kind"
"""Under which name stands whether they talked ("call") or wrote ("text")."""

reconnect = Flow(
    "reconnect", keywords=("RECONNECT",), argument=True, accepts=lambda s: is_only_a_code(s.given), rings=True
)


def _back(code: str | None) -> Act:
    says = {
        **TAKEN,  # a volunteer who was asked by an offer takes it so
        "coming": "reconnect.coming",
        "at": "reconnect.at",
        "writing": "reconnect.writing",
        "asked": "reconnect.asked",
        "not_free": "reconnect.not_free",
        "waiting": "callback.already",
        "in_line": "reconnect.in_line",
        "limit": "asking.limit",
        "blocked": "blocked.until",
        "blocked_for_good": "blocked.for_good",
        "asking": "reconnect.asking",
        "connecting": "reconnect.connecting",
        "talking": "callback.talking",
        "too_late": "reconnect.too_late",
        "not_available": "reconnect.not_available",
        "nothing": "reconnect.nothing",
        "none": "offer.none" if code else "offer.none_now",
    }
    return act(Reconnect(code), says, leads={"not_free": instead.name})


@reconnect.start
def back(s: Scene) -> Move:
    """RECONNECT, by either side."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    return End(_back(read_code(s.given).code))


@reconnect.step
def cut_off(s: Scene) -> Move:
    """The volunteer would go on: ask the participant, and ring only after a yes."""
    who = {"peer": called(s, s.answers.get(PEER))}
    question = "reconnect.cut_off_text" if s.answers.get(KIND) == "text" else "reconnect.cut_off"
    return Ask(Phrase(question, who), yes=yes, no=leave, optional=True)


@reconnect.step
def yes(s: Scene) -> Move:
    """The participant would go on too."""
    if age.is_minor_here(s):
        return End(*age.welcome(s))
    return End(_back(None))


@reconnect.step
def ask_first(s: Scene) -> Move:
    """They say that they were cut off. That alone rings nobody: ask whether they would go on."""
    return Ask("answer.cut_off", yes=yes, no=leave_be, optional=True)


@reconnect.step
def leave(s: Scene) -> Move:
    """The participant would rather not; no reason is asked."""
    return End("reconnect.left", do=(LeaveIt(talk_of(s)),))


@reconnect.step
def instead(s: Scene) -> Move:
    """The same peer is not free: another one?"""
    return Ask("reconnect.instead", yes=another, no=leave_be, optional=True)


@reconnect.step
def another(s: Scene) -> Move:
    """Another peer will do."""
    return End(booking(AnotherPeer()))


@reconnect.step
def leave_be(s: Scene) -> Move:
    """Nobody else, for now."""
    return End("reconnect.left")
