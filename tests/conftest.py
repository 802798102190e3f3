"""Fixtures for everyone: real servers, one of each for a pytest process, started when first asked for."""

import contextlib
import gc
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import redis
import structlog

from console.running import embedded_redis
from flows.line import Line
from store import schema
from store.database import open_engine
from telephony.local_carrier.phones.phones import Carrier as Phones
from tests.kits.carriers import local_carrier
from tests.kits.line import LINE, LINE_NUMBER, SharedEngine, TestLine, make_line
from tests.kits.servers import Databases, PostgresServer, running_postgres

pytest_plugins = ["tests.kits.browser"]

# As store/logs/setup.py has it. By itself structlog prints every local variable of every frame, in colours: seconds for
# each error that is logged, where a test provokes one.
_PLAIN = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)


def _stop_at_a_defect(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An outcome that nobody has words for is logged, and the person hears the rest. A test fails of it."""
    if str(event["event"]).startswith("outcome."):
        raise AssertionError(dict(event))
    return event


structlog.configure(processors=[_stop_at_a_defect, *structlog.get_config()["processors"][:-1], _PLAIN])

# Neither a deadline nor a verdict on slowness: how long an example takes depends on what else the machine does. The
# same examples each time: what turns red is what was changed, and a second run says the same as the first.
# `pytest --hypothesis-profile=search` looks for new ones, ten times as many.
_UNTIMED = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("suite", _UNTIMED, derandomize=True)
hypothesis.settings.register_profile("search", _UNTIMED, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile("suite")

ON_ONE = {"journeys", "lessons"}
"""Folders whose tests are about what is said: one database will do, and those marked `both_databases` stand for the
rest on the other. Between them and tests/store every statement is run on PostgreSQL as well."""


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what was collected out of the garbage collector's rounds: it lives to the end, and costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--both-databases`: all of it on SQLite and on PostgreSQL, as before a release; two minutes more."""
    parser.addoption(
        "--both-databases", action="store_true", help="journeys and lessons on PostgreSQL as well, all"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marks of this suite."""
    config.addinivalue_line(
        "markers", "both_databases: in journeys and lessons, run it on PostgreSQL as well"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs no second database; begin with files that wait for other processes, minutes in all.

    The first worker is given those and does them one after the other, while the others keep the processors busy.
    """
    waiting = {each.path for each in items if each.get_closest_marker("timeout") is not None}
    items.sort(key=lambda each: each.path not in waiting)
    if config.getoption("--both-databases"):
        return
    once = [each for each in items if _once_is_enough(each)]
    if once:
        config.hook.pytest_deselected(items=once)
        items[:] = [each for each in items if not _once_is_enough(each)]


def _once_is_enough(test: pytest.Item) -> bool:
    return (
        isinstance(test, pytest.Function)
        and test.path.relative_to(Path(__file__).parent).parts[0] in ON_ONE
        and hasattr(test, "callspec")
        and test.callspec.params.get("line") == "postgresql"
        and test.get_closest_marker("both_databases") is None
    )


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded_redis.EmbeddedRedis]:
    """The server behind `redis_url`."""
    with embedded_redis.running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_url(redis_server: embedded_redis.EmbeddedRedis) -> str:
    """A Redis with nothing in it, nobody else's during this test."""
    with redis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server behind `postgres_url`."""
    with running_postgres() as server:
        yield server


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A command that is run in a test sets up logging for its process; later tests must not inherit that."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def databases(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Databases]:
    """Makes databases of either kind; PostgreSQL starts with the first that needs it."""

    def server() -> PostgresServer:
        started: PostgresServer = request.getfixturevalue("postgres_server")
        return started

    made = Databases(tmp_path_factory.mktemp("databases"), server)
    yield made
    made.close()


@pytest.fixture
def postgres_url(databases: Databases) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with databases.fresh("postgresql") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(databases: Databases, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database; the test runs once on each kind."""
    with databases.fresh(request.param) as url:
        yield url


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema; the template the tests' databases are copied from."""
    engine = open_engine(url)
    schema.migrate(engine)
    if engine.dialect.name == "sqlite":
        # The copy is of one file: what is still in the write-ahead log belongs into it.
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.fixture
def migrated(databases: Databases) -> Iterator[Callable[[str], str]]:
    """Makes migrated databases: called with a kind, it gives the URL of one with nothing in it."""
    with contextlib.ExitStack() as made:
        yield lambda kind: made.enter_context(databases.fresh(kind, migrate))


@pytest.fixture(scope="session")
def shared_engines() -> Iterator[dict[str, SharedEngine]]:
    """One engine a kind of database."""
    made: dict[str, SharedEngine] = {}
    yield made
    for each in made.values():
        each.engine.dispose()


@pytest.fixture
def lines(
    migrated: Callable[[str], str], shared_engines: dict[str, SharedEngine]
) -> Iterator[Callable[..., TestLine]]:
    """Makes whole lines in this process, one of each kind of database a test, closed at the end."""
    opened: dict[str, TestLine] = {}

    def start(kind: str, line: Line = LINE) -> TestLine:
        assert kind not in opened
        url = migrated(kind)
        if kind not in shared_engines:
            shared_engines[kind] = SharedEngine(url)
        opened[kind] = make_line(url, line, shared_engines[kind].move_to(url))
        return opened[kind]

    yield start
    if "sqlite" in opened:  # whose files go; on PostgreSQL the next test may be at the same database
        opened["sqlite"].db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def line(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> TestLine:
    """A whole line in this process; the test runs once on each database (for ON_ONE, see there)."""
    return lines(request.param)


@pytest.fixture
def quick_line(lines: Callable[..., TestLine]) -> TestLine:
    """A whole line in this process, for what no database decides."""
    return lines("sqlite")


@pytest.fixture
def postgres_line(lines: Callable[..., TestLine]) -> TestLine:
    """A whole line in this process on PostgreSQL, where several can work at once."""
    return lines("postgresql")


@pytest.fixture(scope="session")
def local_carrier_url() -> Iterator[str]:
    """A local carrier whose webhooks reach nobody."""
    with local_carrier(LINE_NUMBER, "http://127.0.0.1:9") as url:
        yield url


@pytest.fixture
def phones(local_carrier_url: str) -> Iterator[Phones]:
    """The phones of the local carrier, nobody else's during this test."""
    carrier = Phones(local_carrier_url)
    carrier.reset()
    yield carrier
    carrier.reset()
