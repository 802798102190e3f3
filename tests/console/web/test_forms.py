"""Two who change the same thing."""

from flask import Flask

from console.web import forms
from console.web.forms import Form

STOOD = {"name": "Ana", "hours": "9-17"}


def filled_in(app: Flask, over: dict[str, str], **typed: str) -> Form:
    """A form that was filled in while `over` stood there."""
    app.secret_key = "s" * 40
    with app.test_request_context("/"):
        was = forms.mark(over)
    with app.test_request_context("/", method="POST", data={**over, "was": was, **typed}):
        return forms.sent()


def compared(app: Flask, form: Form, now: dict[str, str]) -> Form:
    with app.test_request_context("/"):
        form.compare(now)
    return form


def test_a_form_is_taken_where_nothing_changed_meanwhile() -> None:
    app = Flask(__name__)
    assert compared(app, filled_in(app, STOOD, hours="9-12"), STOOD).is_good


def test_whoever_comes_second_is_told_what_stands_there_and_keeps_what_they_typed() -> None:
    app = Flask(__name__)
    meanwhile = {"name": "Ana", "hours": "10-18"}
    second = compared(app, filled_in(app, STOOD, hours="9-12"), meanwhile)
    assert not second.is_good
    assert second.now == {"hours": "10-18"}
    assert second.values["hours"] == "9-12"
    again = compared(app, filled_in(app, STOOD, hours="9-12", was=second.was), meanwhile)
    assert again.is_good


def test_without_its_mark_or_with_a_made_up_one_a_form_is_not_taken() -> None:
    app = Flask(__name__)
    for was in ("", "x", "é" * 30):
        assert not compared(app, filled_in(app, STOOD, was=was), STOOD).is_good


def test_the_mark_says_nothing_that_could_be_guessed() -> None:
    app, other = Flask(__name__), Flask(__name__)
    app.secret_key, other.secret_key = "s" * 40, "t" * 40
    with app.test_request_context("/"):
        here = forms.mark({"phone": "+12025550123"})
    with other.test_request_context("/"):
        assert forms.mark({"phone": "+12025550123"}) != here
