"""All pages of the line: one room for `console.web.rooms`."""

from flask import Blueprint

from console.web.context import Context
from console.web.line import history, settings


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line and what hangs on it."""
    for each in (settings, history):
        each.add(routes, ctx)
