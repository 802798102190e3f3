"""Lines for people in danger: what each is told, who looked at it and when, and lines of the organisation's own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from flows.contacts import danger_answer, everyday_needs
from flows.line import Line
from flows.line.help_line import HelpLine
from flows.rules.crisis import help_lines, own_lines
from flows.rules.crisis import lines as crisis_lines
from flows.rules.crisis.help_lines import Need
from flows.rules.phone import spoken
from flows.wording import LANGUAGES, Listener, render
from flows.wording.samples import SUNDAY_NOON
from store.accounts.sign_in import by
from store.database import Tx
from store.line import choices
from store.models import LineChoice

NEEDS: Final = (*help_lines.NEEDS, *help_lines.EVERYDAY)
FIELDS: Final = ("name", "call", "text_to", "text_word", "known_from")
SHORTEST_OURS: Final = 7
"""With how many digits the line's own number may be written; what is shorter is another's short number."""
MISSING: Final = "refused.missing"


class Row(NamedTuple):
    """One line as it stands. `at`: when somebody last looked; `who`, where they said so here; `old`: a year ago."""

    need: str
    line: HelpLine | None
    own: bool
    at: date
    who: str
    old: bool


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line/help-lines, and a form for each line of a region."""

    def listed(*, status: int = 200, form: Form | None = None) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            line, newest = tx.line, choices.newest(tx.connection)
            today = _today(tx)
        asked = request.args.get("region", "").upper()
        region = asked if asked in _regions(line) else line.region
        return page.render(
            "line_help_lines.html",
            "line_help_lines.title",
            status=status,
            form=form or forms.shown(),
            region=region,
            regions={each: _country(each) for each in _regions(line)},
            crisis=crisis_lines.for_region(region),
            crisis_row=_row(own_lines.CRISIS, region, line, newest, today),
            rows=[_row(need, region, line, newest, today) for need in NEEDS],
            answers=_answers("crisis.answer", line, region, {}),
        )

    def look() -> Response:
        return listed()

    def checked() -> Response:
        form, who = forms.sent(), by(page.mine().account)
        region, need = form.text("region", most=2), form.text("need", most=20)

        def work(tx: Tx) -> bool:
            if region not in _regions(tx.line) or (need != own_lines.CRISIS and need not in NEEDS):
                return False
            name = f"{own_lines.CHECKED}{help_lines.key(need, region)}"
            tx.choose(name, _today(tx).isoformat(), by=who)
            return True

        if not ctx.db.transact(ctx.clock(), work):
            form.wrong("need", "line_help_lines.no_such")
            return listed(status=422, form=form)
        return page.go("line_help_lines", "line_help_lines.checked", region=region)

    def one(
        region: str, need: str, form: Form | None, trial: HelpLine | None = None, *, status: int = 200
    ) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            line, newest = tx.line, choices.newest(tx.connection)
            today = _today(tx)
        if region not in _regions(line) or need not in NEEDS:
            return page.render("refused.html", "refused.missing_title", status=404, why=MISSING)
        row = _row(need, region, line, newest, today)
        return page.render(
            "line_help_line.html",
            "line_help_line.title",
            status=status,
            form=form or forms.shown(_start(row.line if row.own else None)),
            region=region,
            country=_country(region),
            need=need,
            row=row,
            ours=help_lines.line_for(_need(need), region),
            trial=trial is not None,
            answers=_said(_need(need), trial or row.line, line, region),
            most=own_lines,
            may_be_by_day=need in help_lines.EVERYDAY,
        )

    def see(region: str, need: str) -> Response:
        return one(region, need, None)

    def send(region: str, need: str) -> Response:
        form, who = forms.sent(), by(page.mine().account)
        do = form.text("do")
        with ctx.db.look(ctx.clock()) as tx:
            line, today = tx.line, _today(tx)
        known = region in _regions(line) and need in NEEDS
        made = None if do == "ours" or not known else _typed(form, need, today, line)
        if not known or do not in ("preview", "save", "ours") or form.errors:
            return one(region, need, form, status=422)
        if do == "preview":
            return one(region, need, form, made)

        def work(tx: Tx) -> None:
            choices.lock(tx.connection)
            name = f"{own_lines.LINE}{help_lines.key(need, region)}"
            now = dict(tx.line.help_lines).get(help_lines.key(need, region))
            if made is not None and now is not None and replace(made, found=now.found) == now:
                return  # a second click
            form.compare(_start(now))
            if form.is_good:
                tx.choose(name, own_lines.written(made) if made is not None else None, by=who)

        ctx.db.transact(ctx.clock(), work)
        if form.errors:
            return one(region, need, form, made, status=422)
        return page.go(
            "line_help_lines",
            "line_help_line.back" if do == "ours" else "line_help_line.saved",
            region=region,
        )

    page.add_form(routes, "/line/help-lines", "line_help_lines", look, checked)
    page.add_form(routes, "/line/help-line/<region>/<need>", "line_help_line", see, send)


