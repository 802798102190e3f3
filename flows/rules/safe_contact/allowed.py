"""Decides how a person may be reached. Asked at the moment of every text and every ring, whatever caused it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flows.rules.times.daily_hours import inside, opens_next
from flows.rules.words.replies import clean

ASKING_LASTS = timedelta(minutes=15)
"""How long after somebody's own text or call we may answer it if they chose "I'll contact you"."""


@dataclass(frozen=True, slots=True)
class Safe:
    """One person's answers about how to reach them.

    `hours`: from and to, on their own clock; the span may pass midnight. `voicemail`: a discreet message may be left.
    `cover`: the name we go by. `discreet`: nothing that we start says what the line is. `ends`: the word that ends
    everything. `they_contact`: they chose "I'll contact you"; we start nothing.
    """

    calls: bool = True
    voicemail: bool = False
    hours: tuple[time, time] | None = None
    cover: str | None = None
    discreet: bool = False
    ends: str | None = None
    they_contact: bool = False

    @property
    def says_less(self) -> bool:
        """Whether no text may say what the line is for: they asked for that, or gave a name to go by."""
        return self.discreet or self.cover is not None


ANY_TIME = Safe()
"""The answers of somebody who has said nothing: calls and texts at any hour, no voicemail."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether now is right. `not_before`: when it would be right; None if never while these answers stand."""

    allowed: bool
    not_before: datetime | None = None


YES = Verdict(True)
NEVER = Verdict(False)


def may_ring(safe: Safe, now: datetime, zone: str, *, asked_at: datetime | None = None) -> Verdict:
    """Whether their phone may ring now. `asked_at`: when they last asked for it themselves.

    Asking suspends "I'll contact you" for a quarter of an hour. It does not open hours that they called unsafe.
    """
    return may_text(safe, now, zone, asked_at=asked_at) if safe.calls else NEVER


def may_text(safe: Safe, now: datetime, zone: str, *, asked_at: datetime | None = None) -> Verdict:
    """Whether a text that we start may go out now; answers to their texts always may. `asked_at`: as in `may_ring`."""
    if safe.they_contact and not (asked_at and timedelta() <= now - asked_at <= ASKING_LASTS):
        return NEVER
    if safe.hours is None or inside(safe.hours, now, zone):
        return YES
    opens = opens_next(safe.hours, now, zone)
    if safe.they_contact and asked_at and opens and opens - asked_at > ASKING_LASTS:
        return NEVER
    return Verdict(False, opens)


def may_leave_message(safe: Safe) -> bool:
    """Whether a discreet message may be left on their voicemail: only if they said so."""
    return safe.calls and safe.voicemail


def ends_everything(safe: Safe, said: str) -> bool:
    """Whether these words are exactly the word that ends everything, in any case, with or without accents."""
    return safe.ends is not None and bool(clean(safe.ends)) and clean(said) == clean(safe.ends)
