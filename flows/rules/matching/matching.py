"""Ranks the volunteers to ask next for a callback. Hard rules leave people out, soft ones weigh; every reason is data.

The weights are in `flows.rules.matching.weights`; docs/adr/0014-who-is-asked.md says why they are what they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.rules.matching import rounds, weights
from flows.rules.matching.availability import is_reached, is_resting

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a callback asks of a peer. `starts_at` is when the call would be: now, or the wanted time.

    `about`: the experiences that the participant chose, as slugs. `same`: they would like the peer of last time.
    `severity`: 0 to 3. `named_volunteer`: the id of the volunteer in the care plan. `text_only` changes nothing: a
    volunteer who may talk may write. `danger`: they spoke of danger, so only volunteers who take such calls are asked.
    """

    callback_id: int
    language: str
    starts_at: datetime
    minutes: int = 15
    about: frozenset[str] = frozenset()
    gender: str | None = None
    same: bool = False
    severity: int = 0
    promised_by: datetime
    requested_at: datetime
    named_volunteer: int | None = None
    text_only: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A volunteer as seen for one callback.

    About the volunteer: `calls_today` and `daily_cap` are of the volunteer's day in which the call would be;
    `calls_on_shift` and `shift_cap` of their present stretch of duty; `asked_lately` counts offers in the last 7 days;
    until `resting_until` nothing is asked of them; `paused`: they asked for a pause; `asleep`: it is night where they
    live and they are not there for it (`flows.rules.times.night`); `may_sleep`: they may well be in bed, so that an
    offer they left unanswered is not repeated. `takes_danger`: what they said to calls with somebody in danger (None:
    nothing yet), `ready_for_danger`: the organisation marked them ready for those.

    About the pair: `refused`: either asked never to be paired again; `wants_same`: they said yes to this participant
    again, and are the peer whom the participant means.

    About this callback: `willing_from`: they said "I can from then" (leave it None after a later PASS without a time,
    which takes that back); `times_asked`: unanswered offers since their stretch of duty began, since saying ON says
    that they are there; `asked_until`: the end of the last unanswered offer; `passed` and `passed_at`; `asked_now`:
    they have not answered yet; `taken_back`: by a coordinator; `ready_at`: when the participant last said that they can
    be called (`flows.rules.matching.rounds`).
    """

    volunteer_id: int
    languages: tuple[str, ...]
    experiences: frozenset[str] = frozenset()
    gender: str | None = None
    on_duty: bool = True
    duty_until: datetime | None = None
    willing_from: datetime | None = None
    holds_another: bool = False
    calls_today: int = 0
    daily_cap: int | None = None
    resting_until: datetime | None = None
    refused: bool = False
    wants_same: bool = False
    last_asked_at: datetime | None = None
    asked_lately: int = 0
    times_asked: int = 0
    asked_until: datetime | None = None
    passed: bool = False
    passed_at: datetime | None = None
    ready_at: datetime | None = None
    asked_now: bool = False
    taken_back: bool = False
    is_participant: bool = False
    asleep: bool = False
    may_sleep: bool = False
    paused: bool = False
    calls_on_shift: int = 0
    shift_cap: int | None = None
    takes_danger: bool | None = None
    ready_for_danger: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable slug, the points it adds to the score, and a few words of detail."""

    code: str
    points: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A volunteer who may be asked. The score is the sum of the reasons' points, in thousandths of a point."""

    volunteer_id: int
    score: float
    why: tuple[Reason, ...]
    times_asked: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A volunteer who may not be asked now, with every hard reason against it."""

    volunteer_id: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who may be asked, the best first, and who may not be asked, by id."""

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]


