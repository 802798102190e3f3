"""To whom something is said, and the values that gaps of a wording are filled with."""

from dataclasses import dataclass
from datetime import datetime

from flows.line import Line


@dataclass(frozen=True, slots=True)
class Listener:
    """To whom and how something is said: language, by voice or text, in which zone, at what moment.

    `zone`: the one they told us; without it times name the line's own, so that nobody waits an hour off. `cover`: the
    name we go by with them. `discreet`: a text that says what the line is for is replaced by one that does not.
    `no_calls`: no phone of theirs may ring, or the line is closed, so that nothing says "text CALL any time".
    `no_texts`: no text reaches their phone, so that nothing said on a call names one (`calls_only.<id>`).
    `in_danger`: they spoke of danger, so that nothing promises them an hour (`danger.<id>`). `region`: where they said
    that they are, whose numbers they are given; None: the line's.
    """

    line: Line
    language: str
    aloud: bool
    now: datetime
    zone: str | None = None
    cover: str | None = None
    discreet: bool = False
    no_calls: bool = False
    no_texts: bool = False
    in_danger: bool = False
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A word that is itself wording, said in the listener's language: `Named("language.es")`."""

    id: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of duty: "Sat 7-10 PM", "tomorrow 10 PM-6 AM"; aloud "Saturday, 7 PM to 10 PM"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, from the first moment of one to the last of another: "tomorrow", "Thu Dec 24 to Sat Jan 2"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, for a gap behind "between": "7:00 and 7:30 PM EST tomorrow"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ReachIn:
    """How the crisis line of a region is reached, in the words for it: "call 116 123"."""

    region: str
