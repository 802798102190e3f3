"""Brings a line into the situation in which somebody writes, by its own plain ways: keywords, keys, calls and time.

The states are those of CONTRACT.md, "Reading". Each way makes sure that it has arrived.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import select

from flows.engine import Session
from store.contacts.sessions import read_session
from store.models import Alert, Callback, Contact, Conversation
from store.vault.columns import CONVERSATION_SESSION, row_of
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.talks import hang_up_after

ANOTHER = "+12025550155"
"""A second participant, who waits as well."""
NUMBERS = {"participant": PARTICIPANT, "volunteer": VOLUNTEER, "coordinator": COORDINATOR}
DANGER = {"en": "I want to kill myself", "es": "me quiero matar"}


class Key(NamedTuple):
    """Which situation: who writes, what stood on their screen last, in which language; a volunteer on duty or off."""

    who: str
    state: str
    language: str
    on_duty: bool = True


def open_question(line: TestLine, number: str) -> Session | None:
    """The question that this number was asked by text and has not answered."""
    with line.db.begin(line.clock.at) as tx:
        theirs = (
            select(Conversation.__table__)
            .join(Contact, Contact.id == Conversation.contact_id)
            .where(Conversation.channel == "text", Conversation.expires_at > tx.now)
            .where(Contact.number_hash.in_(tx.vault.hashes(number)))
        )
        row = tx.run(theirs).first()
        if row is None or not row.session_sealed:
            return None
        return read_session(tx, CONVERSATION_SESSION, row_of(row), row.session_sealed)


class Made:
    """A situation while it is brought about."""

    def __init__(self, line: TestLine, key: Key) -> None:
        self.line, self.key = line, key
        self.number = NUMBERS[key.who]
        self.peer = VOLUNTEER if key.who == "participant" else ""
        self.desk = Desk(line)

    def names(self) -> tuple[dict[str, str], str]:
        """The codes of callbacks and alert, by what examples call them, and the handle of whom the alert is about."""
        codes = dict(zip(("K7", "M3"), (str(each.code) for each in self.line.rows(Callback)), strict=False))
        alert = next((each for each in self.line.rows(Alert) if each.kind == "crisis"), None)
        if alert is None:
            return codes, ""
        about = next(each for each in self.line.rows(Contact) if each.id == alert.contact_id)
        return codes | {"A1": f"A{alert.id}"}, str(about.handle)

    def says(self, number: str, words: str) -> str:
        """Text the line, and do what follows."""
        answer = self.line.text(number, words)
        self.line.work()
        return answer

    def presses(self, number: str, *meanings: str, or_says: str = "") -> str:
        """Answer the open question with the key that means one of these, whichever it is in this version.

        Where there is no such key they say `or_says`.
        """
        question = open_question(self.line, number)
        offered = question.offered if question is not None else ()
        found = next((shown for shown, meaning, _ in offered if meaning in meanings), or_says)
        assert found, f"{self.key}: none of {meanings} is offered, but {offered}"
        return self.says(number, found)

    def asked(self, number: str, step: str) -> None:
        """Make sure that this question is open."""
        question = open_question(self.line, number)
        assert question is not None and question.step.startswith(step), f"{self.key}: {question}"

    def introduced(self, number: str = PARTICIPANT) -> None:
        """They have checked in the day before, and nothing is open."""
        self.says(number, "ESPANOL" if self.key.language == "es" else "CHECKIN")
        self.asked(number, "checkin.mood")
        self.says(number, "4")
        self.presses(number, "no", "not_now", or_says="NO")

    def volunteer(self, number: str, name: str, *, theirs: bool = False, on_duty: bool = True) -> None:
        """An active volunteer, who is texted in the row's language where they are who writes."""
        spoken = dict.fromkeys((self.key.language if theirs else "en", "en", self.key.language))
        self.line.volunteer(number, name, on_duty=on_duty, languages=tuple(spoken))

    def next_day(self) -> None:
        """A day passes."""
        self.line.pass_time(hours=24)

    def call(self, number: str = PARTICIPANT, *, by_text: bool = False) -> str:
        """A participant asks for a call, or to write; gives the code under which it is offered."""
        self.says(number, "CALL")
        if by_text:
            self.presses(number, "write", "text", or_says="TEXT ONLY")
            assert self.desk.callback.kind == "text", self.key
        self.desk.code = str(self.desk.callback.code)
        return self.desk.code

    def state_is(self, *states: str) -> None:
        """Make sure that the newest callback is in one of these states."""
        assert self.desk.state in states, f"{self.key}: the callback is {self.desk.state}"


