"""The question whether somebody is 18, where the organisation asks it: once, before the first "how are you".

Nobody is turned away by it, and nobody has to answer: under 18 they are told of the youth line as well.
"""

import re
from typing import Final

from flows.effects.contacts import KeepAge
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rules.words.replies import clean

age = Flow("age")
_GOES_ON = {"done": "checkin.mood", "none": "checkin.mood"}


@age.start
def ask(s: Scene) -> Move:
    """Are you 18 or over?"""
    return Ask("age.ask", yes=adult, no=minor, skip=skipped)


@age.step
def adult(s: Scene) -> Move:
    """18 or over."""
    return End(_kept("adult"))


@age.step
def minor(s: Scene) -> Move:
    """Under 18: the youth line is there for them, and so is this one."""
    return End(*welcome(s), _kept("minor"))


@age.step
def skipped(s: Scene) -> Move:
    """Rather not said, and not asked again."""
    return End(_kept("skip"))


def read(text: str) -> str | None:
    """The answer in a text that says how old somebody is, "im 17": yes or no; None for every other text."""
    found = _YEARS.fullmatch(clean(text))
    years = int(found[1]) if found else 0
    return None if not 5 <= years <= 120 else "yes" if years >= 18 else "no"


_YEARS: Final = re.compile(
    r"(?:(?:yes|no|si|i am|im|i m|soy|tengo|actually|just turned|acabo de cumplir) )*(\d{1,3})"
    r"(?: (?:years?|yrs?|y o|yo|old|anos?|de edad))*"
)


def speaks_of_age(text: str) -> bool:
    """Whether a text holds a number, or a word of age, school or those who raise somebody: "mis turnos" holds none."""
    return _OF_AGE.search(clean(text)) is not None


_OF_AGE: Final = re.compile(
    r"\d|\b(?:year\w*|yrs?|yo|old\w*|age[ds]?|teen\w*|kids?|child\w*|minors?|school\w*|grade\w*|young\w*|under\w*|adults?"
    r"|grown\w*|ten|eleven|twelve|thirteen|fifteen|(?:four|six|seven|eigh|nine)(?:teen)?|birthday|freshman|sophomore|junior"
    r"|senior|class|homework|college|student|parents?|m[ou]m\w*|gran\w*|permission|anos?|edad\w*|menor\w*|mayor\w*|chic[oa]s?"
    r"|chav[oa]s?|nin[oa]s?|adolesc\w*|escuela|secu\w*|prepa\w*|colegio|jov[ei]n\w*|quince\w*|dieci\w*|diez|once|doce|trece"
    r"|catorce|cumpl\w*|eso|bachi\w*|instituto|liceo|primaria|grado|papas|mama|morr\w*|pib[ea]s?|chiquit\w*|peque\w*)\b"
)


def welcome(s: Scene) -> tuple[Phrase, ...]:
    """What somebody under 18 is told."""
    if s.line.youth_line:
        return (Phrase("age.youth_line", {"youth_line": s.line.youth_line}),)
    return (Phrase("answer.minor"),)


def is_to_be_asked(s: Scene) -> bool:
    """Whether the question comes before "how are you": the organisation asks it, and they were never asked."""
    works_here = s.person.volunteer is not None or s.person.coordinator
    return s.line.age_question and s.person.age_said is None and not works_here


def _kept(said: str) -> Act:
    return act(KeepAge(said), leads=_GOES_ON)