def rank(wish: Wish, candidates: Iterable[Candidate], *, now: datetime, rest: timedelta) -> Ranking:
    """Rank the volunteers to ask for this callback. Of equal scores: who was asked longest ago, then the lower id.

    After an unanswered offer, the same volunteer is asked for the same callback again when `rest` is over, and later
    once they left a whole round unanswered (`flows.rules.matching.rounds`).
    """
    choices: list[tuple[float, datetime, int, Choice]] = []
    left_out: list[LeftOut] = []
    for candidate in candidates:
        match fitness(wish, candidate, now=now, rest=rest):
            case Choice() as choice:
                asked = candidate.last_asked_at or NEVER
                choices.append((-choice.score, asked, choice.volunteer_id, choice))
            case LeftOut() as out:
                left_out.append(out)
    choices.sort(key=lambda each: each[:3])
    left_out.sort(key=lambda each: each.volunteer_id)
    return Ranking(tuple(each[3] for each in choices), tuple(left_out))


def fitness(wish: Wish, candidate: Candidate, *, now: datetime, rest: timedelta) -> Choice | LeftOut:
    """Judge one pair: the score and its reasons, or every hard reason against it."""
    against = alone_against(candidate, now, rest) + _together_against(wish, candidate, now)
    if against:
        return LeftOut(candidate.volunteer_id, tuple(against))
    why = tuple(_for(wish, candidate, now))
    score = sum(weights.thousandths(reason.points) for reason in why) / 1000
    return Choice(candidate.volunteer_id, score, why, candidate.times_asked)


def alone_against(c: Candidate, now: datetime, rest: timedelta) -> list[Reason]:
    """The hard reasons that do not depend on the callback's wish."""
    come = c.willing_from is not None and c.willing_from <= now
    anew = come and word_stands(c)
    again = (
        rounds.again_from(c.times_asked, c.asked_until, rest, ready_at=c.ready_at) if c.asked_until else None
    )
    too_soon = again is not None and again > now
    round_over = c.times_asked >= rounds.FIRST_ROUND
    asked_now = c.holds_another and c.asked_now
    passed = c.passed and not come and not rounds.pass_is_over(c.passed_at, now)
    answered = asked_now or passed or c.taken_back  # they are not listed as silent
    rules = (
        (c.is_participant, "themselves", ""),
        (c.refused, "refused-pair", ""),
        (c.asleep and not come, "asleep", ""),
        (c.paused, "paused", ""),
        (asked_now, "asked-now", ""),
        (c.holds_another and not c.asked_now, "busy", ""),
        (
            is_reached(c.daily_cap, c.calls_today),
            "cap-reached",
            f"{c.calls_today} of {c.daily_cap}",
        ),
        (
            is_reached(c.shift_cap, c.calls_on_shift),
            "shift-cap-reached",
            f"{c.calls_on_shift} of {c.shift_cap}",
        ),
        (is_resting(c.resting_until, now), "resting", ""),
        (passed, "passed", ""),
        (c.taken_back, "taken-back", ""),
        (
            round_over and (too_soon or again is None) and not anew and not asked_now,
            "asked-enough",
            f"{c.times_asked} times",
        ),
        (round_over and c.may_sleep and not anew and not asked_now, "silent-at-night", ""),
        (too_soon and not round_over and not anew and not answered, "too-soon-to-ask-again", ""),
    )
    return [Reason(code, 0.0, detail) for holds, code, detail in rules if holds]


def _together_against(wish: Wish, c: Candidate, now: datetime) -> list[Reason]:
    start, over = span(wish, now)
    willing = c.willing_from is not None and c.willing_from <= start
    ends_before = c.on_duty and c.duty_until is not None and c.duty_until < over
    rules = (
        (wish.language not in c.languages, "other-language", wish.language),
        (wish.gender is not None and c.gender != wish.gender, "gender", wish.gender or ""),
        (not c.on_duty and not willing, "not-on-duty", ""),
        (ends_before and not willing, "ends-before", ""),
        (wish.danger and c.takes_danger is False, "no-to-danger", ""),
        (wish.danger and not may_take_danger(c) and c.takes_danger is not False, "not-ready-for-danger", ""),
    )
    return [Reason(code, 0.0, detail) for holds, code, detail in rules if holds]


def may_take_danger(c: Candidate) -> bool:
    """Whether they take calls with somebody in danger, by their own word, and are marked ready for them."""
    return c.takes_danger is True and c.ready_for_danger


