"""Training the model: the same texts give the same weights, bit for bit; those of the package are of its texts."""

from pathlib import Path

import flows.rules.meaning
from console.reading.rows import Row
from console.reading.training import made_of, train
from flows.rules.meaning.model import likely
from flows.rules.meaning.weights import FILE, unpack

_FEW = [
    *(
        Row(f"please {verb} me {when}", meaning="call")
        for verb in ("call", "ring")
        for when in ("now", "today", "soon")
    ),
    *(Row(f"thank you {so} much", meaning="thanks") for so in ("so", "very", "ever so")),
    *(Row(f"thanks {who}", meaning="thanks", also=frozenset(("bye",))) for who in ("all", "love", "sam")),
    *(Row(f"bye {when}", meaning="bye") for when in ("now", "all", "love")),
]


def test_the_same_texts_give_the_same_bytes() -> None:
    assert train(_FEW) == train(list(_FEW))


def test_what_was_learned_is_read() -> None:
    weights = unpack(train(_FEW))
    assert likely("ring me please", "participant", "idle", weights=weights).meaning == "call"
    assert likely("thanks so much", "participant", "idle", weights=weights).meaning == "thanks"


def test_a_fair_second_reading_gets_its_share() -> None:
    with_second = likely("thanks love", "participant", "idle", weights=unpack(train(_FEW)))
    alone = [Row(row.text, meaning=row.meaning) for row in _FEW]
    without = likely("thanks love", "participant", "idle", weights=unpack(train(alone)))
    share = dict(zip(with_second.meanings, with_second.shares, strict=True))["bye"]
    assert share > dict(zip(without.meanings, without.shares, strict=True))["bye"]


def test_the_weights_of_the_package_were_made_of_its_texts_as_they_are() -> None:
    """Whoever changes texts, features or word classes runs `warmline read --train` and commits what it writes."""
    kept = (Path(flows.rules.meaning.__file__).parent / FILE).with_suffix(".made_of.txt")
    assert made_of() == kept.read_text("ascii").strip()
