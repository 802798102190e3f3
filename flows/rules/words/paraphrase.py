"""Whether words say what somebody wrote in other words, and nothing by which that somebody could be known."""

from typing import Final, Literal

from rapidfuzz import fuzz

from flows.rules.words.clean_text import plain

LONGEST: Final = 160
TOO_LIKE: Final = 65
"""Of 100: how much alike two texts may be, in whatever order their words stand."""
Why = Literal["same", "no_letters"]


def why_not(original: str, words: str) -> Why | None:
    """Why `words` will not do for `original`; None where they will."""
    one, other = plain(original), plain(words)
    if not any(map(str.isalpha, other)):
        return "no_letters"
    alike = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    kept = len(one.split()) > 1 and f" {one} " in f" {other} "
    return "same" if alike >= TOO_LIKE or kept or one.replace(" ", "") == other.replace(" ", "") else None
