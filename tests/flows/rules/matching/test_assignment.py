"""Many wait at once: as many served as can be, the most urgent of them, and then the best matches."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.matching.assignment import Assignment, Pool, assign, one_by_one, urgency_of
from flows.rules.matching.matching import Candidate, Choice, Wish, fitness, rank
from flows.rules.matching.pairs import CODES, pairs
from flows.rules.matching.weights import thousandths
from tests.kits.line import NOON
from tests.kits.matching_cases import REST, any_candidate, any_wish, volunteer, wish

GRIEF = frozenset({"grief"})


RANDOM = st.integers(0, 2**32).map(Random)
TWICE_AS_MANY = settings(max_examples=200)


def evening(waiting: int, volunteers: int, random: Random) -> tuple[list[Wish], Pool]:
    """Some who wait, some who could be asked, and for some pairs a past of their own."""
    wishes = [any_wish(random, id) for id in random.sample(range(100), waiting)]
    everyone = [any_candidate(random, id) for id in random.sample(range(1, 9), volunteers)]
    asked = {c.volunteer_id: c.last_asked_at for c in everyone}
    special: dict[int, list[Candidate]] = {}
    for each in wishes:
        past = [any_candidate(random, id) for id in random.sample(range(1, 9), random.randint(0, 2))]
        special[each.callback_id] = [
            replace(c, last_asked_at=asked.setdefault(c.volunteer_id, c.last_asked_at)) for c in past
        ]
    return wishes, Pool(everyone, special)


EVENINGS = st.builds(evening, st.integers(1, 5), st.integers(0, 5), RANDOM)


def urgency_for(waiting: Sequence[Wish], random: Random) -> dict[int, float]:
    """Few levels, so that many are equally urgent and matches decide."""
    return {w.callback_id: float(random.randint(1, 3)) for w in waiting}


def seen(asked: Wish, pool: Pool) -> dict[int, Candidate]:
    """The candidates of one callback, as `Pool` says."""
    usual = {c.volunteer_id: c for c in pool.everyone}
    return usual | {c.volunteer_id: c for c in pool.special.get(asked.callback_id, ())}


def choices(asked: Wish, pool: Pool) -> dict[int, Choice]:
    found = (fitness(asked, c, now=NOON, rest=REST) for c in seen(asked, pool).values())
    return {each.volunteer_id: each for each in found if isinstance(each, Choice)}


def value(found: Assignment, urgency: dict[int, float]) -> tuple[float, int]:
    return sum(urgency[p.callback_id] for p in found.pairs), thousandths(found.score)


def every_way(
    waiting: Sequence[Wish], pool: Pool, urgency: dict[int, float], taken: frozenset[int] = frozenset()
) -> Iterator[tuple[float, int]]:
    if not waiting:
        yield 0.0, 0
        return
    first, *others = waiting
    yield from every_way(others, pool, urgency, taken)
    for id, choice in choices(first, pool).items():
        if id not in taken:
            for served, score in every_way(others, pool, urgency, taken | {id}):
                yield served + urgency[first.callback_id], score + thousandths(choice.score)


@TWICE_AS_MANY
@given(EVENINGS)
def test_the_arrays_and_the_rules_agree_on_every_pair(some: tuple[list[Wish], Pool]) -> None:
    waiting, pool = some
    table = pairs(waiting, pool.everyone, pool.special, now=NOON, rest=REST)
    for row, asked in enumerate(waiting):
        known = seen(asked, pool)
        for column, id in enumerate(table.volunteers):
            bits = int(table.against[row, column])
            if id not in known:
                assert bits, "who was not given is not possible"
                continue
            found = fitness(asked, known[id], now=NOON, rest=REST)
            if isinstance(found, Choice):
                assert bits == 0
                assert int(table.score[row, column]) == thousandths(found.score)
                assert table.choice(row, column) == found
            else:
                assert [code for place, code in enumerate(CODES) if bits >> place & 1] == [
                    reason.code for reason in found.why
                ]


@TWICE_AS_MANY
@given(EVENINGS, RANDOM)
def test_no_other_way_serves_more_urgent_callbacks_or_as_many_with_better_matches(
    some: tuple[list[Wish], Pool], random: Random
) -> None:
    waiting, pool = some
    urgency = urgency_for(waiting, random)
    best = value(assign(waiting, pool, now=NOON, rest=REST, urgency=urgency), urgency)
    assert best == max(every_way(waiting, pool, urgency))


@TWICE_AS_MANY
@given(EVENINGS, RANDOM)
def test_together_is_never_worse_than_one_by_one(some: tuple[list[Wish], Pool], random: Random) -> None:
    waiting, pool = some
    urgency = urgency_for(waiting, random)
    together = assign(waiting, pool, now=NOON, rest=REST, urgency=urgency)
    alone = one_by_one(waiting, pool, now=NOON, rest=REST, urgency=urgency)
    assert value(together, urgency) >= value(alone, urgency)
    assert len(together.pairs) >= len(alone.pairs)


@TWICE_AS_MANY
@given(EVENINGS)
def test_no_hard_rule_is_broken_and_nobody_is_in_two_pairs_and_nobody_is_forgotten(
    some: tuple[list[Wish], Pool],
) -> None:
    waiting, pool = some
    by_id = {w.callback_id: w for w in waiting}
    for found in (assign(waiting, pool, now=NOON, rest=REST), one_by_one(waiting, pool, now=NOON, rest=REST)):
        for pair in found.pairs:
            fits = choices(by_id[pair.callback_id], pool)[pair.choice.volunteer_id]
            assert fits.score == pair.choice.score
            assert fits.why == tuple(r for r in pair.choice.why if r.code != "assigned-together")
        volunteers = [pair.choice.volunteer_id for pair in found.pairs]
        assert len(set(volunteers)) == len(volunteers)
        everyone = [pair.callback_id for pair in found.pairs] + [left.callback_id for left in found.unserved]
        assert sorted(everyone) == sorted(by_id)
        for left in found.unserved:
            fit = choices(by_id[left.callback_id], pool)
            assert left.why[0].code == ("all-taken" if fit else "nobody-fits")


@TWICE_AS_MANY
@given(EVENINGS, RANDOM)
def test_the_order_in_which_they_are_given_changes_nothing(
    some: tuple[list[Wish], Pool], random: Random
) -> None:
    waiting, pool = some
    shuffled = random.sample(waiting, len(waiting))
    special = {id: random.sample(list(cs), len(cs)) for id, cs in reversed([*pool.special.items()])}
    other = Pool(random.sample(list(pool.everyone), len(pool.everyone)), special)
    for way in (assign, one_by_one):
        assert way(waiting, pool, now=NOON, rest=REST) == way(shuffled, other, now=NOON, rest=REST)


@TWICE_AS_MANY
@given(EVENINGS)
def test_one_by_one_is_the_ranking_of_each_in_the_order_of_the_queue(
    some: tuple[list[Wish], Pool],
) -> None:
    waiting, pool = some
    taken: dict[int, int] = {}
    queue = sorted(waiting, key=lambda w: (-urgency_of(w, NOON), w.requested_at, w.callback_id))
    for asked in queue:
        free = [c for id, c in seen(asked, pool).items() if id not in taken.values()]
        for best in rank(asked, free, now=NOON, rest=REST).choices[:1]:
            taken[asked.callback_id] = best.volunteer_id
    found = one_by_one(waiting, pool, now=NOON, rest=REST)
    assert {p.callback_id: p.choice.volunteer_id for p in found.pairs} == taken
    assert not any(r.code == "assigned-together" for p in found.pairs for r in p.choice.why)


def test_the_only_volunteer_who_speaks_spanish_is_kept_for_a_participant_who_does() -> None:
    first = wish(callback_id=1, requested_at=NOON - timedelta(minutes=5))
    spanish = wish(callback_id=2, language="es")
    only = volunteer(1, languages=("en", "es"))
    other = volunteer(2, asked_lately=5)
    alone = one_by_one([first, spanish], Pool([only, other]), now=NOON, rest=REST)
    assert [(p.callback_id, p.choice.volunteer_id) for p in alone.pairs] == [(1, 1)]
    found = assign([first, spanish], Pool([only, other]), now=NOON, rest=REST)
    assert [(p.callback_id, p.choice.volunteer_id) for p in found.pairs] == [(1, 2), (2, 1)]
    said = [[r.detail for r in p.choice.why if r.code == "assigned-together"] for p in found.pairs]
    assert said == [["not volunteer 1"], ["else nobody"]]


def test_a_volunteer_who_would_have_been_asked_anyway_is_not_called_assigned_together() -> None:
    [pair] = assign([wish()], Pool([volunteer(1)]), now=NOON, rest=REST).pairs
    assert [r.code for r in pair.choice.why] == ["not-asked-yet", "fair"]


def test_with_too_few_volunteers_the_most_urgent_are_served_though_others_match_better() -> None:
    match = wish(callback_id=1, about=GRIEF)
    low = wish(callback_id=2, severity=2)
    found = assign([match, low], Pool([volunteer(1, experiences=GRIEF)]), now=NOON, rest=REST)
    assert [p.callback_id for p in found.pairs] == [2]
    assert [(left.callback_id, left.why[0].code) for left in found.unserved] == [(1, "all-taken")]


def test_a_callback_that_cannot_be_served_says_what_is_against_how_many() -> None:
    resting = volunteer(1, resting_until=NOON + REST, languages=("es",))
    pool = Pool([resting, volunteer(2, languages=("es",))], {2: [volunteer(3)]})
    [left] = assign([wish()], pool, now=NOON, rest=REST).unserved
    assert [(r.code, r.detail) for r in left.why] == [
        ("nobody-fits", ""), ("resting", "1 volunteers"), ("other-language", "2 volunteers"),
    ]  # fmt: skip


def test_of_equals_the_longest_without_an_offer_is_taken_first_then_the_lower_id() -> None:
    days = {5: 2, 6: 3, 7: 3}
    everyone = [volunteer(id, last_asked_at=NOON - timedelta(days=ago)) for id, ago in days.items()]
    waiting = [wish(callback_id=id, requested_at=NOON - timedelta(minutes=9 - id)) for id in (1, 2, 3)]
    found = one_by_one(waiting, Pool(everyone), now=NOON, rest=REST)
    assert [pair.choice.volunteer_id for pair in found.pairs] == [6, 7, 5]


def test_severity_comes_before_age_but_nobody_starves() -> None:
    old = wish(requested_at=NOON - timedelta(hours=3))
    severe = wish(severity=1)
    assert urgency_of(severe, NOON) > urgency_of(old, NOON)
    oldest = replace(old, requested_at=NOON - timedelta(hours=12, minutes=1))
    assert urgency_of(oldest, NOON) > urgency_of(wish(severity=3), NOON)
    assert urgency_of(replace(old, starts_at=NOON + timedelta(hours=4)), NOON) < urgency_of(wish(), NOON)


def test_nobody_waiting_and_nobody_to_ask_are_no_errors() -> None:
    for way in (assign, one_by_one):
        assert way([], Pool([volunteer(1)]), now=NOON, rest=REST) == Assignment((), ())
        [left] = way([wish()], Pool(), now=NOON, rest=REST).unserved
        assert [r.code for r in left.why] == ["nobody-fits"]


def test_each_callbacks_own_candidates_can_be_given_instead_of_a_pool() -> None:
    found = assign([wish(callback_id=7)], {7: [volunteer(1)], 8: [volunteer(2)]}, now=NOON, rest=REST)
    assert [(p.callback_id, p.choice.volunteer_id) for p in found.pairs] == [(7, 1)]


def test_giving_somebody_twice_is_refused() -> None:
    for waiting, everyone in (([wish(), wish()], [volunteer(1)]), ([wish()], [volunteer(1), volunteer(1)])):
        with pytest.raises(ValueError, match="twice"):
            assign(waiting, Pool(everyone), now=NOON, rest=REST)
