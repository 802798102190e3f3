"""`warmline volunteers fairness` shows who was asked, who took calls, and whether they are shared fairly."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import click

from console.target_line import open_store, settings_of_the_line
from flows.rules.matching.fairness import in_words
from store.config import clock
from store.contacts import views
from store.database import Tx
from store.models import Volunteer
from store.volunteers import roster
from store.volunteers.fairness import shares

_COLUMNS = ("asked", "taken", "passed", "silent", "talks", "minutes", "hard", "hours")


@click.command()
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="How far back.")
def fairness(days: int) -> None:
    """What each volunteer was asked and took, and how evenly calls were shared. For the team, not to rank anybody."""
    settings = settings_of_the_line()
    with open_store(settings) as db, db.begin(clock.now()) as tx:
        for line in lines(tx, days):
            click.echo(line)


def lines(tx: Tx, days: int) -> list[str]:
    """The report, line by line."""
    rows = shares(tx, timedelta(days=days))
    if not rows:
        return ["nobody yet: warmline volunteers add NAME PHONE"]
    zone = ZoneInfo(tx.line.timezone)
    head = "".join(f"{name:>8}" for name in _COLUMNS)
    found = [f"The last {days} days, volunteers in the order of the list:", "", f"{'':34} {head}  last asked"]
    for row in rows:
        numbers = "".join(f"{getattr(row, name):>8.0f}" for name in _COLUMNS)
        last = f"{row.last_asked_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.last_asked_at else "never"
        found.append(f"{_who(tx, row.volunteer):34} {numbers}  {last}")
    found += ["", in_words([row.talks for row in rows if row.volunteer.status == "active"])]
    if rung := sum(row.rung for row in rows):
        found.append(f"Phones rung unasked for a caller on the line: {rung}; not among those asked.")
    found.append("Silent: did not answer an offer. Hard: said so with DONE. Passing is always all right.")
    found.append("Hours: on duty by the rota, breaks and all. Time on by ON alone is not kept.")
    return found


def _who(tx: Tx, volunteer: Volunteer) -> str:
    return f"{views.name_of(tx, volunteer)} ({roster.handle_of(tx, volunteer.id)})"
