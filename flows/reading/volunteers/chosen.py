"""Which of several offers a volunteer means who names no code: "the second one", "both"."""

import re
from typing import Final

from flows.person import OfferView
from flows.rules.words import negation
from flows.rules.words.replies import clean

_LEAD: Final = (
    r"(?:(?:yes|yeah|yep|ok|okay|sure|si|claro|vale|dale|bueno|please"
    r"|(?:ill|i will|i can|let me)(?: take| do)?|take|do|la tomo|lo tomo|tomo|tomar|puedo con"
    r"|voy con|me quedo con|quiero|give me|gimme|send me|ill have|ill do|dame|denme|pasenme|me quedo) )*"
)
_END: Final = (
    r"(?: (?:please|pls|thanks|por favor|porfa|porfis|gracias|now|ahora|for me|is mine|is for me|of them|one|para mi"
    r"|pa mi|es mia"
    r"|con mucho gusto|con gusto|ill take|mine))*"
)
_PLACES: Final = {
    0: r"(?:the )?(?:first|1st|top)(?: ones?)?|la primera|la 1a",
    1: r"(?:the )?(?:second|2nd)(?: ones?)?|la segunda|la 2a",
    2: r"(?:the )?(?:third|3rd)(?: ones?)?|la tercera|la 3a",
    -1: r"the last(?: one)?|la ultima",
}
_BY_PLACE: Final = {place: re.compile(f"{_LEAD}(?:{said}){_END}") for place, said in _PLACES.items()}
_BOTH: Final = re.compile(
    rf"{_LEAD}(?:both|both of them|all of them|them both|(?:las|los) (?:dos|tres)|ambas|ambos"
    rf"|todas)(?: calls)?{_END}"
)


def by_place(words: str, offers: tuple[OfferView, ...]) -> str | None:
    """The code of the offer that the words name by its place and nothing else, in the order they came; else None.

    "Not the second one" and "the second one at 8" name more than that.
    """
    said = clean(words)
    place = next((place for place, each in _BY_PLACE.items() if each.fullmatch(said)), None)
    if len(offers) < 2 or place is None or place >= len(offers):
        return None
    return offers[place].code


def is_both(words: str) -> bool:
    """Whether the words ask for all that is offered, and for nothing else."""
    return _BOTH.fullmatch(clean(words)) is not None


_CLAUSES: Final = re.compile(r"[,.;!\n]+|\b(?:and|but|y|pero|then)\b", re.IGNORECASE)
_THE_OTHER: Final = re.compile(
    r"\b(?:the other|otro|otra|la otra|others?|somebody else|someone else|nobody)\b"
)


def by_code(words: str, offers: tuple[OfferView, ...]) -> str | None:
    """The one code that they take, where they name it and refuse the rest: "K7 yes, M3 no"; else None."""
    codes = {each.code: re.compile(rf"\b{each.code}\b", re.IGNORECASE) for each in offers}
    found, refused = set[str](), False
    for clause in _CLAUSES.split(words):
        no = negation.negates(clean(clause)) or _THE_OTHER.search(clean(clause)) is not None
        named = [code for code, each in codes.items() if each.search(clause)]
        refused = refused or no
        if not no:
            found.update(named)
    return found.pop() if len(found) == 1 and refused and "?" not in words else None
