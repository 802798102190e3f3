"""What a participant can ask of a call, and how a line's lived experiences are named."""

from dataclasses import dataclass

from flows.rules.words.replies import clean

MINUTES = (5, 15, 30)
"""The lengths of a call that can be asked for."""
USUAL_MINUTES = 15
MOST_OFFERED, LONGEST_LABEL = 8, 24
"""How many experiences fit into a text, and how long the name of one may be."""
MOST_CHOSEN = 3
"""How many of them one person can choose: the text to the peer must have room for their question as well."""
LONGEST_WORDS = 600
"""How many characters of somebody's own words are kept for the peer."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call is about, in their own words, with which question, and with whom.

    `about`: experiences as slugs. `same`: they want the same peer as before, if that peer wants it too; `peer` is that
    volunteer's id (None: whom they talked with last). `gender`: "woman", "man" or "nonbinary", if asked for. `listens`:
    they would rather only listen.
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
    """One name for an experience in any spelling: "Panic attacks" and "panic-attacks" become "panic-attacks"."""
    return clean(experience).replace(" ", "-")


def label(experience: str) -> str:
    """A slug as people read it: "panic attacks"."""
    return experience.replace("-", " ")
