"""Whom the line dials is one rule, and nothing that dials goes round it (docs/adr/0057)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("workers", "telephony", "console", "store", "flows")
BY_THE_RULE = {"workers/context.py": r"self\.carrier\.ring\(", "telephony/calls/twiml.py": r"dial\.number\("}
"""Where a phone is dialled, each after `may_dial`."""
OTHERWISE = {
    "telephony/carrier.py": "asks the carrier, for workers/context.py",
    "telephony/calls/transfer.py": "dials the region's crisis line, from the table of crisis lines",
    "telephony/calls/crisis_line.py": "as transfer.py, for a caller who pressed 8",
}


def dials(source: str) -> list[str]:
    return re.findall(r"carrier\.ring\(|calls\.create\(|\bdial\.(?:number|sip|client)\(|\bDial\(", source)


def test_every_ring_of_ours_goes_by_the_rule_on_whom_we_dial() -> None:
    files = (file for package in OURS for file in (ROOT / package).rglob("*.py"))
    found = {
        str(file.relative_to(ROOT))
        for file in files
        if "local_carrier" not in file.parts and dials(file.read_text("utf-8"))
    }
    assert found == BY_THE_RULE.keys() | OTHERWISE.keys()


@pytest.mark.parametrize(("file", "dialled"), BY_THE_RULE.items())
def test_the_rule_is_asked_right_before(file: str, dialled: str) -> None:
    source = (ROOT / file).read_text("utf-8")
    for at in re.finditer(dialled, source):
        function = source[: at.start()].rpartition("\n    def ")[2]
        assert re.search(r"if not may_dial\(\w+, [\w.]+\.rung\):", function), file
