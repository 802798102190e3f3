"""What somebody typed into a form, and what is wrong with it; and the token that proves that the form was ours."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import current_app, g, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

TOKEN = "csrf_token"  # noqa: S105 the name of a field
WAS = "was"
LONGEST = 2000
SECRET_FIELDS = frozenset({TOKEN, "password", "password_again", "code", "passkey"})
"""They are never kept, and never shown again."""


@dataclass(slots=True)
class Form:
    """The values by the name of their field, and for each field that needs attention the key of what to say.

    On a page that is only looked at, the values are `start`, or what was typed there before the session ended. `was`:
    the mark of what stood there when the form was filled in; `now`: what somebody else put there meanwhile.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, dict[str, object]] = field(default_factory=dict)
    was: str = ""
    now: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, *, most: int = LONGEST) -> str:
        """What was typed, in one line, without what cannot be seen. Longer than `most`: an error."""
        typed = " ".join(
            "".join(each if each.isprintable() else " " for each in self.values.get(name, "")).split()
        )
        if len(typed) > most:
            self.wrong(name, "form.too_long", most=most)
            return typed[:most]
        return typed

    def secret(self, name: str) -> str:
        """A password or a code, exactly as it was typed."""
        return self.values.get(name, "")[:LONGEST]

    def wrong(self, name: str, key: str, **gaps: object) -> None:
        """Say this of a field, unless something was said of it already."""
        if name not in self.errors:
            self.errors[name] = key
            self.gaps[name] = gaps

    def compare(self, now: Mapping[str, str]) -> None:
        """An error where something else stands there now than when the form was filled in; what was typed stays.

        `now`: the same fields as were given to `shown`. Look in the transaction that writes. The page that is
        given back says beside each field what stands there now, and sent again it is taken.
        """
        if hmac.compare_digest(mark(now).encode(), self.values.get(WAS, "").encode()):
            return
        self.wrong(WAS, "form.changed_meanwhile")
        self.was = mark(now)
        self.now = {name: value for name, value in now.items() if value != self.values.get(name, "")}

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.errors


def sent() -> Form:
    """The form that was sent with this request."""
    return Form({name: request.form[name] for name in request.form}, was=request.form.get(WAS, ""))


def shown(start: Mapping[str, str] | None = None) -> Form:
    """The form of a page that is looked at: with what was typed before the session ended, else with `start`."""
    back: Mapping[str, str] | None = g.get("given_back")
    return Form(back if back is not None else start or {}, was=(back or {}).get(WAS) or mark(start or {}))


def mark(values: Mapping[str, str]) -> str:
    """What tells whether these values changed, and nothing about them."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, json.dumps(sorted(values.items())).encode(), hashlib.sha256).hexdigest()[:24]


def token() -> str:
    """The hidden field's value. Only who was shown the form can know it."""
    return str(generate_csrf())


def is_ours() -> bool:
    """Whether this request comes from a form that we showed in this browser."""
    try:
        validate_csrf(request.form.get(TOKEN))
    except ValidationError:
        return False
    return True


def has_number(words: str) -> bool:
    """Whether what was typed looks as if it held a telephone number, which is to stand nowhere."""
    return sum(map(str.isdigit, words)) >= 7
