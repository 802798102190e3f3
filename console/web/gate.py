"""Stands before every page of the console: who is it, may they, was the form ours. What no table names is refused."""

from ipaddress import ip_address, ip_network

from flask import Flask, Response, current_app, g, request, session, url_for
from werkzeug.exceptions import Forbidden, HTTPException

from console.web import forms, page, roles
from console.web.context import Context
from store.accounts import sessions
from store.accounts.sessions import Session

READS = ("GET", "HEAD", "OPTIONS")


def cookie_name(ctx: Context) -> str:
    """Browsers keep a cookie with `__Host-` for this host alone, and send it by https alone."""
    return "__Host-warmline" if ctx.secure else "warmline"


def set_cookie(ctx: Context, response: Response, token: str) -> Response:
    """Sign this browser in. Without a token: out."""
    name = cookie_name(ctx)
    if token:
        response.set_cookie(name, token, path="/", secure=ctx.secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, path="/", secure=ctx.secure, httponly=True, samesite="Lax")
    return response


def configure(app: Flask, ctx: Context) -> None:
    """The cookie that proves a form to be ours; it says nothing of anybody."""
    app.config["SESSION_COOKIE_NAME"] = "__Host-warmline-form" if ctx.secure else "warmline-form"
    app.config["SESSION_COOKIE_SECURE"] = ctx.secure
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # it ends with the cookie


def check(ctx: Context) -> Response | None:
    """Let a request to its page, or answer it. What was typed is kept where it can be given back."""
    g.console = ctx
    rule = roles.PAGES.get((request.endpoint or "").partition(".")[2])
    if rule is None:
        raise Forbidden
    if request.endpoint == "console.static":
        return None
    if rule.largest:
        request.max_content_length = rule.largest
    found = _session(ctx)
    g.signed_in = found if found is not None and found.live else None
    sends = request.method not in READS
    if sends and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return page.render("refused.html", "refused.elsewhere_title", status=403, why="refused.elsewhere")
    allowed = rule.send if sends else rule.see
    here = g.signed_in
    if here is None and allowed != roles.OPEN:
        return _to_sign_in(ctx, found, sends=sends)
    if here is not None and allowed != roles.OPEN and here.account.role not in allowed:
        return page.render("refused.html", "refused.role_title", status=403, why="refused.role")
    if here is not None and not rule.live and sessions.is_due(here, ctx.clock()):
        with ctx.db.begin(ctx.clock()) as tx:
            sessions.touch(tx, here.id)
    if sends:
        return _may_send(ctx, here, again=rule.again)
    if here is not None and rule.again and not here.is_confirmed(ctx.clock()):
        return page.go("confirm", next=request.path)  # before they type what is not kept
    if here is not None and here.has_form:
        _give_back(ctx, here)
    return None


def _may_send(ctx: Context, here: Session | None, *, again: bool) -> Response | None:
    if not forms.is_ours():
        if here is not None:
            _keep(ctx, here)
        return page.to(_page_of_form(), "notice.form_old")
    if here is not None and again and not here.is_confirmed(ctx.clock()):
        _keep(ctx, here)
        return page.go("confirm", next=_page_of_form())
    if here is not None and here.has_form:
        with ctx.db.begin(ctx.clock()) as tx:
            kept = sessions.kept_form(tx, here.id)
            if kept is None or kept.path == request.path:
                sessions.drop_form(tx, here.id)
    return None


def _to_sign_in(ctx: Context, found: Session | None, *, sends: bool) -> Response:
    """Lead to the sign-in page, and from there to where they wanted to go."""
    if (request.endpoint or "").partition(".")[2] in roles.LIVE:
        return Response("", 401)  # the page loads itself anew, and is led to the sign-in page
    if not sends:
        wanted = request.full_path.rstrip("?") if request.path != "/console/" else None
        return page.go("sign_in", **({"next": wanted} if wanted else {}))
    kept = found is not None and found.has_run_out and _keep(ctx, found)
    return page.go("sign_in", "notice.ended_kept" if kept else "notice.ended", next=_page_of_form())


def _keep(ctx: Context, of: Session) -> bool:
    fields = {name: values for name, values in request.form.lists() if name not in forms.SECRET_FIELDS}
    if not _can_be_looked_at(request.path) or not fields:
        return False
    with ctx.db.begin(ctx.clock()) as tx:
        return sessions.keep_form(tx, of.id, request.path, fields)


def _give_back(ctx: Context, here: Session) -> None:
    with ctx.db.look(ctx.clock()) as tx:
        kept = sessions.kept_form(tx, here.id)
    if kept is not None and kept.path == request.path:
        g.given_back = {name: values[-1] for name, values in kept.fields.items() if values}
        g.notice = session.pop("notice", None) or "notice.form_back"


def _page_of_form() -> str:
    """Where a form stands that was sent to this address: here, or, behind a mere button, at the front."""
    return request.path if _can_be_looked_at(request.path) else url_for("console.now")


def _can_be_looked_at(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        endpoint, _ = adapter.match(path, method="GET")
    except HTTPException:
        return False
    return bool(endpoint != "console.missing")


def _session(ctx: Context) -> Session | None:
    token = request.cookies.get(cookie_name(ctx), "")
    if not token or len(token) > 100:
        return None
    with ctx.db.glance(ctx.clock()) as tx:
        return sessions.find(tx, token)


def ran_out(ctx: Context) -> Session | None:
    """The session that ended in this browser by time alone, in which a form may be kept."""
    found = _session(ctx)
    return found if found is not None and found.has_run_out else None


def safe_next(path: str) -> str:
    """Where to go after signing in: only to a page of the console, whatever an address says."""
    good = path.startswith("/console/") and "//" not in path and "\\" not in path and path.isprintable()
    return path if good and len(path) < 1000 else url_for("console.now")


def address_of_browser(ctx: Context) -> str:
    """The address a request comes from, for counting. Behind TLS: as whatever ends TLS has it."""
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if ctx.secure else ""
    try:
        address = ip_address(said or request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "unknown"
    # One household, or one attacker, has a whole network of the newer addresses.
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def device_of_browser() -> str:
    """In two words, for somebody to know their own browsers by: "Firefox, Linux"."""
    said = request.headers.get("User-Agent", "")
    browsers = (
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
        *(("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux")),
    )
    found = (next((name for part, name in of if part in said), "") for of in (browsers, systems))
    return ", ".join(filter(None, found)) or "?"
