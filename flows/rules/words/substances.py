"""Finds words that name alcohol, drugs, or recovery from them, in English and Spanish.

In recovery mode (`warmline line set recovery on`) no text of ours names one: whoever sees the phone must not learn
from it that its owner is in treatment (42 CFR Part 2 may bind a programme to that).
"""

import re
from typing import Final

_NAMED: Final = re.compile(
    r"\b(?:drink\w*|drank|drunk\w*|alcohol\w*|booz\w*|sober\w*|sobriety|drugs?|opioids?|opiates?|heroin|fentanyl|meth"
    r"|cocaine|weed|marijuana|cannabis|pills?|substances?|addict\w*|relaps\w*|detox\w*|rehab\w*|recovery|12 ?steps?"
    r"|twelve steps?|sponsor|naloxone|narcan|methadone|suboxone|using again"
    r"|beb(?:er|e|es|o|iendo|ida|idas|edor\w*)|borrach\w*|sobri\w*|drog\w*|opioides|opiaceos|hero[ií]na|fentanilo|coca[ií]na"
    r"|mari[hg]uana|sustancias?|adicc\w*|adict\w*|reca[ií](?:d|er)\w*|rehabilit\w*|desintox\w*|padrino|madrina|pastillas?"
    r"|recuperaci[oó]n|doce pasos|12 pasos)\b",
    re.IGNORECASE,
)
_FELLOWSHIP: Final = re.compile(r"\b(?:AA|NA|CA|SMART Recovery|Al-?Anon)\b")


def names_one(text: str) -> bool:
    """Whether a text names a substance, a fellowship, or recovery from it."""
    return _NAMED.search(text) is not None or _FELLOWSHIP.search(text) is not None


def by_initial(listed: str) -> str:
    """A list of topics, each that names a substance as its first letter: "1 grief, 2 drinking" is "1 grief, 2 D."."""
    return ", ".join(_initial(each) if names_one(each) else each for each in listed.split(", "))


def _initial(topic: str) -> str:
    number, _, name = topic.partition(" ")
    if not number.isdigit() or not name:
        number, name = "", topic
    return f"{number} {name[:1].upper()}.".strip()
