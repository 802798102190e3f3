"""`warmline callbacks`, as a coordinator runs it on a line with people on it."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from console.cli import main
from flows.rules.matching.wishes import Wishes
from store.callbacks import wishes
from store.models import Callback, Decision, Offer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import KEYS, LINE_NUMBER, TestLine

Warmline = Callable[..., Result]


def environment(line: TestLine) -> dict[str, str]:
    """What the command is told, for the same database."""
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "a-token-of-the-tests",
        "PUBLIC_URL": "https://line.example",
        "LINE_NUMBER": LINE_NUMBER,
        "LINE_TIMEZONE": "America/New_York",
        "SECRET_KEY": "s" * 43,
        "DATA_KEYS": KEYS[0],
        "DATABASE_URL": line.url,
    }


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for just now, a peer on duty. The command looks at the clock on the wall, so the line does."""
    line.clock.at = datetime.now(UTC)
    made = Desk(line)
    made.ask()
    return made


@pytest.fixture
def warmline(line: TestLine) -> Warmline:
    """The command, in this process; what it says never holds a number."""

    def run(*arguments: str) -> Result:
        ours: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LINE_", "TW"))}
        done = CliRunner().invoke(main, list(arguments), env=ours | environment(line))
        assert not re.search(r"\d{7,}", done.output), done.output
        assert "Traceback" not in done.output
        assert done.exit_code in (0, 1), done.output
        return done

    return run


def test_with_nothing_open_it_says_so(warmline: Warmline) -> None:
    done = warmline("callbacks", "list")
    assert (done.exit_code, done.output) == (0, "nothing is open: nobody waits for a call\n")


def test_the_list_says_who_is_asked_and_when_it_is_looked_at_again(desk: Desk, warmline: Warmline) -> None:
    said = warmline("callbacks", "list").output
    assert re.search(rf"^{desk.code} +\w+-\d+ +call +asked \S+.*promised by ", said)
    assert re.search(r"asking Name \(\w+-\d+\), next look ", said)
    desk.take()
    assert "phones are ringing for Name (" in warmline("callbacks", "list").output


def test_a_late_promise_and_one_put_off_are_marked(desk: Desk, warmline: Warmline) -> None:
    with desk.line.db.begin(desk.line.clock.at) as tx:
        from sqlalchemy import update

        ago = desk.line.clock.at - timedelta(minutes=5)
        tx.run(update(Callback).values(promised_by=ago, revised=2, severity=2))
    said = warmline("callbacks", "list").output
    assert re.search(r"LATE since \S+ \(revised 2 times\)", said) and "promised by" not in said
    assert "severity 2 of 3" in said


def test_what_is_over_is_listed_when_asked_for_and_can_be_shown_by_its_number(
    desk: Desk, warmline: Warmline
) -> None:
    desk.line.text(PARTICIPANT, "NEVERMIND")
    assert "nothing is open" in warmline("callbacks", "list").output
    said = warmline("callbacks", "list", "--all").output
    assert f"called off (#{desk.callback.id})" in said
    assert warmline("callbacks", "show", f"#{desk.callback.id}").exit_code == 0


def test_for_a_program_there_is_json(desk: Desk, warmline: Warmline) -> None:
    [each] = json.loads(warmline("callbacks", "list", "--json").output)
    assert (each["code"], each["state"], each["stands"]) == (desk.code, "offered", "asking")
    assert datetime.fromisoformat(each["promised_by"]).utcoffset() == timedelta(0)


def test_show_tells_every_choice_and_its_reason_in_the_order_of_time(desk: Desk, warmline: Warmline) -> None:
    desk.line.volunteer(SECOND, "Kim", languages=("es",))
    desk.line.pass_time(minutes=1)
    ring = desk.take()
    desk.line.pass_time(seconds=10)
    desk.talk(ring)
    said = warmline("callbacks", "show", desk.code.lower()).output
    steps = [
        "requested",
        "asked – Name",
        "text to a volunteer: offer",
        "took it – Name",
        "the volunteer is rung",
    ]
    places = [said.index(step) for step in steps]
    assert places == sorted(places), said
    assert "not asked for this one yet" in said, "why they were asked"
    assert "the participant answered" in said


def test_show_says_who_is_next_and_who_is_left_out_with_all_reasons(desk: Desk, warmline: Warmline) -> None:
    desk.line.volunteer(SECOND, "Kim", languages=("en",))
    desk.line.volunteer("+12025550144", "Robin", languages=("es",))
    desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    said = warmline("callbacks", "show", desk.code).output
    could, out = said.index("who could be asked now"), said.index("left out:")
    assert could < said.index("Kim (", could) < out
    assert re.search(r"Name \(.*\): .*passed on this one", said[out:])
    assert re.search(r"Robin \(.*\): does not speak the language asked for", said[out:])


