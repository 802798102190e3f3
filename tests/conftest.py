"""Fixtures for everyone: real servers, one of each for a pytest process, started when first asked for."""

from collections.abc import Iterator

import pytest
import redis

from console import embedded_redis
from tests.servers import Databases, PostgresServer, running_postgres


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


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Databases:
    """Makes databases of either kind; PostgreSQL starts with the first that needs it."""

    def server() -> PostgresServer:
        started: PostgresServer = request.getfixturevalue("postgres_server")
        return started

    return Databases(tmp_path_factory.mktemp("databases"), server)


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
