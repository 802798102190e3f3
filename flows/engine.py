"""How a conversation moves: steps that return data, menus kept as the person heard them.

A step is a pure function of a `Scene`; it returns `Ask`, `Collect`, `Again` or `End`. The engine turns that into a
`Turn`: what to say, what should happen, and the `Session` to keep until the next reply. A reply is always read
against the menu the person was told, never against newer code.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from flows.effects import Effect
from flows.line import Line
from flows.person import Person
from flows.wording import words


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

    `leads`: outcome → the name of the step that goes on from there.
    """

    effect: Effect
    says: Mapping[str, str]
    leads: Mapping[str, str] = field(default_factory=dict)


def act(effect: Effect, *, leads: Mapping[str, str] | None = None, **says: str) -> Act:
    """Try `effect` and say the wording that stands for its outcome."""
    return Act(effect, says, leads or {})


Said = str | Phrase | Act


@dataclass(frozen=True)
class Ask:
    """Ask a question; each keyword argument names a meaning and the step it leads to, `to` more of them."""

    question: Phrase
    choices: Mapping[str, "Step"]
    before: tuple[Said, ...]
    do: tuple[Effect, ...]

    def __init__(
        self,
        question: str | Phrase,
        *before: Said,
        do: tuple[Effect, ...] = (),
        to: Mapping[str, "Step"] | None = None,
        **choices: "Step",
    ) -> None:
        object.__setattr__(self, "question", _phrase(question))
        object.__setattr__(self, "choices", {**(to or {}), **choices})
        object.__setattr__(self, "before", before)
        object.__setattr__(self, "do", do)


@dataclass(frozen=True)
class Collect:
    """Ask for something that is not a choice (a number by keypad); the step named reads it."""

    question: Phrase
    then: "Step"
    before: tuple[Said, ...]

    def __init__(self, question: str | Phrase, *before: Said, then: "Step") -> None:
        object.__setattr__(self, "question", _phrase(question))
        object.__setattr__(self, "then", then)
        object.__setattr__(self, "before", before)


@dataclass(frozen=True)
class Again:
    """What was given cannot be used: say why, count a miss, ask the same again."""

    because: Phrase

    def __init__(self, because: str | Phrase) -> None:
        object.__setattr__(self, "because", _phrase(because))


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


class Flow:
    """One conversation: its steps, the keywords that open it, who may use it.

    `argument`: the keyword may be followed by more ("TAKE K7"). `aside`: answered without losing the open question.
    `volunteers_only`: nobody else has this keyword.
    """

    def __init__(
        self,
        name: str,
        *,
        keywords: tuple[str, ...] = (),
        argument: bool = False,
        aside: bool = False,
        volunteers_only: bool = False,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.keywords = name, keywords
        self.argument, self.aside, self.volunteers_only = argument, aside, volunteers_only
        self.moved = dict(moved or {})
        self.steps: dict[str, Step] = {}
        self.first: Step | None = None

    def step(self, run: Callable[[Scene], Move]) -> Step:
        """Register a step under its function's name."""
        made = Step(f"{self.name}.{run.__name__}", run)
        self.steps[made.name] = made
        return made

    def start(self, run: Callable[[Scene], Move]) -> Step:
        """Register the step the flow begins with."""
        self.first = self.step(run)
        return self.first


@dataclass(frozen=True, slots=True)
class Session:
    """An open question, exactly as it was put. `offered` is (key, meaning, step) for each choice."""

    step: str
    question: Phrase
    offered: tuple[tuple[str, str, str], ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    misses: int = 0


ANYTHING = "*"
"""The meaning under which a `Collect` keeps its next step."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the line does next: says `said` in order, tries `effects`, and waits on `session` (None: it is over)."""

    said: tuple[Phrase | Act, ...] = ()
    effects: tuple[Effect, ...] = ()
    session: Session | None = None

    def saying(self, *before: Said) -> "Turn":
        """The same turn with something said first."""
        return replace(self, said=(*(_said(part) for part in before), *self.said))


def settle(step: Step, scene: Scene, *, trail: tuple[str, ...] = (), misses: int = 0) -> Turn:
    """Run a step and say what follows from it."""
    move = step.run(scene)
    match move:
        case Ask(question, choices, before, do):
            known = words(question.id, scene.person.language)
            offered = tuple((known.key(meaning), meaning, target.name) for meaning, target in choices.items())
            session = Session(step.name, question, offered, dict(scene.answers), trail, misses)
            return Turn((*map(_said, before), question), do, session)
        case Collect(question, then, before):
            session = Session(
                step.name, question, (("", ANYTHING, then.name),), dict(scene.answers), trail, misses
            )
            return Turn((*map(_said, before), question), (), session)
        case End(said, do):
            return Turn(tuple(_said(part) for part in said), do)
        case Again():
            raise TypeError(f"{step.name} may say Again only in answer to a Collect")


def follow(session: Session, meaning: str, steps: Mapping[str, Step], scene: Scene) -> Turn | None:
    """Go where the person's answer leads. None when the step no longer exists under any name."""
    target = next((name for _, offered, name in session.offered if offered in (meaning, ANYTHING)), None)
    step = steps.get(target or "")
    if step is None:
        return None
    collected = session.offered[0][1] == ANYTHING
    # What was keyed in is filed under the step that reads it: that step's own question has an answer as well.
    asked_in = step.name if collected else session.step.rpartition(".")[2]
    answers = {**session.answers, asked_in: scene.given if collected else meaning}
    moved = replace(scene, answers=answers)
    if collected:
        move = step.run(moved)
        if isinstance(move, Again):
            again = replace(session, misses=session.misses + 1)
            return Turn((move.because, session.question), (), again)
    return settle(step, moved, trail=(*session.trail, session.step))


def back(session: Session, steps: Mapping[str, Step], scene: Scene) -> Turn | None:
    """Put the question before this one again. None when this was the first."""
    if not session.trail:
        return None
    step = steps.get(session.trail[-1])
    if step is None:
        return None
    return settle(step, replace(scene, answers=dict(session.answers)), trail=session.trail[:-1])


def missed(session: Session) -> Session:
    """The same open question after one more reply that was not understood."""
    return replace(session, misses=session.misses + 1)


def index(flows: tuple[Flow, ...]) -> dict[str, Step]:
    """Every step of `flows` by name, and under each name it had before (`moved`)."""
    return dict(_named(flows))


def _named(flows: tuple[Flow, ...]) -> Iterator[tuple[str, Step]]:
    for flow in flows:
        yield from flow.steps.items()
        for old, new in flow.moved.items():
            yield old, flow.steps[new]


def _phrase(said: str | Phrase) -> Phrase:
    return Phrase(said) if isinstance(said, str) else said


def _said(said: Said) -> Phrase | Act:
    return said if isinstance(said, Act) else _phrase(said)
