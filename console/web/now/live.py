"""Now as it changes: one look at the database in two seconds for all viewers, one answer for all who see the same.

A page asks again and again by itself; it gives the tag of what it has, and mostly hears that nothing has changed.
"""

import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from flask import current_app, render_template, url_for

from console.web.now.sayings import Sayings
from store.account_alerts import alert_mails, on_call
from store.account_alerts.on_call import PastDrill
from store.coordinators import audit_log
from store.coordinators.overview import CallbackStatus
from store.database import Database
from store.now import now as looking
from store.now.now import Cover, Now

LOG: Final = "audit"
"""Stands among the parts that do not work where the log of who did what does not hold."""
LASTS: Final = 2.0
"""Seconds for which one look at the database is good for everybody who only watches.

A page asks three seconds after each answer (live.js), so what it shows is never older than five seconds and an answer.
"""
PARTS_LAST: Final = 5.0
COVER_LASTS: Final = timedelta(minutes=1)
BLOCKS: Final = ("line", "summary", "cover")
"""What stands on the page for everybody who may see it; with people: BLOCKS_WITH_PEOPLE, in order."""
BLOCKS_WITH_PEOPLE: Final = ("line", "alerts", "summary", "callbacks", "talks", "cover")


class Viewer(NamedTuple):
    """All that decides what somebody sees. `knows`: the account, where it said that it knows somebody; else None."""

    language: str
    people: bool
    knows: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one viewer sees: the blocks of the page by name, how many alerts nobody has, and the same for the poll."""

    blocks: Mapping[str, str]
    count: int
    title: str
    body: bytes
    zipped: bytes
    tag: str


class Live:
    """The last look of this process, and what was made of it for each kind of viewer."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        parts: Callable[[], Mapping[str, bool]],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._db, self._clock, self._parts_of, self._seconds = db, clock, parts, seconds
        self._lock = threading.Lock()
        self._now: Now | None = None
        self._looked_at = self._parts_at = float("-inf")
        self._broken: tuple[str, ...] = ()
        self._cover: tuple[datetime, Cover, PastDrill | None, bool] | None = None
        self._shown: dict[Viewer, Shown] = {}
        self._rows: dict[str, dict[int, tuple[CallbackStatus, str]]] = {}

    def show(self, viewer: Viewer, *, fresh: bool) -> Shown:
        """What this viewer sees now; where it need not be `fresh`, as of the last two seconds."""
        with self._lock:
            if fresh or self._now is None or self._seconds() - self._looked_at >= LASTS:
                self._look()
            known = self._now.known if self._now is not None else {}
            viewer = viewer if viewer.knows in known else viewer._replace(knows=None)
            if viewer not in self._shown and self._now is not None:
                rows = self._rows.setdefault(viewer.language, {})
                self._shown[viewer] = _made(self._now, self._broken, viewer, rows)
            return self._shown[viewer]

    def _look(self) -> None:
        with self._db.look(self._clock()) as tx:
            if self._cover is None or not timedelta() <= tx.now - self._cover[0] < COVER_LASTS:
                trouble = alert_mails.trouble(tx.connection, tx.now) > 0
                self._cover = (tx.now, looking.cover_ahead(tx), on_call.last_drill(tx), trouble)
            _, cover, drill, trouble = self._cover
            found = looking.look(tx, cover=cover, drill=drill, mail_trouble=trouble)
            mark, _ = audit_log.checked(tx)
        broken = tuple(each for each in self._broken if each != LOG)
        if self._seconds() - self._parts_at >= PARTS_LAST:
            broken = tuple(name for name, works in self._parts_of().items() if not works)
            self._parts_at = self._seconds()
        broken += (LOG,) if mark is not None and mark.broken is not None else ()
        if found != self._now or broken != self._broken:
            self._shown.clear()
        if self._now is None or (found.minute, found.line) != (self._now.minute, self._now.line):
            self._rows.clear()  # they say for how many minutes
        self._now, self._broken, self._looked_at = found, broken, self._seconds()


def _made(
    now: Now, broken: tuple[str, ...], viewer: Viewer, made: dict[int, tuple[CallbackStatus, str]]
) -> Shown:
    """`made`: the callbacks as they were rendered before in this minute; those that changed are rendered anew."""
    say = Sayings(now, viewer.language, now.known.get(viewer.knows or 0, frozenset()))
    rows = _rows(say, made) if viewer.people else {}
    blocks = {
        name: render_template(
            f"now_{name}.html",
            say=say,
            t=say.t,
            now=now,
            broken=broken,
            rows=rows,
            people=_people(),
            blocks_to_look_at=now.blocks_to_look_at if viewer.people else 0,
        )
        for name in (BLOCKS_WITH_PEOPLE if viewer.people else BLOCKS)
    }
    count = say.untaken if viewer.people else 0
    title = f"{f'({count}) ' if count else ''}{now.line.name} – {say.t('now.title')}"
    told = say.t("now.alerts_open", count=count) if count else ""
    body = json.dumps({"title": title, "said": told, "blocks": blocks}, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Shown(blocks, count, title, body, gzip.compress(body, 5, mtime=0), tag)


def _rows(say: Sayings, made: dict[int, tuple[CallbackStatus, str]]) -> dict[int, str]:
    template = current_app.jinja_env.get_template("now_callback_row.html")
    link = url_for("console.now_callback", number=0)[
        :-1
    ]  # two hundred addresses cost as much as all the rest
    people = _people()
    for each in say.callbacks:
        known = made.get(each.row.id)
        if known is None or known[0] != each:
            made[each.row.id] = (each, template.render(say=say, t=say.t, each=each, link=link, people=people))
    return {each.row.id: made[each.row.id][1] for each in say.callbacks}


def _people() -> str:
    """The address of a person's page, without their handle."""
    return url_for("console.person", handle="-")[:-1]
