"""The promise from cover: who is on until when, who waits ahead, how long calls last; and when it cannot be kept."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.line import Line
from flows.rules.promises import promise
from flows.rules.promises.promise import Cover
from tests.flows.rules.promises.test_promise import DAYS, MOMENTS, NEW_YORK, NIGHTS, local
from tests.kits.line import LINE, NOON


def on(*hours: float | None, **more: object) -> Cover:
    """Volunteers whose duty ends so many hours after noon (None: open)."""
    ends = tuple(None if h is None else NOON + timedelta(hours=h) for h in hours)
    return Cover(ends, **more)  # type: ignore[arg-type]


def after(**by: float) -> datetime:
    return NOON + timedelta(**by)


COVERS = st.builds(
    lambda hours, more: on(*hours, **more),
    st.lists(st.none() | st.floats(0.01, 12), max_size=5),
    st.fixed_dictionaries(
        {
            "ahead": st.integers(0, 30),
            "in_calls": st.integers(0, 6),
            "call_minutes": st.sampled_from([0.05, 8.0, 20.0, 45.0]),
            "next_cover": st.none() | st.floats(-1, 30).map(lambda h: NOON + timedelta(hours=h)),
        }
    ),
)
PROMISING = st.sampled_from([LINE, DAYS, NIGHTS, replace(LINE, promise_minutes=0.2)])


def test_with_somebody_on_and_nobody_ahead_it_is_the_lines_own_promise() -> None:
    for cover in (on(None), on(3), on(0.1, None, in_calls=1), on(None, in_calls=1), on(None, ahead=3)):
        assert promise.promise_for(NOON, LINE, cover) == promise.make(NOON, LINE, anyone_on=True)


@given(MOMENTS, PROMISING)
def test_with_nobody_on_it_is_what_it_always_was(at: datetime, line: Line) -> None:
    assert promise.promise_for(at, line, Cover(())) == promise.make(at, line, anyone_on=False)
    ended = Cover((at, at - timedelta(hours=1)))
    assert promise.promise_for(at, line, ended) == promise.make(at, line, anyone_on=False)


def test_with_nobody_on_a_rota_says_when_there_is_cover() -> None:
    made = promise.promise_for(NOON, DAYS, Cover((), next_cover=after(hours=1)))
    assert (made.anyone_on, made.cover_from, made.by) == (False, after(hours=1), after(hours=3))


def test_with_too_many_ahead_it_is_later_in_quarters_of_an_hour_and_says_why() -> None:
    # Eight calls of twenty minutes are 2:40, and such a wait may well take 57 minutes more.
    made = promise.promise_for(NOON, LINE, on(None, ahead=8))
    assert made == promise.Promise(after(hours=3, minutes=45), True, None, made.why)
    assert made.why == "8 waiting ahead and 0 in calls, 1 on duty, about 20 min each"


def test_a_volunteer_in_a_call_cannot_take_the_next_yet() -> None:
    short = replace(LINE, promise_minutes=15)
    assert promise.promise_for(NOON, short, on(None, in_calls=1)).by == after(minutes=45)
    assert promise.promise_for(NOON, short, on(None, None, in_calls=1)).by == after(minutes=15)
    # Nobody is in more than one call, whatever was counted.
    assert promise.promise_for(NOON, short, on(None, in_calls=3)).by == after(minutes=45)


def test_more_volunteers_serve_the_same_queue_sooner() -> None:
    by = [promise.promise_for(NOON, LINE, on(*[None] * n, ahead=20)).by for n in (1, 2, 4, 8)]
    assert by == sorted(by, reverse=True)
    assert by[0] > by[1] > by[2] > by[3] == after(hours=2)


def test_when_all_duty_ends_before_its_turn_it_counts_from_the_next_cover() -> None:
    cover = on(1, 1.5, ahead=9)
    made = promise.promise_for(NOON, LINE, cover)
    assert (made.anyone_on, made.cover_from, made.by) == (False, None, after(hours=2))
    assert made.why == "everybody's duty ends before its turn would come"
    made = promise.promise_for(NOON, LINE, replace(cover, next_cover=after(hours=6)))
    assert (made.anyone_on, made.cover_from, made.by) == (False, after(hours=6), after(hours=8))


def test_duty_must_last_for_a_wait_that_is_longer_than_most() -> None:
    assert promise.promise_for(NOON, LINE, on(2.1, ahead=4)).anyone_on
    assert not promise.promise_for(NOON, LINE, on(1.9, ahead=4)).anyone_on


def test_whose_duty_is_over_and_a_shift_that_has_begun_count_for_nothing() -> None:
    alone = promise.promise_for(NOON, LINE, on(None, ahead=8))
    assert promise.promise_for(NOON, LINE, on(-1, 0, None, ahead=8)).by == alone.by
    begun = Cover((), next_cover=after(minutes=-30))
    assert promise.promise_for(NOON, LINE, begun) == promise.make(NOON, LINE, anyone_on=False)


def test_a_volunteer_who_stays_serves_when_the_others_are_gone() -> None:
    made = promise.promise_for(NOON, LINE, on(0.25, 0.25, None, ahead=9))
    # Two are served by those who leave; seven by the one who stays, who then is free at 2:20.
    assert made.anyone_on
    assert after(hours=2, minutes=20) < made.by <= after(hours=3)


@given(COVERS, PROMISING)
def test_it_is_never_earlier_than_the_line_promises_and_later_only_by_quarters(
    cover: Cover, line: Line
) -> None:
    made = promise.promise_for(NOON, line, cover)
    own = timedelta(minutes=line.promise_minutes)
    assert made.by >= NOON + own
    if made.anyone_on:
        assert cover.duty_ends
        assert made.cover_from is None
        assert bool(made.why) is (made.by != NOON + own)
        assert made.by == NOON + own or (made.by.minute % 15, made.by.second, made.by.microsecond) == (
            0,
            0,
            0,
        )
    else:
        assert made.by == (made.cover_from or NOON) + own


@given(COVERS, PROMISING, st.integers(1, 10))
def test_more_ahead_never_make_an_earlier_promise_nor_does_one_more_volunteer_a_later(
    cover: Cover, line: Line, more: int
) -> None:
    made = promise.promise_for(NOON, line, cover)
    longer = promise.promise_for(NOON, line, replace(cover, ahead=cover.ahead + more))
    if made.anyone_on and longer.anyone_on:
        assert longer.by >= made.by
    assert made.anyone_on or not longer.anyone_on
    helped = promise.promise_for(NOON, line, replace(cover, duty_ends=(*cover.duty_ends, None)))
    assert helped.anyone_on
    if made.anyone_on:
        assert helped.by <= made.by


@given(COVERS.filter(lambda c: c.call_minutes >= 8), st.randoms())
def test_a_queue_whose_calls_are_all_as_long_as_said_is_served_within_the_promise(
    cover: Cover, draw: random.Random
) -> None:
    """Served out call by call, the lengths drawn around the mean, whoever is free first taking the next."""
    cover = replace(cover, duty_ends=tuple(None for _ in cover.duty_ends), in_calls=0)
    if not cover.duty_ends:
        return
    free = [0.0] * len(cover.duty_ends)
    for _ in range(cover.ahead):
        free.sort()
        free[0] += cover.call_minutes * draw.uniform(0.8, 1.2)
    assert NOON + timedelta(minutes=min(free)) <= promise.promise_for(NOON, LINE, cover).by


def test_a_time_they_chose_is_kept_within_half_an_hour_or_what_the_line_promises() -> None:
    wanted = after(hours=20)
    assert promise.promise_for(NOON, LINE, on(None), wanted_at=wanted).by == wanted + timedelta(minutes=30)
    for minutes in (20.0, 0.5):
        brief = replace(LINE, promise_minutes=minutes)
        made = promise.promise_for(NOON, brief, on(None), wanted_at=wanted)
        assert made.by == wanted + timedelta(minutes=minutes)


def test_a_time_they_chose_that_is_past_means_as_soon_as_someone_can() -> None:
    for cover in (on(None), on(None, ahead=9), on()):
        now = promise.promise_for(NOON, LINE, cover)
        assert promise.promise_for(NOON, LINE, cover, wanted_at=NOON) == now
        assert promise.promise_for(NOON, LINE, cover, wanted_at=after(minutes=-5)) == now


def test_a_time_they_chose_waits_for_a_queue_that_reaches_beyond_it() -> None:
    soon = after(minutes=10)
    assert promise.promise_for(NOON, LINE, on(None, ahead=9), wanted_at=soon).by == after(hours=4)


def test_whether_anybody_will_be_on_at_the_time_they_chose_is_said_as_well_as_it_is_known() -> None:
    wanted = local(2026, 3, 4, 20, 0)

    def made(cover: Cover, line: Line = LINE) -> tuple[bool, datetime | None]:
        found = promise.promise_for(NOON, line, cover, wanted_at=wanted)
        return found.anyone_on, found.cover_from

    assert made(on(None)) == (True, None)
    assert made(on(2)) == (False, None)
    assert made(on(12)) == (True, None)
    assert made(on(12, ahead=60)) == (False, None)
    assert made(Cover((), next_cover=local(2026, 3, 4, 19))) == (True, None)
    assert made(Cover((), next_cover=local(2026, 3, 4, 21))) == (False, local(2026, 3, 4, 21))
    assert made(Cover(()), NIGHTS) == (True, None)
    assert made(Cover(()), DAYS) == (False, local(2026, 3, 5, 9))


def test_a_chosen_time_in_a_local_zone_gives_half_an_hour_that_passes_also_when_the_clocks_change() -> None:
    wanted = datetime(2026, 3, 8, 1, 45, tzinfo=NEW_YORK)
    made = promise.promise_for(NOON, LINE, on(None), wanted_at=wanted)
    assert made.by == local(2026, 3, 8, 3, 15)


def revised(cover: Cover, left: float = 30, line: Line = LINE, pace: float = 3) -> datetime | None:
    """What is said so many minutes before the promised time."""
    return promise.revise(NOON, after(minutes=left), line, cover, pace_minutes=pace)


def test_a_promise_that_can_be_kept_stands() -> None:
    assert revised(on(None)) is None
    assert revised(on(0.2)) is None
    assert revised(on(None, in_calls=1)) is None
    assert revised(on(None, None, ahead=2)) is None
    assert revised(Cover((), next_cover=after(minutes=15))) is None


def test_with_nobody_on_it_is_revised_before_it_is_broken() -> None:
    assert revised(on()) == after(hours=2)
    assert revised(on(-1)) == after(hours=2)
    assert revised(Cover((), next_cover=after(hours=3))) == after(hours=5)
    assert promise.revise(
        local(2026, 3, 4, 5), local(2026, 3, 4, 5, 30), DAYS, on(), pace_minutes=3
    ) == local(2026, 3, 4, 11)


def test_with_too_many_ahead_it_is_revised_to_when_they_are_served() -> None:
    assert revised(on(None, ahead=2)) == after(hours=1, minutes=15)
    assert revised(on(None, in_calls=1, ahead=6)) > after(hours=2)  # type: ignore[operator]


def test_a_promise_already_broken_is_put_off_from_now() -> None:
    assert revised(on(None), left=-120) == after(minutes=30)


def test_slow_takers_and_long_rings_are_reckoned_with() -> None:
    assert revised(on(None), left=10, pace=9.5) is not None
    assert revised(on(None), left=10, pace=8) is None
    assert revised(on(None), left=10, pace=8, line=replace(LINE, ring_seconds=90)) is not None


@given(COVERS, PROMISING, st.floats(-60, 60) | st.floats(0, 24 * 60), st.floats(0.01, 60))
def test_a_revised_time_is_at_least_half_an_hour_later_on_a_quarter_and_to_come(
    cover: Cover, line: Line, left: float, pace: float
) -> None:
    by = after(minutes=left)
    later = promise.revise(NOON, by, line, cover, pace_minutes=pace)
    if later is None:
        assert left > 0
        assert cover.duty_ends or promise.next_cover(NOON, line) or cover.next_cover
        return
    assert later >= max(by, NOON) + timedelta(minutes=30)
    assert (later.minute % 15, later.second, later.microsecond) == (0, 0, 0)


@given(COVERS, PROMISING, st.floats(0.1, 24 * 60), st.floats(0.01, 30))
def test_a_promise_put_off_once_can_be_kept_as_things_stand(
    cover: Cover, line: Line, left: float, pace: float
) -> None:
    later = promise.revise(NOON, after(minutes=left), line, cover, pace_minutes=pace)
    known = any(end is None for end in cover.duty_ends)
    if later is not None and known:
        assert promise.revise(NOON, later, line, cover, pace_minutes=pace) is None


def test_a_callback_closes_when_the_last_on_duty_can_no_longer_begin_it() -> None:
    def closes(cover: Cover) -> datetime | None:
        return promise.closes_at(cover, NOON, 15, after(hours=2))

    assert closes(on(0.5, 1)) == after(minutes=45)
    assert closes(on(0.5, None)) is None, "somebody has no end of duty"
    assert closes(on(0.5, 3)) is None, "the promise comes first"
    assert closes(on(1, next_cover=after(minutes=70))) is None, "others follow before the promise"
    assert closes(on(1, next_cover=after(hours=9))) == after(minutes=45)
    assert closes(on(0.1)) is None, "nobody could begin it even now"
    assert closes(on()) is None
