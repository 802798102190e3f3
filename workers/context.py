"""What a job works with: made once for each process, from the environment."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

import structlog

from flows.rules.phone import may_dial
from store.config import clock
from store.config.settings import Settings
from store.database import Database, Tx, open_engine
from store.vault import Vault
from telephony.calls.twiml import Pages
from telephony.carrier import Carrier, Placed, TwilioCarrier
from telephony.errors import TransportError
from workers.queues import Wakeups

log = structlog.get_logger(__name__)
R = TypeVar("R")
IN_FLIGHT = 8
"""Texts that one worker has under way at once: the carrier's answer takes ten times as long as our part."""

LOOK_AGAIN_SECONDS = 3.0
LOOKED_UP_WITHIN = timedelta(seconds=17)
"""How long both look-ups may take: the rest of the lease (29 s where there is doubt) is for the request itself."""


@dataclass(frozen=True, slots=True)
class Context:
    """The store, the carrier, the clock. `pause`: waits so many seconds. `in_flight`: texts under way at once."""

    db: Database
    carrier: Carrier
    pages: Pages
    clock: Callable[[], datetime]
    wakeups: Wakeups | None = None
    pause: Callable[[float], None] = time.sleep
    in_flight: int = 1

    def run(self, work: Callable[[Tx], R]) -> R:
        """One transaction at this moment."""
        return self.db.transact(self.clock(), work)

    def ring(self, to: str, *, url: str, status_url: str, detect_machine: bool = False) -> Placed:
        """Ask the carrier to ring a phone. Every ring of ours goes this way, and by the rule on whom we dial.

        As `Carrier.ring`. Raises TransportError, permanent for a number that the rule refuses.
        """
        if not may_dial(to, self.db.line.rung):
            log.error("number_not_dialled", page=url.rpartition("/")[2])
            raise TransportError("no phone that this line may dial", permanent=True)
        seconds = max(1, round(self.db.last_seen_line.ring_seconds))
        return self.carrier.ring(
            to, url=url, status_url=status_url, seconds=seconds, detect_machine=detect_machine
        )

    def pause_until(self, at: datetime) -> None:
        """Wait for this moment; not at all where it has passed."""
        seconds = (at - self.clock()).total_seconds()
        if seconds > 0:
            self.pause(seconds)

    def look_twice(self, look: Callable[[], R | None]) -> R | None:
        """What the carrier has of a request whose answer never reached us; None when it has nothing of it.

        Nothing promises that the carrier's lists show at once what was made, so nothing is asked for a second time
        after one empty look. Raises TransportError when it cannot be looked up, or not fast enough to ask for it then.
        """
        began = self.clock()
        found = look()
        if found is None:
            self.pause(LOOK_AGAIN_SECONDS)
            found = look()
            if found is None and self.clock() - began > LOOKED_UP_WITHIN:
                raise TransportError(
                    "the carrier is too slow to look up and ask within one lease", unknown=True
                )
        return found


def make(settings: Settings) -> Context:
    """A context for these settings. Make it after a fork, never before: connections do not survive one."""
    wakeups = Wakeups(settings.redis_url) if settings.redis_url else None
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line, wakeups)
    carrier = TwilioCarrier(
        settings.twilio_account_sid,
        settings.twilio_auth_token[0],
        settings.line_number,
        base_url=settings.twilio_api_base_url,
    )
    return Context(
        db,
        carrier,
        Pages(settings.public_url),
        clock.now,
        wakeups,
        in_flight=IN_FLIGHT,
    )


@cache
def current() -> Context:
    """This process's context."""
    return make(Settings.from_environment(os.environ))
