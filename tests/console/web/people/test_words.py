"""Somebody's words are opened one at a time, with a reason that is written down, and never where they were promised."""

import re
from collections.abc import Callable

import pytest

from store.audit import chain
from store.models import AccountReason, Callback, Consent, Inbound, Message, Note
from store.upkeep import housekeeping
from store.vault.columns import REASON_WORDS
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

PARTICIPANT, OTHER, VOLUNTEER = "+12025550111", "+12025550112", "+12025550122"
CRISIS = "i want to kill myself, call me on 202 555 0133"
WHY = {"reason": "danger", "said": "they sounded close"}


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def handle(console: Console, number: str = PARTICIPANT) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def kim(console: Console, role: str = "coordinator") -> Browser:
    return console.signed_in(role, f"kim-{role}@example.org")


def doors(console: Console, number: str = PARTICIPANT) -> list[str]:
    """Where each thing that can be opened is opened."""
    seen = kim(console).get(f"/console/people/{handle(console, number)}").text
    return re.findall(r'href="(/console/people/[^"]+/words/[^"]+)"', seen)


def opened(console: Console) -> list[chain.Entry]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [each for each in chain.entries(tx.connection, most=20) if each.did == "words opened"]


def danger(console: Console) -> str:
    """Somebody spoke of danger; gives where that text is opened."""
    console.line.text(PARTICIPANT, CRISIS)
    console.line.work()
    return f"/console/people/{handle(console)}/words/text/{console.line.rows(Inbound)[0].sid}"


def test_one_text_is_opened_with_a_reason_and_nothing_else_is(console: Console) -> None:
    where = danger(console)
    console.line.text(PARTICIPANT, "he left me")
    here = kim(console)
    asked = here.get(where)
    assert asked.status_code == 200 and "kill myself" not in asked.text
    sent = here.post(where, WHY)
    assert sent.headers["Location"] == where and "kill myself" not in sent.text
    read = here.get(where)
    assert read.status_code == 200 and read.headers["Cache-Control"] == "no-store"
    assert "i want to kill myself" in read.text and "he left me" not in read.text
    assert "555" not in read.text, "a number in their words is left out"
    assert "kill myself" not in here.get(where).text, "shown once"
    entry = opened(console)[0]
    assert (entry.about, entry.more) == (handle(console), {"what": "text", "reason": "danger"})
    assert entry.who.startswith("Desk-") and "close" not in str(entry)
    row = console.line.rows(AccountReason)[0]
    assert "close" not in str(row) and console.line.opened(REASON_WORDS, row) == WHY["said"]
    page = here.get(f"/console/people/{handle(console)}").text
    assert "opened a text: to see if they&#39;re in danger" in page and "close" not in page


def test_one_that_was_asked_for_opens_no_other_and_not_after_a_minute(console: Console) -> None:
    where, here = danger(console), kim(console)
    console.line.text(PARTICIPANT, "i took all my pills")
    other = f"/console/people/{handle(console)}/words/text/{console.line.rows(Inbound)[1].sid}"
    here.post(where, WHY)
    assert "my pills" not in here.get(other).text
    here.post(where, WHY)
    console.pass_time(minutes=1)
    assert "kill myself" not in here.get(where).text


def test_pressed_twice_it_is_written_down_once_and_a_minute_later_again(console: Console) -> None:
    where, here = danger(console), kim(console)
    token = here.token(where)
    for _ in range(2):
        here.send(where, WHY | {"csrf_token": token})
    assert len(opened(console)) == len(console.line.rows(AccountReason)) == 1
    console.pass_time(minutes=1)
    here.post(where, WHY)
    assert len(opened(console)) == 2


def test_without_a_reason_nothing_is_opened_and_what_was_typed_is_there(console: Console) -> None:
    where, here = danger(console), kim(console)
    for wrong in (
        {},
        {"reason": "danger"},
        {"said": "so"},
        {"reason": "curious", "said": "so"},
        {"reason": "danger", "said": " \x00\u200b "},
        {"reason": "danger", "said": "x" * 301},
        {"reason": "danger", "said": "she is on +1 202 555 0111"},
        {"reason": "danger", "said": "<script>" + "y" * 300},
    ):
        answer = here.post(where, wrong)
        assert (
            answer.status_code == 422 and "kill myself" not in answer.text and "<script>" not in answer.text
        )
    assert "so</textarea>" in here.post(where, {"said": "so"}).text
    assert opened(console) == [] and console.line.rows(AccountReason) == []


