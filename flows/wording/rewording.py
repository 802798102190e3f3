"""Wordings that the organisation puts into its own words: `wording.en.answer.cost`.

Which may be reworded, how such a name is read, and what a new text has to keep. Gaps, segments and discretion are
checked by `flows.wording.flaws`, as for our own. `.voice` behind a name is what callers hear, `.discreetly` the text
for somebody who asked for discreet words; a text that our own voice says word for word is heard reworded as well.
"""

from dataclasses import dataclass
from typing import Final

from flows.line.choices import NotAllowed
from flows.wording.catalogue import LANGUAGES, Words, gaps, ids, without_accents, words

PREFIX: Final = "wording."
PARTS: Final = ("voice", "discreetly")
LONGEST: Final = 600
_ROOMS: Final = ("answer.", "policy.")
_SINGLE: Final = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording as it is named: `part` is text, voice or discreetly."""

    language: str
    id: str
    part: str

    @property
    def name(self) -> str:
        """As `line set` takes it."""
        behind = "" if self.part == "text" else f".{self.part}"
        return f"{PREFIX}{self.language}.{self.id}{behind}"

    @property
    def original(self) -> Words:
        """Our own words."""
        return words(self.id, self.language)

    @property
    def said(self) -> str:
        """Our own words for this part."""
        return str(getattr(self.original, self.part))

    def entries(self, text: str) -> tuple[tuple[str, str], ...]:
        """What `Line.reworded` keeps of it. A text that our own voice says as well changes what is heard, too."""
        plain = text if self.part == "voice" else without_accents(text)
        found = ((self.key(self.part), plain),)
        if self.part == "text" and same_aloud(self.original):
            return ((self.key("voice"), text), *found)
        return found

    def key(self, part: str) -> str:
        """The key of one part of this wording in `Line.reworded`."""
        return f"{self.language}.{self.id}.{part}"


def same_aloud(original: Words) -> bool:
    """Whether our own voice says what our own text says."""
    return without_accents(original.voice) == original.text


def may_be_reworded(id: str) -> bool:
    """Whether the organisation may say it in words of its own."""
    return id in _SINGLE or id.startswith(_ROOMS)


def all_names(language: str) -> list[str]:
    """Every wording of a language that may be reworded, in order."""
    return [f"{PREFIX}{language}.{id}" for id in sorted(ids(language)) if may_be_reworded(id)]


def wording_called(name: str) -> Wording:
    """The wording of this name. NotAllowed, with what is allowed, for any other."""
    language, _, rest = name.strip().removeprefix(PREFIX).partition(".")
    if language not in LANGUAGES:
        raise NotAllowed(
            f"write {PREFIX}, a language ({', '.join(LANGUAGES)}), and which: {PREFIX}en.answer.cost."
        )
    id, _, part = rest.rpartition(".")
    if part not in PARTS or rest in ids(language):
        id, part = rest, "text"
    if id not in ids(language) or not may_be_reworded(id):
        raise NotAllowed(
            "this is no wording that can be reworded. `warmline line show --wordings` lists those that can."
        )
    found = Wording(language, id, part)
    if not found.said:
        raise NotAllowed(
            f"our own words have no such part: {', '.join(_parts(found.original))} can be reworded."
        )
    return found


def _parts(original: Words) -> list[str]:
    return [each for each in ("text", *PARTS) if getattr(original, each)]


def as_written(text: str) -> str:
    """New words as they are kept: one line, blanks put right. NotAllowed where they cannot be kept."""
    said = " ".join(text.split())
    if not 0 < len(said) <= LONGEST or not said.isprintable():
        raise NotAllowed(f"write words on one line, at most {LONGEST} characters.")
    return said


def still_fits(wording: Wording, text: str) -> bool:
    """Whether kept words have the gaps of today's wording: after an upgrade they may not, and then ours are said."""
    try:
        return gaps(text) == gaps(wording.said)
    except ValueError:
        return False
