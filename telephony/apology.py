"""What the line answers when it fails: documents made at the start, so that answering cannot fail as well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flows.engine import Phrase
from flows.line import Line
from flows.wording import Listener, render
from store.database import Database
from telephony.calls import conference_twiml, twiml

_IN_A_TALK = re.compile(
    r"/legs/[\w-]+/(?:over|parting|parted|supervisor/\d+|room(?:/(?:out|again|menu/\d+|choice(?:/\d+)?|crisis|handed))?|listen/wait/\d+)"
)
_NEWS = {"DialCallStatus": re.compile(r"[a-z-]{1,20}"), "Digits": re.compile(r"[0-9*#]")}
"""What the carrier says only once. It goes into the address that is asked again: a key for help must not be lost."""
AGAIN_AT_MOST = 12
"""Two or three minutes, as long as a database needs to come back. Whoever still waits after that hears a goodbye."""
_NOTHING: Mapping[str, str] = {}
CARRIER_PATHS = ("sms", "voice", "legs", "trials", "rings", "ringbacks", "receipts")


@dataclass(frozen=True, slots=True)
class Apologies:
    """The documents of one line. All that say anything name the crisis line."""

    text: str
    voice: str
    pages: twiml.Pages
    hears: Listener

    @classmethod
    def for_line(cls, line: Line, pages: twiml.Pages) -> "Apologies":
        """The apologies of this line, in its language."""
        moment = datetime.min.replace(tzinfo=UTC)  # no apology names a time
        reads = Listener(line, line.language, False, moment)
        hears = Listener(line, line.language, True, moment)
        return cls(
            twiml.message(render("trouble", reads)),
            pages.goodbye(hears, [Phrase("trouble")]),
            pages,
            hears,
        )

    def at(self, path: str, told: Mapping[str, str] = _NOTHING) -> str:
        """The document for this path. `told`: the parameters of a request that the carrier has signed."""
        if path.startswith("/receipts") or path.endswith(("/status", "/machine")) or "/room/say/" in path:
            return twiml.message("")
        if path.endswith("/room/wait"):
            said = [Phrase("room.trouble")]
            return conference_twiml.private_words(self.hears, said, pause=10, again=self.pages.url(path))
        tries = told.get("again", "0")
        tried = int(tries) if re.fullmatch(r"\d{1,3}", tries, re.ASCII) else AGAIN_AT_MOST
        if _IN_A_TALK.fullmatch(path) and tried < AGAIN_AT_MOST:
            # Our failure must not end a talk: the crisis line is named, and a second later the call asks again.
            return conference_twiml.try_again(self.pages, self.hears, _asked_again(path, told, tried + 1))
        unpressed = "/key/" in path and not told.get("Digits")
        if path.startswith(("/legs/", "/trials/", "/rings/", "/ringbacks/")) and (
            path.endswith("/answered") or unpressed
        ):
            # A machine, or somebody else, may have picked up: nothing is said before a key is pressed.
            return twiml.hang_up()
        return self.text if path.startswith("/sms") else self.voice


class Ready:
    """The apologies of the line as this process last saw it, made anew only where the organisation chose anew."""

    def __init__(self, db: Database, pages: twiml.Pages) -> None:
        self._db, self._pages, self._line = db, pages, db.line
        self._made = Apologies.for_line(db.line, pages)

    def now(self) -> Apologies:
        """What is said if something fails now."""
        line = self._db.last_seen_line
        if line is not self._line:
            self._made, self._line = Apologies.for_line(line, self._pages), line
        return self._made


def _asked_again(path: str, told: Mapping[str, str], times: int) -> str:
    news = {name: told[name] for name, read in _NEWS.items() if read.fullmatch(told.get(name, ""))}
    # A call that was on its way into the conference asks there who is in it.
    path = f"{path}/again" if path.endswith("/room") else path
    return f"{path}?{urlencode({'again': times, **news})}"


def is_for_carrier(path: str) -> bool:
    """Whether only the carrier asks for this path, so that the answer must be TwiML whoever asks."""
    return path.split("/")[1] in CARRIER_PATHS if path.startswith("/") else False
