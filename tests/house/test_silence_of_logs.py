"""No line of any log names a number, a name or a word of a person, not even when something breaks in the middle."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import NoReturn, cast

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from console.web import calendar
from store.database import Database
from store.logs import setup as log
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.confiding import confide, given_away
from tests.kits.console import PASSWORD, Console
from tests.kits.line import NOON, TestLine


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that is logged at DEBUG during the test, by whichever library."""
    stream, root = io.StringIO(), logging.getLogger()
    before = (root.handlers[:], root.level, structlog.get_config())
    levels = {name: logging.getLogger(name).level for name in list(logging.root.manager.loggerDict)}
    log.configure("DEBUG", stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    structlog.configure(**before[2])
    logging.captureWarnings(False)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def nothing_leaked(stream: io.StringIO) -> list[dict[str, object]]:
    written = stream.getvalue()
    assert given_away(written) == []
    return [json.loads(each) for each in written.splitlines()]


def journey(line: TestLine) -> None:
    confide(line)
    line.post("/sms", {"From": PARTICIPANT, "Body": "I want to die"}, signed=False)
    line.text("whatsapp:" + PARTICIPANT, "the river was grey")


def test_a_whole_journey_is_silent_about_people(quick_line: TestLine, logged: io.StringIO) -> None:
    journey(quick_line)
    assert any(entry["event"] == "unsigned_request_refused" for entry in nothing_leaked(logged))


def test_refusals_of_the_carrier_are_logged_without_the_number(
    quick_line: TestLine, logged: io.StringIO
) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.carrier.failures = [
        TransportError(f"HTTP 400: {VOLUNTEER} is not a valid number", code=21211, permanent=True),
        TransportError("no clear answer", unknown=True),
    ]
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    events = [entry["event"] for entry in nothing_leaked(logged)]
    assert "text_not_sent" in events


def test_a_database_that_breaks_in_mid_request_is_logged_without_what_was_said(
    line: TestLine, logged: io.StringIO
) -> None:
    journey(line)
    with line.db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE inbound RENAME TO outbound"))
        connection.execute(text("ALTER TABLE conversations RENAME TO monologues"))
    assert "988" in line.text(PARTICIPANT, "I want to die")
    line.text(PARTICIPANT, "my brother Anselm")
    line.call(PARTICIPANT)
    entries = nothing_leaked(logged)
    assert {"text_not_kept", "carrier_request_failed"} <= {entry["event"] for entry in entries}


def test_a_row_that_breaks_a_worker_is_logged_without_its_words(
    quick_line: TestLine, logged: io.StringIO
) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.work()
    with quick_line.db.engine.begin() as connection:
        connection.execute(
            text("UPDATE messages SET words_sealed = :said, state = 'due', sid = NULL"),
            {"said": f"the river was grey {PARTICIPANT}"},
        )
    quick_line.pass_time(seconds=30)
    assert any(entry["event"] == "sweep_failed_on_a_row" for entry in nothing_leaked(logged))


class Gone:
    """A database that cannot be reached, and says so with all it was asked."""

    def begin(self, now: datetime) -> NoReturn:
        """Fails."""
        raise OperationalError("SELECT 1 WHERE feed_hash = 'x'", {"path": ADDRESS}, Exception(ADDRESS))


SECRET = "abcdefgh" * 4
ADDRESS = f"/calendar/{SECRET}.ics"


def test_whoever_reads_the_logs_cannot_read_a_calendar(logged: io.StringIO) -> None:
    app = Flask("test")
    app.register_blueprint(calendar.blueprint(cast("Database", Gone()), lambda: NOON))
    response = app.test_client().get(ADDRESS)
    assert (response.status_code, SECRET in response.text) == (503, False)
    # What gunicorn writes of its own when a request breaks.
    logging.getLogger("gunicorn.error").error("Error handling request %s", ADDRESS + "?x=1")
    assert "calendar_not_shown" in logged.getvalue() and "/calendar/[hidden]" in logged.getvalue()
    assert SECRET not in logged.getvalue()


def test_whoever_reads_the_logs_can_neither_sign_in_nor_learn_an_address(
    quick_line: TestLine, logged: io.StringIO
) -> None:
    console = Console(quick_line)
    browser, token = console.browser(), "an-invitation-of-somebody"
    browser.post("/console/sign-in", {"email": "ana@example.org", "password": PASSWORD, "code": "123456"})
    with quick_line.db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE account_links RENAME TO others"))
    assert browser.get(f"/console/finish/{token}").status_code == 503
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/console/finish/{token}")
    written = logged.getvalue()
    assert "console_page_failed" in written and "/console/finish/[hidden]" in written
    assert [secret for secret in (token, "ana@", PASSWORD, "123456") if secret in written] == []
