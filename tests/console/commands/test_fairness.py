"""`warmline volunteers fairness`: what each was asked and did, in numbers and one sentence."""

from datetime import timedelta

from click.testing import CliRunner

from console.cli import main
from console.commands import fairness
from store.volunteers import fairness as sharing
from tests.kits.bridge import SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.rota import RUTH, SAM, TONIGHT, Rota
from tests.kits.talks import say, talk

ALEX = "+12025550144"


def report(line: TestLine, days: int = 30) -> list[str]:
    with line.db.begin(line.clock.at) as tx:
        return fairness.lines(tx, days)


def test_what_each_was_asked_and_did_is_counted(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.volunteer(SECOND, "Ruth")
    line.volunteer(ALEX, "Alex", on_duty=False)
    talk(desk, seconds=720)
    say(desk, VOLUNTEER, f"DONE {desk.code} hard")
    line.text("+12025550112", "CALL")
    line.work()
    line.pass_time(minutes=11)
    said = report(line)
    rows = {row.split()[0]: row.split() for row in said if row[:1].isalpha()}
    assert rows["Name"][4:] == ["1", "1", "0", "0", "1", "12", "1", "0", "2026-03-04", "12:00"]
    assert rows["Ruth"][2:6] == ["1", "0", "0", "1"], "silence is no pass"
    assert rows["Alex"][2:] == ["0"] * 8 + ["never"]
    assert any("had 1 of 1 (100%), and 2 of 3 had none" in row for row in said)
    assert not any("555" in row.partition("last asked")[0] and "+1" in row for row in said)


def test_hours_are_those_of_the_rota_within_the_time_asked_for(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    sam, ruth = rota.volunteer(SAM, "Sam"), rota.volunteer(RUTH, "Ruth")
    rota.shift(sam)
    rota.shift(ruth)
    rota.to(TONIGHT)
    quick_line.clock.at = TONIGHT + timedelta(hours=1)
    quick_line.text(RUTH, "OFF")
    quick_line.clock.at = TONIGHT + timedelta(hours=2)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        assert [row.hours for row in sharing.shares(tx, timedelta(days=1))] == [2, 1], "so far; till OFF"
        assert [row.hours for row in sharing.shares(tx, timedelta(hours=0.5))] == [0.5, 0]


def test_who_came_later_in_somebody_elses_place_has_the_hours_from_then_on(quick_line: TestLine) -> None:
    rota = Rota(quick_line)
    rota.volunteer(SAM, "Sam")
    rota.say_open(TONIGHT)
    quick_line.clock.at = TONIGHT + timedelta(hours=1)
    quick_line.text(SAM, "COVER S2")
    quick_line.clock.at = TONIGHT + timedelta(hours=3)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        assert [row.hours for row in sharing.shares(tx, timedelta(days=1))] == [2]


def test_what_is_longer_ago_does_not_count(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    talk(desk)
    quick_line.clock.at += timedelta(days=8)
    quick_line.volunteer(SECOND, "Ruth")
    assert any("Too little has happened" in row for row in report(quick_line, days=7))
    assert any("had 1 of 1" in row for row in report(quick_line, days=9))


def test_it_is_a_command_of_volunteers() -> None:
    assert "fairness" in CliRunner().invoke(main, ["volunteers", "--help"]).output
    assert "--days" in CliRunner().invoke(main, ["volunteers", "fairness", "--help"]).output
