"""Wordings that the organisation may put into its own words: found by a word, by name, or because they are."""

from typing import Final, NamedTuple

from flask import Blueprint, Response, request

from console.web import page
from console.web.context import Context
from flows.rules.words.clean_text import plain
from flows.wording import LANGUAGES, rewording
from flows.wording.rewording import PREFIX, Wording
from store.line import in_force

AT_ONCE: Final = 30
LONGEST: Final = 60


class Row(NamedTuple):
    """One wording as the list has it: what is read in each language, or heard where it is never a text."""

    id: str
    said: dict[str, str]
    changed: tuple[str, ...]
    """The languages in which it is in the organisation's own words."""


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/line/wordings: a list by pages, filtered by what stands in the address."""

    @routes.get("/line/wordings")
    def line_wordings() -> Response:
        sought = " ".join(request.args.get("q", "").split())[:LONGEST]
        changed, after = "changed" in request.args, request.args.get("after", "")[:LONGEST]
        with ctx.db.look(ctx.clock()) as tx:
            found = [
                row
                for row in listed(in_force.chosen(tx.connection))
                if (row.changed or not changed) and _has(row, sought)
            ]
        here = [row for row in found if row.id > after]
        return page.render(
            "line_wordings.html",
            "line_wordings.title",
            rows=here[:AT_ONCE],
            more=here[AT_ONCE - 1].id if len(here) > AT_ONCE else None,
            found=len(found) if sought or changed else 0,
            sought=sought,
            changed=changed,
        )


def listed(rows: dict[str, str]) -> list[Row]:
    """Every wording that may be reworded, with what is said now."""
    made = []
    for name in rewording.all_names("en"):
        id = name.removeprefix(f"{PREFIX}en.")
        chosen = tuple(
            language for language in LANGUAGES if any(each.name in rows for each in parts(id, language, rows))
        )
        said = {language: said_now(parts(id, language, rows)[0], rows) for language in LANGUAGES}
        made.append(Row(id, said, chosen))
    return made


def parts(id: str, language: str, rows: dict[str, str]) -> list[Wording]:
    """What can be put into words of one's own: the text; the voice where it has words of its own; the discreet text."""
    each = [Wording(language, id, part) for part in ("text", *rewording.PARTS)]
    return [
        wording
        for wording in each
        if wording.said
        and not (
            wording.part == "voice"
            and rewording.same_aloud(wording.original)
            and wording.name not in rows
            and wording.original.text
        )
    ]


def ours(wording: Wording) -> str:
    """Our own words as they are to be typed: with the accents that a text leaves out, where the voice says the same."""
    if wording.part == "text" and rewording.same_aloud(wording.original):
        return wording.original.voice
    return wording.said


def said_now(wording: Wording, rows: dict[str, str]) -> str:
    """What is said now, as it was written."""
    chosen = rows.get(wording.name)
    return chosen if chosen is not None and in_force.reads(wording.name, chosen) else ours(wording)


def _has(row: Row, sought: str) -> bool:
    where = plain(" ".join((row.id.replace(".", " ").replace("_", " "), row.id, *row.said.values())))
    return all(word in where for word in plain(sought).split())
