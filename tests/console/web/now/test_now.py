"""Now: who sees what, who has an alert once two press its button, what a coordinator does with a callback."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import insert

from console.web.now.live import LASTS, Live, Viewer
from store.alerts import alerts, history
from store.audit import chain
from store.models import Alert, Callback, Message, Offer
from store.now import now
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

CRISIS = "i want to kill myself"
PARTICIPANT, VOLUNTEER, SECOND = "+12025550111", "+12025550122", "+12025550133"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def crisis(console: Console) -> str:
    """Somebody spoke of danger; gives their handle."""
    console.line.text(PARTICIPANT, CRISIS)
    console.line.work()
    return str(console.line.contacts_of(PARTICIPANT)[0].handle)


def asked_for(console: Console) -> Callback:
    """Somebody asked for a call, and consented; gives the callback."""
    for words in ("CALL", "1", "1", "1"):
        if not console.line.rows(Callback):
            console.line.text(PARTICIPANT, words)
    console.line.work()
    made: Callback = console.line.rows(Callback)[0]
    return made


def kim(console: Console) -> Browser:
    return console.signed_in("coordinator", "kim@example.org")


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=5)]


def test_an_alert_is_there_without_words_or_number_and_in_the_title_and_goes_to_who_was_first(
    console: Console,
) -> None:
    handle = crisis(console)
    here, other = kim(console), console.signed_in("supervisor")
    seen = here.get("/console/").text
    assert "<title>(1) Riverside Warmline – Now</title>" in seen and handle in seen
    assert CRISIS not in seen and PARTICIPANT not in seen and "5550111" not in seen
    took = here.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    assert took.headers["Location"] == "/console/now/alert/1"
    later = other.post("/console/now/alert/1", {"do": "take"}, page="/console/account")
    assert later.status_code == 303
    assert "Somebody else was quicker" in other.get("/console/now/alert/1").text
    assert "Kim has it" in other.get("/console/").text and "(1)" not in other.get("/console/").text
    row = console.line.rows(Alert)[0]
    assert (row.taken_by_account_id, row.taken_by_id) == (1, None)
    assert did(console) == [("ack", "A1")]
    console.line.work()
    assert "somebody else on call has it" in console.line.carrier.texts[-1].words.lower()


def test_what_somebody_took_in_the_console_is_nobody_elses_by_text(console: Console) -> None:
    crisis(console)
    kim(console).post("/console/now/alert/1", {"do": "take"}, page="/console/")
    assert "omebody" in console.line.text(COORDINATOR, "ACK A1")
    assert console.line.rows(Alert)[0].taken_by_id is None
    console.line.text(COORDINATOR, "UNDO")
    with console.line.db.begin(console.line.clock()) as tx:
        assert alerts.every_open(tx) == [], "UNDO gives back what that phone took, and nothing else"


def test_whoever_knows_them_passes_it_on_and_sees_no_more_of_it(console: Console) -> None:
    handle = crisis(console)
    here = kim(console)
    here.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    here.post("/console/now/alert/1", {"do": "pass", "knows": "on"})
    seen = here.get("/console/").text
    assert handle not in seen and "about somebody you know: nobody has it yet" in seen and "(1)" not in seen
    assert "No alerts." not in seen
    assert here.get("/console/now/alert/1").status_code == 404, "as one that there is not"
    assert (
        here.send(
            "/console/now/alert/1", {"do": "close", "words": "x", "csrf_token": here.token("/console/")}
        ).status_code
        == 404
    )
    assert handle in console.signed_in("supervisor").get("/console/").text
    with console.line.db.begin(console.line.clock()) as tx:
        assert len(history.show_again(tx, 1, "Desk-0")) == 0 and len(history.show_again(tx, 1)) == 1
    assert handle in here.get("/console/").text, "it was said by mistake"
    row = console.line.rows(Alert)[0]
    assert row.closed_at is None and row.taken_by_account_id is None and row.told_from > row.acknowledged_at


def test_whoever_knows_them_reads_that_somebody_has_it_and_that_a_call_is_hidden(console: Console) -> None:
    asked_for(console)
    handle = crisis(console)
    here, other = kim(console), console.signed_in("supervisor")
    here.post("/console/now/alert/1", {"do": "pass", "knows": "on"})
    seen = here.get("/console/").text
    assert "nobody has it yet" in seen and "about somebody you know.</p>" in seen
    assert "Nobody is waiting for a call." not in seen
    other.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    seen = here.get("/console/").text
    assert "about somebody you know: somebody has it" in seen and handle not in seen
    assert "nobody has it yet" not in seen


def test_it_is_closed_with_what_was_done_and_only_once(console: Console) -> None:
    crisis(console)
    here, other = kim(console), console.signed_in("supervisor")
    missing = here.post("/console/now/alert/1", {"do": "close"})
    assert missing.status_code == 422 and "Write what was done" in missing.text
    other_token = other.token("/console/now/alert/1")
    here.post("/console/now/alert/1", {"do": "close", "words": "they are with their sister"})
    row = console.line.rows(Alert)[0]
    assert row.closed_at is not None and "sister" not in str(row)
    console.pass_time(minutes=1)
    other.send("/console/now/alert/1", {"do": "close", "words": "me too", "csrf_token": other_token})
    assert console.line.rows(Alert)[0].closed_at == row.closed_at
    assert "closed meanwhile" in other.get("/console/").text
    assert did(console)[0] == ("alert closed", "A1") and len(did(console)) == 1


def test_closing_leaves_standing_when_somebody_took_it(console: Console) -> None:
    crisis(console)
    here = kim(console)
    here.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    took = console.line.rows(Alert)[0].acknowledged_at
    console.pass_time(minutes=7)
    here.post("/console/now/alert/1", {"do": "close", "words": "they are with their sister"})
    row = console.line.rows(Alert)[0]
    assert row.acknowledged_at == took and row.closed_at > took


def test_what_nobody_took_or_was_passed_on_is_taken_as_it_is_closed(console: Console) -> None:
    crisis(console)
    here = kim(console)
    here.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    here.post("/console/now/alert/1", {"do": "pass"})
    console.pass_time(minutes=7)
    here.post("/console/now/alert/1", {"do": "close", "words": "they are with their sister"})
    row = console.line.rows(Alert)[0]
    assert row.acknowledged_at == row.closed_at and row.acknowledged_at > row.told_from


def test_a_crisis_that_somebody_has_stays_above_all_else_until_it_is_closed(console: Console) -> None:
    crisis(console)
    here = kim(console)
    here.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(Alert).values(kind="gap", at=tx.now))
        assert [each.kind.value for each in now.alerts_now(tx)] == ["crisis", "gap"]
    assert 'class="grave"' in here.get("/console/").text


def test_the_page_names_who_gets_it_and_says_when_they_were_told_before(console: Console) -> None:
    crisis(console)
    seen = kim(console).get("/console/now/alert/1").text
    handle = console.line.contacts_of(COORDINATOR)[0].handle
    assert seen.index("/say") < seen.index("SAY A1"), "what can be done here stands first"
    assert "PASS A1 I know them" in seen, "their phone on call knows nothing of the account"
    assert f"{handle} was told before. Nobody comes after them" in seen
    here = console.signed_in("supervisor")
    here.post("/console/now/alert/1", {"do": "pass"})
    assert "nobody has it until they say so" in here.get("/console/").text


@pytest.mark.parametrize("role", ["facilitator", "auditor"])
def test_who_is_there_for_something_else_sees_no_people(console: Console, role: str) -> None:
    handle = crisis(console)
    here = console.signed_in(role)
    seen = here.get("/console/").text
    assert handle not in seen and "(1)" not in seen and ("duty" in seen) is (role == "facilitator")
    polled = here.get("/console/now/live")
    assert polled.status_code == (200 if role == "facilitator" else 403) and handle not in polled.text
    assert here.send("/console/now/alert/1", {"do": "take"}).status_code == 403
    assert console.line.rows(Alert)[0].acknowledged_at is None


def test_a_poll_hears_of_what_changed_and_else_costs_nothing_and_ends_with_the_session(
    console: Console,
) -> None:
    here = kim(console)
    first = here.get("/console/").text
    tag = first.split('data-tag="')[1].split('"')[0].replace("&#34;", '"')
    assert here.get("/console/now/live", **{"If-None-Match": tag}).status_code == 304
    crisis(console)
    here.get("/console/")
    changed = here.get("/console/now/live", **{"If-None-Match": tag, "Accept-Encoding": "gzip"})
    said = json.loads(gzip.decompress(changed.data))
    assert said["title"].startswith("(1)") and said["blocks"].keys() == {
        *("line", "alerts", "summary", "callbacks", "talks", "cover")
    }
    for block in said["blocks"].values():
        assert block in here.get("/console/").text.replace("&#39;", "'") or "csrf" not in block
    console.pass_time(hours=3)
    assert here.get("/console/now/live").status_code == 401


def test_a_promise_is_put_off_as_it_was_said_and_the_participant_reads_it(console: Console) -> None:
    cb = asked_for(console)
    here = kim(console)
    path = f"/console/now/callback/{cb.id}"
    offered = here.get(path).text
    assert "and we won&#39;t make it" in offered
    console.line.new_texts()
    assert here.post(path, {"do": "put_off", "minutes": "60"}).status_code == 303
    console.line.work()
    now = console.line.rows(Callback)[0]
    assert now.promised_by.minute == cb.promised_by.minute and now.promised_by > cb.promised_by
    told = [words for to, words in console.line.new_texts() if to == PARTICIPANT]
    assert len(told) == 1 and "we won't make it" in told[0]
    for wrong in ("61", "", "-60"):
        assert here.post(path, {"do": "put_off", "minutes": wrong}).status_code == 422
    assert console.line.rows(Callback)[0].promised_by == now.promised_by


def test_more_are_asked_and_one_is_asked_by_name_and_the_participant_hears_nothing(console: Console) -> None:
    console.line.volunteer(VOLUNTEER, "Sam Lee")
    cb = asked_for(console)
    console.line.volunteer(SECOND, "Rosa Diaz")
    here, path = kim(console), f"/console/now/callback/{cb.id}"
    seen = here.get("/console/").text
    assert "offered to Sam, lapses in 10 min" in seen and cb.code in seen
    console.line.new_texts()
    assert here.post(path, {"do": "widen"}).status_code == 303
    console.line.work()
    assert [each.state for each in console.line.rows(Offer)] == ["open", "open"]
    assert [to for to, _ in console.line.new_texts()] == [SECOND]
    again = here.post(path, {"do": "widen"})
    assert again.status_code == 422 and "Nobody else can be asked" in again.text
    asked = here.post(path, {"do": "reassign", "to": "1"})
    assert asked.status_code == 422 and "Sam is asked already" in asked.text
    assert did(console) == [("callbacks widen", f"{cb.code} #{cb.id}")]


def test_what_is_called_off_is_said_to_them_and_is_over_for_the_next_who_tries(console: Console) -> None:
    cb = asked_for(console)
    here, path = kim(console), f"/console/now/callback/{cb.id}"
    token = here.token(path)
    assert here.post(path, {"do": "call_off", "tell": "yes"}).status_code == 303
    assert console.line.rows(Callback)[0].state == "cancelled"
    assert "the participant is told" in here.get("/console/").text
    late = here.send(path, {"do": "widen", "csrf_token": token})
    assert late.status_code == 404 and "over" in late.text
    assert "Nobody is waiting for a call." in here.get("/console/").text


def test_a_code_or_a_handle_leads_there_and_a_number_is_not_said_back(console: Console) -> None:
    handle = crisis(console)
    here = kim(console)
    assert here.get("/console/now/find?code=a1").headers["Location"] == "/console/now/alert/1"
    cb = asked_for(console)
    for named in (cb.code.lower(), handle.upper()):
        assert here.get(f"/console/now/find?code={named}").headers["Location"].endswith(f"/callback/{cb.id}")
    for unknown in ("Z9", "A99999999999999999999", "", "<b>", "٣", "A٣"):
        answer = here.get(f"/console/now/find?code={unknown}")
        assert answer.status_code == 404 and "<b>" not in answer.text
    assert "2025550111" not in here.get("/console/now/find?code=2025550111").text


def test_what_was_typed_is_there_again_after_the_session_had_ended(console: Console) -> None:
    crisis(console)
    member = console.member(email="kim@example.org")
    here = kim(console)
    token = here.token("/console/now/alert/1")
    console.pass_time(hours=3)
    sent = here.send("/console/now/alert/1", {"do": "close", "words": "safe now", "csrf_token": token})
    assert sent.headers["Location"].startswith("/console/sign-in")
    assert console.line.rows(Alert)[0].closed_at is None
    fields = {
        "email": "kim@example.org",
        "password": "an orange kettle hums twice",
        "code": console.code(member),
    }
    here.post("/console/sign-in", fields | {"next": "/console/now/alert/1"})
    assert "safe now" in here.get("/console/now/alert/1").text


def test_what_the_line_cannot_do_stands_first_in_both_languages(console: Console) -> None:
    ailing = replace(console.context, parts=lambda: {"worker": False, "clock": True})
    assert ailing.parts()["worker"] is False
    for language, said in (("en", "Nobody is on duty"), ("es", "No hay nadie de turno")):
        seen = console.signed_in("coordinator", f"{language}@example.org", language).get("/console/").text
        assert said in seen
    assert not console.line.rows(Message)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_whoever_only_watches_never_sees_what_is_older_than_two_seconds(
    kind: str, lines: Callable[..., TestLine]
) -> None:
    line, passed = lines(kind), [0.0]
    live = Live(line.db, line.clock, dict, lambda: passed[0])

    def seen(*, fresh: bool = False) -> int:
        with line.app.test_request_context("/console/"):
            return live.show(Viewer("en", people=True), fresh=fresh).count

    Console(line)
    assert seen() == 0
    line.text("+12025550111", "i want to kill myself")
    passed[0] = LASTS - 0.01
    assert seen() == 0 and seen(fresh=True) == 1
    line.text("+12025550112", "i want to kill myself")
    passed[0] += LASTS
    assert seen() == 2
    assert LASTS <= 2.0
