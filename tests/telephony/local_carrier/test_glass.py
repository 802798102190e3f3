"""Every request between carrier and line is kept with its answer, and says what it means."""

from collections.abc import Callable

import pytest
import requests

from telephony.local_carrier.glass.problem_words import words_for
from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.glass import exchange, exchanges, says
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client, TwilioRestException
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+12025550123", "+12025550124"


def test_a_text_and_its_reply(carrier: Carrier, product: Product) -> None:
    product.page("/sms", response('<Message statusCallback="/receipts">Hello Ana</Message>'))
    sent = carrier.phone(ANA).text("Grüße & 1 < 2")
    shown = exchange(carrier, "sms")
    assert (shown["from"], shown["phone"], shown["method"], shown["path"]) == ("carrier", ANA, "POST", "/sms")
    assert (shown["status"], shown["repeat"]) == (200, False)
    assert ["Body", "Grüße & 1 < 2"] in shown["fields"] and ["MessageSid", sent.sid] in shown["fields"]
    assert "<Message" in shown["answer"]
    assert shown["title"] == f"{ANA} texts the line; the carrier asks the line what to answer"
    assert shown["meaning"] == [
        f"{ANA} wrote: “Grüße & 1 < 2”",
        f"The line answers {ANA} with a text: “Hello Ana”",
        "The carrier is to report at /receipts whether it arrives.",
    ]
    receipt = exchange(carrier, "receipt", lambda each: "delivered" in each["title"])
    assert receipt["title"] == f"The carrier reports: the line’s text to {ANA} was delivered"
    assert receipt["meaning"] == ["The line has heard it."]


def test_a_text_over_rest_and_its_receipts(carrier: Carrier, client: Client, product: Product) -> None:
    carrier.phone(ANA).on_text(30006)
    client.messages.create(
        to=ANA, from_=LINE, body="are you there?", status_callback=product.url("/receipts")
    )
    shown = exchange(carrier, "rest")
    assert (shown["from"], shown["phone"], shown["status"]) == ("line", ANA, 201)
    assert shown["path"].endswith("/Messages.json") and ["Body", "are you there?"] in shown["fields"]
    assert '"queued"' in shown["answer"]
    assert shown["title"] == f"The line asks the carrier to text {ANA}"
    assert shown["meaning"] == [
        "The text: “are you there?”",
        "The carrier is to report at /receipts what becomes of it.",
        "The carrier takes it on; the text waits its turn.",
    ]
    failed = exchange(carrier, "receipt", lambda each: "not delivered" in each["title"])
    says(failed, "The reason: it is a landline, which takes no texts (code 30006).", "The line has heard it.")


def test_a_call_with_keys_a_whisper_and_its_end(carrier: Carrier, product: Product) -> None:
    product.page(
        "/voice",
        response(
            '<Gather numDigits="1" action="/key" timeout="7" actionOnEmptyResult="true">'
            '<Say language="es-MX">Hola</Say></Gather>'
        ),
    )
    product.page(
        "/key",
        response(
            f'<Dial callerId="{LINE}" action="/over" answerOnBridge="true" timeout="20">'
            f'<Number url="/whisper" statusCallback="/leg">{BEA}</Number></Dial>'
        ),
    )
    product.page("/whisper", response("<Say>A call for you</Say>"))
    carrier.phone(BEA).on_ring("answer")
    call = carrier.phone(ANA).call()
    call.press("1")
    call.wait_until_bridged()
    call.hang_up()
    first = exchange(carrier, "voice", lambda each: "calls the line" in each["title"])
    assert first["title"] == f"{ANA} calls the line; the carrier asks the line what to do"
    says(
        first,
        f"The call shows the number {ANA}; the carrier vouches for that.",
        f"{ANA} hears, in Spanish: “Hola”",
        "After that, the carrier listens up to 7 seconds for one key, and brings what comes to the line, at /key.",
        f"If {ANA} does nothing, the line is told that too.",
    )
    key = exchange(carrier, "voice", lambda each: each["path"] == "/key")
    assert key["title"] == f"{ANA} pressed 1; the carrier asks the line what {ANA} hears next"
    says(
        key,
        f"The carrier rings {BEA}, for up to 25 seconds.",
        f"The phone {BEA} will show the line’s number, not {ANA}’s.",
        f"When {BEA} picks up, the carrier first asks the line what {BEA} hears alone, before the two are "
        "connected (a whisper), at /whisper.",
        f"When it is over, the carrier asks the line what {ANA} hears next, at /over.",
    )
    whisper = exchange(carrier, "whisper")
    assert whisper["phone"] == BEA
    assert (
        whisper["title"]
        == f"{BEA} picked up; the carrier asks the line what {BEA} hears before the two are connected"
    )
    says(whisper, f"{BEA} hears, in English: “A call for you”", "Then the two phones are connected.")
    over = exchange(carrier, "voice", lambda each: each["path"] == "/over")
    assert (
        over["title"]
        == f"The talk of {ANA} and {BEA} is over, and the call is over; the carrier tells the line"
    )
    status = exchange(carrier, "call-status", lambda each: each["path"] == "/leg")
    assert status["title"] == f"The carrier reports: the call to {BEA} is over"


