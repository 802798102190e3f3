"""Runs a whole line in one process for tests: signed requests in, a fake carrier out, a clock that tests move."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import Engine, event, make_url, select
from twilio.request_validator import RequestValidator
from werkzeug.routing import Rule

from flows.line import Line
from flows.line.on_call import OnCall
from store.contacts import contacts
from store.database import Database, Tx, Wake, open_engine
from store.joining import join, names
from store.models import Contact
from store.vault import Vault
from store.vault.columns import SealedColumn, name_in
from store.volunteers import roster
from telephony import web
from telephony.calls.twiml import Pages
from telephony.signature import Ours, Signature
from tests.kits import sweeping
from tests.kits.fakes import FakeCarrier
from workers import sweep
from workers.callbacks import advance_with
from workers.context import Context

TOKEN = "test token of no account"
ACCOUNT = "AC" + "0" * 32
ORIGIN = "https://line.example"
LINE_NUMBER = "+12025550100"
COORDINATOR = "+12025550199"
ATTESTED = "TN-Validation-Passed-A"
KEYS = (Fernet.generate_key().decode(),)
NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)

LINE = Line(
    name="Riverside Warmline",
    number=LINE_NUMBER,
    region="US",
    timezone="America/New_York",
    language="en",
    offer_minutes=10,
    ring_seconds=25,
    callback_attempts=3,
    callback_retry_minutes=7,
    promise_minutes=120,
    cover_hours=None,
    has_coordinator=True,
    ladder=(OnCall(COORDINATOR),),
)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Heard:
    """What a phone is played: the document, and the words in it."""

    document: str

    @property
    def root(self) -> ElementTree.Element:
        """The parsed TwiML."""
        return ElementTree.fromstring(self.document)

    @property
    def words(self) -> str:
        """All the words of its Say elements, in order."""
        return " ".join(node.text or "" for node in self.root.iter("Say"))

    def path(self, tag: str, attribute: str = "action") -> str:
        """The path to which an element leads: its attribute, or its text if `attribute` is ""."""
        found = self.root.find(f".//{tag}")
        assert found is not None, f"no {tag} in {self.document}"
        return urlsplit(found.attrib[attribute] if attribute else found.text or "").path

    @property
    def dialled(self) -> str:
        """The number that this document rings."""
        found = self.root.find(".//Dial/Number")
        assert found is not None, f"nobody is dialled in {self.document}"
        return found.text or ""

    @property
    def ends(self) -> bool:
        """Whether the document hangs up."""
        return self.root.find("Hangup") is not None


class Unbuilt(Rule):
    """A route for which Flask need not build addresses: no test asks for one, and building costs most of an app."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        return lambda rule, **values: None


