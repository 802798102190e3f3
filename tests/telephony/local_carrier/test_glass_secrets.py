"""What is kept to be shown is no secret, is cut to size, and bears whatever anybody sends."""

import asyncio
import base64
import json

import pytest

from telephony.local_carrier.exchanges import KEPT, LARGEST, Exchange, Exchanges, cut, cut_fields, shortened
from telephony.local_carrier.journal import Journal
from telephony.local_carrier.phones.phones import Carrier, CarrierRefused
from tests.telephony.local_carrier.glass import exchange, exchanges, says
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, TOKEN, Client, TwilioRestException, sdk
from tests.telephony.local_carrier.test_program import ask

ANA, BEA = "+12025550123", "+12025550124"
BASIC = {"Authorization": f"Basic {base64.b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}"}
FORM = "application/x-www-form-urlencoded"


def test_neither_the_token_nor_a_password_nor_a_whole_signature_is_shown(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/sms", response(f"<Message>my token is {TOKEN}</Message>"))
    carrier.phone(ANA).text(f"is it {TOKEN}?")
    there = "http://operator:hunter2@127.0.0.1:1/x"
    client.messages.create(to=ANA, from_=LINE, body=TOKEN, status_callback=there)
    client.calls.create(to=ANA, from_=LINE, url=there, status_callback=there)
    ask(client.api.base_url, "GET", f"/2010-04-01/Accounts/{ACCOUNT}/{TOKEN}.json", None, BASIC)
    exchange(carrier, "rest", lambda each: each["status"] == 404)
    shown = json.dumps(exchanges(carrier), ensure_ascii=False)
    assert "[the auth token]" in shown and "…@127.0.0.1" in shown
    signatures = [asked.headers["X-Twilio-Signature"] for asked in product.asked]
    assert signatures
    for secret in (TOKEN, "hunter2", BASIC["Authorization"].split()[1], *signatures):
        assert secret not in shown
    [text] = [each for each in exchanges(carrier) if each["kind"] == "sms"]
    assert text["headers"][0] == ["X-Twilio-Signature", f"{signatures[0][:6]}…"]


def test_a_stranger_is_kept_without_what_they_sent(carrier: Carrier, client: Client) -> None:
    stranger = sdk(client.api.base_url, token="a-wrong-token")
    with pytest.raises(TwilioRestException):
        stranger.messages.create(to=ANA, from_=LINE, body="from nobody")
    shown = exchange(carrier, "rest")
    assert (shown["status"], shown["fields"]) == (401, [])
    says(shown, "The carrier refuses: the account or its token is wrong (code 20003).")
    for what in ("slow", "carrier_down"):
        carrier._link.post("break", what=what, on=True)
        with pytest.raises(TwilioRestException):
            stranger.messages.create(to=ANA, from_=LINE, body="from nobody")
    ask(client.api.base_url, "GET", "/2010-04-01/words-of-nobody", None, {})
    ask(client.api.base_url, "GET", "/2010-04-01/Accounts/words-of-nobody.json", None, {})
    assert len(exchanges(carrier)) == 5
    assert "of-nobody" not in json.dumps(exchanges(carrier)).replace("from nobody", "of-nobody")


def test_what_a_web_page_asks_of_the_account_is_not_kept(carrier: Carrier, client: Client) -> None:
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    for site in ("cross-site", "same-origin"):
        assert ask(client.api.base_url, "GET", path, None, {"Sec-Fetch-Site": site})[0] == 401
    assert exchanges(carrier) == []


def test_only_what_is_new_is_given_and_a_reset_forgets_it(carrier: Carrier) -> None:
    carrier.phone(ANA).text("one")
    last = carrier._link.get("glass")["last"]
    carrier.phone(BEA).text("two")
    assert [each["phone"] for each in exchanges(carrier, last)] == [BEA]
    assert exchanges(carrier, last + 1) == []
    assert len(exchanges(carrier, last + 1000)) == 2, "that number is of a carrier before this one"
    carrier.reset()
    assert carrier._link.get("glass") == {"last": last + 1, "exchanges": []}


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "٣" * 20, "9" * 400, "1e9"])
def test_a_number_that_is_none_is_refused_in_words(carrier: Carrier, since: str) -> None:
    with pytest.raises(CarrierRefused, match="the number of the last exchange seen"):
        carrier._link.get("glass", since=since)


