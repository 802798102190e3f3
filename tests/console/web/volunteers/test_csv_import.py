"""A spreadsheet of people to invite: read as it comes, looked over line by line, and each invited once, by day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from console.web.volunteers import csv_import, spreadsheet
from console.web.volunteers.spreadsheet import Unreadable
from store.audit import chain
from store.models import Consent, Message, Volunteer
from store.volunteers import roster
from tests.kits.console import Browser, Console
from tests.kits.line import LINE, TestLine

KIM = "+12025550133"
AGREED = "signed forms 2026-03-01"


@pytest.fixture(params=["sqlite", "postgresql"])
def console(lines: Callable[..., TestLine], request: pytest.FixtureRequest) -> Console:
    made = Console(lines(request.param))
    with made.line.db.begin(made.line.clock()) as tx:
        roster.add_active(tx, "Kim Osei", KIM)
    return made


def upload(browser: Browser, data: bytes, agreed: str = AGREED) -> TestResponse:
    path = "/console/volunteers/import"
    fields = {"csrf_token": browser.token(path), "agreed": agreed}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
    body = "".join([*parts, head]).encode() + data + b"\r\n--x--\r\n"
    return browser.send(path, body, **{"Content-Type": "multipart/form-data; boundary=x"})  # type: ignore[arg-type]


def invites(console: Console) -> list[Message]:
    return [each for each in console.line.rows(Message) if each.purpose == "invite"]


@pytest.mark.parametrize(
    "data",
    [
        b"name,phone\nNoor,+12025550144\n",
        b"\xef\xbb\xbfName;Phone\r\nNoor;(202) 555-0144\r\n\r\n;;\r\n",
        "Teléfono\tNombre\n'+1 202 555 0144\tNoor\n".encode("utf-16"),
        "Móvil,Nombre completo\n12025550144,Noor\n".encode("latin-1"),
        b'sep=;\nphone;NAME\n="+12025550144";Noor\n',
        b"first name,last name,cell phone\nNoor,,2025550144.0\n",
    ],
)
def test_a_file_is_read_whatever_program_wrote_it(data: bytes) -> None:
    (row,) = spreadsheet.rows(data)
    read = spreadsheet.understood(row, LINE, AGREED)
    assert (read.name, read.number, read.why, list(read.languages)) == ("Noor", "+12025550144", "", ["en"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no_name_column"),
        (b"name,phone\n", "nobody"),
        (b"name\nNoor\n", "no_phone_column"),
        (b"phone\n1\n", "no_name_column"),
        (b"PK\x03\x04rest", "not_csv"),
        (b"name,phone\n" + b"x" * 200_000, "not_csv"),
        (b"name,pho\0ne\nNoor,1\n", "not_csv"),
        (b"name,phone\n" + b"a,1\n" * 2001, "too_many"),
        (b"x" * 1_000_001, "too_large"),
        (b"\xff\xfe\x00\xd8", "not_csv"),
    ],
)
def test_what_is_no_table_of_people_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        spreadsheet.rows(data)
    assert refused.value.why == f"volunteers_import.{why}"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Noor,2.025E+09", "rounded"),
        ('Noor,"2,02555E+09"', "rounded"),
        ("Noor,=1+1", "too_short"),
        ("Noor,@SUM(A1)", "letters"),
        ("Noor,", "empty"),
        (",2025550144", "name"),
        ("Noor,911", "emergency"),
        ("Noor,+34612345678", "foreign_region"),
        ("Noor,2025550144,klingon", "language"),
        ('Noor,2025550144,"English, español"', ""),
    ],
)
def test_each_line_says_what_is_wrong_with_it(line: str, why: str) -> None:
    (row,) = spreadsheet.rows(f"name,phone,languages\n{line}\n".encode())
    assert spreadsheet.understood(row, LINE, AGREED).why == why
    assert spreadsheet.understood(row._replace(agreed=""), LINE, "").why in (why, "agreed")


def test_what_was_looked_over_is_done_once_with_consent_and_no_number_is_shown(console: Console) -> None:
    browser = console.signed_in()
    console.line.text("+12025550155", "STOP")
    data = (
        b"name,phone,languages,consent\n"
        b"Noor,+12025550144,es,told Ana 2026-02-02\n=cmd|x,+12025550145,,\nKim,+12025550133,,\n"
        b"Again,2025550144,,\nStopped,+12025550155,,\n<b>Bad</b>,2.02E+09,,\n"
    )
    draft = upload(browser, data).headers["Location"]
    seen = browser.get(draft).text
    assert "2 will be invited, 4 won" in seen and "&lt;b&gt;Bad" in seen
    for said in ("as in line 2", "volunteer&#39;s already", "wants no texts", "rounded this number"):
        assert said in seen
    assert "01441" not in seen and "2025550" not in seen and "555-01" not in seen
    assert invites(console) == []
    token = browser.token(draft)
    for _ in range(2):
        browser.send(draft, {"csrf_token": token})
    assert len(invites(console)) == 2
    noor = max(console.line.rows(Volunteer), key=lambda each: each.agreed == "told Ana 2026-02-02")
    assert noor.languages == ["es"] and noor.status == "invited"
    ledger = [each for each in console.line.rows(Consent) if each.purpose == "invitation"]
    assert len(ledger) == 2
    with console.line.db.begin(console.line.clock()) as tx:
        entries = chain.entries(tx.connection, most=9)
    assert [each.did for each in entries] == ["volunteers add"] * 2 + ["volunteers import looked"]
    assert entries[-1].more == {"rows": 6, "opted_out": 1}


def test_who_stops_meanwhile_is_not_invited(console: Console) -> None:
    browser = console.signed_in()
    draft = upload(browser, b"name,phone\nNoor,2025550144\nLee,2025550145\n").headers["Location"]
    console.line.text("+12025550144", "STOP")
    assert browser.post(draft, {}).status_code == 303
    assert len(invites(console)) == 1


def test_how_they_agreed_is_needed_for_each(console: Console) -> None:
    browser = console.signed_in()
    draft = upload(browser, b"name,phone\nNoor,2025550144\n", agreed="").headers["Location"]
    seen = browser.get(draft).text
    assert "0 will be invited, 1 won" in seen and "Nobody says how they agreed" in seen
    assert "<button>Invite" not in seen
    browser.send(draft, {"csrf_token": browser.token("/console/account")})
    assert invites(console) == []


def test_that_a_number_has_used_the_line_is_not_told_of_a_file(console: Console) -> None:
    browser = console.signed_in()
    console.line.text("+12025550144", "HELLO")
    draft = upload(browser, b"name,phone\nNoor,2025550144\nLee,2025550145\n").headers["Location"]
    table = browser.get(draft).text.partition("<tbody>")[2].replace("Noor", "Lee").replace("•• 44", "•• 45")
    lines = [each.partition("</td>")[2] for each in table.split("<tr>")[1:3]]
    assert lines[0].split("</tr>")[0] == lines[1].split("</tr>")[0]


def test_a_long_file_is_invited_by_day_and_not_all_at_once(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_import, "PATIENCE", -1.0)
    browser = console.signed_in()
    console.pass_time(hours=1)
    browser = console.signed_in()
    people = "".join(f"Person {n},+1202555{n:04d}\n" for n in range(100, 125))
    draft = upload(browser, ("name,phone\n" + people).encode()).headers["Location"]
    again = browser.post(draft, {})
    assert again.headers["Location"] == draft and len(invites(console)) == 20
    assert "Invited so far: 20. Left: 4." in browser.get(draft).text
    browser.post(draft, {})
    at = sorted(each.due_at - console.line.clock() for each in invites(console))
    assert len(at) == 24 and at[0] == timedelta() and at[-1] == timedelta(seconds=18 * 23)
    assert browser.get(draft).status_code == 404


def test_at_night_the_first_leaves_in_the_morning(console: Console) -> None:
    console.pass_time(hours=13)
    browser = console.signed_in()
    draft = upload(browser, b"name,phone\nNoor,2025550144\n").headers["Location"]
    browser.post(draft, {})
    assert invites(console)[0].due_at == console.line.clock() + timedelta(hours=7)
    console.pass_time(hours=7, minutes=1)
    console.line.work()
    assert [each for each in console.line.carrier.texts if each.to == "+12025550144"]


def test_a_file_larger_than_a_form_is_taken_and_one_too_large_is_not(console: Console) -> None:
    browser = console.signed_in()
    notes = b"name,phone,note\n" + b"Noor,2025550144," + b"x" * 90_000 + b"\n"
    assert upload(browser, notes).status_code == 303
    answer = upload(browser, b"x" * 1_050_000)
    assert answer.status_code == 422 and "larger than 1 MB" in answer.text
    assert upload(browser, b"x" * 2_000_000).status_code == 413
