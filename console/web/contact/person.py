"""Whom a page is about, and where it leads back to; the answers where that person is not to be seen."""

from flask import Response, url_for

from console.web import page, roles


def back(handle: str) -> str:
    """The address of their own page, where there is one for whoever is signed in; else Now."""
    if "person" in roles.PAGES and roles.sees(page.mine().account.role, "person"):
        return url_for("console.person", handle=handle)
    return url_for("console.now")


def missing() -> Response:
    """Nobody has this handle."""
    return page.render("refused.html", "refused.missing_title", status=404, why="refused.missing")


def hidden() -> Response:
    """They said themselves that they know this person."""
    return page.render("refused.html", "now_alert.hidden_title", status=403, why="now_alert.hidden")
