"""People to be invited, from a spreadsheet: read, looked over line by line, and invited by and by, each once."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from flask import Blueprint, Response, request

from console.web import forms, page
from console.web.context import Context
from console.web.forms import Form
from console.web.now.sayings import Clock
from console.web.volunteers import phone, spreadsheet
from console.web.volunteers.spreadsheet import Read, Unreadable
from flows.rules.phone import mask
from flows.rules.words import segments
from store.accounts import drafts
from store.accounts.sign_in import by
from store.contacts import known_people
from store.database import Tx
from store.joining import inviting
from store.joining.inviting import Invitee
from store.volunteers import profile, roster

KIND: Final = "import"
A_PAGE: Final = 200
AT_ONCE: Final = 20
"""So many in one transaction: nobody else writes on SQLite meanwhile."""
PATIENCE: Final = 5.0
"""Seconds after which the page answers, and somebody presses to go on."""
WRONG: Final = phone.WRONG | {
    "name": "volunteer_profile.name_wrong",
    "rounded": "volunteers_import.rounded",
    "language": "volunteers_import.language",
    "experience": "volunteers_import.experience",
    "agreed": "volunteers_import.agreed",
    "twice": "volunteers_import.twice",
    "already": "volunteer_invite.already",
    "opted_out": "volunteer_invite.opted_out",
    "unreachable": "volunteer_invite.unreachable",
    "not_by_you": "volunteer_invite.not_by_you",
}


class Step(NamedTuple):
    """How far it is: what is left to do, and how many were invited so far. `over`: there is no such file any more."""

    left: int
    invited: int
    over: bool = False


def add(routes: Blueprint, ctx: Context) -> None:
    """/console/volunteers/import, and /console/volunteers/imports/<number> with what is in the file."""

    def shown(form: Form, *, status: int = 200) -> Response:
        most = {"rows": spreadsheet.MOST_ROWS}
        return page.render(
            "volunteers_import.html", "volunteers_import.title", status=status, form=form, most=most
        )

    def see() -> Response:
        return shown(forms.shown())

    def send() -> Response:
        form, account = forms.sent(), page.mine().account
        how = form.text("agreed")
        if how and profile.agreed(how) is None:
            form.wrong("agreed", "volunteer_profile.agreed_wrong")
        try:
            rows = spreadsheet.rows(_uploaded())
        except Unreadable as unreadable:
            form.wrong("file", unreadable.why, **unreadable.gaps)
        if not ctx.db.last_seen_line.texting:
            form.wrong("file", "volunteers_import.no_texting")
        if not form.is_good:
            return shown(form, status=422)

        def work(tx: Tx) -> int:
            read = checked(tx, [spreadsheet.understood(row, tx.line, how) for row in rows], account.id)
            # Whoever tries out many numbers in a file leaves a trace of it.
            wrong = Counter(each.why for each in read)
            tx.record(
                "volunteers import looked", by=by(account), rows=len(read), opted_out=wrong["opted_out"]
            )
            what = {"rows": [list(each) for each in read], "invited": 0, "next_at": None}
            return drafts.keep(tx, account.id, KIND, what)

        return page.go("import_send", number=ctx.db.transact(ctx.clock(), work))

    def look_over(number: int) -> Response:
        account = page.mine().account
        with ctx.db.look(ctx.clock()) as tx:
            kept = drafts.find(tx, number, account.id, KIND) if number < 2**63 else None
            if kept is None:
                return page.render("refused.html", "drafts.over_title", status=404, why="drafts.over")
            clock = Clock(tx.line, page.language_now(), tx.now)
            read = [Read(*each) for each in kept["rows"]]
            words = inviting.text(tx, tx.line.language)
        good = [each for each in read if not each.why]
        begin = _from()
        return page.render(
            "volunteers_import_look.html",
            "volunteers_import.look_over",
            number=number,
            rows=[_said(clock, each, read) for each in read[begin : begin + A_PAGE]],
            good=len(good),
            wrong=len(read) - len(good),
            invited=kept["invited"],
            later=begin > 0,
            after=begin + A_PAGE if begin + A_PAGE < len(read) else None,
            words=words,
            cost=segments.count(words).segments,
            a_hour=inviting.AN_HOUR,
        )

    def confirm(number: int) -> Response:
        began = time.monotonic()
        while True:
            step = ctx.db.transact(ctx.clock(), lambda tx: _some(tx, number))
            if step.over:
                return page.go("volunteers", "drafts.used")
            if not step.left:
                return page.go(
                    "volunteers", "volunteers_import.done" if step.invited else "volunteers_import.done_none"
                )
            if time.monotonic() - began > PATIENCE:
                return page.go("import_send", "volunteers_import.go_on", number=number)

    def _some(tx: Tx, number: int) -> Step:
        """Invite the next few of a file."""
        account = page.mine().account
        kept = drafts.lock(tx, number, account.id, KIND) if number < 2**63 else None
        if kept is None:
            return Step(0, 0, over=True)
        read = [Read(*each) for each in kept["rows"]]
        good = [each for each in read if not each.why]
        now, rest = good[:AT_ONCE], good[AT_ONCE:]
        known = _known(tx, now, account.id)
        pace = inviting.Pace(tx, kept["next_at"])
        for each in now:
            if known[each.number]:
                continue
            who = Invitee(each.name, each.number, each.languages, each.experiences, each.agreed)
            _, id = inviting.invite(tx, who, delay=pace.delay())
            if id is not None:
                pace.taken()
                kept["invited"] += 1
                tx.record("volunteers add", roster.handle_of(tx, id), by=by(account), active=False)
        kept |= {"rows": [list(each) for each in rest], "next_at": pace.at.isoformat()}
        if rest:
            drafts.change(tx, number, kept)
        else:
            drafts.use(tx, number, account.id, KIND)
        return Step(len(rest), kept["invited"])

    page.add_form(routes, "/volunteers/import", "import_volunteers", see, send)
    page.add_form(routes, "/volunteers/imports/<int:number>", "import_send", look_over, confirm)


def _uploaded() -> bytes:
    """What is in the file that was sent. A large one lies on the disk until it is closed."""
    data = b""
    for sent in request.files.values():
        with sent.stream:
            data = data or sent.read(spreadsheet.LARGEST + 1)
    return data


def checked(tx: Tx, read: Sequence[Read], account_id: int) -> list[Read]:
    """These lines, each with what is wrong with it against the file and the roster.

    That a number has used the line is not among it: a file would tell of thousands at once.
    """
    found, seen = [], set[str]()
    known = _known(tx, [each for each in read if not each.why], account_id)
    for each in read:
        why = each.why or ("twice" if each.number in seen else known[each.number])
        if not each.why:
            seen.add(each.number)
        found.append(each._replace(why=why))
    return found


def _known(tx: Tx, read: Sequence[Read], account_id: int) -> Mapping[str, str]:
    """By number, why it cannot be invited by this account; "" where it can."""
    hidden = set(tx.run(known_people.contacts_known(account_id)).scalars())
    found = inviting.look_at_many(tx, [each.number for each in read])
    said = {}
    for number, known in found.items():
        good = known.outlook in inviting.MAY_BE_INVITED
        said[number] = "" if good else "not_by_you" if known.contact_id in hidden else known.outlook
    return said


def _said(clock: Clock, each: Read, read: Sequence[Read]) -> Mapping[str, Any]:
    what = clock.t("volunteers_import.is_invited")
    if each.why == "twice":
        first = next((other.line for other in read if other.number == each.number), each.line)
        what = clock.t(WRONG["twice"], line=first)
    elif each.why:
        what = clock.t(WRONG[each.why])
    phone = mask(each.number) if each.number else ""
    return {"line": each.line, "name": each.name, "phone": phone, "what": what, "wrong": bool(each.why)}


def _from() -> int:
    typed = request.args.get("from", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0
