"""Decides how many volunteers are asked at once, from how often and how fast offers are taken on this line."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.line import Line
from flows.rules.promises.promise import at_risk_from

TARGET = 0.97
"""How sure we want to be of a TAKE in time. To keep 95 of 100 promises, this leaves two for rings that fail."""

MOST = 10
"""At most this many volunteers hold an offer of one callback: with more, most would only read "covered"."""

AT_RISK = 3
"""At least this many are asked from `promise.at_risk_from` on, whatever the estimate: an average hides differences."""

ASKED_BEFORE, TAKEN_BEFORE, MINUTES_BEFORE = 8, 4, 3.0
"""What a new line is assumed to have seen: 8 offers, 4 of them taken, each after 3 minutes."""

MOMENT = timedelta(seconds=1)
"""The shortest length of an offer that we calculate with: settings are kept to about a second."""


@dataclass(frozen=True, slots=True)
class History:
    """How offers ended on this line lately (say, in the last 30 days).

    Count only offers that say something about the volunteer: a TAKE, a PASS, or silence until the end. Leave out offers
    that somebody else covered or that were called off, and those that are still open.
    """

    asked: int
    taken: int
    minutes_to_take: float
    """The minutes from the offer to its TAKE, summed over the offers that were taken."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What to expect of one offer: the share (0–1) of offers that are taken, and after how many minutes those are."""

    share_taken: float
    minutes: float

    def chance(self, minutes: float, *, offer_minutes: float = math.inf) -> float:
        """The chance (0–1) that one person who was asked takes it within so many minutes.

        Times to a TAKE are exponential, cut off at the end of the offer if `offer_minutes` is given: at that length the
        chance is the whole share taken. With no time left it is 0.
        """
        if minutes <= 0:
            return 0.0
        if minutes >= offer_minutes:
            return self.share_taken
        mean = max(self.minutes, 1e-9)
        return self.share_taken * math.expm1(-minutes / mean) / math.expm1(-offer_minutes / mean)


@dataclass(frozen=True, slots=True)
class Width:
    """How many volunteers may hold an open offer of one callback at once, and why, in English for a coordinator."""

    at_once: int
    why: str


def learn(history: History) -> Pace:
    """The pace of a line: what it has seen, together with the prior, which counts less with every offer answered.

    The share is the mean of a Beta posterior. The minutes are one over the mean of a gamma posterior of the rate, that
    is, the average over the real takes and four imagined ones.
    """
    asked = max(history.asked, history.taken)
    return Pace(
        share_taken=(history.taken + TAKEN_BEFORE) / (asked + ASKED_BEFORE),
        minutes=(max(history.minutes_to_take, 0.0) + TAKEN_BEFORE * MINUTES_BEFORE)
        / (history.taken + TAKEN_BEFORE),
    )


def width(
    now: datetime,
    requested_at: datetime,
    promised_by: datetime,
    line: Line,
    pace: Pace,
    *,
    closes_at: datetime | None = None,
) -> Width:
    """How many to ask at once: the fewest with whom a TAKE in time is almost certain (TARGET).

    `closes_at`: the last moment at which a volunteer who is on duty can begin the call, if nobody follows them before
    the promise. Then that is when the time is over: who asks one at a time until then finds that all have gone home.

    They are asked in rounds of the line's OFFER_MINUTES, the last round cut short by the promise, with time left for
    the rings of both legs. For one callback and one pace, the number never falls as the promise nears. It is at least
    AT_RISK from `promise.at_risk_from` on, and MOST at the promise and after.
    """
    if now >= promised_by:
        return Width(MOST, f"the promised time has passed: {_count(MOST)}")
    # A rehearsal's promise may be shorter than the rings: keep at most a quarter of it for them, so that time is left.
    rings = min(timedelta(seconds=2 * line.ring_seconds), max(promised_by - requested_at, timedelta(0)) / 4)
    by = promised_by if closes_at is None else min(promised_by, closes_at)
    left = by - now - rings
    offer = max(timedelta(minutes=line.offer_minutes), MOMENT)
    nobody = _nobody_takes(left, offer, pace)
    enough = next((k for k in range(1, MOST) if nobody**k <= 1 - TARGET), MOST)
    near = now >= at_risk_from(requested_at, by, line)
    at_once = max(enough, AT_RISK) if near else enough
    if at_once > enough:
        what = "the promise is near" if by == promised_by else "those on duty leave soon"
        reason = f"{what}: {_count(at_once)}"
    elif nobody**at_once > 1 - TARGET:
        reason = f"it may not be taken in time: {_count(at_once)}"
    else:
        reason = f"{_count(at_once)} is enough"
    return Width(at_once, f"{span_words(max(by - now, timedelta(0)))} left, {_habit(pace)}: {reason}")


def urgent(wide: Width) -> Width:
    """The width for somebody in danger: several are asked from the first minute on."""
    if wide.at_once >= AT_RISK:
        return wide
    return Width(AT_RISK, f"they spoke of danger: {_count(AT_RISK)}")


def _nobody_takes(left: timedelta, offer: timedelta, pace: Pace) -> float:
    """The chance that nobody takes it if one at a time is asked until the time left is over."""
    if left <= timedelta(0):
        return 1.0
    rounds, rest = divmod(left, offer)
    in_time = pace.chance(_minutes(rest), offer_minutes=_minutes(offer))
    return float((1 - pace.share_taken) ** rounds * (1 - in_time))


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


def _habit(pace: Pace) -> str:
    tenths = round(pace.share_taken * 10)
    how_many = "hardly any" if tenths < 1 else "nearly all" if tenths > 9 else f"{tenths} of 10"
    return f"peers take {how_many} offers in about {span_words(timedelta(minutes=pace.minutes))}"


def span_words(span: timedelta) -> str:
    """A span of time in English, for a coordinator."""
    if span < timedelta(seconds=90):
        return f"{round(span.total_seconds())} s"
    return f"{round(_minutes(span))} min" if span < timedelta(hours=3) else f"{round(_minutes(span) / 60)} h"


def _count(at_once: int) -> str:
    return "one at a time" if at_once == 1 else f"{at_once} at once"
