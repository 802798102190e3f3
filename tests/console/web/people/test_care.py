"""A care plan, quieter contact, other phones: what stands afterwards, who is told, and whoever comes second."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from sqlalchemy import update

from flows.rules.promises.limits import CarePlan, Slot
from flows.rules.safe_contact.allowed import Safe
from store.audit import chain
from store.callbacks import care_plans
from store.contacts import contacts
from store.models import AccountReason, Callback, Contact, SafeContact
from store.people import quieter
from store.safe_contact import safe_contact
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

PARTICIPANT, OTHER, VOLUNTEER = "+12025550111", "+12025550112", "+12025550122"
WHY = {"reason": "unsafe", "said": "a partner reads along"}


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    made = Console(lines("sqlite"))
    made.line.text(PARTICIPANT, "HELLO")
    return made


def handle(console: Console, number: str = PARTICIPANT) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def kim(console: Console, name: str = "kim") -> Browser:
    return console.signed_in("coordinator", f"{name}@example.org")


def at(console: Console, page: str) -> str:
    return f"/console/people/{handle(console)}/{page}"


def did(console: Console) -> list[str]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [each.did for each in chain.entries(tx.connection, most=9) if each.did != "people show"]


def plan(console: Console) -> CarePlan | None:
    with console.line.db.begin(console.line.clock()) as tx:
        return care_plans.plan_of(tx, 1)


def safe(console: Console) -> Safe:
    with console.line.db.begin(console.line.clock()) as tx:
        return contacts.listening(tx, 1).safe


def was(browser: Browser, path: str) -> str:
    return browser.get(path).text.split('name="was"')[1].split('value="')[1].split('"')[0]


PLAN: dict[str, Any] = {
    "do": "keep",
    "calls": "2",
    "zone": "America/New_York",
    "named": "",
    "day_0": "0",
    "at_0": "19:00",
    "minutes_0": "15",
    "day_5": "6",
    "at_5": "9:30",
}


def test_a_plan_is_agreed_on_seen_and_ended(console: Console) -> None:
    sam = console.line.volunteer(VOLUNTEER, "Sam Lee")
    path, here = at(console, "plan"), kim(console)
    fields = PLAN | {"named": str(sam)}
    assert here.post(path, fields | {"was": was(here, path)}).status_code == 303
    slots = (Slot(0, time(19), 15), Slot(6, time(9, 30), 30))
    assert plan(console) == CarePlan(2, slots, "America/New_York", sam)
    seen = here.get(f"/console/people/{handle(console)}").text
    assert "Calls a day: 2." in seen and "Monday 19:00, give or take 15 min" in seen and "Sam (" in seen
    assert "care plan" in here.get("/console/people?only=plan").text
    assert here.post(path, {"do": "end", "was": was(here, path)}).status_code == 303
    assert plan(console) is None and did(console) == ["plans clear", "plans set"]
    assert console.line.carrier.texts == [] or all(t.to != PARTICIPANT for t in console.line.carrier.texts)


def test_whoever_comes_second_to_a_plan_is_told_and_loses_nothing(console: Console) -> None:
    path, here, other = at(console, "plan"), kim(console), kim(console, "lee")
    mine, theirs = was(here, path), was(other, path)
    here.post(path, PLAN | {"was": mine})
    late = other.post(path, PLAN | {"calls": "5", "was": theirs})
    assert late.status_code == 422 and "Somebody else changed this" in late.text
    kept = plan(console)
    assert 'value="5" selected' in late.text and kept is not None and kept.calls_per_day == 2
    again = late.text.split('name="was"')[1].split('value="')[1].split('"')[0]
    assert other.post(path, PLAN | {"calls": "5", "was": again}).status_code == 303
    ended = here.post(path, {"do": "end", "was": mine})
    assert ended.status_code == 422 and plan(console) is not None, "they have not seen what they would end"


def test_a_plan_pressed_twice_is_kept_once(console: Console) -> None:
    path, here = at(console, "plan"), kim(console)
    fields = PLAN | {"was": was(here, path), "csrf_token": here.token(path)}
    assert [here.send(path, fields).status_code for _ in range(2)] == [303, 303]
    assert did(console) == ["plans set"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"calls": "-1"}, "Choose a number"),
        ({"calls": "999"}, "Choose a number"),
        ({"calls": "٣"}, "Choose a number"),
        ({"zone": "Mars/Olympus"}, "Give a zone"),
        ({"zone": ""}, "Give a zone"),
        ({"zone": "../../etc/passwd"}, "Give a zone"),
        ({"named": "99"}, "Choose a volunteer"),
        ({"named": "<script>"}, "Choose a volunteer"),
        ({"at_0": "25:00"}, "Give a time"),
        ({"at_0": ""}, "Give a time"),
        ({"day_0": "7"}, "Choose a day"),
        ({"minutes_0": "0"}, "Give 1 to 720"),
        ({"minutes_0": "9999999"}, "Give 1 to 720"),
        ({"calls": "", "day_0": "", "at_0": "", "day_5": "", "at_5": ""}, "Say what is agreed"),
    ],
)
def test_what_cannot_be_agreed_is_said_beside_it_and_nothing_is_kept(
    console: Console, wrong: dict[str, str], said: str
) -> None:
    path, here = at(console, "plan"), kim(console)
    answer = here.post(path, PLAN | wrong | {"was": was(here, path)})
    assert answer.status_code == 422 and said in answer.text and "<script>" not in answer.text
    assert 'value="9:30"' in answer.text or "day_5" in wrong, "what they typed is there"
    assert plan(console) is None and did(console) == []


def test_nobody_is_named_for_themselves_by_whichever_phone(console: Console) -> None:
    sam = console.line.volunteer(VOLUNTEER, "Sam Lee")
    theirs = console.line.contacts_of(VOLUNTEER)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(update(Contact).where(Contact.id == theirs).values(same_as=1))
    path, here = at(console, "plan"), kim(console)
    assert "Sam" not in here.get(path).text
    answer = here.post(path, PLAN | {"named": str(sam), "was": was(here, path)})
    assert answer.status_code == 422 and plan(console) is None


def test_contact_is_made_quieter_with_a_reason_and_nothing_is_sent_for_it(console: Console) -> None:
    path, here = at(console, "quieter"), kim(console)
    console.line.work()
    console.line.new_texts()
    quiet = {"quiet_calls": "yes", "quiet_discreet": "yes", "begins": "18:00", "ends": "20:00"}
    assert here.post(path, quiet | WHY | {"was": was(here, path)}).status_code == 303
    console.line.work()
    assert safe(console) == Safe(calls=False, discreet=True, hours=(time(18), time(20)))
    assert console.line.new_texts() == [] and did(console) == [quieter.DID]
    row = console.line.rows(AccountReason)[0]
    assert (row.reason, row.item) == ("unsafe", "calls discreet hours") and "partner" not in str(row)
    assert "made contact quieter" in here.get(f"/console/people/{handle(console)}").text


@pytest.mark.parametrize(
    "louder",
    [
        {"calls": "yes"},
        {"quiet_voicemail": "yes"},
        {"begins": "08:00", "ends": "22:00"},
        {"begins": "21:00", "ends": "07:00"},
        {"begins": "09:00", "ends": "17:00"},
        {"begins": "", "ends": ""},
        {"begins": "12:00", "ends": "12:00"},
        {"begins": "noon", "ends": "17:00"},
        {"begins": "12:00", "ends": ""},
    ],
)
def test_the_team_makes_it_quieter_and_never_louder(console: Console, louder: dict[str, str]) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        safe_contact.keep(tx, 1, "calls", False)
        safe_contact.keep(tx, 1, "hours", (time(9), time(17)))
    before, path, here = safe(console), at(console, "quieter"), kim(console)
    answer = here.post(path, {"begins": "09:00", "ends": "17:00"} | louder | WHY | {"was": was(here, path)})
    assert answer.status_code == 422 and "a partner reads along" in answer.text
    assert safe(console) == before and did(console) == [] and console.line.rows(AccountReason) == []


def test_hours_past_midnight_are_fewer_only_within_those_before() -> None:
    night = (time(22), time(6))
    assert quieter.are_fewer((time(23), time(5)), night) and quieter.are_fewer((time(1), time(2)), night)
    assert not quieter.are_fewer((time(21), time(23)), night) and not quieter.are_fewer(night, night)
    assert not quieter.are_fewer((time(5), time(23)), night) and quieter.are_fewer(night, None)


def test_without_a_reason_contact_stays_as_it_was(console: Console) -> None:
    path, here = at(console, "quieter"), kim(console)
    for missing in ({"reason": ""}, {"said": ""}, {"reason": "whim"}):
        fields = {"quiet_calls": "yes", "was": was(here, path)} | WHY | missing
        assert here.post(path, fields).status_code == 422
    assert console.line.rows(SafeContact) == []


def test_what_they_set_meanwhile_is_seen_before_it_is_made_quieter(console: Console) -> None:
    path, here = at(console, "quieter"), kim(console)
    mark = was(here, path)
    with console.line.db.begin(console.line.clock()) as tx:
        safe_contact.keep(tx, 1, "hours", (time(9), time(12)))
    late = here.post(path, {"begins": "10:00", "ends": "18:00", "was": mark} | WHY)
    assert late.status_code == 422 and "Somebody else changed this" in late.text
    assert safe(console).hours == (time(9), time(12))


def test_quieter_pressed_twice_is_done_once(console: Console) -> None:
    path, here = at(console, "quieter"), kim(console)
    fields = {"quiet_calls": "yes", "was": was(here, path), "csrf_token": here.token(path)} | WHY
    assert [here.send(path, fields).status_code for _ in range(2)] == [303, 303]
    assert did(console) == [quieter.DID]


def test_a_call_that_waits_goes_on_in_writing_once_no_phone_may_ring(console: Console) -> None:
    for words in ("CALL", "1", "1", "1"):
        if not console.line.rows(Callback):
            console.line.text(PARTICIPANT, words)
    assert console.line.rows(Callback)[0].kind == "call"
    path, here = at(console, "quieter"), kim(console)
    here.post(path, {"quiet_calls": "yes", "was": was(here, path)} | WHY)
    assert console.line.rows(Callback)[0].kind == "text" and console.line.rows(Callback)[0].state == "waiting"


def test_two_phones_are_one_person_and_two_again(console: Console) -> None:
    console.line.text(OTHER, "HELLO")
    path, here, second = at(console, "phones"), kim(console), handle(console, OTHER)
    assert here.post(path, {"do": "link", "other": second.lower()}).status_code == 303
    assert console.line.contacts_of(OTHER)[0].same_as == 1
    assert second in here.get(f"/console/people/{handle(console)}").text
    assert len(here.get("/console/people?only=same").text.split("data-row")) == 3
    here.post(path, {"do": "link", "other": second})
    assert here.post(path, {"do": "unlink", "other": second}).status_code == 303
    assert console.line.contacts_of(OTHER)[0].same_as is None
    assert did(console) == ["people same", "people same"], "what stood so already is not written down again"


def test_a_shared_phone_hears_less_and_goes_on_hearing_less(console: Console) -> None:
    path, here = at(console, "phones"), kim(console)
    for _ in range(2):
        assert here.post(path, {"do": "shared"}).status_code == 303
    assert console.line.contacts_of(PARTICIPANT)[0].shared_at is not None and safe(console).discreet
    here.post(path, {"do": "alone"})
    assert console.line.contacts_of(PARTICIPANT)[0].shared_at is None and safe(console).discreet
    assert did(console) == ["people shared", "people shared"]


def test_rubbish_about_phones_changes_nothing(console: Console) -> None:
    path, here = at(console, "phones"), kim(console)
    for wrong in (
        {"do": "link", "other": "Heron-999999"},
        {"do": "link", "other": handle(console)},
        {"do": "link", "other": PARTICIPANT},
        {"do": "link", "other": "<script>" * 30},
        {"do": "link"},
        {"do": "burn"},
        {},
    ):
        answer = here.post(path, wrong)
        assert answer.status_code == 422 and "<script>" not in answer.text and "5550111" not in answer.text
    assert did(console) == []
