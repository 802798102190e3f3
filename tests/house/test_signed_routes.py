"""Nothing unsigned changes state: every route of the carrier, every way a signature can be missing or wrong."""

import hashlib
import io
import json
from urllib.parse import quote, unquote, urlencode

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.test import EnvironBuilder, run_wsgi_app

from console.web.app import build
from store.config.settings import Settings
from tests.kits.bridge import PARTICIPANT, Desk, snapshot
from tests.kits.line import ACCOUNT, KEYS, LINE_NUMBER, ORIGIN, TOKEN, TestLine

FORM = {
    "AccountSid": ACCOUNT,
    "MessageSid": "SM" + "1" * 32,
    "From": PARTICIPANT,
    "To": LINE_NUMBER,
    "Body": "CALL",
}
WITHOUT_A_SIGNATURE = {"/healthz", "/readyz", "/status", "/metrics", "/tone.wav"}


def carrier_paths(line: TestLine) -> list[str]:
    return [
        rule.rule.replace("<int:revision>", "1").replace("<int:asked>", "1").replace("<int:up_to>", "1")
        for rule in line.app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint.startswith("carrier.")
    ]


def sign(url: str, form: object, token: str = TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(url, form))


def ask(line: TestLine, target: str, body: bytes, signature: str | None, **more: str) -> tuple[int, str, str]:
    """A request with exactly this target on its first line."""
    builder = EnvironBuilder(path="/", method=more.pop("method", "POST"))
    environ = builder.get_environ()
    bare = target if target.startswith("/") else "/" + target.split("/", 3)[3]
    path, _, query = bare.partition("?")
    environ |= {
        "PATH_INFO": unquote(path, "latin-1"),
        "QUERY_STRING": query,
        "RAW_URI": target,
        "REQUEST_URI": target,
        "CONTENT_TYPE": more.get("content_type", "application/x-www-form-urlencoded"),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    if signature is not None:
        environ["HTTP_X_TWILIO_SIGNATURE"] = signature
    iterable, status, headers = run_wsgi_app(line.app, environ)
    return int(status.split()[0]), headers.get("Content-Type", ""), b"".join(iterable).decode()


def test_every_route_of_the_carrier_refuses_the_unsigned_and_changes_nothing(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    ring = desk.take()
    token = ring.url.split("/")[-2]
    paths = [p.replace("<token>", token).replace("<sid>", "SM" + "1" * 32) for p in carrier_paths(line)]
    assert {"/sms", "/voice", "/voice/status", "/receipts", f"/legs/{token}/answered"} <= set(paths)
    before = snapshot(line)
    form = FORM | {"CallSid": "CA" + "1" * 32, "CallStatus": "completed", "Digits": "1"}
    form |= {"MessageStatus": "failed", "ErrorCode": "21610", "DialCallStatus": "busy"}
    for path in paths:
        for response in (
            line.post(path, form, signed=False),
            line.post(path, form, token="another token"),
            line.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": ""}),
            line.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": "é" * 40}),
            line.app.test_client().post(path, data=form, headers={"X-Twilio-Signature": "x" * 5000}),
            line.app.test_client().post(path, json=form),
        ):
            assert (response.status_code, response.mimetype) == (403, "text/xml"), path
            assert "988" in response.text or "9 8 8" in response.text or "<Response" in response.text
    assert snapshot(line) == before


OPEN_BY_DESIGN = {
    "/calendar/<secret>.ics": "calendars sign nothing; the secret in it is the key, and it only reads (docs/adr/0025)",
}


SETTINGS = {
    "LINE_NUMBER": LINE_NUMBER,
    "COORDINATOR_NUMBER": "+12025550199",
    "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
    "TWILIO_AUTH_TOKEN": "a-token-of-the-tests",
    "SECRET_KEY": "s" * 43,
    "DATA_KEYS": KEYS[0],
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "PUBLIC_URL": ORIGIN,
}


def test_every_route_of_the_web_app_is_signed_or_known_to_need_no_signature_and_then_only_reads() -> None:
    app = build(Settings.from_environment(SETTINGS))
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(
            ("carrier.", "console.")
        ):  # tests/house/test_console_roles.py has those
            assert rule.rule in WITHOUT_A_SIGNATURE | OPEN_BY_DESIGN.keys(), rule.rule
            assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule.rule


def test_there_is_no_route_that_is_neither_signed_nor_known_to_need_no_signature(
    quick_line: TestLine,
) -> None:
    rules = {r.rule: r for r in quick_line.app.url_map.iter_rules()}
    for path, rule in rules.items():
        assert rule.endpoint.startswith("carrier.") or path in WITHOUT_A_SIGNATURE, path


def test_a_signature_for_another_body_address_or_door_is_worth_nothing(quick_line: TestLine) -> None:
    signature = sign(f"{ORIGIN}/sms", FORM)
    for target, form in (
        ("/sms", FORM | {"Body": "STOP"}),
        ("/sms", {k: v for k, v in FORM.items() if k != "To"}),
        ("/sms", FORM | {"Extra": "1"}),
        ("/sms?x=1", FORM),
        ("/voice", FORM),
        ("/sms/", FORM),
    ):
        status, kind, _ = ask(quick_line, target, urlencode(form).encode(), signature)
        assert status in (403, 404), target
        assert kind.startswith("text/xml")
    elsewhere = sign("https://other.example/sms", FORM)
    assert ask(quick_line, "/sms", urlencode(FORM).encode(), elsewhere)[0] == 403
    assert ask(quick_line, "http://other.example/sms", urlencode(FORM).encode(), elsewhere)[0] == 403


@pytest.mark.parametrize(
    "target",
    [
        "/sms",
        "/sms?a=%27%40%7Bb%7D%2B",
        "/sms?a=b+c&d=",
        "/sms?",
        "/sms?x=%C3%A9%20y",
        "/sms?next=https://a.example/b?c=d",
    ],
)
def test_what_the_carrier_signed_is_the_raw_target_untouched(quick_line: TestLine, target: str) -> None:
    signature = sign(f"{ORIGIN}{target}", FORM)
    status, _, said = ask(quick_line, target, urlencode(FORM).encode(), signature)
    assert status == 200, target
    assert "Message" in said


def test_an_absolute_target_is_read_as_our_own(quick_line: TestLine) -> None:
    signature = sign(f"{ORIGIN}/sms", FORM)
    for target in ("https://line.example/sms", "http://10.0.0.7:8000/sms"):
        assert ask(quick_line, target, urlencode(FORM).encode(), signature)[0] == 200


@pytest.mark.parametrize("port", ["", ":443"])
def test_the_port_may_be_kept_or_dropped(quick_line: TestLine, port: str) -> None:
    signature = sign(f"{ORIGIN}{port}/sms", FORM)
    assert ask(quick_line, "/sms", urlencode(FORM).encode(), signature)[0] == 200


def test_blank_values_are_part_of_what_is_signed(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    form = {
        "AccountSid": ACCOUNT,
        "CallSid": sid,
        "From": PARTICIPANT,
        "To": LINE_NUMBER,
        "Digits": "",
        "SpeechResult": "",
        "CallStatus": "in-progress",
    }
    path = menu.path("Gather")
    signature = sign(ORIGIN + path, form)
    assert ask(quick_line, path, urlencode(form).encode(), signature)[0] == 200
    dropped = {k: v for k, v in form.items() if v}
    assert ask(quick_line, path, urlencode(dropped).encode(), sign(ORIGIN + path, dropped))[0] == 200
    # An empty value adds its name to what is signed, so dropping it on the way breaks the signature.
    assert ask(quick_line, path, urlencode(dropped).encode(), signature)[0] == 403


def test_words_beyond_ascii_are_signed_as_they_are(quick_line: TestLine) -> None:
    form = FORM | {"Body": "¿Qué tal? 🫠 +1 & 50% = “x”"}
    body = urlencode(form, quote_via=quote).encode()
    assert ask(quick_line, "/sms", body, sign(f"{ORIGIN}/sms", form))[0] == 200


def test_json_is_refused_also_where_its_hash_is_signed_for_it_names_no_number_of_ours(
    quick_line: TestLine,
) -> None:
    body = json.dumps(FORM).encode()
    digest = hashlib.sha256(body).hexdigest()
    kind = "application/json"
    plain = sign(f"{ORIGIN}/sms", {})
    assert ask(quick_line, "/sms", body, plain, content_type=kind)[0] == 403
    target = f"/sms?bodySHA256={digest}"
    signed = sign(f"{ORIGIN}{target}", {})
    assert ask(quick_line, target, body, signed, content_type=kind)[0] == 403
    other = json.dumps(FORM | {"Body": "STOP"}).encode()
    assert ask(quick_line, target, other, signed, content_type=kind)[0] == 403
    form = urlencode(FORM).encode()
    assert ask(quick_line, target, form, signed)[0] == 403, "a form the hash does not speak of"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(quick_line: TestLine) -> None:
    form = FORM | {"Body": "x" * 70_000}
    status, kind, _ = ask(quick_line, "/sms", urlencode(form).encode(), sign(f"{ORIGIN}/sms", form))
    assert (status, kind.split(";")[0]) == (403, "text/xml")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_answered_in_xml_and_change_nothing(quick_line: TestLine, method: str) -> None:
    before = snapshot(quick_line)
    status, kind, _ = ask(quick_line, "/sms", b"", sign(f"{ORIGIN}/sms", {}), method=method)
    assert status in (403, 405)
    assert kind.startswith("text/xml")
    assert snapshot(quick_line) == before


def test_a_valid_key_press_played_again_does_nothing_twice(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    first = quick_line.press(menu, "2", sid, PARTICIPANT)
    before = snapshot(quick_line)
    assert quick_line.press(menu, "2", sid, PARTICIPANT).document == first.document
    assert snapshot(quick_line) == before
