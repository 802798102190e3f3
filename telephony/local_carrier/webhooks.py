"""Makes requests to the line: signed, timed, and retried once if there was no connection. Each exchange is kept."""

import base64
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

import aiohttp
from yarl import URL

from telephony.local_carrier.exchanges import Exchange, Kind, cut, cut_fields, shortened
from telephony.local_carrier.fault_injection import Faults
from telephony.local_carrier.journal import Journal, Request
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.values import new_sid

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
# One byte more than a document may have, to tell one that is too long from one that just fits.
LARGEST = 64 * 1024 + 1
# What goes out twice while `twice` is broken.
TWICE = ("sms", "receipt", "call-status")


@dataclass(frozen=True)
class Answer:
    """What came back. `error` is Twilio's code for a request that failed, else 0."""

    url: str
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    error: int = 0
    reason: str = ""


class Webhooks:
    """The account's outgoing requests. Make one for the life of the carrier, and close it."""

    def __init__(self, settings: Settings, journal: Journal, faults: Faults) -> None:
        self._settings = settings
        self._journal = journal
        self._faults = faults
        # A connection kept open looks like a failure if the other side has just closed it; a new one never does.
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS, sock_connect=CONNECT_SECONDS),
            auto_decompress=True,
        )

    async def close(self) -> None:
        await self._session.close()

    async def fetch(self, kind: Kind, url: str, params: dict[str, str], *, method: str = "POST") -> Answer:
        """Ask for a document. A failure is recorded as an error."""
        answer = await self._attempt_twice(kind, url, params, method)
        if answer.error:
            self._journal.error(answer.error, answer.reason, url=bare(url), sid=_sid(params))
        return answer

    async def notify(self, kind: Kind, url: str, params: dict[str, str], *, method: str = "POST") -> None:
        """Tell the line something; its answer does not matter. A failure is recorded as a warning."""
        answer = await self._attempt_twice(kind, url, params, method)
        if answer.error:
            self._journal.warning(answer.error, answer.reason, url=bare(url), sid=_sid(params))

    async def _attempt_twice(self, kind: Kind, url: str, params: dict[str, str], method: str) -> Answer:
        exchange = self._exchange(kind, url, params, method)
        if not _absolute(url):
            exchange.error, exchange.reason = 11100, "invalid URL"
            self._journal.exchanges.keep(exchange)
            return Answer(url, error=11100, reason="invalid URL")
        token = new_sid("")
        answer = await self._attempt(exchange, url, params, token)
        # Broken on purpose, a request that was answered goes out again, as if the answer had been lost on its way:
        # the SID and the token are the same, and only the second answer counts.
        exchange.lost = bool(answer.status) and kind in TWICE and self._faults.lasts("twice")
        if answer.error == 11205 or exchange.lost:
            exchange = self._exchange(kind, url, params, method)
            exchange.repeat = True
            answer = await self._attempt(exchange, url, params, token)
        return answer

    def _exchange(self, kind: Kind, url: str, params: dict[str, str], method: str) -> Exchange:
        secret, sid = self._settings.auth_token, _sid(params)
        exchange = Exchange(
            "carrier", kind, "GET" if method.upper() == "GET" else "POST", _path(url), sid=sid
        )
        exchange.url = cut(url, secret)
        exchange.fields = cut_fields(params.items(), secret)
        exchange.first = kind == "voice" and self._journal.exchanges.opens(sid)
        return exchange

    async def _attempt(self, exchange: Exchange, url: str, params: dict[str, str], token: str) -> Answer:
        get, kind = exchange.method == "GET", exchange.kind
        target = _with_query(url, params) if get else url
        entry = Request(kind, exchange.method, exchange.path, exchange.sid)
        self._journal.requests.append(entry)
        signed = signature(self._settings.auth_token, _as_signed(target, kind), {} if get else params)
        headers = {
            "X-Twilio-Signature": signed,
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        }
        exchange.headers = [
            ("X-Twilio-Signature", shortened(signed)),
            ("I-Twilio-Idempotency-Token", token),
        ]
        start = time.monotonic()
        answer = Answer(url)
        try:
            async with self._session.request(
                exchange.method,
                URL(target, encoded=True),
                data=None if get else params,
                headers=headers,
                allow_redirects=False,
            ) as response:
                body = await _read(response)
                entry.status = response.status
                answer = Answer(url, response.status, response.headers.get("Content-Type", ""), body)
                self._keep_answer(exchange, answer)
                if not 200 <= response.status < 300:
                    answer = Answer(url, response.status, error=11200, reason=f"HTTP {response.status}")
        except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError) as problem:
            answer = Answer(url, error=11205, reason=f"HTTP connection failure: {type(problem).__name__}")
        except TimeoutError:
            answer = Answer(url, error=11200, reason="no answer within 15 seconds")
        except (aiohttp.ClientError, ValueError, OSError) as problem:
            answer = Answer(url, error=11200, reason=f"HTTP retrieval failure: {type(problem).__name__}")
        finally:
            entry.ms = exchange.ms = round((time.monotonic() - start) * 1000)
            exchange.status, exchange.error, exchange.reason = entry.status, answer.error, answer.reason
            self._journal.exchanges.keep(exchange)
            self._journal.changed()
        return answer

    def _keep_answer(self, exchange: Exchange, answer: Answer) -> None:
        exchange.content_type = answer.content_type
        media = answer.content_type.split(";")[0].strip().lower()
        if media.startswith("text/") or media.endswith(("xml", "json")):
            exchange.answer = cut(answer.body.decode("utf-8", "replace"), self._settings.auth_token)
        else:
            exchange.answer = f"[{media or 'no type'}, {len(answer.body)} bytes]" if answer.body else ""


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, but not more than LARGEST bytes of it."""
    body = b""
    while len(body) < LARGEST and (chunk := await response.content.read(LARGEST - len(body))):
        body += chunk
    return body


def bare(url: str) -> str:
    """A URL without its password and its query, which may hold more than a log should; "" for none that can be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rsplit("@", 1)[-1], parts.path, "", ""))


def signature(token: str, url: str, params: Mapping[str, str]) -> str:
    """X-Twilio-Signature: the URL and the sorted parameters, blank ones too, signed with the auth token."""
    text = url + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), "sha1")).decode()


def _as_signed(url: str, kind: str) -> str:
    """The URL as Twilio signs it: with its port, except for voice requests over HTTPS."""
    parts = urlsplit(url)
    host = parts.netloc
    if parts.scheme == "https" and kind not in ("sms", "receipt"):
        host = host.rsplit("@", 1)[-1]
        host = host.rsplit(":", 1)[0] if parts.port else host
    return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


def _with_query(url: str, params: dict[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(params)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _path(url: str) -> str:
    """The path of a URL, "" of one that cannot be read."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _sid(params: dict[str, str]) -> str:
    return params.get("MessageSid") or params.get("CallSid", "")
