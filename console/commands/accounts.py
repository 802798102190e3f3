"""`warmline accounts` says who may sign in to the console: invite, list, give another role, begin anew, end."""

import click

from console.commands.callbacks import Sorry, in_store
from store.accounts import accounts, managers
from store.accounts.managers import Invited
from store.database import Tx

_ROLE = click.Choice(accounts.ROLES)


@click.group(name="accounts")
def group() -> None:
    """Accounts of the console: people of the organisation who work with the line in a browser."""


@group.command()
@click.argument("email")
@click.option("--role", type=_ROLE, required=True, help="What they may do: docs/console.md has the table.")
@click.option("--name", default="", help="Their name; they can say it themselves.")
@click.option("--language", type=click.Choice(("en", "es")), help="Theirs; without it the line's.")
def add(email: str, role: str, name: str, language: str | None) -> None:
    """Invite somebody: prints a link for them, good once, for three days. Send it by a way that only they read."""
    if not accounts.is_email(email):
        raise Sorry(f"{email!r} is no e-mail address. Write it like ana@example.org.")

    def work(tx: Tx) -> list[str]:
        made = managers.invite(tx, email, role, name=name.strip()[:60], language=language or tx.line.language)
        if not isinstance(made, Invited):
            raise Sorry(
                f"{made.email} has an account, as {made.role}. For a new link: `warmline accounts reset "
                f"{made.email}`; for another role: `warmline accounts role {made.email} --role ROLE`."
            )
        tx.record("accounts add", made.account.handle, role=role)
        return _link(made, "is invited")

    in_store(work)


@group.command(name="list")
def list_all() -> None:
    """Everybody who has an account, had one, or is invited."""

    def look(tx: Tx) -> list[str]:
        found = accounts.every(tx)
        lines = [
            f"{each.handle:10} {each.state:8} {each.role:12} {each.email}  {each.name}" for each in found
        ]
        return lines or ["nobody has an account yet: `warmline accounts add EMAIL --role coordinator`"]

    in_store(look)


@group.command()
@click.argument("email")
@click.option("--role", type=_ROLE, required=True)
def role(email: str, role: str) -> None:
    """Give somebody another role, at once."""

    def work(tx: Tx) -> list[str]:
        known = _known(tx, email)
        managers.give_role(tx, known.id, role)
        tx.record("accounts role", known.handle, before=known.role, role=role)
        return [f"{known.email} is {role} now, and was {known.role}."]

    in_store(work)


@group.command()
@click.argument("email")
def reset(email: str) -> None:
    """Somebody lost their password or their phone: sign them out everywhere, and print a new link for them."""

    def work(tx: Tx) -> list[str]:
        known = _known(tx, email)
        invited = managers.begin_anew(tx, known.id)
        tx.record("accounts reset", known.handle)
        return _link(invited, "is signed out everywhere, and begins anew")

    in_store(work)


@group.command()
@click.argument("email")
def end(email: str) -> None:
    """End somebody's account: they are signed out at once and cannot sign in again."""

    def work(tx: Tx) -> list[str]:
        known = _known(tx, email)
        managers.end(tx, known.id)
        tx.record("accounts end", known.handle)
        return [f"{known.email} is signed out, and cannot sign in any more."]

    in_store(work)


def _known(tx: Tx, email: str) -> accounts.Person:
    found = accounts.find(tx, email)
    if found is None or found.state == accounts.ENDED:
        raise Sorry(
            f"nobody with the address {email!r} has an account. `warmline accounts list` shows who has."
        )
    return found


def _link(invited: Invited, what: str) -> list[str]:
    account = invited.account
    return [
        f"{account.email} {what} ({account.role}). Their link, good once, for three days:",
        invited.address,
    ]