def test_who_they_are_is_asked_again_before_and_what_they_typed_comes_back(console: Console) -> None:
    where = danger(console)
    member = console.member(email="kim@example.org")
    here = console.signed_in("coordinator", "kim@example.org")
    token = here.token(where)
    console.pass_time(minutes=11)
    assert here.get(where).headers["Location"].startswith("/console/confirm")
    sent = here.send(where, WHY | {"csrf_token": token})
    assert sent.headers["Location"].startswith("/console/confirm") and opened(console) == []
    proof = {"password": "an orange kettle hums twice", "code": console.code(member), "next": where}
    assert here.post("/console/confirm", proof).headers["Location"] == where
    assert WHY["said"] in here.get(where).text


def test_what_is_anothers_or_is_none_is_not_there(console: Console) -> None:
    danger(console)
    console.line.text(OTHER, "hello you")
    theirs = console.line.contacts_of(OTHER)[0].id
    sid = next(each.sid for each in console.line.rows(Inbound) if each.contact_id == theirs)
    mine = f"/console/people/{handle(console)}/words"
    here = kim(console)
    for item in (f"text/{sid}", "text/SM0", "note/1", "note/x", "note/" + "9" * 400, "letter/1", "wishes/٣"):
        assert here.get(f"{mine}/{item}").status_code == 404
        assert here.post(f"{mine}/{item}", WHY, page="/console/account").status_code == 404
    assert opened(console) == []


@pytest.mark.parametrize("role", ["facilitator", "auditor"])
def test_only_staff_open_words(console: Console, role: str) -> None:
    where = danger(console)
    assert kim(console, role).get(where).status_code == 403
    assert kim(console, role).post(where, WHY, page="/console/account").status_code == 403
    assert opened(console) == []


def test_what_somebody_told_for_their_volunteer_alone_stays_with_that_volunteer(console: Console) -> None:
    line = console.line
    line.volunteer(VOLUNTEER, "Sam Lee")
    line.text(PARTICIPANT, "HELLO")
    line.text(PARTICIPANT, "my son died in march. he was 6.")
    told = next(each.sid for each in line.rows(Inbound) if each.sid.endswith("2"))
    where = f"/console/people/{handle(console)}/words/text/{told}"
    seen = kim(console).get(where)
    assert "for their volunteer alone" in seen.text and '<form method="post" class="card"' not in seen.text
    here = kim(console)
    forced = here.post(where, WHY, page="/console/account").text + here.get(where).text
    assert "my son" not in forced and opened(console) == []
    assert where not in doors(console)
    line.text(PARTICIPANT, "MINE")
    assert "were deleted" in kim(console).get(where).text


def test_a_note_the_wishes_and_the_words_of_consent_are_opened_each_alone(console: Console) -> None:
    line = console.line
    line.volunteer(VOLUNTEER, "Sam Lee")
    for words in ("CALL", "1", "1", "1"):
        if not line.rows(Callback):
            line.text(PARTICIPANT, words)
    line.work()
    code = line.code()
    line.text(VOLUNTEER, f"TAKE {code}")
    line.work()
    line.text(VOLUNTEER, f"NOTE {code} he spoke of his garden")
    assert line.rows(Note)
    line.text(PARTICIPANT, "STOP please leave me be")
    here = kim(console)
    said: dict[str, str] = {}
    for where in doors(console):
        here.post(where, WHY)
        said[where.split("/")[5]] = said.get(where.split("/")[5], "") + here.get(where).text
    assert "his garden" in said["note"] and "his garden" not in said["text"] + said["consent"]
    assert "leave me be" in said["consent"] and line.rows(Consent)
    asked = here.get(f"/console/people/{handle(console)}?only=consents").text
    assert "They took back their yes to texts, by text" in asked and "leave me be" not in asked


def test_a_text_of_ours_is_a_fact_and_nothing_more(console: Console) -> None:
    danger(console)
    assert console.line.rows(Message) and not [each for each in doors(console) if "/message/" in each]


def test_what_was_written_beside_a_reason_is_gone_after_ninety_days(console: Console) -> None:
    kim(console).post(danger(console), WHY)
    console.pass_time(days=91)
    with console.line.db.begin(console.line.clock()) as tx:
        housekeeping.tidy(tx)
    row = console.line.rows(AccountReason)[0]
    assert row.words_sealed is None and row.reason == "danger"
