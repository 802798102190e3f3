"""Plays TwiML on one leg, document after document, until there is no more or the call is over."""

import re
import xml.etree.ElementTree as ET  # for the type of parsed elements
from collections.abc import Awaitable, Callable, Mapping, Sequence

from telephony.local_carrier.calls.leg import HungUp, Interrupted, Leg, Moved, Step
from telephony.local_carrier.errors import DocumentError
from telephony.local_carrier.exchanges import Kind
from telephony.local_carrier.office import Office
from telephony.local_carrier.twiml import twiml
from telephony.local_carrier.values import whole
from telephony.local_carrier.webhooks import bare

SORRY = "We are sorry, an application error has occurred. Goodbye."
APOLOGY = Step(twiml=f"<Response><Say>{SORRY}</Say><Hangup/></Response>")
# An endless loop of documents ends after this many, as it does at Twilio.
MOST_DOCUMENTS = 1000
# Speech of about 150 words a minute.
LETTERS_PER_SECOND = 14
PLAY_SECONDS = 3.0


class Player:
    """One leg's player. A whisper plays to somebody called who is not bridged yet.

    `verbs`: how Dial and Gather are played. They play documents themselves and so import this module, which gets them
    as an argument and imports neither.
    """

    def __init__(self, leg: Leg, verbs: "Mapping[str, Verb]", *, whisper: bool = False) -> None:
        self.leg = leg
        self.verbs = verbs
        self.whisper = whisper

    @property
    def office(self) -> Office:
        return self.leg.office

    async def run(self, step: Step | None) -> None:
        """Play from here on. Returns when the documents run out; raises HungUp when the call is over."""
        while step is not None:
            try:
                document = await self._load(step)
                self.leg.check()
                step = await self._play(document)
            except Moved:
                step = self.leg.take_move()
            except DocumentError as problem:
                step = self._rescue(problem, step)

    async def play_out(self, step: Step | None) -> None:
        """Play to the end, then end the call."""
        try:
            await self.run(step)
        except HungUp:
            pass
        finally:
            self.leg.end()

    def whispering(self, leg: Leg) -> "Player":
        """A player for a whisper on another leg."""
        return Player(leg, self.verbs, whisper=True)

    def on(self, leg: Leg) -> "Player":
        """A player for another leg."""
        return Player(leg, self.verbs)

    def _rescue(self, problem: DocumentError, failed: Step | None) -> Step:
        """Where a call goes if its document failed: once to the fallback, otherwise to an apology."""
        url = failed.url if failed else ""
        if not problem.recorded:
            self.office.journal.error(problem.code, problem.message, url=bare(url), sid=self.leg.record.sid)
        fallback = self.leg.fallback
        if not fallback or url == fallback:
            return APOLOGY
        return Step(fallback, params={"ErrorCode": str(problem.code), "ErrorUrl": url})

    async def _load(self, step: Step) -> twiml.Document:
        record, journal = self.leg.record, self.office.journal
        kind: Kind = "whisper" if self.whisper else "voice"
        if step.twiml is not None:
            return twiml.parse(step.twiml.encode(), step.url, "text/xml", kind, journal, record.sid)
        self.leg.documents += 1
        if self.leg.documents > MOST_DOCUMENTS:
            raise DocumentError(12400, "too many documents in one call")
        answer = await self.office.webhooks.fetch(
            kind, step.url, record.params() | step.params, method=step.method
        )
        return twiml.read(answer, kind, journal, record.sid)

    async def _play(self, document: twiml.Document) -> Step | None:
        """Play one document; returns where it leads, or None if it simply ends."""
        for verb in document.verbs:
            if verb.tag == "Redirect":
                return self._redirect(verb, document)
            if verb.tag == "Pause":
                await self.pause(verb)
                continue
            if verb.tag == "Reject":
                self.reject(verb)
            elif verb.tag in self.verbs:
                if (step := await self.verbs[verb.tag](self, verb, document)) is not None:
                    return step
                continue
            self.leg.answer()
            if verb.tag == "Hangup":
                self.leg.end()
                raise HungUp
            await self.speak_verbs([verb], document)
        return None

    def _redirect(self, verb: ET.Element, document: twiml.Document) -> Step:
        return Step(document.resolve((verb.text or "").strip()), verb.get("method", "POST"))

    async def play_waiting(self, url: str, method: str, *, most: int) -> None:
        """Play a conference's waiting document up to `most` times; one that cannot be played means silence."""
        for _ in range(most):
            answer = await self.office.webhooks.fetch("wait", url, self.leg.record.params(), method=method)
            try:
                document = twiml.read(answer, "aside", self.office.journal, self.leg.record.sid)
                await self.speak_verbs(document.verbs, document)
            except (DocumentError, Interrupted):
                return
            await self.office.pass_time(1)

    async def announce(self, url: str, method: str) -> None:
        """Play a document or a recording to a member of a conference, who stays in it."""
        answer = await self.office.webhooks.fetch("announce", url, self.leg.record.params(), method=method)
        try:
            document = twiml.read(answer, "aside", self.office.journal, self.leg.record.sid)
            await self.speak_verbs(document.verbs, document)
        except DocumentError as problem:
            if not problem.recorded:
                self.office.journal.error(
                    problem.code, problem.message, url=bare(url), sid=self.leg.record.sid
                )
        except Interrupted:
            return

    def reject(self, verb: ET.Element) -> None:
        """Refuse an inbound call. One that has been picked up already is hung up instead."""
        if self.leg.record.status != "ringing":
            self.leg.end()
            raise HungUp
        busy = verb.get("reason") == "busy"
        self.leg.hear("[busy tone]" if busy else "[the number is not in service]", kind="tone")
        self.leg.end("busy" if busy else "no-answer")
        raise HungUp

    async def speak_verbs(self, verbs: Sequence[ET.Element], document: twiml.Document) -> None:
        """Play Say, Play and Pause, one after the other."""
        for verb in verbs:
            if verb.tag == "Say":
                text, times = twiml.text_of(verb), whole(verb.get("loop"), 1) or 100
                for _ in range(times):
                    await self.say(text, verb.get("language", ""))
            elif verb.tag == "Play":
                await self.play(verb, document)
            elif verb.tag == "Pause":
                await self.pause(verb)

    async def pause(self, verb: ET.Element) -> None:
        await self.leg.during(self.office.pass_time(max(whole(verb.get("length"), 1), 0)))

    async def say(self, text: str, language: str) -> None:
        self.leg.check()
        self.leg.hear(text, language=language or "en-US")
        await self.leg.during(self.office.pass_time(max(0.5, len(text) / LETTERS_PER_SECOND)))

    async def play(self, verb: ET.Element, document: twiml.Document) -> None:
        """Play a recording: fetch it, so that a missing one is noticed, and let its URL be heard."""
        if digits := verb.get("digits"):
            self.leg.hear(re.sub(r"[^0-9*#A-D]", "", digits), kind="tone")
            await self.leg.during(self.office.pass_time(0.5 * len(digits)))
            return
        url = document.resolve((verb.text or "").strip())
        answer = await self.office.webhooks.fetch("play", url, {}, method="GET")
        if answer.error:
            return
        for _ in range(whole(verb.get("loop"), 1) or 100):
            self.leg.check()
            self.leg.hear(url, kind="play")
            await self.leg.during(self.office.pass_time(PLAY_SECONDS))


Verb = Callable[[Player, ET.Element, twiml.Document], Awaitable[Step | None]]
"""Plays one verb; returns the document that follows it, or None to go on in this one."""
