"""Effects of what people say of texts that the line did not understand: whether the team may read them."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class LetTeamRead(Effect):
    """They said whether the team may read short texts of theirs that the line did not understand.

    `wording`: what they wrote, for the consent ledger. With a no, what was kept of theirs is deleted. Outcomes: kept,
    they said yes; ended, they said no; none, nobody is known who could say it.
    """

    OUTCOMES = outcomes("kept", "ended", "none")

    may: bool
    wording: str
