"""Settings in the browser: in force at once, seen first, taken back, and never a number on a page."""

import html
from collections.abc import Callable

import pytest

from console.web.line.choices import SUBJECTS
from flows.line import Line
from flows.line.choices import CHOICES
from store.audit import chain
from store.models import LineChoice
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

SHELTER = "+12025550147"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def setting(browser: Browser, name: str, **fields: str) -> tuple[int, str]:
    """Send the form of a choice as its page has it now."""
    path = f"/console/line/{'grave' if name in GRAVE else 'setting'}/{name}"
    was = html.unescape(browser.get(path).text.partition('id="was" value="')[2].partition('"')[0])
    answer = browser.post(path, {"do": "save", "was": was, **fields})
    return answer.status_code, html.unescape(answer.text)


GRAVE = ("policy", "texting", "recovery", "alert_words", "shared_phones")


def line_of(console: Console) -> Line:
    with console.line.db.look(console.line.clock()) as tx:
        return tx.line


def test_every_choice_stands_under_one_subject() -> None:
    assert sorted(name for names in SUBJECTS.values() for name in names) == sorted(CHOICES)


def test_a_setting_counts_at_once_for_whoever_texts_and_the_log_says_who_without_the_words(
    console: Console,
) -> None:
    staff = console.signed_in("coordinator")
    status, _ = setting(staff, "name", value="  Harbour   Line ")
    assert status == 303
    assert "Harbour Line" in console.line.text("+12025550111", "hello")
    assert "<title>Harbour Line – The line</title>" in staff.get("/console/line").text
    with console.line.db.begin(console.line.clock()) as tx:
        entry = chain.entries(tx.connection, most=1)[0]
    assert (entry.did, entry.about, entry.more) == ("line.set", "name", {"to": "a new value"})
    assert "coordinator, in the console" in entry.who


def test_a_preview_says_what_people_would_read_and_changes_nothing(console: Console) -> None:
    status, seen = setting(console.signed_in(), "name", value="Harbour Line", do="preview")
    assert status == 200
    assert "Hi, you've reached Harbour Line." in seen and 'value="Harbour Line"' in seen
    assert line_of(console).name == "Riverside Warmline" and not console.line.rows(LineChoice)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("name", "", "Words on one line"),
        ("name", "x" * 41, "Words on one line"),
        ("name", "x" * 500, "400 characters"),
        ("cover_hours", "9-17", "Two times of day"),
        ("cover_hours", "٠٩:٠٠-١٧:٠٠", "Two times of day"),
        ("timezone", "../etc/passwd", "The name of a time zone"),
        ("promise_minutes", "nan", "Minutes, more than 0"),
        ("promise_minutes", "1e9", "Minutes, more than 0"),
        ("calls_per_day", "-1", "A whole number"),
        ("calls_per_day", "2.5", "A whole number"),
        ("ring_seconds", "1", "Seconds, from 5"),
        ("language", "xx", "Pick one"),
        ("experiences", "<script>,", "each at most 24 letters"),
        ("youth_line", "\x00", "Words on one line"),
    ],
)
def test_what_does_not_fit_is_said_in_place_given_back_and_nothing_is_done(
    name: str, value: str, said: str, console: Console
) -> None:
    if name == "experiences":
        value = "<script>" + "x" * 30
    status, seen = setting(console.signed_in(), name, value=value)
    assert (status, said in seen, console.line.rows(LineChoice)) == (422, True, [])
    assert "<script>x" not in console.signed_in().get(f"/console/line/setting/{name}").text


def test_whoever_comes_second_is_told_and_a_double_click_does_it_once(console: Console) -> None:
    ana, kim = console.signed_in(), console.signed_in("supervisor")
    path = "/console/line/setting/cover_hours"
    was = ana.get(path).text.partition('id="was" value="')[2].partition('"')[0]
    assert kim.post(path, {"do": "save", "was": was, "value": "17:00-21:00"}).status_code == 303
    assert kim.post(path, {"do": "save", "was": was, "value": "17:00-21:00"}).status_code == 303
    second = ana.post(path, {"do": "save", "was": was, "value": "09:00-12:00"})
    assert second.status_code == 422
    assert "Somebody else changed this" in second.text and "Now there: 17:00-21:00" in second.text
    assert 'value="09:00-12:00"' in second.text
    assert [row.value for row in console.line.rows(LineChoice)] == ["17:00-21:00"]
    assert setting(ana, "cover_hours", value="none")[0] == 303
    assert line_of(console).cover_hours is None


