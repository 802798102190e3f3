"""Two who talk in a conference: the carrier's part of it, word for word, for tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import update

from store.models import Alert, Callback, Leg
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring
from tests.kits.line import LINE, Heard, TestLine

ON_CALL = "+12025550144"
SUPERVISED = replace(LINE, on_call=True)


def supervised(lines: Callable[..., TestLine], kind: str = "sqlite") -> TestLine:
    """A line with a supervisor on call."""
    line = lines(kind, SUPERVISED)
    line.ctx = replace(line.ctx, on_call=ON_CALL)
    return line


@dataclass
class Phone:
    """One phone that the carrier may have in the conference."""

    line: TestLine
    sid: str
    heard: Heard
    number: str = CALLER_ID

    @property
    def room(self) -> str:
        """The name of the conference it is in, by what it was last told; "" for none."""
        node = self.heard.root.find(".//Conference")
        return (node.text or "") if node is not None else ""

    @property
    def ends(self) -> bool:
        """Whether its leaving ends the conference."""
        node = self.heard.root.find(".//Conference")
        return node is not None and node.attrib["endConferenceOnExit"] == "true"

    def goes(self, path: str, **more: str) -> Heard:
        """The carrier asks for a document of this call."""
        self.heard = self.line.turn(path, self.sid, self.number, **more)
        self._file()
        return self.heard

    def out(self, **more: str) -> Heard:
        """It is out of the conference: the Dial's action."""
        path = self.heard.path("Dial")
        self._leave()
        return self.goes(path, DialCallStatus="answered", **more)

    def comes_back(self) -> Heard:
        """The silent moment is over."""
        if self.heard.root.find("Gather") is not None:
            return self.presses("")
        return self.goes(self.heard.path("Redirect", ""))

    def presses(self, digits: str) -> Heard:
        """A key where one is asked for."""
        return self.goes(self.heard.path("Gather"), Digits=digits)

    def waits(self) -> Heard:
        """What is heard alone in the conference; it stays in it."""
        node = self.heard.root.find(".//Conference")
        assert node is not None and node.attrib["waitUrl"], "nothing is played to who waits"
        return self.line.turn(urlsplit(node.attrib["waitUrl"]).path, self.sid, self.number)

    def over(self) -> None:
        """The call ends at the carrier, who says no word of it."""
        self._leave()
        self.line.carrier.others[self.sid] = "completed"
        for ring in self.line.carrier.rings:
            if ring.sid == self.sid:
                ring.status = "completed"

    def fetched(self) -> str:
        """Where a worker has sent this call last: the end of the address; "" for nowhere."""
        found = [url for sid, url in self.line.carrier.redirects if sid == self.sid]
        return urlsplit(found[-1]).path if found else ""

    def ear(self) -> list[str]:
        """All that was said into this ear in the conference."""
        return [url.rsplit("/", 1)[1] for sid, url in self.line.carrier.announced if sid == self.sid]

    def _leave(self) -> None:
        for inside in self.line.carrier.rooms.values():
            inside.discard(self.sid)

    def _file(self) -> None:
        if self.room:
            self.line.carrier.rooms.setdefault(self.room, set()).add(self.sid)


