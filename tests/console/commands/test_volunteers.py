"""`warmline volunteers`, as an operator runs it."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from console.cli import main
from flows.rules.words.segments import count
from store import schema
from store.config.settings import Settings
from store.database import Database, Tx, open_engine
from store.models import Callback, Contact, Message, Volunteer
from store.rota import pause
from store.vault import Vault
from store.vault.columns import MESSAGE_WORDS, VOLUNTEER_NAME, SealedColumn, name_in
from store.volunteers import roster
from tests.kits.programs import running
from tests.kits.servers import Databases
from tests.kits.waiting import PATIENCE, eventually

ROOT = Path(__file__).parents[3]
LINE, SAM, ALEX = "+12025550100", "+12025550124", "+12025550133"
KEY = Fernet.generate_key().decode()

Warmline = Callable[..., Result]


def migrated(url: str) -> None:
    engine = open_engine(url)
    schema.migrate(engine)
    engine.dispose()


@pytest.fixture
def env(databases: Databases, tmp_path: Path) -> Iterator[dict[str, str]]:
    with databases.fresh("sqlite", migrated) as url:
        yield {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a-token-of-the-tests",
            "PUBLIC_URL": "https://line.example",
            "LINE_NUMBER": LINE,
            "LINE_NAME": "Riverside Warmline",
            "SECRET_KEY": "s" * 43,
            "DATA_KEYS": KEY,
            "DATABASE_URL": url,
            "VAR_DIR": str(tmp_path),
        }


@pytest.fixture
def warmline(env: dict[str, str]) -> Warmline:
    """The command, in this process; what it says never holds a number in full."""

    def run(*arguments: str) -> Result:
        ours: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LINE_", "TW"))}
        group, *rest = ("people", *arguments[1:]) if arguments[:1] == ("..",) else ("volunteers", *arguments)
        done = CliRunner().invoke(main, [group, *rest], env=ours | env)
        assert SAM[-7:] not in done.output
        assert ALEX[-7:] not in done.output
        assert "Traceback" not in done.output
        return done

    return run


@pytest.fixture
def db(env: dict[str, str]) -> Iterator[Database]:
    engine = open_engine(env["DATABASE_URL"])
    yield Database(engine, Vault([KEY]), Settings.from_environment(env, embedded=True).line)
    engine.dispose()


def rows(db: Database, model: type) -> list[Any]:
    with db.begin(datetime.now(UTC)) as tx:
        return list(tx.run(select(model.__table__)))  # type: ignore[attr-defined]


def opened(db: Database, column: SealedColumn, row: object) -> str:
    with db.begin(datetime.now(UTC)) as tx:
        return tx.open(column, name_in(row, column), str(getattr(row, column.name)))


def name_of(db: Database) -> str:
    [them] = rows(db, Volunteer)
    return opened(db, VOLUNTEER_NAME, them)


def only(db: Database) -> dict[str, object]:
    """The one volunteer there is."""
    [row] = rows(db, Volunteer)
    return dict(row._mapping)


def test_a_volunteer_added_active_and_on_duty_can_be_asked_at_once(warmline: Warmline, db: Database) -> None:
    done = warmline("add", "Sam", SAM, "--active", "--on-duty", "--language", "es", "--experience", "grief")
    assert done.exit_code == 0, done.output
    assert done.output == "Sam (•••• 24): added\n"
    them = only(db)
    assert (them["status"], them["on_duty"], them["languages"]) == ("active", True, ["es"])
    assert experiences(db) == ["grief"]
    assert rows(db, Message) == [], "no welcome text comes first"


def test_neither_name_nor_number_is_stored_in_the_open(warmline: Warmline, db: Database) -> None:
    warmline("add", "Samantha", SAM, "--active")
    engine_says = str([*rows(db, Volunteer), *rows(db, Contact)])
    assert "Samantha" not in engine_says
    assert SAM[-7:] not in engine_says


def experiences(db: Database) -> list[str]:
    """What the one volunteer there is has been through."""
    with db.begin(datetime.now(UTC)) as tx:
        return roster.experiences(tx, roster.volunteers(tx)[0])


@pytest.mark.parametrize("written", ["+1 202 555 0124", "(202) 555-0124", "12025550124"])
def test_a_number_may_be_written_as_people_write_it(warmline: Warmline, db: Database, written: str) -> None:
    assert warmline("add", "Sam", written, "--active").exit_code == 0
    assert warmline("add", "Sam", SAM, "--active").output.endswith("updated\n")
    assert len(rows(db, Volunteer)) == 1


@pytest.mark.parametrize(
    "number", ["", "Sam", "+1", "911", "988", "+1555", "+442079460000", "+19005550122", "anonymous", LINE]
)
def test_a_number_that_cannot_be_rung_is_refused(warmline: Warmline, db: Database, number: str) -> None:
    done = warmline("add", "Sam", number, "--active")
    assert done.exit_code == 2
    assert "PHONE" in done.output
    assert rows(db, Volunteer) == rows(db, Contact) == []


def test_a_wrong_zone_or_language_or_name_is_refused(warmline: Warmline, db: Database) -> None:
    assert "--timezone" in warmline("add", "Sam", SAM, "--timezone", "Mars/Base").output
    assert "--language" in warmline("add", "Sam", SAM, "--language", "xx").output
    assert "NAME" in warmline("add", " ", SAM).output
    assert rows(db, Volunteer) == []


def test_adding_again_updates_and_leaves_what_is_not_said(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--language", "es", "--experience", "grief", "--timezone", "America/Denver")
    done = warmline("add", "sam", SAM, "--active", "--on-duty")
    assert done.output == "sam (•••• 24): was there already; updated\n"
    them = only(db)
    assert (them["status"], them["on_duty"], them["languages"]) == ("active", True, ["es"])
    assert (experiences(db), them["timezone"]) == (["grief"], "America/Denver")
    warmline("add", "Sam", SAM, "--language", "en", "--language", "es")
    assert only(db)["languages"] == ["en", "es"]


def test_the_number_of_somebody_else_renames_nobody(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--active")
    done = warmline("add", "Alex", SAM, "--on-duty")
    assert done.exit_code == 2
    assert re.search(r"the number of Sam \(\w+-\d+\) already, and nobody was renamed", done.output)
    them = only(db)
    assert name_of(db) == "Sam"
    assert not them["on_duty"]


@pytest.mark.parametrize("name", ["Sam\nAlex", "Sam\x1b[2J", "Sam\x00", "Sam\u202emas", "Sam\u2028x", "\t"])
def test_a_name_with_characters_nobody_sees_is_refused(warmline: Warmline, db: Database, name: str) -> None:
    done = warmline("add", name, SAM, "--active")
    assert done.exit_code == 2
    assert "control characters" in done.output
    assert rows(db, Volunteer) == []


@pytest.mark.parametrize("name", ["José-María Ñúñez", "O’Neill", "Dr.  Sam", "سارا\u200cجان"])
def test_a_name_may_be_written_as_its_people_write_it(warmline: Warmline, name: str) -> None:
    assert warmline("add", name, SAM, "--active").exit_code == 0


def test_without_active_they_are_invited_once_by_a_text_in_their_language(
    warmline: Warmline, db: Database
) -> None:
    agreed = ("--agreed", "signed form 2026-11-01")
    assert "they join by replying JOIN" in warmline("add", "Sam", SAM, "--language", "es", *agreed).output
    warmline("add", "Sam", SAM, *agreed)
    assert only(db)["agreed"] == "signed form 2026-11-01"
    [message] = rows(db, Message)
    said = opened(db, MESSAGE_WORDS, message)
    assert "UNIRME" in said
    assert "Riverside Warmline" in said
    assert count(said).segments <= 2
    assert only(db)["status"] == "invited"


def test_who_did_not_agree_to_be_texted_first_is_texted_nothing_and_texts_first(
    warmline: Warmline, db: Database
) -> None:
    said = warmline("add", "Sam", SAM, "--texts-first").output
    assert "texted nothing" in said and "text JOIN to (202) 555-0100" in said and "--agreed" in said
    assert rows(db, Message) == []
    for how in ("", "ask her at 202 555 0124", "x" * 121, "a\x1b[2Jb"):
        assert "--agreed" in warmline("add", "Sam", SAM, "--agreed", how).output
    assert only(db)["agreed"] is None


def test_who_is_invited_with_nothing_said_of_how_they_agreed_is_asked_about(
    warmline: Warmline, db: Database
) -> None:
    said = warmline("add", "Sam", SAM).output
    assert "they join by replying JOIN" in said and "How did they agree" in said
    assert "How did they agree" not in warmline("add", "Alex", ALEX, "--agreed", "in person").output
    assert [row.agreed for row in rows(db, Volunteer)] == [None, "in person"]


def test_somebody_who_opted_out_is_not_said_to_be_invited(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--active")

    def leave(tx: Tx) -> None:
        tx.run(Volunteer.__table__.delete())  # type: ignore[attr-defined]
        tx.run(update(Contact).values(opted_out_at=tx.now))

    db.transact(datetime.now(UTC), leave)
    assert "not invited: they have opted out" in warmline("add", "Sam", SAM, "--agreed", "in person").output
    assert rows(db, Message) == []
    assert "opted out" in warmline("list").output


def test_the_list_shows_who_there_is_with_masked_numbers(warmline: Warmline) -> None:
    assert "nobody yet" in warmline("list").output
    warmline("add", "Sam", SAM, "--active", "--on-duty", "--experience", "grief")
    warmline("add", "Alex", ALEX)
    sam, alex = warmline("list").output.splitlines()
    assert re.fullmatch(r"Sam +\w+-\d+ +•••• 24 +active +on duty +en +grief", sam)
    assert re.fullmatch(r"Alex +\w+-\d+ +•••• 33 +invited +off duty +en *", alex)


def test_gender_and_calls_a_day_are_kept_listed_and_left_as_they_were(
    warmline: Warmline, db: Database
) -> None:
    warmline(
        "add", "Sam", SAM, "--active", "--gender", "woman", "--calls-a-day", "2", "--experience", "grief"
    )
    warmline("add", "Sam", SAM, "--on-duty")
    them = only(db)
    assert (them["gender"], them["daily_cap"]) == ("woman", 2)
    assert warmline("list").output.split()[8:] == ["woman,", "2", "a", "day,", "grief"]
    warmline("add", "Sam", SAM, "--gender", "nonbinary", "--calls-a-day", "0")
    them = only(db)
    assert (them["gender"], them["daily_cap"]) == ("nonbinary", None)


def test_a_cap_on_one_stretch_of_duty_and_the_reserve_are_kept_until_said_otherwise(
    warmline: Warmline, db: Database
) -> None:
    warmline("add", "Sam", SAM, "--active", "--shift-cap", "2", "--reserve")
    warmline("add", "Sam", SAM, "--on-duty")
    them = only(db)
    assert (them["shift_cap"], them["reserve"]) == (2, True)
    assert them["duty_since"] is not None, "so that the night knows that they are freshly on"
    warmline("add", "Sam", SAM, "--shift-cap", "0", "--no-reserve")
    them = only(db)
    assert (them["shift_cap"], them["reserve"]) == (None, False)


def test_a_paused_volunteer_is_listed_as_paused_and_stays_paused_whatever_is_commanded(
    warmline: Warmline, db: Database
) -> None:
    warmline("add", "Sam", SAM, "--active", "--on-duty", "--shift-cap", "2", "--reserve")
    assert warmline("list").output.split()[5:] == [*"on duty en 2 a shift, fills gaps".split()]
    db.transact(datetime.now(UTC), lambda tx: pause.begin(tx, 1, None, is_break=False))
    assert "paused" in warmline("list").output
    assert "they paused with PAUSE" in warmline("add", "Sam", SAM, "--on-duty").output
    assert only(db)["paused_at"] is not None


def test_a_volunteer_whose_named_end_of_duty_has_come_is_listed_as_off_duty(
    warmline: Warmline, db: Database
) -> None:
    """Also in the minute before the clock takes them off: the list and the line mean the same by "on duty"."""
    warmline("add", "Sam", SAM, "--active", "--on-duty")
    assert "on duty" in warmline("list").output
    now = datetime.now(UTC)
    db.transact(now, lambda tx: tx.run(update(Volunteer).values(duty_until=now)))
    assert "off duty" in warmline("list").output


def test_a_gender_or_a_number_of_calls_that_is_none_is_refused(warmline: Warmline, db: Database) -> None:
    assert "--gender" in warmline("add", "Sam", SAM, "--gender", "x").output
    assert "--calls-a-day" in warmline("add", "Sam", SAM, "--calls-a-day", "-1").output
    assert rows(db, Volunteer) == []


def test_a_zone_given_later_is_the_one_they_are_told_times_in(warmline: Warmline, db: Database) -> None:
    warmline("add", "Sam", SAM, "--active")
    warmline("add", "Sam", SAM, "--timezone", "America/Denver")
    [contact] = rows(db, Contact)
    assert contact.timezone == "America/Denver"


def test_somebody_who_comes_on_duty_is_asked_for_what_waits(warmline: Warmline, db: Database) -> None:
    warmline("add", "Alex", ALEX, "--active")
    later = datetime.now(UTC).replace(year=2099)
    with db.begin(datetime.now(UTC)) as tx:
        waiting = {
            "code": "K7",
            "state": "waiting",
            "language": "en",
            "attempts": 0,
            "wait_for_go": False,
            "requested_at": tx.now,
            "promised_by": later,
            "due_at": later,
        }
        contact = tx.run(select(Contact.id)).scalar_one()
        tx.run(Callback.__table__.insert().values(contact_id=contact, **waiting))  # type: ignore[attr-defined]
    warmline("add", "Sam", SAM, "--active", "--on-duty")
    [callback] = rows(db, Callback)
    assert callback.due_at <= datetime.now(UTC)


def has_open(pid: int, file: str) -> bool:
    """Whether this process has this file open at this moment; it opens and closes others as we look."""
    held = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            held.append(each.readlink())
    return Path(file).resolve() in held


def test_it_works_while_the_line_writes(env: dict[str, str], db: Database) -> None:
    argv = [sys.executable, "-m", "console.cli", "volunteers", "add", "Sam", SAM, "--active"]
    with (
        db.engine.connect() as busy,
        running(argv, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True) as adding,
    ):
        busy.begin()
        assert eventually(lambda: has_open(adding.pid, env["DATABASE_URL"].removeprefix("sqlite:///")))
        with pytest.raises(subprocess.TimeoutExpired):  # the other's transaction holds it up, and no more
            adding.wait(timeout=0.5)
        busy.rollback()
        said, _ = adding.communicate(timeout=PATIENCE)
    assert adding.returncode == 0
    assert said == "Sam (•••• 24): added\n"
    assert only(db)["status"] == "active"


def test_an_environment_that_names_half_a_line_is_told_so(warmline: Warmline, env: dict[str, str]) -> None:
    del env["DATA_KEYS"]
    done = warmline("add", "Sam", SAM)
    assert done.exit_code == 2
    assert "DATA_KEYS: it is missing" in done.stderr
