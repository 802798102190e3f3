"""What the pages of the console work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from store.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """The store, the clock, and the address of the line: `origin`, like https://line.example.org.

    `parts`: each part of the line by name, and whether it works, as /status has it. `mails`: it can send e-mails.
    """

    db: Database
    clock: Callable[[], datetime]
    origin: str
    parts: Callable[[], Mapping[str, bool]] = field(default=dict)
    mails: bool = False

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https: then something in front of us, whose headers hold, ends TLS."""
        return self.origin.startswith("https://")