def test_show_says_of_nobody_that_they_did_what_they_did_not(desk: Desk, warmline: Warmline) -> None:
    asked = warmline("callbacks", "show", desk.code).output
    assert re.search(r"left out:\n    Name \(.*\): is being asked for this one\n", asked)
    desk.take()
    warmline("callbacks", "reassign", desk.code)
    said = warmline("callbacks", "show", desk.code).output
    assert re.search(r"left out:\n    Name \(.*\): .*had this one, and a coordinator took it back", said)
    assert "passed" not in said
    assert "had it, and a coordinator took it back – Name" in said


def test_show_never_says_anybodys_own_words(desk: Desk, warmline: Warmline) -> None:
    id = desk.callback.id
    with desk.line.db.begin(desk.line.clock.at) as tx:
        wishes.write(tx, id, Wishes(words="my drains hurt", question="how did you sleep"))
    ring = desk.take()
    desk.talk(ring)
    desk.end(ring, "completed")
    desk.line.text(VOLUNTEER, f"DONE {desk.code} talked of sailing")
    said = warmline("callbacks", "show", f"#{desk.callback.id}").output
    assert "drains" not in said and "sleep" not in said and "sailing" not in said
    assert "sealed, not shown here: the participant's wishes, 1 note of a volunteer" in said


def test_reassign_puts_it_back_in_line_and_names_who_had_it(desk: Desk, warmline: Warmline) -> None:
    desk.take()
    done = warmline("callbacks", "reassign", desk.code, "--why", "they fell ill")
    assert done.exit_code == 0, done.output
    assert re.match(
        r"Name \(\w+-\d+\) no longer has it|Name \(\w+-\d+\) no longer has \w+ and is told so", done.output
    )
    assert desk.state == "waiting"
    assert ["by a coordinator", "they fell ill"] in [each.why for each in desk.line.rows(Decision)]


def test_reassign_to_somebody_offers_it_to_them(desk: Desk, warmline: Warmline) -> None:
    desk.take()
    desk.line.volunteer(SECOND, "Kim Lee", on_duty=False)
    refused = warmline("callbacks", "reassign", desk.code, "--to", "kim")
    assert refused.exit_code == 1
    assert "not on duty" in refused.output and "--even-so" in refused.output
    assert desk.state == "connecting"
    done = warmline("callbacks", "reassign", desk.code, "--to", "kim lee", "--even-so")
    assert done.exit_code == 0, done.output
    assert "is offered to Kim (" in done.output
    assert [each.state for each in desk.line.rows(Offer)] == ["taken_back", "open"]


def test_call_off_ends_it_and_says_whether_the_participant_hears(desk: Desk, warmline: Warmline) -> None:
    quiet = warmline("callbacks", "call-off", desk.code, "--quiet")
    assert (quiet.exit_code, desk.state) == (0, "cancelled")
    assert "not told: you have" in quiet.output
    again = warmline("callbacks", "call-off", desk.code)
    assert again.exit_code == 1
    assert "over already" in again.output


@pytest.mark.parametrize("command", ["show", "reassign", "call-off"])
def test_a_code_nobody_has_is_said_and_a_number_typed_by_mistake_is_not_repeated(
    command: str, warmline: Warmline
) -> None:
    done = warmline("callbacks", command, "Q7")
    assert (done.exit_code, "No callback has the code “Q7”" in done.output) == (1, True)
    assert warmline("callbacks", command, PARTICIPANT).exit_code == 1
    assert warmline("callbacks", command, "#99").exit_code == 1


def test_a_code_that_several_had_asks_which(line: TestLine, warmline: Warmline) -> None:
    line.clock.at = datetime.now(UTC)
    for _ in range(2):
        line.text(PARTICIPANT, "CALL")
        line.text(PARTICIPANT, "NEVERMIND")
    from sqlalchemy import update

    with line.db.begin(line.clock.at) as tx:
        tx.run(update(Callback).values(code="K7"))
    done = warmline("callbacks", "show", "K7")
    assert done.exit_code == 1
    assert "#1, #2" in done.output


def test_several_volunteers_of_one_name_are_told_apart_by_handle(desk: Desk, warmline: Warmline) -> None:
    desk.line.volunteer(SECOND, "Kim")
    desk.line.volunteer("+12025550144", "Kim Lee")
    desk.line.volunteer("+12025550145", "Kim Ray")
    assert "TAKE or PASS" in warmline("callbacks", "reassign", desk.code, "--to", "Kim Ray").output
    unsure = warmline("callbacks", "reassign", desk.code, "--to", "nobody")
    assert (unsure.exit_code, "No volunteer is called" in unsure.output) == (1, True)


def test_numbers_are_kept_out_of_reasons(desk: Desk, warmline: Warmline) -> None:
    done = warmline("callbacks", "call-off", desk.code, "--why", "rang 202 555 0111")
    assert (done.exit_code, desk.state) == (1, "offered")
    assert "Leave numbers out" in done.output
