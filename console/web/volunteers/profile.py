"""What is known of one volunteer, changed by the team. Two who change it at once: the second is told."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.volunteers.volunteer import Found, look_up
from console.web.wording import LANGUAGES, t
from flows.wording import LANGUAGES as SPOKEN
from store.accounts.sign_in import by
from store.contacts import views
from store.database import Tx
from store.volunteers import profile, roster

MOST_CALLS: Final = 50
GENDERS: Final = ("none", *roster.GENDERS)
_SAID: Final = {
    "none": "volunteer_profile.gender_none",
    "woman": "volunteer_profile.gender_woman",
    "man": "volunteer_profile.gender_man",
    "nonbinary": "volunteer_profile.gender_nonbinary",
}
LANGUAGE: Final = "language-"
EXPERIENCE: Final = "experience-"
"""Boxes to tick have these before what they stand for."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/<number>/profile."""

    def shown(number: int, form: Form | None, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            said: dict[str, Any] = {
                "each": found.each,
                "row": found.row,
                "talks": roster.talks_of(tx, number),
                "languages_offered": {code: LANGUAGES.get(code, code) for code in SPOKEN},
                "experiences_offered": {each: each for each in offered(tx, found.each.experiences)},
                "genders": {name: t(_SAID[name], page.language_now()) for name in GENDERS},
                "form": form or forms.shown(_stands(tx, found)),
            }
        return page.render("volunteer_profile.html", "volunteer_profile.title", status=status, **said)

    def see(number: int) -> Response:
        return shown(number, None)

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        changes = _read(form)

        def work(tx: Tx) -> Response | None:
            found = look_up(tx, number)
            if isinstance(found, Response):
                return found
            if found.each.state == "left":
                form.wrong("name", "volunteer.left_already")
                return None
            stands = _stands(tx, found)
            form.compare(stands)
            if "experiences" not in changes:
                named = offered(tx, found.each.experiences)
                changes["experiences"] = [each for each in named if f"{EXPERIENCE}{each}" in form.values]
            changed = {what: value for what, value in changes.items() if value != _kept(tx, found)[what]}
            if form.is_good and changed:
                roster.edit(tx, number, changed)
                tx.record(
                    "volunteers edit", found.each.handle, by=by(account), changed=", ".join(sorted(changed))
                )
            return page.go("volunteer", "volunteer_profile.done", number=number) if form.is_good else None

        answer = ctx.db.transact(ctx.clock(), work)
        return answer or shown(number, form, status=422)

    page.add_form(routes, "/volunteers/<int:number>/profile", "volunteer_profile", see, send)


def offered(tx: Tx, theirs: tuple[str, ...] | list[str] | Any = ()) -> list[str]:
    """The line's own names for experiences, and those that somebody has besides; none where the line has none."""
    return list(dict.fromkeys([*tx.line.experiences, *theirs])) if tx.line.experiences else []


def languages(form: Form, name: str = "languages") -> list[str]:
    """The languages that are ticked. An error beside `name` where none is."""
    ticked = [code for code in SPOKEN if f"{LANGUAGE}{code}" in form.values]
    if not ticked:
        form.wrong(name, "volunteer_profile.languages_missing")
    return ticked


def experiences(form: Form) -> list[str] | None:
    """What was typed, on a line that has no names of its own for them; None where there are boxes to tick."""
    if "experiences" not in form.values:
        return None
    said = profile.experiences(form.text("experiences", most=300))
    if said is None:
        form.wrong("experiences", "volunteer_profile.experiences_wrong")
    return list(said or ())


def name_of(form: Form) -> str:
    """The name that was typed."""
    said = profile.name(form.text("name"))
    if said is None:
        form.wrong("name", "volunteer_profile.name_wrong")
    return said or ""


def _read(form: Form) -> dict[str, Any]:
    zone, how = form.text("timezone", most=60), form.text("agreed")
    if zone and not profile.is_zone(zone):
        form.wrong("timezone", "volunteer_profile.timezone_wrong")
    said = profile.agreed(how)
    if how and said is None:
        form.wrong("agreed", "volunteer_profile.agreed_wrong")
    gender = form.text("gender")
    if gender not in GENDERS:
        form.wrong("gender", "volunteer_profile.gender_wrong")
    read: dict[str, Any] = {
        "name": name_of(form),
        "languages": languages(form),
        "timezone": zone or None,
        "gender": gender,
        "calls_a_day": _calls(form, "calls_a_day"),
        "shift_cap": _calls(form, "shift_cap"),
        "reserve": "reserve" in form.values,
        "ready_for_danger": "ready_for_danger" in form.values,
        "agreed": said,
        "notes": _notes(form),
    }
    named = experiences(form)
    return read if named is None else read | {"experiences": named}


def _calls(form: Form, name: str) -> int:
    typed = form.text(name)
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MOST_CALLS):
        form.wrong(name, "volunteer_profile.calls_wrong", most=MOST_CALLS)
        return 0
    return int(typed)


def _notes(form: Form) -> str:
    """Several lines, without what nobody sees."""
    typed = form.values.get("notes", "").replace("\r\n", "\n")
    said = "".join(each if each.isprintable() or each == "\n" else " " for each in typed).strip()
    if len(said) > profile.LONGEST_NOTES:
        form.wrong("notes", "form.too_long", most=profile.LONGEST_NOTES)
    return said


def _kept(tx: Tx, found: Found) -> Mapping[str, Any]:
    """What stands there, as `roster.edit` takes it."""
    row = found.row
    return {
        "name": views.name_of(tx, row),
        "languages": list(row.languages),
        "experiences": list(found.each.experiences),
        "timezone": row.timezone,
        "gender": row.gender or "none",
        "calls_a_day": row.daily_cap or 0,
        "shift_cap": row.shift_cap or 0,
        "reserve": row.reserve,
        "ready_for_danger": row.ready_for_danger,
        "agreed": row.agreed,
        "notes": roster.notes_of(tx, row),
    }


def _stands(tx: Tx, found: Found) -> dict[str, str]:
    """What stands there, as the form shows it."""
    kept = _kept(tx, found)
    said = {
        name: str(kept[name] or "")
        for name in ("name", "timezone", "gender", "calls_a_day", "shift_cap", "agreed", "notes")
    }
    said |= {name: "yes" for name in ("reserve", "ready_for_danger") if kept[name]}
    said |= {f"{LANGUAGE}{code}": "yes" for code in kept["languages"]}
    if not tx.line.experiences:
        return said | {"experiences": ", ".join(kept["experiences"])}
    return said | {f"{EXPERIENCE}{each}": "yes" for each in kept["experiences"]}