def span(wish: Wish, now: datetime) -> tuple[datetime, datetime]:
    """When the call would begin (not before now), and when it could be over."""
    start = max(wish.starts_at, now)
    return start, start + timedelta(minutes=wish.minutes)


def word_stands(c: Candidate) -> bool:
    """Whether they said when they can, and have left no offer unanswered since that time."""
    return c.willing_from is not None and (c.asked_until is None or c.asked_until <= c.willing_from)


def calls_left(c: Candidate) -> int | None:
    """How many calls they can still take, today and in this stretch of duty; None without a limit."""
    had = ((c.daily_cap, c.calls_today), (c.shift_cap, c.calls_on_shift))
    return min((max(0, cap - calls) for cap, calls in had if cap is not None), default=None)


def leaves_at(c: Candidate) -> datetime | None:
    """When their duty ends by itself; None while it has no end, or has not begun."""
    return c.duty_until if c.on_duty else None


def _for(wish: Wish, c: Candidate, now: datetime) -> Iterable[Reason]:
    gone = weights.pressure(wish.requested_at, wish.promised_by, now)
    if wish.named_volunteer == c.volunteer_id:
        yield Reason("named-in-plan", weights.match_points(weights.NAMED, gone))
    if wish.same and c.wants_same:
        yield Reason("same-again", weights.match_points(weights.SAME, gone))
    shared = wish.about & c.experiences
    if shared:
        yield Reason("shared-experience", weights.shared_points(len(shared), gone), ", ".join(sorted(shared)))
    start, _ = span(wish, now)
    if c.willing_from is not None and c.willing_from <= start and word_stands(c):
        yield Reason("said-they-can", weights.likely_points(weights.SAID_THEY_CAN, 0, gone))
    elif c.times_asked == 0:
        yield Reason("not-asked-yet", weights.likely_points(weights.NOT_ASKED_YET, 0, gone))
    else:
        points = weights.likely_points(weights.NOT_ASKED_YET, c.times_asked, gone)
        yield Reason("asked-before", points, f"{c.times_asked} times")
    left = calls_left(c)
    fair = weights.fair_points(c.asked_lately, c.last_asked_at, left, leaves_at(c), now)
    room = "" if left is None else f", can take {left} more"
    yield Reason("fair", fair, f"{c.asked_lately} offers in 7 days{room}")


_WORDS = {
    "themselves": "it is their own callback",
    "refused-pair": "one of the two asked not to be paired again",
    "other-language": "does not speak the language asked for",
    "gender": "the caller asked for another gender",
    "not-on-duty": "not on duty at that time",
    "ends-before": "their duty ends before the call could be over",
    "no-to-danger": "takes no calls with somebody in danger, by their own word",
    "not-ready-for-danger": "has not said yes to calls with somebody in danger, or is not marked ready for them",
    "asleep": "it is night where they live",
    "paused": "asked to be left in peace for now",
    "asked-now": "is being asked for this one",
    "busy": "holds another callback, or is being asked for one",
    "cap-reached": "has had the calls they can take in a day",
    "shift-cap-reached": "has had the calls they want in one stretch of duty",
    "resting": "is resting",
    "passed": "passed on this one",
    "taken-back": "had this one, and a coordinator took it back",
    "asked-enough": "did not answer, and the next round is still to come",
    "silent-at-night": "did not answer, and it is night where they live",
    "too-soon-to-ask-again": "did not answer, and it is too soon to ask again",
    "named-in-plan": "named in the care plan",
    "same-again": "both would like to talk again",
    "shared-experience": "shares an experience both chose",
    "said-they-can": "said they can at this time",
    "not-asked-yet": "not asked for this one yet",
    "asked-before": "did not answer for this one before",
    "fair": "so that offers are shared fairly",
    "assigned-together": "chosen together with the other callbacks that wait",
    "nobody-fits": "nobody may be asked now",
    "all-taken": "all who fit go to other callbacks",
}


def in_words(reason: Reason) -> str:
    """The reason in English, for a coordinator to read."""
    words = _WORDS.get(reason.code, reason.code)
    return f"{words} ({reason.detail})" if reason.detail else words
