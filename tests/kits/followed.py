"""Reads from a line what followed a text: rows that changed, phones that were rung, who was told, what is open now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flows.states import OPEN_STATES, OfferState
from store.models import Alert, Base, Callback, Contact, Inbound, Note, Offer, Pairing, Volunteer
from tests.kits.line import TestLine

HELD, WILLING = "held", "willing"
"""Besides the states of an offer: the volunteer has it; they passed it, and are asked again at their time."""


class Request(NamedTuple):
    """A callback of whoever wrote. `silenced`: they said no, and nobody calls until they ask again."""

    is_open: bool
    kind: str
    silenced: bool
    not_before: datetime | None


class Duty(NamedTuple):
    """Whoever wrote, as a volunteer. `offers`: a state of theirs by code. `notes`, `blocked`: how many they have."""

    offers: Mapping[str, str]
    on_duty: bool
    paused: bool
    left: bool
    notes: int
    blocked: int

    @property
    def held(self) -> set[str]:
        """The codes of what they have."""
        return {code for code, state in self.offers.items() if state == HELD}


class Change(NamedTuple):
    """One value of one row that is otherwise than before; or who was texted (of the table TOLD, the row)."""

    table: str
    row: str
    column: str = ""
    value: str = ""


TOLD = "told"


@dataclass(frozen=True)
class Followed:
    """What followed a text within half a minute. `reply`: all that its writer was answered.

    `changed`: what is otherwise in the database, and who else was texted. `rung`: how often which number; `rung_later`:
    the same once the volunteer has done what the line asks of them, hours later. `told`: texts to others. `opened`:
    callbacks that were not there before. `alerts`: kinds of those that nobody has. `failed`: the line could not
    keep it, and said so.
    """

    reply: str
    changed: frozenset[Change]
    rung: Counter[str]
    rung_later: Counter[str]
    told: tuple[tuple[str, str], ...]
    requests: Mapping[int, Request]
    opened: frozenset[int]
    opted_out: bool
    duty: Duty | None
    alerts: Mapping[int, str]
    failed: bool

    @property
    def in_line(self) -> list[Request]:
        """The writer's callbacks for which somebody may still call or write."""
        return [each for each in self.requests.values() if each.is_open and not each.silenced]


class Before:
    """A line before a text, to tell afterwards what followed from it."""

    def __init__(self, line: TestLine, number: str) -> None:
        self._line, self._number = line, number
        self._rows, self._rings, self._inbound = _kept(line), len(line.carrier.rings), len(line.rows(Inbound))
        line.new_texts()

    def followed(self, answer: str | None) -> Followed:
        """What has followed by now. `answer`: what the text was answered at once; None: there was no text."""
        line, rows, texts = self._line, _kept(self._line), self._line.new_texts()
        told = tuple((to, words) for to, words in texts if to != self._number)
        replies = (answer or "", *(words for to, words in texts if to == self._number))
        mine = _Mine(line, self._number)
        rung = self.rung()
        return Followed(
            "\n".join(filter(None, replies)),
            frozenset((*_differences(self._rows, rows), *(Change(TOLD, to) for to, _ in told))),
            rung,
            rung,
            told,
            mine.requests(),
            frozenset(map(int, rows["callbacks"].keys() - self._rows["callbacks"].keys())),
            mine.opted_out,
            mine.duty(),
            {each.id: str(each.kind) for each in line.rows(Alert) if each.acknowledged_at is None},
            answer is not None and len(line.rows(Inbound)) == self._inbound,
        )

    def rung(self) -> Counter[str]:
        """How often which number was rung since."""
        return Counter(each.to for each in self._line.carrier.rings[self._rings :])


_Kept = dict[str, dict[str, dict[str, object]]]
_PASSING = frozenset(
    "conversations inbound receipts pacing heartbeats key_fingerprints person_keys happenings messages".split()
)
"""Tables that change with every text, tell of other changes, or hold the texts, which are read as they arrive."""
_DRAWN = ("handle", "code", "token", "room", "key", "row_key", "person_key_id")
"""Columns whose values are drawn by lot, or are made of an id."""


def _kept(line: TestLine) -> _Kept:
    """Every row of the tables that say what became of somebody, by table and primary key."""
    found: _Kept = {}
    with line.db.begin(line.clock.at) as tx:
        for table in Base.metadata.sorted_tables:
            if table.name not in _PASSING:
                keys = [each.name for each in table.primary_key]
                rows = [dict(each) for each in tx.run(table.select()).mappings()]
                found[table.name] = {"/".join(str(row[key]) for key in keys): row for row in rows}
    return found


def _differences(before: _Kept, now: _Kept) -> Iterator[Change]:
    """What is otherwise: of times, of sealed words and of what is drawn by lot only that they are."""
    for table, rows in now.items():
        for id, row in rows.items():
            was = before[table].get(id, {})
            for column, value in row.items():
                if value != was.get(column):
                    says = isinstance(value, str | int | bool) and column not in _DRAWN
                    sealed = column.endswith(("sealed", "_hash", "sid"))
                    yield Change(table, id, column, str(value) if says and not sealed else "")


class _Mine:
    """The rows of one number."""

    def __init__(self, line: TestLine, number: str) -> None:
        self._line = line
        with line.db.begin(line.clock.at) as tx:
            hashes = tx.vault.hashes(number)
        contacts = [each for each in line.rows(Contact) if each.number_hash in hashes]
        self._id = contacts[0].id if contacts else 0
        self.opted_out = any(each.opted_out_at for each in contacts)

    def requests(self) -> dict[int, Request]:
        """Their own callbacks by id."""
        return {
            int(each.id): Request(
                each.state in OPEN_STATES, each.kind, each.silenced_at is not None, each.not_before
            )
            for each in self._line.rows(Callback)
            if each.contact_id == self._id
        }

    def duty(self) -> Duty | None:
        """What they have as a volunteer, None for everybody else."""
        me = next((each for each in self._line.rows(Volunteer) if each.contact_id == self._id), None)
        if me is None:
            return None
        notes = [each for each in self._line.rows(Note) if each.volunteer_id == me.id]
        refused = [
            each
            for each in self._line.rows(Pairing)
            if each.volunteer_id == me.id and each.volunteer_refused_at
        ]
        paused = me.paused_at is not None
        offers = self._offers(me.id)
        return Duty(offers, bool(me.on_duty), paused, me.status == "left", len(notes), len(refused))

    def _offers(self, volunteer_id: int) -> dict[str, str]:
        callbacks = {each.id: each for each in self._line.rows(Callback)}
        found = {}
        for offer in self._line.rows(Offer):
            if offer.volunteer_id == volunteer_id:
                willing = offer.state == OfferState.PASSED and offer.willing_from is not None
                found[str(callbacks[offer.callback_id].code)] = WILLING if willing else str(offer.state)
        held = (
            cb for cb in callbacks.values() if cb.volunteer_id == volunteer_id and cb.state in OPEN_STATES
        )
        return found | {str(cb.code): HELD for cb in held}
