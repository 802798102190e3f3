"""Serves the page of telephones: its own files from this folder, under headers that let nothing else in."""

from pathlib import Path

from aiohttp import web

HERE = Path(__file__).parent
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
# nothing inline, nothing from elsewhere, in no frame.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_routes(app: web.Application) -> None:
    """The page at /, and the files it asks for under /page/."""
    app.router.add_get("/", _front)
    for path in sorted(HERE.rglob("*")):
        if path.suffix in (".css", ".js"):
            app.router.add_get(f"/page/{path.relative_to(HERE).as_posix()}", _file)


async def _front(request: web.Request) -> web.Response:
    return _answer(HERE / "index.html")


async def _file(request: web.Request) -> web.Response:
    # Only the names that `add_routes` found are routed here: no request can name another file.
    return _answer(HERE / request.path.removeprefix("/page/"))


def _answer(path: Path) -> web.Response:
    text = path.read_text(encoding="utf-8")
    answer = web.Response(text=text, content_type=_KINDS[path.suffix], charset="utf-8", headers=HEADERS)
    answer.enable_compression()
    return answer