@dataclass
class TestLine:
    """A line with its database, its carrier and its clock."""

    __test__ = False
    url: str
    db: Database
    carrier: FakeCarrier
    clock: Clock
    ctx: Context
    woken: list[Wake] = field(default_factory=list)
    outages: list[str] = field(default_factory=list)
    sids: Any = field(default_factory=lambda: count(1))
    read: int = 0
    last_words: dict[str, str] = field(default_factory=dict)

    @cached_property
    def app(self) -> Flask:
        """The app with the carrier's webhooks, made at the first request, since it takes longer than all the rest."""
        app = Flask("warmline-test", static_folder=None)
        app.url_rule_class = Unbuilt
        app.register_blueprint(
            web.blueprint(
                web.Context(
                    self.db,
                    Signature((TOKEN,), ORIGIN),
                    Ours(ACCOUNT, LINE_NUMBER),
                    self.ctx.pages,
                    self.clock,
                    lambda: self.outages.append("outage"),
                )
            )
        )
        return app

    def post(self, path: str, form: Mapping[str, str], *, signed: bool = True, token: str = TOKEN) -> Any:
        """Send a request as the carrier does; gives the response. Account and number are ours where not said."""
        form = {"AccountSid": ACCOUNT, "To": LINE_NUMBER, **form}
        headers = {}
        if signed:
            signature = RequestValidator(token).compute_signature(ORIGIN + path, dict(form))
            headers["X-Twilio-Signature"] = signature
        return self.app.test_client().post(path, data=dict(form), headers=headers)

    def text(self, sender: str, body: str, *, sid: str | None = None, **more: str) -> str:
        """Text the line; gives the inline reply, "" for silence. Does no other work.

        If somebody sends the same number again, it arrives six seconds later, as from somebody who has read the first
        reply.
        """
        if body.isdigit() and body == self.last_words.get(sender) and sid is None:
            self.clock.at += timedelta(seconds=6)  # a person who has read the question that came of them
        self.last_words[sender] = body
        sid = sid or f"SM{next(self.sids):032x}"
        form = {"MessageSid": sid, "From": sender, "To": LINE_NUMBER, "Body": body, "NumMedia": "0", **more}
        response = self.post("/sms", form)
        assert response.status_code == 200, response.status
        assert response.mimetype == "text/xml"
        root = ElementTree.fromstring(response.text)
        return "".join(node.text or "" for node in root.iter("Message"))

    def text_sent_twice(self, sender: str, body: str) -> str:
        """Send the second of two texts that left at the same moment; gives its reply."""
        self.last_words.pop(sender, None)
        return self.text(sender, body)

    def call(self, caller: str, sid: str | None = None, *, attestation: str = ATTESTED) -> tuple[str, Heard]:
        """Call the line; gives the call's SID and what is heard. `attestation`: its StirVerstat, "" for none."""
        sid = sid or f"CA{next(self.sids):032x}"
        self.carrier.others[sid] = "in-progress"
        return sid, self.turn("/voice", sid, caller, StirVerstat=attestation)

    def hang_up(self, sid: str, caller: str) -> None:
        """Let the caller hang up, and do what is due."""
        self.carrier.others[sid] = "completed"
        self.turn("/voice/status", sid, caller, CallStatus="completed")
        self.work()

    def turn(self, path: str, sid: str, caller: str = "", **more: str) -> Heard:
        """Send any voice request of a call; gives what is heard."""
        if path == "/voice":
            more.setdefault("StirVerstat", ATTESTED)
        form = {"CallSid": sid, "From": caller, "To": LINE_NUMBER, "CallStatus": "in-progress", **more}
        response = self.post(path, form)
        assert response.status_code == 200, response.status
        assert response.mimetype == "text/xml"
        return Heard(response.text)

    def press(self, heard: Heard, digits: str, sid: str, caller: str = "") -> Heard:
        """Press keys at a Gather; gives what is heard."""
        return self.turn(heard.path("Gather"), sid, caller, Digits=digits)

    def work(self) -> None:
        """Do all that can be done now, as the workers would. AssertionError if it never ends."""
        before: object = None
        for _ in range(20):
            due = self.ctx.run(sweeping.due)
            now = (due, len(self.carrier.texts), len(self.carrier.rings))
            # Some of what is due cannot be done yet: all is done when a round has changed nothing.
            if not self.woken and (not any(due.values()) or now == before):
                return
            before = now
            wakes = list(self.woken)
            self.woken.clear()
            for name, rows in due.items():
                if rows:
                    sweep.sweep_with(self.ctx, name)
            for wake in wakes:
                if wake.job == "advance_callback":
                    advance_with(self.ctx, wake.id)
        raise AssertionError("work never ends")

    def pass_time(self, **by: float) -> None:
        """Move the clock by so much (arguments of timedelta), and do what is due then."""
        self.clock.at += timedelta(**by)
        self.work()

    def new_texts(self) -> list[tuple[str, str]]:
        """The texts sent since the last call of this: (to, words)."""
        found = [(t.to, t.words) for t in self.carrier.texts[self.read :]]
        self.read = len(self.carrier.texts)
        return found

    def texts_to(self, number: str) -> list[str]:
        """The words of every text that the line itself has sent to a number."""
        return [t.words for t in self.carrier.texts if t.to == number]

    def volunteer(
        self,
        number: str,
        name: str = "Sam",
        *,
        on_duty: bool = True,
        languages: tuple[str, ...] = ("en",),
        ready: bool = False,
    ) -> int:
        """Add an active volunteer whose name participants may know; gives their id.

        `ready`: they take calls with somebody in danger, and are marked ready for it.
        """

        def add(tx: Tx) -> int:
            added = roster.add_active(tx, name, number, languages, on_duty=on_duty)
            if ready:
                join.keep(tx, added, "danger", "yes")
                roster.edit(tx, added, {"ready_for_danger": True})
            names.keep(tx, contacts.by_number(tx, number).contact_id or 0, added, name.split()[0], "text")
            return added

        return self.db.transact(self.clock.at, add)

    def rows(self, model: Any) -> list[Any]:
        """All rows of a table, by primary key."""
        with self.db.begin(self.clock.at) as tx:
            return list(tx.run(select(model.__table__).order_by(*model.__table__.primary_key)))

    def contacts_of(self, number: str) -> list[Any]:
        """The contacts filed under this number: one, or none."""
        hashes = self.db.vault.hashes(number)
        return [each for each in self.rows(Contact) if each.number_hash in hashes]

    def opened(self, column: SealedColumn, row: Any) -> str:
        """What is sealed in this column of a row that was read whole."""
        with self.db.begin(self.clock.at) as tx:
            return tx.open(column, name_in(row, column), getattr(row, column.name))

    def code(self) -> str:
        """The code in the last offer that went out."""
        for sent in reversed(self.carrier.texts):
            if found := re.search(r"(?:TAKE|TOMO) (\w+)(?: or PASS|: sí)", sent.words):
                return found[1]
        raise AssertionError("no offer went out")


class SharedEngine:
    """One engine for each kind of database, for all tests of a process, pointed at one database after the other.

    An engine compiles each statement once. With an engine for each test, compiling was half of a test's time.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.engine = open_engine(url)
        event.listen(self.engine, "do_connect", self._connect)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _carelessly)

    def move_to(self, url: str) -> Engine:
        """Point the engine at this database. Its connections are kept if it was there before."""
        if self._url != (there := make_url(url)):
            self.engine.dispose()
            self._url = there
        return self.engine

    def _connect(self, dialect: Any, _: Any, args: list[Any], params: dict[str, Any]) -> None:
        if dialect.name == "sqlite":
            args[0] = self._url.database
        else:
            params["dbname"] = self._url.database


def _carelessly(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # no test survives a power cut


def make_line(url: str, line: Line = LINE, engine: Engine | None = None) -> TestLine:
    """A line on a database that is already migrated."""
    woken: list[Wake] = []
    clock = Clock()
    carrier = FakeCarrier(clock)
    db = Database(engine or open_engine(url), Vault(KEYS), line, woken.extend)
    ctx = Context(db, carrier, Pages(ORIGIN), clock, pause=lambda seconds: None)
    return TestLine(url, db, carrier, clock, ctx, woken)
