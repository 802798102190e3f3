"""What may come next in an old moment: an answer to what is open, a word of the carrier, a command.

All of it comes from outside of the code, as texts, key presses and the carrier's requests: so the code of then and
today's can be asked the same, whatever the names in them are.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.kits.line import COORDINATOR, LINE_NUMBER, TestLine
from tests.kits.moments import Moment, Phone

OWN_WORDS = ("7pm", "mon 7pm-9pm", "202 555 0178")
"""Answers to a question that has no menu: an hour, a shift or words of their own, a number."""
KEYS = ("1", "2", "3", "4", "*", "")
"""What is pressed where no session tells which keys a document knows; "" for silence."""
OPEN = ("waiting", "offered", "accepted", "connecting", "connected")
HELD = OPEN[2:]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may come next. `about`: what it meets, and `who` does it, a number or a call.
    `do` has it happen, and gives what was heard at once."""

    about: frozenset[str]
    name: str
    do: Callable[[TestLine], list[str]]
    who: str


def events(moment: Moment) -> Iterator[Event]:
    """All that may come next."""
    yield from _answers(moment)
    yield from _requests(moment)
    yield from _callbacks(moment)
    yield from _people(moment)


def rounds(moment: Moment) -> Iterator[Event]:
    """Everybody's first answer, everybody's second, and so on: for a moment with so many people that it is quicker."""
    for what, each in (("answer", _answers), ("key", _keys)):
        by_person: dict[str, list[Event]] = {}
        for event in {event.about: event for event in each(moment)}.values():
            by_person.setdefault(event.who, []).append(event)
        for number, together in enumerate(zip_longest(*by_person.values()), 1):
            yield _together(f"{what} {number} of everybody", [event for event in together if event])


def _together(name: str, events: Sequence[Event]) -> Event:
    def do(line: TestLine) -> list[str]:
        return [said for event in events for said in (event.name, *event.do(line))]

    return Event(frozenset().union(*(event.about for event in events)), name, do, "")


def _answers(moment: Moment) -> Iterator[Event]:
    """Every answer to every question that is open by text."""
    for row in moment.of("conversations"):
        session = row.get("session_sealed")
        if row["channel"] == "text" and session and row["expires_at"] > moment.now:
            about = json.dumps(_menu(session))
            keys = [key for key, _, _ in session["offered"] if key]
            own = OWN_WORDS if len(keys) < len(session["offered"]) else ()
            answer = partial(_text, moment.number(row["contact_id"]), when=f"in {session['step']}, ")
            yield from (answer(said, about) for said in (*keys, *own))
            yield answer("back", f"to {session['trail'][-1:]}")
            # Where it is no answer in their own words it is to be nonsense, which "blah blah" may be no longer.
            passed_on = session["step"].startswith("for_whom")
            yield answer("blah blah", session["question"], sent="" if own or passed_on else "qzx vbn trw")


def _keys(moment: Moment) -> Iterator[Event]:
    """Every key that a caller may press."""
    sessions = {
        row["call_sid"]: row.get("session_sealed") for row in moment.of("conversations") if "call_sid" in row
    }
    for phone in moment.phones:
        if moment.calls.get(phone.sid) == "in-progress" and (session := sessions.get(phone.sid)):
            yield from _pressed(phone, session)


def _menu(session: Mapping[str, Any]) -> list[Any]:
    return [session["step"], session["question"], session["offered"]]


def _text(number: str, said: str, about: str, when: str = "", sent: str = "") -> Event:
    def do(line: TestLine) -> list[str]:
        return [f"< {line.text(number, sent or said)}"]

    return Event(frozenset({f"{about} {said.split()[0]}"}), f"{when}{number} texts “{said}”", do, number)


def _callbacks(moment: Moment) -> Iterator[Event]:
    """What participants, volunteers and coordinators text about callbacks, offers and alerts."""
    callbacks = {row["id"]: row for row in moment.of("callbacks")}
    for row in callbacks.values():
        code, about = (
            row["code"],
            f"{row['kind']} {row['state']} {[name for name in _MATTERS if name in row]}",
        )
        if row["state"] in OPEN:
            if "contact_id" in row:
                for said in ("status", "nevermind", "later 9pm", "ready"):
                    yield _text(moment.number(row["contact_id"]), said, about)
            yield _text(COORDINATOR, f"show {code}", about)
        if row["state"] in HELD:
            for said in ("go", "pass", f"done {code} they were glad", "block", f"note {code} a word"):
                yield _text(moment.volunteer(row["volunteer_id"]), said, f"holding {about}")
    for row in moment.of("offers"):
        if row["state"] == "open":
            cb = callbacks[row["callback_id"]]
            for said in (
                f"take {cb['code']}",
                f"pass {cb['code']}",
                "take at 9pm",
                "pass but i can in 2 hours",
            ):
                about = (
                    f"{said.count(' ')} an offer of a {cb['kind']} {cb.get('not_before', '') > moment.now}"
                )
                yield _text(moment.volunteer(row["volunteer_id"]), said, about)
    for row in moment.of("alerts"):
        if "acknowledged_at" not in row:
            yield _text(COORDINATOR, f"ack A{row['id']}", f"alert {row['kind']} {sorted(row)}")
    if moment.of("alerts"):
        kinds = {row["kind"] for row in moment.of("alerts") if "acknowledged_at" not in row}
        yield _text(COORDINATOR, "list", f"{sorted(kinds)} {moment.line.get('language')}")


