"""A small load generator: signed requests, prepared beforehand, over many connections; every answer is read."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

TOKEN = "0123456789abcdef" * 2
ORIGIN = "https://line.example"
LINE_NUMBER = "+12025550100"
CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run gave."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float
    failures: int


def number(n: int) -> str:
    """The n-th sample contact's number."""
    return f"+1{2120000000 + n}"


def checkin(n: int) -> str:
    """Every text is CHECKIN."""
    return "CHECKIN"


def texts(count: int, contacts: int, run: str, body_of: Callable[[int], str] = checkin) -> list[bytes]:
    """`count` signed texts, each with its own SID, from `contacts` known numbers in turn; `body_of`: the n-th text."""
    validator = RequestValidator(TOKEN)
    made = []
    for n in range(count):
        form = {
            "MessageSid": f"SM{run}{n:026x}"[:34],
            "AccountSid": "AC" + "0" * 32,
            "From": number(n % contacts),
            "To": LINE_NUMBER,
            "Body": body_of(n),
            "NumMedia": "0",
            "NumSegments": "1",
        }
        body = urlencode(form).encode()
        signature = validator.compute_signature(f"{ORIGIN}/sms", form)
        head = (
            f"POST /sms HTTP/1.1\r\nHost: line.example\r\nConnection: close\r\nX-Twilio-Signature: {signature}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


def fire(port: int, requests: Sequence[bytes]) -> Measured:
    """Send all of them over `CONNECTIONS` connections as fast as the answers come."""
    return asyncio.run(_fire(port, requests))


async def _fire(port: int, requests: Sequence[bytes]) -> Measured:
    times: list[float] = []
    failures = 0
    waiting = iter(requests)

    async def client() -> None:
        nonlocal failures
        for request in waiting:
            began = time.perf_counter()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await reader.read()
            writer.close()
            times.append(time.perf_counter() - began)
            if b" 200 " not in answer[:20] or b"<Response" not in answer:
                failures += 1

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    took = time.perf_counter() - began
    ordered = sorted(times)
    return Measured(
        len(ordered) / took,
        statistics.median(ordered) * 1000,
        ordered[int(len(ordered) * 0.99) - 1] * 1000,
        failures,
    )
