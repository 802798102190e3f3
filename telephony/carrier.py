"""What the workers ask of a carrier, and the one implementation of it, which works with every API like Twilio's."""

import contextlib
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import RequestException
from twilio.base import values
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from telephony.errors import NOT_FOUND, NOT_IN_PROGRESS, RATE_LIMITED, TransportError

TIMEOUT = (3.05, 8.0)
"""Seconds to connect and to answer: shorter than every lease, while the SDK by itself would wait for ever."""
LOOKED_AT = 50
"""Rows that a look-up reads, newest first: one page of the carrier's lists."""
_TRIAL = re.compile(r"^Sent from your (?:Twilio )?trial account - ")
OVER = ("completed", "busy", "no-answer", "failed", "canceled")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text or call as the carrier has it."""

    sid: str
    status: str
    words: str = ""


class Carrier(Protocol):
    """What the line asks of a carrier. Every method raises TransportError when the carrier does not do it."""

    def send_text(self, to: str, words: str, *, receipt_url: str) -> Placed:
        """Send a text from the line's number."""
        ...

    def texts_to(self, to: str, *, since: datetime) -> list[Placed]:
        """Texts that the carrier took from the line for `to` since then, newest first; also those still queued.

        Of the last fifty that it has, answers to webhooks included, which are left out. A list need not show at once
        what was just made: an empty one proves nothing until it was asked for again a little later.
        """
        ...

    def ring(
        self, to: str, *, url: str, status_url: str, seconds: int, detect_machine: bool = False
    ) -> Placed:
        """Ring a phone from the line's number; `url` says what it hears when picked up.

        `detect_machine`: it is asked a few seconds later, and told as AnsweredBy whether a person or a machine did so.
        """
        ...

    def rings_to(self, to: str, *, since: datetime) -> list[Placed]:
        """Rings that the carrier took from the line for `to` since then, newest first; also those not yet dialled.

        As for `texts_to`; calls that a Dial in another call started are left out.
        """
        ...

    def call(self, sid: str) -> Placed | None:
        """A call as it is now; None when the carrier knows no such call."""
        ...

    def hang_up(self, sid: str) -> None:
        """End a call, ringing or answered. Ending one that is over is no error."""
        ...

    def redirect(self, sid: str, *, url: str) -> None:
        """Send an answered call to another document, at once, in the middle of the one it plays.

        For a call that is over, or unknown, the error is permanent, with NOT_IN_PROGRESS or NOT_FOUND.
        """
        ...

    def announce(self, conference: str, sid: str, *, url: str) -> None:
        """Say something to one phone in the conference of this name; the others do not hear it.

        Where there is no such conference, or the call is not in it, the error is permanent, with NOT_FOUND.
        """
        ...


