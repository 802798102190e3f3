"""Reads how somebody wants to be reached: hours, a name to go by, a word that ends everything.

An answer that could mean two things is asked again: a wrong guess here rings a phone that must be quiet.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final, NamedTuple

from flows.rules.crisis import crisis
from flows.rules.screening import opt_out
from flows.rules.words.replies import CARRIER_WORDS, NUMBER_WORDS, best, clean
from flows.rules.words.segments import count

LONGEST_COVER: Final = 20
SHORTEST_WORD, LONGEST_WORD = 3, 20

Hours = tuple[time, time]

_NAMED: Final[Mapping[str, tuple[int, int]]] = {
    name: span
    for names, span in (
        (
            "morning; mornings; in the morning; manana; mananas; en la manana; por la manana; por las mananas",
            (8, 12),
        ),
        (
            "afternoon; afternoons; in the afternoon; tarde; tardes; en la tarde; por la tarde; por las tardes",
            (12, 17),
        ),
        (
            "evening; evenings; in the evening; noche; noches; en la noche; por la noche; por las noches",
            (18, 21),
        ),
        ("daytime; by day; during the day; de dia; durante el dia", (8, 18)),
    )
    for name in names.split("; ")
}
_EARLIEST: Final = 8
"""The hour at which "before 5pm" begins: nobody means three in the night by it."""

_HALVES: Final = (
    (r"(?:in the |de la |por la |en la )(?:morning|manana|madrugada)\b", " am "),
    (r"(?:in the |de la |por la |en la )(?:afternoon|evening|tarde)\b|del mediodia\b", " pm "),
    (r"(?:at |de la |por la |en la )(?:night|noche)\b", " night "),
    (r"\ba m\b", " am "),
    (r"\bp m\b", " pm "),
    (r"\b(?:noon|mediodia)\b", " 12 pm "),
    (r"\b(?:midnight|medianoche)\b", " 12 am "),
)
_FILLER: Final = re.compile(
    r"\b(?:the|las|la|los|only|solo|please|por favor|oclock|o clock|hours|horas|hrs|around|about)\b"
)
_CLOCK: Final = r"(\d{1,2})(?:h(\d{2})?)? ?(am|pm|night)?"
_SPAN: Final = re.compile(
    rf"(?:from |between |de |entre |desde )?{_CLOCK} ?(?:to|until|till|til|and|a|y|hasta) ?{_CLOCK}"
)
_AFTER: Final = re.compile(
    rf"(?:after|from|since|despues de|a partir de|desde|de) {_CLOCK}(?: ?(?:on|onwards|en adelante))?"
)
_BEFORE: Final = re.compile(rf"(?:before|until|till|til|up to|antes de|hasta) {_CLOCK}")


def read_hours(said: str) -> Hours | None:
    """From and to on their own clock; None if it is no span of hours, or could be two.

    Reads "9am to 5pm", "9-17", "de 9 a 17", "after 6pm" (until midnight), "before 5pm" (from 8), "mornings". "9 to 5"
    is by day; "6 to 9" could be either half of the day and is asked again. A bare number beside one with a half takes
    the half that makes the span shorter.
    """
    words = _plain(said)
    if words in _NAMED:
        begins, ends = _NAMED[words]
        return time(begins), time(ends)
    words = " ".join(_FILLER.sub(" ", _with_halves(words)).split())
    if found := _SPAN.fullmatch(words):
        return _span(_Clock.of(*found.groups()[:3]), _Clock.of(*found.groups()[3:]))
    if found := _AFTER.fullmatch(words):
        begins_at = _Clock.of(*found.groups()).alone()
        return (begins_at, time(0)) if begins_at not in (None, time(0)) else None
    if found := _BEFORE.fullmatch(words):
        ends_at = _Clock.of(*found.groups()).alone()
        return (time(_EARLIEST), ends_at) if ends_at is not None and ends_at > time(_EARLIEST) else None
    return None


_PARTS: Final = re.compile(
    r"[,;.!]+(?=\s|$)|\b(?:when|while|cuando|mientras|because|porque|pq|cuz)\b|\b(?:but|pero|y|and) (?=only|solo)"
)
_LEAD: Final = re.compile(
    r"^(?:(?:si|sí|yes|yeah|ok|okay|no|sure|pero|but|only|just|solo|sólo|solamente|unicamente|nomas|nada mas"
    r"|sorry|perdon"
    r"|please|porfa|porfavor|it is|its|they are|safe|seguro|es|y|and) )+",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"\b(?:not|dont|do not|never|except|unless|avoid|bad|unsafe|wrong|nunca|excepto|menos|salvo|evit\w+|home"
    r"|here|there"
    r"|back|casa|aqui|aca|ahi|vuelve|llega|regresa|esta|estan|no)\b"
)
"""What may make the hours beside it those in which nobody is to call: "8 to 4, hes home"."""


def find_hours(said: str) -> Hours | None:
    """As `read_hours`, for a sentence that says more: "only when hes at work, 8 to 4", "si pero solo por las mananas".

    None where it may say in which hours nobody is to call, or names two spans.
    """
    exactly = read_hours(said)
    if exactly is not None:
        return exactly
    parts = [part.strip() for part in _PARTS.split(said.lower()) if part.strip()]
    read = [read_hours(_LEAD.sub("", f"{part} ").strip()) for part in parts]
    found = [hours for hours in read if hours is not None]
    others = (clean(part) for part, hours in zip(parts, read, strict=True) if hours is None)
    if len(found) != 1 or any(_OTHERWISE.search(other) for other in others if other != "no"):
        return None
    return found[0]


def say_hours(hours: Hours) -> str:
    """Hours in a form that `read_hours` reads, the same in every language: "9am-5:30pm"."""
    return "-".join(
        f"{at.hour % 12 or 12}{f':{at.minute:02}' if at.minute else ''}{'am' if at.hour < 12 else 'pm'}"
        for at in hours
    )


def read_cover(said: str, taken: Mapping[str, Sequence[str]]) -> str | None:
    """The name to go by; None if it will not do. `taken`: the words that the line itself uses."""
    name = " ".join(said.split())
    plain = clean(name)
    fits = 0 < len(name) <= LONGEST_COVER and count(name).encoding == "GSM-7"
    # No links and no phone numbers: the name stands in texts that must look like anybody's.
    harmless = re.fullmatch(r"[^\W_][\w '&.-]*", name) is not None and not re.search(r"\d{5}|\.\w|_", name)
    return (
        name
        if fits and harmless and bool(plain) and not _spoken_for(name) and plain not in _flat(taken)
        else None
    )


def read_end_word(said: str, taken: Mapping[str, Sequence[str]]) -> str | None:
    """The word that ends everything, cleaned; None if it will not do.

    One word of letters, which is not one of ours, not close to one, and no answer to anything we ask: nobody must send
    it by chance.
    """
    word = clean(said)
    fits = SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha() and word not in NUMBER_WORDS
    return (
        word
        if fits and word not in _EVERYDAY and not _spoken_for(said) and best(said, taken) is None
        else None
    )


_EVERYDAY: Final = frozenset(
    "thanks thank please bye goodbye hello hey gracias adios hola bien good fine sure claro vale die dead kill "
    "killed hurt pain morir muerte matar dolor".split()
)
"""Words that people say without thinking, or in need: none of them may end everything."""


def _spoken_for(said: str) -> bool:
    carrier = clean(said) in CARRIER_WORDS or opt_out.help_word(said)
    consent = opt_out.opt_out(said) or opt_out.opt_in(said, opted_out=True)
    return carrier or consent or crisis.read(said).tier is not crisis.Tier.none


def _flat(taken: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(clean(word) for words in taken.values() for word in words)


def _plain(said: str) -> str:
    """The cleaned words, except that "9:30" and "9.30" stay together, and "9-17" becomes "9 to 17"."""
    joined = re.sub(r"(?<=\d)[:.](?=\d)", "h", said)
    return clean(re.sub(r"(?<=[\dmM.])\s*[-\u2013\u2014]\s*(?=\d)", " to ", joined))


def _with_halves(words: str) -> str:
    words = re.sub(r"(?<=\d)(am|pm)\b", r" \1", words)
    for said, half in _HALVES:
        words = re.sub(said, half, words)
    return words


class _Clock(NamedTuple):
    """A clock time as said. `half`: "am", "pm", "24" if no half is needed, "" if it could be either."""

    hour: int
    minute: int
    half: str

    @classmethod
    def of(cls, hour: str, minute: str | None, half: str | None) -> "_Clock":
        said, half = int(hour), half or ""
        if half == "night":
            half = "am" if said % 12 < 5 else "pm"
        if not half and (said > 12 or said == 0 or hour.startswith("0")):
            half = "24"
        return cls(said, int(minute or 0), half)

    def at(self, half: str) -> time | None:
        """The time in this half of the day; None if there is no such time."""
        if self.minute > 59 or self.hour > (24 if half == "24" else 12) or (half != "24" and self.hour == 0):
            return None
        hour = self.hour % 24 if half == "24" else self.hour % 12 + (12 if half == "pm" else 0)
        return time(hour, self.minute)

    def times(self) -> list[time]:
        """Every time that it could be."""
        return [at for at in map(self.at, [self.half] if self.half else ["am", "pm"]) if at is not None]

    def alone(self) -> time | None:
        """The time if its half was said, else None."""
        return self.at(self.half) if self.half else None


def _span(first: _Clock, last: _Clock) -> Hours | None:
    if not first.half and not last.half:
        # "9 to 5" is by day; "6 to 9" and "10 to 11" could be either half.
        if not (8 <= first.hour <= 11 and (last.hour <= 6 or last.hour == 12)):
            return None
        first, last = first._replace(half="am"), last._replace(half="pm")
    if "24" in (first.half, last.half):
        first, last = first._replace(half=first.half or "24"), last._replace(half=last.half or "24")
    spans = [(begins, ends) for begins in first.times() for ends in last.times() if begins != ends]
    return min(spans, key=_minutes, default=None)


def _minutes(span: Hours) -> int:
    """The length of a span in minutes; it may pass midnight."""
    begins, ends = span
    return (ends.hour * 60 + ends.minute - begins.hour * 60 - begins.minute) % 1440
