"""`warmline volunteers` adds a volunteer, or lists them with their numbers masked."""

import unicodedata
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from console.commands.lazily import Lazily
from console.target_line import open_store, settings_of_the_line
from flows.rules.matching.availability import is_on_duty_at, is_paused
from flows.rules.phone import mask, read_sender, ringable
from flows.wording import LANGUAGES
from store.callbacks import queue
from store.config import clock
from store.contacts import contacts, views
from store.coordinators import team
from store.database import Tx
from store.volunteers import availability, roster

_NO_LETTER = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Kinds of characters that can make a terminal, a text or a log show something other than the name."""
_JOINERS = "\u200c\u200d"  # but these two are how some names are written


@click.group(
    cls=Lazily,
    elsewhere={"fairness": "console.commands.fairness:fairness", "print-card": "console.card:print_card"},
)
def volunteers() -> None:
    """The people who take calls."""


@volunteers.command()
@click.argument("name")
@click.argument("phone")
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Repeat for several."
)
@click.option(
    "--experience", "experiences", multiple=True, help="What they have been through; repeat for several."
)
@click.option("--timezone", help="Like America/New_York.")
@click.option(
    "--gender", type=click.Choice(roster.GENDERS), help="For who asks to talk with a woman, or a man."
)
@click.option("--calls-a-day", type=click.IntRange(0, 50), help="At most so many; 0: as many as come.")
@click.option(
    "--shift-cap", type=click.IntRange(0, 50), help="Calls in one stretch of duty; 0: as many as come."
)
@click.option("--reserve/--no-reserve", default=None, help="Whether they may be asked to fill a gap.")
@click.option("--active", is_flag=True, help="They have agreed already: no invitation is sent.")
@click.option("--on-duty", is_flag=True, help="On duty from now on.")
def add(
    name: str,
    phone: str,
    languages: Sequence[str],
    experiences: Sequence[str],
    timezone: str | None,
    gender: str | None,
    calls_a_day: int | None,
    shift_cap: int | None,
    reserve: bool | None,
    active: bool,
    on_duty: bool,
) -> None:
    """Add a volunteer. Without --active they are invited by text, and join by replying. Works while the line runs."""
    settings = settings_of_the_line()
    number = read_sender(phone).number
    if number is None or number == settings.line_number or not ringable(number, settings.line_region):
        raise click.BadParameter(
            "give a phone number with its country code, like +12025550122", param_hint="PHONE"
        )
    name = " ".join(name.split(" ")).strip(" ")
    if not name or len(name) > 80 or any(map(_is_hidden, name)):
        raise click.BadParameter(
            "give a name of at most 80 characters, without line breaks or other control characters",
            param_hint="NAME",
        )
    if timezone is not None:
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise click.BadParameter("give a zone like America/New_York", param_hint="--timezone") from None

    def work(tx: Tx) -> str:
        there = roster.name_of(tx, number)
        if there is not None and there.casefold() != name.casefold():
            raise click.BadParameter(
                f"{mask(number)} is the number of {there} already, and nobody was renamed. For somebody else give "
                f"another number; to change what is known of {there}, give the name as it is.",
                param_hint="PHONE",
            )
        id, new = roster.add_volunteer(
            tx,
            name,
            number,
            languages=list(languages),
            experiences=list(experiences),
            timezone=timezone,
            active=active,
            on_duty=on_duty,
            gender=gender,
            daily_cap=calls_a_day,
            shift_cap=shift_cap,
            reserve=reserve,
        )
        if on_duty:
            queue.make_waiting_due(tx)
        if new and not active:
            if not roster.invite(tx, id):
                if not tx.line.texting:
                    return (
                        "invited, but this line may not text: ask them to call it from that phone and press 1"
                    )
                return (
                    "added, but not invited: they have opted out of texts, or the carrier cannot reach them"
                )
            return "invited by text; they join by replying JOIN"
        said = "added" if new else "was there already; updated"
        if on_duty and availability.is_paused(tx, id):
            said += (
                "; they paused with PAUSE, and are not asked anything before that is over, or they text ON"
            )
        return said

    with open_store(settings) as db:
        said = db.transact(clock.now(), work)
    click.echo(f"{name} ({mask(number)}): {said}")


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _NO_LETTER and letter not in _JOINERS


@volunteers.command(name="list")
def list_all() -> None:
    """List the volunteers. Numbers are masked."""
    with open_store(settings_of_the_line()) as db, db.begin(clock.now()) as tx:
        rows, complaints = roster.volunteers(tx), team.complaints(tx)
        if not rows:
            click.echo("nobody yet: warmline volunteers add NAME PHONE")
        for row in rows:
            duty = (
                "paused"
                if is_paused(row, tx.now)
                else "on duty"
                if is_on_duty_at(row, tx.now)
                else "off duty"
            )
            state = "opted out" if row.opted_out_at else row.status
            number = mask(contacts.open_number(tx, row))
            caps = [f"{row.daily_cap} a day" if row.daily_cap else None]
            caps.append(f"{row.shift_cap} a shift" if row.shift_cap else None)
            times = complaints.get(row.id)
            told = f"{times} complaint{'s' if times > 1 else ''} in 90 days" if times else None
            more = [row.gender, *caps, "fills gaps" if row.reserve else None, told]
            known = ", ".join(filter(None, [*more, *roster.experiences(tx, row)]))
            click.echo(
                f"{views.name_of(tx, row):24} {number:12} {state:10} {duty:9} "
                f"{','.join(row.languages):8} {known}"
            )
