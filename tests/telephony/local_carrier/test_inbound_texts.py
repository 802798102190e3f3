"""What a phone texts reaches the line signed; what the line answers reaches the phone."""

from collections.abc import Callable

import pytest

from telephony.local_carrier.messages.opt_out import HELPED, STARTED, STOPPED
from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.product import Answer, Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, Client, TwilioRestException
from tests.telephony.local_carrier.waiting import eventually

ANA = "+12025550123"


def test_a_text_is_posted_with_twilios_parameters(carrier: Carrier, product: Product) -> None:
    sent = carrier.phone(ANA).text("Grüße + 100% & more", FromCity="SOMEWHERE")
    [asked] = product.requests("/sms")
    assert {name: asked.params[name] for name in ("MessageSid", "SmsSid", "SmsMessageSid")} == dict.fromkeys(
        ("MessageSid", "SmsSid", "SmsMessageSid"), sent.sid
    )
    assert (asked.params["From"], asked.params["To"]) == (ANA, LINE)
    assert (asked.params["AccountSid"], asked.params["NumMedia"]) == (ACCOUNT, "0")
    assert (asked.params["Body"], asked.params["FromCity"]) == ("Grüße + 100% & more", "SOMEWHERE")
    assert "I-Twilio-Idempotency-Token" in asked.headers
    assert sent.status == 200


def test_inline_replies_are_delivered_in_order_with_receipts(carrier: Carrier, product: Product) -> None:
    product.page(
        "/sms",
        response(
            '<Message statusCallback="/receipts">one\ntwo</Message>', "<Message><Body>three</Body></Message>"
        ),
    )
    sent = carrier.phone(ANA).text("hi")
    assert [reply.body for reply in sent.replies] == ["one\ntwo", "three"]
    assert carrier.phone(ANA).texts() == sent.replies
    receipts = eventually(lambda: product.requests("/receipts"), lambda found: len(found) == 2)
    assert [asked.params["MessageStatus"] for asked in receipts] == ["sent", "delivered"]
    assert receipts[0].params["MessageSid"] == sent.replies[0].sid


def test_plain_text_is_sent_as_the_reply_whatever_it_says(carrier: Carrier, product: Product) -> None:
    product.page("/sms", (200, "text/plain", "Traceback: oh no"))
    assert [reply.body for reply in carrier.phone(ANA).text("hi").replies] == ["Traceback: oh no"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((500, "text/xml", "<Response/>"), 11200),
        ((200, "text/html", "<p>oops"), 12100),
        ((200, "text/xml", "<Reply/>"), 12102),
        ((200, "text/xml", '<!DOCTYPE a [<!ENTITY b "c">]><Response/>'), 12100),
        ((200, "application/json", "{}"), 12300),
        ((200, "text/xml", "<Response><Message>" + "x" * 66_000 + "</Message></Response>"), 11750),
        (response("<message>hi</message>"), 12200),
        (response('<Message Action="/x">hi</Message>'), 12200),
        (response("<Message></Message>"), 14103),
        (response("<Redirect>http://[bad</Redirect>"), 11100),
    ],
)
def test_an_answer_that_is_wrong_is_recorded(
    carrier: Carrier, product: Product, answer: Answer, code: int
) -> None:
    product.page("/sms", answer)
    replies = carrier.phone(ANA).text("hi").replies
    assert [fault.code for fault in carrier.errors()] == [code]
    assert [reply.body for reply in replies] == (["hi"] if "Action" in str(answer) else [])


def test_senders_that_are_no_phones_cannot_be_answered(carrier: Carrier, product: Product) -> None:
    product.page("/sms", response("<Message>hi</Message>"))
    for sender in ("anonymous", "+266696687", "", "12345"):
        assert carrier.phone(sender).text("hello").replies == []
    assert [asked.params["From"] for asked in product.requests("/sms")] == [
        "anonymous",
        "+266696687",
        "",
        "12345",
    ]
    assert {fault.code for fault in carrier.errors()} == {21612}
    assert len(carrier.phone("whatsapp:" + ANA).text("hello").replies) == 1


def test_stop_is_confirmed_delivered_to_the_line_and_binds(
    carrier: Carrier, client: Client, product: Product
) -> None:
    ana = carrier.phone(ANA)
    product.page("/sms", response("<Message>from the line</Message>"))
    assert ana.text(" stop ").replies == []
    assert [(text.by, text.body) for text in ana.texts()] == [("carrier", STOPPED)]
    assert product.requests("/sms")[0].params["Body"] == " stop "
    assert [fault.code for fault in carrier.errors()] == [21610]
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(to=ANA, from_=LINE, body="still there?")
    assert (caught.value.code, caught.value.status) == (21610, 400)
    assert ana.text("YES").replies[0].body == "from the line"
    assert [text.body for text in ana.texts()][1] == STARTED
    client.messages.create(to=ANA, from_=LINE, body="welcome back")
    ana.wait_for_text("welcome back")


def test_only_whole_words_count_and_yes_only_after_stop(carrier: Carrier, product: Product) -> None:
    ana = carrier.phone(ANA)
    for body in ("YES", "START", "please stop", "stop hurting myself is hard today"):
        ana.text(body)
    assert ana.texts() == []
    ana.text("Info")
    assert [text.body for text in ana.texts()] == [HELPED]
    assert all("OptOutType" not in asked.params for asked in product.requests("/sms"))


def test_with_advanced_opt_out_the_text_says_what_it_was(
    product: Product, another_carrier: Callable[..., Carrier]
) -> None:
    ana = another_carrier("--advanced-opt-out").phone(ANA)
    for body in ("yes", "Quit", "yes", "help", "hello"):
        ana.text(body)
    kinds = [asked.params.get("OptOutType") for asked in product.requests("/sms")]
    assert kinds == [None, "STOP", "START", "HELP", None]


def test_no_connection_is_tried_twice_with_one_token_then_the_fallback(
    product: Product, another_carrier: Callable[..., Carrier]
) -> None:
    product.page("/fallback", response("<Message>we will be back</Message>"))
    carrier = another_carrier(
        *("--sms-url", "http://127.0.0.1:1/sms", "--sms-fallback-url", product.url("/fallback"))
    )
    assert carrier.phone(ANA).text("hi").replies[0].body == "we will be back"
    assert [entry.status for entry in carrier.webhooks()] == [0, 0, 200]
    assert [fault.code for fault in carrier.errors()] == [11205]
    [asked] = product.requests("/fallback")
    assert asked.params["ErrorCode"] == "11205"


def test_a_repeated_text_can_be_played(carrier: Carrier, product: Product) -> None:
    first = carrier.phone(ANA).text("hi")
    carrier.phone(ANA).text("hi", MessageSid=first.sid)
    assert len({asked.params["MessageSid"] for asked in product.requests("/sms")}) == 1
