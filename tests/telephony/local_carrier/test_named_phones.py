"""Phones with a name: added by hand or from a file, each of its own kind, and refused in words."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.conftest import ROOT, Elsewhere
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, TOKEN, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+16175550101", "+16175550102"


def test_a_phone_without_a_number_gets_one_that_is_free_and_of_fiction(page: Page) -> None:
    page.does("add", number="+12025550150")
    found = [page.does("add")["number"] for _ in range(3)]
    assert found == ["+12025550151", "+12025550152", "+12025550153"]


def test_a_phone_without_a_name_is_called_by_its_number(page: Page) -> None:
    assert page.does("add", number=ANA, name=" \u200f ", language="zh-Hant-TW")["name"] == ANA


def test_a_number_is_read_as_people_of_the_lines_country_write_it(page: Page) -> None:
    assert page.does("add", number=" (617) 555-0101 ")["number"] == ANA
    assert page.does("add", number="+44 20 7946 0123")["number"] == "+442079460123"


def test_adding_a_phone_twice_gives_the_phone_that_is_there(page: Page) -> None:
    first = page.does("add", name="Ana", number=ANA, kind="landline")
    assert page.does("add", name="Anna", number="617 555 0101") == first
    assert page.sees()["shelf"] == [ANA]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"number": "abc"}, "“abc” is no phone number; a number looks like"),
        ({"number": "911"}, "“911” is no phone number that can be rung; it is too short."),
        ({"number": "5550101"}, "its area code is missing"),
        ({"number": "+999 5550101"}, "no country has this code"),
        ({"number": "9" * 5000}, f"“{'9' * 20}…” is no phone number; it is too long."),
        ({"number": "anonymous"}, "“anonymous” is no phone number"),
        ({"number": "+17378742833"}, "is no phone number that can be rung"),
        ({"number": "<img src=x>"}, "“<img src=x>” is no phone number"),
        ({"number": LINE}, "the line's own number"),
        ({"number": 5}, "“number” must be a text."),
        ({"number": ["+16175550101"]}, "“number” must be a text."),
        ({"name": "x" * 41}, "A name has 40 characters at most."),
        ({"name": "x" * 500_000}, "A name has 40 characters at most."),
        ({"name": {"a": 1}}, "“name” must be a text."),
        ({"kind": "fax"}, "“kind” is one of mobile, landline, screening, withheld, forged."),
        ({"kind": True}, "“kind” must be a text."),
        ({"role": "admin"}, "“role” is one of participant, volunteer, coordinator, other."),
        ({"language": "<b>"}, "A language is a code"),
        ({"language": "english please"}, "A language is a code"),
        ({"language": "es-a1"}, "A language is a code"),
        ({"language": "en-US-US"}, "A language is a code"),
        ({"says": "hello"}, "a list of texts"),
        ({"says": [1]}, "a list of texts"),
        ({"says": ["x"] * 21}, "20 suggestions"),
        ({"says": ["x" * 321]}, "320 characters"),
        ({"kind": "forged"}, "needs the number that it shows"),
        ({"kind": "forged", "shows": "nobody"}, "“nobody” is no phone number"),
        ({"kind": "forged", "number": ANA, "shows": ANA}, "forges none"),
    ],
)
def test_a_phone_that_cannot_be_is_refused_in_words(page: Page, data: dict[str, Any], words: str) -> None:
    assert words in page.refusal("add", **data)
    assert page.sees()["shelf"] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  Ana \n\t of\x00the\x1b[31m line ", "Ana of the [31m line"),
        ("\u202eanA\u202c", "anA"),
        ("מרים", "מרים"),
        ("Zoë 👩‍👩‍👧 🧑🏽", "Zoë 👩‍👩‍👧 🧑🏽"),
        ("half \ud83d", "half \ufffd"),
        ("\u200b\u2060", ANA),
    ],
)
def test_a_name_is_kept_as_it_was_written_but_for_what_nobody_sees(page: Page, name: str, shown: str) -> None:
    page.does("add", name=name, number=ANA)
    assert page.phone(ANA)["name"] == shown


def test_there_are_fifty_named_phones_at_most(page: Page) -> None:
    answers = [
        page.tries("add", number=f"+1{area}5550{last}") for area in (617, 212) for last in range(100, 200)
    ]
    assert [status for status, _ in answers] == [200] * 50 + [400] * 150
    assert answers[-1][1]["error"] == "There are 50 phones already; put one away first."
    assert len(page.sees()["phones"]) == 50
    page.does("put_away", number="+16175550100")
    page.does("add", number=ANA)
    page.does("add", number=BEA)


def test_a_thousand_phones_that_nobody_named_do_not_harm_the_named_ones(page: Page) -> None:
    page.does("add", name="Ana", number=ANA)
    page.does("text", **{"from": ANA}, body="hello")
    for number in range(2100):
        page.request("GET", f"texts?number=%2B1212{number:07}")
    page.does("text", **{"from": ANA}, body="once more")
    assert [text["body"] for text in page.phone(ANA)["texts"]] == ["hello", "once more"]


def test_a_landline_can_call_and_neither_send_nor_get_texts(
    page: Page, product: Product, client: Client
) -> None:
    assert page.does("add", number=ANA, kind="landline")["text_error"] == 30006
    assert (
        page.refusal("text", **{"from": ANA}, body="hi")
        == "This is a landline: it can call, and cannot text."
    )
    assert product.requests("/sms") == []
    client.messages.create(to=ANA, from_=LINE, body="hello")
    [text] = eventually(lambda: page.phone(ANA)["texts"], lambda found: found[0]["state"] == "undelivered")
    assert text["problem"] == "it is a landline, which takes no texts (code 30006)"
    page.does("call", **{"from": ANA})
    [asked] = eventually(lambda: product.requests("/voice"))
    assert asked.params["From"] == ANA


def test_a_withheld_number_shows_nothing_when_it_calls_and_itself_when_it_texts(
    page: Page, product: Product
) -> None:
    assert page.does("add", number=ANA, kind="withheld")["shows"] == "anonymous"
    page.does("call", **{"from": ANA})
    page.does("text", **{"from": ANA}, body="hi")
    [asked] = eventually(lambda: product.requests("/voice"))
    assert (asked.params["From"], "StirVerstat" in asked.params) == ("anonymous", False)
    assert product.requests("/sms")[0].params["From"] == ANA


def test_a_forged_number_is_another_phones_in_calls_and_texts_and_nobody_vouches_for_it(
    page: Page, product: Product
) -> None:
    page.does("add", number=BEA)
    assert page.does("add", number=ANA, kind="forged", shows="617 555 0102")["shows"] == BEA
    product.page("/sms", response("<Message>hello Bea</Message>"))
    page.does("text", **{"from": ANA}, body="hi")
    page.does("call", **{"from": ANA})
    assert product.requests("/sms")[0].params["From"] == BEA
    [asked] = eventually(lambda: product.requests("/voice"))
    assert (asked.params["From"], "StirVerstat" in asked.params) == (BEA, False)
    # The answer goes to whoever really has the number.
    assert [text["body"] for text in page.phone(ANA)["texts"]] == ["hi"]
    assert [text["body"] for text in page.phone(BEA)["texts"]] == ["hello Bea"]


def test_a_call_may_show_another_number_than_its_kind_of_phone_does(page: Page, product: Product) -> None:
    page.does("add", number=ANA, kind="withheld")
    page.does("call", **{"from": ANA}, caller_id=ANA)
    [asked] = eventually(lambda: product.requests("/voice"))
    assert (asked.params["From"], asked.params["StirVerstat"]) == (ANA, "TN-Validation-Passed-A")


SHELF = [
    {
        "name": "Ana",
        "number": ANA,
        "role": "participant",
        "language": "en",
        "kind": "mobile",
        "says": ["CHECKIN"],
    },
    {"name": "Sam", "number": "617 555 0103", "role": "volunteer", "kind": "screening"},
]


def test_the_phones_of_a_file_are_there_from_the_start_and_after_a_reset(
    another_carrier: Callable[..., Elsewhere], tmp_path: Path
) -> None:
    file = tmp_path / "phones.json"
    file.write_text(json.dumps(SHELF))
    carrier = another_carrier(
        "--phones", str(file), "--name", "Demo\nWarmline", "--timezone", "America/New_York"
    )
    page = Page(carrier.url)
    for _ in range(2):
        view = page.sees()
        assert [(phone["name"], phone["kind"]) for phone in view["phones"]] == [
            ("Ana", "mobile"),
            ("Sam", "screening"),
        ]
        assert view["shelf"] == [ANA, "+16175550103"]
        assert (view["line"]["name"], view["line"]["timezone"]) == ("Demo Warmline", "America/New_York")
        page.does("put_away", number=ANA)
        Carrier(carrier.url).reset()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "must hold a list"),
        (b"[", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[5]", "phone 1 in the file of phones: it is not a JSON object"),
        (b"[{}]", "phone 1 in the file of phones: There is no number"),
        (b'[{"number": "x"}]', "phone 1 in the file of phones: “x” is no phone number"),
        (b'[{"number": "+16175550101", "nmae": "x"}]', "nobody knows"),
        (
            b'[{"number": "+16175550101"}, {"number": "617 555 0101"}]',
            "phone 2 in the file of phones: another",
        ),
        (b'[{"number": "+16175550101", "kind": "fax"}]', "one of mobile"),
        (b'[{"number": "+12025550100"}]', "the line's own number"),
        (
            json.dumps([{"number": f"+1617555{n:04}"} for n in range(100, 151)]).encode(),
            "and the file of phones has 51",
        ),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_words_at_the_start(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "phones.json"
    if content is not None:
        file.write_bytes(content)
    assert words in refused("--phones", str(file))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--timezone", "Mars/Olympus"), "--timezone must be the name of a time zone"),
        (("--timezone", "../../etc/passwd"), "--timezone must be the name of a time zone"),
        (("--timezone", ""), "--timezone must be the name of a time zone"),
        (("--page-grace", "0"), "--page-grace must be above 0"),
        (("--page-grace", "nan"), "--page-grace must be above 0"),
    ],
)
def test_other_wrong_arguments_are_refused_in_words(arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(*arguments)


def refused(*arguments: str) -> str:
    """Start a carrier that must not start; gives what it said."""
    argv = [sys.executable, "-m", "telephony.local_carrier", "--account-sid", ACCOUNT, "--number", LINE]
    done = subprocess.run(
        [*argv, "--sms-url", "x", "--voice-url", "x", *arguments],
        cwd=ROOT,
        env={"TWILIO_AUTH_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr
