"""What the line did not understand of people who let the team read it: somebody says what it meant, in other words."""

import re
from typing import Final

from flask import Blueprint, Response, request

from console.web import clock, forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.wording import t
from flows.reading.unread_text import may_leave
from flows.rules.meaning.meanings import OF, Who, possible
from flows.rules.words import paraphrase
from flows.wording import words as wording
from store.unread import unread_texts
from store.unread.unread_texts import A_PAGE, Shown

NOT_TAUGHT: Final = frozenset({"unclear", "crisis", "check"})
"""Meanings that nobody teaches the line here: words of danger never stand here."""
MEANINGS: Final = (OF["participant"] | OF["volunteer"]) - NOT_TAUGHT
_GAP: Final = re.compile(r"{[^{}]*}")


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/unread, and each text of it."""

    @routes.get("/unread")
    def unread() -> Response:
        before = request.args.get("before", "")
        with ctx.db.look(ctx.clock()) as tx:
            is_on = tx.line.unread
            older = int(before) if _is_id(before) else None
            found = unread_texts.listed(tx, page.mine().account, before=older) if is_on else []
            zone = tx.line.timezone
        language = page.language_now()
        return page.render(
            "unread.html",
            "unread.title",
            is_on=is_on,
            found=found,
            before=before,
            more=found[-1].id if len(found) == A_PAGE else None,
            when=lambda each: clock.past(each.at, zone, language),
            answered=_answered,
        )

    def shown(number: int, form: Form, status: int = 200) -> Response:
        with ctx.db.look(ctx.clock()) as tx:
            found = unread_texts.find(tx, number, page.mine().account) if tx.line.unread else None
        if found is None:
            return page.render("refused.html", "unread_text.gone_title", status=404, why="unread_text.gone")
        return page.render(
            "unread_text.html",
            "unread_text.title",
            status=status,
            form=form,
            text=found,
            meanings=_said(found),
            answered=_answered(found),
        )

    def see(number: int) -> Response:
        return shown(number, forms.shown())

    def send(number: int) -> Response:
        form, account = forms.sent(), page.mine().account
        do = form.text("do")
        with ctx.db.look(ctx.clock()) as tx:
            found = unread_texts.find(tx, number, account) if tx.line.unread else None
        if found is None or do not in ("teach", "leave", "know"):
            return shown(number, form, 422)
        meant = found
        if do == "know":
            ctx.db.transact(ctx.clock(), lambda tx: unread_texts.know(tx, meant, account))
            return page.go("unread", "unread_text.known")
        if do == "leave":
            left = ctx.db.transact(ctx.clock(), lambda tx: unread_texts.leave(tx, meant, account))
            return page.go("unread", "unread_text.left" if left else "unread_text.gone")
        meaning, words = form.text("meaning", most=40), form.text("words", most=paraphrase.LONGEST)
        if meaning not in _choices(found):
            form.wrong("meaning", "unread_text.meaning_missing")
        if (why := _why_not(found, words)) is not None:
            form.wrong("words", why)
        if not form.is_good:
            return shown(number, form, 422)
        taught = ctx.db.transact(
            ctx.clock(), lambda tx: unread_texts.decide(tx, meant, account, meaning=meaning, words=words)
        )
        return page.go("unread", "unread_text.taught" if taught else "unread_text.gone")

    page.add_form(routes, "/unread/<int:number>", "unread_text", see, send)


def _choices(text: Shown) -> list[str]:
    who: Who = "volunteer" if text.who == "volunteer" else "participant"
    return sorted(possible(who, text.state) - NOT_TAUGHT)


def _said(text: Shown) -> dict[str, str]:
    """The meanings to choose from, in words, in the order of the alphabet."""
    language = page.language_now()
    said = {each: t(f"unread_meanings.{each.replace(':', '_')}", language) for each in _choices(text)}
    ordered = sorted(said.items(), key=lambda each: each[1].casefold())
    return {"": t("unread_text.choose", language), **dict(ordered)}


def _why_not(text: Shown, words: str) -> str | None:
    """The key of what is wrong with these words; None where they will do."""
    if not words:
        return "unread_text.words_missing"
    why = paraphrase.why_not(text.words, words)
    if why is not None:
        return "unread_text.words_same" if why == "same" else "unread_text.words_missing"
    return None if may_leave(words) else "unread_text.words_name"


def _answered(text: Shown) -> list[str]:
    """What the line answered, with dots where it named something."""
    known = [wording(each, text.language).text for each in text.said if _is_wording(each, text.language)]
    return [_dotted(each) for each in known if each]


def _is_wording(id: str, language: str) -> bool:
    try:
        return bool(wording(id, language).text)
    except KeyError:
        return False  # it was answered by words that a release since has left out


def _dotted(said: str) -> str:
    return _GAP.sub("…", said)


def _is_id(given: str) -> bool:
    return given.isascii() and given.isdecimal() and len(given) < 19
