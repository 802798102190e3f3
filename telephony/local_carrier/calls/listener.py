"""Holds what a Gather has collected so far."""

import asyncio


class Listener:
    """Takes keys and words at the moment they come, so that no key lands in a Gather that is over."""

    def __init__(self, kinds: set[str], most: int | None, finish: str) -> None:
        self._kinds = kinds
        self._most = most
        self._finish = finish
        self.digits = ""
        self.speech = ""
        self.done = asyncio.Event()
        self.began = asyncio.Event()
        self.more = asyncio.Event()

    def key(self, key: str) -> bool:
        """Take a key. False if it was not taken."""
        if self.done.is_set() or "dtmf" not in self._kinds:
            return False
        self.began.set()
        self.more.set()
        if key and key in self._finish:
            self.done.set()
            return True
        self.digits += key
        if self._most is not None and len(self.digits) >= self._most:
            self.done.set()
        return True

    def words(self, words: str) -> bool:
        if self.done.is_set() or "speech" not in self._kinds or self.digits:
            return False
        self.speech = words
        self.began.set()
        self.more.set()
        self.done.set()
        return True
