"""Sends e-mails about alerts in a thread of the worker: a server that hangs keeps no text and no ring waiting."""

import smtplib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial
from typing import Final

import structlog

from console.mail import smtp
from console.mail.smtp import NotSent, Server
from console.web.wording import LANGUAGES, t
from store.account_alerts import alert_mails
from store.account_alerts.alert_mails import Mail
from store.config import clock
from store.config.settings import Settings
from store.database import Database, Tx, open_engine
from store.vault import Vault

log = structlog.get_logger(__name__)
EVERY: Final = 2.0
"""Seconds from one look for new alerts to the next."""


class Mailer:
    """Finds alerts that somebody wants an e-mail about, and sends it. Two of them do no harm."""

    def __init__(self, db: Database, clock: Callable[[], datetime], server: Server, origin: str) -> None:
        self._db, self._clock, self._server, self._origin = db, clock, server, origin.rstrip("/")

    def start(self) -> None:
        """Go on in the background for as long as the process lives."""
        threading.Thread(target=self._run, name="mail", daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                self.round()
            except Exception as error:  # noqa: BLE001 the thread goes on, whatever one round met
                log.error("mail_round_failed", error=type(error).__name__)
            threading.Event().wait(EVERY)

    def round(self) -> None:
        """Send all that is due now."""
        with self._db.look(self._clock()) as tx:
            new = alert_mails.is_any_new(tx)
        if new:
            self._db.transact(self._clock(), alert_mails.plan)
        with self._db.look(self._clock()) as tx:
            ids = alert_mails.due(tx)
        for mail_id in ids:
            mail = self._db.transact(self._clock(), partial(_claim, mail_id))
            if mail is not None and not self._send(mail):
                return  # the server is away: the others wait for the next round

    def _send(self, mail: Mail) -> bool:
        """Send one. False: the server answers nobody just now."""

        def handing() -> None:
            self._db.transact(self._clock(), lambda tx: alert_mails.handed(tx, mail.id))

        try:
            smtp.send(self._server, self._written(mail), mail.account.email, handing)
        except NotSent as no:
            log.warning("mail_not_sent", mail=mail.id, code=no.code, for_good=no.for_good)
            later = partial(alert_mails.not_sent, mail=mail, for_good=no.for_good)
            self._db.transact(self._clock(), later)
            return no.code != 0
        except (OSError, smtplib.SMTPException):
            log.warning("mail_unsure", mail=mail.id)  # not again: they would have it twice
            return False
        self._db.transact(self._clock(), lambda tx: alert_mails.sent(tx, mail.id))
        return True

    def _written(self, mail: Mail) -> EmailMessage:
        language = mail.account.language if mail.account.language in LANGUAGES else "en"
        minutes = max(0, int((self._clock() - mail.at) / timedelta(minutes=1)))
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = mail.account.email
        message["Subject"] = t("mail.subject", language, code=mail.code)
        message["Message-ID"] = f"<alert-{mail.id}@{self._server.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Date"] = self._clock()
        message.set_content(
            t(
                "mail.body",
                language,
                kind=t(f"alert_kinds.{mail.kind.value}", language),
                code=mail.code,
                whose=mail.handle or t("now.no_number", language),
                minutes=minutes,
                link=f"{self._origin}/console/now/alert/{mail.alert_id}",
            )
        )
        return message


def _claim(mail_id: int, tx: Tx) -> Mail | None:
    return alert_mails.claim(tx, mail_id)


def start(settings: Settings, url: str) -> None:
    """Send e-mails in the background for as long as this process lives, on connections of their own."""
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line)
    Mailer(db, clock.now, Server.of(url, settings.public_url), settings.public_url).start()
