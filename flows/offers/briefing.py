"""What the peer who took a callback should know of it: composed, and cut to what a text or a breath can hold."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flows.rules.matching.wishes import label
from flows.rules.words import segments
from flows.steps import Phrase
from flows.wording import Listener, ReachIn, render

LONGEST = 3
"""How many segments the text may take."""
SPOKEN_WORDS, SPOKEN_QUESTION = 100, 160
"""How much of somebody's own words is read out, in characters: the other phone does not ring until it is said."""
_CUT = "..."


@dataclass(frozen=True, slots=True)
class Briefing:
    """What is known, as far as a peer needs it.

    `same`: they asked for this very peer. `low`: said today that they feel very low. `check`: said something today that
    a person should look at. `crisis`: used words of crisis today. `listens`: they would rather only listen.
    `region`: where they said that they are; None: nothing.
    """

    code: str
    kind: str
    minutes: int
    about: tuple[str, ...] = ()
    words: str = ""
    question: str = ""
    same: bool = False
    low: bool = False
    check: bool = False
    crisis: bool = False
    listens: bool = False
    region: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the offer has said all of it already."""
        said = (self.about, self.words, self.question, self.listens, self.same)
        return not any(said) and not self.is_grave

    @property
    def has_words(self) -> bool:
        """Whether there is something in their own words."""
        return bool(self.words or self.question)

    @property
    def is_grave(self) -> bool:
        """Whether the peer should be careful."""
        return self.low or self.check or self.crisis


def first(known: Briefing) -> list[Phrase]:
    """The text that comes after TAKE: none of their own words, which would light up on a phone that others see."""
    said = phrases(replace(known, words="", question=""))
    return [*said, Phrase("briefing.told")] if known.has_words else said


def phrases(known: Briefing) -> list[Phrase]:
    """All of it, what matters most first, since the end is cut."""
    there = {"reach_crisis": ReachIn(known.region)} if known.region else {}
    said = [Phrase(_BEGINS[known.kind == "text"], {"code": known.code, "minutes": known.minutes})]
    if known.crisis:
        said.append(Phrase("briefing.crisis", there))
    elif known.check:
        said.append(Phrase("briefing.check", there))
    if known.low:
        said.append(Phrase("briefing.low"))
    if known.same:
        said.append(Phrase("briefing.same"))
    if known.listens:
        said.append(Phrase("briefing.listens"))
    if known.about:
        said.append(Phrase("briefing.about", {"about": ", ".join(map(label, known.about))}))
    if known.question:
        said.append(Phrase("briefing.question", {"question": known.question}))
    if known.words:
        said.append(Phrase("briefing.words", {"words": known.words}))
    return said


_BEGINS = {False: "briefing.call", True: "briefing.text"}


def in_text(known: Briefing, to: Listener) -> list[Phrase]:
    """As much of their own words as LONGEST segments hold; the question is cut last."""
    known = replace(known, words=plain(known.words), question=plain(known.question))

    def fits(tried: Briefing) -> bool:
        said = "\n".join(render(phrase.id, to, phrase.params) for phrase in _in_words(tried))
        return segments.count(said).segments <= LONGEST

    if not fits(known):
        words = _longest(known.words, lambda kept: fits(replace(known, words=kept)))
        known = replace(known, words=words)
    if not fits(known):
        question = _longest(known.question, lambda kept: fits(replace(known, question=kept)))
        known = replace(known, question=question)
    return _in_words(known)


def _in_words(known: Briefing) -> list[Phrase]:
    own = ("briefing.question", "briefing.words")
    said = [each for each in phrases(known) if each.id in own]
    return [Phrase("words.told", {"code": known.code}), *said]


def aloud(known: Briefing) -> list[Phrase]:
    """What is read out before the other phone rings; the text they have holds more."""
    return phrases(
        replace(
            known,
            words=_cut(known.words, SPOKEN_WORDS),
            question=_cut(known.question, SPOKEN_QUESTION),
        )
    )


def plain(words: str) -> str:
    """Somebody's words in the phone's short alphabet where that loses nothing but accents; in one line."""
    folded = " ".join(words.split()).translate(_TYPED)
    if segments.GSM_ALL.issuperset(folded):
        return folded
    bare = "".join(char if char in segments.GSM_ALL else _without_accent(char) for char in folded)
    return bare if segments.GSM_ALL.issuperset(bare) else folded


_TYPED = str.maketrans("‘’‚“”„–—…\u00a0", '\'\',"""--. ')


def _without_accent(char: str) -> str:
    if unicodedata.category(char) in ("So", "Sk", "Cf", "Mn"):
        return ""  # a picture, or what joins two of them
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base in segments.GSM_ALL else char


def _longest(words: str, fits: Callable[[str], bool]) -> str:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(words, middle)) else (low, middle - 1)
    return _cut(words, low)


def _cut(words: str, longest: int) -> str:
    """At most so many characters, broken between words where there is a gap; "" where nothing sensible is left."""
    if len(words) <= longest:
        return words
    kept = words[: max(0, longest - len(_CUT))]
    kept = kept[: kept.rfind(" ")] if " " in kept else kept
    return kept.rstrip(" ,;:") + _CUT if kept.strip() else ""


def seconds(said: Sequence[str]) -> float:
    """About how long it takes to read this out."""
    return sum(map(len, said)) / 13
