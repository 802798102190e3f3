"""Holds one end of a call: the carrier on this side, a phone on the other."""

import asyncio
import time
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from telephony.local_carrier.calls.call_record import CALLS, CallRecord
from telephony.local_carrier.calls.listener import Listener
from telephony.local_carrier.calls.robot import Robot
from telephony.local_carrier.calls.transcript import Heard, Own, Talk
from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.journal import Rung
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.phones.handset import Ring

T = TypeVar("T")

# How many things that one phone hears are kept, however long a document loops.
MOST_HEARD = 1000
KEPT_OF_A_PHONE = 500


@dataclass(frozen=True)
class Step:
    """The next document to play: at a URL, or given as `twiml` (then `url` is the base of its relative URLs)."""

    url: str = ""
    method: str = "POST"
    params: dict[str, str] = field(default_factory=dict)
    twiml: str | None = None


class Interrupted(Exception):  # not an error: it happens to calls
    """The leg no longer follows its document."""


class HungUp(Interrupted):
    """The call is over."""


class Moved(Interrupted):
    """REST sent the live call to another document."""

    def __init__(self, step: Step) -> None:
        self.step = step
        super().__init__()


class Leg:
    """The leg that a document plays to and listens to. Ending it interrupts everything that waits on it."""

    def __init__(self, office: Office, record: CallRecord, phone: str, shown: str) -> None:
        self.office = office
        self.record = record
        self.phone = phone
        self.shown = shown
        self.heard: list[Heard] = []
        self.own: list[Own] = []
        # What a voicemail recorded, once its greeting was over; None where none took the call.
        self.message: list[str] | None = None
        # The robot that took the call for the phone's owner, if one did.
        self.robot: Robot | None = None
        self.lost_keys = ""
        self.listener: Listener | None = None
        self._bridged: list[Leg] = []
        self.bridged_at: float | None = None
        self.muted = False  # in a conference: the others hear neither its words nor its keys
        self._talks: list[Talk] = []
        self.star = asyncio.Event()
        self.star_counts = False
        self.decision: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.rung: Rung | None = None
        # How the phone was told to behave on this call, and the task that behaves so.
        self.plan = Ring()
        self.hand: asyncio.Task[None] | None = None
        # Of time.monotonic(), for durations; and on the carrier's clock, to be shown.
        self.answered_at: float | None = None
        self.answered_time: float | None = None
        self.documents = 0
        # The URL to ask for a document if another document of this call fails.
        self.fallback = ""
        self._interrupt: asyncio.Future[Interrupted] = asyncio.get_running_loop().create_future()
        self._last_report: asyncio.Task[None] | None = None
        office.book(LEGS)[record.sid] = self
        office.book(CALLS)[record.sid] = record
        legs_of(office, phone).append(self)

    @property
    def live(self) -> bool:
        return self.record.live

    @property
    def bridged(self) -> "list[Leg]":
        """Who is at the other end now: nobody, one, or all others in a conference."""
        return self._bridged

    @bridged.setter
    def bridged(self, others: "list[Leg]") -> None:
        if not others:
            self._talks = self.talks
            self.bridged_at = None
        elif not self._bridged:
            self.bridged_at = CLOCK.seconds()
        self._bridged = others

    @property
    def talked(self) -> list[Talk]:
        """With whom this phone has talked in this call, oldest first, without the talk that goes on."""
        return self._talks if self.live else self.talks

    @property
    def talks(self) -> list[Talk]:
        """The same, with the talk that goes on, as if it ended now."""
        if self.bridged_at is None:
            return self._talks
        ended = self.record.ended.timestamp() if self.record.ended else CLOCK.seconds()
        return [*self._talks, Talk(tuple(leg.phone for leg in self._bridged), self.bridged_at, ended)]

    @property
    def ringing(self) -> bool:
        """Whether the phone itself rings, so that its owner could answer."""
        if self.robot is not None:
            return self.live and self.robot.rings
        return self.record.status == "ringing" and self.record.direction != "inbound"

    @property
    def screened(self) -> bool:
        """Whether a robot has the call, or had it to the end, so that the phone's owner hears nothing."""
        return self.robot is not None and self.robot.holds

    @property
    def voicemail(self) -> bool:
        """Whether a voicemail took the call."""
        return self.plan.policy == "voicemail" and self.answered_at is not None

    @property
    def listening(self) -> bool:
        """Whether a Gather would take a key or a word now."""
        return self.listener is not None and not self.listener.done.is_set()

    async def during(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` while the leg stays where it is. Raises HungUp or Moved, and drops the work, if it does not."""
        task = asyncio.ensure_future(work)
        try:
            either: set[asyncio.Future[Any]] = {task, self._interrupt}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if self._interrupt.done() and not task.cancelled():
            task.exception()  # read, so that asyncio does not warn of an exception that no longer matters
        self.check()
        return task.result()

    def check(self) -> None:
        """Raise HungUp or Moved if the leg has ended or was moved."""
        if self._interrupt.done():
            raise self._interrupt.result()

    def take_move(self) -> Step | None:
        """Where REST has sent the leg, or None. Only the leg's own player may call it: the move is then taken."""
        if self._interrupt.done() and isinstance(why := self._interrupt.result(), Moved):
            self._interrupt = asyncio.get_running_loop().create_future()
            return why.step
        return None

    async def gone(self) -> None:
        """Wait until the leg ends or is moved. A move stays for its own player to take."""
        await asyncio.wait({self._interrupt})

    def move(self, step: Step) -> None:
        if self.live:
            self._interrupt_with(Moved(step))

    def answer(self) -> None:
        """Mark the call as picked up: from now on it costs money."""
        if self.record.status not in ("queued", "initiated", "ringing"):
            return
        self.answered_at, self.answered_time = time.monotonic(), CLOCK.seconds()
        self.record.set_status("in-progress")
        self._outcome("answered")
        self.report("answered")

    def end(self, status: str = "completed") -> None:
        """End the call, whoever ended it. Ending it twice changes nothing."""
        if not self.live:
            return
        record = self.record
        if self.answered_at is None and status == "completed":
            status = "canceled"
        elif self.answered_at is not None and status == "canceled":
            status = "completed"
        record.duration = 0 if self.answered_at is None else round(self.office.elapsed(self.answered_at))
        record.set_status(status)
        record.ended = record.updated
        # A phone that a robot answered for may still be ringing.
        self._outcome(status if self.answered_at is None else "canceled")
        self.report("completed")
        self._interrupt_with(HungUp())
        if self.hand:
            self.hand.cancel()
        self.office.journal.changed()

    def vanish(self) -> None:
        """End without telling anybody, because the carrier was reset."""
        self.record.report = None
        self.end()

    def _interrupt_with(self, why: Interrupted) -> None:
        if self._interrupt.done():
            self._interrupt = asyncio.get_running_loop().create_future()
        self._interrupt.set_result(why)

    def _outcome(self, outcome: str) -> None:
        if self.rung and self.rung.outcome == "ringing":
            self.rung.outcome = outcome
        self.office.journal.changed()

    def hear(self, text: str, *, language: str = "", kind: str = "say") -> None:
        if not self.live or len(self.heard) >= MOST_HEARD:
            return
        if self.robot is not None and self.robot.holds:
            self.robot.hear(text, kind)
        else:
            self.heard.append(Heard(text, language, kind))
            if self.message is not None and kind in ("say", "play", "person"):
                self.message.append(text)
        self.office.journal.changed()

    def press(self, keys: str) -> None:
        """Press keys on the phone. A key that no Gather takes is a tone for the other side, or else it is lost."""
        self._did(keys, "key")
        for key in keys:
            if self.listener and self.listener.key(key):
                continue
            counts = key == "*" and (bool(self.bridged) or self.star_counts)
            if counts:
                self.star.set()
            if self.bridged or counts:
                for other in () if self.muted else self.bridged:
                    other.hear(key, kind="tone")
            else:
                self.lost_keys = (self.lost_keys + key)[-100:]
        self.office.journal.changed()

    def speak(self, words: str) -> None:
        """Let the phone's owner speak."""
        self._did(words, "words")
        self.utter(words)

    def utter(self, words: str) -> None:
        """Let a voice be heard from this phone: by a Gather that listens for speech, and by whoever is bridged."""
        if self.listener:
            self.listener.words(words)
        for other in () if self.muted else self.bridged:
            other.hear(words, kind="person")
        self.office.journal.changed()

    def _did(self, text: str, kind: str) -> None:
        if self.record.status == "in-progress" and text and len(self.own) < MOST_HEARD:
            self.own.append(Own(text, kind))

    def report(self, event: str) -> None:
        """Send a status callback, if one was asked for; a call's callbacks leave one after the other."""
        report = self.record.report
        if report is None or not report.url or event not in report.events:
            return
        params, before = self.record.event(event), self._last_report

        async def send() -> None:
            if before:
                await asyncio.wait({before})
            await self.office.webhooks.notify("call-status", report.url, params, method=report.method)

        self._last_report = self.office.spawn(send())


LEGS: Shelf[Leg] = Shelf(forgotten=Leg.vanish)
_LEGS_BY_PHONE: Shelf[deque[Leg]] = Shelf(2000)


def legs_of(office: Office, phone: str) -> deque[Leg]:
    """The past and present calls of a phone, oldest first."""
    book = office.book(_LEGS_BY_PHONE)
    if phone not in book:
        book[phone] = deque(maxlen=KEPT_OF_A_PHONE)
    return book[phone]


def engaged(office: Office, phone: str) -> bool:
    """Whether a phone is in a call: one that answers by itself cannot take a second call."""
    return any(leg.record.status == "in-progress" for leg in legs_of(office, phone))
