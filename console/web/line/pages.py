"""All pages of the line: one room for `console.web.rooms`."""

from flask import Blueprint

from console.web.context import Context
from console.web.line import help_lines, history, settings, setup, wording, wordings


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line and what hangs on it."""
    for each in (settings, wordings, wording, help_lines, setup, history):
        each.add(routes, ctx)
