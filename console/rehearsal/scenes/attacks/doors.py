"""Requests that are not the carrier's, numbers that cost money, values moved in the database, names with control
characters."""

import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

from sqlalchemy import select, update

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from console.rehearsal.scenes.attacks.mallory import Mallory
from store.contacts import contacts
from store.database import Tx
from store.models import Contact
from telephony.local_carrier.webhooks import signature

PAID = (
    "9005550123",
    "7005550123",
    "7105550123",
    "5005550123",
    "2029760123",
    "2685550123",
    "8765550123",
    "911",
)
DOORS = (
    "/sms", "/voice", "/voice/turn/1", "/voice/status", "/voice/crossing", "/receipts", "/receipts/answer/SM1",
    "/legs/a/answered", "/legs/a/key/1", "/legs/a/over", "/legs/a/status", "/legs/a/machine", "/legs/a/parting",
    "/trials/a/answered", "/rings/a/answered", "/ringbacks/a/answered", "/legs/a/room/wait", "/legs/a/supervisor/1",
)  # fmt: skip


@scene("attack-requests", forgives=(11200, 11205))
def requests(play: Play) -> None:
    """Requests unsigned, of another account or number, replayed, re-cut: all refused, and what was done is done once"""
    ana, mallory = play.person("Ana"), Mallory(play)
    ana.texts("HI")
    settings = play.stage.settings
    token = settings.twilio_auth_token[0]
    ours = {
        "MessageSid": f"SM{secrets.token_hex(16)}",
        "AccountSid": settings.twilio_account_sid,
        "From": ana.number,
        "To": settings.line_number,
        "Body": "CALL",
        "NumMedia": "0",
    }
    for door in DOORS:
        for wrong in (None, "a token of before", ""):
            status = mallory.posts(door, ours | {"CallSid": f"CA{secrets.token_hex(16)}"}, token=wrong)
            expect(status in (403, 404), f"{door} refuses what is not signed", status)
    for name, value in (("AccountSid", f"AC{'9' * 32}"), ("AccountSid", ""), ("To", ana.number), ("To", "")):
        status = mallory.posts("/sms", ours | {name: value}, token=token)
        expect(status == 403, f"another's {name} is refused", status)
    for headers in _odd(token, settings.public_url, ours):
        status = mallory.sends("/sms", urlencode(ours).encode(), headers)
        expect(400 <= status < 500, "an odd signature is refused", status)
    expect(not play.stage.callback_of(ana.number), "nothing is booked", "a call")
    expect(
        mallory.posts("/sms", ours, token=token) == 200, "the carrier's own request is answered", "it is not"
    )
    booked = play.callback(ana).id
    ana.texts("NEVERMIND", expects="it's off")
    for _ in range(3):
        mallory.posts("/sms", ours, token=token)
    signed = {"X-Twilio-Signature": signature(token, f"{settings.public_url}/sms", ours)}
    signed["Content-Type"] = "application/x-www-form-urlencoded"
    for recut in _recut(ours):
        expect(
            mallory.sends("/sms", urlencode(recut).encode(), signed) == 403,
            "a re-cut request is refused",
            recut,
        )
    now = play.callback(ana)
    expect((now.id, now.state) == (booked, "cancelled"), "what was done once is not done again", now.state)
    for path in ("/metrics", "/metrics?token=x", "/console/", "/readyz", "/status"):
        status = mallory.sends(path, None, {"Authorization": "Bearer x"} if "metrics" in path else {})
        expect(
            status in (200, 404, 503) if "metrics" not in path else status in (401, 403, 404), path, status
        )
    mallory.learnt_nothing_of(ana)


def _odd(token: str, at: str, form: dict[str, str]) -> Iterator[dict[str, str]]:
    right = signature(token, f"{at}/sms", form)
    form_type = "application/x-www-form-urlencoded"
    yield {"Content-Type": "application/json", "X-Twilio-Signature": right}
    yield {"Content-Type": form_type, "X-Twilio-Signature": right[:-2]}
    yield {"Content-Type": form_type, "X-Twilio-Signature": f" {right} x"}
    yield {"Content-Type": form_type, "X-Twilio-Signature": "x" * 5000}
    yield {"Content-Type": form_type, "X-Twilio-Signature": signature(token, f"{at}/voice", form)}


