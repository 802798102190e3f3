"""`warmline alerts`: what is open and was, what became of one, and the test that rings everybody on call."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from console.cli import main
from console.commands import alerts as command
from console.commands.callbacks import Sorry
from flows.line.on_call import OnCall
from store.alerts import drill
from store.alerts.drill import Answer
from store.audit import chain
from store.models import Alert
from store.upkeep import heartbeats
from tests.console.commands.test_callbacks import environment
from tests.kits.bridge import CALLER_ID, PARTICIPANT, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.waiting import eventually

ANA, BO, CY = COORDINATOR, "+12025550171", "+12025550172"
CRISIS = "I want to kill myself"


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    quick_line.clock.at = datetime.now(UTC)
    quick_line.db.line = replace(quick_line.db.line, ladder=(OnCall(ANA), OnCall(BO), OnCall(CY)))
    return quick_line


def warmline(line: TestLine, *arguments: str) -> Result:
    env = environment(line) | {"ON_CALL": f"{ANA},{BO},{CY}"}
    done = CliRunner().invoke(main, ["alerts", *arguments], env=env)
    assert "555" not in done.output and "Traceback" not in done.output, done.output
    return done


def test_unhide_shows_again_whom_somebody_on_call_said_to_know_and_is_logged(line: TestLine) -> None:
    line.text(PARTICIPANT, CRISIS)
    line.work()
    line.text(ANA, "PASS A1 i know her")
    assert warmline(line, "unhide", "A9").exit_code == 1
    done = warmline(line, "unhide", "A1")
    assert done.exit_code == 0 and f"{line.contacts_of(ANA)[0].handle} hears of them again" in done.output
    assert warmline(line, "unhide", "A1").exit_code == 1, "once"
    assert "A1" in line.text(ANA, "LIST")


def answers_on_the_phone(line: TestLine, number: str, key: str = "1") -> None:
    ring = next(ring for ring in line.carrier.rings if ring.to == number and ring.status == "ringing")
    heard = line.press(Desk(line).pick_up(ring), "5", ring.sid, CALLER_ID)
    line.press(heard, key, ring.sid, CALLER_ID)
    Desk(line).end(ring, "completed")


def test_list_and_show_say_whom_it_was_told_who_has_it_and_nobodys_words(line: TestLine) -> None:
    assert warmline(line, "list").output == "no alert is open\n"
    line.text(PARTICIPANT, CRISIS)
    line.work()
    answers_on_the_phone(line, ANA, "2")
    line.text(PARTICIPANT, CRISIS)
    handle = line.contacts_of(PARTICIPANT)[0].handle
    listed = warmline(line, "list").output
    assert f"A1  crisis {handle}, 2 times" in listed and "told 2 times, nobody has it" in listed
    line.clock.at += timedelta(minutes=1)
    line.text(BO, "ACK A1")
    line.work()
    assert warmline(line, "list").output == "no alert is open\n"
    bo = f"{line.contacts_of(BO)[0].handle} (•••• 71)"
    assert f"by {bo}" in warmline(line, "list", "--all").output
    shown = warmline(line, "show", "a1").output
    order = ["raised", f"told: {bo}", f"taken: {bo}", "told that somebody else has it"]
    assert [shown.index(each) for each in order] == sorted(shown.index(each) for each in order)
    assert "pressed 2: cannot look now" in shown and "kill" not in shown
    missing = warmline(line, "show", "A99")
    assert missing.exit_code == 1 and "There is no alert A99" in missing.output
    with line.db.begin(line.clock.at) as tx:
        did = [row.did for row in chain.entries(tx.connection, most=20)]
    assert {"alerts list", "alerts show", "ack"} <= set(did)


def test_a_test_texts_and_rings_everybody_and_says_who_answered_how(
    line: TestLine, capsys: pytest.CaptureFixture[str]
) -> None:
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "worker", "here:1")
    with ThreadPoolExecutor(1) as waits:
        tested: Future[Sequence[Answer]] = waits.submit(command.run_test, line.db, 0.5, drill.begin)
        assert eventually(lambda: len(line.rows(Alert)) == 1)
        line.clock.at = datetime.now(UTC)
        line.work()
        assert sorted(ring.to for ring in line.carrier.rings) == sorted([ANA, BO, CY])
        assert "Alerts reach you here" in line.text(ANA, "TEST")
        answers_on_the_phone(line, BO)
        assert "No test" in line.text(ANA, "TEST") or "Alerts reach" in line.text(ANA, "TEST")
        answers_on_the_phone(line, CY, "2")
        assert all(each.answered_at for each in tested.result())
    said = capsys.readouterr().out
    assert "1. " in said and said.count("on the phone after") == 2 and said.count("by text after") == 1
    line.work()
    line.pass_time(hours=2)
    assert len(line.carrier.rings) == 3, "a test is no crisis: it climbs no ladder"


def test_who_does_not_answer_a_test_is_named_and_their_phone_falls_silent(line: TestLine) -> None:
    alert_id = line.ctx.run(drill.begin)
    line.text(BO, "STOP")
    line.work()
    line.text(ANA, "TEST")
    answers = line.ctx.run(lambda tx: drill.answers(tx, alert_id))
    assert [(each.answered_at is not None, each.stopped) for each in answers] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    line.ctx.run(lambda tx: drill.end(tx, alert_id))
    line.work()
    assert [ring.status for ring in line.carrier.rings if ring.to == CY] == ["canceled"]
    assert "No test" in line.text(CY, "TEST")


def test_a_test_needs_a_worker_and_somebody_on_call(line: TestLine) -> None:
    with pytest.raises(Sorry, match="No worker runs"):
        command.run_test(line.db, 1, drill.begin)
    assert line.rows(Alert) == []
    line.db.line = replace(line.db.line, ladder=())
    with pytest.raises(Sorry, match="Nobody is on call"):
        command.run_test(line.db, 1, drill.begin)
    assert warmline(line, "test").exit_code == 1