class TwilioCarrier:
    """A carrier reached through the Twilio SDK. Make one for each process, after the fork; its threads may share it."""

    def __init__(
        self, account_sid: str, auth_token: str, line_number: str, *, base_url: str | None = None
    ) -> None:
        self._account = (account_sid, auth_token)
        self._base_url = base_url
        self._from = line_number
        self._threads = threading.local()

    @property
    def _client(self) -> Client:
        """One for each thread: the SDK keeps its last answer where another thread's answer would overwrite it."""
        made: Client | None = getattr(self._threads, "client", None)
        if made is None:
            http = TwilioHttpClient(pool_connections=True)
            # Set here: the SDK's own argument takes one number, and refuses the pair that requests takes.
            http.timeout = TIMEOUT
            made = self._threads.client = Client(*self._account, http_client=http)
            if self._base_url:
                made.api.base_url = self._base_url
        return made

    def send_text(self, to: str, words: str, *, receipt_url: str) -> Placed:
        """See `Carrier`."""
        with _own_errors():
            made = self._client.messages.create(
                to=to, from_=self._from, body=words, status_callback=receipt_url
            )
        return Placed(str(made.sid), str(made.status), words)

    def texts_to(self, to: str, *, since: datetime) -> list[Placed]:
        """See `Carrier`."""
        with _own_errors():
            # Never by DateSent: a text that is still queued has no such date.
            found = self._client.messages.list(to=to, from_=self._from, limit=LOOKED_AT)
        recent = [m for m in found if _is_ours(m.direction) and _not_before(m.date_created, since)]
        return [Placed(str(m.sid), str(m.status), str(m.body)) for m in recent]

    def ring(
        self, to: str, *, url: str, status_url: str, seconds: int, detect_machine: bool = False
    ) -> Placed:
        """See `Carrier`."""
        with _own_errors():
            made = self._client.calls.create(
                to=to,
                from_=self._from,
                url=url,
                method="POST",
                timeout=seconds,
                status_callback=status_url,
                status_callback_method="POST",
                status_callback_event=["completed"],
                machine_detection="Enable" if detect_machine else values.unset,
            )
        return Placed(str(made.sid), str(made.status))

    def rings_to(self, to: str, *, since: datetime) -> list[Placed]:
        """See `Carrier`."""
        with _own_errors():
            # Never by StartTime: a call that waits for its turn has none.
            found = self._client.calls.list(to=to, from_=self._from, limit=LOOKED_AT)
        recent = [c for c in found if _is_ours(c.direction) and _not_before(c.date_created, since)]
        return [Placed(str(c.sid), str(c.status)) for c in recent]

    def call(self, sid: str) -> Placed | None:
        """See `Carrier`."""
        try:
            with _own_errors():
                found = self._client.calls(sid).fetch()
        except TransportError as error:
            if error.code == NOT_FOUND:
                return None
            raise
        return Placed(str(found.sid), str(found.status))

    def hang_up(self, sid: str) -> None:
        """See `Carrier`."""
        try:
            with _own_errors():
                self._client.calls(sid).update(status="completed")
        except TransportError as error:
            if error.code not in (NOT_IN_PROGRESS, NOT_FOUND):
                raise

    def redirect(self, sid: str, *, url: str) -> None:
        """See `Carrier`."""
        with _own_errors():
            self._client.calls(sid).update(url=url, method="POST")

    def announce(self, conference: str, sid: str, *, url: str) -> None:
        """See `Carrier`."""
        with _own_errors():
            found = self._client.conferences.list(friendly_name=conference, status="in-progress", limit=1)
            if found:
                phone = self._client.conferences(found[0].sid).participants(sid)
                phone.update(announce_url=url, announce_method="POST")
        if not found:
            raise TransportError("no such conference is on", permanent=True, code=NOT_FOUND)


def without_trial_words(text: str) -> str:
    """A text as the line wrote it: the carrier puts words in front of a trial account's."""
    return _TRIAL.sub("", text, count=1)


def _is_ours(direction: object) -> bool:
    """Whether we asked for it by REST: answers to webhooks, and calls within calls, come from our number as well."""
    return str(direction) == "outbound-api"


def _not_before(created: datetime | None, since: datetime) -> bool:
    # The carrier's dates are whole seconds.
    return created is None or created >= since.replace(microsecond=0) - timedelta(seconds=2)


@contextlib.contextmanager
def _own_errors() -> Iterator[None]:
    """Raise every error of the SDK, or of the network, as a TransportError whose message names no telephone number."""
    try:
        yield
    except TwilioRestException as error:
        code = error.code or error.status
        rate_limited = code in RATE_LIMITED or error.status == 429
        raise TransportError(
            f"the carrier refused: HTTP {error.status}, code {error.code}",
            permanent=400 <= error.status < 500 and not rate_limited,
            unknown=error.status >= 500,
            code=code,
        ) from None
    except NoConnection as error:
        # Refused before anything was sent, or cut off afterwards: only of the first do we know that nothing was done.
        raise TransportError(
            f"no connection to the carrier ({type(error).__name__})",
            unknown="NewConnectionError" not in str(error),
        ) from None
    except (RequestException, TwilioException, OSError) as error:
        raise TransportError(
            f"no clear answer from the carrier ({type(error).__name__})", unknown=True
        ) from None


CarrierMaker = Callable[[], Carrier]
