"""The doctor checks the database: there, up to date, opened by our keys, with volunteers, and nothing long due."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from console.doctor import checks_on_call
from console.doctor.report import Findings
from flows.line import Line
from flows.line.choices import CHOICES
from flows.rules.crisis import help_lines, own_lines
from flows.rules.crisis import lines as crisis_lines
from flows.states import OPEN_STATES
from store import key_check, schema, sealing_form
from store.config import clock
from store.database import open_engine
from store.line import in_force
from store.models import Callback, Contact, Message, Volunteer
from store.person_keys import KeyRing
from store.upkeep import heartbeats, stuck
from store.vault import Vault, VaultError, WrongKey, WrongPlace
from store.volunteers import availability
from store.volunteers.danger_calls import MAY_TAKE

LATE = timedelta(minutes=1)
_SAMPLE = 50
_REFUSALS = {
    "password authentication": "it refuses the name or the password in DATABASE_URL.",
    "does not exist": "the server is there, but not that database or user. Create it, or correct DATABASE_URL.",
    "permission denied": "it does not let that user in. Give the user rights, or correct DATABASE_URL.",
    "locked": "another program has it locked. Try again when that has ended.",
}


def database(url: str, known: Mapping[str, Any], found: Findings) -> bool:
    """Check all that the database can tell. False: it cannot be asked, so checks of what is in it are of no use."""
    file = make_url(url).database if url.startswith("sqlite") else None
    if file is not None and not Path(file).is_file():
        found.bad("database: there is no such file yet. Run `warmline migrate`.")  # a check must not make one
        return False
    engine = open_engine(url, wait=heartbeats.PATIENCE, pooled=False)
    try:
        if not schema.is_current(engine):
            found.bad(
                "database: its tables are not those of this program. Run `warmline migrate`; where they are newer "
                "than the program, bring the program up to date."
            )
            return False
        found.ok("database: reachable and up to date.")
        with engine.connect() as connection:
            if known.get("data_keys"):
                _keys(connection, known["data_keys"], found)
            _policy(connection, known, found)
            old_lines(connection, known["line_region"][0], datetime.now(UTC).date(), found)
            _people(connection, known, found)
            _late(connection, found)
            checks_on_call.alerts(connection, known, found)
        return True
    except DBAPIError as error:
        said = str(error.orig).lower()
        why = next((then for cue, then in _REFUSALS.items() if cue in said), None)
        found.bad(f"database: {why or 'it cannot be reached. Is it up, and is DATABASE_URL right?'}")
        return False
    finally:
        engine.dispose()


def _keys(connection: Connection, keys: tuple[str, ...], found: Findings) -> None:
    vault, newest = Vault(keys), Vault(keys[:1])
    sealed = set(key_check.samples(connection, _SAMPLE))
    moved = [each.column for each in sealed if not _is_in_its_place(connection, vault, each)]
    if moved:
        found.bad(
            f"sealed values: {len(moved)} of {len(sealed)} that were tried were not sealed for the row they stand in "
            f"({', '.join(sorted({str(each) for each in moved}))}). Somebody has changed the database by hand: who is "
            "rung or texted may be wrong. Restore a backup from before."
        )
    shut = sum(not _opens(connection, vault, each) for each in sealed)
    if shut:
        found.bad(
            f"DATA_KEYS: {shut} of {len(sealed)} stored values that were tried open with none of the keys. Put the "
            "key back that they were sealed with; without it those people are lost."
        )
        return
    if key_check.lacks_a_key(connection, vault):
        found.bad(str(key_check.KeysDoNotFit()))
        return
    if not moved:
        found.ok(f"DATA_KEYS: {len(sealed)} stored values were tried, and all open.")
    if not sealing_form.is_on(connection):
        found.warn(
            "sealed values: new ones are not bound to their row yet, so that processes of the older program can read "
            "them. Once none runs any more: `warmline keys rotate`."
        )
    elif left := sealing_form.unbound(connection):
        found.warn(
            f"sealed values: {left} {'is' if left == 1 else 'are'} still of the program before, and bound to no row. "
            "`warmline keys rotate` seals them anew; do it before the next release, which may not read them."
        )
    old = sum(not _opens(connection, newest, each) for each in sealed)
    if old:
        found.warn(f"DATA_KEYS: {old} of them need an older key of the list. Keep the older keys.")


def _opens(connection: Connection, vault: Vault, tried: key_check.Sample) -> bool:
    """Whether one of these keys sealed it; also where it stands in a place that is not its own."""
    try:
        vault.open(*tried, KeyRing(connection, vault).find)
    except WrongKey:
        return False
    except VaultError:
        return True
    return True


def _is_in_its_place(connection: Connection, vault: Vault, tried: key_check.Sample) -> bool:
    try:
        vault.open(*tried, KeyRing(connection, vault).find)
    except WrongPlace:
        return False
    except VaultError:
        return True
    return True


def _policy(connection: Connection, known: Mapping[str, Any], found: Findings) -> None:
    rows = in_force.chosen(connection)
    for name in (each for each, text in rows.items() if not in_force.reads(each, text)):
        found.warn(
            f"choices: {name} cannot be used by this program. Set it again, or `line set {name} --default`."
        )
    chosen = rows.get("policy") or known["policy"]
    if chosen is None:
        found.bad(
            "policy: nothing is chosen, so people cannot be told whether this line calls emergency services. Choose "
            f"before the line opens: `warmline line set policy` with {CHOICES['policy'].allowed}."
        )
    else:
        found.ok(f"policy: {chosen}. People are told it before they say more.")
    if rows.get("texting") == "off":
        found.warn(
            "texting: off, so this line sends no text and answers none, but to words of danger. Offers, shifts and "
            "alerts are rings with keys. Tell nobody to text it. Once the carrier has registered the number: "
            "`warmline line set texting on`, in force at once."
        )
    if rows.get("age_question") == "on" and "youth_line" not in rows:
        found.warn("age_question is on, and no youth line is named: `warmline line set youth_line` sets it.")


def old_lines(connection: Connection, region: str, today: date, found: Findings) -> None:
    """The numbers for people in danger that nobody has looked at for a year."""
    line = in_force.with_choices(_ANY_LINE, in_force.chosen(connection))
    if help_lines.is_old(help_lines.seen(line, own_lines.CRISIS, region, crisis_lines.FOUND), today):
        found.warn(
            f"LINE_REGION: it is more than a year since the crisis line was looked up ({crisis_lines.FOUND}). Ring it, "
            "look at its own page, and say so in the console, on The line, Lines for danger."
        )
    for each in help_lines.to_check(line, region, today):
        found.warn(
            f"LINE_REGION: it is more than a year since {each.call} ({each.name}) was looked up. Ring it, look at its "
            "own page, and say so in the console, on The line, Lines for danger."
        )


_ANY_LINE = Line("", "", "US", "UTC", "en", 10, 25, 2, 10, 120, None, True)
"""To read the choices of lines with; nothing else of it is looked at."""


def _people(connection: Connection, known: Mapping[str, Any], found: Findings) -> None:
    active = (
        select(func.count())
        .select_from(Volunteer)
        .join(Contact, Contact.id == Volunteer.contact_id)
        .where(Volunteer.status == "active", availability.reachable())
    )
    now = clock.now()
    on = active.where(availability.on_duty(now))
    if not connection.execute(active).scalar_one():
        found.warn("volunteers: nobody yet. Add one: warmline volunteers add NAME PHONE --active --on-duty")
    elif not (number := connection.execute(on).scalar_one()):
        hours = (
            ""
            if in_force.chosen(connection).get("cover_hours", known["cover_hours"]) not in (None, "none")
            else " COVER_HOURS, when set, lets the line say from when there is cover."
        )
        found.warn(f"volunteers: nobody is on duty. One of them should text ON to the line.{hours}")
    else:
        found.ok(f"volunteers: {number} on duty.")
    if (
        connection.execute(active).scalar_one()
        and not connection.execute(active.where(MAY_TAKE)).scalar_one()
    ):
        found.warn(
            "volunteers: nobody takes calls with somebody in danger, so whoever speaks of a crisis is offered no "
            "volunteer. They say so themselves (ME, then 8); you mark who is ready: "
            "`warmline volunteers edit NAME --ready-for-danger`."
        )


def _late(connection: Connection, found: Findings) -> None:
    now = clock.now()
    held_up = stuck.found(connection, now)
    if held_up.count:
        kinds = ", ".join(f"{count} {kind}" for kind, count in held_up.counts.items())
        found.warn(
            f"work: something is due since {held_up.minutes} minutes ({kinds}). Do a worker and a clock run? "
            "`warmline callbacks list` shows what is open, the log what went wrong."
        )
        return
    oldest = (
        select(func.min(Callback.due_at)).where(Callback.state.in_(OPEN_STATES)),
        select(func.min(Message.due_at)).where(Message.state.in_(("due", "sending"))),
    )
    moments = [at for each in oldest if (at := connection.execute(each).scalar()) is not None]
    if moments and now - min(moments) > LATE:
        minutes = (now - min(moments)).total_seconds() / 60
        found.warn(f"work: something is due since {minutes:.0f} minutes. Do a worker and a clock run?")
