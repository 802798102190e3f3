"""What a participant can ask of a call, and how a line's lived experiences are named."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from flows.line.choices import LONGEST_EXPERIENCE, MOST_EXPERIENCES
from flows.rules.words.replies import clean

MINUTES = (5, 15, 30)
"""The lengths of a call that can be asked for."""
USUAL_MINUTES = 15
MOST_OFFERED, LONGEST_LABEL = MOST_EXPERIENCES, LONGEST_EXPERIENCE
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


_BESIDE_TOPICS: Final = frozenset(
    "a about and both i id it its just like mainly mostly my or please talk the to um well would "
    "acerca de del e el hablar la las los me mi mis o pues quiero quisiera sobre un una y".split()
)


def topics_named(words: str, offered: Iterable[str]) -> tuple[str, ...]:
    """The topics that they chose by name: "grief", "about my divorce and grief". At most MOST_CHOSEN.

    Empty as soon as they say anything else: what somebody has lived through is never guessed from what they tell.
    """
    left, found = f" {clean(words)} ", []
    for topic in sorted(offered, key=len, reverse=True):
        name = f" {clean(label(topic))} "
        if name.strip() and name in left:
            found.append((left.index(name), topic))
            left = left.replace(name, f" {'_' * len(name.strip())} ")
    rest = {word for word in left.split() if word.strip("_")}
    if rest - _BESIDE_TOPICS or len(found) > MOST_CHOSEN:
        return ()
    return tuple(topic for _, topic in sorted(found))


def shared_topic(about: Iterable[str], experiences: Collection[str]) -> str | None:
    """What an offer tells a volunteer of the topic: the first that stands in their own list, else nothing."""
    return next((topic for topic in about if topic in experiences), None)
