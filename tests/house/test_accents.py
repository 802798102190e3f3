"""A Spanish text says the same without the accents that the phone's short alphabet lacks: á, í, ó, ú."""

import re

from flows.wording.catalogue import ids, without_accents, words
from tests.house.test_plain_words import said

NOT_READ_AS_I = frozenset("empezó sonó probó colgó pidió siguió".split())
"""Without its accent none of these is a word: "empezo"."""
_WITHOUT_WHO = re.compile(r"(?:^|[.:;!?] |[¿¡])(?:(?:no|ya|hoy|si|aún|todavía) )*(\w+ó)\b", re.IGNORECASE)
"""A verb with nobody before it: "no contestó" would read "I don't answer"."""
READS_OTHERWISE = re.compile(
    r"\bque \w+ó\b(?<!pidió)(?<!escribió)|\bse cortó\b|\bcontó\b|\bverá\b|\b(?:diga|dice|dijo|digas|dices) que sí\b"
    r"|\bTú (?:o|u|sí)\b|\bni tú\b|(?-i:(?<![\d:,.?¿] )(?<!^)\bsí\b)",
    re.IGNORECASE,
)
"""Without the accents: "times that I speak", "it is short", "near", "when they say that if", "your or the other"."""


def test_é_ñ_and_ü_stay_in_a_text() -> None:
    assert without_accents("¿Qué? Te llamé, señal, pingüino, ÉL: así, aquí, sí, tú, Á") == (
        "¿Qué? Te llamé, señal, pingüino, ÉL: asi, aqui, si, tu, A"
    )
    assert "é" in words("coordinator.no_say_waits", "es").text, "“no mande nada” is an order"
    assert not any(set("áíóúÁÍÓÚ") & set(words(id, "es").text) for id in ids("es"))


def test_nothing_that_somebody_else_did_reads_as_what_i_do() -> None:
    wrong = []
    for id, kind, text in said("es"):
        found = {word.lower() for word in _WITHOUT_WHO.findall(re.sub(r"\{\w+\}", "…", text))}
        if kind != "voice" and found - NOT_READ_AS_I:
            wrong.append((id, kind, found, text))
    assert wrong == []


def test_the_check_finds_what_reads_as_something_else() -> None:
    assert _WITHOUT_WHO.findall("…: no contestó. Aceptó el cambio. ¿Se cortó? Alguien llamó.") == [
        "contestó",
        "Aceptó",
    ]


def test_no_text_says_something_else_once_its_accents_fell() -> None:
    wrong = [(id, text) for id, kind, text in said("es") if kind != "voice" and READS_OTHERWISE.search(text)]
    assert wrong == []


def test_the_check_finds_what_fresh_readers_found() -> None:
    for text in (
        "Veces que habló de peligro: 1",
        "Contó algo. Manda PALABRAS",
        "¿Se cortó?",
        "te escribimos cuando diga que sí",
        "Tú o la otra persona",
        "Otra hora sí se puede",
        "verá esto antes",
    ):
        assert READS_OTHERWISE.search(text), text
    for text in ("1 sí, 2 no", "TOMO K7: sí.", "Sí, soy un programa.", "lo que escribió", "¿Se ha cortado?"):
        assert READS_OTHERWISE.search(text) is None, text