def _typed(form: Form, need: str, today: date, line: Line) -> HelpLine | None:
    """The line that was typed; None, and errors in the form, where it does not fit."""
    made = HelpLine(
        name=form.text("name"),
        call=form.text("call"),
        known_from=form.text("known_from"),
        found=today,
        text_to=form.text("text_to"),
        text_word=form.text("text_word").upper(),
        by_day="by_day" in form.values and need in help_lines.EVERYDAY,
    )
    for wrong in own_lines.wrong_with(made):
        form.wrong(wrong, f"line_help_wrong.{wrong}")
    ours = _digits(line.number)
    for name in ("call", "text_to"):
        theirs = _digits(getattr(made, name))
        if len(theirs) >= SHORTEST_OURS and ours.endswith(theirs):
            form.wrong(name, "line_help_wrong.own")  # whoever is in danger would be sent round in a circle
    return made if form.is_good else None


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdecimal())


def _start(now: HelpLine | None) -> dict[str, str]:
    if now is None:
        return dict.fromkeys(FIELDS, "")
    made = {name: str(getattr(now, name)) for name in FIELDS}
    return made | ({"by_day": "yes"} if now.by_day else {})


def _row(need: str, region: str, line: Line, newest: Mapping[str, LineChoice], today: date) -> Row:
    key = help_lines.key(need, region)
    own = need != own_lines.CRISIS and key in dict(line.help_lines)
    told = None if need == own_lines.CRISIS else help_lines.line_of(line, _need(need), region)
    found = told.found if told is not None else crisis_lines.FOUND
    at = help_lines.seen(line, need, region, found)
    name = f"{own_lines.CHECKED}{key}" if dict(line.checked).get(key) == at else f"{own_lines.LINE}{key}"
    who = newest[name].chosen_by if name in newest and newest[name].value is not None else ""
    return Row(need, told, own, at, who, help_lines.is_old(at, today))


def _said(need: Need, told: HelpLine | None, line: Line, region: str) -> list[tuple[str, bool, str]]:
    """What somebody reads and hears who needs this line, in each language."""
    if told is None:
        return _answers(everyday_needs.NONE.get(need, "hurt.someone"), line, region, {})
    said = danger_answer.SAID | (everyday_needs.BY_DAY if told.by_day else everyday_needs.SAID)
    found = _answers(said[need], line, region, {"helpline": told.call})
    if told.text_to and need in danger_answer.SAID:
        id = "hurt.can_text_first" if told.text_word else "hurt.can_text"
        found += _answers(id, line, region, {"helpline": told.text_to, "first_word": told.text_word})
    return found


def _answers(id: str, line: Line, region: str, gaps: Mapping[str, str]) -> list[tuple[str, bool, str]]:
    return [
        (
            language,
            aloud,
            render(id, _listener(line, language, region, aloud=aloud), _spoken(gaps, aloud=aloud)),
        )
        for language in LANGUAGES
        for aloud in (False, True)
    ]


def _spoken(gaps: Mapping[str, str], *, aloud: bool) -> dict[str, str]:
    return {name: spoken(said) if aloud and name == "helpline" else said for name, said in gaps.items()}


def _listener(line: Line, language: str, region: str, *, aloud: bool) -> Listener:
    return Listener(line, language, aloud, SUNDAY_NOON, line.timezone, region=region)


def _need(need: str) -> Need:
    return need  # type: ignore[return-value]  # of NEEDS


def _regions(line: Line) -> tuple[str, ...]:
    """Those whose phones the line rings first, then every other for which a line is known."""
    known = sorted(help_lines.regions() | crisis_lines.regions())
    return tuple(dict.fromkeys((*line.rung, *known)))


def _country(region: str) -> str:
    return str(Locale.parse(page.language_now()).territories.get(region, region))


def _today(tx: Tx) -> date:
    return tx.now.astimezone(ZoneInfo(tx.line.timezone)).date()
