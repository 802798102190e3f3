"""One sentence as the model of meaning reads it, with the wishes that stand in it beside its meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flows.engine import Scene, Session, Turn
from flows.reading.state import state_of
from flows.rules.meaning import certainty, wishes
from flows.rules.meaning.meanings import Who
from flows.rules.meaning.model import Likely, likely


@dataclass(frozen=True)
class Sentence:
    """A text, who wrote it in which state, and what it is likely to mean."""

    text: str
    who: Who
    state: str
    likely: Likely

    def share(self, *meanings: str) -> float:
        """How likely it is that one of these is meant."""
        shares = self.likely.by_meaning
        return sum(shares.get(meaning, 0.0) for meaning in meanings)

    @cached_property
    def asks_for_call(self) -> bool:
        """Whether they surely ask to be called."""
        return certainty.asks_for_call(self.text, self.state, self.likely.by_meaning)

    @cached_property
    def who_wanted(self) -> str | None:
        """The woman or the man they ask for."""
        return wishes.who(self.text) or (
            self.likely.meaning if self.likely.meaning in ("woman", "man") else None
        )

    def is_sure(self, meaning: str) -> bool:
        """Whether this meaning is certain enough to act on."""
        return certainty.is_sure(meaning, self.share(meaning))


Handler = Callable[[Scene, Session | None, Sentence], Turn | None]
"""Answers one meaning; None where it is not understood after all."""


def read(scene: Scene, session: Session | None) -> Sentence:
    """Read what stands in `scene.given`."""
    who, state = state_of(scene, session)
    return Sentence(scene.given, who, state, likely(scene.given, who, state))
