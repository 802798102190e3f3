"""Who chose what, and when; and one step back, where nobody chose anything else since."""

from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.line import choices as shown
from console.web.line.settings import say
from flows.line import Line
from flows.line.choices import CHOICES, NotAllowed
from flows.line.closing import read_closing
from flows.rules.crisis import own_lines
from store.accounts.sign_in import by
from store.line import choices, in_force
from store.models import LineChoice

AT_ONCE = 50
LONGEST = 120
_MOST = 2**62


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line/history: the newest first, by pages; a button on what may be taken back."""

    def see(*, status: int = 200, form: forms.Form | None = None) -> Response:
        older = request.args.get("before", "")
        before = int(older) if older.isdecimal() and len(older) < 19 else None
        name = " ".join(request.args.get("name", "").split())[:LONGEST] or None
        with ctx.db.look(ctx.clock()) as tx:
            rows = choices.history(tx.connection, AT_ONCE + 1, before=before, name=name)
            newest, line = choices.newest(tx.connection), tx.line

        def value(row: LineChoice, text: str | None) -> str:
            if text is None:
                return say()("line_history.default")
            if row.name in shown.UNSHOWN:
                return say()("line_history.unshown")
            if row.name.startswith(own_lines.LINE) and in_force.reads(row.name, text):
                told = own_lines.line(text)
                return f"{told.name}: {told.call}"
            if row.name in shown.ELSEWHERE:
                return _closing(text, line)
            return shown.option(row.name, text, say()) if _is_picked(row.name, text) else text

        return page.render(
            "line_history.html",
            "line_history.title",
            status=status,
            form=form or forms.shown(),
            rows=rows[:AT_ONCE],
            more=rows[AT_ONCE - 1].id if len(rows) > AT_ONCE else None,
            name=name,
            called=_title,
            value=value,
            when=lambda at: shown.when(at, line),
            can_undo=lambda row: newest[row.name].id == row.id and row.name not in choices.BY_COMMAND,
        )

    def send() -> Response:
        form, who = forms.sent(), by(page.mine().account)
        row = form.text("row", most=19)
        if not (row.isdecimal() and int(row) < _MOST):
            form.wrong("row", "line_history.gone")
            return see(status=422, form=form)
        try:
            ctx.db.transact(ctx.clock(), lambda tx: tx.undo_choice(int(row), by=who))
        except choices.ChangedSince:
            form.wrong("row", "line_history.changed")
        except NotAllowed:
            form.wrong("row", "line_history.unfit")
        return see(status=422, form=form) if form.errors else page.go("line_history", "line_history.undone")

    page.add_form(routes, "/line/history", "line_history", see, send)


def _title(name: str) -> str:
    """What a choice is called on a page; a wording by its name."""
    if name in CHOICES:
        return say()(f"line_choices.{name}")
    try:
        about = own_lines.named(name)
    except NotAllowed:
        return name
    key = "line_history.own_line" if about.prefix == own_lines.LINE else "line_history.looked"
    return say()(key, what=say()(f"line_needs.{about.need}"), region=about.region)


def _closing(text: str, line: Line) -> str:
    try:
        return say()("line.closed_until", until=shown.when(read_closing(text).until, line))
    except ValueError:
        return text


def _is_picked(name: str, text: str) -> bool:
    return text in shown.PICKED.get(name, ())