def _recut(form: dict[str, str]) -> Iterator[dict[str, str]]:
    """The same signed string, cut in other places."""
    rest = {name: value for name, value in form.items() if name not in ("MessageSid", "NumMedia")}
    yield rest | {"MessageSid": f"{form['MessageSid']}NumMedia{form['NumMedia']}"}
    rest = {name: value for name, value in form.items() if name not in ("AccountSid", "Body")}
    yield rest | {"AccountSid": f"{form['AccountSid']}Body{form['Body']}"}
    rest = {name: value for name, value in form.items() if name != "To"}
    yield rest | {"T": f"o{form['To']}"}


@scene("attack-paid-numbers", hours=True)
def paid_numbers(play: Play) -> None:
    """Numbers that cost money, by NUMBER, keyed in and by volunteers add: each is refused, none is rung or texted"""
    play.becomes("12:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    mallory = Mallory(play)
    ana.texts("HI")
    for number in PAID:
        mallory.texts(ana.number, "NUMBER", number)
        mallory.calls("anonymous", "2", f"{number}#", "1")
        if len(number) == 10:
            play.warmline("volunteers", "add", "Mal", f"+1{number}", "--active", fails=True)
        mallory.calls(f"+1{number}", "2", "1")
        play.pass_time(minutes=11)
    sam.gets_nothing_more("TAKE")
    rung = {entry.number for entry in play.stage.carrier.ring_log()}
    cost = {f"+1{number}" for number in PAID} | set(PAID)
    expect(not rung & cost, "none of them is rung", sorted(rung & cost))
    texted = [number for number in cost if play.stage.carrier.phone(number).texts()]
    expect(not texted, "none of them is texted", texted)
    mallory.learnt_nothing_of(ana, sam)


@scene("attack-the-database", mishaps=True)
def the_database(play: Play) -> None:
    """Somebody swaps two sealed numbers in the database: nobody is rung or texted; doctor names the column"""
    ana, bea, sam = play.person("Ana"), play.person("Bea"), play.volunteer("Sam")
    ana.texts("HI")
    bea.texts("HI")
    ana.texts("CALL")
    code = sam.is_offered()
    both = play.stage.store(lambda tx: _numbers(tx, ana.number, bea.number))
    play.stage.store(lambda tx: _put(tx, dict(zip(both, reversed(both.values()), strict=True))))
    sam.texts(f"TAKE {code}")
    hers = sam.is_rung()
    hers.ends(within=60)
    expect(not bea.rings() and not ana.rings(), "nobody is rung", bea.rings() + ana.rings())
    said = play.warmline("doctor", fails=True)
    expect("contacts.number_sealed" in said, "doctor names the column", said)
    play.stage.store(lambda tx: _put(tx, both))
    ana.texts("NEVERMIND")


def _numbers(tx: Tx, *numbers: str) -> dict[int, str]:
    found = {}
    for number in numbers:
        known = contacts.on_file(tx, number)
        if known is not None and known.contact_id is not None:
            sealed = select(Contact.number_sealed).where(Contact.id == known.contact_id)
            found[known.contact_id] = str(tx.run(sealed).scalar_one())
    return found


def _put(tx: Tx, sealed: dict[int, str]) -> None:
    for id, value in sealed.items():
        tx.run(update(Contact).where(Contact.id == id).values(number_sealed=value))


@scene("attack-names")
def names(play: Play) -> None:
    """Names with control characters and hidden letters: refused by command, without effect by text"""
    number = play.stage.number("Sam")
    for name in ("Sam\x1b[2J", "Sam\nRoot", "Sam\u202eyxorp", "Sam\u200b", "S" * 500):
        play.warmline("volunteers", "add", name, number, "--active", fails=True)
    listed = play.warmline("volunteers", "list")
    expect("\x1b" not in listed and "\u202e" not in listed, "no hidden letters on the screen", repr(listed))
