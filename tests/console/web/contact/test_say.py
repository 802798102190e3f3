"""SAY from the console: who is written to and reads what, what forbids it, and where their answer goes."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from store.audit import chain
from store.models import AccountKnows, Alert, Callback, Contact, Message, TeamRequest, TeamWords
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"
CRISIS = "i want to kill myself"
FORM = {"do": "send", "words": "Are you safe right now?", "once": "abcdefghijkl"}


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    return Console(lines(request.param))


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def texts(console: Console, to: str = PARTICIPANT) -> list[str]:
    console.line.work()
    return [each.words for each in console.line.carrier.texts if each.to == to]


def page_of(console: Console, number: str = PARTICIPANT) -> str:
    return f"/console/people/{console.line.contacts_of(number)[0].handle}/say"


def kim(console: Console) -> Browser:
    return console.signed_in("coordinator", "kim@example.org")


def in_danger(console: Console) -> str:
    console.line.text(PARTICIPANT, CRISIS)
    texts(console)
    return page_of(console)


@pytest.mark.parametrize("words", ["yes, call me", "please call me", "si, llamame", "llámame por favor"])
def test_a_call_asked_of_the_team_is_for_whoever_writes_at_the_console(console: Console, words: str) -> None:
    page = in_danger(console)
    kim(console).post(page, FORM)
    texts(console)
    console.pass_time(minutes=1)
    assert console.line.text(PARTICIPANT, words) in ("OK, I'll tell them.", "Bien, le aviso.")
    assert console.line.rows(Alert)[0].call_yes_at is not None, "CALL rings them at once"
    assert texts(console, COORDINATOR)[-1].startswith("A1 ")


def test_where_the_alert_is_closed_meanwhile_who_asks_for_a_call_is_given_a_volunteer(
    console: Console,
) -> None:
    page = in_danger(console)
    kim(console).post(page, FORM)
    texts(console)
    console.pass_time(minutes=1)
    kim(console).post("/console/now/alert/1", {"do": "close", "words": "talked to her"})
    answer = console.line.text(PARTICIPANT, "yes, call me")
    assert "From our team" not in answer and "988" in answer
    assert [each.kind for each in console.line.rows(Callback)] == ["call"]


def test_in_danger_they_read_it_as_the_team_and_what_they_answer_is_for_the_team(both: Console) -> None:
    page = in_danger(both)
    assert kim(both).post(page, FORM).status_code == 303
    assert texts(both)[-1] == "From our team: Are you safe right now?\nText back here, and it goes to them."
    assert both.line.rows(Alert)[0].taken_by_account_id == 1, "who writes has it"
    both.pass_time(minutes=1)
    assert both.line.text(PARTICIPANT, "no i am so scared") == "", "the line leaves the talking to the team"
    seen = kim(both).get(page).text
    assert "They wrote" in seen and "scared" not in seen and "Are you safe" not in seen
    with both.line.db.begin(both.line.clock()) as tx:
        [entry] = [each for each in chain.entries(tx.connection, most=5) if each.did == "say"]
    assert entry.about == "A1" and "safe" not in str(entry)


def test_words_of_danger_are_read_as_ever_while_the_team_writes(console: Console) -> None:
    page = in_danger(console)
    kim(console).post(page, FORM)
    console.pass_time(minutes=1)
    assert "988" in console.line.text(PARTICIPANT, "i took all the pills")


def test_where_nobody_has_the_page_open_the_first_on_call_hears_that_they_wrote(console: Console) -> None:
    page = in_danger(console)
    kim(console).post(page, FORM)
    kim(console).get(page)
    console.line.text(PARTICIPANT, "it is so dark")
    assert not [each for each in texts(console, COORDINATOR) if "wrote again" in each]
    console.pass_time(minutes=10)
    console.line.text(PARTICIPANT, "it is so dark here")
    assert [each for each in texts(console, COORDINATOR) if "wrote again" in each]


def test_the_page_that_asks_by_itself_counts_as_open(console: Console) -> None:
    page = in_danger(console)
    browser = kim(console)
    browser.post(page, FORM)
    console.pass_time(minutes=10)
    assert browser.get(f"{page}/live").status_code == 200
    console.line.text(PARTICIPANT, "it is so dark here")
    assert not [each for each in texts(console, COORDINATOR) if "wrote again" in each]


def test_without_danger_it_is_one_text_and_the_line_goes_on(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    assert kim(console).post(page_of(console), FORM).status_code == 303
    assert texts(console)[-1] == "Our team at Riverside Warmline writes: Are you safe right now?"
    assert console.line.text(PARTICIPANT, "MENU") != ""


def test_the_page_shows_first_what_they_read_and_what_it_costs_and_sends_nothing(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    looked = kim(console).post(page_of(console), {**FORM, "do": "preview", "words": "x" * 200})
    assert "Our team at Riverside Warmline writes: " + "x" * 200 in looked.text
    assert "as much as 2 texts" in looked.text and "x" * 200 + "</textarea>" in looked.text
    dear = kim(console).post(page_of(console), {**FORM, "do": "preview", "words": "Cómo estás"})
    assert "cost double" in dear.text
    assert not console.line.rows(TeamWords)


def test_a_double_click_sends_once(both: Console) -> None:
    both.line.text(PARTICIPANT, "CHECKIN")
    for _ in range(2):
        assert kim(both).post(page_of(both), FORM).status_code == 303
    assert len([each for each in texts(both) if "Are you safe" in each]) == 1
    assert kim(both).post(page_of(both), {**FORM, "once": "another-form"}).status_code == 303
    assert len([each for each in texts(both) if "Are you safe" in each]) == 2


def test_who_opted_out_is_not_written_to_and_the_words_are_given_back(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    console.line.text(PARTICIPANT, "STOP")
    sent = kim(console).post(page_of(console), FORM, page="/console/account")
    assert sent.status_code == 409 and "opted out" in sent.text and "Are you safe" in sent.text
    assert not console.line.rows(TeamWords)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"company": True}, "near their phone"),
        ({"landline": True}, "No text reaches"),
        ({"month": True}, "for 30 days"),
        ({"night": True}, "outside the hours"),
        ({"no_answer": True}, "want no answer"),
    ],
)
def test_what_forbids_it_is_said_and_nothing_goes_out(
    console: Console, said: dict[str, bool], why: str
) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    them = console.line.contacts_of(PARTICIPANT)[0].id
    console.pass_time(**({"days": 31} if "month" in said else {"hours": 11} if "night" in said else {}))
    with console.line.db.begin(console.line.clock()) as tx:
        if "company" in said:
            tx.run(update(Contact).where(Contact.id == them).values(company_at=tx.now))
        if "landline" in said:
            tx.run(update(Contact).where(Contact.id == them).values(landline_at=tx.now))
        if "no_answer" in said:
            alert = {"kind": "question", "contact_id": them, "at": tx.now}
            number = tx.run(insert(Alert).values(**alert).returning(Alert.id)).scalar_one()
            asked = {"contact_id": them, "alert_id": number, "kind": "question", "at": tx.now}
            tx.run(insert(TeamRequest).values(**asked, may_answer=False, row_key="x"))
    before = len(texts(console))
    sent = kim(console).post(page_of(console), FORM, page="/console/account")
    assert sent.status_code == 409 and why in sent.text, sent.text
    assert why in kim(console).get(page_of(console)).text
    assert len(texts(console)) == before


def test_an_answer_within_the_hour_is_no_start_of_ours_at_night(console: Console) -> None:
    console.pass_time(hours=11)
    console.line.text(PARTICIPANT, "CHECKIN")
    console.pass_time(minutes=50)
    assert kim(console).post(page_of(console), FORM).status_code == 303


def test_discreet_words_are_shown_as_they_arrive(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    for words in ("SAFE", "6", "1"):
        console.line.text(PARTICIPANT, words)
    looked = kim(console).post(page_of(console), {**FORM, "do": "preview"})
    kim(console).post(page_of(console), FORM)
    assert texts(console)[-1] in looked.text


@pytest.mark.parametrize(
    "wrong",
    [{"words": ""}, {"words": "\u200b\u0000"}, {"words": "y" * 451}, {"once": ""}, {"once": "<b>" * 4}],
)
def test_rubbish_is_said_so_in_place_and_nothing_goes_out(console: Console, wrong: dict[str, str]) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    sent = kim(console).post(page_of(console), {**FORM, **wrong})
    assert sent.status_code == 422 and "<b>" not in sent.text
    assert not console.line.rows(TeamWords)


def test_who_knows_them_neither_writes_nor_sees_when(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    browser = kim(console)
    them = console.line.contacts_of(PARTICIPANT)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=1, contact_id=them, said_at=tx.now))
    for answer in (
        browser.get(page_of(console)),
        browser.get(page_of(console) + "/live"),
        browser.post(page_of(console), FORM, page="/console/account"),
    ):
        assert answer.status_code == 404
    assert not console.line.rows(TeamWords)


def test_numbers_and_words_stand_in_no_row_of_it(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    kim(console).post(page_of(console), FORM)
    [row] = console.line.rows(TeamWords)
    assert "Are you" not in str(vars(row) if hasattr(row, "__dict__") else row)
    sealed = [each.words_sealed for each in console.line.rows(Message)]
    assert sealed and not any("Are you" in each for each in sealed)
