"""The doors for people, and the composition of the whole: `gunicorn 'console:create_app()'`."""

from flask import Flask


def create_app() -> Flask:
    """The web app with the configuration in the environment."""
    from console.app import from_environment

    return from_environment()
