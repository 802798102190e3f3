"""`warmline plans` shows and changes the care plan of somebody who calls often."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from console.commands.callbacks import Sorry, in_store
from flows.rules.promises.limits import CarePlan, Slot
from store.callbacks import care_plans
from store.contacts import same_person
from store.coordinators import lookup, overview
from store.database import Tx

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@click.group(name="plans")
def group() -> None:
    """Care plans: calls a day, agreed times, a named volunteer. Never a block: crisis always gets through."""


@group.command()
@click.argument("handle")
def show(handle: str) -> None:
    """Show what was agreed with the person of this HANDLE (Heron-4821)."""

    def look(tx: Tx) -> list[str]:
        person = lookup.contact_called(tx, handle)
        plan = care_plans.plan_of(tx, person.id)
        if plan is None:
            return [f"{person.handle} has no care plan: the line's own limit of calls a day counts"]
        return [f"{person.handle}", *_lines(tx, plan)]

    in_store(look)


@group.command(name="set")
@click.argument("handle")
@click.option("--calls-a-day", type=click.IntRange(0, 100), help="In place of the line's limit; 0: no limit.")
@click.option(
    "--slot", "slots", multiple=True, help='An agreed time: "Mon 19:00 30", give or take 30 minutes.'
)
@click.option("--timezone", help="In which the times are read, like America/New_York.")
@click.option("--volunteer", help="Who is asked first: a name or a handle.")
def set_plan(
    handle: str, calls_a_day: int | None, slots: Sequence[str], timezone: str | None, volunteer: str | None
) -> None:
    """Change what is agreed with the person of this HANDLE. What is not named stays; --slot replaces all the times."""
    agreed = tuple(_slot(each) for each in slots)
    if timezone is not None:
        _check_zone(timezone)

    def work(tx: Tx) -> list[str]:
        person = lookup.contact_called(tx, handle)
        named = lookup.volunteer_called(tx, volunteer) if volunteer is not None else None
        if named is not None and same_person.are_same(tx, named.contact_id, person.id):
            raise lookup.NotFound("That is the same person. Name another volunteer.")
        plan = care_plans.plan_of(tx, person.id) or CarePlan(None, (), person.timezone or tx.line.timezone)
        changes: dict[str, Any] = {}
        if calls_a_day is not None:
            changes["calls_per_day"] = calls_a_day
        if agreed:
            changes["slots"] = tuple(care_plans.in_order(agreed))
        if timezone is not None:
            changes["zone"] = timezone
        if named is not None:
            changes["named_volunteer"] = named.id
        if not changes:
            raise lookup.NotFound("Say what is agreed: --calls-a-day, --slot, --timezone or --volunteer.")
        plan = replace(plan, **changes)
        care_plans.keep(tx, person.id, plan)
        tx.record("plans set", person.handle, changed=", ".join(changes))
        return [f"{person.handle}: agreed", *_lines(tx, plan)]

    in_store(work)


@group.command()
@click.argument("handle")
def clear(handle: str) -> None:
    """End the care plan of the person of this HANDLE."""

    def work(tx: Tx) -> list[str]:
        person = lookup.contact_called(tx, handle)
        if not care_plans.clear(tx, person.id):
            return [f"{person.handle} had no care plan"]
        tx.record("plans clear", person.handle)
        return [f"{person.handle}: the care plan is gone, and the line's own limit counts"]

    in_store(work)


def _lines(tx: Tx, plan: CarePlan) -> list[str]:
    limits = {None: "as the line has it", 0: "no limit"}
    said = [f"    calls a day: {limits.get(plan.calls_per_day, plan.calls_per_day)}"]
    said += [f"    agreed time: {_in_words(slot)} ({plan.zone})" for slot in plan.slots]
    if plan.named_volunteer is not None:
        said.append(f"    asked first: {overview.peer(tx, plan.named_volunteer)}")
    return said


def _in_words(slot: Slot) -> str:
    return f"{DAYS[slot.weekday]} {slot.at:%H:%M}, give or take {slot.minutes} minutes"


def _slot(given: str) -> Slot:
    """ "Mon 19:00 30" as a slot; the minutes may be left out."""
    read = re.fullmatch(r"([A-Za-z]{3,9}) +(\d{1,2}):(\d{2})(?: +(\d{1,3}))?", given.strip())
    days = [day for day in range(7) if read and DAYS[day].casefold() == read[1][:3].casefold()]
    if read is None or not days or int(read[2]) > 23 or int(read[3]) > 59:
        raise Sorry('A time is written like "Mon 19:00 30": day, time, and minutes around it.')
    minutes = int(read[4] or care_plans.USUAL)
    if not 1 <= minutes <= care_plans.WIDEST:
        raise Sorry(f"Give or take 1 to {care_plans.WIDEST} minutes around an agreed time.")
    return Slot(days[0], time(int(read[2]), int(read[3])), minutes)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Sorry("Give a zone like America/New_York.") from None
