"""`warmline cover` draws the coming week hour by hour: how many are on, how many are needed, where some are missing."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from math import ceil
from zoneinfo import ZoneInfo

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from console.commands.callbacks import in_store
from flows.line import Line
from flows.rules.promises import staffing
from flows.rules.promises.coverage import Gap, Hour, gaps
from store.database import Tx
from store.staffing import forecast
from store.staffing.forecast import Outlook

_HOURS_WIDE, _BETWEEN = 8, 2
"""Characters for the column of hours with its edges, and between two days."""
_AS_WIDE_AS_IT_IS = 400
MOST_GAPS = 12


@click.command()
@click.option(
    "--days", type=click.IntRange(1, 14), default=7, show_default=True, help="How many days to look at."
)
@click.option("--json", "as_json", is_flag=True, help="For a program to read; times in UTC.")
def cover(days: int, as_json: bool) -> None:
    """Draw the coming week: how many are on, how many are needed to keep the promise, and the gaps in words."""

    def look(tx: Tx) -> list[str]:
        found = forecast.outlook(tx, until=tx.now + timedelta(days=days))
        if as_json:
            return [json.dumps([_data(hour) for hour in found.hours], indent=2)]
        width = shutil.get_terminal_size().columns
        return [drawn(found.hours, tx.line, width), *_in_words(found, tx.line, tx.now)]

    in_store(look)


def _data(hour: Hour) -> dict[str, object]:
    return {
        "at": hour.at.isoformat(),
        "expected": round(hour.expected, 3),
        "needed": hour.needed,
        "on": hour.on,
        "confirmed": hour.sure,
    }


def drawn(row: Sequence[Hour], line: Line, width: int) -> str:
    """A table with a column for each day, a row for each hour, and "on/needed" in each cell; "!" marks a gap.

    Days that do not fit beside each other in `width` characters go into a table below.
    """
    zone = ZoneInfo(line.timezone)
    cells: dict[int, dict[date, list[str]]] = {}
    days: list[date] = []
    for hour in row:
        local = hour.at.astimezone(zone)
        if local.date() not in days:
            days.append(local.date())
        # The hour that comes twice when clocks are put back has two entries in one cell.
        cells.setdefault(local.hour, {}).setdefault(local.date(), []).append(_cell(hour))
    shown = {
        of_day: {day: " ".join(cells.get(of_day, {}).get(day, [""])) for day in days} for of_day in range(24)
    }
    told = {of_day: by_day for of_day, by_day in shown.items() if {*by_day.values()} - {"", "."}}
    if not told:
        return "nobody is needed and nobody is on in these days"
    widest = max(6, *(len(cell) for by_day in told.values() for cell in by_day.values()))
    fit = max(1, (width - _HOURS_WIDE) // (widest + _BETWEEN))
    # Tables of about the same width, so that the last one does not hold a single day.
    each = ceil(len(days) / ceil(len(days) / fit))
    return "\n".join(_table(told, days[n : n + each]) for n in range(0, len(days), each))


def _table(told: Mapping[int, Mapping[date, str]], days: Sequence[date]) -> str:
    table = Table(box=SIMPLE, pad_edge=False, padding=(0, 1))
    table.add_column("", no_wrap=True, min_width=5)
    for day in days:
        table.add_column(f"{day:%a} {day.day}", justify="right", no_wrap=True)
    for of_day, by_day in told.items():
        table.add_row(f"{of_day:02}:00", *(by_day[day] for day in days))
    paper = StringIO()
    Console(file=paper, width=_AS_WIDE_AS_IT_IS, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in paper.getvalue().rstrip().splitlines())


def _cell(hour: Hour) -> str:
    if not hour.needed and not hour.on:
        return "."
    return f"{hour.on}/{hour.needed}{'!' if hour.short else ' '}"


def _in_words(found: Outlook, line: Line, now: datetime) -> Iterator[str]:
    zone = ZoneInfo(line.timezone)
    missing = gaps(found.hours)
    unsure = sum(hour.on >= hour.needed > hour.sure for hour in found.hours)
    yield "on/needed, on the line's clock. ! somebody is missing; a dot: nobody is needed and nobody is on."
    for gap in missing[:MOST_GAPS]:
        yield said(gap, zone)
    if len(missing) > MOST_GAPS:
        yield f"and {len(missing) - MOST_GAPS} more gaps"
    if not missing:
        yield "no gaps: in every hour as many are on as are needed"
    if unsure:
        yield f"{unsure} {'hour hangs' if unsure == 1 else 'hours hang'} on somebody who has not confirmed yet"
    yield from _reckoned(found, line)


def said(gap: Gap, zone: ZoneInfo) -> str:
    """ "Sat 28 Nov 19:00 to 23:00: nobody is on and 1 is missing; about 2 requests are to be expected"."""
    begins, ends = gap.starts_at.astimezone(zone), gap.ends_at.astimezone(zone)
    there = "nobody is on" if not gap.on else "1 is on" if gap.on == 1 else f"{gap.on} are on"
    missing = "1 is missing" if gap.missing == 1 else f"{gap.missing} are missing"
    calls = f"about {gap.expected:.0f} requests are" if gap.expected >= 1.5 else "perhaps one request is"
    return (
        f"{begins:%a} {begins.day} {begins:%b} {begins:%H:%M} to {ends:%H:%M}: {there} and {missing}; "
        f"{calls} to be expected"
    )


def _reckoned(found: Outlook, line: Line) -> Iterator[str]:
    seen = found.demand
    asked = "1 request" if seen.requests == 1 else f"{seen.requests} requests"
    past = f"{asked} in the last {seen.weeks:.0f} weeks" if seen.weeks >= 1.5 else f"{asked} so far"
    lean = "; few, so a cautious guess stands beside them" if seen.requests < 100 else ""
    yield (
        f"Reckoned from {past}{lean}; a call takes a volunteer {found.call_minutes:.0f} minutes with rings and "
        f"rest; so many are needed that {staffing.KEPT:.0%} of callers have their turn within "
        f"{line.promise_minutes:g} minutes (Erlang C)."
    )
    if line.cover_hours is None:
        yield "COVER_HOURS is not set: an hour in which hardly anybody ever asked needs nobody."
