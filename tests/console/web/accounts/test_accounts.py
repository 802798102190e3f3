"""Accounts in the console: who manages them, whom it reaches at once, and what nobody can do to themselves."""

import re
import threading

import pytest
from sqlalchemy import select

from store.accounts import accounts, managers
from store.accounts.accounts import Person
from store.alerts import alerts
from store.alerts.telling import is_open
from store.audit import chain
from store.models import Alert
from tests.kits.console import PASSWORD, Browser, Console
from tests.kits.line import TestLine

LINK = re.compile(r"(/console/finish/[\w-]+)")
NEW = {"email": "New@example.org", "name": "Noor", "role": "supervisor", "language": "es"}


@pytest.fixture
def console(line: TestLine) -> Console:
    return Console(line)


def person(console: Console, email: str) -> Person:
    with console.line.db.begin(console.line.clock()) as tx:
        found = accounts.find(tx, email)
        assert found is not None
        return found


def done(console: Console) -> list[tuple[str, str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about, each.who) for each in chain.entries(tx.connection, most=30)]


def address(console: Console, email: str, do: str = "") -> str:
    return f"/console/accounts/{person(console, email).id}" + (f"/{do}" if do else "")


def is_in(browser: Browser) -> bool:
    return browser.get("/console/account").status_code == 200


def test_a_coordinator_invites_somebody_and_the_link_is_shown_once(console: Console) -> None:
    here = console.signed_in()
    shown = here.post("/console/accounts/invite", NEW)
    [link] = LINK.findall(shown.text)
    made = person(console, "new@example.org")
    assert (made.state, made.role, made.name, made.language) == ("invited", "supervisor", "Noor", "es")
    assert console.browser().get(link).status_code == 200
    listed = here.get("/console/accounts").text
    assert "new@example.org" in listed and "invited; the link is good until" in listed
    assert not LINK.search(listed + here.get(address(console, "new@example.org")).text)
    me = person(console, "coordinator@example.org")
    assert done(console)[0] == ("accounts add", made.handle, f"{me.handle}, coordinator, in the console")
    assert "example.org" not in repr(done(console))


