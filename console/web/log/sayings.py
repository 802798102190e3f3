"""Entries of the log in words of a language: what was done, by whom, about what, with which facts."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from flask import url_for

from console.web import clock, roles
from console.web.wording import catalogue, t
from store.audit.chain import Entry
from store.audit.reading import key_of
from store.coordinators.audit_log import HANDLE

BROKEN: Final = {
    "it is missing": "missing",
    "it was changed, or one before it was": "changed",
    "it stands in the place of another": "moved",
    "it is not the one you kept the hash of": "other",
    "the end is missing: you kept a later entry": "end",
    "all before it is gone, and no entry says that it was cut": "beginning",
}
"""What is said of each reason of `store.audit.chain` for which the log does not hold."""


class Part(NamedTuple):
    """A piece of what an entry is about; `to`: where it leads, "" for nowhere."""

    said: str
    to: str


class Row(NamedTuple):
    """An entry as the page has it."""

    number: int
    when: str
    who: str
    did: str
    about: list[Part]
    more: str


def broken(why: str) -> str:
    """The key of the words for why the log does not hold."""
    return f"log_broken.{BROKEN.get(why, 'changed')}"


@lru_cache(maxsize=8)
def actions(language: str) -> dict[str, str]:
    """All that can have been done, and the words for it."""
    words = catalogue()[language]
    return {key.removeprefix("log_did."): said for key, said in words.items() if key.startswith("log_did.")}


class Said:
    """Says entries in one language, on the line's clock, with links that whoever is in this role may follow.

    `people`: handles that may be linked, as `store.coordinators.audit_log.handles_in` has them.
    """

    def __init__(
        self, language: str, zone: str, role: str, people: Mapping[str, int | None] | None = None
    ) -> None:
        self._language, self._zone, self._role = language, zone, role
        self._people = people or {}
        self._words = catalogue()[language]

    def when(self, at: datetime) -> str:
        """A moment."""
        return clock.past(at, self._zone, self._language)

    def row(self, entry: Entry) -> Row:
        """An entry for the page."""
        return Row(
            entry.number,
            self.when(entry.at),
            self.who(entry),
            self.did(entry),
            self._about(entry.about),
            self.more(entry),
        )

    def head(self) -> list[str]:
        """What stands over each column of a file."""
        names = ("number", "when_utc", "who", "did", "about", "more")
        return [self._words[f"log.{each}"] for each in names]

    def cells(self, entry: Entry) -> list[str]:
        """An entry for a file."""
        when = f"{entry.at:%Y-%m-%d %H:%M:%S}Z"
        return [str(entry.number), when, self.who(entry), self.did(entry), entry.about, self.more(entry)]

    def did(self, entry: Entry) -> str:
        """What was done; in the program's own word, where an older program wrote it."""
        return self._words.get(f"log_did.{key_of(entry.did)}", entry.did)

    def who(self, entry: Entry) -> str:
        """Who did it: "Desk-4821, coordinator, in the console"."""
        parts = entry.who.split(", ")
        return ", ".join([self._words.get(f"log_who.{key_of(each)}", each) for each in parts])

    def more(self, entry: Entry) -> str:
        """The facts that were written down with it."""
        return ", ".join(
            f"{self._name(name)}: {self._value(name, value)}" for name, value in entry.more.items()
        )

    def _name(self, name: str) -> str:
        return self._words.get(f"log_more.{name}", name.replace("_", " "))

    def _value(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return t("log.yes" if value else "log.no", self._language)
        of = {"reason": "alert_reasons", "role": "roles", "before": "roles", "to": "mail_choices"}.get(
            name, ""
        )
        return self._words.get(f"{of}.{value}", str(value)) if of else str(value)

    def _about(self, about: str) -> list[Part]:
        """In pieces, with a link where this viewer may see the page: of alerts, people and volunteers."""
        parts = re.split(rf"(\bA\d{{1,15}}\b|{HANDLE})", about)
        return [Part(each, self._link(each) if at % 2 else "") for at, each in enumerate(parts) if each]

    def _link(self, called: str) -> str:
        if called[1:].isdecimal():
            sees = roles.sees(self._role, "now_alert")
            return url_for("console.now_alert", number=int(called[1:])) if sees else ""
        if called not in self._people:
            return ""
        volunteer = self._people[called]
        if volunteer is not None:
            sees = roles.sees(self._role, "volunteer")
            return url_for("console.volunteer", number=volunteer) if sees else ""
        return url_for("console.person", handle=called) if roles.sees(self._role, "person") else ""
