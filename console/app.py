"""The web app, put together: the carrier's doors, the health checks, calendars."""

import os

from flask import Flask

from console import calendar, front_page
from console.line_settings import prove_keys
from flows.rules import crisis
from store import disk, log, wall_clock
from store.database import Database, open_engine
from store.settings import Settings
from store.vault import Vault
from telephony import health, web
from telephony.signature import Signature
from telephony.status import Watched
from telephony.twiml import Pages
from workers.queues import Wakeups


def from_environment() -> Flask:
    """The app for the environment's settings. SettingsError says what is missing, NoLine that the keys do not fit."""
    settings = Settings.from_environment(os.environ)
    log.configure(settings.log_level)
    prove_keys(settings)
    return build(settings)


def build(settings: Settings) -> Flask:
    """The app for these settings. The engine opens no connection before the first request, so a fork is safe."""
    crisis.languages()
    wakeups = Wakeups(settings.redis_url or "")
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line, wakeups)
    doors = web.Doors(
        db=db,
        signature=Signature(settings.twilio_auth_token, settings.public_url),
        pages=Pages(settings.public_url),
        clock=wall_clock.now,
        outage_alert=wakeups.outage_alert,
        coordinator=settings.coordinator_number,
    )
    app = Flask("warmline", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = web.LARGEST
    app.config["MAX_FORM_MEMORY_SIZE"] = web.LARGEST
    app.secret_key = settings.secret_key
    app.register_blueprint(web.blueprint(doors))
    watched = Watched(
        db,
        wakeups.takes_work,
        disk.folders(settings.database_url, settings.var_dir),
        settings.coordinator_number is not None,
    )
    app.register_blueprint(health.blueprint(watched, wall_clock.now, wakeups.reachable))
    app.register_blueprint(calendar.blueprint(db, wall_clock.now))
    app.register_blueprint(front_page.blueprint(settings.line_name))
    return app
