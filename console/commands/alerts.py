"""`warmline alerts`: what is open and was, what became of one, and a test that really rings everybody on call."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import click

from console.commands.callbacks import Sorry, in_store
from console.target_line import open_store, settings_of_the_line
from flows.rules.phone import mask
from store.alerts import closing, drill, history
from store.alerts.drill import Answer
from store.alerts.history import Past
from store.config.clock import now
from store.database import Database, Tx
from store.upkeep import heartbeats

LOOKS_EVERY: Final = 1.0
_NO_WORKER: Final = (
    "No worker runs, so nobody would be texted or rung. Start the line's processes (`warmline up`, or those of the "
    "Procfile), and try again."
)
_NOBODY: Final = "Nobody is on call: ON_CALL is not set, nor is COORDINATOR_NUMBER."


@click.group(name="alerts")
def group() -> None:
    """Alerts to the people on call: open and past, one in full, and a test of the whole ladder. Numbers are masked."""


@group.command(name="list")
@click.option("--all", "past_too", is_flag=True, help="Also those of the last 30 days that somebody has.")
@click.option(
    "--days", type=click.IntRange(1, 365), help="All of so many days, also those that somebody has."
)
def list_alerts(past_too: bool, days: int | None) -> None:
    """Open alerts, the newest first: whom each is about, since when, how often told, who has it. Nobody's words."""

    def look(tx: Tx) -> list[str]:
        reach = days or (30 if past_too else None)
        rows = history.listed(tx, since=tx.now - timedelta(days=reach) if reach else None)
        tx.record("alerts list", past=reach or 0)
        zone = ZoneInfo(tx.line.timezone)
        return [_line(each, zone, tx.now) for each in rows] or [
            "no alert is open" if not reach else "no alerts"
        ]

    in_store(look)


@group.command()
@click.argument("code")
def show(code: str) -> None:
    """What became of the alert CODE (A12, K7): whom it was told, when, what they did. That you look is logged.

    What was done, as a coordinator wrote it when they closed it, is kept for 90 days.
    """

    def look(tx: Tx) -> list[str]:
        found = history.called(tx, code)
        if found is None:
            raise Sorry(f"There is no alert {code}. `warmline alerts list --all` has the codes.")
        tx.record("alerts show", found.code)
        zone = ZoneInfo(tx.line.timezone)
        done = closing.what_was_done(tx, found.id)
        return [
            _line(found, zone, tx.now),
            *([f"  what was done: {done}"] if done else []),
            *(f"  {_clock(each.at, zone)}  {_event(tx, each)}" for each in history.story(tx, found.id)),
        ]

    in_store(look)


@group.command()
@click.argument("code")
@click.option("--phone", "handle", metavar="HANDLE", help="Only this one of the people on call: Heron-4821.")
def unhide(code: str, handle: str | None) -> None:
    """Somebody on call said that they know the person of the alert CODE, and does not: they hear of them again.

    `warmline alerts show CODE` says who did. Ask them first: who knows somebody must not read of them. It is logged.
    """

    def change(tx: Tx) -> list[str]:
        found = history.called(tx, code)
        if found is None:
            raise Sorry(f"There is no alert {code}. `warmline alerts list --all` has the codes.")
        shown = history.show_again(tx, found.id, handle)
        if not shown:
            who = f"{handle} has" if handle else "Nobody has"
            raise Sorry(f"{who} {'not ' if handle else ''}said that they know the person of {found.code}.")
        tx.record("known person shown again", found.code, phones=", ".join(shown))
        return [f"{each} hears of them again." for each in shown]

    in_store(change)


@group.command()
@click.option(
    "--minutes",
    type=click.FloatRange(0.05, 30),
    default=3.0,
    show_default=True,
    help="How long to wait for answers.",
)
def test(minutes: float) -> None:
    """Text and ring everybody on call, at whatever hour, and say who answered. Exit 1 where somebody did not.

    It needs the line's running workers. Nobody else is told anything.
    """

    def begin(tx: Tx) -> int:
        tx.record("alerts test", phones=len(tx.line.ladder))
        return drill.begin(tx)

    with open_store(settings_of_the_line()) as db:
        answers = run_test(db, minutes, begin)
    if not all(each.answered_at for each in answers):
        raise Sorry(
            "Somebody did not answer. Speak with them: STOP from a phone, a wrong number, silent at night?"
        )
    click.echo("Everybody answered.")


