"""Plays two who write, and a call in which one of them only listens, with the carrier's part of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.conference import Phone
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine


def both_write(line: TestLine) -> Desk:
    """A participant and Sam, who have written to each other."""
    desk = Desk(line)
    line.volunteer(VOLUNTEER, "Sam Baker")
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "write instead")
    line.work()
    desk.code = line.code()
    says(desk, VOLUNTEER, f"TAKE {desk.code}")
    says(desk, PARTICIPANT, "hello")
    says(desk, VOLUNTEER, "hi, good to hear from you")
    return desk


def says(desk: Desk, sender: str, words: str) -> str:
    """The answer to a text; what follows from it is done."""
    answer = desk.line.text(sender, words)
    desk.line.work()
    return answer


def last(desk: Desk, number: str) -> str:
    """The last text from the line to this number."""
    return desk.line.texts_to(number)[-1]


def agreed(line: TestLine, wish: str = "LISTEN") -> Desk:
    """Both have said yes, and the volunteer's phone rings."""
    desk = both_write(line)
    says(desk, PARTICIPANT, wish)
    if wish != "LISTEN":
        says(desk, PARTICIPANT, "2")
    says(desk, VOLUNTEER, "1")
    return desk


def pick_up(desk: Desk, number: str, **more: str) -> tuple[Phone, Ring]:
    """Let whoever is rung pick up; gives their phone, asked for a key."""
    ring = desk.ringing(number)
    ring.status = "in-progress"
    phone = Phone(desk.line, ring.sid, Heard("<Response/>"), number)
    phone.goes(urlsplit(ring.url).path, **more)
    return phone, ring


@dataclass
class Two:
    """Both phones of such a call."""

    desk: Desk
    heard: Phone
    listener: Phone
    rings: tuple[Ring, Ring]

    @property
    def line(self) -> TestLine:
        """The line they write through."""
        return self.desk.line

    @property
    def is_muted(self) -> bool:
        """Whether the participant's phone is in the conference, and nobody hears it."""
        node = self.listener.heard.root.find(".//Conference")
        return node is not None and node.attrib.get("muted") == "true"

    def star(self) -> Heard:
        """The participant presses star: the conference ends for both. Gives the menu that they hear."""
        self.listener.out()
        if self.heard.room:
            self.heard.out()
        return self.listener.comes_back()

    def five_minutes_later(self) -> Heard:
        """A worker sends the participant out of the conference, which ends it. Gives what they hear."""
        self.line.pass_time(minutes=5)
        self.listener._leave()
        self.listener.goes(self.listener.fetched())
        self.heard.out()
        return self.listener.heard

    def volunteer_asks_again(self) -> Heard:
        """The volunteer's phone, which waits, asks whether the other one is there; gives what it hears."""
        return self.heard.goes(self.heard.heard.path("Redirect", ""))

    def hangs_up(self, phone: Phone) -> None:
        """This phone hangs up, which ends the conference: the carrier tells the line of it."""
        other = self.listener if phone is self.heard else self.heard
        phone.over()
        if phone.room:
            phone.out(CallStatus="completed")
        ring = self.rings[phone is self.listener]
        self.desk.end(ring, "completed")
        if other.room:
            other.out()


def listening(line: TestLine, wish: str = "LISTEN") -> Two:
    """The participant listens to Sam; with another wish, the two talk."""
    desk = agreed(line, wish)
    heard, first = pick_up(desk, VOLUNTEER)
    heard.presses("5")
    line.work()
    listener, second = pick_up(desk, PARTICIPANT, AnsweredBy="human")
    listener.presses("1")
    two = Two(desk, heard, listener, (first, second))
    two.volunteer_asks_again()
    return two
