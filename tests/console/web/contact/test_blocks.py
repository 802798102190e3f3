"""Blocks: who is refused what, what they read, who has to look a second time, and that danger never waits."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from flows.states import OPEN_STATES, CallbackState
from store.audit import chain
from store.contacts import same_person
from store.models import AccountKnows, Alert, Block, Callback, Checkin, Contact, Message
from store.outreach import blocks
from store.volunteers import pairings, roster
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"
FORM = {"do": "block", "reason": "insults", "words": "shouted at two of us", "days": "7"}


@pytest.fixture(params=["sqlite", "postgresql"])
def console(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    made = Console(lines(request.param))
    made.line.volunteer(VOLUNTEER, "Sam")
    made.line.text(PARTICIPANT, "CHECKIN")
    return made


def who(console: Console) -> Contact:
    found: Contact = console.line.contacts_of(PARTICIPANT)[0]
    return found


def page_of(console: Console) -> str:
    return f"/console/people/{who(console).handle}/block"


def kim(console: Console) -> Browser:
    return console.signed_in("coordinator", "kim@example.org")


def blocked(console: Console, **more: str) -> Block:
    sent = kim(console).post(page_of(console), {**FORM, **more})
    assert sent.status_code == 303, sent.text
    console.line.work()
    row: Block = console.line.rows(Block)[-1]
    return row


def texts(console: Console, to: str = PARTICIPANT) -> list[str]:
    return [each.words for each in console.line.carrier.texts if each.to == to]


def asks(console: Console) -> str:
    for words in ("CALL", "1"):
        answer = console.line.text(PARTICIPANT, words)
    return answer


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=5)]


def test_the_page_of_who_is_blocked_says_until_when_and_who_looks(console: Console) -> None:
    page = f"/console/people/{who(console).handle}"
    assert f'href="{page}/block"' in kim(console).get(page).text
    assert "They&#39;re blocked" not in kim(console).get(page).text
    blocked(console, days="0")
    waits = kim(console).get(page).text
    assert "They&#39;re blocked until" in waits and "looks a second time by" in waits
    lee = console.signed_in("supervisor", "lee@example.org")
    lee.post(page_of(console), {"do": "look"})
    stands = lee.get(page).text
    assert "blocked for good" in stands and "looked and agrees" in stands
    lee.post(page_of(console), {"do": "end"})
    assert "blocked for good" not in lee.get(page).text


def test_who_is_blocked_reads_until_when_with_the_crisis_line_and_gets_no_volunteer(console: Console) -> None:
    row = blocked(console)
    said = texts(console)[-1]
    assert "until" in said and "988" in said and "TEAM" in said
    assert "Volunteers won't" in console.line.text(PARTICIPANT, "CALL")
    assert not console.line.rows(Callback)
    assert row.told and "shouted" not in str(row.words_sealed)
    assert did(console) == [("block", who(console).handle)]
    assert "shouted" not in console.signed_in("supervisor").get("/console/blocks").text


def test_what_they_have_open_is_called_off_and_the_volunteer_hears_so(console: Console) -> None:
    asks(console)
    console.line.work()
    assert console.line.rows(Callback)[0].state == CallbackState.OFFERED
    blocked(console)
    assert console.line.rows(Callback)[0].state == CallbackState.CANCELLED
    assert "longer needed" in texts(console, VOLUNTEER)[-1] or "covered" in texts(console, VOLUNTEER)[-1]


def test_words_of_danger_raise_the_alert_and_nothing_is_refused_for_a_day(console: Console) -> None:
    blocked(console)
    console.line.text(PARTICIPANT, "i want to kill myself")
    console.line.work()
    assert [each.kind for each in console.line.rows(Alert)][-1] == "crisis"
    assert "Volunteers won't" not in console.line.text(PARTICIPANT, "CALL")
    assert console.line.rows(Callback)
    console.line.text(PARTICIPANT, "NEVERMIND")
    console.pass_time(hours=25)
    assert "Volunteers won't" in console.line.text(PARTICIPANT, "CALL")


def test_in_crisis_nobody_is_texted_that_volunteers_are_kept_from_them(quick: Console) -> None:
    quick.line.text(PARTICIPANT, "i want to kill myself")
    row = blocked(quick)
    quick.signed_in("supervisor").post(page_of(quick), {"do": "look"})
    quick.line.work()
    assert not row.told and not [each for each in texts(quick) if "Volunteers won't" in each]
    quick.pass_time(hours=25)
    assert "Volunteers won't" in quick.line.text(PARTICIPANT, "CALL")


def test_a_block_counts_on_every_phone_of_theirs_and_is_ended_from_each(quick: Console) -> None:
    second = "+12025550112"
    quick.line.text(second, "CHECKIN")
    one, other = who(quick).id, quick.line.contacts_of(second)[0]
    with quick.line.db.begin(quick.line.clock()) as tx:
        same_person.link(tx, one, other.id)
    blocked(quick)
    assert "Volunteers won't" in quick.line.text(second, "CALL")
    page = f"/console/people/{other.handle}/block"
    assert "Insults" in kim(quick).get(page).text
    assert kim(quick).post(page, {"do": "end"}).status_code == 303
    assert "Volunteers won't" not in quick.line.text(second, "CALL")


def test_on_the_phone_they_hear_it_too(console: Console) -> None:
    blocked(console)
    sid, heard = console.line.call(PARTICIPANT)
    heard = console.line.press(heard, "2", sid, PARTICIPANT)
    assert "Volunteers can't" in heard.words
    assert not console.line.rows(Callback)


def test_without_a_second_look_it_ends_by_itself_after_three_days(console: Console) -> None:
    blocked(console)
    console.pass_time(hours=71)
    assert "Volunteers won't" in console.line.text(PARTICIPANT, "CALL")
    console.pass_time(hours=2)
    assert "Volunteers won't" not in console.line.text(PARTICIPANT, "CALL")
    assert "nobody looked a second time" in kim(console).get(page_of(console)).text


def test_only_somebody_else_looks_and_then_it_stands_and_they_are_told_the_later_end(
    console: Console,
) -> None:
    blocked(console)
    own = kim(console).post(page_of(console), {"do": "look"})
    assert own.status_code == 409 and "yourself" in own.text
    assert console.line.rows(Block)[0].looked_at is None
    other = console.signed_in("supervisor")
    assert "second look: 1" in other.get("/console/").text
    assert other.post(page_of(console), {"do": "look"}).status_code == 303
    console.line.work()
    assert len([each for each in texts(console) if "Volunteers won't" in each]) == 2
    assert "second look: 1" not in other.get("/console/").text
    console.pass_time(days=6)
    assert "Volunteers won't" in console.line.text(PARTICIPANT, "CALL")
    console.pass_time(days=1, hours=1)
    assert "Volunteers won't" not in console.line.text(PARTICIPANT, "CALL")


def test_for_good_counts_for_three_days_until_somebody_else_agrees(console: Console) -> None:
    blocked(console, days="0")
    assert "until" in texts(console)[-1]
    console.signed_in("supervisor").post(page_of(console), {"do": "look"})
    console.line.work()
    assert "any more" in texts(console)[-1]
    console.pass_time(days=90)
    assert "any more" in console.line.text(PARTICIPANT, "CALL")


def test_who_does_not_agree_ends_it_at_once_and_they_are_told(console: Console) -> None:
    blocked(console)
    console.signed_in("supervisor").post(page_of(console), {"do": "disagree"})
    console.line.work()
    assert "again" in texts(console)[-1]
    assert "Volunteers won't" not in console.line.text(PARTICIPANT, "CALL")
    late = console.signed_in("supervisor").post(page_of(console), {"do": "look"})
    assert late.status_code == 409


def test_a_double_click_blocks_once_and_a_second_person_is_told_and_loses_nothing(console: Console) -> None:
    blocked(console)
    assert kim(console).post(page_of(console), FORM).status_code == 303
    other = console.signed_in("supervisor").post(page_of(console), {**FORM, "words": "my own words"})
    assert other.status_code == 409 and "meanwhile" in other.text
    assert len(console.line.rows(Block)) == 1
    assert len([each for each in texts(console) if "Volunteers won't" in each]) <= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "no such"},
        {"days": "9999"},
        {"days": "²"},
        {"words": ""},
        {"words": "\u0000\u200b"},
        {"words": "x" * 5000},
        {"words": "it is +1 202 555 0111"},
        {"do": "nothing"},
        {"do": ""},
    ],
)
def test_rubbish_is_said_so_in_place_and_blocks_nobody(quick: Console, wrong: dict[str, str]) -> None:
    sent = kim(quick).post(page_of(quick), {**FORM, **wrong})
    assert sent.status_code == 422 and not quick.line.rows(Block)


@pytest.fixture
def quick(lines: Callable[..., TestLine]) -> Console:
    made = Console(lines("sqlite"))
    made.line.volunteer(VOLUNTEER, "Sam")
    made.line.text(PARTICIPANT, "CHECKIN")
    return made


def test_a_volunteer_is_not_blocked_here(quick: Console) -> None:
    handle = quick.line.contacts_of(VOLUNTEER)[0].handle
    sent = kim(quick).post(f"/console/people/{handle}/block", FORM)
    assert sent.status_code == 409 and not quick.line.rows(Block)


def test_who_knows_them_sees_and_does_nothing(quick: Console) -> None:
    blocked(quick)
    browser = console_that_knows(quick)
    assert browser.get(page_of(quick)).status_code == 404
    assert browser.post(page_of(quick), {"do": "end"}, page="/console/account").status_code == 404
    assert who(quick).handle not in browser.get("/console/blocks?which=all").text
    assert quick.line.rows(Block)[0].ended_at is None


def test_who_knows_them_by_another_phone_of_theirs_reads_of_no_block_either(quick: Console) -> None:
    blocked(quick)
    quick.line.text("+12025550133", "CHECKIN")
    lee = quick.member("supervisor", "lee@example.org").account
    one, other = who(quick).id, quick.line.contacts_of("+12025550133")[0].id
    with quick.line.db.begin(quick.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=lee.id, contact_id=other, said_at=tx.now))
        same_person.link(tx, one, other)
    browser = quick.signed_in("supervisor", "lee@example.org")
    for which in ("look", "now", "all"):
        assert who(quick).handle not in browser.get(f"/console/blocks?which={which}").text
        assert who(quick).handle in kim(quick).get(f"/console/blocks?which={which}").text


def console_that_knows(console: Console) -> Browser:
    member = console.member("supervisor", "lee@example.org")
    them = who(console).id
    with console.line.db.begin(console.line.clock()) as tx:
        said = {"account_id": member.account.id, "contact_id": them, "said_at": tx.now}
        tx.run(insert(AccountKnows).values(said))
    return console.signed_in("supervisor", "lee@example.org")


def test_nobody_of_this_handle_is_a_page_that_is_not_there(quick: Console) -> None:
    assert kim(quick).get("/console/people/Nobody-1/block").status_code == 404
    assert kim(quick).get("/console/people/%3Cscript%3E/block").status_code == 404


def test_ended_early_they_are_told_and_may_ask(quick: Console) -> None:
    blocked(quick)
    kim(quick).post(page_of(quick), {"do": "end"})
    quick.line.work()
    assert "again" in texts(quick)[-1]
    assert ("block ended", who(quick).handle) in did(quick)
    assert kim(quick).post(page_of(quick), {"do": "end"}, page="/console/account").status_code == 409


def test_the_list_has_whom_volunteers_blocked(quick: Console) -> None:
    them = who(quick).id
    with quick.line.db.begin(quick.line.clock()) as tx:
        [sam] = roster.volunteers(tx)
        pairings.refuse(tx, contact_id=them, volunteer_id=sam.id, by="volunteer")
    assert who(quick).handle in kim(quick).get("/console/blocks").text


def test_words_are_gone_after_ninety_days_once_it_is_over(quick: Console) -> None:
    blocked(quick, days="1")
    quick.pass_time(days=91)
    with quick.line.db.begin(quick.line.clock()) as tx:
        blocks.forget(tx)
    assert quick.line.rows(Block)[0].words_sealed is None


def test_who_is_blocked_says_how_they_are_and_is_offered_no_call_but_told_what_remains(
    quick: Console,
) -> None:
    blocked(quick)
    quick.line.text(PARTICIPANT, "CHECKIN")
    said = quick.line.text(PARTICIPANT, "2")
    assert "sounds hard" in said and "until" in said and "988" in said and "TEAM" in said
    assert "Would it help" not in said
    assert [row.mood for row in quick.line.rows(Checkin)] == [2]
    assert not quick.line.rows(Callback)


@pytest.mark.parametrize(
    "words", ["blah wibble", "phone calls are hard for me", "i want to talk to somebody"]
)
def test_nothing_else_that_who_is_blocked_writes_is_answered_with_an_offer(
    quick: Console, words: str
) -> None:
    blocked(quick)
    said = quick.line.text(PARTICIPANT, words)
    assert "Volunteers won't" in said and "?" not in said


def test_on_the_phone_a_check_in_offers_no_call_either(quick: Console) -> None:
    blocked(quick)
    sid, heard = quick.line.call(PARTICIPANT)
    heard = quick.line.press(heard, "1", sid, PARTICIPANT)
    heard = quick.line.press(heard, "2", sid, PARTICIPANT)
    assert "Volunteers can't" in heard.words and "Would it help" not in heard.words


def test_in_danger_who_is_blocked_is_offered_a_person_as_ever(quick: Console) -> None:
    blocked(quick)
    quick.line.text(PARTICIPANT, "i want to kill myself")
    assert "Volunteers won't" not in quick.line.text(PARTICIPANT, "hello")


def test_a_request_that_stands_since_a_crisis_is_not_talked_over(quick: Console) -> None:
    quick.line.text(PARTICIPANT, "i want to kill myself")
    quick.line.text(PARTICIPANT, "CALL")
    blocked(quick)
    quick.pass_time(hours=25)
    assert quick.line.rows(Callback)[-1].state in OPEN_STATES
    quick.line.text(PARTICIPANT, "CHECKIN")
    assert "Volunteers won't" not in quick.line.text(PARTICIPANT, "3")


@pytest.mark.parametrize("phone", [PARTICIPANT, "+12025550112"])
def test_the_text_about_a_block_that_waits_is_dropped_once_they_are_in_danger(
    quick: Console, phone: str
) -> None:
    quick.line.text("+12025550112", "CHECKIN")
    one, other = who(quick).id, quick.line.contacts_of("+12025550112")[0].id
    with quick.line.db.begin(quick.line.clock()) as tx:
        same_person.link(tx, one, other)
    sent = kim(quick).post(page_of(quick), FORM)
    assert sent.status_code == 303
    assert [each.state for each in quick.line.rows(Message) if each.purpose == "blocked"] == ["due"]
    quick.line.text(phone, "i want to kill myself")
    assert [each.state for each in quick.line.rows(Message) if each.purpose == "blocked"] == ["dropped"]
    quick.line.work()
    assert not [each for each in texts(quick) if "Volunteers won't" in each]