def run_test(db: Database, minutes: float, begin: Callable[[Tx], int]) -> Sequence[Answer]:
    """Begin, wait, say what came, end. Raises Sorry where nobody could be reached anyway. `begin` gives the alert."""
    if not db.line.ladder:
        raise Sorry(_NOBODY)
    with db.engine.connect() as connection:
        if not heartbeats.alive(heartbeats.read(connection), "worker"):
            raise Sorry(_NO_WORKER)

    began = now()
    try:
        alert_id = db.transact(began, begin)
    except drill.NotNow:
        raise Sorry("Somebody tests the alerts just now, from the console or another shell.") from None
    answers: Sequence[Answer] = db.transact(now(), lambda tx: drill.answers(tx, alert_id))
    click.echo(f"Texting and ringing {len(answers)} now. They press 1 on the call, or reply TEST.")
    until = time.monotonic() + minutes * 60
    try:
        while time.monotonic() < until and not all(each.answered_at for each in answers):
            time.sleep(LOOKS_EVERY)
            answers = db.transact(now(), lambda tx: drill.answers(tx, alert_id))
    finally:
        db.transact(now(), lambda tx: drill.end(tx, alert_id))
    for place, each in enumerate(answers, 1):
        click.echo(f"{place}. {each.handle} ({mask(each.number)}): {_how(each, began)}")
    return answers


SAID: Final = {
    "raised": "raised",
    "taken": "taken",
    "joined": "joined by {code}, {kind}",
    "closed": "closed",
    "nobody_had_it": "a quarter of an hour, and nobody had it",
    "told_anew": "told anew from here on",
    "more_words": "words of danger so far: {times}, the last",
    "rung": "rung",
    "ring_over": "ring over: {outcome}",
    "told": "told",
    "told_waits": "told: the text waits",
    "told_eased": "told that they say it is better",
    "told_has_it": "told that somebody else has it",
    "text_refused": "the carrier refused the text ({code})",
    "text_arrived": "the text arrived",
    "answered": "answered",
    "wrote": "wrote to them, the last time",
    "asked_to_call": "asked if they may call",
    "passed": "passed it on",
    "knows": "knows them, and hears of them no more",
    "pressed_1": "pressed 1 on the phone",
    "pressed_2": "pressed 2: cannot look now",
    "heard": "heard it on the phone, and said nothing",
    "no_key": "picked up, and pressed no key",
    "no_answer": "did not pick up",
    "busy": "busy",
    "not_rung": "the phone could not be rung",
    "ring_off": "the ring was called off",
    "they_nobody_yet": "they were told that nobody has it yet",
    "they_other": "a text went to them",
}
"""What is said of each word of `history.WHAT`."""


def _event(tx: Tx, each: history.Event) -> str:
    who = history.who(tx, each)
    return f"{SAID[each.what].format(**each.gaps)}{f': {who}' if who else ''}"


def _how(each: Answer, began: datetime) -> str:
    if each.stopped:
        return "texted STOP, so nothing reaches this phone. START from it brings alerts back."
    if each.answered_at is not None:
        seconds = max(0, round((each.answered_at - began).total_seconds()))
        return f"answered {'on the phone' if each.by_key else 'by text'} after {seconds} seconds"
    return f"did not answer (text: {each.text}, ring: {each.ring.replace('_', ' ')})"


def _line(each: Past, zone: ZoneInfo, at: datetime) -> str:
    who = f" {each.handle}" if each.handle else ""
    said = f", {each.times} times" if each.times > 1 else ""
    has = (
        f"taken {_clock(each.taken_at, zone)} by {each.taken_by}"
        if each.taken_at is not None
        else "nobody has it"
    )
    state = has if each.taken_at is not None or each.open else "over"
    return (
        f"{each.code}  {each.kind.replace('_', ' ')}{who}{said}, {_clock(each.at, zone)} ({_age(at - each.at)} ago)  "
        f"told {each.told} times, {state}"
    )


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
