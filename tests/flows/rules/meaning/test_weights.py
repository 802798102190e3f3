"""The packed sum of the model's weights, against the same sum written out."""

import math
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.meaning.features import features, words_of
from flows.rules.meaning.model import because, likely
from flows.rules.meaning.weights import SCALE, STEPS, load, pack, unpack

_TEXTS = st.text(max_size=400) | st.sampled_from(
    [
        "",
        " ",
        "\U0001f44d",
        "a" * 1600,
        "si " * 500,
        "call me " * 200,
        "no me llamen",
        "\u202e\u0000",
        "7pm",
        "K7",
    ]
)


def _written_out(text: str, state: str) -> list[float]:
    known = load()
    found = [each for each in features(text, state) if each in known.rows]
    totals = [sum(known.weight(each, at) for each in found) for at in range(len(known.meanings))]
    return [total * SCALE / (STEPS * math.sqrt(max(len(found), 1))) for total in totals]


@given(st.text(alphabet="abcdefghilmnoprstu ?", max_size=300), st.sampled_from(["idle", "mood", "v_offered"]))
def test_the_packed_sum_is_the_sum_of_the_weights(text: str, state: str) -> None:
    assert load().scores(text, words_of(text), state) == pytest.approx(_written_out(text, state))


def test_a_text_with_more_features_than_one_field_can_hold_is_summed_as_well() -> None:
    text = "someone please call me tonight because my husband left and i cant sleep at all " * 8
    assert len([each for each in features(text, "idle") if each in load().rows]) > 2 * 255
    assert load().scores(text, words_of(text), "idle") == pytest.approx(_written_out(text, "idle"))


@given(_TEXTS)
def test_every_text_has_a_likeliest_meaning_and_shares_that_make_sense(text: str) -> None:
    said = likely(text, "participant", "idle")
    assert 0 < said.share <= 1
    assert list(said.shares) == sorted(said.shares, reverse=True)
    assert sum(said.shares) <= 1.000001
    because(text, "idle", said.meaning)


def test_weights_are_read_as_they_were_written() -> None:
    rows = [("w:one", [-128, 0, 127]), ("w:two", [1, -1, 5])]
    found = unpack(pack(("call", "no", "yes"), rows))
    assert found.meanings == ("call", "no", "yes")
    assert [found.weight("w:one", at) for at in range(3)] == [-128, 0, 127]
    assert [found.weight("w:two", at) for at in range(3)] == [1, -1, 5]
    assert found.weight("w:three", 0) == 0


def test_a_file_that_is_cut_short_is_refused() -> None:
    whole = pack(("call", "no"), [("w:one", [1, 2])])
    with pytest.raises(ValueError, match="cut short"):
        unpack(whole[:-1])


def test_a_field_holds_the_largest_sum_that_is_put_into_it() -> None:
    assert array("H").itemsize == 2


def test_meanings_that_a_state_does_not_have_are_never_read() -> None:
    assert "pass_on" not in likely("tell her i am here", "participant", "idle").meanings
    assert not any(name.startswith("rate:") for name in likely("3", "participant", "waiting").meanings)
    assert "take" not in likely("ill take it", "participant", "offer").meanings
