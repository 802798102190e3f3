"""Applies the rules of `matching.fitness` to every callback and every volunteer at once, as arrays: a million a second.

Rules that depend on one side alone call the same functions as `fitness`. Only the rules that need both sides are
written again here; tests/flows/rules/matching/test_assignment.py checks that both give the same answer for every pair.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from flows.rules.matching import weights
from flows.rules.matching.matching import (
    NEVER,
    Candidate,
    Choice,
    Wish,
    alone_against,
    calls_left,
    fitness,
    leaves_at,
    may_take_danger,
    span,
    word_stands,
)

CODES = (
    "themselves", "refused-pair", "asleep", "paused", "asked-now", "busy", "cap-reached", "shift-cap-reached",
    "resting", "passed", "taken-back", "asked-enough", "silent-at-night", "too-soon-to-ask-again",
    "other-language", "gender", "not-on-duty", "ends-before", "no-to-danger", "not-ready-for-danger",
)  # fmt: skip
"""The hard reasons, in the order of `fitness`; each is one bit of `Pairs.against`."""
_BIT = {code: 1 << place for place, code in enumerate(CODES)}
_UNKNOWN = 1 << len(CODES)
"""The bit for a volunteer who was not given as a candidate for this callback."""

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """All pairs of wishes and volunteers.

    Rows are the wishes as given. Columns are volunteers: the longest without an offer first, then by id, so that the
    first of equal scores is the one whom `rank` would put first. `against` has one bit for each hard reason. `score` is
    in thousandths of a point, and valid only where `against` is 0.
    """

    wishes: Sequence[Wish]
    volunteers: tuple[int, ...]
    against: Ints
    score: Ints
    now: datetime
    rest: timedelta
    everyone: Mapping[int, Candidate]
    special: Mapping[tuple[int, int], Candidate]

    def choice(self, row: int, column: int) -> Choice:
        """The pair as a Choice with its reasons. The pair must be possible (`against` is 0)."""
        wish, volunteer_id = self.wishes[row], self.volunteers[column]
        candidate = self.special.get((wish.callback_id, volunteer_id)) or self.everyone[volunteer_id]
        choice = fitness(wish, candidate, now=self.now, rest=self.rest)
        assert isinstance(choice, Choice), "the arrays and the rules disagree"  # noqa: S101 - a hard rule
        return choice

    def counts(self, row: int) -> list[tuple[str, int]]:
        """Which hard reasons keep volunteers from this callback, and how many volunteers each."""
        bits = self.against[row]
        found = ((code, int(np.count_nonzero(bits & bit))) for code, bit in _BIT.items())
        return [(code, count) for code, count in found if count]


def pairs(
    wishes: Sequence[Wish],
    everyone: Sequence[Candidate],
    special: Mapping[int, Sequence[Candidate]],
    *,
    now: datetime,
    rest: timedelta,
) -> Pairs:
    """Judge every pair of one wish or more; `everyone` and `special` are as in `assignment.Pool`.

    ValueError: a callback or a volunteer was given twice.
    """
    usual = {c.volunteer_id: c for c in everyone}
    row = {w.callback_id: at for at, w in enumerate(wishes)}
    if len(usual) < len(everyone) or len(row) < len(wishes):
        raise ValueError("a callback or a volunteer was given twice")
    known = {(id, c.volunteer_id): c for id, given in special.items() if id in row for c in given}
    columns = _columns(usual, known.values())
    against, score = _arrays(wishes, columns, now, rest)
    against[:, _truths(c.volunteer_id not in usual for c in columns)] = _UNKNOWN
    place = {c.volunteer_id: at for at, c in enumerate(columns)}
    for (callback_id, volunteer_id), candidate in known.items():
        at = row[callback_id], place[volunteer_id]
        found = fitness(wishes[at[0]], candidate, now=now, rest=rest)
        if isinstance(found, Choice):
            against[at], score[at] = 0, weights.thousandths(found.score)
        else:
            against[at] = sum(_BIT[reason.code] for reason in found.why)
    return Pairs(wishes, tuple(place), against, score, now, rest, usual, known)


def _columns(usual: dict[int, Candidate], known: Iterable[Candidate]) -> list[Candidate]:
    found = {c.volunteer_id: c for c in sorted(known, key=_place, reverse=True)} | usual
    return sorted(found.values(), key=_place)


def _place(c: Candidate) -> tuple[datetime, int]:
    return c.last_asked_at or NEVER, c.volunteer_id


def _arrays(wishes: Sequence[Wish], cs: list[Candidate], now: datetime, rest: timedelta) -> tuple[Ints, Ints]:
    spans = [span(w, now) for w in wishes]
    starts, overs = (_column(_times(side)) for side in ([s for s, _ in spans], [o for _, o in spans]))
    willing = _times((c.willing_from for c in cs), none=_FAR) <= starts
    return _against(wishes, cs, overs, willing, now, rest), _score(wishes, cs, willing, now)


def _against(
    wishes: Sequence[Wish], cs: list[Candidate], overs: Ints, willing: Truths, now: datetime, rest: timedelta
) -> Ints:
    alone = _ints(sum(_BIT[reason.code] for reason in alone_against(c, now, rest)) for c in cs)
    speaks = {asked: _truths(asked in c.languages for c in cs) for asked in {w.language for w in wishes}}
    suits = {asked: _truths(asked in (None, c.gender) for c in cs) for asked in {w.gender for w in wishes}}
    on_duty = _truths(c.on_duty for c in cs)
    ends = _times((leaves_at(c) for c in cs), none=_FAR)
    refused = _truths(c.takes_danger is False for c in cs)
    unready = _truths(not may_take_danger(c) for c in cs) & ~refused
    in_danger = refused * _BIT["no-to-danger"] | unready * _BIT["not-ready-for-danger"]
    against = np.broadcast_to(alone, willing.shape).copy()
    for row, wish in enumerate(wishes):
        against[row] |= ~speaks[wish.language] * _BIT["other-language"] | ~suits[wish.gender] * _BIT["gender"]
        against[row] |= in_danger * int(wish.danger)
    against |= ~(on_duty | willing) * _BIT["not-on-duty"]
    against |= ((ends < overs) & ~willing) * _BIT["ends-before"]
    return against


def _score(wishes: Sequence[Wish], cs: list[Candidate], willing: Truths, now: datetime) -> Ints:
    gone = [weights.pressure(w.requested_at, w.promised_by, now) for w in wishes]
    stands = _truths(word_stands(c) for c in cs)
    times = _ints(c.times_asked for c in cs)
    by_times = _table(
        [weights.likely_points(weights.NOT_ASKED_YET, n, g) for n in range(int(times.max(initial=0)) + 1)]
        for g in gone
    )
    said = _table([weights.likely_points(weights.SAID_THEY_CAN, 0, g)] for g in gone)
    score = np.where(willing & stands, said, by_times[:, times])
    score = score + _ints(
        weights.thousandths(
            weights.fair_points(c.asked_lately, c.last_asked_at, calls_left(c), leaves_at(c), now)
        )
        for c in cs
    )
    shared = _shared(wishes, cs)
    most = int(shared.max(initial=0)) + 1
    by_count = _table([weights.shared_points(n, g) for n in range(most)] for g in gone)
    score += np.take_along_axis(by_count, shared, axis=1)
    wants_same = _truths(c.wants_same for c in cs)
    place = {c.volunteer_id: at for at, c in enumerate(cs)}
    for row, (wish, g) in enumerate(zip(wishes, gone, strict=True)):
        if wish.same:
            score[row] += wants_same * weights.thousandths(weights.match_points(weights.SAME, g))
        if wish.named_volunteer in place:
            score[row, place[wish.named_volunteer]] += weights.thousandths(
                weights.match_points(weights.NAMED, g)
            )
    return score


def _shared(wishes: Sequence[Wish], cs: list[Candidate]) -> Ints:
    known = sorted(frozenset[str]().union(*(w.about for w in wishes)))
    chosen = np.array([[slug in w.about for slug in known] for w in wishes], dtype=np.float32)
    lived = np.array([[slug in c.experiences for slug in known] for c in cs], dtype=np.float32)
    shape = len(wishes), len(known), len(cs)
    counts = chosen.reshape(shape[:2]) @ lived.reshape(shape[2], shape[1]).T
    return counts.astype(np.int64)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FAR = np.iinfo(np.int64).max


def _times(times: Iterable[datetime | None], none: int = 0) -> Ints:
    return _ints(none if at is None else (at - _EPOCH) // timedelta(microseconds=1) for at in times)


def _ints(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _truths(facts: Iterable[bool]) -> Truths:
    return np.fromiter(facts, dtype=np.bool_)


def _column(row: Ints) -> Ints:
    return row[:, np.newaxis]


def _table(rows: Iterable[list[float]]) -> Ints:
    return np.array([[weights.thousandths(points) for points in row] for row in rows], dtype=np.int64)
