"""`warmline plans`: what was agreed with somebody who calls often, and that the rules read it so."""

from datetime import UTC, datetime, time

import pytest

from flows.rules.promises.limits import CarePlan, Slot, may_ask
from store.callbacks import care_plans
from store.models import Callback, Contact
from store.offers.candidates import wish_of
from tests.console.commands.test_callbacks import Warmline
from tests.console.commands.test_callbacks import warmline as warmline
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine


@pytest.fixture
def handle(line: TestLine) -> str:
    """Somebody who asked for a call, and how coordinators speak of them."""
    line.text(PARTICIPANT, "CALL")
    return str(line.rows(Contact)[0].handle)


def plan(line: TestLine) -> CarePlan | None:
    them = line.rows(Contact)[0].id
    with line.db.begin(line.clock.at) as tx:
        return care_plans.plan_of(tx, them)


def test_without_a_plan_the_lines_own_limit_counts(line: TestLine, handle: str, warmline: Warmline) -> None:
    said = warmline("plans", "show", handle).output
    assert "has no care plan" in said
    assert plan(line) is None


def test_what_is_agreed_is_kept_and_the_rules_read_it(
    line: TestLine, handle: str, warmline: Warmline
) -> None:
    sam = line.volunteer(VOLUNTEER, "Sam Day")
    done = warmline(
        *(
            "plans",
            "set",
            handle.lower(),
            "--calls-a-day",
            "1",
            "--slot",
            "Mon 19:00 30",
            "--slot",
            "wed 9:05",
        ),
        *("--timezone", "America/Chicago", "--volunteer", "sam"),
    )
    assert done.exit_code == 0, done.output
    slots = (Slot(0, time(19), 30), Slot(2, time(9, 5), 30))
    kept = plan(line)
    assert kept == CarePlan(1, slots, "America/Chicago", sam)
    for line_said in (
        "calls a day: 1",
        "Mon 19:00, give or take 30 minutes (America/Chicago)",
        "asked first: Sam (",
    ):
        assert line_said in warmline("plans", "show", handle).output
    monday_evening = datetime(2026, 3, 3, 1, 10, tzinfo=UTC)
    assert may_ask(monday_evening, (), limit=3, zone="America/New_York", plan=kept).allowed
    [asked] = line.rows(Callback)
    with line.db.begin(line.clock.at) as tx:
        assert wish_of(tx, asked).named_volunteer == sam


def test_what_is_not_said_stays_and_new_times_take_the_place_of_the_old(
    line: TestLine, handle: str, warmline: Warmline
) -> None:
    warmline("plans", "set", handle, "--calls-a-day", "5", "--slot", "Mon 19:00 30")
    warmline("plans", "set", handle, "--slot", "Sun 08:00 15")
    kept = plan(line)
    assert kept is not None
    assert (kept.calls_per_day, kept.slots) == (5, (Slot(6, time(8), 15),))
    assert kept.zone == "America/New_York", "theirs, or the line's"


def test_a_cleared_plan_is_gone(line: TestLine, handle: str, warmline: Warmline) -> None:
    warmline("plans", "set", handle, "--calls-a-day", "5")
    assert "is gone" in warmline("plans", "clear", handle).output
    assert plan(line) is None
    assert "had no care plan" in warmline("plans", "clear", handle).output


@pytest.mark.parametrize(
    "wrong",
    [
        ("--slot", "Monday at seven"),
        ("--slot", "Mon 25:00 30"),
        ("--slot", "Mon 19:00 999"),
        ("--timezone", "Mars/Base"),
        ("--volunteer", "Nobody"),
        (),
    ],
)
def test_what_cannot_be_agreed_is_said_and_nothing_kept(
    line: TestLine, handle: str, warmline: Warmline, wrong: tuple[str, ...]
) -> None:
    done = warmline("plans", "set", handle, *wrong)
    assert done.exit_code == 1
    assert plan(line) is None


def test_a_handle_nobody_has_is_said_and_a_number_is_not_repeated(warmline: Warmline) -> None:
    for command in ("show", "clear"):
        assert "Nobody has the handle “Heron-1”" in warmline("plans", command, "Heron-1").output
        assert warmline("plans", command, PARTICIPANT).exit_code == 1
