"""What a participant asks of a call, and the lived experiences a line offers."""

from dataclasses import dataclass

from flows.rules.words.replies import clean

MINUTES = (5, 15, 30)
"""The lengths that can be asked for."""
USUAL_MINUTES = 15
MOST_OFFERED, LONGEST_LABEL = 8, 24
"""How many experiences a text can offer, and how long the name of one may be."""
MOST_CHOSEN = 3
"""How many of them one person can choose: the peer's text has to hold their question besides."""
LONGEST_WORDS = 600
"""How much of somebody's own words is kept for the peer."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What about (experiences as slugs), in their own words, a particular question, with whom.

    `same`: the same peer as before, if they want it too: `peer`, a volunteer's id (None: who they talked with last).
    `gender`: "woman", "man" or "nonbinary", when asked for. `listens`: they would rather only listen.
    """

    about: tuple[str, ...] = ()
    words: str = ""
    question: str = ""
    gender: str | None = None
    same: bool = False
    peer: int | None = None
    listens: bool = False


NONE = Wishes()


def slug(experience: str) -> str:
    """One name for an experience however it is written: "Panic attacks" and "panic-attacks" are "panic-attacks"."""
    return clean(experience).replace(" ", "-")


def label(experience: str) -> str:
    """A slug as people read it."""
    return experience.replace("-", " ")
