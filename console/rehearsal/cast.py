"""The people of a scene, each with a phone. What they do, hear and receive goes into the script as it happens."""

import re
from collections.abc import Sequence
from typing import Protocol

from console.rehearsal.expect import expect
from console.rehearsal.script import Script
from console.rehearsal.stage import Stage
from telephony.local_carrier.phones.phones import NotInTime, Phone, PhoneCall, Ring, Text

Words = str | re.Pattern[str]
SOON = 20.0
"""Seconds within which something must happen, on a machine that is busy with other things as well."""
ASKED_FOR_A_KEY = re.compile(r"(?i)press|marca")
OFFERED = re.compile(r"(?:TAKE|TOMO) ([A-Z]\d{1,3})\b.{0,20}(?:PASS|PASO) \1\b", re.DOTALL)
PICKS_UP = 2.0


class CurrentPlay(Protocol):
    """What people need of the play they are in (`console.rehearsal.play.Play`, which imports this module)."""

    began: float
    stage: Stage
    script: Script

    def catch_up(self) -> None:
        """Write down what has happened on everybody's phone since the last look."""
        ...


class Person:
    """Somebody with a phone: a participant, a volunteer, or the coordinator."""

    def __init__(self, play: CurrentPlay, name: str, phone: Phone) -> None:
        self._play = play
        self.name = name
        self.phone = phone
        self.number = phone.number
        self._last: Text | float = play.began
        self.seen_texts = len(phone.texts())
        self.calls_seen: dict[str, int] = {}
        self.calls_done: set[str] = set()

    def texts(self, body: str, *, expects: Words | None = "", **params: str) -> str:
        """Text the line; gives its inline reply. `expects`: words in it, None for silence."""
        self._play.catch_up()
        self._play.script.note(f"{self.name} texts: {body}")
        result = self.phone.text(body, **params)
        expect(result.status == 200, f"HTTP 200 for a text of {self.name}", result.status)
        reply = "\n".join(text.body for text in result.replies)
        self._play.catch_up()
        if expects is None:
            expect(not reply, f"silence for {self.name}", reply)
        else:
            expect(reply and _has(expects, reply), f"{self.name} is answered {_shown(expects)}", reply)
        if result.replies:
            self._last = result.replies[-1]
        return reply

    def gets(self, words: Words, *, within: float = SOON) -> str:
        """Wait for the next text with these words, after the last one that was looked at; gives its body."""
        try:
            found = self.phone.wait_for_text(words, within, self._last)
        finally:
            self._play.catch_up()
        self._last = found
        return found.body

    def gets_nothing_more(self, words: Words = "") -> None:
        """Expect that no text with these words has come after the last one that was looked at."""
        texts = self.phone.texts()
        if isinstance(self._last, Text):
            sids = [text.sid for text in texts]
            texts = texts[sids.index(self._last.sid) + 1 :]
        else:
            texts = [text for text in texts if text.at > float(self._last)]
        more = [text.body for text in texts if _has(words, text.body)]
        expect(not more, f"no further text {_shown(words)} for {self.name}", more)

    def is_offered(self, *, within: float = SOON) -> str:
        """Wait for an offer by text; gives its code."""
        body = self.gets(OFFERED, within=within)
        found = OFFERED.search(body)
        expect(found, f"an offer for {self.name} with TAKE and PASS", body)
        return found[1] if found else ""

    def answers(self, *keys: str, hangs_up_after: float | None = None) -> None:
        """From now on pick up this phone when it rings, and press each key when one is asked for."""
        presses = [(ASKED_FOR_A_KEY, key) for key in keys]
        self.phone.on_ring(Ring("answer", keys=presses, after=PICKS_UP, hang_up_after=hangs_up_after))

    def when_rung(self, *policies: str | Ring) -> None:
        """What this phone does when it rings. One policy stays; of several, each is for one ring, in this order."""
        self.phone.on_ring(policies[0] if len(policies) == 1 else list(policies))

    def calls(self, caller_id: str | None = None, *, attested: bool = True) -> "Call":
        """Call the line, showing this phone's number or `caller_id`. The carrier attests only the phone's own number.

        Not `attested`: not even that.
        """
        self._play.catch_up()
        whose = self._play.stage.cast.get(caller_id or "")
        number = f"the number of {whose}" if whose else caller_id or "nothing"
        shown = "" if caller_id is None else f", showing {number}"
        shown += "" if attested else ", not attested"
        self._play.script.note(f"{self.name} calls the line{shown}")
        return Call(self._play, self, self.phone.call(caller_id, attestation=None if attested else ""))

    def is_rung(self, *, within: float = SOON) -> "Call":
        """Wait until this phone is rung; gives the call."""
        try:
            return Call(self._play, self, self.phone.wait_for_call(within))
        finally:
            self._play.catch_up()

    def rings(self) -> list[str]:
        """The state of each ring of this phone: how it ended, or what it does now."""
        return [each.state for each in self.phone.calls() if each.direction != "inbound"]


