"""What is answered when something is wrong on our side: made at the start, so that nothing can be wrong with it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flows.engine import Phrase
from flows.wording import Listener, render
from store.database import Database
from telephony import twiml

DOORS = ("sms", "voice", "legs", "receipts")


@dataclass(frozen=True, slots=True)
class Apologies:
    """The documents, by the door that was knocked at. All but silence carry the crisis line."""

    text: str
    voice: str

    @classmethod
    def for_line(cls, db: Database, pages: twiml.Pages) -> "Apologies":
        """The apologies of this line, in its language."""
        moment = datetime.min.replace(tzinfo=UTC)  # nothing in them speaks of time
        reads = Listener(db.line, db.line.language, False, moment)
        hears = Listener(db.line, db.line.language, True, moment)
        return cls(twiml.message(render("trouble", reads)), pages.goodbye(hears, [Phrase("trouble")]))

    def at(self, path: str) -> str:
        """The one for this path."""
        if path.startswith("/receipts") or path.endswith(("/status", "/machine")):
            return twiml.message("")
        if path.startswith("/legs/") and path.endswith("/answered"):
            # Whoever picked up may be a machine, or somebody else's ear: nothing is said before a key is pressed.
            return twiml.hang_up()
        return self.text if path.startswith("/sms") else self.voice


def is_for_carrier(path: str) -> bool:
    """Whether a path is one of the carrier's doors, whoever knocks."""
    return path.split("/")[1] in DOORS if path.startswith("/") else False
