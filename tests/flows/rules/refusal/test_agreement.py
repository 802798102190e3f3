"""A yes in a whole sentence to "may we call you now?": a phone rings for it, so a doubt is enough for none."""

import pytest

from flows.rules.refusal import agreement


@pytest.mark.parametrize(
    "given",
    [
        "ok you can call", "go ahead", "yes call", "yes please call me", "sure", "i guess so", "why not", "call",
        "yeah u can call me now", "that would be good thanks",
        "si llamame", "sí, pueden llamarme", "puedes llamar", "claro, llámame ahora", "está bien", "por supuesto",
    ],
)  # fmt: skip
def test_a_yes_and_nothing_else_is_a_yes(given: str) -> None:
    assert agreement.to_call(given)


@pytest.mark.parametrize(
    "given",
    [
        "ok but dont", "dont call", "no", "ok im gonna sleep now", "can you call?", "call me later", "yes but not now",
        "call 911", "are you gonna call", "i called my mom", "ok call tomorrow", "im fine", "fine", "its ok",
        "ya no", "si pero no ahora", "mañana llámame", "llama al 911", "ok no", "",
    ],
)  # fmt: skip
def test_a_no_a_doubt_another_time_and_a_question_are_none(given: str) -> None:
    assert not agreement.to_call(given)
