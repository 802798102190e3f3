"""What a short reply means: cleaning it, and finding which accepted word it is.

Exact beats polite beats misspelt, and a misspelling never moves toward or away from a word of the carrier:
those opt a person out, in, or draw the carrier's own answer (see `consent_words`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from flows.rules.normalise import vocabulary

# Twilio's default opt-out, opt-in and help words; handled by the carrier before us.
CARRIER_STOP: Final = vocabulary("stop stopall unsubscribe cancel end quit revoke optout")
CARRIER_START: Final = vocabulary("start yes unstop")
CARRIER_HELP: Final = vocabulary("help info")
CARRIER_WORDS: Final = CARRIER_STOP | CARRIER_START | CARRIER_HELP

LONGEST: Final = 80  # no command is longer; a longer text is a message to a person, not a misspelt word

NUMBER_WORDS: Final[dict[str, str]] = {
    word: str(number)
    for words in (
        "zero one two three four five six seven eight nine ten",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez",
    )
    for number, word in enumerate(words.split())
} | {"una": "1", "un": "1"}

_COURTESY_BEFORE: Final = (
    "please; pls; plz; plse; kindly; hi; hey; hello; ok; okay; yes; yeah; can you; could you; would "
    "you; will you; can someone; could someone; can somebody; can i; can i get; can i have; could i; "
    "may i; i want to; i want; i wanna; i would like to; i would like; id like to; id like; i need to; "
    "i need; i need you to; let me; lets; just; im; i am; option; number; press; send; the; my; a; por "
    "favor; porfa; porfavor; hola; quiero; quisiera; necesito; puedo; puede; pueden; puedes; podria; "
    "podrian; me gustaria; opcion; numero; el; la; mi; un; una; si"
).split("; ")
_COURTESY_AFTER: Final = (
    "please; pls; plz; plse; thanks; thank you; thx; ty; now; today; ok; okay; for me; if you can; if "
    "possible; por favor; porfa; porfavor; gracias; muchas gracias; ahora; hoy; asap; sir; maam; when "
    "you can; si puede; si pueden"
).split("; ")


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE: Final = re.compile(rf"(?:(?:{_any_of(_COURTESY_BEFORE)}) )+(?=\S)")
_AFTER: Final = tuple(f" {word}" for word in sorted(_COURTESY_AFTER, key=len, reverse=True))
_JOINERS: Final = vocabulary("and or to y o a u maybe")
_APOSTROPHES: Final = frozenset("'’‘ʼ`´＇")


def _ascii(char: str) -> str | None:
    return char.lower() if char.isalnum() else None if char in _APOSTROPHES else " "


_ASCII: Final = {code: _ascii(chr(code)) for code in range(128)}


def clean(text: str) -> str:
    """Lower case, accents folded, letters and digits only, single spaces: `"¡Check-In! "` is `"check in"`."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(map(_keep, folded)).split())


def _keep(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "L" or kind == "Nd":
        return char.lower() if kind[0] == "L" else str(unicodedata.decimal(char))
    if kind in ("Mn", "Me", "Mc", "Cf") or char in _APOSTROPHES:
        return (
            ""  # accents, keycap and variation marks, zero-width characters: nothing was between the letters
        )
    return " "


def strip_courtesy(text: str) -> str:
    """Drop what surrounds the word in a cleaned text; never drops everything: `"please"` stays `"please"`."""
    if (lead := _BEFORE.match(text)) is not None:
        text = text[lead.end() :]
    return _without_tail(text)


def _without_tail(text: str) -> str:
    while (tail := next((word for word in _AFTER if text.endswith(word)), None)) is not None:
        text = text[: -len(tail)].rstrip()
    return text


def best(text: str, accepted: Mapping[str, Sequence[str]], *, lead: bool = False) -> str | None:
    """The key whose accepted words the reply is, or None when it is none of them or could be two.

    Each key carries its words ("check in", "1", "español"); a key that is itself a number stands for itself.
    With `lead`, a reply may also *begin* with an accepted number and go on: "2 and a bit tired" is "2".
    """
    said = clean(text)
    if not said:
        return None
    words = dict(_words(accepted))
    polite = strip_courtesy(said)
    for form in (said, _without_tail(said), polite):
        for candidate in (form, NUMBER_WORDS.get(form, "")):
            if (key := words.get(_joined(candidate))) is not None:
                return key
    if lead and (key := _leading_number(said, words)) is not None:
        return key
    return _misspelt(polite, words)


def is_exactly(text: str, words: Sequence[str]) -> bool:
    """Whether a reply is one of the words to the letter, courtesy around it aside."""
    said = clean(text)
    known = {_joined(clean(word)) for word in words}
    return any(_joined(form) in known for form in (said, _without_tail(said), strip_courtesy(said)))


def _words(accepted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for key, phrases in reversed(list(accepted.items())):  # the first key wins where two claim one word
        if key.isdecimal():
            yield clean(key), key
        for phrase in phrases:
            yield _joined(clean(phrase)), key


def _joined(words: str) -> str:
    """ "check in" and "checkin" are one word; "1 0" is not "10"."""
    joined = words.replace(" ", "")
    return words if joined.isdigit() else joined


def _leading_number(said: str, words: Mapping[str, str]) -> str | None:
    first, *rest = said.split()
    first = NUMBER_WORDS.get(first, first)
    if not first.isdigit() or (key := words.get(first)) is None:
        return None
    following = [word for word in rest[:2] if word not in _JOINERS][:1]
    for word in following:  # "2 or 3", "1.5": two answers are none
        if (other := NUMBER_WORDS.get(word, word)).isdigit() and words.get(other) != key:
            return None
    return key


def _forgiven(length: int) -> int:
    """Edits forgiven for a word of so many letters: two changes of a short word make another word."""
    return 0 if length < 4 else 1 if length < 7 else 2


def _misspelt(said: str, words: Mapping[str, str]) -> str | None:
    typed = said.replace(" ", "")
    if not 4 <= len(typed) <= LONGEST or not typed.isalpha() or typed in CARRIER_WORDS:
        return None
    found: dict[str, int] = {}
    for word, key in words.items():
        limit = _forgiven(min(len(word), len(typed)))
        if not limit or word in CARRIER_WORDS or not word.isalpha():
            continue
        distance = DamerauLevenshtein.distance(typed, word, score_cutoff=limit)
        if distance <= limit:
            found[key] = min(distance, found.get(key, distance))
    if not found:
        return None
    nearest = min(found.values())
    keys = [key for key, distance in found.items() if distance == nearest]
    if len(keys) > 1 or _near_carrier_word(typed, max(nearest, 1)):
        return None
    return keys[0]


def _near_carrier_word(typed: str, limit: int) -> bool:
    return any(
        DamerauLevenshtein.distance(typed, word, score_cutoff=limit) <= limit for word in CARRIER_WORDS
    )