def test_a_call_that_shows_no_number_is_still_known_by_its_phone(carrier: Carrier, product: Product) -> None:
    product.page("/voice", response(f"<Dial>{BEA}</Dial>"))
    carrier.phone(BEA).on_ring("busy")
    carrier.phone(ANA).call("anonymous").wait_until_ended()
    hidden = exchange(carrier, "voice")
    assert hidden["phone"] == ANA
    says(hidden, "The call shows no number.")
    carrier.phone(ANA).call("+12025550177").wait_until_ended()
    forged = exchange(carrier, "voice", lambda each: each["id"] > hidden["id"])
    says(
        forged,
        f"The call shows the number +12025550177, though it comes from the phone {ANA}; nobody vouches for that.",
        f"Warning: the answer names no callerId, so the phone {BEA} would show the number of {ANA}: +12025550177.",
    )


def test_a_call_over_rest_its_machine_and_a_recording(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page("/hear", response("<Play>/tone.wav</Play>", '<Pause length="3000"/>'))
    product.page("/tone.wav", (200, "audio/wav", "RIFF"))
    carrier.phone(ANA).on_ring("voicemail")
    made = client.calls.create(
        to=ANA,
        from_=LINE,
        url=product.url("/hear"),
        timeout=20,
        machine_detection="Enable",
        async_amd="true",
        async_amd_status_callback=product.url("/amd"),
    )
    asked = exchange(carrier, "rest")
    assert asked["title"] == f"The line asks the carrier to ring {ANA}"
    says(
        asked,
        f"The phone {ANA} will show the line’s number.",
        "The phone may ring for up to 20 seconds.",
        f"When {ANA} picks up, the carrier asks the line what {ANA} hears, at /hear.",
        "The carrier listens whether a person or a machine picks up.",
        "The carrier takes it on; the call waits its turn.",
    )
    assert exchange(carrier, "amd")["title"] == f"The carrier reports: a machine picked up the phone {ANA}"
    voice = exchange(carrier, "voice")
    assert voice["title"] == f"{ANA} picked up; the carrier asks the line what {ANA} hears next"
    says(
        voice, f"{ANA} hears a recording, /tone.wav.", "Then silence, for 50 minutes.", "Then the call ends."
    )
    assert exchange(carrier, "play")["meaning"] == ["The line sends it: audio/wav, 4 bytes."]
    client.calls(made.sid).update(twiml=response("<Say>now this</Say>"))
    moved = exchange(carrier, "rest", lambda each: each["id"] > asked["id"])
    assert moved["phone"] == ANA
    says(
        moved,
        f"What {ANA} will hear comes with the request.",
        f"{ANA} hears, in English: “now this”",
        "The carrier has done it.",
    )


def test_a_conference_its_music_its_words_and_who_comes_and_goes(
    carrier: Carrier, client: Client, product: Product
) -> None:
    product.page(
        "/voice",
        response(
            '<Dial action="/out" hangupOnStar="true"><Conference endConferenceOnExit="true" waitUrl="/wait" '
            'statusCallback="/events" statusCallbackEvent="join leave">circle</Conference></Dial>'
        ),
    )
    product.page("/wait", response("<Say>Somebody comes soon</Say>"))
    product.page("/news", response("<Say>Five minutes left</Say>"))
    first = carrier.phone(ANA).call()
    first.wait_until_heard("soon")
    second = carrier.phone(BEA).call()
    second.wait_until_bridged()
    [found] = client.conferences.list(friendly_name="circle")
    client.conferences(found.sid).participants(second.sid).update(announce_url=product.url("/news"))
    second.wait_until_heard("Five minutes")
    second.hang_up()
    says(
        exchange(
            carrier, "voice", lambda each: each["phone"] == ANA and "joins" in " ".join(each["meaning"])
        ),
        f"{ANA} joins the conference “circle”, in which all hear each other.",
        f"Until somebody else is there, {ANA} hears what the line says at /wait.",
        f"A beep tells the others of {ANA}.",
        f"When {ANA} leaves, it ends for everybody.",
        f"{ANA} can leave the conference with the star key, without hanging up.",
    )
    waits = exchange(carrier, "wait")
    assert (
        waits["title"] == f"{ANA} waits in the conference; the carrier asks the line what to play meanwhile"
    )
    assert waits["meaning"] == [f"{ANA} hears, in English: “Somebody comes soon”"]
    listed = exchange(carrier, "rest", lambda each: each["method"] == "GET")
    assert listed["title"] == "The line asks the carrier which conferences there are"
    assert listed["meaning"] == ["The carrier finds 1 conference; the newest is on."]
    told = exchange(carrier, "rest", lambda each: each["method"] == "POST")
    assert told["title"] == f"The line asks the carrier to say something to {BEA} alone in the conference"
    words = exchange(carrier, "announce")
    assert words["title"] == f"The carrier asks the line what to say to {BEA} in the conference"
    left = exchange(carrier, "conference", lambda each: "left" in each["title"] and each["phone"] == BEA)
    assert left["title"] == f"The carrier reports: {BEA} has left the conference"


def test_an_answer_that_fails_says_why(carrier: Carrier, product: Product) -> None:
    product.page("/sms", (500, "text/html", "oops"))
    carrier.phone(ANA).text("hi")
    says(
        exchange(carrier, "sms"),
        "The line answered with an error, HTTP 500 (code 11200).",
        "Nobody is answered, unless the line has a second address for such a case.",
    )
    product.page("/sms", (200, "text/xml", "<Response><Message>hi"))
    carrier.phone(ANA).text("hi")
    says(
        exchange(carrier, "sms", lambda each: each["status"] == 200),
        "The carrier cannot use this answer: the answer is not well-formed XML (code 12100).",
    )
    product.page("/sms", response("<message>hi</message>"))
    carrier.phone(ANA).text("hi")
    says(
        exchange(carrier, "sms", lambda each: "<message>" in each["answer"]),
        "The carrier leaves something out: <message> is not understood in <Response>.",
        f"The line sends no text back to {ANA}.",
    )


def test_a_line_that_cannot_be_reached_is_asked_twice(
    product: Product, another_carrier: Callable[..., Elsewhere]
) -> None:
    carrier = another_carrier("--sms-url", "http://127.0.0.1:1/sms")
    carrier.phone(ANA).text("hi")
    first, second = exchanges(carrier)
    says(first, "The line could not be reached (code 11205).", "The carrier tries once more.")
    assert (first["repeat"], second["repeat"]) == (False, True)
    assert second["title"].endswith("(sent again)")
    assert first["headers"][1] == second["headers"][1], "both have the same idempotency token"
    says(
        second,
        "The carrier sends this again, under the same SID: it cannot tell whether the line got it.",
        "Nobody is answered, unless the line has a second address for such a case.",
    )
    nowhere = another_carrier("--sms-url", "no-address")
    nowhere.phone(ANA).text("hi")
    [lost] = exchanges(nowhere)
    says(lost, "The address is none (code 11100).")


def test_refusals_look_ups_and_answers_that_nobody_waits_for(
    carrier: Carrier, client: Client, hasty_client: Client, product: Product
) -> None:
    product.page("/sms", response("<Message>Goodbye</Message>"))
    carrier.phone(ANA).text("stop")
    assert exchange(carrier, "sms")["meaning"] == [
        f"{ANA} wrote: “stop”",
        f"The carrier knows this word: it blocks the line’s texts to {ANA} until they text START.",
        f"The line answers {ANA} with a text: “Goodbye”",
        f"The carrier does not deliver that text: {words_for(21610)}.",
    ]
    with pytest.raises(TwilioRestException):
        client.messages.create(to=ANA, from_=LINE, body="still there?")
    refused = exchange(carrier, "rest")
    assert refused["status"] == 400
    says(
        refused,
        "The carrier refuses: the person has opted out: the carrier lets no text of the line through until they "
        "text START (code 21610).",
    )
    client.messages.list(to=ANA)
    listed = exchange(carrier, "rest", lambda each: each["method"] == "GET")
    assert listed["title"] == f"The line asks the carrier which texts to {ANA} it has taken lately"
    assert listed["meaning"] == ["The carrier finds 0 texts."]
    carrier.fail_next("messages", "timeout_after_accept")
    with pytest.raises(requests.Timeout):
        hasty_client.messages.create(to=BEA, from_=LINE, body="once")
    doubtful = exchange(carrier, "rest", lambda each: not each["status"])
    assert (doubtful["phone"], doubtful["meaning"][0]) == (BEA, "The text: “once”")
    says(
        doubtful,
        "No answer came in time; whether the carrier did it is not known, so the line has to look before it asks "
        "again.",
    )


def test_a_deleted_text_is_still_known_by_its_phone(carrier: Carrier, client: Client) -> None:
    sent = client.messages.create(to=ANA, from_=LINE, body="secret")
    eventually(lambda: client.messages(sent.sid).fetch().status, lambda status: status == "delivered")
    client.messages(sent.sid).delete()
    gone = exchange(carrier, "rest", lambda each: each["method"] == "DELETE")
    assert gone["title"] == f"The line asks the carrier to delete a text with {ANA}"
    assert (gone["phone"], gone["meaning"]) == (ANA, ["The carrier has deleted it."])