def test_one_step_back_as_long_as_nobody_chose_anything_since(console: Console) -> None:
    staff = console.signed_in()
    for hours in ("17:00-21:00", "18:00-22:00"):
        setting(staff, "cover_hours", value=hours)
    first, second = (row.id for row in console.line.rows(LineChoice))
    assert staff.get("/console/line/history").text.count('name="row"') == 1, "only the newest may be"
    refused = staff.post("/console/line/history", {"row": str(first)})
    assert refused.status_code == 422 and "Somebody changed it since" in refused.text
    assert staff.post("/console/line/history", {"row": str(second)}).status_code == 303
    back = line_of(console).cover_hours
    assert back is not None and f"{back[0]:%H:%M}" == "17:00"
    for junk in ("", "x", "9" * 30, "0", "999"):
        assert staff.post("/console/line/history", {"row": junk}).status_code == 422
    assert len(console.line.rows(LineChoice)) == 3


def test_what_is_dangerous_asks_again_and_numbers_are_counted_not_shown(console: Console) -> None:
    staff = console.signed_in("coordinator")
    assert setting(staff, "shared_phones", value=SHELTER)[0] == 303
    assert line_of(console).shared_phones == (SHELTER,)
    pages = ("", "/history", "/grave/shared_phones")
    seen = "".join(staff.get(f"/console/line{each}").text for each in pages)
    assert "phones: 1" in seen and SHELTER[2:] not in seen and "5550147" not in seen
    console.pass_time(minutes=11)
    assert "/console/confirm" in staff.get("/console/line/grave/policy").headers["Location"]
    assert staff.send("/console/line/setting/policy", {"do": "save", "value": "never"}).status_code != 200
    assert line_of(console).policy is None


def test_what_the_environment_says_is_shown_without_numbers(console: Console) -> None:
    seen = console.signed_in("auditor").get("/console/line").text
    assert "people: 1" in seen and "+1202555" not in seen and "US" in seen


def test_an_auditor_sees_all_of_it_and_changes_nothing(console: Console) -> None:
    setting(console.signed_in(), "cover_hours", value="17:00-21:00")
    auditor = console.signed_in("auditor")
    for path in ("/console/line", "/console/line/history"):
        seen = auditor.get(path)
        assert seen.status_code == 200 and "/setting/" not in seen.text and 'name="row"' not in seen.text
    assert auditor.get("/console/line/setting/name").status_code == 403
    assert console.signed_in("facilitator").get("/console/line").status_code == 403


def test_a_choice_that_there_is_not_or_that_is_done_elsewhere_has_no_page(console: Console) -> None:
    staff = console.signed_in()
    for name in ("closed", "nothing", "wording.en.answer.cost", "__class__"):
        assert staff.get(f"/console/line/setting/{name}").status_code == 404
        assert setting(staff, name, value="x")[0] == 404


def test_a_history_of_many_is_paged_by_its_key(console: Console) -> None:
    for count in range(1, 61):
        with console.line.db.begin(console.line.clock()) as tx:
            tx.choose("calls_per_day", str(count), by="Ada")
    staff = console.signed_in(language="es", email="es@example.org")
    first = staff.get("/console/line/history").text
    older = html.unescape(first.partition("/console/line/history?before=")[2].partition('"')[0])
    seen = staff.get(f"/console/line/history?before={older}").text
    assert first.count("<li><div><strong>") == 50 and seen.count("<li><div><strong>") == 10
    for junk in ("x", "-1", "9" * 40, "'"):
        assert staff.get(f"/console/line/history?before={junk}&name=<b>").status_code == 200


def test_closing_leads_to_its_page_for_who_may_close_the_line(console: Console) -> None:
    assert (
        'href="/console/shifts/closed"'
        in console.signed_in("coordinator", "kim@example.org").get("/console/line").text
    )
    assert 'href="/console/shifts/closed"' not in console.signed_in("auditor").get("/console/line").text
