"""Now, the front page: what waits, who is on, what needs somebody."""

from flask import Blueprint, Response

from console.web import page
from console.web.context import Context


def add(routes: Blueprint, ctx: Context) -> None:
    """GET /console/."""

    @routes.get("/")
    def now() -> Response:
        return page.render("now.html", "now.title")
