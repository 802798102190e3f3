"""A month in figures: what is counted, what is left out, who may see small ones, and what a file of it holds."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from console.web.figures.cells import Cells, unsafe
from store.accounts import accounts
from store.figures import figures
from store.figures.figures_duty import merged, shared
from store.models import (
    AccountKnows,
    Alert,
    AuditEntry,
    Callback,
    Checkin,
    Contact,
    Inbound,
    Shift,
    Slot,
    Volunteer,
)
from tests.kits.bridge import VOLUNTEER
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine
from tests.store.test_query_plans import asked, read_whole

AT = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def month_of(console: Console, at: datetime) -> figures.Month:
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    with console.line.db.look(console.line.clock()) as tx:
        return figures.of_month(tx, (first, (first + timedelta(days=32)).replace(day=1)))


def people(console: Console, count: int, at: datetime) -> list[int]:
    rows = [
        {
            "handle": f"Wren-{n}",
            "number_hash": f"h{n}",
            "number_sealed": "x",
            "language": "en",
            "created_at": at,
        }
        for n in range(count)
    ]
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(Contact), rows)
    return [row.id for row in console.line.rows(Contact) if row.handle.startswith("Wren-")]


def callback(console: Console, contact_id: int, at: datetime, **values: object) -> None:
    row = {
        "code": f"K{contact_id}",
        "contact_id": contact_id,
        "state": "completed",
        "language": "en",
        "requested_at": at,
        "promised_by": at + HOUR,
        "due_at": at + HOUR,
        "ended_at": at + 2 * HOUR,
    }
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(Callback).values(row | values))


def test_a_call_by_the_time_we_had_said_is_kept_and_a_later_one_is_late(console: Console) -> None:
    at = console.line.clock()
    one, two, three, four = people(console, 4, at)
    callback(console, one, at, connected_at=at + HOUR)
    callback(
        console, two, at, connected_at=at + HOUR + timedelta(seconds=1), late_told_at=at + HOUR, revised=1
    )
    callback(console, three, at, state="cancelled")
    callback(console, four, at, state="expired", language="es")
    found = month_of(console, at).asked
    assert (found.total, found.kept, found.late, found.put_off, found.told_late) == (4, 1, 1, 1, 1)
    assert found.outcomes == {"talked": 2, "called_off": 1, "not_reached": 0, "nobody_took": 1, "open": 0}
    assert found.languages == {"en": 3, "es": 1}


def test_who_chose_an_hour_waits_from_that_hour(console: Console) -> None:
    at = console.line.clock()
    [one] = people(console, 1, at)
    callback(console, one, at, not_before=at + 3 * HOUR, connected_at=at + 3 * HOUR + timedelta(minutes=7))
    waits = month_of(console, at).asked.waits
    assert waits is not None and waits.middle == timedelta(minutes=7)


def test_texts_of_volunteers_and_of_who_is_on_call_are_nobodys_contact(console: Console) -> None:
    line = console.line
    line.volunteer(VOLUNTEER)
    line.text(VOLUNTEER, "ON")
    line.text("+12025550111", "HI")
    line.text("+12025550111", "MENU")
    found = month_of(console, line.clock())
    assert (found.texts, found.people, found.new) == (2, 1, 1)


def test_two_phones_of_one_person_are_one_person(console: Console) -> None:
    at = console.line.clock()
    one, two = people(console, 2, at)
    with console.line.db.begin(at) as tx:
        tx.run(update(Contact).where(Contact.id == two).values(same_as=one))
        tx.run(insert(Checkin), [{"contact_id": each, "channel": "voice", "at": at} for each in (one, two)])
    found = month_of(console, at)
    assert (found.people, found.new, found.checkins["voice"]) == (1, 1, 2)


def test_what_became_a_crisis_is_one_and_tests_are_no_alerts(console: Console) -> None:
    at = console.line.clock()
    rows = [
        {"kind": "check", "at": at, "crisis_at": at, "acknowledged_at": at + timedelta(minutes=3)},
        {"kind": "check", "at": at, "crisis_at": None, "acknowledged_at": None},
        {"kind": "test", "at": at, "crisis_at": None, "acknowledged_at": None},
    ]
    with console.line.db.begin(at) as tx:
        tx.run(insert(Alert), rows)
    found = month_of(console, at).alerts
    assert {tier: (each.count, each.untaken) for tier, each in found.items()} == {
        "crisis": (1, 0),
        "check": (1, 1),
        "other": (0, 0),
    }
    assert found["crisis"].taken is not None and found["crisis"].taken.middle == timedelta(minutes=3)


def test_hours_with_nobody_are_those_of_the_slots_that_no_shift_covers(console: Console) -> None:
    line = console.line
    line.volunteer(VOLUNTEER)
    [sam] = line.rows(Volunteer)
    day = line.clock().replace(hour=20, minute=0, second=0, microsecond=0) - timedelta(days=1)
    shift = {"volunteer_id": sam.id, "state": "over", "created_at": day}
    with line.db.begin(line.clock()) as tx:
        tx.run(insert(Shift).values(starts_at=day, ends_at=day + HOUR, **shift))
        local = day.astimezone(ZoneInfo(tx.line.timezone))
        tx.run(
            insert(Slot).values(
                days="0123456",
                starts=f"{local:%H:%M}",
                ends=f"{local + 3 * HOUR:%H:%M}",
                minimum=1,
                first=f"{local:%Y-%m-%d}",
                last=f"{local:%Y-%m-%d}",
                created_at=day,
            )
        )
        found = figures.of_month(tx, (day - timedelta(days=2), day + timedelta(days=2))).duty
    assert (found.volunteers, found.hours, found.wanted, found.unstaffed) == (1, HOUR, 3 * HOUR, 2 * HOUR)


def test_stretches_are_joined_and_what_they_share_is_counted_once() -> None:
    one = merged([(AT, AT + 2 * HOUR), (AT + HOUR, AT + 3 * HOUR), (AT + 5 * HOUR, AT + 6 * HOUR)])
    assert one == [(AT, AT + 3 * HOUR), (AT + 5 * HOUR, AT + 6 * HOUR)]
    assert shared(one, [(AT + 2 * HOUR, AT + 6 * HOUR)]) == 2 * HOUR


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 100, "b": 40, "c": 0}, set()),
        ({"a": 100, "b": 40, "c": 3}, {"b", "c"}),
        ({"a": 100, "b": 2, "c": 3}, {"a", "b", "c"}),
        ({"a": 100, "b": 7, "c": 8}, {"b", "c"}),
        ({"a": 4}, {"a"}),
    ],
)
def test_what_would_give_a_small_figure_away_is_left_out_too(
    counts: dict[str, int], hidden: set[str]
) -> None:
    assert unsafe(counts) == hidden


def test_a_time_that_could_be_one_persons_is_not_shown() -> None:
    few = figures.spread([HOUR] * 9)
    assert Cells("en", hides=True).spread(few) == "not shown"
    assert Cells("en", hides=False).spread(few) == "half within 60 min, 9 of 10 within 60 min"


def filled(console: Console) -> Browser:
    at = console.line.clock()
    for each in people(console, 30, at):
        callback(console, each, at, connected_at=at + HOUR)
    [*_, last] = console.line.rows(Contact)
    callback(console, last.id, at, code="Q1", state="cancelled")
    return console.signed_in("coordinator")


def test_small_figures_are_for_coordinators_not_for_auditors_nor_who_knows_somebody(console: Console) -> None:
    browser = filled(console)
    assert (
        "Talks asked for: 31. Came about: 30. By the time we&#39;d said: 30."
        in browser.get("/console/figures").text
    )
    auditor = console.signed_in("auditor").get("/console/figures").text
    assert "Talks asked for: not shown. Came about: 30." in auditor and ">31<" not in auditor
    console.signed_in("supervisor")
    contact = console.line.rows(Contact)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        known = accounts.find(tx, "supervisor@example.org")
        assert known is not None
        tx.run(insert(AccountKnows).values(account_id=known.id, contact_id=contact, said_at=tx.now))
    assert "Talks asked for: not shown." in console.signed_in("supervisor").get("/console/figures").text


def test_facilitators_have_no_figures(console: Console) -> None:
    assert console.signed_in("facilitator").get("/console/figures").status_code == 403


def test_a_file_hides_small_figures_from_everybody_and_stands_in_the_log(console: Console) -> None:
    browser = filled(console)
    month = f"{console.line.clock():%Y-%m}"
    answer = browser.post("/console/figures/csv", {"month": month}, page="/console/figures")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    found = {figure: value for _, figure, value in rows}
    assert (found["Came about"], found["Called off"], found["Asked for"]) == ("30", "under 10", "not shown")
    [entry] = [row.entry for row in console.line.rows(AuditEntry) if "figures downloaded" in row.entry]
    assert month in entry


@pytest.mark.parametrize(
    "month", ["2026-13", "9999-01", "1990-01", "x" * 4000, "٢٠٢٦-١١", "2026-11\x00", "<b>"]
)
def test_a_month_that_is_none_is_said_to_be_none(console: Console, month: str) -> None:
    browser = console.signed_in("auditor")
    answer = browser.get(f"/console/figures?month={month}".replace("\x00", "%00"))
    assert (
        answer.status_code == 404 and "no figures for that month" in answer.text and "<b>" not in answer.text
    )
    sent = browser.post("/console/figures/csv", {"month": month}, page="/console/log")
    assert sent.status_code == 404
    assert not [row for row in console.line.rows(AuditEntry) if "figures" in row.entry]


def test_a_line_without_a_past_says_what_will_stand_here(console: Console) -> None:
    browser = console.signed_in("coordinator")
    assert "Nobody has been in touch yet." in browser.get("/console/figures").text
    people(console, 1, console.line.clock())
    earlier = (console.line.clock().replace(day=1) - timedelta(days=40)).strftime("%Y-%m")
    assert "Nothing is known of this month" in browser.get(f"/console/figures?month={earlier}").text


def test_no_table_that_grows_is_read_whole_for_a_month(console: Console) -> None:
    browser = filled(console)
    with asked(console.line.db.engine) as found:
        browser.get("/console/figures")
    assert [
        each for each in read_whole(console.line.db.engine, found.statements) if "happenings" not in each
    ] == []


def test_both_databases_count_the_same(line: TestLine) -> None:
    console = Console(line)
    filled(console)
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(
            insert(Inbound).values(
                sid="SM1", contact_id=None, words_sealed="x", crisis=False, received_at=tx.now
            )
        )
    found = month_of(console, console.line.clock())
    assert (found.asked.total, found.people, found.texts) == (31, 30, 0)
    with console.line.db.look(console.line.clock()) as tx:
        at = console.line.clock()
        assert figures.of_months(tx, [(at - 30 * HOUR, at - HOUR), (at, at + HOUR)]) == [
            figures.Sum(0, 0, 0),
            figures.Sum(31, 30, 30),
        ]
