"""Letters that nobody sees: in a name they make a terminal, a text or a log show something else than the name."""

import unicodedata
from typing import Final

_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS: Final = "\u200c\u200d"
"""These two are how some names are written."""


def has_hidden(text: str) -> bool:
    """Whether a control character, a turn of direction, a line break or the like stands in it."""
    return any(unicodedata.category(char) in _UNSEEN and char not in _JOINERS for char in text)
