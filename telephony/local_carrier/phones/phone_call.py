"""Shows a call as its phone experiences it."""

import re
from dataclasses import dataclass
from typing import Any

from telephony.local_carrier.phones.control_link import Link

OVER = ("completed", "busy", "no-answer", "failed", "canceled")


@dataclass(frozen=True)
class Utterance:
    """Something heard. `kind`: say, play, tone, music, beep, or person for words of somebody bridged."""

    text: str
    language: str
    kind: str
    at: float


def matches(pattern: str | re.Pattern[str], text: str) -> bool:
    """Whether the text has a plain string, in any case, or matches a compiled pattern anywhere."""
    return bool(pattern.search(text)) if isinstance(pattern, re.Pattern) else pattern.lower() in text.lower()


class PhoneCall:
    """One call of one phone. Everything read from it is as of now."""

    def __init__(self, link: Link, sid: str) -> None:
        self._link = link
        self.sid = sid

    def _now(self) -> dict[str, Any]:
        found: dict[str, Any] = self._link.get(f"calls/{self.sid}")
        return found

    @property
    def direction(self) -> str:
        """inbound (this phone called the line), outbound-api or outbound-dial."""
        return str(self._now()["direction"])

    @property
    def shown_caller_id(self) -> str:
        """The number that this phone's display shows."""
        return str(self._now()["shown"])

    @property
    def heard(self) -> list[Utterance]:
        return [Utterance(**item) for item in self._now()["heard"]]

    @property
    def transcript(self) -> str:
        """All that was heard, one utterance a line."""
        return "\n".join(item.text for item in self.heard)

    @property
    def state(self) -> str:
        """queued, initiated, ringing, in-progress, completed, busy, no-answer, failed or canceled."""
        return str(self._now()["state"])

    @property
    def outcome(self) -> str | None:
        """How the call ended; None while it has not."""
        state = self.state
        return state if state in OVER else None

    @property
    def bridged_with(self) -> str | None:
        """The number at the other end, which nobody in the call can see; None if there is none."""
        others = self._now()["bridged_with"]
        return str(others[0]) if others else None

    @property
    def bridged_with_all(self) -> list[str]:
        """The numbers of everybody else in the conference."""
        return [str(other) for other in self._now()["bridged_with"]]

    @property
    def screened(self) -> bool:
        """Whether a call-screening robot has the call, or had it to the end."""
        return bool(self._now()["screened"])

    @property
    def announced(self) -> list[str]:
        """What the caller said to a call-screening robot after its prompt."""
        return [str(words) for words in self._now()["announced"]]

    @property
    def message(self) -> list[str]:
        """What a voicemail recorded after its greeting."""
        return [str(words) for words in self._now()["message"]]

    @property
    def lost_keys(self) -> str:
        """Keys that were pressed while nothing listened."""
        return str(self._now()["lost_keys"])

    def press(self, keys: str, *, when_asked: float = 5.0) -> None:
        """Press keys once a Gather listens or somebody is bridged, or when `when_asked` real seconds have passed."""
        if when_asked:
            self.wait_for_ears(when_asked)
        self._act("press", keys=keys)

    def say(self, words: str, *, when_asked: float = 5.0) -> None:
        """Speak: a speech result for a Gather that takes one, words for whoever is bridged. Waits as `press` does."""
        if when_asked:
            self.wait_for_ears(when_asked)
        self._act("say", words=words)

    def wait_for_ears(self, timeout: float) -> None:
        """Wait until somebody listens to this phone, the call is over, or the time has passed."""

        def look() -> bool | None:
            now = self._now()
            return True if now["listening"] or now["bridged_with"] or now["state"] in OVER else None

        try:
            self._link.until(look, timeout, lambda: "nothing listens")
        except AssertionError:
            return

    def hang_up(self) -> None:
        self._act("hang_up")

    def answer(self) -> None:
        """Pick up a phone that rings by hand."""
        self._act("answer")

    def let_voicemail_answer(self) -> None:
        """Let voicemail take a call that rings."""
        self._act("voicemail")

    def decline(self) -> None:
        self._act("decline")

    def _act(self, act: str, **data: object) -> None:
        self._link.post(f"calls/{self.sid}/{act}", **data)

    def wait_until_heard(
        self, pattern: str | re.Pattern[str], timeout: float = 10.0, after: int = 0
    ) -> Utterance:
        """Wait for the first matching utterance after the first `after` utterances."""

        def look() -> Utterance | None:
            return next((item for item in self.heard[after:] if matches(pattern, item.text)), None)

        return self._link.until(look, timeout, lambda: f"{pattern!r} was not heard, but: {self._story()}")

    def wait_until_bridged(self, timeout: float = 10.0) -> str:
        """Wait until somebody is at the other end; returns their number."""
        return self._link.until(
            lambda: self.bridged_with, timeout, lambda: f"not bridged; heard: {self._story()}"
        )

    def wait_until_ended(self, timeout: float = 10.0) -> str:
        """Wait until the call has ended; returns how."""
        return self._link.until(lambda: self.outcome, timeout, lambda: f"not ended; heard: {self._story()}")

    def wait_until_ringing(self, timeout: float = 10.0) -> None:
        """Wait until the phone itself rings, so that its owner may answer."""
        self._link.until(
            lambda: True if self._now()["ringing"] else None,
            timeout,
            lambda: f"the phone does not ring: {self.state}",
        )

    def wait_until_state(self, state: str, timeout: float = 10.0) -> None:
        """Wait until the call is in this state, such as ringing or in-progress."""
        self._link.until(
            lambda: True if self.state == state else None,
            timeout,
            lambda: f"never {state}, but {self.state}; heard: {self._story()}",
        )

    def _story(self) -> list[str]:
        return [item.text for item in self.heard]
