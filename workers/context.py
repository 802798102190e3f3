"""What a job works with, made once a process from the environment."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from store import wall_clock
from store.database import Database, Tx, open_engine
from store.settings import Settings
from store.vault import Vault
from telephony.carrier import Carrier, TwilioCarrier
from telephony.twiml import Pages
from workers.queues import Wakeups

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Context:
    """Store, carrier, clock."""

    db: Database
    carrier: Carrier
    pages: Pages
    clock: Callable[[], datetime]
    coordinator: str | None
    wakeups: Wakeups | None = None

    def run(self, work: Callable[[Tx], R]) -> R:
        """One transaction at this moment."""
        return self.db.transact(self.clock(), work)


def make(settings: Settings) -> Context:
    """A context for these settings. After a fork, never before."""
    wakeups = Wakeups(settings.redis_url) if settings.redis_url else None
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line, wakeups)
    carrier = TwilioCarrier(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        settings.line_number,
        base_url=settings.twilio_api_base_url,
    )
    return Context(
        db, carrier, Pages(settings.public_url), wall_clock.now, settings.coordinator_number, wakeups
    )


@cache
def current() -> Context:
    """This process's context."""
    return make(Settings.from_environment(os.environ))
