"""The doors for people, and the composition of the whole: `gunicorn 'console:create_app()'`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask  # every command is in this package, and most need no web


def create_app() -> "Flask":
    """The web app with the configuration in the environment."""
    from console.target_line import NoLine
    from console.web.app import from_environment
    from store.config.settings import SettingsError

    try:
        return from_environment()
    except (SettingsError, NoLine) as error:
        # To whoever reads the log of a process that will not start: the reasons, not a stack of frames.
        raise SystemExit(str(error)) from None
