"""Texts that come again and again: a machine answers our answers, so the line falls silent.

Words of danger, words of consent, keywords and answers to the open question were read before and always get through.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from flows.engine import ANYTHING, Scene, Session
from flows.relay import writing
from flows.replies import ALL_KEYWORDS, replies
from flows.rules.words.automatic_replies import is_automatic, may_be_automatic
from flows.rules.words.replies import best, clean

LOOKS_BACK: Final = timedelta(hours=1)
"""How long the line stays silent to the same again: whoever writes an hour later is answered."""
SAME: Final = 4
"""So often the same words in a row are answered; a person who is not understood says it in other words."""
AUTOMATIC: Final = 2
"""Behind so many automatic texts in a row, one that only may be automatic is taken for another."""


def goes_unanswered(scene: Scene, session: Session | None, before: Sequence[str]) -> bool:
    """Whether a text is one more of a machine. `before`: the last texts of this number, the newest first."""
    if len(before) < AUTOMATIC or writing.is_under_way(scene.person):
        return False
    said = clean(scene.given)
    again = len(before) >= SAME and all(clean(text) == said for text in before[:SAME])
    machine = all(map(is_automatic, before[:AUTOMATIC])) and may_be_automatic(scene.given)
    return (again or machine) and not _is_known(scene, session)


def _is_known(scene: Scene, session: Session | None) -> bool:
    if session is not None and session.offered[0][1] == ANYTHING:
        return True
    return best(scene.given, {**replies(session, scene.person.language), **ALL_KEYWORDS}) is not None
