"""Plays two people who talk in a conference, with the carrier's part of it, request by request."""

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
SUPERVISED = replace(LINE, on_call=True, supervisor=ON_CALL)


def supervised(lines: Callable[..., TestLine], kind: str = "sqlite") -> TestLine:
    """A line with a supervisor on call."""
    return lines(kind, SUPERVISED)


@dataclass
class Phone:
    """One phone that the carrier may have in the conference."""

    line: TestLine
    sid: str
    heard: Heard
    number: str = CALLER_ID

    @property
    def room(self) -> str:
        """The name of the conference it is in, by the last document it was played; "" if none."""
        node = self.heard.root.find(".//Conference")
        return (node.text or "") if node is not None else ""

    @property
    def ends(self) -> bool:
        """Whether the conference ends when this phone leaves."""
        node = self.heard.root.find(".//Conference")
        return node is not None and node.attrib["endConferenceOnExit"] == "true"

    def goes(self, path: str, **more: str) -> Heard:
        """Let the carrier ask for a document of this call; gives what is heard."""
        self.heard = self.line.turn(path, self.sid, self.number, **more)
        self._file()
        return self.heard

    def out(self, **more: str) -> Heard:
        """Let the phone leave the conference: the carrier asks the Dial's action."""
        path = self.heard.path("Dial")
        self._leave()
        return self.goes(path, DialCallStatus="answered", **more)

    def comes_back(self) -> Heard:
        """Let the silent moment pass; gives what is heard then."""
        if self.heard.root.find("Gather") is not None:
            return self.presses("")
        return self.goes(self.heard.path("Redirect", ""))

    def presses(self, digits: str) -> Heard:
        """Press a key at the Gather; gives what is heard."""
        return self.goes(self.heard.path("Gather"), Digits=digits)

    def waits(self) -> Heard:
        """What the phone hears alone in the conference, in which it stays."""
        node = self.heard.root.find(".//Conference")
        assert node is not None and node.attrib["waitUrl"], "nothing is played to who waits"
        return self.line.turn(urlsplit(node.attrib["waitUrl"]).path, self.sid, self.number)

    def over(self) -> None:
        """End the call at the carrier, which does not tell the line."""
        self._leave()
        self.line.carrier.others[self.sid] = "completed"
        for ring in self.line.carrier.rings:
            if ring.sid == self.sid:
                ring.status = "completed"

    def fetched(self) -> str:
        """The path to which a worker has last redirected this call; "" if none."""
        found = [url for sid, url in self.line.carrier.redirects if sid == self.sid]
        return urlsplit(found[-1]).path if found else ""

    def ear(self) -> list[str]:
        """The names of all announcements to this phone in the conference."""
        return [url.rsplit("/", 1)[1] for sid, url in self.line.carrier.announced if sid == self.sid]

    def _leave(self) -> None:
        for inside in self.line.carrier.rooms.values():
            inside.discard(self.sid)

    def _file(self) -> None:
        if self.room:
            self.line.carrier.rooms.setdefault(self.room, set()).add(self.sid)


@dataclass
class Talk:
    """Two people in a conference: the volunteer's call dialled the participant, or a caller's call the volunteer."""

    desk: Desk
    volunteer: Phone
    participant: Phone
    ring: Ring | None
    dialled: Dialled

    @property
    def line(self) -> TestLine:
        """The line through which they talk."""
        return self.desk.line

    @property
    def state(self) -> str:
        """The state of the callback."""
        return self.desk.state

    def leg(self, role: str) -> Any:
        """The newest leg of this role."""
        return next(leg for leg in reversed(self.line.rows(Leg)) if leg.role == role)

    def alerts(self) -> list[str]:
        """The kinds of the alerts to coordinators."""
        return [alert.kind for alert in self.line.rows(Alert)]

    def star(self) -> Heard:
        """The volunteer presses star, the conference ends and both come out of it; gives what the volunteer hears."""
        others = [phone for phone in (self.participant,) if phone.room]
        self.volunteer.out()
        for phone in others:
            phone.out()
            if not phone.room:
                phone.comes_back()
        return self.volunteer.comes_back()

    def star_again(self, digits: str) -> str:
        """The volunteer presses star again, then this key; gives the words that they hear."""
        self.star()
        return self.volunteer.presses(digits).words

    def volunteer_hangs_up(self) -> None:
        """The volunteer hangs up, and the carrier tells the line of it three times, in the usual order."""
        self.volunteer.over()
        self.volunteer.out(CallStatus="completed")
        if self.ring is not None:
            self.desk.end(self.ring, "completed")
        else:
            self.dialled.status("completed")

    def participant_hangs_up(self) -> None:
        """The participant hangs up, and the carrier tells the line of it."""
        self.participant.over()
        self.participant.out(CallStatus="completed")
        if self.ring is not None:
            self.dialled.status("completed")

    def supervisor_rings(self) -> "Phone":
        """The supervisor picks up and presses a key; gives their phone, which then hears what is known."""
        self.line.work()
        ring = self.desk.ringing(ON_CALL)
        ring.status = "in-progress"
        phone = Phone(self.line, ring.sid, Heard("<Response/>"), ON_CALL)
        phone.goes(urlsplit(ring.url).path)
        phone.presses("5")
        return phone


def agree(line: TestLine, minutes: int | None) -> None:
    """Set how many minutes both want to talk; None leaves it open."""
    if minutes is not None:
        line.db.transact(line.clock.at, lambda tx: tx.run(update(Callback).values(minutes=minutes)))


def answered_by_key(line: TestLine, minutes: int | None = None) -> tuple[Desk, Ring, Dialled]:
    """A callback in which both have just pressed their key."""
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    agree(line, minutes)
    ring = desk.take()
    return desk, ring, desk.talk(ring)


def moved(line: TestLine, minutes: int | None = None) -> Talk:
    """A callback whose two people were moved into a conference."""
    return into_conference(*answered_by_key(line, minutes))


def into_conference(desk: Desk, ring: Ring, dialled: Dialled) -> Talk:
    """Move both into a conference, a moment after they pressed their keys."""
    line = desk.line
    line.pass_time(seconds=3)
    participant = Phone(line, dialled.sid, dialled.heard)
    volunteer = Phone(line, ring.sid, dialled.heard)
    participant.goes(participant.fetched())
    volunteer.goes(dialled.heard.path("Dial"), DialCallStatus="completed")
    return Talk(desk, volunteer, participant, ring, dialled)


def moved_caller(line: TestLine, number: str = PARTICIPANT, minutes: int | None = None) -> Talk:
    """A caller who wanted to talk at once, moved into a conference with the peer whom their call dialled."""
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
    """The volunteer presses 4 and waits while the participant is put through to the crisis line.

    Gives the address for the status of that ring.
    """
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
