"""What happened with somebody, in words: one row an entry, with where to look further and what can be opened."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from flask import url_for

from console.web.now.sayings import state
from console.web.people.dates import Dates
from console.web.wording import catalogue
from flows.states import OPEN_STATES
from store.people.sealed import Kind, State
from store.people.timeline import Entry


class Row(NamedTuple):
    """An entry as it is read. `more`: a second line; `why`: reasons, in the program's own English; `link`: "" for none.

    `words`: "" where there are none, else how they stand; `open`: where they are opened, `named`: what they are.
    """

    when: str
    said: str
    more: str = ""
    why: str = ""
    wording: str = ""
    link: str = ""
    words: str = ""
    open: str = ""
    named: str = ""


class Told:
    """Says the entries of one person's timeline."""

    def __init__(self, dates: Dates, handle: str) -> None:
        self._dates, self._handle, self._t = dates, handle, dates.t

    def row(self, entry: Entry) -> Row:
        """One entry."""
        said = _SAID[entry.kind](self, entry)._replace(when=self._dates.moment(entry.at))
        if entry.words in (None, State.none):
            return said
        can = entry.words is State.sealed
        kind = _WORDS_OF.get(entry.kind)
        where = url_for("console.person_words", handle=self._handle, kind=str(kind), item=entry.id)
        named = self._t(
            "person_timeline.open_one", what=self._t(f"person_timeline.what_{kind}"), when=said.when
        )
        return said._replace(words=str(entry.words), open=where if can else "", named=named)

    def known_or(self, subject: str, key: str, **gaps: object) -> str:
        """The words of a key that a row of the database names, else those for any other."""
        name = f"{subject}.{key.replace('-', '_')}"
        return self._t(name) if name in catalogue()["en"] else self._t(f"{subject}.other", **gaps)

    def _by(self, channel: str) -> str:
        return self._t(
            f"person_timeline.by_{channel if channel in ('text', 'voice', 'carrier', 'command') else 'other'}"
        )

    def checkin(self, entry: Entry) -> Row:
        """How they were."""
        mood, by = entry.facts["mood"], self._by(entry.facts["channel"])
        if mood is None:
            return Row("", self._t("person_timeline.checkin_skipped", channel=by))
        word = self._t(f"person_timeline.mood_{mood}")
        return Row("", self._t("person_timeline.checkin", channel=by, mood=mood, word=word))

    def callback(self, entry: Entry) -> Row:
        """A request for a call."""
        status, talked = entry.facts["status"], entry.facts["talked"]
        cb, word = status.row, status.status
        is_open = cb.state in OPEN_STATES
        if word in ("talking", "writing"):
            where = self._t(f"person_timeline.now_{word}")
        else:
            where = state(self._dates, status) if is_open else self._t(f"person_timeline.over_{cb.state}")
        key = "callback_text" if cb.kind == "text" else "callback"
        more = [self._t("person_timeline.taken_by", who=status.peer)] if status.peer is not None else []
        if talked is not None:
            minutes = max(1, round(talked / timedelta(minutes=1)))
            more.append(self._t("person_timeline.talked", minutes=minutes))
        link = url_for("console.now_callback", number=cb.id) if is_open else ""
        said = self._t(f"person_timeline.{key}", code=cb.code, state=where)
        return Row("", said, ", ".join(more), link=link)

    def decision(self, entry: Entry) -> Row:
        """What the line, or somebody, decided about a callback."""
        facts = entry.facts
        what = self.known_or("decisions", facts["what"], what=facts["what"].replace("-", " "))
        who = str(facts["who"]) if facts["who"] is not None else ""
        said = self._t("person_timeline.decision", code=facts["code"], what=f"{who} {what}".strip())
        return Row("", said, why="; ".join(facts["why"]))

    def note(self, entry: Entry) -> Row:
        """A volunteer's note."""
        return Row(
            "", self._t("person_timeline.note", who=entry.facts["who"] or "?", code=entry.facts["code"])
        )

    def alert(self, entry: Entry) -> Row:
        """An alert about them."""
        facts = entry.facts
        kind = self._t(f"alert_kinds.{facts['kind']}")
        said = self._t("person_timeline.alert", code=facts["code"], kind=kind)
        more = [self._t(f"person_timeline.alert_{facts['state']}")]
        if facts["times"] > 1:
            more.append(self._t("now.times", count=facts["times"]))
        link = url_for("console.now_alert", number=int(entry.id))
        return Row("", said, ", ".join(more), link=link)

    def request(self, entry: Entry) -> Row:
        """What they asked of the team."""
        kind = self._t(f"alert_kinds.{entry.facts['kind']}")
        said = self._t("person_timeline.request", code=entry.facts["code"], kind=kind)
        answered = "request_answered" if entry.facts["answered"] else "request_waits"
        return Row("", said, self._t(f"person_timeline.{answered}"))

    def text(self, entry: Entry) -> Row:
        """A text of theirs."""
        return Row("", self._t(f"person_timeline.text{'_crisis' if entry.facts['crisis'] else ''}"))

    def message(self, entry: Entry) -> Row:
        """A text of ours."""
        facts = entry.facts
        purpose = self.known_or("text_purposes", facts["purpose"])
        became = f"person_timeline.became_{facts['became']}"
        known = became if became in catalogue()["en"] else "person_timeline.became_other"
        code = [self._t("person_timeline.error", code=facts["error"])] if facts["error"] else []
        said = self._t("person_timeline.message", purpose=purpose)
        return Row("", said, ", ".join([self._t(known), *code]))

    def consent(self, entry: Entry) -> Row:
        """A line of the ledger."""
        facts = entry.facts
        purpose = self.known_or("consent_purposes", facts["purpose"].partition(".")[0])
        key = f"person_timeline.consent_{facts['action']}"
        said = self._t(key, purpose=purpose, source=self._by(facts["source"]))
        return Row("", said, wording=facts["wording"])

    def reason(self, entry: Entry) -> Row:
        """Who of the team did something that wants a reason."""
        facts = entry.facts
        why = self._t(f"reasons.{facts['reason']}")
        what = facts["item"].partition(" ")[0]
        if what in set(Kind):
            named = self._t(f"person_timeline.what_{what}")
            return Row("", self._t("person_timeline.reason_opened", who=facts["who"], what=named, why=why))
        return Row("", self._t("person_timeline.reason_quieter", who=facts["who"], why=why))


_WORDS_OF: Final[Mapping[str, Kind]] = {
    "text": Kind.text,
    "note": Kind.note,
    "callback": Kind.wishes,
    "request": Kind.request,
    "consent": Kind.consent,
}
_SAID: Final[dict[str, Callable[[Told, Entry], Row]]] = {
    "checkin": Told.checkin,
    "callback": Told.callback,
    "decision": Told.decision,
    "note": Told.note,
    "alert": Told.alert,
    "request": Told.request,
    "text": Told.text,
    "message": Told.message,
    "consent": Told.consent,
    "reason": Told.reason,
}
