"""What is drawn from one seed for a line with a year behind it: moments, people, keys."""

import random
from datetime import datetime, timedelta
from typing import Final

from benchmarks import stage
from store.vault import PersonKey, Vault

PEOPLE: Final = 100_000
VOLUNTEERS: Final = 300
ON_DUTY: Final = 100
BUSIEST: Final = VOLUNTEERS + 1
"""The contact with the longest past: a thirtieth of all calls is theirs."""
_BIRDS = ("Heron", "Wren", "Otter", "Maple", "Finch", "Cedar", "Robin", "Willow", "Plover", "Linden")


class Year:
    """What is drawn for one line whose last moment is `now`."""

    def __init__(self, now: datetime, people: int = PEOPLE) -> None:
        self.now, self.people = now, people
        self.draw = random.Random(16)  # noqa: S311 no secret
        self.vault = Vault([stage.KEY])
        self.keys: dict[int, PersonKey] = {}

    def past(self, days: float = 365) -> datetime:
        """A moment within the last `days`."""
        return self.now - timedelta(seconds=self.draw.randrange(300, int(days * 86_400)))

    def anybody(self) -> int:
        """A participant: mostly any, now and then one of a hundred who call often, or the one who calls most."""
        often = self.draw.random()
        if often < 1 / 30:
            return BUSIEST
        return BUSIEST + self.draw.randrange(100 if often < 0.3 else self.people - VOLUNTEERS)

    def volunteer(self) -> int:
        """One of the volunteers."""
        return self.draw.randint(1, VOLUNTEERS)


def handle(id: int) -> str:
    """The handle of the contact with this id."""
    return f"{_BIRDS[id % 10]}-{id}"
