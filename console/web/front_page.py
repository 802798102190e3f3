"""The page at /console/ until there are pages for coordinators: it says what this is, and nothing about anybody."""

from html import escape

from flask import Blueprint, Response

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex"><title>{name}</title>
<p>This machine answers the phone line {name}. It has no pages to sign in to yet.</p>
<p>Whoever runs it uses the command line: <code>warmline volunteers list</code>, <code>warmline doctor</code>,
<code>warmline --help</code>. Alerts come as texts.</p>
"""


def blueprint(line_name: str) -> Blueprint:
    """GET /console/: open to everybody, the same for everybody, without a database."""
    page = _PAGE.format(name=escape(line_name))
    routes = Blueprint("console", __name__, url_prefix="/console")
    routes.add_url_rule("/", "front", lambda: Response(page, mimetype="text/html"))
    return routes