def test_pressed_twice_there_is_one_account_and_the_link_that_is_shown_is_good(console: Console) -> None:
    here = console.signed_in()
    first, second = (LINK.findall(here.post("/console/accounts/invite", NEW).text)[0] for _ in range(2))
    assert [console.browser().get(each).status_code for each in (first, second)] == [404, 200]
    with console.line.db.begin(console.line.clock()) as tx:
        assert len(accounts.every(tx)) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": ""}, "t an e-mail address"),
        ({"email": "+12025550142"}, "t an e-mail address"),
        ({"email": '"><script>@example.org', "role": ""}, "&#34;&gt;&lt;script&gt;@example.org"),
        ({"email": "a" * 300 + "@example.org"}, "too long"),
        ({"role": "owner"}, "Choose a role"),
        ({"language": "xx"}, "Choose a language"),
        ({"name": "n" * 99}, "too long"),
        ({"email": "coordinator@example.org"}, "has an account"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_in_place(
    console: Console, typed: dict[str, str], said: str
) -> None:
    here = console.signed_in()
    page = here.post("/console/accounts/invite", NEW | typed)
    assert page.status_code == 422 and said in page.text
    with console.line.db.begin(console.line.clock()) as tx:
        assert len(accounts.every(tx)) == 1


def test_everybody_of_the_staff_sees_who_has_an_account_and_managers_alone_see_addresses(
    console: Console,
) -> None:
    console.signed_in("facilitator", "secret.name@example.org")
    for role in ("supervisor", "auditor"):
        page = console.signed_in(role).get("/console/accounts")
        assert page.status_code == 200 and "Secret.Name" in page.text
        assert "@example.org" not in page.text and "/console/accounts/" not in page.text
    assert "secret.name@example.org" in console.signed_in().get("/console/accounts").text
    other = console.signed_in("facilitator")
    assert other.get("/console/accounts").status_code == 403
    for role in ("supervisor", "auditor", "facilitator"):
        for do in ("", "role", "reset", "end"):
            path = address(console, "secret.name@example.org", do)
            assert console.signed_in(role).get(path).status_code == 403


def test_another_role_counts_from_the_next_click(console: Console) -> None:
    here, them = console.signed_in(), console.signed_in("supervisor")
    path = address(console, "supervisor@example.org", "role")
    page = here.get(path).text
    was = re.search(r'name="was" id="was" value="(\w+)"', page)
    assert was is not None
    assert them.get("/console/accounts/invite").status_code == 403
    fields = {"role": "coordinator", "was": was[1]}
    assert here.post(path, fields).status_code == 303
    assert them.get("/console/accounts/invite").status_code == 200
    assert here.post(path, fields).status_code == 303, "a double click"
    assert [did for did, _, _ in done(console)] == ["accounts role"]
    late = here.post(path, {"role": "auditor", "was": was[1]})
    assert late.status_code == 422 and "Somebody else changed this" in late.text
    assert person(console, "supervisor@example.org").role == "coordinator"
    assert here.post(path, {"role": "owner", "was": was[1]}).status_code == 422


def test_a_reset_and_an_end_sign_them_out_at_once(console: Console) -> None:
    member = console.member("supervisor", "supervisor@example.org")
    here, them = console.signed_in(), console.signed_in("supervisor")
    [link] = LINK.findall(here.post(address(console, "supervisor@example.org", "reset"), {}).text)
    assert not is_in(them)
    fields = {"email": "supervisor@example.org", "password": PASSWORD, "code": console.code(member)}
    assert console.browser().post("/console/sign-in", fields).status_code == 422
    assert console.browser().get(link).status_code == 200
    path = address(console, "supervisor@example.org", "end")
    assert here.post(path, {}).headers["Location"] == "/console/accounts"
    assert console.browser().get(link).status_code == 404
    again = here.send(path, {"csrf_token": here.token("/console/accounts/invite")})
    assert again.headers["Location"] == "/console/accounts", "a double click"
    assert [did for did, _, _ in done(console) if "accounts" in did] == ["accounts end", "accounts reset"]
    assert "supervisor@example.org" in here.get("/console/accounts?show=ended").text
    assert "supervisor@example.org" not in here.get("/console/accounts").text


def test_nobody_does_it_to_their_own_account_and_gone_ones_are_said_to_be(console: Console) -> None:
    here = console.signed_in()
    for do in ("role", "reset", "end"):
        path = address(console, "coordinator@example.org", do)
        token = {"csrf_token": here.token("/console/accounts/invite")}
        assert "This is your own account" in here.get(path).text
        sent = here.send(path, {**token, "role": "auditor", "was": ""})
        assert sent.status_code == 422
        for gone in ("999", "9" * 30):
            assert here.get(f"/console/accounts/{gone}/{do}").status_code == 404
            assert (
                here.send(f"/console/accounts/{gone}/{do}", {**token, "role": "auditor"}).status_code == 404
            )
    me = person(console, "coordinator@example.org")
    assert (me.role, me.state) == ("coordinator", "active") and is_in(here)


def test_of_two_who_end_each_other_at_once_one_stays(console: Console) -> None:
    ana, ben = (console.member("coordinator", f"{each}@example.org").account for each in ("ana", "ben"))
    barrier, refused = threading.Barrier(2), []

    def end(target: Person, by: Person) -> None:
        barrier.wait()
        try:
            console.line.db.transact(console.line.clock(), lambda tx: managers.end(tx, target.id, by))
        except managers.Refused as error:
            refused.append(error.why)

    both = [threading.Thread(target=end, args=each) for each in ((ana, ben), (ben, ana))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    states = {person(console, f"{each}@example.org").state for each in ("ana", "ben")}
    assert states == {"active", "ended"} and refused == ["not_yours"]


def test_what_is_dangerous_asks_who_it_is(console: Console) -> None:
    here = console.signed_in()
    console.signed_in("supervisor")
    console.pass_time(minutes=11)
    for path in (
        "/console/accounts/invite",
        *(address(console, "supervisor@example.org", do) for do in ("role", "reset", "end")),
    ):
        for answer in (here.get(path), here.post(path, NEW, page="/console/account")):
            assert answer.headers["Location"].startswith("/console/confirm"), path
    assert person(console, "supervisor@example.org").state == "active"


def test_alerts_of_somebody_who_leaves_go_to_the_next_on_call(console: Console) -> None:
    here = console.signed_in()
    them = console.member("supervisor", "supervisor@example.org").account
    console.line.text("+12025550111", "i want to kill myself")
    console.line.work()
    with console.line.db.begin(console.line.clock()) as tx:
        [alert] = tx.run(select(Alert.id)).scalars()
        assert alerts.acknowledge(tx, f"A{alert}", None, heard=[alert], account=them.id).codes
    path = address(console, them.email, "end")
    assert "Alerts they took that nobody has closed: 1" in here.get(path).text
    assert here.post(path, {"pass_on": "yes"}).status_code == 303
    with console.line.db.begin(console.line.clock()) as tx:
        row = tx.run(select(Alert.taken_by_account_id, Alert.next_at)).one()
        assert tx.run(select(Alert.id).where(is_open())).scalars().all() == [alert], "nobody has it"
    assert row.taken_by_account_id is None and row.next_at is not None, "and it climbs the ladder again"
    assert "alert passed" in [did for did, _, _ in done(console)]


def test_the_list_is_paged_by_key(console: Console) -> None:
    here = console.signed_in()
    with console.line.db.begin(console.line.clock()) as tx:
        for number in range(55):
            accounts.add(tx, f"n{number}@example.org", "auditor")
    first = here.get("/console/accounts").text
    after = re.search(r"/console/accounts\?after=(\d+)", first)
    assert after is not None and first.count("<li><div>") == 50
    second = here.get(f"/console/accounts?after={after[1]}").text
    assert second.count("<li><div>") == 6 and "after=" not in second
    for odd in ("x", "-1", "9" * 40, "٣"):
        assert here.get(f"/console/accounts?after={odd}").status_code == 200


def test_before_a_new_link_is_made_the_page_says_how_to_send_it_and_that_it_is_logged(
    console: Console,
) -> None:
    sam = console.member("supervisor", "sam@example.org")
    here = console.signed_in("coordinator", "kim@example.org")
    said = here.get(f"/console/accounts/{sam.account.id}/reset").text
    assert "a way that only they read" in said and "The log says that you made it" in said