class Call:
    """One call on somebody's phone."""

    def __init__(self, play: CurrentPlay, who: Person, call: PhoneCall) -> None:
        self._play, self._who, self._call = play, who, call
        self._heard = 0

    @property
    def state(self) -> str:
        """The state of the call at the carrier."""
        return self._call.state

    @property
    def transcript(self) -> str:
        """All that was heard, one utterance a line."""
        return self._call.transcript

    def hears(self, words: Words, *, within: float = SOON) -> str:
        """Wait until something with these words is said, after what was looked at before; gives it."""
        try:
            self._call.wait_until_heard(words, within, self._heard)
        finally:
            self._play.catch_up()
        for at, said in enumerate(self._call.heard[self._heard :], self._heard):
            if _has(words, said.text):
                self._heard = at + 1
                return said.text
        raise NotInTime(f"{words!r} was not heard")

    def hears_in(self, language: str) -> None:
        """Expect that all that was said so far was said in this language."""
        spoken = {said.language for said in self._call.heard if said.kind == "say"}
        expect(spoken == {language}, f"{self._who.name} is spoken to in {language}", sorted(spoken))

    def presses(self, keys: str) -> None:
        """Press keys when they are asked for."""
        self._play.script.note(f"{self._who.name} presses {keys}")
        self._call.press(keys, when_asked=SOON)

    def says(self, words: str) -> None:
        """Speak when asked."""
        self._play.script.note(f"{self._who.name} says: {words}")
        self._call.say(words, when_asked=SOON)

    def picks_up(self) -> None:
        """Answer a phone that rings by hand."""
        self._play.script.note(f"{self._who.name} picks up")
        self._call.answer()

    def hangs_up(self) -> None:
        """Hang up."""
        self._play.catch_up()
        self._play.script.note(f"{self._who.name} hangs up")
        self._call.hang_up()

    def is_joined_with(self, other: Person, *, within: float = SOON) -> None:
        """Wait until the two calls are joined, which only a simulator can see."""
        try:
            found = self._call.wait_until_bridged(within)
        finally:
            self._play.catch_up()
        name = self._play.stage.cast.get(found, "somebody else")
        expect(found == other.number, f"{self._who.name} talks with {other.name}", name)
        self._play.script.note(f"{self._who.name} and {other.name} talk")

    def ends(self, how: str = "completed", *, within: float = SOON) -> None:
        """Wait until the call is over, and expect that it ended like this."""
        try:
            outcome = self._call.wait_until_ended(within)
        finally:
            self._play.catch_up()
        expect(outcome == how, f"the call of {self._who.name} ends: {how}", outcome)


def _has(words: Words, text: str) -> bool:
    if isinstance(words, re.Pattern):
        return bool(words.search(text))
    return words.lower() in text.lower()


def _shown(words: Words | Sequence[Words]) -> str:
    return f"“{words.pattern if isinstance(words, re.Pattern) else words}”"
