"""Reads when somebody wants to be called, or can call, in English or Spanish, whichever they write.

What is read, and what is left unread on purpose: docs/adr/0013-times-in-words.md. Nothing here knows the machine's
clock or zone.

    >>> read_when("tomorrow 9:30", now=now, zone="America/New_York", language="en")
    When(at=…, until=None, rest="", soon=False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flows.rules.times.local import FURTHEST, Resolved, Unread, read_day, resolve
from flows.rules.times.phrases import LONGEST, Folded, Phrase, fold, phrases, zone_said
from flows.rules.times.words import ASAP, BEGINS_ASIDE, BUSY, CLAUSE, DAY, FILLER, LATER, OVER, PART
from flows.rules.times.zones import read_zone_said

__all__ = ["LONGEST", "Unread", "When", "find_day", "find_when", "no_hour", "read_when", "says_later"]


@dataclass(frozen=True, slots=True)
class When:
    """A time that was read.

    `at` (aware, UTC, never before now): when it may begin. `until` (UTC): when a span such as "this evening" or "before
    8" is over. `rest`: what else was said, in the person's own spelling; "" if that was only courtesy. `soon`: they
    said "as soon as someone can", and `at` is now.
    """

    at: datetime
    until: datetime | None = None
    rest: str = ""
    soon: bool = False


_DEADLINE: Final = frozenset(("before", "antes de", "until", "til", "till", "hasta", "by"))
_FROM_THEN: Final = frozenset(("not before", "not until", "not till", "no antes de"))
_NEVER: Final = frozenset(("since",))
_LIKE_AN_HOUR: Final = re.compile(
    r"(?<![\w.:/+\-$])(?:\d{1,2} ?[:h] ?\d{1,2}(?: ?[ap]\.? ?m\.?)?|\d{1,2} ?[ap]\.? ?m\.?"
    r"|(?:at|(?:a )?las?) \d{1,2})(?![\w:/])"
)


def read_when(words: str, *, now: datetime, zone: str, language: str) -> When | Unread:
    """Read the answer to "when?". `now` is aware, `zone` an IANA name; `language` ("en", "es") only settles 5/6.

    The whole answer must be about a time: one inside a sentence about something else is NOT_A_TIME. Raises
    zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    folded, where = fold(words), ZoneInfo(zone)
    now = now.astimezone(UTC)
    for phrase in phrases(folded):
        if phrase.refused and not _turned(phrase):
            continue
        if phrase.over or not _about_time(words, phrase):
            break
        return _answer(words, phrase, now, where, language)
    return _as_soon(folded, words, now)


def find_when(words: str, *, now: datetime, zone: str, language: str) -> When | Unread:
    """Find a time inside a sentence: in "no but I can in 2 hours" it is in two hours, with `rest` "no but I can".

    As `read_when`, but it takes the first time that is sure and neither refused ("not at 8") nor over ("since 8").
    """
    folded, where = fold(words), ZoneInfo(zone)
    now = now.astimezone(UTC)
    first: Unread | None = None
    for phrase in phrases(folded):
        alone = not _besides(" ".join(_around(words, phrase)))
        if phrase.over or (phrase.refused and not _turned(phrase)) or not (phrase.sure or alone):
            continue
        answer = _answer(words, phrase, now, where, language)
        if isinstance(answer, When):
            return answer
        first = first or answer
    return first or _as_soon(folded, words, now)


def find_day(words: str, *, now: datetime, zone: ZoneInfo, language: str) -> date | None:
    """The first day that a sentence surely names, within a week, neither refused nor over; None where there is none."""
    local = now.astimezone(zone)
    for phrase in phrases(fold(words)):
        if phrase.day and not (phrase.refused or phrase.over):
            day = read_day(phrase.day, local, language)
            if day is not None and local.date() <= day <= local.date() + FURTHEST:
                return day
    return None


def says_later(words: str) -> bool:
    """Whether the words hint at a time or a condition, even one that cannot be read: "when the kids sleep", "luego"."""
    return LATER.search(fold(words).text) is not None


def no_hour(words: str) -> bool:
    """Whether an answer that was not read is still about a time: an hour that no clock shows, "at the weekend"."""
    text = fold(words).text
    others = PART.sub(" ", DAY.sub(" ", _LIKE_AN_HOUR.sub(" ", text)))
    if _LIKE_AN_HOUR.search(text) is not None:
        return _only_filler(others)
    words_left = re.sub(r"\d+", " # ", others)
    return LATER.search(text) is not None and _only_filler(LATER.sub(" ", words_left))


