"""Contact with somebody is made quieter, with a reason. Louder they make it themselves, with SAFE."""

from collections.abc import Mapping
from datetime import time

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.people import sayings
from console.web.people.clock_times import read_clock
from console.web.people.dates import Dates
from console.web.people.person import missing, shown
from console.web.people.words import LONGEST, reasons
from flows.rules.safe_contact.allowed import Safe
from store.contacts import contacts
from store.database import Tx
from store.people import quieter


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/people/<handle>/quieter."""

    def shown_form(handle: str, form: Form | None, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            row = shown(tx, handle)
            if row is None:
                return missing()
            safe = contacts.listening(tx, row.id).safe
            dates = Dates(tx.line, page.language_now(), tx.now)
            now = sayings.safe_said(dates, safe, row.timezone or dates.zone)
        return page.render(
            "person_quieter.html",
            "person_quieter.title",
            status=status,
            form=form if form is not None else forms.shown(_as_fields(safe)),
            handle=row.handle,
            now=now,
            left=quieter.left(safe),
            reasons=reasons(quieter.REASONS),
        )

    def see(handle: str) -> Response:
        return shown_form(handle, None)

    def send(handle: str) -> Response:
        form, account = forms.sent(), page.mine().account
        changes = quieter.Changes(
            [each for each in quieter.QUIET if f"quiet_{each}" in form.values], _hours(form)
        )
        reason, said = form.text("reason"), form.text("said", most=LONGEST)
        if reason not in quieter.REASONS:
            form.wrong("reason", "reasons.missing")
        if not said:
            form.wrong("said", "reasons.said_missing")
        elif forms.has_number(said):
            form.wrong("said", "contact.number_in_words")

        def make(tx: Tx) -> bool | None:
            row = shown(tx, handle)
            if row is None:
                return None
            safe = contacts.listening(tx, row.id).safe
            form.compare(_as_fields(safe))
            if not form.is_good and _is_done(safe, changes):
                return True  # pressed twice, or somebody else did just this
            if changes.hours is not None and changes.hours != safe.hours:
                if not quieter.are_fewer(changes.hours, safe.hours):
                    form.wrong("begins", "person_quieter.not_fewer")
            elif not changes.answers:
                form.wrong("reason", "person_quieter.nothing")
            return form.is_good and quieter.make(tx, account, row, changes, reason, said)

        done = ctx.db.transact(ctx.clock(), make) if form.is_good else False
        if done is None:
            return missing()
        if not done:
            return shown_form(handle, form, 422)
        return page.go("person", "person_quieter.done", handle=handle)

    page.add_form(routes, "/people/<handle>/quieter", "person_quieter", see, send)


def _as_fields(safe: Safe) -> Mapping[str, str]:
    """What stands there, to be compared. The boxes have other names: none is ticked beforehand."""
    begins, ends = (f"{each:%H:%M}" for each in safe.hours) if safe.hours is not None else ("", "")
    state = {each: "yes" if getattr(safe, each) else "" for each in quieter.QUIET}
    return {**state, "begins": begins, "ends": ends}


def _is_done(safe: Safe, changes: quieter.Changes) -> bool:
    """Whether all that was asked for stands there by now."""
    still = [each for each in changes.answers if each in quieter.left(safe)]
    return not still and changes.hours in (None, safe.hours)


def _hours(form: Form) -> tuple[time, time] | None:
    begins, ends = form.text("begins", most=20), form.text("ends", most=20)
    if not begins and not ends:
        return None
    first, last = read_clock(begins), read_clock(ends)
    for name, each in (("begins", first), ("ends", last)):
        if each is None:
            form.wrong(name, "person_quieter.no_time")
    if first is None or last is None:
        return None
    if first == last:
        form.wrong("ends", "person_quieter.same_time")
    return first, last
