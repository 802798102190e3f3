"""Says numbers, times, addresses and languages as a person would who has never seen a webhook."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from telephony.local_carrier.values import WITHHELD

LONGEST_QUOTE = 400
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ht": "Haitian Creole",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
# A token in an address tells a reader nothing; its beginning is enough to see that it is the same one.
_LONG_PART = re.compile(r"[^/]{16,}")


class Names:
    """Whom a number belongs to. `names`: the named phones; `line`: the line's own number."""

    def __init__(self, names: Mapping[str, str], line: str) -> None:
        self._names = names
        self.line = line

    def who(self, number: str) -> str:
        """The name given to this phone, else its number."""
        number = number.removeprefix("whatsapp:")
        if number == self.line:
            return "the line"
        if number == "988":
            return "the crisis line 988"
        if number == "" or number in WITHHELD:
            return "somebody who hides their number"
        return self._names.get(number) or number[:40]

    def phone(self, number: str) -> str:
        """The phone itself: it rings and shows a number, while its owner hears and writes."""
        who = self.who(number)
        if who.startswith("the "):
            return who
        return f"the phone {who}" if _nameless(who) else f"{who}’s phone"

    def number_of(self, number: str) -> str:
        """Whose number is shown: "the line’s number", "the number of Ana"."""
        if number == self.line:
            return "the line’s number"
        who = self.who(number)
        return f"the number {who}" if _nameless(who) else f"the number of {who}"


def _nameless(who: str) -> bool:
    return who[:1] in "+0123456789"


def sentence(text: str) -> str:
    """With a capital letter and an end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "”", ":")) else f"{text}."


def quoted(text: str) -> str:
    """In quotation marks, on one line, and not longer than somebody would read."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}”"


def address(url: str) -> str:
    """The part of an address of the line that tells it from others; a long token in it shortened."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return "an address that cannot be read"
    return _LONG_PART.sub(lambda found: f"{found.group()[:6]}…", path or "/")[:80]


def duration(seconds: float) -> str:
    """A number of seconds in the largest unit that keeps it whole."""
    for unit, size in (("hour", 3600), ("minute", 60)):
        if seconds >= size and seconds % size == 0:
            return plural(round(seconds / size), unit)
    return plural(round(seconds), "second")


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words: Iterable[str]) -> str:
    """One, two and three."""
    *before, last = list(words) or ["nobody"]
    return f"{', '.join(before)} and {last}" if before else last


def language(code: str) -> str:
    """The language of a code such as es-MX, in English. The carrier itself takes English where none is named."""
    return _LANGUAGES.get(code.split("-")[0].lower(), code[:20]) if code else "English"
