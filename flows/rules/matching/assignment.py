"""Assigns volunteers to callbacks when many callbacks wait: decides whom to ask for which, all at once.

It serves as many callbacks as possible, the most urgent first; then it picks the best matches
(docs/adr/0014-who-is-asked.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.rules.matching.matching import Candidate, Choice, Reason, Wish, rank

if TYPE_CHECKING:
    from flows.rules.matching.pairs import Pairs

SEVERITY_COMES_BEFORE = timedelta(hours=4)
"""A request that came this much earlier goes before one that is a level more severe: nobody starves."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The volunteers who can be assigned.

    `everyone` has each volunteer once, as they are for a callback that they have no past with. `special` has, by
    callback id, the volunteers who do have a past with that callback (asked, passed, refused, willing, same again…);
    they replace their entry in `everyone`. So only these need an object for each pair. What belongs to the volunteer
    rather than to the pair (`last_asked_at`, cap, rest…) must be the same in both.
    """

    everyone: Sequence[Candidate] = ()
    special: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """One callback, and the volunteer to ask for it."""

    callback_id: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Unserved:
    """A callback for which nobody is left, and why.

    Either all who fit go to other callbacks, or nobody fits: then each reason says for how many volunteers it holds.
    """

    callback_id: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Pairs and callbacks left over, both in the order of the queue. No volunteer and no callback is in two pairs."""

    pairs: tuple[Pair, ...]
    unserved: tuple[Unserved, ...]

    @property
    def score(self) -> float:
        """The sum of the pairs' scores."""
        return sum(round(pair.choice.score * 1000) for pair in self.pairs) / 1000


def assign(
    wishes: Sequence[Wish],
    candidates: Pool | Mapping[int, Sequence[Candidate]],
    *,
    now: datetime,
    rest: timedelta,
    urgency: Mapping[int, float] | None = None,
) -> Assignment:
    """The best assignment. Each callback of `wishes` is in the result once.

    `candidates` is a `Pool`, or the candidates of every callback by its id; the latter takes seconds for hundreds of
    both. `urgency` is by callback id, higher first (`urgency_of` if not given); only its order counts. ValueError: a
    callback or a volunteer was given twice.
    """
    if not wishes:
        return Assignment((), ())
    order, table = _prepare(wishes, candidates, now, rest, urgency)
    alone = dict(_in_turn(table))
    served = _together(table, order)
    return _result(table, served, alone)


def for_one(
    wish: Wish,
    others: Sequence[Wish],
    pool: Pool,
    *,
    more: int,
    now: datetime,
    rest: timedelta,
    urgency: Mapping[int, float] | None = None,
) -> list[Choice]:
    """The volunteers to offer this callback, best first, when `others` wait with nobody asked.

    Alone in line: simply the best. Otherwise first the one who is best for it when all are served together; then, as
    more are to be asked, those whom none of the others needs. `urgency`: as for `assign`.
    """
    special = {each.volunteer_id: each for each in pool.special.get(wish.callback_id, ())}
    known = [each for each in pool.everyone if each.volunteer_id not in special] + [*special.values()]
    if not others:
        return list(rank(wish, known, now=now, rest=rest).choices)
    plan = assign([wish, *others], pool, now=now, rest=rest, urgency=urgency)
    mine = [pair.choice for pair in plan.pairs if pair.callback_id == wish.callback_id]
    if len(mine) >= more:
        return mine
    planned = {pair.choice.volunteer_id for pair in plan.pairs}
    ranked = rank(wish, known, now=now, rest=rest).choices
    return mine + [choice for choice in ranked if choice.volunteer_id not in planned]


def one_by_one(
    wishes: Sequence[Wish],
    candidates: Pool | Mapping[int, Sequence[Candidate]],
    *,
    now: datetime,
    rest: timedelta,
    urgency: Mapping[int, float] | None = None,
) -> Assignment:
    """Serve the queue in its order, each callback taking the best volunteer who is left; arguments as for `assign`."""
    if not wishes:
        return Assignment((), ())
    _, table = _prepare(wishes, candidates, now, rest, urgency)
    alone = dict(_in_turn(table))
    return _result(table, alone, alone)


