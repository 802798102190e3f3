"""What participants may call a volunteer: a name they choose for this, or none. Nothing is told before they agree."""

from collections.abc import Mapping
from typing import Final

from flows.effects.joining import LookUpProfile
from flows.effects.names import KeepName, NameAsked
from flows.engine import Act, Again, Ask, Channel, Collect, End, Flow, Move, Phrase, Scene, Step, act
from flows.rules.words.names import read_name

name = Flow("name", keywords=("NAME",), volunteers_only=True, everyday_words=True)

SUGGESTED: Final = "suggested"
"""Under which name the first name we know stands among the answers."""
_THEN: Final = "me.go_on"
"""The step that goes on after JOIN with the rest of their profile."""


@name.start
def look_up(s: Scene) -> Move:
    """NAME."""
    return End(act(LookUpProfile(), leads={"found": which.name}, none="volunteer.only"))


@name.step
def quietly(s: Scene) -> Move:
    """Beside the answer to ON, once: may participants know their first name?"""
    mine = s.person.volunteer.name_to_ask if s.person.volunteer else ""
    if not mine or s.channel is Channel.VOICE:
        return End()
    question, asked = Phrase("name.may_we", {"name": mine}), (NameAsked(),)
    return Ask(question, do=asked, optional=True, learned={SUGGESTED: mine}, yes=first, no=nothing)


@name.step
def which(s: Scene) -> Move:
    """NAME, or ME and then 7: their first name, none, or another in their own words."""
    return _ask(s, said, {"first": first, "nothing": nothing, "skip": skipped})


@name.step
def joining(s: Scene) -> Move:
    """The same, the first question after the ground rules."""
    return _ask(
        s, said_joining, {"first": first_joining, "nothing": nothing_joining, "skip": skipped_joining}
    )


def _ask(s: Scene, then: Step, to: Mapping[str, Step]) -> Move:
    mine = s.person.profile.name if s.person.profile else s.answers.get(SUGGESTED, "")
    also = {"silence": to["skip"]} if s.channel is Channel.VOICE else {}
    question = Phrase("name.which", {"name": mine})
    return Collect(question, then=then, optional=True, learned={SUGGESTED: mine}, to={**to, **also})


def _keep(chosen: str, leads: str = "") -> Move:
    says = {"kept": "name.kept" if chosen else "name.kept_none", "none": "volunteer.only"}
    return End(act(KeepName(chosen), says, leads={"kept": leads} if leads else None))


def _as_they_said(s: Scene, step: str, leads: str = "") -> Move:
    words = s.answers[step].strip()
    if s.channel is Channel.VOICE and words in ("1", "2"):
        return _keep(_first(s) if words == "1" else "", leads)
    read = read_name(words)
    return _keep(read, leads) if read else Again("name.unread")


def _first(s: Scene) -> str:
    return s.answers.get(SUGGESTED, "")


@name.step
def first(s: Scene) -> Move:
    """Their first name."""
    return _keep(_first(s))


@name.step
def nothing(s: Scene) -> Move:
    """No name: "a volunteer"."""
    return _keep("")


@name.step
def said(s: Scene) -> Move:
    """Another name, in their own words; on the phone, a key."""
    return _as_they_said(s, said.name)


@name.step
def skipped(s: Scene) -> Move:
    """Not said: as it was."""
    return End("me.as_it_was")


@name.step
def first_joining(s: Scene) -> Move:
    """Their first name; the next question."""
    return _keep(_first(s), _THEN)


@name.step
def nothing_joining(s: Scene) -> Move:
    """No name; the next question."""
    return _keep("", _THEN)


@name.step
def said_joining(s: Scene) -> Move:
    """Another name; the next question."""
    return _as_they_said(s, said_joining.name, _THEN)


@name.step
def skipped_joining(s: Scene) -> Move:
    """Not said, so no name; the next question."""
    asked: Act = act(NameAsked(), leads=dict.fromkeys(("done", "none"), _THEN))
    return End(asked)
