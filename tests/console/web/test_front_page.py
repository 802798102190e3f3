"""/console/, before coordinators have pages there."""

from cryptography.fernet import Fernet
from flask.testing import FlaskClient

from console.web.app import build
from store.config.settings import Settings

HELD_BACK = {
    "LINE_NUMBER": "+12025550100",
    "COORDINATOR_NUMBER": "+12025550199",
    "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
    "TWILIO_AUTH_TOKEN": "a-token-of-the-tests",
    "SECRET_KEY": "s" * 43,
    "DATA_KEYS": Fernet.generate_key().decode(),
    "DATABASE_URL": "postgresql://nobody:of-no-account@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "PUBLIC_URL": "https://line.example",
}


def client(name: str = "Riverside Warmline") -> FlaskClient:
    return build(Settings.from_environment({**HELD_BACK, "LINE_NAME": name})).test_client()


def test_it_needs_no_sign_in_and_no_database_and_says_where_to_go() -> None:
    asked = client()
    page = asked.get("/console/")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "Riverside Warmline" in page.text and "warmline doctor" in page.text
    assert asked.get("/console").headers["Location"].endswith("/console/")


def test_it_says_nothing_about_anybody_and_keeps_every_setting_but_the_name() -> None:
    page = client().get("/console/")
    for name, value in HELD_BACK.items():
        assert value not in page.text, name
        assert value.removeprefix("+1") not in page.text, name
    assert "Set-Cookie" not in page.headers


def test_nothing_can_be_sent_to_it_and_a_name_is_no_markup() -> None:
    assert client().post("/console/").status_code == 405
    assert "<b>" not in client("<b>us</b>").get("/console/").text
