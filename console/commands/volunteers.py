"""`warmline volunteers` adds a volunteer, or lists them with their numbers masked."""

from collections.abc import Sequence

import click

from console.commands.lazily import Lazily
from console.commands.parsers import agreed_given, name_given, number_given, zone_given
from console.target_line import open_store, settings_of_the_line
from flows.rules.matching.availability import is_on_duty_at, is_paused
from flows.rules.phone import mask, written
from flows.wording import KEYWORDS, LANGUAGES
from store.callbacks import queue
from store.config import clock
from store.contacts import contacts, views
from store.coordinators import team
from store.database import Tx
from store.volunteers import availability, roster


@click.group(
    cls=Lazily,
    elsewhere={
        "edit": "console.commands.roster:edit",
        "fairness": "console.commands.fairness:fairness",
        "off": "console.commands.roster:off",
        "print-card": "console.card:print_card",
        "remove": "console.commands.roster:remove",
        "renumber": "console.commands.roster:renumber",
        "show": "console.commands.roster:show",
    },
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
@click.option("--agreed", metavar="HOW", help='How they agreed to be texted first: "signed form 2026-11-01".')
@click.option("--texts-first", is_flag=True, help="They text the line first: we do not invite them by text.")
@click.option("--active", is_flag=True, help="They have joined already: no invitation is sent.")
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
    agreed: str | None,
    texts_first: bool,
    active: bool,
    on_duty: bool,
) -> None:
    """Add a volunteer. Works while the line runs.

    Without --active they are invited by text, and join by replying. Say with --agreed how they agreed to be texted
    first; it is kept. Did they not? With --texts-first we text them nothing, and you are told what to tell them.
    """
    settings = settings_of_the_line()
    number = number_given(phone, settings)
    name, agreed = name_given(name), agreed_given(agreed)
    zone_given(timezone)

    def work(tx: Tx) -> str:
        there = roster.name_of(tx, number)
        if there is not None and there.casefold() != name.casefold():
            handle = roster.handle_of_number(tx, number)
            raise click.BadParameter(
                f"{mask(number)} is the number of {there} ({handle}) already, and nobody was renamed. For somebody "
                "else give another number. Do both answer this phone? "
                f'`warmline volunteers edit {handle} --name "{there} and {name}"`, and '
                f"`warmline people shared {handle}`.",
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
            agreed=agreed,
        )
        tx.record("volunteers add" if new else "volunteers update", roster.handle_of(tx, id), active=active)
        if on_duty:
            queue.make_waiting_due(tx)
        if not active and (new or agreed is not None) and roster.is_to_be_invited(tx, id):
            if texts_first:
                return _text_first(tx)
            if not roster.invite(tx, id):
                if not tx.line.texting:
                    return (
                        "invited, but this line may not text: ask them to call it from that phone and press 1"
                    )
                return (
                    "added, but not invited: they have opted out of texts, or the carrier cannot reach them"
                )
            return "invited by text; they join by replying JOIN" + ("" if agreed else _NOBODY_SAID_HOW)
        said = "added" if new else "was there already; updated"
        if on_duty and availability.is_paused(tx, id):
            said += (
                "; they paused with PAUSE, and are not asked anything before that is over, or they text ON"
            )
        return said

    with open_store(settings) as db:
        said = db.transact(clock.now(), work)
    click.echo(f"{name} ({mask(number)}): {said}")


_NOBODY_SAID_HOW = (
    "\nHow did they agree to be texted first? Keep it: warmline volunteers edit ... --agreed "
    '"signed form 2026-11-01". Did they not? The next time, add them with --texts-first.'
)


def _text_first(tx: Tx) -> str:
    word = KEYWORDS[tx.line.language]["JOIN"][0].upper()
    return (
        f"added, and texted nothing.\n"
        f"Tell them: text {word} to {written(tx.line.number)}, and we ask you the rest.\n"
        f'Or say how they agreed: --agreed "signed form 2026-11-01", and we text them.'
    )


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
                f"{views.name_of(tx, row):24} {row.handle:16} {number:12} {state:10} {duty:9} "
                f"{','.join(row.languages):8} {known}"
            )
