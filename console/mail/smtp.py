"""One e-mail to a mail server, and what it says to it. Nothing of a server's answer is kept or logged but its code."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS: Final = 15.0
"""So long each answer of the server is waited for."""
_PORTS: Final = {"smtp": 587, "smtps": 465}


class NotSent(Exception):
    """The server did not take it. `for_good`: it never will. `code`: of its answer, 0 for none."""

    def __init__(self, code: int = 0, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code, self.for_good = code, for_good


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, as SMTP_URL names it. `starttls`: nothing is said to it, no password either, before TLS."""

    host: str
    port: int
    implicit_tls: bool
    starttls: bool
    sender: str
    name: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    seconds: float = SECONDS

    @classmethod
    def of(cls, url: str, origin: str) -> "Server":
        """The server of a URL that `store.config.parsers.smtp_url` took. `origin`: of the line, for a sender."""
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        name = unquote(parts.username or "")
        here = urlsplit(origin).hostname or "localhost"
        sender = asked.get("from", [name if "@" in name else f"warmline@{here}"])[0]
        return cls(
            host=parts.hostname or "",
            port=parts.port or _PORTS[parts.scheme],
            implicit_tls=parts.scheme == "smtps",
            starttls=parts.scheme == "smtp" and asked.get("starttls", ["yes"])[0] != "no",
            sender=sender,
            name=name,
            password=unquote(parts.password or ""),
        )


def send(server: Server, message: EmailMessage, to: str, handing: Callable[[], None]) -> None:
    """Give it to the server. `handing` is called before the words are: from then on it may have been taken.

    Raises NotSent where the server surely did not take it, and OSError where nobody can say.
    """
    try:
        session = _open(server)
    except smtplib.SMTPResponseException as error:
        raise NotSent(error.smtp_code) from None
    except (OSError, smtplib.SMTPException):
        raise NotSent from None
    try:
        try:
            _checked(session.mail(server.sender))
            _checked(session.rcpt(to), of_this_person=True)
        except (OSError, smtplib.SMTPException):
            raise NotSent from None
        handing()
        try:
            code, _ = session.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            raise NotSent(error.smtp_code, for_good=error.smtp_code >= 500) from None
        except smtplib.SMTPException:
            raise OSError("the server went away") from None
        if code != 250:
            raise NotSent(code, for_good=code >= 500)
    finally:
        session.close()


def _open(server: Server) -> smtplib.SMTP:
    tls = ssl.create_default_context()
    if server.implicit_tls:
        session: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.seconds, context=tls
        )
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    try:
        if server.starttls:
            session.starttls(context=tls)
        session.ehlo_or_helo_if_needed()
        if server.name:
            session.login(server.name, server.password)
    except BaseException:
        session.close()
        raise
    return session


def _checked(answer: tuple[int, bytes], *, of_this_person: bool = False) -> None:
    code, _ = answer
    if code not in (250, 251):
        raise NotSent(code, for_good=of_this_person and code >= 500)
