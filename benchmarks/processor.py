"""Processor time of a text in one process, the line and the baseline in turn: whatever else runs adds least to it."""

import gc
import io
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import baseline, load, mix, stage
from benchmarks.webhook import databases
from console.running import embedded_redis

REQUESTS = 50
ROUNDS = 30
Body = Callable[[int], str]


def run() -> list[str]:
    """The table's rows."""
    rows = [
        "| database | what | baseline, µs | the line, µs | ratio to baseline |",
        "|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, embedded_redis.running(Path(folder)) as redis:
        for kind in ("sqlite", "postgresql"):
            for what, body_of in (("CHECKIN", load.checkin), ("the mix of texts", mix.body)):
                with databases(kind) as (url, _):
                    stage.fill(url)
                    theirs, ours = _measured(stage.environment(url, redis.url, 8000), body_of)
                rows.append(f"| {kind} | {what} | {theirs:.0f} | {ours:.0f} | {theirs / ours:.2f} |")
    return rows


def _measured(env: Mapping[str, str], body_of: Body) -> tuple[float, float]:
    """Microseconds of a text: of the baseline, of the line. The fastest round of each: noise only ever adds."""
    os.environ.update(env)
    from console import create_app  # reads the environment

    apps = {"baseline": baseline.create_app(), "line": create_app()}
    taken: dict[str, list[float]] = {name: [] for name in apps}
    gc.freeze()
    for number in range(ROUNDS + 2):
        for name, app in apps.items():
            took = _round(app, load.texts(REQUESTS, stage.KNOWN, secrets.token_hex(3), body_of))
            if number > 1:  # the first two warm up
                taken[name].append(took)
    return min(taken["baseline"]), min(taken["line"])


def _round(app: Flask, requests: Iterable[bytes]) -> float:
    environs = [_environ(each) for each in requests]
    began = time.process_time()
    for environ in environs:
        answer = app(environ, _begun)
        if b"<Response" not in b"".join(answer):
            raise RuntimeError("a text was answered wrongly")
    return (time.process_time() - began) / len(environs) * 1e6


def _begun(status: str, *_: Any) -> Callable[[bytes], object]:
    if not status.startswith("200"):
        raise RuntimeError(f"a text was answered {status}")
    return lambda _: None


def _environ(request: bytes) -> dict[str, Any]:
    """What gunicorn makes of such a request."""
    head, _, body = request.partition(b"\r\n\r\n")
    signature = next(line for line in head.decode().splitlines() if line.startswith("X-Twilio-Signature"))
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/sms",
        "QUERY_STRING": "",
        "RAW_URI": "/sms",
        "SERVER_NAME": "line.example",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "line.example",
        "HTTP_X_TWILIO_SIGNATURE": signature.partition(": ")[2],
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
