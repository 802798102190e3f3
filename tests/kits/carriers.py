"""Runs the local carrier as a program of its own, for tests of what speaks to a carrier over the network."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.kits.programs import first_line, running

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "AC" + "0123456789abcdef" * 2
AUTH = "a-token-of-no-account"


@contextlib.contextmanager
def local_carrier(number: str, line_url: str, *more: str) -> Iterator[str]:
    """Run a local carrier; gives its base URL. Its webhooks go to `line_url`, where nobody needs to answer.

    `more`: arguments of its own.
    """
    argv = [
        *(sys.executable, "-m", "telephony.local_carrier", "--account-sid", ACCOUNT, "--number", number),
        *("--sms-url", f"{line_url}/sms", "--voice-url", f"{line_url}/voice"),
        *("--voice-status-url", f"{line_url}/voice/status", "--pace", "50", *more),
    ]
    env = {**os.environ, "TWILIO_AUTH_TOKEN": AUTH}
    with running(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        found = re.search(r"http://\S+", first_line(process))
        assert found, "the carrier did not start"
        yield found.group()
