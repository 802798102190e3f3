"""An alert as it is said on the phone: without the words to text, and without capitals that a voice would spell."""

import re
from typing import Final

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_TO_TEXT: Final = re.compile(r"\b(?:ACK|SHOW|SAY|LIST|ON|VISTO|VER|DECIR)\b(?! RISK)")
"""A sentence with one of these tells what to text, or who texts what."""
_SHOUTED: Final = re.compile(
    r"\b(?!PM\b|AM\b|(?:E|C|M|P|AK|H)[SD]T\b)[A-ZÁÉÍÓÚÑ]{2,}(?:['’][A-Z]+)?(?: [A-ZÁÉÍÓÚÑ]+(?:['’][A-Z]+)?)*\b(?!\d)"
)
_CODE: Final = re.compile(r"^([^:.,(]*?) \(?([A-Z]\d+)\)?")


def aloud(words: str) -> str:
    """These words of an alert, to be said."""
    said = words.replace("\n", " ").replace("/", ", ")
    head, *rest = _SENTENCE.split(said)
    kept = [head, *(each for each in rest if not _TO_TEXT.search(each))]
    spoken = _SHOUTED.sub(lambda found: found[0].capitalize(), " ".join(kept))
    return re.sub(r",(?=[:,.])", "", _CODE.sub(r"\1, \2,", spoken, count=1))
