"""Who is on in the days to come: shifts of the rota, and duty by word, each volunteer once at a time."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from flows.rules.promises.coverage import Stretch
from store.models import Callback, Shift, Volunteer
from store.staffing import forecast
from store.staffing.forecast import ON_BY_WORD, Outlook
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import NOON, TestLine

HOUR = timedelta(hours=1)


def shift(line: TestLine, volunteer_id: int, begins: int, ends: int, state: str = "planned") -> None:
    values = {"volunteer_id": volunteer_id, "state": state, "created_at": NOON}
    span = {"starts_at": NOON + begins * HOUR, "ends_at": NOON + ends * HOUR}
    with line.db.begin(NOON) as tx:
        tx.run(insert(Shift).values(**values, **span))


def outlook(line: TestLine, ahead: int = 12) -> Outlook:
    with line.db.begin(line.clock.at) as tx:
        return forecast.outlook(tx, until=line.clock.at + ahead * HOUR)


def on(line: TestLine) -> list[int]:
    return [hour.on for hour in outlook(line).hours]


def test_shifts_that_somebody_means_to_keep_count_and_no_others(line: TestLine) -> None:
    sam = line.volunteer(VOLUNTEER, "Sam", on_duty=False)
    kim = line.volunteer(SECOND, "Kim", on_duty=False)
    shift(line, sam, 1, 4, "confirmed")
    shift(line, kim, 3, 5)
    shift(line, kim, 6, 8, "dropped")
    found = outlook(line).hours
    assert [hour.on for hour in found] == [0, 1, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [hour.sure for hour in found][:6] == [0, 1, 1, 1, 0, 0]


def test_somebody_on_by_word_within_their_shift_counts_once(line: TestLine) -> None:
    sam = line.volunteer(VOLUNTEER, "Sam")
    shift(line, sam, 0, 6, "on")
    assert on(line) == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]


def test_on_without_an_end_is_reckoned_with_for_a_few_hours_and_on_3h_for_three(line: TestLine) -> None:
    sam = line.volunteer(VOLUNTEER, "Sam")
    assert on(line) == [1] * (ON_BY_WORD // HOUR) + [0] * (12 - ON_BY_WORD // HOUR)
    with line.db.begin(NOON) as tx:
        tx.run(update(Volunteer).where(Volunteer.id == sam).values(duty_until=NOON + 3 * HOUR))
    assert on(line) == [1] * 3 + [0] * 9


def test_demand_is_what_was_asked_for_and_a_call_cut_off_counts_once(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")
    line.text(PARTICIPANT, "CALL")
    assert outlook(line).demand.requests == 2
    with line.db.begin(NOON) as tx:
        tx.run(update(Callback).where(Callback.state == "waiting").values(reconnect_of=1))
    assert outlook(line).demand.requests == 1
    line.clock.at += timedelta(weeks=9)
    assert outlook(line).demand.requests == 0


def stretch(begins: int, lasts: int, sure: bool) -> Stretch:
    start: datetime = NOON + begins * HOUR
    return Stretch(start, start + lasts * HOUR, sure)


@given(st.lists(st.builds(stretch, st.integers(0, 20), st.integers(1, 6), st.booleans()), max_size=6))
def test_joined_stretches_never_overlap_cover_the_same_hours_and_are_as_sure(theirs: list[Stretch]) -> None:
    joined = forecast._joined(theirs)

    def at(hour: int, among: list[Stretch]) -> list[Any]:
        moment = NOON + hour * HOUR
        return [each.sure for each in among if each.starts_at <= moment < each.ends_at]

    for hour in range(28):
        were = at(hour, theirs)
        assert at(hour, joined) == ([any(were)] if were else [])
