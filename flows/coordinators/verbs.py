"""The words a coordinator's text begins with, and how such a text is cut up: a verb, a code, and what is behind it."""

import re
from typing import Final, NamedTuple

from flows.person import Person
from flows.rules.words.replies import clean
from flows.wording import LANGUAGES, words

CODE: Final = re.compile(r"\b[a-z]\d{1,9}\b")
"""The code of an alert or a callback, in a cleaned text."""


class Command(NamedTuple):
    """A coordinator's text that begins with one of their verbs. `code`: None where the second word is none."""

    verb: str
    code: str | None
    words: str


def read(text: str) -> Command | None:
    """What a text asks for; None where it begins with none of their verbs."""
    first, second, rest = (*text.split(None, 2), "", "", "")[:3]
    verb = known().get(clean(first))
    if verb is None:
        return None
    if is_code(clean(second)):
        return Command(verb, clean(second).upper(), rest.strip())
    return Command(verb, None, f"{second} {rest}".strip())


def known() -> dict[str, str]:
    """Every word that is one of their verbs, in any language, and which."""
    kept = (words("coordinator.help", language).replies for language in LANGUAGES)
    return {clean(word): meaning for replies in kept for meaning, every in replies.items() for word in every}


def is_code(word: str) -> bool:
    """Whether this can be the code of an alert or a callback."""
    return CODE.fullmatch(word) is not None


def is_of_their_own(code: str | None, person: Person) -> bool:
    """Whether the code is of a call they hold or are offered as a volunteer: then PASS gives that back."""
    volunteer = person.volunteer
    if volunteer is None or code is None:
        return False
    held = (volunteer.holding.code,) if volunteer.holding is not None else ()
    return code in (*held, *(each.code for each in volunteer.offers))
