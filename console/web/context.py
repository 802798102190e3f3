"""What the pages of the console work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from store.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """The store, the clock, and the address of the line: `origin`, like https://line.example.org."""

    db: Database
    clock: Callable[[], datetime]
    origin: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https: then something in front of us, whose headers hold, ends TLS."""
        return self.origin.startswith("https://")
