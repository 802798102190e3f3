"""Where a page about somebody leads back to."""

from flask import url_for

from console.web import page, roles


def back(handle: str) -> str:
    """The address of their own page, where there is one for whoever is signed in; else Now."""
    if "person" in roles.PAGES and roles.sees(page.mine().account.role, "person"):
        return url_for("console.person", handle=handle)
    return url_for("console.now")
