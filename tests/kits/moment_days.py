"""How an old moment ends by itself: a day in which nobody does anything, and a day in which everybody does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tests.kits.fakes import Ring
from tests.kits.line import COORDINATOR, LINE_NUMBER, Heard, TestLine

STEPS = (0, 30, 150, 600, 1800, 7200, 14400, 28800, 43200)
"""Seconds from one look at what is due to the next: a day and some hours in all, slower and slower."""
TALK = timedelta(minutes=10)
_OFFER = re.compile(r"\b(?:TAKE|TOMO) (\w+)")
_MENU = re.compile(r"\b1\b")


def nobody(line: TestLine) -> list[str]:
    """Nobody picks up or answers a text, and who is on the phone hangs up."""
    for sid, status in line.carrier.others.items():
        if status == "in-progress":
            line.carrier.others[sid] = "completed"
    for seconds in STEPS:
        for ring in _under_way(line):
            _over(line, ring, "no-answer" if ring.status == "ringing" else "completed")
        line.pass_time(seconds=seconds)
    return []


def everybody(line: TestLine) -> list[str]:
    """Volunteers take offers, phones are picked up, questions are answered with 1, and talks take ten minutes."""
    talks: list[_Talk] = []
    read = len(line.carrier.texts)
    for seconds in STEPS:
        line.pass_time(seconds=seconds)
        for talk in [each for each in talks if line.clock.at - each.since >= TALK]:
            talk.end(line)
            talks.remove(talk)
        for sent in line.carrier.texts[read:]:
            if sent.to != COORDINATOR and (said := _answer(sent.words)):
                line.text(sent.to, said)
        read = len(line.carrier.texts)
        line.work()
        talks += [_picked_up(line, ring) for ring in _under_way(line) if ring.status == "ringing"]
    return []


def reminders(line: TestLine) -> list[str]:
    """Nobody does anything, and whatever reminder is due next is looked at in its minute, eight times over."""
    for _ in range(8):
        with line.db.engine.connect() as connection:
            due = connection.exec_driver_sql("SELECT min(due_at) FROM reminders WHERE state = 'due'").scalar()
        if due is None:
            break
        at = datetime.fromisoformat(str(due)).replace(tzinfo=UTC)
        line.pass_time(seconds=max(0.0, (at - line.clock.at).total_seconds()))
    return []


@dataclass
class _Talk:
    """A ring that was picked up, and whom it dialled."""

    ring: Ring
    since: datetime
    dialled: str = ""
    told: str = ""
    after: str = ""

    def end(self, line: TestLine) -> None:
        """Both hang up."""
        if self.dialled:
            line.carrier.others[self.dialled] = "completed"
            if self.told:
                line.turn(self.told, self.dialled, CallStatus="completed")
        if self.after:
            line.turn(
                self.after, self.ring.sid, LINE_NUMBER, DialCallStatus="completed", CallStatus="completed"
            )
        _over(line, self.ring, "completed")


def _picked_up(line: TestLine, ring: Ring) -> _Talk:
    ring.status = "in-progress"
    heard = _keys(line, line.turn(urlsplit(ring.url).path, ring.sid, LINE_NUMBER), ring.sid)
    talk = _Talk(ring, line.clock.at)
    if heard.root.find(".//Dial") is not None:
        talk.after = heard.path("Dial")
    if (number := heard.root.find(".//Dial/Number")) is not None:
        talk.dialled = f"CA{next(line.sids):032x}"
        line.carrier.others[talk.dialled] = "in-progress"
        if "statusCallback" in number.attrib:
            talk.told = heard.path("Number", "statusCallback")
        _keys(line, line.turn(heard.path("Number", "url"), talk.dialled, LINE_NUMBER), talk.dialled)
    return talk


def _keys(line: TestLine, heard: Heard, sid: str) -> Heard:
    """1, wherever a key is asked for."""
    for _ in range(4):
        if heard.root.find("Gather") is None:
            break
        heard = line.press(heard, "1", sid, LINE_NUMBER)
    return heard


def _answer(words: str) -> str:
    if offer := _OFFER.search(words):
        return f"TAKE {offer[1]}"
    return "1" if _MENU.search(words) else ""


def _under_way(line: TestLine) -> Iterator[Ring]:
    yield from [ring for ring in line.carrier.rings if ring.status in ("ringing", "in-progress")]


def _over(line: TestLine, ring: Ring, status: str) -> None:
    ring.status = status
    line.turn(urlsplit(ring.status_url).path, ring.sid, LINE_NUMBER, CallStatus=status)
