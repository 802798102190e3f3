"""What volunteers say of themselves, read as they meant it, or asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching.profile import MOST_CALLS, MOST_OF_THEIRS, read_calls, read_experiences

LISTED = ("grief", "panic attacks", "divorce")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("3", 3),
        ("three", 3),
        ("Tres.", 3),
        ("about 3 calls", 3),
        ("at most 2", 2),
        ("1 call is enough", 1),
        ("2 llamadas por turno", 2),
        ("0", 0),
        ("no limit", 0),
        ("As many as come!", 0),
        ("sin límite", 0),
        ("3 or 4", None),
        ("two or three", None),
        ("21", None),
        ("-", None),
        ("many", None),
    ],
)
def test_how_many_calls_are_enough(said: str, read: int | None) -> None:
    assert read_calls(said) == read


@given(st.integers(0, 999))
def test_a_number_is_itself_or_too_many(number: int) -> None:
    assert read_calls(str(number)) == (number if number <= MOST_CALLS else None)


@pytest.mark.parametrize(
    ("said", "keyed", "read"),
    [
        ("1 3", False, ("grief", "divorce")),
        ("1 and 3", False, ("grief", "divorce")),
        ("13", True, ("grief", "divorce")),
        ("13", False, None),
        ("4", False, None),
        ("1, 3 and losing a child", False, ("grief", "divorce", "losing a child")),
        ("one and three", False, ("grief", "divorce")),
        ("uno y tres", False, ("grief", "divorce")),
        ("1, 4 and losing a child", False, None),
        ("all of them", False, LISTED),
        ("todas", False, LISTED),
        ("none of these", False, ()),
        ("my brother's alcohol addiction", False, ("my brother's alcohol",)),
        ("0", True, None),
        ("losing a child, grief", False, ("losing a child", "grief")),
        ("grief, grief", False, ("grief",)),
        ("none", False, ()),
        ("Nada", False, ()),
        ("?!", False, None),
        ("", False, None),
    ],
)
def test_what_they_would_talk_about(said: str, keyed: bool, read: tuple[str, ...] | None) -> None:
    assert read_experiences(said, LISTED, keyed=keyed) == read


def test_all_of_a_long_list_is_kept() -> None:
    eight = tuple("abcdefgh")
    assert read_experiences("1 2 3 4 5 6 7 8", eight, keyed=False) == eight
    assert read_experiences("all", (), keyed=False) == ("all",), "a word like others where there is no list"


def test_numbers_mean_nothing_where_there_is_no_list() -> None:
    assert read_experiences("1 3", (), keyed=False) is None


@given(st.text(max_size=200), st.booleans())
def test_whatever_is_said_is_read_or_asked_again(said: str, keyed: bool) -> None:
    read = read_experiences(said, LISTED, keyed=keyed)
    assert read is None or len(read) <= MOST_OF_THEIRS
    assert read_calls(said) in (None, *range(MOST_CALLS + 1))
