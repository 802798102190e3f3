"""All pages of the rota."""

from flask import Blueprint

from console.web.context import Context
from console.web.shifts import away, closed, month, new, shift, slots, week


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/shifts and what is under it."""
    for room in (week, month, shift, new, away, slots, closed):
        room.add(routes, ctx)