@dataclass
class Talk:
    """Two in a conference: the volunteer's call dialled the participant, or a caller's call the volunteer."""

    desk: Desk
    volunteer: Phone
    participant: Phone
    ring: Ring | None
    dialled: Dialled

    @property
    def line(self) -> TestLine:
        """The line they talk through."""
        return self.desk.line

    @property
    def state(self) -> str:
        """Where the callback stands."""
        return self.desk.state

    def leg(self, role: str) -> Any:
        """The latest leg of this role."""
        return next(leg for leg in reversed(self.line.rows(Leg)) if leg.role == role)

    def alerts(self) -> list[str]:
        """What coordinators were alerted to."""
        return [alert.kind for alert in self.line.rows(Alert)]

    def star(self) -> Heard:
        """The volunteer presses star: the conference ends for all, each comes out, and soon it is clear why."""
        others = [phone for phone in (self.participant,) if phone.room]
        self.volunteer.out()
        for phone in others:
            phone.out()
            if not phone.room:
                phone.comes_back()
        return self.volunteer.comes_back()

    def star_again(self, digits: str) -> str:
        """Star once more, and this key: the words that the volunteer hears."""
        self.star()
        return self.volunteer.presses(digits).words

    def volunteer_hangs_up(self) -> None:
        """All three words of it, in the order in which they mostly come."""
        self.volunteer.over()
        self.volunteer.out(CallStatus="completed")
        if self.ring is not None:
            self.desk.end(self.ring, "completed")
        else:
            self.dialled.status("completed")

    def participant_hangs_up(self) -> None:
        """Their own words of it."""
        self.participant.over()
        self.participant.out(CallStatus="completed")
        if self.ring is not None:
            self.dialled.status("completed")

    def supervisor_rings(self) -> "Phone":
        """The ring under way to the supervisor, picked up, a key pressed: they hear what is known."""
        self.line.work()
        ring = self.desk.ringing(ON_CALL)
        ring.status = "in-progress"
        phone = Phone(self.line, ring.sid, Heard("<Response/>"), ON_CALL)
        phone.goes(urlsplit(ring.url).path)
        phone.presses("5")
        return phone


def agree(line: TestLine, minutes: int | None) -> None:
    """So long they want to talk; None for no word of it."""
    if minutes is not None:
        line.db.transact(line.clock.at, lambda tx: tx.run(update(Callback).values(minutes=minutes)))


def answered_by_key(line: TestLine, minutes: int | None = None) -> tuple[Desk, Ring, Dialled]:
    """A callback in which both have pressed their key, just now."""
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    agree(line, minutes)
    ring = desk.take()
    return desk, ring, desk.talk(ring)


def moved(line: TestLine, minutes: int | None = None) -> Talk:
    """A callback whose two were moved into a conference."""
    return into_conference(*answered_by_key(line, minutes))


def into_conference(desk: Desk, ring: Ring, dialled: Dialled) -> Talk:
    """Both have pressed their key: a moment later they are moved."""
    line = desk.line
    line.pass_time(seconds=3)
    participant = Phone(line, dialled.sid, dialled.heard)
    volunteer = Phone(line, ring.sid, dialled.heard)
    participant.goes(participant.fetched())
    volunteer.goes(dialled.heard.path("Dial"), DialCallStatus="completed")
    return Talk(desk, volunteer, participant, ring, dialled)


def moved_caller(line: TestLine, number: str = PARTICIPANT, minutes: int | None = None) -> Talk:
    """A caller who wanted to talk at once, moved into a conference with the peer their call had dialled."""
    line.volunteer(VOLUNTEER)
    sid, greeting = line.call(number)
    heard = line.press(greeting, "3", sid, number)
    agree(line, minutes)
    child = f"CA{next(line.sids):032x}"
    dialled = Dialled(line, heard, child)
    dialled.presses(dialled.picks_up(), "7")
    line.pass_time(seconds=3)
    volunteer, participant = Phone(line, child, heard), Phone(line, sid, heard, number)
    volunteer.goes(volunteer.fetched())
    participant.goes(heard.path("Dial"), DialCallStatus="completed")
    return Talk(Desk(line), volunteer, participant, None, dialled)


def handed_over(talk: Talk) -> str:
    """4: the participant is on the way, and the volunteer waits in the conference. Where its ring is told of."""
    talk.star()
    talk.volunteer.presses("4")
    talk.line.work()
    assert talk.participant.fetched().endswith("/room/crisis")
    for inside in talk.line.carrier.rooms.values():
        inside.discard(talk.participant.sid)
    talk.participant.goes(talk.participant.fetched())
    if talk.volunteer.room:
        talk.volunteer.out()  # the conference ended with the participant's leaving
    return talk.participant.heard.path("Number", "statusCallback")