def test_long_fields_and_answers_are_cut(carrier: Carrier, client: Client, product: Product) -> None:
    product.page("/sms", response(f"<Message>{'é' * 10_000}</Message>"))
    many = {f"Extra{n}": "x" * 100 for n in range(200)}
    product.provoked.update(many)
    carrier.phone(ANA).text("y" * 1600, **many)
    shown = exchange(carrier, "sms")
    assert sum(len(name) + len(value) for name, value in shown["fields"]) < LARGEST + 100
    assert shown["fields"][-1][0] == "…" and shown["fields"][-1][1].endswith("more fields are not shown")
    assert LARGEST - 8 < len(shown["answer"].encode()) < LARGEST + 8
    says(shown, "The answer is longer than 8 kB: only its beginning is kept, and it is not explained here.")
    body = b"To=%2B12025550123&Body=" + b"z" * 500_000
    ask(
        client.api.base_url,
        "POST",
        f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        body,
        BASIC | {"Content-Type": FORM},
    )
    assert len(json.dumps(exchange(carrier, "rest"))) < 3 * LARGEST


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"To=%FF%FE&Body=%00", FORM, 400),
        (b"\xff" * 100, FORM, 400),
        (b"Body=a&" * 20_000, FORM, 400),
        (b"x" * 2_000_000, FORM, 400),
        (b"nothing", "multipart/form-data; boundary=x", 400),
        (b"[1]", "application/json", 400),
    ],
)
def test_forms_that_cannot_be_read_are_kept_all_the_same(
    carrier: Carrier, client: Client, body: bytes, kind: str, status: int
) -> None:
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    found, _ = ask(client.api.base_url, "POST", path, body, BASIC | {"Content-Type": kind})
    shown = exchange(carrier, "rest")
    assert found == shown["status"] == status
    assert shown["title"] == f"The line asks the carrier to text {shown['phone'][:40] or 'somebody'}"
    assert shown["meaning"][-1].startswith("The carrier refuses: ")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "\x00\x01",
        "مرحبا \u202e12",
        "🙂" * 300,
        "<script>alert(1)</script>",
        "{who} {0} %s",
        "“" * 5,
        "\n" * 50,
    ],
)
def test_any_words_are_shown_as_they_are(carrier: Carrier, product: Product, words: str) -> None:
    product.page("/voice", response('<Gather timeout="600" input="speech" action="/said"/>'))
    carrier.phone(words).text(words)
    shown = exchange(carrier, "sms")
    assert ["Body", words] in shown["fields"]
    assert shown["meaning"][0].count("wrote: “") == 1
    call = carrier.phone(ANA).call(words)
    call.say(words)
    call.wait_until_ended()
    assert exchange(carrier, "voice")["phone"] == ANA


def test_half_a_character_is_cut_whole() -> None:
    assert cut("a\ud800b", "") == "a?b" or cut("a\ud800b", "") == "a\ud800b"


def test_the_oldest_leave_and_the_numbers_go_on() -> None:
    kept = Exchanges()
    for _ in range(KEPT + 5):
        kept.keep(Exchange("carrier", "sms", "POST", "/sms"))
    assert (len(kept.kept), kept.last, kept.kept[0].id) == (KEPT, KEPT + 5, 6)
    kept.clear()
    assert (kept.after(0), kept.last) == ([], KEPT + 5)
    assert [kept.opens(call) for call in ("CA1", "CA1", "CA2")] == [True, False, True]
    assert all(kept.opens(f"CA{n}") for n in range(3, 3000)) and kept.opens("CA1"), (
        "long past calls are forgotten"
    )


def test_a_secret_is_taken_out_before_anything_is_cut() -> None:
    secret = "s3cret"
    text = "x" * (LARGEST - 3) + secret
    assert secret[:3] not in cut(text, secret)
    assert cut_fields([(secret, "a"), ("b", secret)], secret) == [
        ("[the auth token]", "a"),
        ("b", "[the auth token]"),
    ]
    assert cut("no secret", "") == "no secret"
    assert shortened("abcdefghijkl") == "abcdef…"


def test_a_journal_that_is_cleared_has_no_exchanges() -> None:
    async def left() -> int:
        journal = Journal()
        journal.exchanges.keep(Exchange("line", "rest", "GET", "/"))
        journal.clear()
        return len(journal.exchanges.kept)

    assert asyncio.run(left()) == 0
