"""Outages of Redis and the database: why, in words without secrets, logged when they begin and when they end."""

import time
from collections.abc import Callable, Mapping

import redis
import structlog
from redis import exceptions as refused

log = structlog.get_logger(__name__)

UNREACHABLE = "redis: unreachable"
PASSWORD = "redis: password refused"  # noqa: S105  what is said of it
NOT_ALLOWED = "redis: not allowed"
FULL = "redis: out of memory"
READ_ONLY = "redis: read-only"
LOADING = "redis: loading"
NO_MASTER = "redis: no master"
DISK = "redis: cannot save"
REPLICAS = "redis: too few replicas"
REFUSES = "redis: refuses"

_BY_KIND: tuple[tuple[type[redis.RedisError], str], ...] = (
    (refused.AuthenticationError, PASSWORD),
    (refused.AuthenticationWrongNumberOfArgsError, PASSWORD),
    (refused.AuthorizationError, NOT_ALLOWED),
    (refused.NoPermissionError, NOT_ALLOWED),
    (refused.OutOfMemoryError, FULL),
    (refused.ReadOnlyError, READ_ONLY),
    (refused.BusyLoadingError, LOADING),
    (refused.MasterDownError, NO_MASTER),
    (refused.ClusterDownError, NO_MASTER),
)
_BY_FIRST_WORD: Mapping[str, str] = {
    "NOAUTH": PASSWORD,
    "WRONGPASS": PASSWORD,
    "NOPERM": NOT_ALLOWED,
    "OOM": FULL,
    "READONLY": READ_ONLY,
    "LOADING": LOADING,
    "MASTERDOWN": NO_MASTER,
    "CLUSTERDOWN": NO_MASTER,
    "MISCONF": DISK,
    "NOREPLICAS": REPLICAS,
}


def why(error: redis.RedisError) -> str:
    """Why Redis failed, in a few words: never the text of the error, which may hold an address."""
    for kind, said in _BY_KIND:
        if isinstance(error, kind):
            return said
    first = str(error).split(" ", 1)[0].strip("-:,")
    if isinstance(error, (refused.ConnectionError, refused.TimeoutError)):
        return _BY_FIRST_WORD.get(first, UNREACHABLE)
    return _BY_FIRST_WORD.get(first, REFUSES)


class Outage:
    """Whether something is away. Every change is logged, and no try in between."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`name`: what may be away, as the log names it."""
        self._name, self._clock = name, clock
        self._since = 0.0
        self.why: str | None = None

    def lost(self, why: str) -> None:
        """A try failed, for this reason."""
        if self.why is None:
            self._since = self._clock()
        if why != self.why:
            log.warning("outage_began", of=self._name, why=why)
        self.why = why

    def back(self) -> None:
        """A try worked."""
        if self.why is not None:
            lasted = round(self._clock() - self._since, 1)
            log.warning("outage_over", of=self._name, was=self.why, seconds=lasted)
        self.why = None


class Waits:
    """How long to wait before the next try: short at first, twice as long each time, never longer than `longest`."""

    def __init__(self, first: float = 0.2, longest: float = 3.0) -> None:
        self._first, self._longest = first, longest
        self._next = first

    def again(self) -> float:
        """Seconds until the next try."""
        seconds, self._next = self._next, min(self._next * 2, self._longest)
        return seconds

    def over(self) -> None:
        """It worked: the next trouble starts with the short wait."""
        self._next = self._first