def _people(moment: Moment) -> Iterator[Event]:
    """What people ask of where they stand."""
    for row in moment.of("volunteers"):
        for said in ("shifts", "me", "on", "off"):
            about = (
                f"volunteer {row['status']} {'paused_at' in row} {row['on_duty']} {bool(moment.of('turns'))}"
            )
            yield _text(moment.number(row["contact_id"]), said, about)
    for row in moment.of("reminder_plans"):
        for said in ("remind", "remind off"):
            about = f"{said} {row['after_missed']} {sorted(row)}"
            yield _text(moment.number(row["contact_id"]), said, about)
    for row in moment.of("other_numbers"):
        if "confirmed_at" not in row:
            yield _text(
                row["number_sealed"], f"{row['code']} confirm", f"number to {row['purpose']} {sorted(row)}"
            )
        for said in ("number", "number off"):
            yield _text(moment.number(row["contact_id"]), said, f"{said} {row['purpose']} {sorted(row)}")
    for row in moment.of("safe_contacts"):
        yield _text(moment.number(row["contact_id"]), "safe", f"safe {sorted(row.items())}")
    for row in moment.of("swaps"):
        if row["state"] == "open":
            yield _text(moment.volunteer(row["asked_of"]), "1", "swap")
            yield _text(moment.volunteer(row["asked_by"]), "shifts", "swap")


def _requests(moment: Moment) -> Iterator[Event]:
    """Everything that the phones and the carrier of this moment hold an address for."""
    sessions = {
        row["call_sid"]: row.get("session_sealed") for row in moment.of("conversations") if "call_sid" in row
    }
    status = {**moment.calls, **{ring["sid"]: ring["status"] for ring in moment.rings}}
    for phone in moment.phones:
        if status.get(phone.sid) == "in-progress":
            yield from _goes_on(moment, phone, sessions.get(phone.sid))
            if phone.sid in sessions:
                yield _request(
                    phone.sid, phone.number, "/voice/status", phone.document, CallStatus="completed"
                )
    for ring in moment.rings:
        path, told = urlsplit(ring["url"]).path, urlsplit(ring["status_url"]).path
        if ring["status"] == "ringing":
            yield _request(ring["sid"], LINE_NUMBER, path, "ring")
            yield _request(ring["sid"], LINE_NUMBER, path, "ring", AnsweredBy="machine_start")
        if ring["status"] in ("ringing", "in-progress"):
            for said in ("busy", "no-answer", "completed"):
                yield _request(ring["sid"], LINE_NUMBER, told, str(ring["status"]), CallStatus=said)


def _goes_on(moment: Moment, phone: Phone, session: Mapping[str, Any] | None) -> Iterator[Event]:
    request = partial(_request, phone.sid, phone.number, about=phone.document)
    root = ElementTree.fromstring(phone.document)
    yield from _pressed(phone, session)
    for redirect in root.iter("Redirect"):
        yield request(_path(redirect.text))
    for dial in root.iter("Dial"):
        for said in ("completed", "no-answer", "answered") if "action" in dial.attrib else ():
            yield request(_path(dial.attrib["action"]), DialCallStatus=said)
        for number in dial.iter("Number"):
            yield from _dialled(moment, number.attrib)
        for conference in dial.iter("Conference"):
            if path := _path(conference.attrib.get("waitUrl")):
                yield request(path)


def _pressed(phone: Phone, session: Mapping[str, Any] | None) -> Iterator[Event]:
    keys = KEYS if session is None else [key for key, _, _ in session["offered"] if key] + ["", "0", "9"]
    for gather in ElementTree.fromstring(phone.document).iter("Gather"):
        path = _path(gather.attrib["action"])
        for key in keys:
            about = json.dumps(_menu(session)) if session is not None else phone.document
            yield _request(phone.sid, phone.number, path, about, Digits=key)


def _dialled(moment: Moment, given: Mapping[str, str]) -> Iterator[Event]:
    """A phone that is rung from inside a call: it is picked up, it is not, a machine answers."""
    sid = next((sid for sid, status in moment.calls.items() if status == "ringing"), "CA" + "9" * 32)
    for name, form in (
        ("url", {}),
        ("statusCallback", {"CallStatus": "no-answer"}),
        ("statusCallback", {"CallStatus": "completed"}),
        ("amdStatusCallback", {"AnsweredBy": "machine_start"}),
    ):
        if name in given:
            yield _request(sid, LINE_NUMBER, _path(given[name]), "dialled", **form)


def _request(sid: str, number: str, path: str, about: str, **form: str) -> Event:
    def do(line: TestLine) -> list[str]:
        return heard(line.turn(path, sid, number, **form).document)

    said = " ".join(f"{name}={value}" for name, value in form.items())
    where = re.sub(r"(?<=/legs/)[\w-]+", "…", path)
    return Event(
        frozenset({f"{_same(path)} {_same(about)} {said}"}),
        f"{where} for {sid[:3]}…{sid[-4:]} {said}".rstrip(),
        do,
        sid,
    )


def heard(document: str) -> list[str]:
    """A document in words: what is said, and each address where it goes on."""
    lines = []
    for node in ElementTree.fromstring(document).iter():
        words = (node.text or "").strip()
        addresses = [f"{name}={_path(value)}" for name, value in node.attrib.items() if value[:4] == "http"]
        if words or addresses or node.tag in ("Hangup", "Reject"):
            said = _path(words) if words[:4] == "http" else words
            lines.append(" ".join(("<", node.tag, said, *addresses)))
    return lines


def _path(url: str | None) -> str:
    return urlsplit(url or "").path


_MATTERS = (
    "contact_id",
    "not_before",
    "ready_asked_at",
    "silenced_at",
    "agreed_at",
    "room",
    "retry_at",
    "reconnect_of",
)
"""Columns of a callback without which, or with which, an answer is another."""
_TOKEN = re.compile(r"[\w-]{32,43}|(?<=/turn/)\d+|\+1\d{10}")


def _same(document: str) -> str:
    """Without what is another for each call."""
    return _TOKEN.sub("…", document)
