"""A signature is cut off; a line that says something is none, wherever it stands."""

import pytest

from flows.rules.screening import signature


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("STOP\n\nSent from my iPhone", "STOP"),
        ("call me\r\nEnviado desde mi Samsung\r\n\r\nde nuevo", "call me"),
        ("call me\nThanks, Priya", "call me"),
        ("hola\nun abrazo\nRosa M", "hola"),
        ("call me tonight -- Jane", "call me tonight"),
        ("call me\n-- \nJane Doe\nAcme Ltd", "call me"),
        ("call me pls\n\nJane D.", "call me pls"),
        ("STOP\nSent from my Galaxy\n> Shall a peer call you?", "STOP"),
        ("STOP\n\nConfidentiality notice: not the intended recipient? Call us and delete this.", "STOP"),
        ("> How are you right now?\n2", "2"),
    ],
)
def test_a_signature_is_cut(text: str, left: str) -> None:
    assert signature.cut(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "hi\nthanks\ndont call tonight",
        "hi\nthanks dont call",
        "hi\n- i cant talk",
        "call at 7\n- not at night\n- not at work",
        "hola\ngracias\nya no llamen",
        "ok\n-- stop",
        "ok\nThanks\nSTOP",
        "2\n\nno",
        "hi\nthis message is from my sister, dont call me",
        "call me\nwritten by my friend, please stop",
        "please excuse my typos, dont call tonight\n2",
        "2\nsent from work, call my cell instead",
        "this message is private, never ring\n2",
        "ok\nSent from my iPhone\ndont call",
        "hola\neste mensaje es de mi hijo, ya no llamen",
        "call me -- tomorrow",
        "Can someone call me\n\nTonight",
        "Can someone call me\n\nMonday Night",
        "Hola\n\nEstoy Sola",
        "3\n\nYes",
        "-- Jane",
        "\n\n\n",
    ],
)
def test_words_are_never_cut_as_one(text: str) -> None:
    assert signature.cut(text) == text
