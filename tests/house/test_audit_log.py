"""Every command that changes something on a line writes into the log of who did what, or stands here with a reason."""

import inspect
from collections.abc import Iterator

import click
import pytest

from console.cli import main

CHANGES_NOTHING = {
    "accounts list",
    "audit show",
    "audit verify",
    "callbacks list",
    "callbacks show",
    "cover",
    "doctor",
    "line show",
    "plans show",
    "read",
    "safety evaluate",
    "safety train",
    "shifts list",
    "volunteers fairness",
    "volunteers list",
    "volunteers print-card",
}
RUNS_THE_LINE = {"clock", "demo", "phones", "rehearse", "up", "worker"}
"""What they do, the line does; a demo's and a rehearsal's people are made up."""
THROUGH_CHOOSE = {"close", "line set", "open"}
"""What the organisation chooses is written into the log by `Tx.choose`."""


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


ALL = dict(commands(main))


@pytest.mark.parametrize("name", sorted(ALL.keys() - CHANGES_NOTHING - RUNS_THE_LINE - THROUGH_CHOOSE))
def test_a_command_that_changes_something_writes_into_the_log_of_who_did_what(name: str) -> None:
    callback = ALL[name].callback
    assert callback is not None
    assert ".record(" in inspect.getsource(callback), f"`warmline {name}` leaves no entry: tx.record(…)"


def test_what_is_listed_here_exists() -> None:
    assert ALL.keys() >= CHANGES_NOTHING | RUNS_THE_LINE | THROUGH_CHOOSE
