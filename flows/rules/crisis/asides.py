"""Puts aside words of danger that are about nobody: advice to others, and questions about what this line would do.

"If this is an emergency, call 911" stands in automatic replies and in our own texts; "will you call the police on me?"
asks for our policy. Both are left out before a text is read for danger; the rest of the text is read as always. If
somebody speaks of themselves in one ("call 911 if I don't answer", "what if I say I took pills"), all of it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flows.rules.crisis import asides_en, asides_es
from flows.rules.words.clean_text import plain


@dataclass(frozen=True, slots=True)
class Asides:
    """What was put aside.

    `rest`: the plain text without the asides. `asks_whom`: they ask whom we would call. `asks_words`: they ask what may
    be said here. `unsure`: they ask what may be said, and say more beside it or speak of themselves: silence would be
    too little.
    """

    rest: str
    asks_whom: bool = False
    asks_words: bool = False
    unsure: bool = False


def put_aside(said: str) -> Asides:
    """Find the asides in a plain text (`clean_text.plain`), and leave them out."""
    rest = _without_advice(said)
    for asked_of_another in (asides_en.ASKED, asides_es.ASKED):
        rest = " ".join(asked_of_another.sub(" . ", rest).split())
    alone, asked = _without(rest, asides_en.ONLY_ALONE, asides_es.ONLY_ALONE)
    if asked and not _says_something(alone):
        return Asides(alone, asks_whom=True)
    rest, of_words = _without(rest, asides_en.ABOUT_WORDS, asides_es.ABOUT_WORDS)
    rest, of_help = _without(rest, asides_en.ABOUT_HELP, asides_es.ABOUT_HELP)
    if of_words and _gives_a_reason(rest):
        return Asides(said)  # "what if I say I want to die, because I do"
    unsure = bool(of_words) and (_says_something(rest) or any(_is_of_self(each) for each in of_words))
    return Asides(rest, bool(of_help), bool(of_words), unsure)


def _without_advice(said: str) -> str:
    for advice in (asides_en.ADVICE, asides_es.ADVICE):
        said = advice.sub(" . ", said)
    return " ".join(said.split())


def _without(said: str, *questions: re.Pattern[str]) -> tuple[str, list[str]]:
    """The text without these questions, and those taken out. It keeps a question in which they speak of themselves."""
    taken: list[str] = []
    for question in questions:

        def put_away(found: re.Match[str]) -> str:
            if asides_en.OWN.search(found.group()) or asides_es.OWN.search(found.group()):
                return found.group()
            taken.append(found.group())
            return " . "

        said = question.sub(put_away, said)
    return " ".join(said.split()), taken


def _gives_a_reason(rest: str) -> bool:
    clauses = re.split(r" ?[.,] ?", rest)
    return any(language.REASON_GIVEN.match(each) for language in (asides_en, asides_es) for each in clauses)


def _is_of_self(question: str) -> bool:
    return any(language.OF_SELF.search(question) is not None for language in (asides_en, asides_es))


def _says_something(rest: str) -> bool:
    """Whether the words beside a question may be about the writer."""
    if any(language.OWN.search(rest) or language.OF_SELF.search(rest) for language in (asides_en, asides_es)):
        return True
    return len([word for word in rest.split() if word not in _FILLERS]) >= _ENOUGH


def is_advice(text: str) -> bool:
    """Whether a text is only advice to others: "If this is an emergency, call 911"."""
    said = plain(text)
    rest = _without_advice(said)
    return rest != said and all(word in _FILLERS for word in rest.split())


_ENOUGH: Final = 3
"""From this many words beside a question on, not counting fillers, they may be about the writer."""
_FILLERS: Final = frozenset(
    """
    . , hi hey hello please pls thanks thank you thx ok okay just wondering asking curious question quick sorry and but
    so or um uh also btw sir maam lol i was to know want one do if is it yes no there for me a the
    hola oye buenas por favor gracias perdon solo una pregunta duda y o pero es que disculpa buenos dias tardes noches
    quisiera queria saber
    """.split()
)
ASKS_OF: Final = frozenset(
    """
    call calls ring phone send sends report tell contact notify alert trace track talk talking speak say says said
    write mention discuss happens happen allowed suicidal confidential private anonymous
    llamar llaman llamas mandar mandan mandarme enviar denunciar denuncian avisar avisan reportar reportan decir contar
    digo dice cuento hablar hablo habla platicar mencionar rastrean internar internan confidencial privado anonimo
    """.split()
)
"""A text without any of these words asks no policy question: most texts are checked no further."""
