"""Commands that are loaded when they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Lazily(click.Group):
    """A group some of whose commands stand elsewhere: `elsewhere` gives "module:name" for each.

    One process of the line starts in half the time, and in less memory, without what the others need.
    """

    def __init__(self, *given: Any, elsewhere: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        self._elsewhere = dict(elsewhere)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in order."""
        return sorted([*super().list_commands(ctx), *self._elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None where there is none."""
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module, name = self._elsewhere[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command
