"""Reads which language a text about languages asks for: "spanish please", "no hablo ingles", "anyone speak Hmong?"."""

import re
from dataclasses import dataclass
from typing import Final

from flows.rules.words.replies import clean

OTHER: Final = "other"
"""A language that the line does not speak."""
_NAMES: Final = {
    **dict.fromkeys("english ingles inglis anglais englisch".split(), "en"),
    **dict.fromkeys("spanish espanol castellano castilian castilla".split(), "es"),
    **dict.fromkeys(
        "french francais frances portuguese portugues polish polaco polski welsh cymraeg irish gaeilge gaelic "
        "catalan catala galego gallego basque vasco euskera euskaraz hmong vietnamese vietnamita chinese chino "
        "mandarin cantonese arabic arabe russian ruso ukrainian ucraniano romanian rumano tagalog filipino punjabi "
        "panjabi hindi urdu bengali gujarati tamil telugu korean coreano japanese japones creole kreyol criollo "
        "haitian somali swahili amharic yoruba igbo hausa twi pidgin german aleman deutsch dutch italian italiano "
        "greek turkish farsi persian dari pashto kurdish armenian hebrew yiddish nepali burmese thai lao khmer "
        "indonesian malay marshallese samoan hawaiian navajo quechua aymara guarani nahuatl mixteco zapoteco "
        "kiche quiche maya mam mapudungun mapuzungun asl lse lsm".split(),
        OTHER,
    ),
}
"""Names of languages in a cleaned text. "Polish" may be a verb: use this only for texts that are about language."""
_CLAUSE: Final = re.compile(r"[.,;:?!¿¡\n]+|\b(?:but|pero)\b")
_DENIED: Final = re.compile(
    r"\b(?:no|not|dont|doesnt|cant|cannot|never|ni|sin|poco|poquito|little)(?: \w+){0,4} $|\b(?:my|mi) $"
)
_HARDLY: Final = re.compile(
    r" (?:\w+ ){0,2}(?:not|no|isnt|bad|small|little|poor|poquito|poco|malo|runs?|es (?:malo|poco|de|goleta))\b"
)
_NEAR: Final = 60
"""How many letters around a name may say no to it."""
_ONLY: Final = re.compile(r"\b(?:only|just|solo|solamente|nomas|nada mas|better|mejor)(?: \w+){0,3} $")
_SAID_IN: Final = {
    "es": re.compile(r"\b(?:entiend\w+|entender|entendi|hablo|comprendo|se|idioma|en)\b"),
    "en": re.compile(r"\b(?:understand|speak|talk|language|in)\b"),
}
_A_PERSON: Final = re.compile(
    r"\b(?:speaks?|talks?|some ?(?:one|body)|any ?(?:one|body)|person|volunteers?|she|he|habl[ae]\w*|alguien|quien|"
    r"persona|voluntari\w+|llam[ae]\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`language`: "en", "es", OTHER; None where the text does not say which. `of_a_person`: of whoever calls them."""

    language: str | None
    of_a_person: bool = False


def read(text: str, current: str) -> Wanted:
    """What a text about language asks for. `current`: the language we write to them in.

    One that they say they hardly speak ("my english no good") is not the one they want; with no other named, it is the
    other one of ours if we write in that already, or if they do.
    """
    named: list[str] = []
    denied: set[str] = set()
    for clause in map(clean, _CLAUSE.split(text.lower())):
        for found in re.finditer(r"\w+", clause):
            name = _NAMES.get(found[0])
            if name is None:
                continue
            before, after = clause[: found.start()][-_NEAR:], clause[found.end() :][:_NEAR]
            if _HARDLY.match(after) or (_DENIED.search(before) and not _ONLY.search(before)):
                denied.add(name)
            else:
                named.append(name)
    said = clean(text)
    # "Anybody who speaks Hmong? My English is for shopping" asks for the one we do not write in.
    ours = [name for name in named if name != OTHER and (name != current or OTHER not in named)]
    if named:
        return Wanted(ours[-1] if ours else OTHER, _A_PERSON.search(said) is not None)
    left = {"en", "es"} - denied
    one = left.pop() if len(left) == 1 else None
    return Wanted(one if one is not None and (one == current or _SAID_IN[one].search(said)) else None)
