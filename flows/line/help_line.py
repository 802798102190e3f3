"""A line for one kind of danger or need, as it is told to people: ours, or one that the organisation chose."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line as written in a text. `text_to` is "" if it takes no texts; `by_day`: it is closed at night."""

    name: str
    call: str
    known_from: str
    found: date
    text_to: str = ""
    text_word: str = ""
    by_day: bool = False
