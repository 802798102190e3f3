"""Plays two phones and the line between them, one carrier request at a time, for tests of the bridge."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from store.models import Callback, Leg
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine

PARTICIPANT = "+12025550111"
VOLUNTEER = "+12025550122"
SECOND = "+12025550133"
CALLER_ID = "+12025550100"


@dataclass
class Dialled:
    """A phone rung from inside a call, and the addresses that the carrier was given for it."""

    line: TestLine
    heard: Heard
    sid: str

    @property
    def number(self) -> str:
        """The number that is rung."""
        return self.heard.dialled

    @property
    def shows(self) -> str:
        """The number that the phone shows."""
        dial = self.heard.root.find(".//Dial")
        assert dial is not None
        return dial.attrib.get("callerId", "")

    def picks_up(self, **more: str) -> Heard:
        """Pick up; gives what the phone hears after the silence in which machines give themselves away."""
        heard = self.picks_up_at_first(**more)
        listening = heard.root.find("Gather") is not None and not heard.words
        return self.presses(heard, "") if listening else heard

    def picks_up_at_first(self, **more: str) -> Heard:
        """Pick up; gives the first document that the phone is played."""
        self.line.carrier.others[self.sid] = "in-progress"
        return self.line.turn(self.heard.path("Number", "url"), self.sid, CALLER_ID, **more)

    def presses(self, heard: Heard, digits: str) -> Heard:
        """Press a key, "" for silence; gives what is heard."""
        return self.line.press(heard, digits, self.sid, CALLER_ID)

    def stays_silent(self, heard: Heard) -> Heard:
        """Press no key, as often as one is asked for; gives what is heard at last."""
        for _ in range(5):
            if heard.root.find("Gather") is None:
                return heard
            heard = self.presses(heard, "")
        raise AssertionError("a key is asked for without end")

    def status(self, status: str) -> None:
        """Send the carrier's status callback for this phone."""
        self.line.carrier.others[self.sid] = status
        self.line.turn(self.heard.path("Number", "statusCallback"), self.sid, CallStatus=status)

    def machine(self, answered_by: str = "machine_start") -> None:
        """Let the carrier find out who answered, while the phone speaks."""
        self.line.turn(self.heard.path("Number", "amdStatusCallback"), self.sid, AnsweredBy=answered_by)

    def over(self, dial_status: str, parent: str, caller: str = VOLUNTEER, **more: str) -> Heard:
        """Ask the Dial's action: the call that dialled goes on. Gives what it hears."""
        return self.line.turn(self.heard.path("Dial"), parent, caller, DialCallStatus=dial_status, **more)


@dataclass
class Desk:
    """A line with one callback on it, and what the carrier does with the phones."""

    line: TestLine
    code: str = ""

    def ask(self, *, volunteers: tuple[str, ...] = (VOLUNTEER,)) -> None:
        """Let a participant ask for a call, and the line offer it to the first volunteer."""
        for number in volunteers:
            self.line.volunteer(number, f"Name of {number[-3:]}")
        self.line.text(PARTICIPANT, "CALL")
        self.line.work()
        self.code = self.line.code()

    def take(self, volunteer: str = VOLUNTEER) -> Ring:
        """Let the volunteer take it; gives the ring of their phone."""
        self.line.text(volunteer, f"TAKE {self.code}")
        self.line.work()
        return self.ringing(volunteer)

    def ringing(self, number: str) -> Ring:
        """The ring under way to a number. There must be exactly one."""
        found = [r for r in self.line.carrier.rings if r.to == number and r.status == "ringing"]
        assert len(found) == 1, f"{len(found)} rings under way to {number}"
        return found[0]

    def ringing_now(self, number: str) -> int:
        """How many rings are under way to a number."""
        return sum(ring.to == number and ring.status == "ringing" for ring in self.line.carrier.rings)

    def pick_up(self, ring: Ring, **more: str) -> Heard:
        """Let the volunteer pick up; gives what they hear."""
        ring.status = "in-progress"
        return self.line.turn(urlsplit(ring.url).path, ring.sid, CALLER_ID, **more)

    def end(self, ring: Ring, status: str) -> None:
        """End the volunteer's call at the carrier, which tells the line."""
        ring.status = status
        self.line.turn(urlsplit(ring.status_url).path, ring.sid, CALLER_ID, CallStatus=status)
        self.line.work()

    def connect_volunteer(self, ring: Ring) -> Dialled:
        """Let the volunteer pick up and press a key, so that the participant's phone rings; gives that phone."""
        heard = self.line.press(self.pick_up(ring), "5", ring.sid, CALLER_ID)
        sid = f"CA{next(self.line.sids):032x}"
        self.line.carrier.others[sid] = "ringing"
        return Dialled(self.line, heard, sid)

    def talk(self, ring: Ring) -> Dialled:
        """Join both on the phone; gives the participant's phone."""
        dialled = self.connect_volunteer(ring)
        joined = dialled.presses(dialled.picks_up(), "1")
        asked = [each for tag in ("Gather", "Hangup", "Redirect", "Dial") for each in joined.root.iter(tag)]
        assert asked == [], "a document that asks nothing more joins the two calls"
        return dialled

    def told(self, number: str, words: str) -> int:
        """How many texts from the line to this number contain these words."""
        return sum(words in said for said in self.line.texts_to(number))

    @property
    def callback(self) -> Any:
        """The row of the newest callback."""
        return self.line.rows(Callback)[-1]

    @property
    def state(self) -> str:
        """The state of the newest callback."""
        return str(self.callback.state)

    @property
    def live_legs(self) -> list[Any]:
        """The rows of legs that have not ended."""
        return [leg for leg in self.line.rows(Leg) if leg.state != "ended"]


def snapshot(line: TestLine) -> dict[str, list[Any]]:
    """All rows of the database by table, to compare."""
    from store.models import Base

    with line.db.begin(line.clock.at) as tx:
        return {t.name: sorted(map(repr, tx.run(t.select()))) for t in Base.metadata.sorted_tables}
