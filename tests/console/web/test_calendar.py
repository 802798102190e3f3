"""A volunteer's calendar over HTTP: read back by a calendar's own parser, open to nobody without the secret."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from console.web import calendar
from store.models import Inbound, Shift, Volunteer
from store.rota import open_shifts
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import LINE, ORIGIN, TestLine


@pytest.fixture
def line(lines: Callable[..., TestLine]) -> TestLine:
    """A line that knows its own address, with one volunteer on Mondays and Thursdays."""
    made = lines("sqlite", replace(LINE, origin=ORIGIN))
    made.app.register_blueprint(calendar.blueprint(made.db, made.clock))
    made.volunteer(VOLUNTEER, "Sam Okonkwo", on_duty=False)
    made.text(VOLUNTEER, "ZONE Eastern")
    made.text(VOLUNTEER, "SHIFT Mon Thu 7pm-10pm")
    return made


def address(line: TestLine, words: str = "CALENDAR", by: str = VOLUNTEER) -> str:
    found = re.search(rf"{ORIGIN}(/calendar/[a-z2-7]{{32}}\.ics) ", line.text(by, words))
    assert found is not None
    return found[1]


def fetched(line: TestLine, path: str, **headers: str) -> Any:
    return line.app.test_client().get(path, headers=headers)


def events(line: TestLine, path: str) -> list[Any]:
    response = fetched(line, path)
    assert (response.status_code, response.mimetype) == (200, "text/calendar")
    return list(Calendar.from_ical(response.data).walk("VEVENT"))


def test_a_calendar_reads_the_shifts_back_as_they_are(line: TestLine) -> None:
    first, second, *_ = events(line, address(line))
    assert first["DTSTART"].dt == datetime(2026, 3, 6, 0, 0, tzinfo=UTC), "Thursday 7 pm Eastern"
    assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(hours=3)
    assert second["DTSTART"].dt == datetime(2026, 3, 9, 23, 0, tzinfo=UTC), "Monday, on summer time by then"
    assert {(str(one["SUMMARY"]), str(one["STATUS"])) for one in (first, second)} == {("Shift", "TENTATIVE")}
    assert first["UID"] != second["UID"]


def test_what_is_confirmed_or_given_back_says_so_under_the_same_name(line: TestLine) -> None:
    path = address(line)
    before = events(line, path)
    line.text(VOLUNTEER, "HERE")
    line.text(VOLUNTEER, "DROP MON")
    after = events(line, path)
    assert [one["UID"] for one in after] == [one["UID"] for one in before]
    assert [str(one["STATUS"]) for one in after[:3]] == ["CONFIRMED", "CANCELLED", "TENTATIVE"]
    assert [int(one["SEQUENCE"]) for one in after[:3]] == [1, 2, 0]


def test_what_is_theirs_again_comes_after_what_was_given_back(line: TestLine) -> None:
    path = address(line)
    seen = [int(events(line, path)[0]["SEQUENCE"])]
    for words in ("AWAY tomorrow", "AWAY OFF", "HERE", "AWAY tomorrow"):
        line.text(VOLUNTEER, words)
        seen.append(int(events(line, path)[0]["SEQUENCE"]))
    assert seen == sorted(set(seen)), "a calendar keeps what has the higher one"


def test_it_may_be_looked_at_without_being_fetched_and_asks_for_no_more_than_utc(line: TestLine) -> None:
    path = address(line)
    assert fetched(line, path[:10] + path[10].upper() + path[11:]).status_code == 200
    head = line.app.test_client().head(path)
    full = fetched(line, path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == full.headers["ETag"]
    assert "TZID" not in full.text, "every time is a moment: no calendar reckons daylight saving as we do"
    assert full.text.count("BEGIN:VEVENT") == len(
        re.findall(r"^DTEND:\d{8}T\d{6}Z\r$", full.text, re.MULTILINE)
    )
    assert all(len(row.encode()) <= 75 for row in full.text.split("\r\n"))


def test_somebody_elses_and_nobodys_shifts_are_in_no_calendar(line: TestLine) -> None:
    path = address(line)
    count = len(events(line, path))
    line.volunteer(SECOND, "Ruth", on_duty=False)
    line.text(SECOND, "ZONE Eastern")
    line.text(SECOND, "SHIFT Sat 7pm-10pm")
    with line.db.begin(line.clock.at) as tx:
        open_shifts.open_shift(tx, line.clock.at, line.clock.at + timedelta(hours=2))
    assert len(events(line, path)) == count
    mine = {one["UID"] for one in events(line, path)}
    assert not mine & {one["UID"] for one in events(line, address(line, by=SECOND))}


def test_it_tells_nothing_about_anybody_nor_about_the_line(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    body = fetched(line, address(line)).text
    for told in ("Sam", "Okonkwo", "Riverside", "line.example", "555", "volunteer", "peer"):
        assert told.lower() not in body.lower(), told


def test_it_speaks_the_language_of_the_volunteer(line: TestLine) -> None:
    line.text(VOLUNTEER, "ESPANOL")
    assert {str(one["SUMMARY"]) for one in events(line, address(line))} == {"Turno"}


def test_unchanged_it_costs_nothing_and_no_cache_in_between_keeps_it(line: TestLine) -> None:
    path = address(line)
    response = fetched(line, path)
    assert response.headers["Cache-Control"] == "private, no-cache"
    again = fetched(line, path, **{"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    line.text(VOLUNTEER, "HERE")
    assert fetched(line, path, **{"If-None-Match": response.headers["ETag"]}).status_code == 200


def test_new_replaces_the_address_at_once_and_off_ends_it(line: TestLine) -> None:
    old = address(line)
    assert "already" in line.text(VOLUNTEER, "CALENDAR"), "no copy is kept that could be sent again"
    new = address(line, "CALENDAR NEW")
    assert new != old
    assert (fetched(line, old).status_code, fetched(line, new).status_code) == (404, 200)
    line.text(VOLUNTEER, "CALENDAR OFF")
    assert fetched(line, new).status_code == 404
    assert "no calendar link" in line.text(VOLUNTEER, "CALENDAR OFF")


def test_an_unknown_secret_is_answered_like_any_address_that_is_not_there(line: TestLine) -> None:
    nowhere = fetched(line, "/nothing/here")
    for secret in ("a" * 32, "x", "a" * 2000, "%00", "é" * 32, "' OR 1=1 --"):
        response = fetched(line, f"/calendar/{secret}.ics")
        assert (response.status_code, response.data) == (404, nowhere.data), secret
    assert line.app.test_client().post(address(line)).status_code == 405


def test_who_has_left_has_no_calendar(line: TestLine) -> None:
    path = address(line)
    with line.db.begin(line.clock.at) as tx:
        tx.run(update(Volunteer).values(status="left"))
    assert fetched(line, path).status_code == 404


def test_the_secret_stands_nowhere_in_the_database_but_sealed(line: TestLine) -> None:
    secret = address(line).split("/")[-1].removesuffix(".ics")
    assert len(secret) * 5 >= 128, "bits"
    kept = repr(line.rows(Volunteer)) + repr(line.rows(Inbound)) + repr(line.rows(Shift))
    assert secret not in kept
