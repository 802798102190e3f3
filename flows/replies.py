"""Which words and keys answer an open question: the keys as they were heard, and words in either language."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from flows.engine import ANYTHING, Session
from flows.rules.words.replies import CARRIER_WORDS, clean
from flows.wording import KEYWORDS, LANGUAGES, words

ALL_KEYWORDS: Final[Mapping[str, Sequence[str]]] = {
    f"keyword:{keyword}": tuple(dict.fromkeys(word for known in KEYWORDS.values() for word in known[keyword]))
    for keyword in KEYWORDS["en"]
}
"""The words that always work, of every language."""


def _one(word: str) -> str:
    return clean(word).replace(" ", "")


# YES opts somebody in who had opted out, and is read before any flow; to everybody else it is an answer.
_MEAN_MORE: Final = (CARRIER_WORDS - {"yes"}) | {
    _one(word) for known in ALL_KEYWORDS.values() for word in known
}


def replies(session: Session | None, language: str) -> Mapping[str, Sequence[str]]:
    """The words accepted for each meaning ("reply:yes"): those of `language`, and "si" to an English question as well.

    A word of another language counts where it means nothing else: no other answer, no keyword, nothing to the carrier.
    """
    return {} if session is None else _replies(session.question.id, tuple(session.offered), language)


@lru_cache(maxsize=1024)  # a question is put to many, in the same words
def _replies(
    question: str, offered_to_them: tuple[tuple[str, str, str], ...], language: str
) -> Mapping[str, Sequence[str]]:
    offered = {meaning: key for key, meaning, _ in offered_to_them if meaning != ANYTHING}
    own = words(question, language).replies
    # A star is no word: cleaned, it would be empty and match anything that cannot be read.
    keys = {meaning: [key] if _one(key) else [] for meaning, key in offered.items()}
    found = {meaning: [*keys[meaning], *_spelled(own.get(meaning) or (meaning,))] for meaning in offered}
    taken = _MEAN_MORE | {_one(word) for known in found.values() for word in known}
    for other in LANGUAGES:
        theirs = words(question, other).replies if other != language else {}
        for meaning in offered:
            new = [word for word in _spelled(theirs.get(meaning, ())) if _one(word) not in taken]
            found[meaning] += new
            taken |= {_one(word) for word in new}
    return MappingProxyType({f"reply:{meaning}": tuple(known) for meaning, known in found.items()})


def _spelled(known: Sequence[str]) -> list[str]:
    # The key stands as it was heard: the wording may number its answers anew by now.
    return [word for word in known if not word.isdigit()]
