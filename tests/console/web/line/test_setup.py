"""Before a line opens: each step is looked up, and none is ticked."""

import html
from collections.abc import Callable
from dataclasses import replace

import pytest

from console.web.line.setup import steps
from store.alerts import drill
from store.coordinators import setup
from store.models import Volunteer
from tests.kits.console import Console
from tests.kits.line import COORDINATOR, TestLine

PAGE = "/console/line/setup"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def done(console: Console, **of_line: object) -> set[str]:
    with console.line.db.look(console.line.clock()) as tx:
        line, looked = replace(tx.line, **of_line), setup.look(tx)  # type: ignore[arg-type]
    return {step.name for step in steps(line, looked) if step.done}


def choose(console: Console, **values: str) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        for name, value in values.items():
            tx.choose(name.replace("__", "."), value, by="Ada")


def test_a_new_line_has_what_the_environment_gives_and_the_rest_not_yet(console: Console) -> None:
    assert done(console) == {"name", "age", "on_call", "texting"}
    assert done(console, name="Warmline", ladder=()) == {"age", "texting"}
    seen = console.signed_in().get(PAGE).text
    assert seen.count('class="mark">not yet') == 8 and "Not there yet: 8" in seen


def test_each_step_is_done_once_it_is_there(console: Console) -> None:
    choose(console, cover_hours="17:00-21:00", policy="never", experiences="grief", age_question="on")
    assert done(console) == {"name", "hours", "policy", "experiences", "on_call", "texting"}
    choose(console, youth_line="Teen Line, 310 555 0142")
    console.line.volunteer("+12025550122")
    console.line.text("+12025550111", "hello")
    assert {"age", "volunteers", "heard"} <= done(console) and "danger_calls" not in done(console)
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(Volunteer.__table__.update().values(takes_danger=True, ready_for_danger=True))  # type: ignore[attr-defined]
        drill.begin(tx)
    assert "danger_calls" in done(console) and "alerts_tested" not in done(console)
    console.line.text(COORDINATOR, "TEST")
    assert "alerts_tested" in done(console)
    console.pass_time(days=366)
    assert "alerts_tested" not in done(console)


def test_lines_for_danger_are_done_once_each_was_checked_or_is_the_organisations_own(
    console: Console,
) -> None:
    day = "2026-03-04"
    choose(
        console, **{f"checked__US__{need}": day for need in ("crisis", "rape", "child", "poison", "housing")}
    )
    assert "help_lines" not in done(console)
    choose(console, checked__US__therapy=day)
    own = '{"name":"Refuge","call":"310 555 0142","known_from":"us","found":"2026-03-04"}'
    choose(console, helpline__US__violence=own)
    assert "help_lines" in done(console)


def test_the_page_says_addresses_and_samples_and_no_numbers_but_the_lines_own(console: Console) -> None:
    choose(console, name="Harbour <b>Line")
    for role in ("coordinator", "supervisor", "auditor"):
        seen = html.unescape(console.signed_in(role).get(PAGE).text)
        assert "/voice/status" in seen and "A volunteer will call you from this number by" in seen
        assert "Hi, you've reached Harbour <b>Line." in seen
        assert COORDINATOR not in seen and COORDINATOR[2:] not in seen
        assert ("/line/setting/name" in seen) is (role != "auditor")
    assert "<b>Line" not in console.signed_in().get(PAGE).text
    assert console.signed_in("facilitator").get(PAGE).status_code == 403
    spanish = console.signed_in(email="es@example.org", language="es").get(PAGE).text
    assert "Todavía falta: 8" in spanish
