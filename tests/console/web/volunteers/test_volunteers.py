"""Volunteers in the console: found, changed, paused, renumbered, removed, without a number on any page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert

from store.audit import chain
from store.models import AccountKnows, Alert, Consent, Message, TeamRequest, Volunteer
from store.volunteers import pairings, roster
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

ROSA, KIM, NEW = "+12025550122", "+12025550133", "+12025550144"
PARTICIPANT = "+12025550111"


@pytest.fixture(params=["sqlite", "postgresql"])
def console(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> Console:
    made = Console(lines(request.param))
    with made.line.db.begin(made.line.clock()) as tx:
        for name, number, on in (("Rosa Vega", ROSA, True), ("Kim Osei", KIM, False)):
            roster.add_volunteer(
                tx,
                name,
                number,
                languages=["en", "es"] if on else ["en"],
                experiences=["grief"] if on else [],
                timezone=None,
                active=True,
                on_duty=on,
            )
    return made


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=9)]


def row(console: Console, name_place: int = 0) -> Volunteer:
    found: Volunteer = sorted(console.line.rows(Volunteer), key=lambda each: each.id)[name_place]
    return found


def handle(console: Console, number: str) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def knows(console: Console, number: str) -> None:
    """The first account says that they know whoever has this number."""
    contact = console.line.contacts_of(number)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=1, contact_id=contact, said_at=tx.now))


PROFILE = {
    "name": "Rosa Vega",
    "language-en": "yes",
    "language-es": "yes",
    "experiences": "grief",
    "gender": "none",
    "timezone": "",
    "calls_a_day": "",
    "shift_cap": "",
    "agreed": "",
    "notes": "",
}


def was(browser: Browser, path: str) -> str:
    return browser.get(path).text.split('name="was" id="was" value="')[1].split('"')[0]


def edit(browser: Browser, **changes: str) -> tuple[int, str]:
    path = "/console/volunteers/1/profile"
    answer = browser.post(path, PROFILE | {"was": was(browser, path)} | changes)
    return answer.status_code, answer.text


def test_the_list_says_where_each_stands_and_shows_no_number(console: Console) -> None:
    seen = console.signed_in().get("/console/volunteers").text
    assert "Rosa Vega" in seen and "on duty" in seen and "Kim Osei" in seen and "off duty" in seen
    assert "555012" not in seen and "5550133" not in seen


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=now", ["Rosa"]),
        ("state=askable", ["Rosa"]),
        ("state=attention", []),
        ("state=left", []),
        ("state=invited", []),
        ("language=es", ["Rosa"]),
        ("language=en", ["Rosa", "Kim"]),
        ("experience=GRIEF", ["Rosa"]),
        ("called=osei", ["Kim"]),
        ("called=OSE", ["Kim"]),
        ("called=%25", []),
        ("state=nonsense&language=%22&after=x", ["Rosa", "Kim"]),
        ("after=1", ["Kim"]),
        ("after=999999999999999", []),
    ],
)
def test_the_address_narrows_the_list(console: Console, asked: str, found: list[str]) -> None:
    answer = console.signed_in().get(f"/console/volunteers?{asked}")
    assert answer.status_code == 200
    table = answer.text.partition("<tbody>")[2]
    assert [name for name in ("Rosa", "Kim") if f">{name} " in table] == found


def test_somebody_is_found_by_handle(console: Console) -> None:
    seen = console.signed_in().get(f"/console/volunteers?called={handle(console, KIM).lower()}").text
    assert "Kim Osei" in seen and "Rosa" not in seen


def test_who_knows_a_volunteer_is_kept_from_them(console: Console) -> None:
    browser, other = console.signed_in(), console.signed_in("supervisor")
    knows(console, ROSA)
    seen = browser.get("/console/volunteers").text
    assert "Rosa" not in seen and "since you know them: 1" in seen
    assert "Rosa" in other.get("/console/volunteers").text
    for page in ("", "/profile", "/duty", "/text", "/remove", "/renumber"):
        answer = browser.get(f"/console/volunteers/1{page}")
        assert answer.status_code == 403 and "Rosa" not in answer.text, page
    token = browser.token("/console/volunteers/2/duty")
    sent = browser.send("/console/volunteers/1/duty", {"do": "off", "csrf_token": token})
    assert sent.status_code == 403 and row(console).on_duty
    assert "Rosa" not in browser.get("/console/volunteers/fairness").text
    assert "Rosa" not in browser.get("/console/volunteers/file").text


def test_what_is_known_is_changed_and_only_what_changed_is_in_the_log(console: Console) -> None:
    browser = console.signed_in()
    status, _ = edit(
        browser, calls_a_day="3", notes="Likes mornings.\nTall.", reserve="yes", agreed="told Ana 2026"
    )
    assert status == 303
    kept = row(console)
    assert (kept.daily_cap, kept.reserve, kept.agreed) == (3, True, "told Ana 2026")
    assert "Likes" not in (kept.team_notes_sealed or "Likes")
    assert "Likes mornings.<br>Tall." in browser.get("/console/volunteers/1").text
    with console.line.db.begin(console.line.clock()) as tx:
        entry = chain.entries(tx.connection, most=1)[0]
    assert entry.did == "volunteers edit" and "coordinator" in entry.who
    assert entry.more == {"changed": "agreed, calls_a_day, notes, reserve"}


def test_the_second_of_two_is_told_and_loses_nothing_typed(console: Console) -> None:
    first, second = console.signed_in(), console.signed_in("supervisor")
    path = "/console/volunteers/1/profile"
    before = was(second, path)
    assert edit(first, calls_a_day="3")[0] == 303
    answer = second.post(path, PROFILE | {"was": before, "calls_a_day": "5", "notes": "mine"})
    assert answer.status_code == 422 and "Now there: 3" in answer.text and ">\nmine</textarea>" in answer.text
    assert row(console).daily_cap == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"timezone": "Mars/Base"},
        {"calls_a_day": "-1"},
        {"calls_a_day": "٣"},
        {"calls_a_day": "9" * 300},
        {"gender": "x"},
        {"agreed": "ring me on 202 555 0177"},
        {"agreed": "x" * 121},
        {"notes": "x" * 1001},
        {"experiences": "a,b,c,d,e,f,g,h,i"},
    ],
)
def test_bad_input_changes_nothing_and_is_given_back(console: Console, wrong: dict[str, str]) -> None:
    status, text = edit(console.signed_in(), **({"notes": "<b>kept</b>"} | wrong))
    assert status == 422 and "<b>kept" not in text
    assert ("&lt;b&gt;kept" in text) or "notes" in wrong
    assert (row(console).daily_cap, did(console)) == (None, [])


def test_off_duty_takes_back_offers_and_nobody_is_put_on(console: Console) -> None:
    browser = console.signed_in()
    answer = browser.post("/console/volunteers/1/duty", {"do": "off"})
    assert answer.status_code == 303 and not row(console).on_duty
    assert did(console) == [("volunteers off", handle(console, ROSA))]
    assert browser.post("/console/volunteers/2/duty", {"do": "on"}).status_code == 422
    assert not row(console, 1).on_duty


def test_a_pause_lasts_until_the_hour_on_the_lines_clock_or_until_they_say(console: Console) -> None:
    browser = console.signed_in()
    path = "/console/volunteers/1/duty"
    for day, hour in (
        ("2026-03-03", ""),
        ("yesterday", ""),
        ("2099-01-01", ""),
        ("", "08:00"),
        ("2026-03-06", "x"),
    ):
        answer = browser.post(path, {"do": "pause", "day": day, "hour": hour})
        assert answer.status_code == 422, (day, hour)
    assert row(console).paused_at is None
    browser.post(path, {"do": "pause", "day": "2026-03-06", "hour": "09:30"})
    until = row(console).paused_until
    assert until is not None and until.isoformat() == "2026-03-06T14:30:00+00:00"
    assert "paused until" in browser.get("/console/volunteers").text
    browser.post(path, {"do": "pause"})
    assert row(console).paused_until is None and row(console).paused_at is not None


def test_a_new_number_is_typed_once_and_never_shown(console: Console) -> None:
    browser = console.signed_in()
    path = "/console/volunteers/1/renumber"
    before = handle(console, ROSA)
    for phone, said in (
        (KIM, "another volunteer"),
        (ROSA, "their number already"),
        ("12", "digits are missing"),
        ("ring me", "letters"),
        ("", "Type a phone number"),
        ("911", "help number"),
        ("+34612345678", "call that country"),
    ):
        answer = browser.post(path, {"phone": phone, "agreed": "told Ana"})
        assert answer.status_code == 422 and said in answer.text.replace("&#39;", "'"), phone
    assert browser.post(path, {"phone": NEW, "agreed": ""}).status_code == 422
    assert console.line.contacts_of(NEW) == [], "nobody is filed under a number that was refused"
    done = browser.post(path, {"phone": "(202) 555-0144", "agreed": "told Ana 2026-03-04"})
    assert done.status_code == 303 and NEW not in done.headers["Location"]
    seen = browser.get("/console/volunteers/1").text
    assert "0144" not in seen and handle(console, NEW) in seen
    assert did(console)[0] == ("volunteers renumber", before)
    assert not row(console).on_duty


def test_what_is_dangerous_asks_again_who_they_are(console: Console) -> None:
    browser = console.signed_in()
    console.pass_time(minutes=11)
    for page in ("renumber", "remove"):
        answer = browser.get(f"/console/volunteers/1/{page}")
        assert answer.headers["Location"].startswith("/console/confirm"), page


def test_somebody_is_removed_once_and_the_page_says_before_what_becomes_of_calls(console: Console) -> None:
    browser = console.signed_in()
    for words in ("CALL", "1", "1", "1"):
        if not console.line.rows(Message):
            console.line.text(PARTICIPANT, words)
    console.line.work()
    console.line.text(ROSA, "TAKE")
    path = "/console/volunteers/1/remove"
    assert "is offered to others at once" in browser.get(path).text
    assert browser.post(path, {}).status_code == 422 and row(console).status == "active"
    token = browser.token(path)
    for _ in range(2):
        browser.send(path, {"sure": "yes", "csrf_token": token})
    assert (row(console).status, row(console).left_by) == ("left", "team")
    assert [each for each in did(console) if each[0] == "volunteers remove"] == [
        ("volunteers remove", handle(console, ROSA))
    ]
    assert "Rosa" not in browser.get("/console/volunteers").text
    assert "Rosa" in browser.get("/console/volunteers?state=left").text
    assert browser.get("/console/volunteers/1").status_code == 200


def complained(console: Console, about: int | None = 1) -> None:
    """Somebody complains: of Rosa, with whom they talked, unless it names nobody."""
    console.line.text(PARTICIPANT, "HELLO")
    contact = console.line.contacts_of(PARTICIPANT)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        alert = tx.run(
            insert(Alert).values(kind="complaint", contact_id=contact, at=tx.now, times=1).returning(Alert.id)
        ).scalar_one()
        asked = {"kind": "complaint", "contact_id": contact, "alert_id": alert, "volunteer_id": about}
        tx.run(insert(TeamRequest).values(**asked, may_answer=True, at=tx.now))


def test_a_complaint_is_looked_into_by_one_and_closed_with_what_was_done(console: Console) -> None:
    complained(console)
    browser, other = console.signed_in(), console.signed_in("supervisor")
    assert "open complaint" in browser.get("/console/volunteers?state=attention").text
    assert "nobody looks into it yet" in browser.get("/console/volunteers/1").text
    browser.post("/console/complaints/1", {"do": "take"})
    token = other.token("/console/complaints/1")
    other.send("/console/complaints/1", {"do": "take", "csrf_token": token})
    assert "Coordinator looks into it" in other.get("/console/volunteers/1").text
    assert other.post("/console/complaints/1", {"do": "close", "words": " "}).status_code == 422
    other.post("/console/complaints/1", {"do": "close", "words": "talked it over with both"})
    assert (
        other.send(
            "/console/complaints/1", {"do": "close", "words": "again", "csrf_token": token}
        ).status_code
        == 303
    )
    alert = console.line.rows(Alert)[-1]
    assert "talked" not in alert.outcome_sealed and alert.closed_at is not None
    assert "talked it over with both" in browser.get("/console/complaints/1").text
    assert [each[0] for each in did(console)] == ["complaint closed", "complaint taken"]
    assert "open complaint" not in browser.get("/console/volunteers").text


@pytest.mark.parametrize("about", [1, None])
def test_a_complaint_that_somebody_has_stays_on_now_until_it_is_closed_there(
    console: Console, about: int | None
) -> None:
    complained(console, about)
    browser = console.signed_in()
    handle, alert = console.line.contacts_of(PARTICIPANT)[0].handle, console.line.rows(Alert)[-1].id
    page = f"/console/now/alert/{alert}"
    browser.post(page, {"do": "take"})
    console.line.pass_time(days=2)
    browser = console.signed_in("supervisor")
    assert page in browser.get("/console/").text
    seen = browser.get(page).text
    assert f"/console/people/{handle}/words/request/1" in seen
    assert ("/console/complaints/1" in seen) == (about is not None)
    refused = browser.post(page, {"do": "close", "words": "rang her at 202 555 0111"})
    assert refused.status_code == 422 and "Leave it out" in refused.text
    assert console.line.rows(Alert)[-1].closed_at is None
    assert browser.post(page, {"do": "close", "words": "talked with both"}).status_code == 303
    closed = console.line.rows(Alert)[-1]
    assert closed.closed_at is not None and "talked" not in closed.outcome_sealed
    assert page not in browser.get("/console/").text
    assert did(console)[0][0] == "complaint closed"


def test_nobody_ends_a_complaint_about_a_volunteer_they_know(console: Console) -> None:
    complained(console)
    browser = console.signed_in()
    page = f"/console/now/alert/{console.line.rows(Alert)[-1].id}"
    knows(console, ROSA)
    seen = browser.get(page).text
    assert "/console/complaints/1" not in seen and "/words/" not in seen
    token = browser.token(page)
    browser.send(page, {"do": "close", "words": "nothing to see", "csrf_token": token})
    assert console.line.rows(Alert)[-1].closed_at is None


def test_who_knows_who_complained_or_is_refused_sees_nothing_of_it(console: Console) -> None:
    complained(console)
    browser = console.signed_in()
    contact = console.line.contacts_of(PARTICIPANT)[0]
    with console.line.db.begin(console.line.clock()) as tx:
        pairings.refuse(tx, contact_id=contact.id, volunteer_id=1, by="contact")
    seen = browser.get("/console/volunteers/1").text
    assert f"<p>{contact.handle}</p>" in seen and f"From {contact.handle}" in seen
    knows(console, PARTICIPANT)
    seen = browser.get("/console/volunteers/1").text
    assert contact.handle not in seen and "so not shown: 1" in seen.replace("people you know, ", "")
    assert browser.get("/console/complaints/1").status_code == 404


def test_a_file_of_them_has_no_numbers_and_no_formulas(console: Console) -> None:
    browser = console.signed_in()
    edit(browser, name='=HYPERLINK("x")')
    answer = browser.get("/console/volunteers/file")
    assert answer.mimetype == "text/csv" and "'=HYPERLINK" in answer.text and "\n=" not in answer.text
    assert "555" not in answer.text.replace(handle(console, ROSA), "").replace(handle(console, KIM), "")


def test_shares_are_shown_as_figures_beside_the_bars(console: Console) -> None:
    seen = console.signed_in().get("/console/volunteers/fairness?days=x").text
    assert "Rosa Vega" in seen and "<svg" in seen and "last 30 days" in seen


def test_every_page_is_there_in_spanish(console: Console) -> None:
    complained(console)
    browser = console.signed_in(language="es")
    for page in (
        "",
        "?state=attention",
        "/1",
        "/1/profile",
        "/1/duty",
        "/1/text",
        "/1/remove",
        "/1/renumber",
    ):
        assert browser.get(f"/console/volunteers{page}").status_code == 200, page
    for page in (
        "volunteers/invite",
        "volunteers/text",
        "volunteers/fairness",
        "volunteers/file",
        "complaints/1",
    ):
        assert browser.get(f"/console/{page}").status_code == 200, page


INVITEE = {
    "name": "Noor",
    "phone": "(202) 555-0144",
    "language-es": "yes",
    "experiences": "panic attacks",
    "agreed": "Ana asked her at the open day 2026-03-01",
}


def invites(console: Console) -> list[Message]:
    return [each for each in console.line.rows(Message) if each.purpose == "invite"]


def test_an_invitation_is_looked_over_and_goes_out_once_with_its_consent(console: Console) -> None:
    browser = console.signed_in()
    draft = browser.post("/console/volunteers/invite", INVITEE).headers["Location"]
    assert invites(console) == [] and console.line.contacts_of(NEW) == []
    seen = browser.get(draft).text
    assert "•••• 44" in seen and "0144" not in seen and "UNIRME" in seen
    assert console.signed_in("supervisor").get(draft).status_code == 404, "it is somebody else's"
    token = browser.token(draft)
    for _ in range(2):
        browser.send(draft, {"csrf_token": token})
    assert len(invites(console)) == 1
    noor = row(console, 2)
    assert (noor.status, noor.languages, noor.agreed) == ("invited", ["es"], INVITEE["agreed"])
    ledger = [each for each in console.line.rows(Consent) if each.purpose == "invitation"]
    assert [(each.action, each.source, each.contact_id) for each in ledger] == [
        ("given", "team", noor.contact_id)
    ]
    assert did(console)[0] == ("volunteers add", handle(console, NEW))
    console.line.work()
    console.line.text(NEW, "UNIRME")
    assert "Noor" in browser.get("/console/volunteers?state=invited").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Type a name"),
        ({"phone": KIM}, "volunteer's already"),
        ({"phone": "12"}, "Some digits"),
        ({"phone": "=1+1"}, "letters"),
        ({"agreed": ""}, "Did nobody ask"),
        ({"language-es": None}, "Tick at least one"),
    ],
)
def test_an_invitation_that_cannot_go_out_says_why(
    console: Console, wrong: dict[str, str | None], said: str
) -> None:
    fields = {name: value for name, value in (INVITEE | wrong).items() if value is not None}
    answer = console.signed_in().post("/console/volunteers/invite", fields)
    assert answer.status_code == 422 and said in answer.text.replace("&#39;", "'")
    assert invites(console) == []


def test_what_changed_since_it_was_looked_over_stops_it(console: Console) -> None:
    browser = console.signed_in()
    draft = browser.post("/console/volunteers/invite", INVITEE).headers["Location"]
    console.line.text(NEW, "STOP")
    answer = browser.post(draft, {})
    assert answer.status_code == 422 and "wants no texts" in answer.text
    assert invites(console) == []
    console.pass_time(minutes=61)
    assert browser.get(draft).status_code == 404


def test_a_number_that_used_the_line_may_be_invited_and_that_it_was_looked_at_is_in_the_log(
    console: Console,
) -> None:
    browser = console.signed_in()
    console.line.text(NEW, "HELLO")
    draft = browser.post("/console/volunteers/invite", INVITEE).headers["Location"]
    assert "has used the line before" in browser.get(draft).text
    assert did(console) == [("volunteers invite looked", handle(console, NEW))]
    knows(console, NEW)
    assert "has used the line" not in browser.get(draft).text


def texts(console: Console) -> list[Message]:
    return [each for each in console.line.rows(Message) if each.purpose == "team"]


def test_a_text_to_one_is_read_as_it_leaves_and_sent_once(console: Console) -> None:
    browser = console.signed_in()
    assert browser.post("/console/volunteers/1/text", {"words": " "}).status_code == 422
    assert browser.post("/console/volunteers/1/text", {"words": "x" * 601}).status_code == 422
    draft = browser.post("/console/volunteers/1/text", {"words": "The <office> is closed"}).headers[
        "Location"
    ]
    seen = browser.get(draft).text
    assert (
        "Our team at Riverside Warmline writes: The &lt;office&gt; is closed" in seen
        and "1 text message" in seen
    )
    token = browser.token(draft)
    for _ in range(2):
        browser.send(draft, {"csrf_token": token})
    console.line.work()
    assert [each.words for each in console.line.carrier.texts if each.to == ROSA][-1].endswith("is closed")
    assert len(texts(console)) == 1 and did(console)[0] == ("volunteers text", handle(console, ROSA))


def test_at_night_who_is_off_duty_gets_it_in_the_morning(console: Console) -> None:
    console.pass_time(hours=13)
    browser = console.signed_in()
    for number in (1, 2):
        draft = browser.post(f"/console/volunteers/{number}/text", {"words": "Hello"}).headers["Location"]
        browser.post(draft, {})
    at = [each.due_at - console.line.clock() for each in texts(console)]
    assert at[0] == timedelta() and at[1] == timedelta(hours=7)


def test_a_text_to_all_on_duty_leaves_out_who_cannot_get_it_and_says_why(console: Console) -> None:
    browser = console.signed_in()
    console.line.text(KIM, "ON")
    console.line.text(KIM, "PAUSE 1 hour")
    draft = browser.post("/console/volunteers/text", {"words": "Storm tonight", "to": "now"}).headers[
        "Location"
    ]
    seen = browser.get(draft).text
    assert "1 get it" in seen and "Kim Osei: has a pause" in seen
    console.line.text(ROSA, "STOP")
    browser.post(draft, {})
    assert texts(console) == [], "what changed meanwhile counts"
    for wrong in ({"to": "x", "words": "y"}, {"to": "1-2", "words": "y"}, {"words": "y"}):
        assert browser.post("/console/volunteers/text", wrong).status_code == 422


def test_at_night_an_invitation_waits_for_the_morning(console: Console) -> None:
    console.pass_time(hours=13)
    browser = console.signed_in()
    draft = browser.post("/console/volunteers/invite", INVITEE).headers["Location"]
    assert "night, so they get this text at 8:00" in browser.get(draft).text
    browser.post(draft, {})
    assert invites(console)[0].due_at == console.line.clock() + timedelta(hours=7)


def test_of_somebody_they_know_an_invitation_tells_nothing(console: Console) -> None:
    browser = console.signed_in()
    console.line.text(NEW, "STOP")
    knows(console, NEW)
    answer = browser.post("/console/volunteers/invite", INVITEE)
    assert answer.status_code == 422 and "Ask somebody else on your team" in answer.text
    assert "wants no texts" not in answer.text
    assert did(console) == [("volunteers invite looked", handle(console, NEW))]


def test_while_the_line_may_not_text_the_page_says_how_they_join(console: Console) -> None:
    browser = console.signed_in()
    with console.line.db.begin(console.line.clock()) as tx:
        tx.choose("texting", "off", by="Ada")
    draft = browser.post("/console/volunteers/invite", INVITEE).headers["Location"]
    assert "pressing 1" in browser.get(draft).text
    done = browser.post(draft, {})
    assert "no text could go out" in browser.get(done.headers["Location"]).text and invites(console) == []
    why = browser.post("/console/volunteers/1/text", {"words": "Hello"})
    assert why.status_code == 422 and "may not text just now" in why.text