def _participant(s: Made) -> None:
    s.introduced()
    s.next_day()
    s.volunteer(VOLUNTEER, "Sam Baker")


def _new(s: Made) -> None:
    s.volunteer(VOLUNTEER, "Sam Baker")
    s.next_day()


def _mood(s: Made) -> None:
    _participant(s)
    s.says(s.number, "CHECKIN")
    s.asked(s.number, "checkin.mood")


def _offer(s: Made) -> None:
    _mood(s)
    s.says(s.number, "3")
    s.asked(s.number, "checkin.offer")


def _waiting(s: Made) -> None:
    _participant(s)
    s.call()
    s.state_is("offered")


def _ready(s: Made) -> None:
    _waiting(s)
    s.says(VOLUNTEER, f"TAKE {s.desk.code} later")
    s.line.pass_time(minutes=16)  # so long that a ring needs a new yes
    s.says(VOLUNTEER, f"GO {s.desk.code}")
    s.asked(s.number, "ready")
    s.state_is("accepted")


def _talk(s: Made) -> None:
    s.says(VOLUNTEER, f"TAKE {s.desk.code}")
    hang_up_after(s.desk, seconds=600)
    s.state_is("completed")


def _after(s: Made) -> None:
    _waiting(s)
    _talk(s)
    s.line.pass_time(minutes=4)
    s.asked(s.number, "after.rating")


def _writing(s: Made) -> None:
    _participant(s)
    _write(s)


def _write(s: Made) -> None:
    s.call(by_text=True)
    s.says(VOLUNTEER, f"TAKE {s.desk.code}")
    s.state_is("connected")
    s.says(PARTICIPANT, "hola" if s.key.language == "es" else "hello")
    s.says(VOLUNTEER, f"{s.desk.code} {'aqui estoy' if s.key.language == 'es' else 'good to hear from you'}")


def _volunteer(s: Made) -> None:
    s.introduced()
    s.next_day()
    s.volunteer(VOLUNTEER, "Sam Baker", theirs=True, on_duty=s.key.on_duty)


def _v_idle(s: Made) -> None:
    _volunteer(s)
    s.volunteer(SECOND, "Kim Reyes")


def _v_offered(s: Made) -> None:
    _volunteer(s)
    s.call()
    s.state_is("offered")


def _v_two(s: Made) -> None:
    # The database holds one open offer a volunteer. The first one stays good for a TAKE after its ten minutes.
    s.introduced(ANOTHER)
    _v_offered(s)
    s.line.pass_time(minutes=3)
    s.volunteer(SECOND, "Kim Reyes")
    s.line.pass_time(minutes=8)
    s.call(ANOTHER)
    s.state_is("offered")


def _v_holding(s: Made) -> None:
    _v_offered(s)
    s.says(VOLUNTEER, f"TAKE {s.desk.code} {'luego' if s.key.language == 'es' else 'later'}")
    s.state_is("accepted")
    assert s.desk.callback.wait_for_go, s.key


def _v_after(s: Made) -> None:
    _v_offered(s)
    _talk(s)


def _v_writing(s: Made) -> None:
    _volunteer(s)
    _write(s)


def _c_alert(s: Made) -> None:
    s.introduced()
    if s.key.language == "es":
        s.says(COORDINATOR, "ESPANOL")
    s.says(COORDINATOR, "LIST")
    s.next_day()
    s.volunteer(VOLUNTEER, "Sam Baker")
    s.says(PARTICIPANT, DANGER[s.key.language])
    assert [each.kind for each in s.line.rows(Alert)] == ["crisis"], s.key


def _c_idle(s: Made) -> None:
    _c_alert(s)
    s.says(COORDINATOR, "ACK")
    assert s.line.rows(Alert)[0].acknowledged_at, s.key
    s.line.pass_time(hours=12)


WAYS: Mapping[str, Callable[[Made], None]] = {
    "new": _new,
    "idle": _participant,
    "mood": _mood,
    "offer": _offer,
    "waiting": _waiting,
    "ready": _ready,
    "after": _after,
    "writing": _writing,
    "v_idle": _v_idle,
    "v_offered": _v_offered,
    "v_two": _v_two,
    "v_holding": _v_holding,
    "v_after": _v_after,
    "v_writing": _v_writing,
    "c_alert": _c_alert,
    "c_idle": _c_idle,
}
STATES = {
    state: {"v": "volunteer", "c": "coordinator"}.get(state[0], "participant")
    if state[1] == "_"
    else "participant"
    for state in WAYS
}
"""Every state, and who is in it."""
