from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.words.segments import GSM_ALL, GSM_EXTENSION, Segments, count

gsm = st.text(alphabet=sorted(GSM_ALL), max_size=700)


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("", Segments("GSM-7", 0, 0)),
        ("a" * 160, Segments("GSM-7", 160, 1)),
        ("a" * 161, Segments("GSM-7", 161, 2)),
        ("a" * 306, Segments("GSM-7", 306, 2)),
        ("a" * 307, Segments("GSM-7", 307, 3)),
        ("€" * 80, Segments("GSM-7", 160, 1)),
        ("é" * 160, Segments("GSM-7", 160, 1)),
        ("á" * 70, Segments("UCS-2", 70, 1)),
        ("á" * 71, Segments("UCS-2", 71, 2)),
        ("it’s" + "a" * 66, Segments("UCS-2", 70, 1)),
        ("\U0001f600" * 35, Segments("UCS-2", 70, 1)),
    ],
)
def test_the_known_limits(text: str, measured: Segments) -> None:
    assert count(text) == measured


def test_an_escaped_character_is_not_split_across_segments() -> None:
    assert (
        count("a" * 152 + "€" + "a" * 152).segments == 3
    )  # 306 septets, that would fit two if it were split


def test_a_surrogate_pair_is_not_split_across_segments() -> None:
    assert count("á" * 66 + "\U0001f600" + "á" * 66).segments == 3


@given(gsm)
def test_septets_are_counted_once_each_and_twice_for_the_extension(text: str) -> None:
    assert count(text).units == len(text) + sum(char in GSM_EXTENSION for char in text)


@given(st.text(max_size=700))
def test_segments_hold_what_they_say(text: str) -> None:
    measured = count(text)
    single, part = (160, 153) if measured.encoding == "GSM-7" else (70, 67)
    if measured.units <= single:
        assert measured.segments == min(measured.units, 1)
    else:
        assert part * measured.segments >= measured.units > (part - 1) * (measured.segments - 1)


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_longer_text_never_costs_less(text: str, more: str) -> None:
    assert count(text + more).segments >= count(text).segments


@given(st.text(max_size=300).filter(lambda text: not GSM_ALL.issuperset(text)))
def test_one_character_outside_the_alphabet_turns_the_whole_text(text: str) -> None:
    assert count(text).encoding == "UCS-2"
    assert count(text).units == len(text.encode("utf-16-le", "surrogatepass")) // 2
