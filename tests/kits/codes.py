"""Codes that the line asks to have back, as somebody does who reads them on their own phone."""

import re

from tests.kits.line import TestLine


def code_in(reply: str) -> str:
    """The code that this text asks to have back."""
    found = re.search(r"\b\d{4}\b", reply)
    assert found is not None, f"no code in {reply}"
    return found[0]


def proven(line: TestLine, sender: str, body: str) -> str:
    """Text something that wants a code back, and send that code; gives the last reply."""
    return line.text(sender, code_in(line.text(sender, body)))


def brought_back(line: TestLine, sender: str, body: str) -> str:
    """Ask for a call after a no, and send the code where one has to come back; gives the last reply."""
    reply = line.text(sender, body)
    return line.text(sender, code_in(reply)) if "asked us not to call" in reply else reply
