"""What was agreed with somebody who calls often: seen, changed, ended. Never a block: crisis always gets through."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.people.clock_times import read_clock
from console.web.people.dates import Dates
from console.web.people.person import missing, shown
from console.web.people.sayings import days_of_week
from console.web.wording import t
from flows.rules.promises.limits import CarePlan, Slot
from store.accounts.sign_in import by
from store.callbacks import care_plans
from store.database import Tx
from store.models import Contact
from store.people import plans

ROWS: Final = 3
MOST_ROWS: Final = 40
MOST_CALLS: Final = 20


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/plan: one form to change it, one to end it."""

    def shown_form(handle: str, form: Form | None, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
            if row is None:
                return missing()
            plan = care_plans.plan_of(tx, row.id)
            stands = as_fields(tx, row, plan)
            dates = Dates(tx.line, page.language_now(), tx.now)
            peers = plans.may_be_named(tx, row.id)
        filled = form if form is not None else forms.shown(stands)
        return page.render(
            "person_plan.html",
            "person_plan.title",
            status=status,
            form=filled,
            handle=row.handle,
            stands=plan is not None,
            rows=range(max(ROWS, len(plan.slots) + 1 if plan is not None else 0, _rows_sent(filled))),
            calls=_calls(filled),
            days={"": "–"} | {str(n): day for n, day in enumerate(days_of_week(dates))},
            peers={"": t("person_plan.nobody", page.language_now())}
            | {str(id): str(each) for id, each in peers.items()},
        )

    def see(handle: str) -> Response:
        return shown_form(handle, None)

    def send(handle: str) -> Response:
        form, who = forms.sent(), by(page.mine().account)
        ends = form.text("do") == "end"

        def change(tx: Tx) -> bool | None:
            row = shown(tx, handle)
            if row is None:
                return None
            before = care_plans.plan_of(tx, row.id)
            plan = None if ends else read(tx, row, form)
            form.compare(as_fields(tx, row, before))
            if list(form.errors) == [forms.WAS] and plan == before:
                return True  # pressed twice, or somebody else agreed on just this
            if not form.is_good:
                return False
            if plan is None:
                care_plans.clear(tx, row.id)
                tx.record("plans clear", row.handle, by=who)
            else:
                care_plans.keep(tx, row.id, plan)
                tx.record("plans set", row.handle, by=who, changed=", ".join(_changed(before, plan)))
            return True

        done = ctx.db.transact(ctx.clock(), change)
        if done is None:
            return missing()
        if not done:
            return shown_form(handle, form, 422)
        return page.go("person", "person_plan.ended" if ends else "person_plan.kept", handle=handle)

    page.add_form(routes, "/people/<handle>/plan", "person_plan", see, send)


def as_fields(tx: Tx, row: Contact, plan: CarePlan | None) -> Mapping[str, str]:
    """A plan as the form has it; None: an empty one."""
    zone = plan.zone if plan is not None else row.timezone or tx.line.timezone
    calls = "" if plan is None or plan.calls_per_day is None else str(plan.calls_per_day)
    named = str(plan.named_volunteer or "") if plan is not None else ""
    fields = {"calls": calls, "zone": zone, "named": named}
    for n, slot in enumerate(plan.slots if plan is not None else ()):
        fields |= {f"day_{n}": str(slot.weekday), f"at_{n}": f"{slot.at:%H:%M}"}
        fields[f"minutes_{n}"] = str(slot.minutes)
    return fields


def read(tx: Tx, row: Contact, form: Form) -> CarePlan:
    """The plan that a form asks for. What is wrong with it stands in the form, and then it is not to be kept."""
    calls, named = form.text("calls", most=3), form.text("named", most=20)
    if calls and not (calls.isascii() and calls.isdecimal() and int(calls) <= 100):
        form.wrong("calls", "person_plan.no_calls")
        calls = ""
    peers = plans.may_be_named(tx, row.id)
    chosen = next((id for id in peers if str(id) == named), None)
    if named and chosen is None:
        form.wrong("named", "person_plan.no_named")
    zone = form.text("zone", most=64)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        form.wrong("zone", "person_plan.no_zone")
    slots = tuple(care_plans.in_order(_slots(form)))
    if form.is_good and not calls and not slots and chosen is None:
        form.wrong("calls", "person_plan.nothing")
    return CarePlan(int(calls) if calls else None, slots, zone, chosen)


def _slots(form: Form) -> Sequence[Slot]:
    found = []
    for n in range(_rows_sent(form)):
        day, at, minutes = (form.text(f"{name}_{n}", most=8) for name in ("day", "at", "minutes"))
        if not day and not at:
            continue
        clock = read_clock(at)
        if day not in {str(each) for each in range(7)}:
            form.wrong(f"day_{n}", "person_plan.no_day")
        if clock is None:
            form.wrong(f"at_{n}", "person_plan.no_time")
        good = minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes) <= care_plans.WIDEST
        if minutes and not good:
            form.wrong(f"minutes_{n}", "person_plan.no_minutes", most=care_plans.WIDEST)
        if form.is_good and clock is not None:
            found.append(Slot(int(day), clock, int(minutes) if minutes else care_plans.USUAL))
    return found


def _rows_sent(form: Form) -> int:
    sent = [name.rpartition("_")[2] for name in form.values if name.startswith(("day_", "at_", "minutes_"))]
    return min(
        MOST_ROWS, max((int(n) + 1 for n in sent if n.isascii() and n.isdecimal() and len(n) < 4), default=0)
    )


def _calls(form: Form) -> Mapping[str, str]:
    language = page.language_now()
    choices = {"": t("person_plan.calls_choose", language), "0": t("person_plan.calls_all", language)}
    choices |= {str(n): str(n) for n in range(1, MOST_CALLS + 1)}
    kept = form.values.get("calls", "")
    return choices if kept in choices or not kept.isdecimal() or len(kept) > 3 else choices | {kept: kept}


def _changed(before: CarePlan | None, plan: CarePlan) -> list[str]:
    """Which parts of it, in the words that `warmline plans set` has for them."""
    names = ("calls_per_day", "slots", "zone", "named_volunteer")
    return [name for name in names if before is None or getattr(before, name) != getattr(plan, name)]
