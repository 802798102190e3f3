"""Holds what a call-screening robot knows: whether its prompt is over, and what the caller said then."""

import asyncio

MOST_SAID = 20


class Robot:
    """Hears the caller in the place of the phone's owner.

    `holds`: whether it still has the call; `listens`: whether its prompt is over; `rings`: whether the phone rings now.
    """

    def __init__(self) -> None:
        self.holds = True
        self.listens = False
        self.rings = False
        self.said: list[str] = []
        self.spoken = asyncio.Event()

    def hear(self, text: str, kind: str) -> None:
        """Take what a voice says. Words that began before the prompt was over are not an answer to it."""
        if self.listens and kind in ("say", "person") and len(self.said) < MOST_SAID:
            self.said.append(text)
            self.spoken.set()
