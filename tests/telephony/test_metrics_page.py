"""/metrics: for whoever has its token and for nobody else, counted seldom, holding up nobody."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from store.database import Database, open_engine
from store.vault import Vault
from telephony.health import routes
from telephony.health.status import Watched
from tests.kits.line import KEYS, LINE, NOON

TOKEN = "a token of sixteen letters".replace(" ", "-")


def page(db: Database, token: str | None = TOKEN) -> FlaskClient:
    app = Flask("health")
    app.register_blueprint(routes.blueprint(Watched(db, lambda: True), lambda: NOON, lambda: True, token))
    return app.test_client()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_only_who_has_the_token_reads_it_and_without_one_nobody_does(
    migrated: Callable[[str], str],
) -> None:
    db = Database(open_engine(migrated("sqlite")), Vault(KEYS), LINE)
    for headers in ({}, bearer(""), bearer("None"), bearer(TOKEN)):
        assert page(db, None).get("/metrics", headers=headers).status_code == 404
    for wrong in ({}, bearer(TOKEN[:-1]), bearer("é" * 20), {"Authorization": TOKEN}):
        refused = page(db).get("/metrics", headers=wrong)
        assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert "warmline_" not in refused.text
    assert page(db).get(f"/metrics?token={TOKEN}").status_code == 401
    said = page(db).get("/metrics", headers=bearer(TOKEN))
    assert said.status_code == 200 and "warmline_alerts_open 0.0" in said.text
    db.engine.dispose()


def test_it_takes_no_lock_waits_for_none_and_counts_once_however_often_it_is_asked(
    migrated: Callable[[str], str],
) -> None:
    url = migrated("sqlite")
    db, writer = Database(open_engine(url, wait=0.2), Vault(KEYS), LINE), open_engine(url, wait=0.2)
    counted: list[str] = []
    event.listen(db.engine, "begin", lambda connection: counted.append("once"))
    client = page(db)
    with writer.begin() as connection:  # somebody's request is being kept, and takes its time
        connection.execute(text("UPDATE contacts SET language = 'en'"))
        for _ in range(5):
            said = client.get("/metrics", headers=bearer(TOKEN))
            assert "warmline_database_up 1.0" in said.text
    with db.look(NOON) as tx, writer.begin() as connection:  # and a look holds up nobody who writes
        tx.run(text("SELECT count(*) FROM contacts"))
        connection.execute(text("UPDATE contacts SET language = 'en'"))
    assert counted == ["once", "once"]
    for engine in (db.engine, writer):
        engine.dispose()