def urgency_of(wish: Wish, now: datetime) -> float:
    """The place in the queue, in minutes, higher first.

    The time waited, plus more for severity, minus the time until a wanted time that is still to come.
    """
    waited = now - wish.requested_at - max(wish.starts_at - now, timedelta(0))
    return (waited + wish.severity * SEVERITY_COMES_BEFORE) / timedelta(minutes=1)


def _prepare(
    wishes: Sequence[Wish],
    candidates: Pool | Mapping[int, Sequence[Candidate]],
    now: datetime,
    rest: timedelta,
    urgency: Mapping[int, float] | None,
) -> tuple[list[float], "Pairs"]:
    # numpy and scipy cost half a second and 50 MB: only a process that assigns loads them.
    from flows.rules.matching.pairs import pairs

    pool = candidates if isinstance(candidates, Pool) else Pool(special=candidates)
    urgent = {w.callback_id: urgency_of(w, now) for w in wishes} if urgency is None else urgency
    queue = sorted(wishes, key=lambda w: (-urgent[w.callback_id], w.requested_at, w.callback_id))
    return [urgent[w.callback_id] for w in queue], pairs(
        queue, pool.everyone, pool.special, now=now, rest=rest
    )


def _in_turn(table: "Pairs") -> list[tuple[int, int]]:
    import numpy as np

    # A possible pair is worth 0 or more, so -1 means nobody. Of equal scores, the first column is the right one.
    worth = np.where(table.against == 0, table.score, -1)
    taken: list[tuple[int, int]] = []
    if not table.volunteers:
        return taken
    for row in range(len(table.wishes)):
        column = int(worth[row].argmax())
        if worth[row, column] >= 0:
            taken.append((row, column))
            worth[:, column] = -1
    return taken


def _together(table: "Pairs", order: Sequence[float]) -> dict[int, int]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    # The sets of callbacks that can be served together form a matroid: the best set depends only on the order of
    # urgencies, and serving the urgent never lowers the number served. So ranks do; sums stay below 2**53, exact.
    ranks = {value: rank for rank, value in enumerate(sorted(set(order)), start=1)}
    possible = table.against == 0
    score = np.where(possible, table.score, 0)
    # More than all scores together, so that no match outweighs serving one more callback.
    one_served = int(score.max(initial=0)) * min(score.shape) + 1
    urgent = np.array([ranks[value] for value in order], dtype=np.float64)
    worth = np.where(possible, urgent[:, np.newaxis] * one_served + score, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if possible[r, c]}


def _result(table: "Pairs", served: Mapping[int, int], alone: Mapping[int, int]) -> Assignment:
    pairs: list[Pair] = []
    unserved: list[Unserved] = []
    for row, wish in enumerate(table.wishes):
        if row not in served:
            unserved.append(Unserved(wish.callback_id, _why_nobody(table, row)))
            continue
        choice = table.choice(row, served[row])
        if served[row] != alone.get(row):
            instead = f"not volunteer {table.volunteers[alone[row]]}" if row in alone else "else nobody"
            together = Reason("assigned-together", 0.0, instead)
            choice = replace(choice, why=(*choice.why, together))
        pairs.append(Pair(wish.callback_id, choice))
    return Assignment(tuple(pairs), tuple(unserved))


def _why_nobody(table: "Pairs", row: int) -> tuple[Reason, ...]:
    fit = int((table.against[row] == 0).sum())
    if fit:
        return (Reason("all-taken", 0.0, f"{fit} fit"),)
    against = (Reason(code, 0.0, f"{count} volunteers") for code, count in table.counts(row))
    return (Reason("nobody-fits"), *against)
