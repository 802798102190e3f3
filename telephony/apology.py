"""What is answered when something is wrong on our side: made at the start, so that nothing can be wrong with it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.engine import Phrase
from flows.wording import Listener, render
from store.database import Database
from telephony import room_twiml, twiml

_OUT_OF_A_ROOM = re.compile(r"/room/(?:out|again|menu/\d+)$")
DOORS = ("sms", "voice", "legs", "receipts")


@dataclass(frozen=True, slots=True)
class Apologies:
    """The documents, by the door that was knocked at. All but silence carry the crisis line."""

    text: str
    voice: str
    wait: str
    pages: twiml.Pages
    hears: Listener

    @classmethod
    def for_line(cls, db: Database, pages: twiml.Pages) -> "Apologies":
        """The apologies of this line, in its language."""
        moment = datetime.min.replace(tzinfo=UTC)  # nothing in them speaks of time
        reads = Listener(db.line, db.line.language, False, moment)
        hears = Listener(db.line, db.line.language, True, moment)
        said = [Phrase("trouble")]
        return cls(
            twiml.message(render("trouble", reads)),
            pages.goodbye(hears, said),
            room_twiml.aside(hears, said, pause=10),
            pages,
            hears,
        )

    def at(self, path: str) -> str:
        """The one for this path."""
        if path.startswith("/receipts") or path.endswith(("/status", "/machine")) or "/room/say/" in path:
            return twiml.message("")
        if path.endswith("/room/wait"):
            return self.wait
        if _OUT_OF_A_ROOM.search(path):
            # Two who talk are not parted by our trouble: the crisis line, a breath, and another try.
            return room_twiml.once_more(self.pages, self.hears, _OUT_OF_A_ROOM.sub("/room/again", path))
        if path.startswith("/legs/") and path.endswith("/answered"):
            # Whoever picked up may be a machine, or somebody else's ear: nothing is said before a key is pressed.
            return twiml.hang_up()
        return self.text if path.startswith("/sms") else self.voice


def is_for_carrier(path: str) -> bool:
    """Whether a path is one of the carrier's doors, whoever knocks."""
    return path.split("/")[1] in DOORS if path.startswith("/") else False
