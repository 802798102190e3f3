"""What a step may answer with: ask, collect, say again, end; and what it may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flows.effects.base import Effect
from flows.line import Line
from flows.person import Person


class Channel(StrEnum):
    """How the person talks to us."""

    TEXT = "text"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to say: the id of a wording and what fills its gaps."""

    id: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """An effect whose outcome, known only once it is tried, decides what is said: outcome name → wording id.

    `leads`: outcome → the name of the step that goes on from there. `silent`: outcomes to which nothing is said.
    """

    effect: Effect
    says: Mapping[str, str]
    leads: Mapping[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()

    def answers(self, outcome: str) -> bool:
        """Whether somebody has thought of this outcome: words, a step that goes on, or silence that is meant."""
        return outcome in self.says or outcome in self.leads or outcome in self.silent


def act(
    effect: Effect,
    says: Mapping[str, str] | None = None,
    *,
    leads: Mapping[str, str] | None = None,
    silent: tuple[str, ...] = (),
    **more: str,
) -> Act:
    """Try `effect` and say the wording that stands for its outcome: in `says`, or as a keyword argument.

    Every one of the effect's `OUTCOMES` has words, a step in `leads`, or stands in `silent`, because other words are
    said beside it or because it cannot come here. A test reads every `act` for that.
    """
    return Act(effect, {**(says or {}), **more}, leads or {}, silent)


Said = str | Phrase | Act


@dataclass(frozen=True)
class Ask:
    """Ask a question; each keyword argument names a meaning and the step it leads to, `to` more of them.

    `optional`: nobody needs to answer it. It is not put again after something said in between, and silence ends it.
    `learned`: what is known already, for the steps to come to find among the answers.
    """

    question: Phrase
    choices: Mapping[str, "Step"]
    before: tuple[Said, ...]
    do: tuple[Effect, ...]
    optional: bool
    learned: Mapping[str, str]

    def __init__(
        self,
        question: str | Phrase,
        *before: Said,
        do: tuple[Effect, ...] = (),
        to: Mapping[str, "Step"] | None = None,
        optional: bool = False,
        learned: Mapping[str, str] | None = None,
        **choices: "Step",
    ) -> None:
        object.__setattr__(self, "question", as_phrase(question))
        object.__setattr__(self, "choices", {**(to or {}), **choices})
        object.__setattr__(self, "optional", optional)
        object.__setattr__(self, "before", before)
        object.__setattr__(self, "do", do)
        object.__setattr__(self, "learned", learned or {})


@dataclass(frozen=True)
class Collect:
    """Ask for something that is not a choice (a number, a time, free text); the step `then` reads it.

    Each further keyword argument is a choice beside it, as of `Ask`: `skip=` for somebody who would rather not say,
    `silence=` for a caller who keys in nothing.
    `to`: more of them, and `keys` what to reply for those that no wording knows. `learned`: what is known already, for
    the steps to come to find among the answers.
    """

    question: Phrase
    then: "Step"
    choices: Mapping[str, "Step"]
    before: tuple[Said, ...]
    optional: bool
    keys: Mapping[str, str]
    learned: Mapping[str, str]

    def __init__(
        self,
        question: str | Phrase,
        *before: Said,
        then: "Step",
        optional: bool = False,
        to: Mapping[str, "Step"] | None = None,
        keys: Mapping[str, str] | None = None,
        learned: Mapping[str, str] | None = None,
        **choices: "Step",
    ) -> None:
        object.__setattr__(self, "question", as_phrase(question))
        object.__setattr__(self, "then", then)
        object.__setattr__(self, "choices", {**(to or {}), **choices})
        object.__setattr__(self, "keys", keys or {})
        object.__setattr__(self, "learned", learned or {})
        object.__setattr__(self, "before", before)
        object.__setattr__(self, "optional", optional)


@dataclass(frozen=True)
class Again:
    """What was given cannot be used: say why, count a miss, ask the same again."""

    because: Phrase

    def __init__(self, because: str | Phrase) -> None:
        object.__setattr__(self, "because", as_phrase(because))


@dataclass(frozen=True)
class End:
    """The conversation is over: what is said and what should happen."""

    said: tuple[Said, ...]
    do: tuple[Effect, ...]

    def __init__(self, *said: Said, do: tuple[Effect, ...] = ()) -> None:
        object.__setattr__(self, "said", said)
        object.__setattr__(self, "do", do)


Move = Ask | Collect | Again | End


@dataclass(frozen=True, slots=True)
class Scene:
    """All a step may look at."""

    now: datetime
    line: Line
    person: Person
    channel: Channel
    answers: Mapping[str, str] = field(default_factory=dict)
    given: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A named place in a flow. Its name, once released, is an API: stored sessions point at it."""

    name: str
    run: Callable[[Scene], Move]


def as_phrase(said: str | Phrase) -> Phrase:
    """A wording's id as something to say."""
    return Phrase(said) if isinstance(said, str) else said
