"""E-mails about alerts, to a real mail server: who gets one, what it says, and what a server does that is not well."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import insert

from console.mail.mailer import Mailer
from console.mail.smtp import Server
from store.account_alerts import alert_mails
from store.accounts import accounts
from store.contacts import same_person
from store.models import AccountKnows, AlertMail
from tests.kits.console import Console
from tests.kits.line import COORDINATOR, ORIGIN, TestLine
from tests.kits.servers import free_port

CRISIS, CHECK = "i want to kill myself", "i used to want to kill myself"
PARTICIPANT, OTHER_PHONE = "+12025550111", "+12025550133"


class Inbox:
    """What the mail server took. `refuses`: what it says to the next ones in place of taking them."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to: list[str] = []
        self.refuses: list[str] = []
        self.after_data: list[str] = []
        self.hangs_up = False

    async def handle_RCPT(self, _: Any, __: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.abort()
        if self.after_data:
            return self.after_data.pop(0)
        made = message_from_bytes(cast(bytes, envelope.content), policy=policy.default)
        self.taken.append(made)
        self.to += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def mail_server(inbox: Inbox, **options: Any) -> Iterator[int]:
    """A mail server that runs for as long as the block; gives its port."""
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def wants(console: Console, name: str, which: str, role: str = "coordinator") -> int:
    """Somebody with an account chose these e-mails on their page; gives the account's id."""
    address = f"{name}@example.org"
    sent = console.signed_in(role, address).post(
        "/console/account/alert-mail", {"mails": which}, page="/console/account"
    )
    assert sent.status_code in (303, 403)
    return console.member(role, address).account.id


def mailer(
    console: Console, port: int, url: str = "smtp://127.0.0.1:{}?starttls=no&from=line@example.org"
) -> Mailer:
    server = replace(Server.of(url.format(port), ORIGIN), seconds=2.0)
    return Mailer(console.line.db, console.line.clock, server, ORIGIN)


def speaks(console: Console, words: str = CRISIS) -> str:
    """Somebody speaks of danger; gives their handle."""
    console.line.text(PARTICIPANT, words)
    console.line.work()
    return str(console.line.contacts_of(PARTICIPANT)[0].handle)


def states(console: Console) -> list[str]:
    return [each.state for each in console.line.rows(AlertMail)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_who_chose_it_gets_one_without_words_or_number_and_only_one(
    lines: Callable[..., TestLine], inbox: Inbox, kind: str
) -> None:
    console = Console(lines(kind))
    wants(console, "ana", "crisis")
    wants(console, "bo", "off")
    handle = speaks(console)
    console.pass_time(minutes=2)
    with mail_server(inbox) as port:
        sends = mailer(console, port)
        sends.round()
        sends.round()
        speaks(console)
        console.pass_time(minutes=9)
        sends.round()
    assert inbox.to == ["ana@example.org"]
    mail = inbox.taken[0]
    said = mail.get_content()
    assert mail["Subject"] == "A1 needs a look" and mail["From"] == "line@example.org"
    assert handle in said and "CRISIS: A1" in said and "2 min ago" in said
    assert f"{ORIGIN}/console/now/alert/1" in said
    whole = mail.as_string()
    assert CRISIS not in whole and "555" not in whole and states(console) == ["sent"]


def test_crisis_only_all_and_nobody_who_knows_them_or_has_no_business_with_it(
    console: Console, inbox: Inbox
) -> None:
    for name, which in (("ana", "crisis"), ("bo", "all"), ("cy", "all")):
        wants(console, name, which)
    wants(console, "dee", "all", "auditor")
    speaks(console, CHECK)
    with mail_server(inbox) as port:
        sends = mailer(console, port)
        sends.round()
        assert sorted(inbox.to) == ["bo@example.org", "cy@example.org"]
        knows = console.signed_in("coordinator", "cy@example.org")
        knows.post("/console/now/alert/1", {"do": "pass", "knows": "on"})
        speaks(console)
        sends.round()
        assert sorted(inbox.to[2:]) == ["ana@example.org", "bo@example.org"], (
            "a check that became a crisis, once more"
        )
        sends.round()
        assert len(inbox.to) == 4


def test_whoever_knows_the_person_by_another_phone_of_theirs_gets_none(
    console: Console, inbox: Inbox
) -> None:
    for name in ("ana", "bo"):
        wants(console, name, "all")
    speaks(console)
    console.line.text(OTHER_PHONE, "CHECKIN")
    one, other = (console.line.contacts_of(each)[0].id for each in (PARTICIPANT, OTHER_PHONE))
    with console.line.db.begin(console.line.clock()) as tx:
        ana = accounts.find(tx, "ana@example.org")
        assert ana is not None
        tx.run(insert(AccountKnows).values(account_id=ana.id, contact_id=other, said_at=tx.now))
        same_person.link(tx, one, other)
    with mail_server(inbox) as port:
        mailer(console, port).round()
    assert inbox.to == ["bo@example.org"]


def test_what_somebody_has_by_then_needs_no_mail(console: Console, inbox: Inbox) -> None:
    wants(console, "ana", "all")
    speaks(console)
    inbox.refuses = ["451 later"]
    with mail_server(inbox) as port:
        mailer(console, port).round()
        console.line.text(COORDINATOR, "ACK A1")
        console.pass_time(minutes=5)
        mailer(console, port).round()
    assert inbox.to == [] and states(console) == ["dropped"]


def test_greylisting_is_waited_for_a_no_ends_it_and_hours_are_given_up(
    console: Console, inbox: Inbox
) -> None:
    wants(console, "ana", "all")
    speaks(console)
    with mail_server(inbox) as port:
        sends = mailer(console, port)
        inbox.refuses = ["450 greylisted"]
        sends.round()
        sends.round()
        assert states(console) == ["due"], "not again at once"
        console.pass_time(minutes=1, seconds=1)
        sends.round()
        assert states(console) == ["sent"]
        console.line.text("+12025550112", CRISIS)
        inbox.refuses = ["550 no such mailbox"]
        sends.round()
        assert states(console) == ["sent", "failed"]
        console.line.text("+12025550113", CRISIS)
        inbox.refuses = ["450 greylisted"] * 50
        for _ in range(20):
            sends.round()
            console.pass_time(minutes=61)
    assert states(console)[-1] == "failed" and 44 <= len(inbox.refuses) < 50
    assert len(inbox.taken) == 1


def test_words_that_a_server_had_no_room_for_are_sent_again(console: Console, inbox: Inbox) -> None:
    wants(console, "ana", "all")
    speaks(console)
    with mail_server(inbox) as port:
        inbox.after_data = ["452 no room"]
        mailer(console, port).round()
        assert states(console) == ["due"]
        console.pass_time(minutes=2)
        mailer(console, port).round()
        assert states(console) == ["sent"]
    with console.line.db.begin(console.line.clock()) as tx:
        assert alert_mails.trouble(tx.connection, tx.now) == 0


def test_what_a_server_took_without_an_answer_is_not_sent_twice(console: Console, inbox: Inbox) -> None:
    wants(console, "ana", "all")
    speaks(console)
    inbox.hangs_up = True
    with mail_server(inbox) as port:
        mailer(console, port).round()
        assert len(inbox.taken) == 1 and states(console) == ["handed"]
        console.pass_time(minutes=10)
        mailer(console, port).round()
    assert len(inbox.taken) == 1 and states(console) == ["handed"]
    with console.line.db.begin(console.line.clock()) as tx:
        assert alert_mails.trouble(tx.connection, tx.now) == 1


def test_of_two_senders_one_has_it_and_one_that_died_before_is_taken_over(
    console: Console, inbox: Inbox
) -> None:
    wants(console, "ana", "all")
    speaks(console)
    console.line.ctx.run(alert_mails.plan)
    console.line.ctx.run(alert_mails.plan)
    first, second = (console.line.ctx.run(lambda tx: alert_mails.claim(tx, 1)) for _ in range(2))
    assert first is not None and second is None
    with mail_server(inbox) as port:
        mailer(console, port).round()
        assert inbox.taken == []
        console.pass_time(minutes=4)
        mailer(console, port).round()
    assert len(inbox.taken) == 1 and states(console) == ["sent"]


def test_a_server_that_hangs_or_is_away_keeps_no_text_and_no_ring_waiting(
    console: Console, inbox: Inbox
) -> None:
    wants(console, "ana", "all")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        sends = mailer(console, silent.getsockname()[1])
        console.line.text(PARTICIPANT, CRISIS)
        hangs = threading.Thread(target=sends.round)
        hangs.start()
        try:
            before = len(console.line.carrier.rings)
            console.line.work()
            assert hangs.is_alive() or states(console) == ["due"]
            assert console.line.texts_to(COORDINATOR) and len(console.line.carrier.rings) > before
        finally:
            hangs.join()
    assert states(console) == ["due"]
    for _ in range(3):
        console.pass_time(minutes=20)
        sends.round()
    with console.line.db.begin(console.line.clock()) as tx:
        assert alert_mails.trouble(tx.connection, tx.now) == 1
    console.pass_time(minutes=2)
    assert "E-mails about alerts don&#39;t go out" in console.signed_in().get("/console/").text


RIGHT = "p%2Fw%3Ad%401"


class Door:
    """Lets in whoever has the password."""

    def __call__(self, _: Any, __: Any, ___: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.login == b"line@example.org" and data.password == b"p/w:d@1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1, that whoever is given it trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return folder / "cert.pem", folder / "key.pem"


def serving(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize(
    ("password", "trusted", "came"),
    [(RIGHT, True, "sent"), ("wrong", True, "due"), (RIGHT, False, "due")],
)
@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_by_tls_with_a_password_and_never_to_a_server_that_cannot_prove_itself(
    console: Console,
    inbox: Inbox,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    password: str,
    trusted: bool,
    came: str,
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    wants(console, "ana", "all")
    speaks(console)
    implicit = scheme == "smtps"
    tls: dict[str, Any] = {"ssl_context" if implicit else "tls_context": serving(certificate)}
    options: dict[str, Any] = {
        "authenticator": Door(),
        "auth_required": True,
        "auth_require_tls": not implicit,
    }
    options |= {} if implicit else {"require_starttls": True}
    with mail_server(inbox, **tls, **options) as port:
        mailer(console, port, f"{scheme}://line%40example.org:{password}@127.0.0.1:{{}}").round()
    assert states(console) == [came]
    assert [each["From"] for each in inbox.taken] == (["line@example.org"] if came == "sent" else [])


def test_no_password_and_no_words_go_to_a_server_without_tls(console: Console, inbox: Inbox) -> None:
    wants(console, "ana", "all")
    speaks(console)
    with mail_server(inbox) as port:
        mailer(console, port, "smtp://line%40example.org:secret@127.0.0.1:{}").round()
    assert inbox.taken == [] and states(console) == ["due"]


def test_it_is_off_until_somebody_chooses_and_only_for_those_who_see_alerts(console: Console) -> None:
    here = console.signed_in()
    assert '<option value="off" selected>' in here.get("/console/account").text
    assert "set SMTP_URL" in here.get("/console/account").text
    here.post("/console/account/alert-mail", {"mails": "<b>"}, page="/console/account")
    assert '<option value="off" selected>' in here.get("/console/account").text
    here.post("/console/account/alert-mail", {"mails": "crisis"}, page="/console/account")
    assert '<option value="crisis" selected>' in here.get("/console/account").text
    assert "alert-mail" not in console.signed_in("auditor").get("/console/account").text
