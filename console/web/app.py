"""Puts the web app together: the carrier's webhooks, the health addresses, calendars, the console."""

import os

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from console.target_line import prove_keys
from console.web import calendar, rooms
from console.web.context import Context
from flows.rules.crisis import crisis
from store.config import clock
from store.config.settings import Settings
from store.database import Database, open_engine
from store.logs import setup as log
from store.upkeep import disk
from store.vault import Vault
from telephony import web
from telephony.apology import is_for_carrier
from telephony.calls.twiml import Pages
from telephony.health import routes
from telephony.health.status import Health, Watched
from telephony.signature import Ours, Signature
from workers.queues import Wakeups


def from_environment() -> Flask:
    """The app for the environment's settings. Raises SettingsError, or NoLine where keys do not fit the database."""
    settings = Settings.from_environment(os.environ)
    log.configure(settings.log_level)
    prove_keys(settings)
    return build(settings)


def build(settings: Settings) -> Flask:
    """The app for these settings. No connection is opened before the first request, so the process may fork."""
    crisis.languages()
    wakeups = Wakeups(settings.redis_url or "")
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line, wakeups)
    ctx = web.Context(
        db=db,
        signature=Signature(settings.twilio_auth_token, settings.public_url),
        ours=Ours(settings.twilio_account_sid, settings.line_number),
        pages=Pages(settings.public_url),
        clock=clock.now,
        outage_alert=wakeups.outage_alert,
    )
    app = Flask("warmline", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = web.LARGEST
    app.config["MAX_FORM_MEMORY_SIZE"] = web.LARGEST
    app.secret_key = settings.secret_key
    app.session_interface = _NotForCarrier()
    app.register_blueprint(web.blueprint(ctx))
    watched = Watched(
        db,
        wakeups.takes_work,
        disk.folders(settings.database_url, settings.var_dir),
        bool(settings.ladder),
    )
    app.register_blueprint(routes.blueprint(watched, clock.now, wakeups.reachable, settings.metrics_token))
    app.register_blueprint(calendar.blueprint(db, clock.now))
    rooms.register(
        app, Context(db, clock.now, settings.public_url, Health(watched).seen, mails=bool(settings.smtp_url))
    )
    return app


class _NotForCarrier(SecureCookieSessionInterface):
    """The carrier keeps no cookies: its requests, most of all there are, are not asked for any."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if is_for_carrier(request.path):
            return self.make_null_session(app)
        return super().open_session(app, request)
