from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.phone import (
    Refusal,
    Sender,
    SenderKind,
    mask,
    may_dial,
    read_callback_number,
    read_sender,
    spoken,
)

LINE = "+12025550100"


@pytest.mark.parametrize(
    "raw",
    [
        None, "", "  ", "anonymous", "Anonymous", "restricted", "UNKNOWN", "unavailable", "+266696687",
        "+7378742833", "+17378742833", " 17378742833", "+1 737 874 2833", "+2562533", "+8656696",
        "+86282452253", "+464", "sip:anonymous@anonymous.invalid",
    ],
)  # fmt: skip
def test_a_withheld_sender_is_never_a_number(raw: str | None) -> None:
    assert read_sender(raw) == Sender(SenderKind.withheld)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("72975", SenderKind.short_code),
        ("262966", SenderKind.short_code),
        ("ACME Co", SenderKind.alphanumeric),
        ("client:volunteer-7", SenderKind.other_address),
        ("sip:ann@example.org", SenderKind.other_address),
        ("whatsapp:+12025550123", SenderKind.other_address),
        ("messenger:1234567890", SenderKind.other_address),
        ("+１２０２５５５０１２３", SenderKind.malformed),
        ("+1202555\x000123", SenderKind.malformed),
        ("+1" * 5000, SenderKind.malformed),
        ("+999", SenderKind.malformed),
        ("+12025550123 x5", SenderKind.malformed),
    ],
)
def test_what_is_no_phone_is_told_apart(raw: str, kind: SenderKind) -> None:
    assert read_sender(raw) == Sender(kind)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("+12025550123", "+12025550123"),
        ("+15550100123", "+15550100123"),
        (" 12025550123", "+12025550123"),
        ("\t+12025550123\n", "+12025550123"),
        ("+447700900123", "+447700900123"),
        ("+525512345678", "+525512345678"),
    ],
)
def test_a_possible_number_is_a_sender_even_where_nobody_was_given_it(raw: str, number: str) -> None:
    assert read_sender(raw) == Sender(SenderKind.number, number)


@given(st.text())
def test_every_sender_is_sorted(raw: str) -> None:
    sender = read_sender(raw)
    assert (sender.number is not None) == (sender.kind is SenderKind.number)


@pytest.mark.parametrize(
    "keyed",
    [
        "2025550123",
        "12025550123",
        "2025550123#",
        "*2025550123#",
        "(202) 555-0123",
        "*672025550123",
        "+12025550123",
    ],
)
def test_national_and_international_key_presses_are_one_number(keyed: str) -> None:
    assert read_callback_number(keyed, "US").number == "+12025550123"


@pytest.mark.parametrize(
    ("keyed", "region", "refusal"),
    [
        ("", "US", Refusal.empty),
        ("#", "US", Refusal.empty),
        ("1", "US", Refusal.too_short),
        ("5550123", "US", Refusal.too_short),
        ("20255501234", "US", Refusal.too_long),
        ("9" * 40, "US", Refusal.too_long),
        ("911", "US", Refusal.emergency),
        ("1911", "US", Refusal.emergency),
        ("988", "US", Refusal.emergency),
        ("112", "US", Refusal.emergency),
        ("999", "GB", Refusal.emergency),
        ("116123", "GB", Refusal.emergency),
        ("000", "AU", Refusal.emergency),
        ("72975", "US", Refusal.short_code),
        ("411", "US", Refusal.short_code),
        ("9002345678", "US", Refusal.premium),
        ("09011234567", "GB", Refusal.premium),
        ("8002345678", "US", Refusal.special),
        ("+881612345678", "US", Refusal.special),
        ("8765550123", "US", Refusal.foreign_region),
        ("6135550123", "US", Refusal.foreign_region),
        ("011442079460123", "US", Refusal.foreign_region),
        ("00442079460123", "US", Refusal.foreign_region),
        ("7378742833", "US", Refusal.impossible),
        ("0000000000", "US", Refusal.impossible),
        ("2025550100", "US", Refusal.own_line),
    ],
)
def test_what_must_not_be_rung_is_refused_with_its_reason(keyed: str, region: str, refusal: Refusal) -> None:
    read = read_callback_number(keyed, region, LINE)
    assert (read.number, read.refusal) == (None, refusal)


@pytest.mark.parametrize(
    ("keyed", "region", "number"),
    [
        ("07700900123", "GB", "+447700900123"),
        ("0491570156", "AU", "+61491570156"),
        ("5550100123", "US", "+15550100123"),
    ],
)
def test_numbers_of_fiction_can_be_rehearsed_with(keyed: str, region: str, number: str) -> None:
    assert read_callback_number(keyed, region).number == number


@given(
    st.text(alphabet=string.digits + "+*# ", max_size=24),
    st.sampled_from(["US", "CA", "GB", "MX", "AU", "XX", ""]),
)
def test_a_number_read_may_also_be_rung(keyed: str, region: str) -> None:
    read = read_callback_number(keyed, region)
    assert (read.number is None) != (read.refusal is None)
    assert read.number is None or may_dial(read.number, region)


@given(st.text(), st.text())
def test_no_text_breaks_any_of_it(raw: str, region: str) -> None:
    read_callback_number(raw, region, raw)
    may_dial(raw, region)
    mask(raw)
    spoken(raw)


@pytest.mark.parametrize(
    "number", ["2025550123", "+17378742833", "+18765550123", "+1911", "whatsapp:+12025550123", ""]
)
def test_only_an_ordinary_phone_of_the_region_is_rung(number: str) -> None:
    assert not may_dial(number, "US")


@pytest.mark.parametrize(
    "number",
    [
        "+12684601234",  # Antigua: +1, and dear
        "+19002345678",
        "+12029762345",  # 976 is a paid exchange in every area
        "+19762345678",
        "+17002345678",
        "+17102345678",
        "+15002345678",
        "+15212345678",
        "+15332345678",
        "+15662345678",
        "+15882345678",
        "+18002345678",
        "+12102225550199",
        "+882165550123",
        "+14165550123",
        "+13335550123",  # no area at all
        "+12025550",
    ],
)
def test_paid_special_foreign_and_unknown_numbers_are_never_dialled(number: str) -> None:
    assert not may_dial(number, "US")


def test_the_territories_of_the_united_states_are_dialled_as_the_states_and_other_regions_where_named() -> (
    None
):
    for number in ("+17872345678", "+16713001234", "+13406421234", "+16846331234", "+16702341234"):
        assert may_dial(number, "US") and may_dial(number, ("CA", "US")), number
        assert not may_dial(number, "CA")
    assert may_dial("+14165550123", ("US", "CA")) and may_dial("+442079460018", ("US", "GB"))
    assert read_callback_number("416 555 0123", ("US", "CA")).number == "+14165550123"
    assert read_callback_number("020 7946 0018", ("GB", "US")).number == "+442079460018"
    assert not may_dial("+442079460018", ("US", "CA"))
    assert not may_dial("+447700900123", "US") and may_dial("+447700900123", "GB")  # fiction, as before


def test_a_masked_number_shows_two_digits() -> None:
    assert mask("+12025550123") == "•••• 23"
    assert mask("client:12025550123") == mask("911") == "••••"


def test_a_number_is_read_back_digit_by_digit() -> None:
    for number in ("+12025550123", "2025550123", "12025550123"):
        assert spoken(number) == "2 0 2, 5 5 5, 0 1 2 3"
    assert spoken("+15550100123") == "5 5 5, 0 1 0, 0 1 2 3"
    assert spoken("+447700900123") == "0 7 7 0 0, 9 0 0 1 2 3"
