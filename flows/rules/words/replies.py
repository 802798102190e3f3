"""Reads what a short reply means: cleans it, and finds which accepted word it is.

An exact word wins over one with courtesy around it, and that over a misspelt one. A misspelling is never corrected to
or from a word of the carrier: those opt a person out or in, or draw the carrier's own answer
(`flows.rules.screening.opt_out`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from flows.rules.words import negation, spelling
from flows.rules.words.clean_text import vocabulary

# Twilio's default opt-out, opt-in and help words. The carrier handles them before we get the text.
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

_ASKING_BEFORE: Final = (
    "please; pls; plz; plse; kindly; hi; hey; hello; ok; okay; yes; yeah; can you; could you; would you; will you; "
    "can someone; could someone; can somebody; can i get; can i have; i want; i would like; id like; i need; "
    "i need you to; a; por favor; porfa; porfavor; hola; quiero; quisiera; necesito; puede; pueden; puedes; podria; "
    "podrian; me gustaria; un; una; si"
).split("; ")
"""What people put before the thing they ask for. "I need to go" asks for nothing."""
_COURTESY_BEFORE: Final = (
    *_ASKING_BEFORE,
    *"can i; could i; may i; i want to; i wanna; i would like to; id like to; i need to; let me; lets; just; im; "
    "i am; option; number; press; send; the; my; puedo; opcion; numero; el; la; mi".split("; "),
)
_COURTESY_AFTER: Final = (
    "please; pls; plz; plse; thanks; thank you; thx; ty; now; today; ok; okay; for me; if you can; if "
    "possible; por favor; porfa; porfavor; gracias; muchas gracias; ahora; hoy; asap; sir; maam; when "
    "you can; si puede; si pueden"
).split("; ")


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE: Final = re.compile(rf"(?:(?:{_any_of(_COURTESY_BEFORE)}) )+(?=\S)")
_ASKING: Final = re.compile(rf"(?:(?:{_any_of(_ASKING_BEFORE)}) )+(?=\S)")
_AFTER: Final = tuple(f" {word}" for word in sorted(_COURTESY_AFTER, key=len, reverse=True))
_APOSTROPHES: Final = frozenset("'’‘ʼ`´＇")


def _ascii(char: str) -> str | None:
    return char.lower() if char.isalnum() else None if char in _APOSTROPHES else " "


_ASCII: Final = {code: _ascii(chr(code)) for code in range(128)}


def clean(text: str) -> str:
    """Lower case, accents folded, letters and digits only, single spaces: `"¡Check-In! "` becomes `"check in"`."""
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
    """Drop the courtesy around the word in a cleaned text, but never everything: `"please"` stays `"please"`."""
    if (lead := _BEFORE.match(text)) is not None:
        text = text[lead.end() :]
    return _without_tail(text)


def _without_tail(text: str) -> str:
    while (tail := next((word for word in _AFTER if text.endswith(word)), None)) is not None:
        text = text[: -len(tail)].rstrip()
    return text


def best(text: str, accepted: Mapping[str, Sequence[str]], *, strict: Collection[str] = ()) -> str | None:
    """The key whose accepted words the whole reply is; None if it is none of them or could be two.

    Each key has its words ("check in", "1", "español"); a key that is a number also stands for itself. `strict`: keys
    whose words are not guessed, apart from doubled and swapped letters.
    """
    said = clean(text)
    if not said:
        return None
    words = _words(accepted)
    asking = _ASKING.match(said)
    asked = _without_tail(said[asking.end() :] if asking else said)
    polite = strip_courtesy(said)
    for form, barred in ((said, ()), (_without_tail(said), ()), (asked, ()), (polite, strict)):
        for candidate in (form, NUMBER_WORDS.get(form, "")):
            if (key := words.get(_joined(candidate))) is not None and key not in barred:
                return key
    found = _misspelt(asked, accepted, words, strict)
    if found is None and polite != asked:
        found = _misspelt(
            polite, accepted, {word: key for word, key in words.items() if key not in strict}, ()
        )
    return found


def is_exactly(text: str, words: Sequence[str]) -> bool:
    """Whether a reply is exactly one of the words, apart from courtesy around it."""
    said = clean(text)
    known = {_joined(clean(word)) for word in words}
    return any(_joined(form) in known for form in (said, _without_tail(said), strip_courtesy(said)))


def _words(accepted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for key in reversed(list(accepted)):  # if two keys claim a word, the first has it
        if key.isdecimal():
            words[clean(key)] = key
        words.update(dict.fromkeys(_forms(tuple(accepted[key])), key))
    return words


@lru_cache(maxsize=1024)  # the catalogue's phrases are the same for every text
def _forms(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_joined(clean(phrase)) for phrase in phrases)


def _joined(words: str) -> str:
    """Words without spaces between them: "check in" and "checkin" are one word; but "1 0" is not "10"."""
    joined = words.replace(" ", "")
    return words if joined.isdigit() else joined


def _misspelt(
    said: str, accepted: Mapping[str, Sequence[str]], words: Mapping[str, str], strict: Collection[str]
) -> str | None:
    typed = said.replace(" ", "")
    if not 4 <= len(typed) <= LONGEST or not typed.isalpha() or typed in CARRIER_WORDS:
        return None
    known = {word: key for word, key in words.items() if word not in CARRIER_WORDS}
    keys, distance = spelling.nearest(typed, known, strict=strict)
    if len(keys) != 1 or _near_carrier_word(typed, max(distance, 1)):
        return None
    key = next(iter(keys))
    # Both deny, or neither: "wont talk" is no misspelling of "want talk".
    denies = negation.negates(said)
    return key if any(negation.negates(clean(phrase)) is denies for phrase in accepted[key]) else None


def _near_carrier_word(typed: str, limit: int) -> bool:
    return any(
        DamerauLevenshtein.distance(typed, word, score_cutoff=limit) <= limit for word in CARRIER_WORDS
    )
