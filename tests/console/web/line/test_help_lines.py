"""Lines for danger in the browser: who is told what, a line of one's own in its place, and who looked at one, when."""

import html
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from console.doctor.checks_database import old_lines
from console.doctor.report import Findings
from store.models import LineChoice
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

LIST = "/console/line/help-lines"
VIOLENCE = "/console/line/help-line/US/violence"
OWN = {"name": "Harbour Refuge", "call": "310 555 0142", "known_from": "harbour.example, rung by us"}
HURT = "he is beating me right now"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def save(browser: Browser, path: str = VIOLENCE, *, do: str = "save", **fields: str) -> tuple[int, str]:
    was = browser.get(path).text.partition('id="was" value="')[2].partition('"')[0]
    answer = browser.post(path, {"do": do, "was": was, **fields})
    return answer.status_code, html.unescape(answer.text)


def test_whoever_is_hurt_is_told_the_organisations_own_line_until_it_is_taken_back(console: Console) -> None:
    staff = console.signed_in()
    status, seen = save(staff, do="preview", **OWN)
    assert status == 200 and "day or night: 310 555 0142" in seen and "3 1 0, 5 5 5, 0 1 4 2" in seen
    assert "1-800-799-7233" in console.line.text("+12025550111", HURT), "a preview changes nothing"
    assert save(staff, **OWN, text_to="88799", text_word="refuge")[0] == 303
    answer = console.line.text("+12025550112", HURT)
    assert "310 555 0142" in answer and "REFUGE to 88799" in answer and "7233" not in answer
    assert "Harbour Refuge" in staff.get(LIST).text
    assert save(staff, do="ours")[0] == 303
    assert "1-800-799-7233" in console.line.text("+12025550113", HURT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("call", ""),
        ("call", "call me"),
        ("call", "9"),
        ("call", "+1 202 555 0142 99"),
        ("call", "٩١١"),
        ("call", "911;+12025550142"),
        ("call", "<script>"),
        ("call", "202-555-0100"),
        ("text_to", "+12025550100"),
        ("text_to", "x"),
        ("text_word", "STOP"),
        ("text_word", "two words"),
        ("text_word", "ÁRBOL"),
        ("name", ""),
        ("name", "x" * 61),
        ("known_from", ""),
        ("known_from", "x" * 121),
    ],
)
def test_what_nobody_could_dial_is_refused_in_place_and_given_back(
    field: str, value: str, console: Console
) -> None:
    fields = {**OWN, "text_to": "88799", field: value}
    status, seen = save(console.signed_in(), **fields)
    assert status == 422 and f'id="{field}-wrong"' in seen
    assert all(html.escape(each) in html.escape(seen) for name, each in OWN.items() if name != field)
    assert console.line.rows(LineChoice) == []


def test_a_line_for_danger_answers_day_and_night_and_one_for_a_bed_may_not(console: Console) -> None:
    staff = console.signed_in()
    save(staff, by_day="yes", **OWN)
    save(staff, "/console/line/help-line/US/housing", by_day="yes", **OWN)
    with console.line.db.look(console.line.clock()) as tx:
        kept = dict(tx.line.help_lines)
    assert (kept["US.violence"].by_day, kept["US.housing"].by_day) == (False, True)


def test_checked_today_is_noted_and_ends_the_years_reminder(console: Console) -> None:
    console.line.clock.at = datetime(2028, 3, 4, 17, 0, tzinfo=UTC)
    staff = console.signed_in()
    assert "More than a year ago" in staff.get(LIST).text
    for need in ("crisis", "violence", "rape", "child", "poison", "housing", "therapy"):
        assert reminded(console, "US"), need
        assert staff.post(LIST, {"region": "US", "need": need}).status_code == 303
    assert not reminded(console, "US") and reminded(console, "GB")
    seen = staff.get(LIST).text
    assert "More than a year ago" not in seen and "2028-03-04, Desk-" in seen
    for region, need in (("ZZ", "violence"), ("US", "nothing"), ("us", "rape"), ("", ""), ("<b", "child")):
        assert staff.post(LIST, {"region": region, "need": need}).status_code == 422
    assert len(console.line.rows(LineChoice)) == 7


def reminded(console: Console, region: str) -> list[str]:
    found = Findings()
    with console.line.db.look(console.line.clock()) as tx:
        old_lines(tx.connection, region, date(2028, 3, 4), found)
    return found.lines


def test_whoever_comes_second_is_told_and_the_same_again_is_done_once(console: Console) -> None:
    ana, kim = console.signed_in(), console.signed_in("supervisor")
    was = ana.get(VIOLENCE).text.partition('id="was" value="')[2].partition('"')[0]
    for _ in range(2):
        assert kim.post(VIOLENCE, {"do": "save", "was": was, **OWN}).status_code == 303
    second = ana.post(VIOLENCE, {"do": "save", "was": was, **OWN, "call": "311"})
    assert second.status_code == 422 and "Now there: 310 555 0142" in second.text
    assert len(console.line.rows(LineChoice)) == 1


def test_other_countries_are_looked_at_by_the_address_and_what_is_not_there_has_no_page(
    console: Console,
) -> None:
    staff, auditor = console.signed_in(), console.signed_in("auditor")
    assert "0808 2000 247" in auditor.get(f"{LIST}?region=gb").text
    assert "none known" in staff.get(f"{LIST}?region=AR").text
    assert "1-800-799-7233" in staff.get(f"{LIST}?region=<b>").text
    for path in ("US/crisis", "ZZ/violence", "us/violence", "US/<b>"):
        assert staff.get(f"/console/line/help-line/{path}").status_code == 404
    assert auditor.get(VIOLENCE).status_code == 403 and "/help-line/" not in auditor.get(LIST).text
    console.pass_time(minutes=11)
    assert "/console/confirm" in staff.get(VIOLENCE).headers["Location"]


def test_a_row_that_this_program_cannot_use_leaves_our_line(console: Console) -> None:
    row = {"before": None, "chosen_by": "Ada", "chosen_at": console.line.clock()}
    with console.line.db.begin(console.line.clock()) as tx:
        for value in ("{}", "[]", '{"call": 1}', "x", '{"name":"a","call":"+12025550142"}'):
            tx.run(LineChoice.__table__.insert(), row | {"name": "helpline.US.violence", "value": value})  # type: ignore[attr-defined]
        tx.run(LineChoice.__table__.insert(), row | {"name": "checked.US.rape", "value": "soon"})  # type: ignore[attr-defined]
    assert "1-800-799-7233" in console.line.text("+12025550111", HURT)
    assert "can't use what was chosen here" in html.unescape(console.signed_in().get("/console/line").text)
