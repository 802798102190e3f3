"""The commands and pages of operators and coordinators, and the web app whole: `gunicorn 'console:create_app()'`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask  # every command is in this package, and most need no web


def create_app() -> "Flask":
    """The web app, set up from the environment. Exits with the reasons where that is not possible."""
    from console.target_line import NoLine
    from console.web.app import from_environment
    from store.config.settings import SettingsError

    try:
        return from_environment()
    except (SettingsError, NoLine) as error:
        # Whoever reads why a process did not start wants the reasons, not a stack of frames.
        raise SystemExit(str(error)) from None
