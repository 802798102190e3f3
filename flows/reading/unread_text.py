"""Which texts that the line did not understand its team may read, from people who let it: short ones about nothing.

Never a story, words of danger, a feeling, what is meant for a peer, or anything by which somebody could be known. Where
that is not sure, nobody reads it: the line learns enough from the others.
"""

import re
from dataclasses import dataclass
from typing import Final

from flows.contacts import age
from flows.effects.contacts import RaiseAlert
from flows.engine import Channel, Phrase, Scene, Session, Turn
from flows.reading.sentence import read
from flows.rules.crisis import crisis, reported_danger, second_reader
from flows.rules.meaning import evidence
from flows.rules.meaning.meanings import Who
from flows.rules.screening import signature
from flows.rules.words.clean_text import plain
from flows.rules.words.given_names import GIVEN_NAMES

MOST_WORDS: Final = 12
LONGEST: Final = 80
"""Characters. Whatever is longer tells something."""
FAR_FROM_DANGER: Final = -3.5
"""So little the second reader of danger must see in it: nine in ten short texts are below. From 0.55 a person looks."""
_A_STORY: Final = (
    "tell",
    "topic",
    "hard",
    "note",
    "complaint",
    "crisis",
    "check",
    "unsafe",
    "minor",
    "police",
)
_A_SHARE: Final = 0.15
"""Together so likely, one of these is taken to be meant."""
_TO_PEERS: Final = ("writing", "v_writing")
_NAMES_HIMSELF: Final = re.compile(
    r"\b(?:my name|i ?'?m called|this is|it'?s me|me llamo|mi nombre|mi apellido|soy)\b", re.IGNORECASE
)
_LINK: Final = re.compile(r"@|https?:|www\.|\w\.(?:com|org|net|es|mx|ar)\b", re.IGNORECASE)
_WRITTEN_SMALL: Final = re.compile(r"[^\W\d_]+")
_ABOUT_THEM: Final = frozenset(
    "safe other_number own_number trusted name pin team told mine zone age after_danger danger in_danger report".split()
)
"""Flows that ask for what is theirs alone: how they are reached, by which name, whom they trust, what they tell."""
_ASKED_BACK: Final = ("understood.", "unsure.")


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that may be read, who wrote it in which state, and the wordings it was answered with."""

    words: str
    who: Who
    state: str
    said: tuple[str, ...]


def may_be_read(scene: Scene, session: Session | None, turn: Turn) -> Unread | None:
    """The text, where it was not understood and nothing speaks against its being read; None for any other.

    `session`: what stood on their screen; `turn`: what the line answered. Whether they agreed is asked elsewhere.
    """
    if not scene.line.unread or scene.channel is not Channel.TEXT or not _was_missed(session, turn):
        return None
    words = " ".join(signature.cut(scene.given).split())
    if not _is_calm(scene, turn) or not _is_short(words) or _names_somebody(words) or _is_of_danger(words):
        return None
    said = read(scene, session)
    tells = said.share(*_A_STORY) >= _A_SHARE or evidence.is_only_a_feeling(words)
    if said.who == "coordinator" or said.state in (*_TO_PEERS, "new") or tells:
        return None
    heard = tuple(part.id for part in turn.said if isinstance(part, Phrase))
    return Unread(words, said.who, said.state, heard[:4])


def _was_missed(before: Session | None, turn: Turn) -> bool:
    """Whether the line said that it did not understand, or asked what was meant."""
    after = turn.session
    if before is not None and before.step.partition(".")[0] in _ABOUT_THEM:
        return False
    if any(isinstance(part, Phrase) and part.id.startswith("missed.") for part in turn.said):
        return True
    if after is None:
        return False
    asked_back = after.step.startswith(_ASKED_BACK) and (before is None or before.step != after.step)
    return asked_back or after.misses > (before.misses if before is not None else 0)


def _is_calm(scene: Scene, turn: Turn) -> bool:
    person = scene.person
    danger = person.in_danger or person.needs_ready or person.team_wrote_at is not None
    watched = person.in_company or person.safe.says_less or person.safe.they_contact
    alarms = any(isinstance(each, RaiseAlert) for each in turn.effects)
    return not (danger or watched or alarms or person.coordinator or age.is_minor_here(scene))


def _is_short(words: str) -> bool:
    return (
        len(words) <= LONGEST
        and len(words.split()) <= MOST_WORDS
        and words.isprintable()
        and any(map(str.isalpha, words))
    )


def _names_somebody(words: str) -> bool:
    """Whether there is anything in it by which somebody could be known: a name, a number, an address."""
    if any(map(str.isnumeric, words)) or _LINK.search(words) or _NAMES_HIMSELF.search(words):
        return True
    if not GIVEN_NAMES.isdisjoint(plain(words).split()):
        return True
    return is_capitalised(words)


def may_leave(words: str) -> bool:
    """Whether words that somebody of the team typed name nobody, and say nothing of danger."""
    return not _names_somebody(words) and not _speaks_of_danger(words)


def is_capitalised(words: str) -> bool:
    """Whether a word within a sentence begins with a capital, in a text that is not all in capitals: "near Salem"."""
    found = _WRITTEN_SMALL.findall(words)
    if len(found) > 1 and all(each.isupper() for each in found):
        return False
    begins = {match.start() for match in re.finditer(r"(?:^|[.!?¡¿]\s*)(?=\w)", words)}
    begins |= {match.end() for match in re.finditer(r"(?:^|[.!?¡¿]\s*)(?=\w)", words)}
    return any(
        each[0][0].isupper() and each.start() not in begins and each[0] != "I"
        for each in _WRITTEN_SMALL.finditer(words)
    )


def _is_of_danger(words: str) -> bool:
    """Whether it may be of danger: by a rule, by a mere hint of one, or because it is a little like such texts."""
    return _speaks_of_danger(words) or second_reader.likeness(plain(words), ()) > FAR_FROM_DANGER


def _speaks_of_danger(words: str) -> bool:
    found = crisis.read(words)
    if found.tier is not crisis.Tier.none or found.reasons or crisis.names_danger(words):
        return True
    return reported_danger.read(words).reported is not crisis.Tier.none
