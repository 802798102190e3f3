"""What a new password has to be."""

from console.web import forms
from store.accounts import secrets

DIFFERENT = 6
"""Letters and digits that differ: "aaaaaaaaaaaa" is long, and the first thing that is tried."""


def check(form: forms.Form, email: str) -> str:
    """The new password in this form. What is wrong with it is said in the form."""
    password, again = form.secret("password"), form.secret("password_again")
    name = email.partition("@")[0].casefold()
    if len(password) < secrets.SHORTEST:
        form.wrong("password", "password.too_short", least=secrets.SHORTEST)
    elif len(password) > secrets.LONGEST:
        form.wrong("password", "form.too_long", most=secrets.LONGEST)
    elif len(set(password.casefold())) < DIFFERENT or (len(name) > 3 and name in password.casefold()):
        form.wrong("password", "password.too_easy")
    elif password != again:
        form.wrong("password_again", "password.differ")
    return password
