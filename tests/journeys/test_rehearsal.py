"""The rehearsal's scenes as tests: the real stack, real requests, people with phones, and what breaks meanwhile."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from console.cli import main
from console.rehearsal import aftermath
from console.rehearsal.expect import expect
from console.rehearsal.performance import perform
from console.rehearsal.play import Play
from console.rehearsal.scene import SCENES, Scene
from console.rehearsal.scenes import PROGRAMME
from console.rehearsal.scenes.attacks import ATTACKS
from console.rehearsal.scratch import NoScratch, database
from console.rehearsal.script import Screen, Script
from console.rehearsal.stage import CALM, Stage
from tests.kits.servers import Databases, PostgresServer

ON_POSTGRESQL = (
    "three-at-once",
    "talk-now",
    "withheld-number",
    "volunteer-calls-in",
    "nevermind-while-the-peer-is-rung",
    "nevermind-while-being-rung",
    "promise-broken",
    "crisis",
    "crisis-on-the-phone",
    "same-text-twice",
)
ACCIDENTS = ("workers-killed", "web-killed", "queue-flushed")
OF_HOURS = (
    "call-7pm",
    "tell-the-peer-more",
    "promise-revised",
    "safe-voicemail",
    "crisis-in-writing",
    "peers-report-of-danger",
    "many-at-once-fit-together",
    "landline",
)
"""Scenes in the suite: some of each kind, each once, on one of the two databases, for the suite is to stay short.
They show that the parts work together; what the others show is tested in this process (tests/journeys, tests/store),
and `warmline rehearse` plays all of them on either."""


@pytest.mark.timeout(400)
def test_the_command_keeps_promises_over_hours_and_after_accidents_and_knows_nothing_of_the_operators_own_line(
    tmp_path: Path,
) -> None:
    """Two stages at once, as operators have it: a scene waits most of the time."""
    theirs = {
        "LINE_NAME": "The operator's own",
        "LINE_NUMBER": "+14155550177",
        "COVER_HOURS": "03:00-03:01",
        "PUBLIC_URL": "https://line.example.org",
        "TWILIO_AUTH_TOKEN": "of a real account",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path / "var"),
    }
    scenes = (*ACCIDENTS, *OF_HOURS)
    done = warmline("rehearse", *(part for name in scenes for part in ("--only", name)), **theirs)
    assert done.returncode == 0, done.stdout + done.stderr
    played = re.findall(r"^  ✓ +[0-9.]+ s  (\S+) ", done.stdout, re.MULTILINE)
    assert sorted(played) == sorted(scenes)
    assert f"All {len(scenes)} scenes went well" in done.stdout
    assert "operator" not in done.stdout
    assert not (tmp_path / "var").exists()


def test_a_transcript_names_people_and_never_their_numbers() -> None:
    lines: list[str] = []
    script = Script(Screen(lines.append), "A scene")
    script.names = {"+12025550123": "Ana"}
    script.note("+12025550123 was read back as 2 0 2, 5 5 5, 0 1 2 3; also (202) 555-0123")
    assert lines[-1].count("[Ana's number]") == 3
    assert "0123" not in lines[-1]


def test_a_scene_that_waited_for_the_screen_is_shown_whole() -> None:
    lines: list[str] = []
    screen = Screen(lines.append)
    first, second = Script(screen, "first"), Script(screen, "second")
    second.remark("of the second")
    first.remark("of the first")
    second.close()
    first.close()
    assert [line.strip() for line in lines] == ["first", "of the first", "second", "of the second"]


def test_the_command_lists_its_scenes_and_refuses_one_it_does_not_have() -> None:
    listed = CliRunner().invoke(main, ["rehearse", "--list"])
    assert listed.exit_code == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [scene.name for scene in PROGRAMME]
    unknown = CliRunner().invoke(main, ["rehearse", "--only", "the-moon"])
    assert unknown.exit_code == 1
    assert "No such scene: the-moon" in unknown.stderr


def test_a_rehearsal_on_postgresql_has_a_database_of_its_own_and_leaves_none(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    before = names(postgres_server)
    with database(postgres_url.replace("postgresql+psycopg", "postgres")) as url:
        assert names(postgres_server) - before == {url.rsplit("/", 1)[1]}
        assert "/warmline_rehearsal_" in url
    assert names(postgres_server) == before


def test_a_rehearsal_that_may_make_no_database_says_so(postgres_server: PostgresServer) -> None:
    with connected(postgres_server) as connection:
        connection.execute("CREATE ROLE humble LOGIN PASSWORD 'humble'")
    url = f"postgresql://humble:humble@127.0.0.1:{postgres_server.port}/postgres"
    with pytest.raises(NoScratch, match="CREATEDB"), database(url):
        pass
    with connected(postgres_server) as connection:
        connection.execute("DROP ROLE humble")


def test_a_rehearsal_on_sqlite_needs_no_database_named() -> None:
    with database("") as none, database("sqlite:////somewhere/precious.db") as neither:
        assert (none, neither) == ("", "")


@pytest.fixture(scope="module")
def calm_stage(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stack on PostgreSQL on which nothing breaks; at its end nothing is open and no number has leaked.

    Not for longer than this module: idle, it takes a tenth of a processor.
    """
    folder = tmp_path_factory.mktemp("calm")
    with databases.fresh("postgresql") as url, Stage(folder, CALM, database_url=url) as stage:
        yield stage
        assert aftermath.problems(stage) == []


