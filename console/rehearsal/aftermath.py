"""Checks a stage when all its scenes are over: nothing is left open, and no telephone number has leaked."""

import time

from console.rehearsal import ledger
from console.rehearsal.script import digits, national
from console.rehearsal.stage import LINE, Stage

PATIENCE = 40.0
"""Longer than it takes until a ring is looked up whose end nobody told us."""


def problems(stage: Stage) -> list[str]:
    """One sentence for each thing that is not as it must be."""
    return [*_left_open(stage), *_numbers_in_logs(stage), *_numbers_in_addresses(stage)]


def _left_open(stage: Stage) -> list[str]:
    deadline = time.monotonic() + PATIENCE
    while left := stage.store(ledger.left_open):
        if time.monotonic() > deadline:
            return [f"left open at the end: {', '.join(left)}"]
        time.sleep(0.1)
    return []


def _numbers_in_logs(stage: Stage) -> list[str]:
    found = []
    for name, line in stage.lines_since(0.0):
        bare = digits(line)
        found += [
            f"{name} wrote {who}'s number into its log" for number, who in _people(stage) if number in bare
        ]
    return sorted(set(found))


def _numbers_in_addresses(stage: Stage) -> list[str]:
    paths = {entry.path for entry in stage.carrier.webhooks()}
    return [
        f"{who}'s number stands in the address {path.split('/')[1]}"
        for path in paths
        for number, who in _people(stage)
        if number in digits(path)
    ]


def _people(stage: Stage) -> list[tuple[str, str]]:
    return [(national(number), who) for number, who in stage.cast.items() if number != LINE]
