"""The servers that tests rely on are real, and their databases are fresh and cheap."""

from pathlib import Path

from sqlalchemy import create_engine, text

from tests.servers import Databases


def _make_a_table(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE cup (size INTEGER)"))
    engine.dispose()


def test_a_database_is_empty_however_often_it_is_asked_for(databases: Databases, database_url: str) -> None:
    _make_a_table(database_url)
    with databases.fresh(database_url.split(":")[0].split("+")[0]) as another:
        assert another != database_url
        _make_a_table(another)  # it was not there yet


def test_a_prepared_database_is_prepared_once_and_copied(databases: Databases) -> None:
    calls = []

    def prepare(url: str) -> None:
        calls.append(url)
        _make_a_table(url)

    for kind in ("sqlite", "postgresql"):
        for _ in range(2):
            with databases.fresh(kind, prepare) as url:
                engine = create_engine(url)
                with engine.begin() as connection:
                    assert connection.execute(text("SELECT count(*) FROM cup")).scalar() == 0
                    connection.execute(text("INSERT INTO cup VALUES (1)"))
                engine.dispose()
    assert len(calls) == 2


def test_an_sqlite_database_leaves_no_file_behind(databases: Databases) -> None:
    with databases.fresh("sqlite") as url:
        _make_a_table(url)
        path = Path(url.removeprefix("sqlite:///"))
        assert path.exists()
    assert not path.exists()
