"""One wording in both languages, side by side: what is read, what is heard, what it costs, and words of one's own."""

from typing import Final, NamedTuple

from flask import Blueprint, Response

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.line.preview import one
from console.web.line.wordings import ours, parts, said_now
from flows.line import Line
from flows.line.choices import NotAllowed
from flows.rules.words.segments import GSM_ALL, Segments
from flows.wording import LANGUAGES, grade, rewording
from flows.wording.catalogue import gaps, ids
from flows.wording.flaws import Flaw, of_new_words
from flows.wording.rewording import Wording
from store.accounts.sign_in import by
from store.database import Tx
from store.line import choices, in_force

DONE: Final = ("preview", "save", "ours_en", "ours_es")


class Heard(NamedTuple):
    """A part of a wording with its gaps filled: what it costs, which letters make it cost double, if it is easy."""

    part: str
    words: str
    size: Segments
    dear: str
    easy: bool


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line/wording/<id>: a form with both languages."""

    def shown(id: str, form: Form | None, found: "Trial | None" = None, *, status: int = 200) -> Response:
        if id not in ids("en") or not rewording.may_be_reworded(id):
            return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")
        with ctx.db.look(ctx.clock()) as tx:
            rows, line = in_force.chosen(tx.connection), tx.line
        each = {language: parts(id, language, rows) for language in LANGUAGES}
        trial = found or Trial(line, {}, {})
        return page.render(
            "line_wording.html",
            "line_wording.title",
            status=status,
            form=form or forms.shown(start(id, rows)),
            id=id,
            parts=each,
            field=field,
            ours=ours,
            own={
                language: [wording for wording in of_it if wording.name in rows]
                for language, of_it in each.items()
            },
            gaps={language: _gaps(of_it) for language, of_it in each.items()},
            flaws=trial.flaws,
            one_sided=len({name.partition("_")[0] for name in trial.new}) == 1,
            heard={
                language: heard(id, language, trial.line if can_be_said(trial, language) else line)
                for language in LANGUAGES
            },
            longest=rewording.LONGEST,
        )

    def see(id: str) -> Response:
        return shown(id, None)

    def send(id: str) -> Response:
        form, who = forms.sent(), by(page.mine().account)
        do = form.text("do")
        if id not in ids("en") or not rewording.may_be_reworded(id) or do not in DONE:
            return shown(id, form, status=422)
        if do == "preview":
            with ctx.db.look(ctx.clock()) as tx:
                trial = on_trial(tx, id, form)
            return shown(id, form, trial, status=422 if form.errors else 200)

        def save(tx: Tx) -> Trial:
            choices.lock(tx.connection)
            return _save(tx, id, form, do, who)

        try:
            trial = ctx.db.transact(ctx.clock(), save)
        except NotAllowed:
            form.wrong("do", "line_wording.apart")
            return shown(id, form, status=422)
        if form.errors:
            return shown(id, form, trial, status=422)
        sides = {name.partition("_")[0] for name in trial.new}
        said = "same" if not sides else "saved" if len(sides) > 1 else f"saved_{sides.pop()}"
        return page.go("line_wording", f"line_wording.{said}", id=id)

    page.add_form(routes, "/line/wording/<id>", "line_wording", see, send)


class Trial(NamedTuple):
    """The line with what was typed: `new`: by field, None: our own words; `flaws`: what is wrong, by language."""

    line: Line
    new: dict[str, str | None]
    flaws: dict[str, list[Flaw]]


def field(wording: Wording) -> str:
    """The field of the form in which a part stands."""
    return f"{wording.language}_{wording.part}"


def start(id: str, rows: dict[str, str]) -> dict[str, str]:
    """What stands in the form before anybody types."""
    return {field(each): said_now(each, rows) for language in LANGUAGES for each in parts(id, language, rows)}


def on_trial(tx: Tx, id: str, form: Form) -> Trial:
    """The line as it would be, and what speaks against it: the form then has errors."""
    rows = in_force.chosen(tx.connection)
    each = {field(it): it for language in LANGUAGES for it in parts(id, language, rows)}
    new: dict[str, str | None] = {}
    for name, wording in each.items():
        typed = form.text(name, most=rewording.LONGEST)
        if name in form.values and not typed:
            form.wrong(name, "line_wording.empty")
        elif name in form.values and typed != said_now(wording, rows):
            new[name] = None if typed == ours(wording) else typed
    line, flaws = _measured(tx, id, rows, {each[name]: value for name, value in new.items()})
    for language in flaws:
        at = next(name for name in new if name.startswith(language))
        form.wrong(at, "line_wording.flawed")
    return Trial(line, new, flaws)


def _measured(
    tx: Tx, id: str, rows: dict[str, str], new: dict[Wording, str | None]
) -> tuple[Line, dict[str, list[Flaw]]]:
    said = {wording.name: value for wording, value in new.items() if value is not None}
    stays = {name: text for name, text in rows.items() if name not in {each.name for each in new}}
    line = in_force.with_choices(tx.defaults, stays | said, on_trial=said.keys())
    found = {language: of_new_words(id, language, line) for language in {each.language for each in new}}
    return line, {language: flaws for language, flaws in found.items() if flaws}


def _save(tx: Tx, id: str, form: Form, do: str, who: str) -> Trial:
    rows = in_force.chosen(tx.connection)
    if do.startswith("ours_"):
        language = do.removeprefix("ours_")
        back = [each for each in parts(id, language, rows) if each.name in rows]
        for wording in back:
            tx.choose(wording.name, None, by=who)
        return Trial(tx.line, {field(each): None for each in back}, {})
    trial = on_trial(tx, id, form)
    if trial.new:
        form.compare(start(id, rows))
    if form.errors:
        return trial
    for name, value in trial.new.items():
        language, _, part = name.partition("_")
        tx.choose(Wording(language, id, part).name, value, by=who)
    return trial


def can_be_said(trial: Trial, language: str) -> bool:
    """Whether the line could fill the gaps of what was typed; else what is said now is shown."""
    return not any(flaw.why in ("gaps", "no_gaps") for flaw in trial.flaws.get(language, ()))


def heard(id: str, language: str, line: Line) -> list[Heard]:
    """What is read, what is heard, and what is read discreetly, as the line would say it."""
    found = []
    for part, aloud, discreet in (
        ("text", False, False),
        ("voice", True, False),
        ("discreetly", False, True),
    ):
        said = one(id, language, line, aloud=aloud, discreet=discreet)
        if said is None or (discreet and not Wording(language, id, "discreetly").said):
            continue
        dear = "".join(dict.fromkeys(each for each in said.words if each not in GSM_ALL))
        found.append(Heard(part, said.words, said.size, dear, grade.is_easy(said.words, language)))
    return found


def _gaps(of_it: list[Wording]) -> list[str]:
    return sorted(gaps(*(each.said for each in of_it)))