def play(stage: Stage, scene: Scene[Play]) -> None:
    lines: list[str] = []
    result = perform(stage, scene, Screen(lines.append))
    assert not result.failure, "\n".join([scene.name, result.failure, *lines, *result.lines])


@pytest.mark.timeout(400)
def test_people_get_what_they_came_for_on_postgresql(calm_stage: Stage) -> None:
    for name in ON_POSTGRESQL:
        play(calm_stage, SCENES[name])


def test_an_attackers_requests_and_calls_come_to_nothing_on_postgresql(calm_stage: Stage) -> None:
    """The short form of the afternoon; `python -m tests.kits.attacks` plays all of it on both databases."""
    [short] = [scene for scene in ATTACKS if scene.name == "attack-requests"]
    play(calm_stage, short)


def test_only_a_scene_that_goes_over_hours_moves_its_clock(calm_stage: Stage) -> None:
    before = calm_stage.now()
    scene: Scene[Play] = Scene(
        "hasty", "Hasty", lambda play: play.pass_time(hours=3), False, frozenset(), False
    )
    result = perform(calm_stage, scene, Screen(lambda line: None))
    assert "is not a scene of hours" in result.failure
    assert calm_stage.now() - before < timedelta(hours=1)


def test_a_scene_that_fails_says_what_was_expected_and_what_was_there(calm_stage: Stage) -> None:
    def act(play: Play) -> None:
        """Somebody hopes for too much"""
        ana = play.person("Ana")
        ana.texts("CALL")
        expect(False, "a brass band", "a text")

    lines: list[str] = []
    scene = Scene("too-much", "Too much", act, False, frozenset(), False)
    result = perform(calm_stage, scene, Screen(lines.append))
    assert "expected: a brass band" in result.failure
    assert "there was: a text" in result.failure
    assert any("✗" in line for line in lines)
    play(calm_stage, SCENES["nobody-on-duty"])  # what it left open is in nobody's way


def warmline(*argv: str, **env: str) -> "subprocess.CompletedProcess[str]":
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    return subprocess.run(
        [sys.executable, "-m", "console.cli", *argv],
        env={**ours, **env},
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )


def connected(server: PostgresServer) -> "psycopg.Connection[tuple[str, ...]]":
    return psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True)


def names(server: PostgresServer) -> set[str]:
    with connected(server) as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database").fetchall()}
