"""What is said, once, to somebody who wants no more texts; and what was asked for in the same breath."""

import re
from typing import Final

from flows.effects.base import AlertKind
from flows.effects.contacts import TellTeam
from flows.engine import Act, Phrase, Scene, act
from flows.rules.refusal import refusal
from flows.rules.words.replies import clean

_ERASE: Final = re.compile(
    r"\b(?:delete|erase|wipe) (?:me|everything|it all|all(?: of it)?|all my (?:texts|messages|data)|my data)\b"
    r"|\b(?:borr|elimin)[ae]n?(?:me|nme|lo)?(?: a)? (?:todo|todos|mis (?:datos|mensajes))\b|\b(?:borr|elimin)[ae]n?me$"
    r"|\b(?:borren|borrenme|borrame|borreme|eliminenme|eliminame)$"
)


def confirmation(scene: Scene) -> Phrase | Act:
    """The one confirmation: where somebody may read along it says nothing of what this is.

    Who asks for it hears that everything is to be deleted, and the team is told.
    """
    watched = scene.person.safe.says_less or refusal.somebody_is_there(scene.given)
    if _ERASE.search(clean(scene.given)) and (watched or len(clean(scene.given).split()) > 1):
        return act(
            TellTeam(AlertKind.ERASE),
            told="consent.erasing",
            nobody="consent.erasing_nobody",
            none="consent.stopped_quietly",
        )
    return Phrase("consent.stopped_quietly" if watched else "consent.stopped")
