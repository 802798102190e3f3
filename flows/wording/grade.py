"""How hard a wording is to read, as school grades, by formulas that need nothing but the words.

English: the grade of Flesch and Kincaid. Spanish: the ease of reading of Fernández Huerta, whose bands stand for grades
(70 to 80: grade 6; more: easier). Gaps, codes, numbers and words to send count for nothing, and each numbered choice is
a sentence of its own, as it is read one by one.
"""

import re
from typing import Final

_CHOICE: Final = re.compile(r"[,:]?(?: or| o| u)? \d\b")
_SIGNS: Final = re.compile(r"\{\w+\}|\b[A-ZÁÉÍÓÚÑ]{2,}\b|\b\w*\d[\w:.]*")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE: Final = re.compile(r"[.?!;:\n]+(?=\s|$)")
_HOUSE: Final = {"una persona voluntaria": "alguien", "ninguna persona voluntaria": "nadie"}
"""What the line calls its volunteers in Spanish is a name by the second text: it is read as the word it stands for."""
FEWEST: Final = 6
"""With fewer words a formula measures one long word, not how hard the text is: labels, "Alaska"."""
EASY_ES: Final = 70.0
HARDEST_EN: Final = 6.0

_SYLLABLES: Final = {
    "someone": 2, "somebody": 3, "something": 2, "sometimes": 2, "everything": 3, "area": 3, "being": 2, "quiet": 2,
    "idea": 3, "people": 2, "haven't": 2, "hasn't": 2, "didn't": 2, "doesn't": 2, "couldn't": 2, "isn't": 2,
    "wasn't": 2, "area's": 3,
}  # fmt: skip
"""What the rule below counts wrong, of the words that the line says often."""


def is_easy(text: str, language: str) -> bool:
    """Whether a text is of grade 6 at most."""
    words, _ = _parts(text)
    return len(words) < FEWEST or (
        spanish(text) >= EASY_ES if language == "es" else english(text) <= HARDEST_EN
    )


def english(text: str) -> float:
    """The school grade of an English text."""
    words, sentences = _parts(text)
    syllables = sum(map(_syllables_en, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 if words else 0.0


def spanish(text: str) -> float:
    """The ease of a Spanish text: 100 is very easy, below 70 is harder than grade 6."""
    for name, plain in _HOUSE.items():
        text = re.sub(name, plain, text, flags=re.IGNORECASE)
    words, sentences = _parts(text)
    syllables = sum(map(_syllables_es, words))
    return 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / sentences if words else 100.0


def _parts(text: str) -> tuple[list[str], int]:
    plain = _SIGNS.sub(" ", _CHOICE.sub(". ", text))
    sentences = [part for part in _SENTENCE.split(plain) if _WORD.search(part)]
    return [word.lower().replace("’", "'") for word in _WORD.findall(plain)], max(1, len(sentences))


def _syllables_en(word: str) -> int:
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    plain = word.replace("'", "")
    silent = re.search(r"[^td]ed$|[^aeiou]e$|[^sxzcgh]es$", plain) and not re.search(r"[^aeiou]les?$", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)) - bool(silent))


def _syllables_es(word: str) -> int:
    found, before = 0, ""
    for letter in re.sub(r"(?<=q)u|(?<=g)u(?=[eéií])", "", word):
        vowel = letter in "aeiouáéíóúü"
        # A weak vowel without an accent makes one syllable with the vowel beside it.
        if vowel and not (before and (letter in "iuü" or before in "iuü")):
            found += 1
        before = letter if vowel else ""
    return max(1, found)
