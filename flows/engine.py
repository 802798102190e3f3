"""How a conversation moves: steps that return data, menus kept as the person heard them.

A step is a pure function of a `Scene`; it returns `Ask`, `Collect`, `Again` or `End`. The engine turns that into a
`Turn`: what to say, what should happen, and the `Session` to keep until the next reply. A reply is always read
against the menu the person was told, never against newer code.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.effects.base import Effect
from flows.steps import (
    Act,
    Again,
    Ask,
    Channel,
    Collect,
    End,
    Move,
    Phrase,
    Said,
    Scene,
    Step,
    act,
    as_phrase,
)
from flows.wording import words

__all__ = [
    "ANYTHING",
    "SILENCE",
    "Act",
    "Again",
    "Ask",
    "Channel",
    "Collect",
    "End",
    "Flow",
    "Move",
    "Phrase",
    "Said",
    "Scene",
    "Session",
    "Step",
    "Turn",
    "act",
    "back",
    "follow",
    "index",
    "missed",
    "settle",
]


class Flow:
    """One conversation: its steps, the keywords that open it, who may use it.

    `argument`: the keyword may be followed by more ("TAKE K7"), all of it, or, where `accepts` is given, only what that
    takes for its own ("CALL 7pm", but not "call my sister"). `aside`: answered without losing the open question, but
    for one of the flows or steps in `settles`, which it answers or makes pointless.
    `volunteers_only`: nobody else has this keyword. `everyday_words`: and its words mean many other things ("drop"), so
    that nobody else is told of it either. `to_the_letter`: never guessed from a misspelling ("where" is not HERE).
    `rings`: it rings a phone, books a call or hands one on, so it needs its letters ("cell" is not CALL).
    """

    def __init__(
        self,
        name: str,
        *,
        keywords: tuple[str, ...] = (),
        argument: bool = False,
        accepts: Callable[[Scene], bool] | None = None,
        aside: bool = False,
        settles: tuple[str, ...] = (),
        volunteers_only: bool = False,
        everyday_words: bool = False,
        to_the_letter: bool = False,
        rings: bool = False,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.keywords = name, keywords
        self.argument, self.accepts = argument, accepts
        self.aside, self.volunteers_only, self.everyday_words = aside, volunteers_only, everyday_words
        self.settles = settles
        self.to_the_letter, self.rings = to_the_letter, rings
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
    """An open question, exactly as it was put. `offered` is (key, meaning, step) for each choice.

    `optional`: see `Ask`. `caused_by`: the short text it was put in answer to, cleaned; `put_at`: when; `after_end`:
    those words ended another conversation. `told_at`: their last text came then, and was words of their own
    (`flows.reading.thought.one_thought`). All are empty where the line put it by itself.
    """

    step: str
    question: Phrase
    offered: tuple[tuple[str, str, str], ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    misses: int = 0
    optional: bool = False
    caused_by: str = ""
    put_at: datetime | None = None
    after_end: bool = False
    told_at: datetime | None = None

    def asks_the_same(self, other: "Session") -> bool:
        """Whether the other is this very question, whatever was said since it was put."""
        return (self.step, self.question, self.offered) == (other.step, other.question, other.offered)


SILENCE = "silence"
"""The meaning of no answer at all on the phone, where a `Collect` has a step for it."""
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
        case Ask(question, choices, before, do, optional, learned):
            known = words(question.id, scene.person.language)
            offered = tuple((known.key(meaning), meaning, target.name) for meaning, target in choices.items())
            answers = {**scene.answers, **learned}
            session = Session(step.name, question, offered, answers, trail, misses, optional)
            return Turn((*map(_said, before), question), do, session)
        case Collect(question, then, choices, before, optional, keys, learned):
            known = words(question.id, scene.person.language)
            beside = (
                (keys.get(meaning) or known.key(meaning), meaning, target.name)
                for meaning, target in choices.items()
            )
            offered = (("", ANYTHING, then.name), *beside)
            answers = {**scene.answers, **learned}
            session = Session(step.name, question, offered, answers, trail, misses, optional)
            return Turn((*map(_said, before), question), (), session)
        case End(said, do):
            return Turn(tuple(_said(part) for part in said), do)
        case Again():
            raise TypeError(f"{step.name} may say Again only in answer to a Collect")


def follow(session: Session, meaning: str, steps: Mapping[str, Step], scene: Scene) -> Turn | None:
    """Go where the person's answer leads. None when the step no longer exists under any name."""
    target = next((name for _, offered, name in session.offered if offered == meaning), None)
    step = steps.get(target or "")
    if step is None:
        return None
    collected = meaning == ANYTHING
    # An answer to `Collect` is filed under the step that reads it; the asking step keeps its own answer.
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


def _said(said: Said) -> Phrase | Act:
    return said if isinstance(said, Act) else as_phrase(said)
