"""Opt-outs that need no model: calls and texts refused together, a threat, a list left, a phone of the dead."""

import pytest

from flows.rules.screening.opt_out_kinds import asks

BOTH = (
    "no calls and no msgs, thanks",
    "i want neither texts nor phone calls",
    "ni me llamen ni me manden nada mas",
)
LEFT = (
    "would rather not hear from you anymore",
    "quiteme de ese listado, se lo agradezco",
    "you can scratch me off",
    "les ruego no volver a escribirme",
    "stop all of this",
)
BY_OTHERS = ("my cousin signed me up and i dont want it", "me apunto mi hermana sin avisar")
THREATS = (
    "one more message and im reporting you",
    "otro mensaje y los denuncio",
    "take me off or i call a lawyer",
)
OF_THE_DEAD = ("my mother died, stop sending her texts", "el dueño de este numero fallecio. no le manden mas")


@pytest.mark.parametrize("text", [*BOTH, *LEFT, *BY_OTHERS, *THREATS, *OF_THE_DEAD])
def test_these_kinds_end_all_texts(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "no calls or texts today, im at work",
        "no calls only texts",
        "he is home. do not call or text",
        "take me off the queue please",
        "quitenme de la fila",
        "my brother signed me up for football and i like it",
        "one more message from him and i block him",
        "my dad died and i dont know what to do",
        "scratch that, call me",
        "i dont want to be a burden",
        "no quiero nada, estoy muy mal",
        "saquenme de esta tristeza",
        "les ruego no volver a asignarme a ese señor",
    ],
)
def test_what_is_much_like_them_ends_none(text: str) -> None:
    assert not asks(text)
