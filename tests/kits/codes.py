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
