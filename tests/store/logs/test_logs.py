"""No number and no word of a person reaches a log, whichever way it comes."""

import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from store.logs.redaction import HIDDEN, redacted, safe, without_arguments
from store.logs.setup import configure


class Written(io.StringIO):
    """A stream that logs were sent to."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def written() -> Iterator[Written]:
    """Logging as it is in production, and as it was before when the test is over."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook)
    stream = Written()
    configure("INFO", stream)
    yield stream
    root.handlers[:], root.level, sys.excepthook = before
    logging.captureWarnings(False)


NUMBERS = [
    *(
        "+12025550123",
        "12025550123",
        "202-555-0123",
        "(202) 555-0123",
        "+1 (202) 555-0123",
        "+1.202.555.0123",
    ),
    *("+34 600 12 34 56", "0044 20 7946 0018", "06 12 34 56 78", "202\u2011555\u20110123", "5550123"),
    *("\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663", "tel:+12025550123", "x12025550123x"),
]


@pytest.mark.parametrize("number", NUMBERS)
def test_whatever_looks_like_a_number_is_masked(number: str) -> None:
    shown = redacted(f"could not ring {number}, sorry")
    assert HIDDEN in shown
    assert sum(letter.isdigit() for letter in shown) == 0


@pytest.mark.parametrize(
    "text",
    [
        "at 2026-11-22T18:04:05.123456+00:00 and 2026-11-22 18:04 and 2026-11-22",
        "call CA0123456789abcdef0123456789abcdef, job 1f5c0d4b-4e2f-4c52-b8ae-947671290296",
        "Listening at: http://0.0.0.0:8000 (12345)",
        "handled 12 of 345 in 0.25 s",
    ],
)
def test_what_is_needed_to_follow_a_call_stays(text: str) -> None:
    assert redacted(text) == text


@given(st.text(), st.from_regex(r"\+?[1-9][0-9]{6,14}", fullmatch=True), st.text())
def test_no_number_survives_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assert number not in redacted(f"{before} {number} {after}")


def test_words_keys_and_addresses_are_left_out_however_deep() -> None:
    event = {
        "code": "K7",
        "body": "I feel low",
        "request": {"From": "+12025550123", "SpeechResult": "help", "Digits": "12", "sid": "SM1"},
        "list": [{"auth_token": "secret"}, ("+12025550123", b"+12025550123")],
        "count": 3,
        "number_of_calls": 2,
        "as_int": 12025550123,
        "error": ValueError("+12025550123 is bad"),
    }
    assert safe(event) == {
        "code": "K7",
        "request": {"sid": "SM1"},
        "list": [{}, [HIDDEN, HIDDEN]],
        "count": 3,
        "number_of_calls": 2,
        "as_int": HIDDEN,
        "error": f"{HIDDEN} is bad",
    }


def test_submitted_forms_queries_and_sql_values_are_hidden() -> None:
    shown = redacted("POST /voice/leg?token=opens-a-door HTTP/1.1 Body=I+feel+low&Digits=12")
    assert "opens-a-door" not in shown
    assert "feel" not in shown
    assert "12" not in shown.replace("HTTP/1.1", "")
    error = "(IntegrityError)\n[SQL: INSERT]\n[parameters: ('I feel low',)]\n(Background on this error at: x)"
    assert "low" not in redacted(error)
    assert "INSERT" in redacted(error)


def test_an_exception_is_logged_without_what_it_quotes(written: Written) -> None:
    try:
        raise ConnectionError("no answer from +12025550123")
    except ConnectionError:
        structlog.get_logger("telephony.carrier").exception("carrier.failed", leg=7)
    (line,) = written.lines
    assert line["event"] == "carrier.failed"
    assert line["leg"] == 7
    assert "ConnectionError" in line["exception"]
    assert "2025550123" not in written.getvalue()


@pytest.mark.parametrize(
    "name", ["gunicorn.error", "rq.worker", "sqlalchemy.engine.Engine", "werkzeug", "twilio"]
)
def test_libraries_log_the_same_way(written: Written, name: str) -> None:
    logging.getLogger(name).error("failed for %s", "+12025550123")
    (line,) = written.lines
    assert (line["logger"], line["level"], line["event"]) == (name, "error", f"failed for {HIDDEN}")


@pytest.mark.parametrize("name", ["twilio.http_client", "sqlalchemy.engine.Engine", "werkzeug"])
def test_libraries_that_quote_requests_only_warn(written: Written, name: str) -> None:
    logging.getLogger(name).info("the request was …")
    assert written.lines == []


def test_rq_names_jobs_with_identifiers_only() -> None:
    line = "Worker w: texts: workers.texts.send({}) (1f5c0d4b)"
    assert without_arguments(line.format("12, '1f5c0d4b'")) == line.format("12, '1f5c0d4b'")
    assert without_arguments(line.format("'I feel (so) low'")) == line.format("[hidden]")
    coloured = "Worker w: texts: \x1b[34mworkers.texts.send('I feel low')\x1b[39;49;00m (1f5c0d4b)"
    assert "low" not in without_arguments(coloured)
    done = "Successfully completed workers.texts.send('I feel low') job in 0:00:01s on worker w"
    assert "low" not in without_arguments(done)
    assert without_arguments("Worker w: result: 'I feel low'") == "Worker w: result: [hidden]"


def test_warnings_and_crashes_are_logged_masked(written: Written) -> None:
    warnings.showwarning("+12025550123 is old", DeprecationWarning, "file.py", 1)
    sys.excepthook(ValueError, ValueError("+12025550123"), None)
    assert [line["level"] for line in written.lines] == ["warning", "critical"]
    assert "2025550123" not in written.getvalue()


def test_a_crashed_process_reports_itself_without_numbers() -> None:
    program = "from store.logs.setup import configure; configure(); raise SystemError('+12025550123 again')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["event"] == "process crashed"
    assert "2025550123" not in done.stdout + done.stderr


def test_a_line_that_cannot_be_formatted_is_not_printed_raw() -> None:
    program = """
import logging
from store.logs.setup import configure
configure()
logging.getLogger("store").info("%d rows for %s", "+12025550123", "I feel low")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "a log line of store could not be written\n")


def test_below_the_level_nothing_is_written_and_a_terminal_gets_key_and_value(written: Written) -> None:
    structlog.get_logger("x").debug("unseen")
    assert written.lines == []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    configure("INFO", terminal)
    structlog.get_logger("x").info("seen", code="K7", who="+12025550123")
    assert "K7" in terminal.getvalue()
    assert "2025550123" not in terminal.getvalue()
