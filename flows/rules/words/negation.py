"""Finds where a text says no, and whether a spelling correction would add a no or take one out.

A correction across a negation turns a refusal into a request: "no callback" is two letters from "callback", and the
phone of somebody who said no would ring. So no correction adds, removes or skips a negation.
"""

from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from flows.rules.words.clean_text import vocabulary

WORDS: Final = vocabulary(
    "no not nor never none nothing nobody nope nah naw nay without neither "
    "dont doesnt didnt cant cannot couldnt wont wouldnt shouldnt isnt arent aint wasnt werent havent hasnt hadnt "
    "donot don doesn didn isn aren wasn weren wouldn couldn shouldn hasn haven ain "
    "ni nunca sin tampoco jamas nada nadie ningun ninguna ninguno nel "
    # Misspelt ones.
    "dnt dony dotn dojt dun cnt cnat canot wnt nt noo nooo nop nopes nver nvr naa sn"
)
"""Words that deny or refuse, as they stand in a cleaned text, with their common misspellings."""
_LONG: Final = tuple(sorted(word for word in WORDS if len(word) >= 5))
_NEVER: Final = ("never", "nunca")
_JOINED: Final = (
    "no", "not", "non", "nt", "ni", "sin", "dont", "dnt", "donot", "never", "nunca", "yano", "cant", "wont", "nada",
)  # fmt: skip
"""Letters that deny the word they are joined to: "nocallback", "quenomellamen", "dontcall"."""


def negates(cleaned: str) -> bool:
    """Whether a cleaned text has a word that says no, also a misspelt one ("nevr", "dont")."""
    return any(map(_is_no, cleaned.split()))


def _is_no(word: str) -> bool:
    if word in WORDS:
        return True
    if len(word) < 4:
        return False
    # "nevermind" and "nevrmnd" begin with "never".
    if any(word[0] == no[0] and _near(word[:length], no) for no in _NEVER for length in (4, 5, 6)):
        return True
    return len(word) >= 5 and any(word[0] == no[0] and _near(word, no) for no in _LONG)


def _near(word: str, other: str) -> bool:
    return DamerauLevenshtein.distance(word, other, score_cutoff=1) <= 1


def kept(typed: str, word: str) -> bool:
    """Whether a misspelling and the word it may stand for negate alike. Both in letters only, without spaces.

    False if the letters in which they differ are a negation ("no", "nt", "sin" …).
    """
    away = DamerauLevenshtein.distance(typed, word)
    return not (_is_closer_without(typed, word, away) or _is_closer_without(word, typed, away))


def _is_closer_without(longer: str, other: str, away: int) -> bool:
    for denying in _JOINED:
        start = longer.find(denying)
        while start >= 0:
            without = longer[:start] + longer[start + len(denying) :]
            # A negation in which they differ accounts for as many edits as it has letters; a chance "no" does not.
            if DamerauLevenshtein.distance(without, other) + len(denying) <= away:
                return True
            start = longer.find(denying, start + 1)
    return False
