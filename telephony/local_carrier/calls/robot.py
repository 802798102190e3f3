"""Holds what a call-screening robot knows: whether its prompt is over, and what the caller said then."""

import asyncio

MOST_SAID = 20


class Robot:
    """Hears the caller in the place of the phone's owner. `rings`: whether the owner's phone rings now."""

    def __init__(self) -> None:
        self.listens = False
        self.rings = False
        self.said: list[str] = []
        self.spoken = asyncio.Event()

    def hear(self, text: str, kind: str) -> None:
        """Take what a voice says. Words that began before the prompt was over are not an answer to it."""
        if self.listens and kind in ("say", "person") and len(self.said) < MOST_SAID:
            self.said.append(text)
            self.spoken.set()
