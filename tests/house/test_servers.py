"""The servers that tests rely on are real, and their databases are fresh and cheap."""

from pathlib import Path

from sqlalchemy import create_engine, text

from tests.kits.servers import Databases


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


def _prepare_two_tables(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE shelf (id SERIAL PRIMARY KEY, name TEXT)"))
        connection.execute(
            text("CREATE TABLE glass (id SERIAL PRIMARY KEY, shelf INTEGER REFERENCES shelf (id))")
        )
        connection.execute(text("INSERT INTO shelf (name) VALUES ('upper')"))
    engine.dispose()


def _found(url: str) -> tuple[object, ...]:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(
            text("SELECT (SELECT count(*) FROM glass), array_agg(name) FROM shelf")
        ).one()
        columns = connection.execute(text("SELECT * FROM glass")).keys()
        shelf = connection.execute(text("INSERT INTO shelf (name) VALUES ('new') RETURNING id")).scalar_one()
        glass = connection.execute(text("INSERT INTO glass (shelf) VALUES (1) RETURNING id")).scalar_one()
    engine.dispose()
    return (*found, list(columns), shelf, glass)


def test_a_postgresql_database_is_put_back_to_what_was_prepared_whatever_a_test_did(
    databases: Databases,
) -> None:
    prepared = (0, ["upper"], ["id", "shelf"], 2, 1)
    with databases.fresh("postgresql", _prepare_two_tables) as first:
        assert _found(first) == prepared
        engine = create_engine(first)
        with engine.begin() as connection:
            connection.execute(text("UPDATE shelf SET name = 'lower'"))
            connection.execute(text("DELETE FROM glass"))
        forgotten = engine.connect()
        forgotten.execute(text("LOCK TABLE shelf"))
    with databases.fresh("postgresql", _prepare_two_tables) as second:
        assert _found(second) == prepared
    assert second == first, "not made anew: that takes a third of a second"
    forgotten.invalidate()
    forgotten.close()
    with databases.fresh("postgresql", _prepare_two_tables) as third:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE glass ADD COLUMN size INTEGER"))
        engine.dispose()
    with databases.fresh("postgresql", _prepare_two_tables) as fourth:
        assert _found(fourth) == prepared
    assert fourth != third


def test_an_sqlite_database_leaves_no_file_behind(databases: Databases) -> None:
    with databases.fresh("sqlite") as url:
        _make_a_table(url)
        path = Path(url.removeprefix("sqlite:///"))
        assert path.exists()
    assert not path.exists()
