"""What the organisation chooses about its line: all of it on one page, and a page to change one thing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.line import choices as shown
from console.web.line import preview
from console.web.wording import t
from flows.line import Line
from flows.line.choices import CHOICES, NotAllowed
from store.accounts.sign_in import by
from store.database import Tx
from store.line import choices, in_force

MISSING = "refused.missing"
LONGEST = 400
DONE = {"save": "line.saved", "default": "line.back", "same": "line.same"}


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line, and a form for each choice. Those that may get somebody hurt ask again who it is."""

    @routes.get("/line")
    def line() -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            counts, newest = tx.line, choices.newest(tx.connection)
            unread = [
                name
                for name, text in in_force.chosen(tx.connection).items()
                if not in_force.reads(name, text)
            ]
        return page.render(
            "line.html",
            "line.title",
            line=counts,
            newest=newest,
            chosen=shown,
            unread=unread,
            said=lambda name: shown.said(name, getattr(counts, name), counts, say()),
            environment=shown.environment(counts, say()),
        )

    def page_of(name: str, form: Form | None, trial: Line | None = None, *, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            counts, defaults = tx.line, tx.defaults
            newest = choices.newest(tx.connection).get(name)
        return page.render(
            "line_setting.html",
            f"line_choices.{name}",
            status=status,
            form=form if form is not None else forms.shown(start(name, counts, newest)),
            name=name,
            line=counts,
            newest=newest,
            chosen=shown,
            now=shown.said(name, getattr(counts, name), counts, say()),
            default=shown.said(name, getattr(defaults, name), defaults, say()),
            picked={each: shown.option(name, each, say()) for each in shown.PICKED.get(name, ())},
            preview=preview.of_choice(name, trial) if trial is not None else None,
        )

    def see(name: str, *, grave: bool) -> Response:
        if name not in CHOICES or name in shown.ELSEWHERE:
            return page.render("refused.html", "refused.missing_title", status=404, why=MISSING)
        if (name in shown.GRAVE) is not grave:
            return page.go("line_setting_grave" if name in shown.GRAVE else "line_setting", name=name)
        return page_of(name, None)

    def send(name: str, *, grave: bool) -> Response:
        form = forms.sent()
        if name not in CHOICES or name in shown.ELSEWHERE or (name in shown.GRAVE) is not grave:
            return page.render("refused.html", "refused.missing_title", status=404, why=MISSING)
        do, value = form.text("do"), form.text("value", most=LONGEST)
        if do not in ("preview", "save", "default") or not form.is_good:
            return page_of(name, form, status=422)
        new = None if do == "default" else value
        with ctx.db.look(ctx.clock()) as tx:
            trial = on_trial(tx, name, new, form)
        if do == "preview" or trial is None:
            return page_of(name, form, trial, status=422 if form.errors else 200)
        who = by(page.mine().account)
        done = ctx.db.transact(ctx.clock(), partial(_save, name=name, new=new, form=form, who=who))
        if form.errors:
            return page_of(name, form, trial, status=422)
        return page.go("line", DONE["same" if not done else do])

    def kind(grave: bool) -> tuple[Callable[..., Response], Callable[..., Response]]:
        return partial(see, grave=grave), partial(send, grave=grave)

    page.add_form(routes, "/line/setting/<name>", "line_setting", *kind(False))
    page.add_form(routes, "/line/grave/<name>", "line_setting_grave", *kind(True))


def say() -> Callable[..., str]:
    """Words of the console in the language of whoever looks."""
    language = page.language_now()
    return lambda key, **gaps: t(key, language, **gaps)


def start(name: str, line: Line, newest: Any) -> dict[str, str]:
    """What stands in the form before anybody types, and what tells whether it changed meanwhile."""
    if name in shown.UNSHOWN:
        return {"row": str(newest.id) if newest is not None else ""}
    return {"value": shown.typed(name, line)}


def on_trial(tx: Tx, name: str, new: str | None, form: Form) -> Line | None:
    """The line as it would be; None, and an error in the form, where the value does not fit."""
    rows = in_force.chosen(tx.connection)
    rows.pop(name, None)
    if new is not None:
        try:
            CHOICES[name].read(new)
        except NotAllowed:
            form.wrong("value", f"line_allowed.{name}")
            return None
        rows[name] = new
    return in_force.with_choices(tx.defaults, rows)


def _save(tx: Tx, *, name: str, new: str | None, form: Form, who: str) -> bool:
    """Whether something changed. Nothing is done where somebody else changed it meanwhile: the form says so."""
    choices.lock(tx.connection)
    stands = in_force.chosen(tx.connection).get(name)
    if stands == (new and " ".join(new.split())):
        return False  # a second click, or what counted already
    form.compare(start(name, tx.line, choices.newest(tx.connection).get(name)))
    if not form.is_good:
        return False
    made = tx.choose(name, new, by=who)
    return made.before != made.value
