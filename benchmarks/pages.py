"""Every page of the console on a line with a year behind it: server time and bytes.

`python -m benchmarks pages` fills a database of each kind and walks through the console from link to link; each page is
seen as the first role that may see it. `python -m benchmarks pages fill URL` only fills an empty database, for work on
a page; `python -m benchmarks pages walk URL` walks through one that is filled.
"""

import gzip
import os
import re
import statistics
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from benchmarks import large_line, stage
from benchmarks.load import ORIGIN
from benchmarks.webhook import databases
from console.running import embedded_redis
from console.web import roles
from store.accounts import accounts, sessions
from store.database import Database, open_engine
from store.vault import Vault
from tests.kits.line import LINE

TIMES = 9
"""How often each address is asked for; the median counts."""
ADDRESSES = 4
"""So many addresses of one page are looked at: a first page of a list, a next one, a filtered one."""
LIMIT_MS = 100
_LINK = re.compile(r'(?:href|action)="(/console/[^"#]*)')


@dataclass(frozen=True, slots=True)
class Page:
    """What one address cost."""

    name: str
    path: str
    role: str
    status: int
    milliseconds: float
    processor: float
    bytes: int
    zipped: int


def run() -> list[str]:
    """The table's rows."""
    rows = list(HEAD)
    for kind in ("sqlite", "postgresql"):
        with databases(kind) as (url, _):
            large_line.fill(url)
            rows += _table(kind, url)
    return rows


HEAD = (
    "| database | page | address | role | answer | ms, median | processor ms | kB | kB zipped |",
    "|---|---|---|---|---|---|---|---|---|",
)


def main(words: list[str]) -> None:
    """`fill URL`, or `walk URL`."""
    what, url = words
    if what == "fill":
        large_line.fill(url, told=lambda table: print(table, flush=True))
    else:
        print("\n".join([*HEAD, *_table(url.partition(":")[0].partition("+")[0], url)]))


def _table(kind: str, url: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, embedded_redis.running(Path(folder)) as redis:
        os.environ.update(stage.environment(url, redis.url, 8000))
        from console import create_app  # reads the environment

        found = list(walk(create_app(), url))
    rows = [_row(kind, each) for each in sorted(found, key=lambda each: -each.milliseconds)]
    unseen = sorted(_wanted() - {each.name for each in found})
    if unseen:
        rows.append(f"| {kind} | no link leads to: {', '.join(unseen)} | | | | | | | |")
    return rows


def walk(app: Flask, url: str) -> Iterator[Page]:
    """Each page that has an address of its own, or that a link leads to, as the first role that may see it."""
    seen: Counter[str] = Counter()
    for role in accounts.ROLES:
        before = frozenset(seen)
        client = app.test_client()
        client.set_cookie("__Host-warmline", _signed_in(url, role), domain="line.example", secure=True)
        adapter = app.url_map.bind("line.example")
        waiting = deque(rule.rule for rule in app.url_map.iter_rules() if _is_start(rule))
        known = set(waiting)
        while waiting:
            path = waiting.popleft()
            name = _name(adapter, path)
            if name is None or name == "static" or name in before or seen[name] >= ADDRESSES:
                continue
            answer = client.get(path, base_url=ORIGIN)
            if answer.status_code == 200:
                seen[name] += 1
                yield _measured(app, client, name, path, role)
            for link in map(unescape, _LINK.findall(answer.text)):
                if link not in known:
                    known.add(link)
                    waiting.append(link)


def _signed_in(url: str, role: str) -> str:
    """The cookie of somebody in this role who has just proved who they are."""
    db = Database(open_engine(url), Vault([stage.KEY]), LINE)
    with db.begin(datetime.now(UTC)) as tx:
        account = accounts.add(tx, f"{role}@example.org", role)
        accounts.set_password(tx, account.id, "no password fits")
        accounts.make_active(tx, account.id)
        token = sessions.start(tx, account.id, "Firefox, Linux")
    db.engine.dispose()
    return token


def _name(adapter: MapAdapter, path: str) -> str | None:
    try:
        endpoint, _ = adapter.match(path.partition("?")[0], method="GET")
    except HTTPException:
        return None
    name = endpoint.removeprefix("console.")
    return name if name in roles.PAGES and name != "missing" else None


def _is_start(rule: Rule) -> bool:
    """Whether a page has one address, which holds no name of anybody."""
    return (
        rule.endpoint.startswith("console.") and not rule.arguments and "GET" in (rule.methods or frozenset())
    )


def _wanted() -> set[str]:
    by_itself = {"static", "missing", "sign_in", "finish", "enter"}
    return {name for name, rule in roles.PAGES.items() if rule.see and not rule.live} - by_itself


def _measured(app: Flask, client: object, name: str, path: str, role: str) -> Page:
    took, spent = [], []
    for _ in range(TIMES):
        began, spent_before = time.perf_counter(), time.process_time()
        answer = client.get(path, base_url=ORIGIN)  # type: ignore[attr-defined]
        body = answer.get_data()
        took.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - spent_before) * 1000)
    milliseconds, processor = statistics.median(took), statistics.median(spent)
    zipped = len(gzip.compress(body))
    return Page(name, path, role, answer.status_code, milliseconds, processor, len(body), zipped)


def _row(kind: str, page: Page) -> str:
    slow = " **slow**" if page.milliseconds > LIMIT_MS else ""
    return (
        f"| {kind} | {page.name} | {page.path[:60]} | {page.role} | {page.status} | {page.milliseconds:.0f}{slow} "
        f"| {page.processor:.0f} | {page.bytes / 1000:.0f} | {page.zipped / 1000:.1f} |"
    )
