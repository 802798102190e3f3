"""`warmline callbacks` shows a coordinator open callbacks and what was decided, and reassigns or ends them."""

import json
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import click

from console.commands import callbacks_text
from console.commands.callbacks_text import Clock
from console.target_line import open_store, settings_of_the_line
from flows.rules.matching.matching import in_words
from store.callbacks.callbacks import S
from store.config.clock import now
from store.coordinators import actions, lookup, overview, timeline
from store.database import Tx
from store.models import Callback
from store.offers import matching


class Sorry(click.ClickException):
    """Why a command cannot be done, for the coordinator to read; exit 1."""

    def show(self, file: Any = None) -> None:
        """Print the message as it is, without "Error:" before it."""
        click.echo(self.message, err=True)


@click.group()
def callbacks() -> None:
    """Callbacks: what is open, what was decided and why, and how to step in."""


@callbacks.command(name="list")
@click.option("--all", "also_ended", is_flag=True, help="Also the last 50 that are over.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read; times in UTC.")
def list_open(also_ended: bool, as_json: bool) -> None:
    """Open callbacks, by the time they are promised for. Nobody's number."""

    def look(tx: Tx) -> list[str]:
        rows = overview.open_callbacks(tx)
        rows += overview.ended_callbacks(tx) if also_ended else []
        found = [overview.status_of(tx, cb) for cb in rows]
        if as_json:
            return [json.dumps([callbacks_text.as_data(each) for each in found], indent=2)]
        clock = Clock(tx.now, ZoneInfo(tx.line.timezone))
        said = [line for each in found for line in callbacks_text.lines(each, clock)]
        return said or ["nothing is open: nobody waits for a call"]

    in_store(look)


@callbacks.command()
@click.argument("code")
def show(code: str) -> None:
    """Everything decided about a callback, with the reasons. CODE: K7, or #12 for one of the past."""

    def look(tx: Tx) -> list[str]:
        cb = lookup.callback_called(tx, code)
        clock = Clock(tx.now, ZoneInfo(tx.line.timezone))
        said = [*callbacks_text.lines(overview.status_of(tx, cb), clock)]
        sealed = timeline.sealed_words(tx, cb)
        if sealed:
            said.append(f"    sealed, not shown here: {', '.join(sealed)}")
        said.append("")
        said += [callbacks_text.entry(each, clock) for each in timeline.of(tx, cb)]
        if cb.state in (S.WAITING, S.OFFERED) and cb.contact_id is not None:
            said += ["", *_who_is_next(tx, cb)]
        return said

    in_store(look)


def _who_is_next(tx: Tx, cb: Callback) -> list[str]:
    ranking = matching.ranked(tx, cb)
    said = ["who could be asked now, best first:" if ranking.choices else "nobody could be asked now"]
    for choice in ranking.choices:
        why = ", ".join(in_words(reason) for reason in choice.why)
        said.append(f"    {overview.peer(tx, choice.volunteer_id)}, {choice.score:g} points: {why}")
    if ranking.left_out:
        said.append("left out:")
    for out in ranking.left_out:
        why = ", ".join(in_words(reason) for reason in out.why)
        said.append(f"    {overview.peer(tx, out.volunteer_id)}: {why}")
    return said


@callbacks.command()
@click.argument("code")
@click.option("--to", "volunteer", help="Offer it to this volunteer: a name or a handle.")
@click.option("--even-so", is_flag=True, help="Ask them although something speaks against it.")
@click.option("--why", default="", help="A reason to keep with it. No numbers: it is kept in the clear.")
def reassign(code: str, volunteer: str | None, even_so: bool, why: str) -> None:
    """Take a callback from who has it, and put it back in line, or offer it to somebody by name."""
    _check(why)

    def work(tx: Tx) -> list[str]:
        cb = lookup.callback_called(tx, code)
        named = lookup.volunteer_called(tx, volunteer) if volunteer is not None else None
        to = named.id if named is not None else None
        done = actions.reassign(tx, cb.id, to=to, even_so=even_so, why=why)
        whom = overview.peer(tx, to)
        tx.record(
            "callbacks.reassign",
            f"{cb.code} #{cb.id}",
            to=whom.handle if whom else "the line",
            even_so=even_so,
        )
        said = [f"{done.taken_from} no longer has {cb.code} and is told so."] if done.taken_from else []
        if done.over:
            return [
                *said,
                "That was its last ring: it is over, and the participant is told how to ask again.",
            ]
        if to is None:
            return [*said, "It is back in line, and the next one is asked at once."]
        said.append(f"{cb.code} is offered to {overview.peer(tx, to)}: TAKE or PASS, as with any offer.")
        if done.also_asked:
            said.append(f"Also asked: {', '.join(map(str, done.also_asked))}. The first TAKE has it.")
        return said

    in_store(work)


@callbacks.command(name="call-off")
@click.argument("code")
@click.option("--tell/--quiet", default=True, help="Text the participant, or not: you have spoken with them.")
@click.option("--why", default="", help="A reason to keep with it. No numbers: it is kept in the clear.")
def call_off(code: str, tell: bool, why: str) -> None:
    """End a callback: volunteers are told, rings called off, the participant told how to ask again."""
    _check(why)

    def work(tx: Tx) -> list[str]:
        cb = lookup.callback_called(tx, code)
        told = actions.call_off(tx, cb.id, tell=tell, why=why)
        tx.record("callbacks call-off", f"{cb.code} #{cb.id}", told=bool(told))
        if told:
            return [f"{cb.code} is called off. The participant is told by text, and how to ask again."]
        if not tell:
            return [f"{cb.code} is called off. The participant is not told: you have."]
        return [f"{cb.code} is called off. The participant CANNOT be texted and does not know."]

    in_store(work)


def _check(why: str) -> None:
    if not actions.may_note(why):
        raise Sorry("Leave numbers out of --why, and keep it under 200 letters: it is kept in the clear.")


def in_store(work: Callable[[Tx], list[str]]) -> None:
    """Do it in one transaction and print what came of it. Raises Sorry, and changes nothing, where that fails."""
    with open_store(settings_of_the_line()) as db:
        try:
            said = db.transact(now(), work)
        except (lookup.NotFound, actions.Refused) as error:
            raise Sorry(str(error)) from None
    for line in said:
        click.echo(line)