def _answer(words: str, phrase: Phrase, now: datetime, zone: ZoneInfo, language: str) -> When | Unread:
    lead = phrase.clock.lead if phrase.clock is not None else ""
    if lead in _NEVER:
        return Unread.NOT_A_TIME
    if (said := zone_said(phrase)) != "":
        named = read_zone_said(said, zone.key)
        if named is None:
            return Unread.NO_ZONE  # taken for their own it would be hours wrong
        zone = ZoneInfo(named)
    read = _resolved(phrase, now, zone, language)
    if isinstance(read, Unread):
        return read
    at, until = read
    if lead in _DEADLINE and phrase.until is None and not phrase.refused and not _busy(words, phrase):
        at, until = now, at
    before, after = _around(words, phrase)
    return When(at, until, _besides(before.rstrip(" ,;:-") + " " + after.lstrip(" ;:-")))


def _resolved(phrase: Phrase, now: datetime, zone: ZoneInfo, language: str) -> Resolved:
    """As `resolve`, but after midnight "tomorrow" means the day after they have slept, which the calendar calls today.

    If that is wrong it is a day early, and they are asked before the ring; by the calendar, it would be a day late.
    """
    awake = now.astimezone(zone).hour < _AWAKE_UNTIL
    if awake and (day := _AFTER_SLEEP.get(phrase.day)) is not None:
        sooner = resolve(replace(phrase, day=day), now, zone, language)
        if not isinstance(sooner, Unread) and sooner[0].astimezone(zone).hour > _AWAKE_UNTIL:
            return sooner
    return resolve(phrase, now, zone, language)


_AWAKE_UNTIL: Final = 4
_AFTER_SLEEP: Final = {"tomorrow": "today", "in 2 days": "tomorrow"}


def _around(words: str, phrase: Phrase) -> tuple[str, str]:
    """What stands before and after the time, without the day if that was said apart from the hour."""
    if phrase.also is not None:
        start, end = phrase.also
        words = words[:start] + " " * (end - start) + words[end:]
    return words[: phrase.start], words[phrase.end :]


def _busy(words: str, phrase: Phrase) -> bool:
    """Whether something else lasts until that hour: then the hour is when the call may begin."""
    clause = CLAUSE.split(fold(_around(words, phrase)[0]).text)[-1]
    return not FILLER.issuperset(_words(clause))


def _turned(phrase: Phrase) -> bool:
    """Whether the refusal is of what comes before the hour: "I can't until 8" refuses the time before 8."""
    lead = phrase.clock.lead if phrase.clock is not None else ""
    return lead in _DEADLINE | _FROM_THEN and lead != "by"


def _besides(rest: str) -> str:
    """What was said besides the time, or "" if that is only courtesy."""
    if set(fold(rest).text.replace(",", " ").split()) - {"#"} == set() or _only_filler(fold(rest).text):
        return ""
    rest = re.sub(r"\s+(?=[,.;!?])", "", " ".join(rest.split()))
    return rest.strip(" ,;:-")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|[#@$+]", text)


def _only_filler(text: str) -> bool:
    return len(text) < LONGEST and FILLER.issuperset(_words(text))


def _about_time(words: str, phrase: Phrase) -> bool:
    """Whether the answer is about this time: nothing of weight before it, and at most an aside after it."""
    before, after = (fold(side).text for side in _around(words, phrase))
    lead = FILLER | BUSY | {"no", "not", "cant", "but", "pero", "dont"} if phrase.sure else FILLER
    if not lead.issuperset(_words(before)):
        return False
    if _only_filler(after):
        return True
    follows = _words(after)
    aside = (
        CLAUSE.match(after.lstrip()) is not None or follows[:1] == [] or follows[0] in BEGINS_ASIDE | FILLER
    )
    return phrase.sure and aside and OVER.isdisjoint(follows[:3])


def _as_soon(folded: Folded, words: str, now: datetime) -> When | Unread:
    found = ASAP.search(folded.text)
    if found is None:
        return Unread.NOT_A_TIME
    others = ASAP.sub(" ", folded.text)
    return When(now, soon=True) if _only_filler(others) and len(words) <= LONGEST else Unread.NOT_A_TIME
