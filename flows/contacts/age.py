"""The question whether somebody is 18, where the organisation asks it: once, before the first "how are you".

Nobody has to answer. Who says that they are under 18 is told of the youth line, and offered no volunteer of this line
(docs/adr/0046). They may go on writing, and words of danger are answered and alert somebody as ever.
"""

import re
from typing import Final

from flows.effects.contacts import KeepAge
from flows.effects.requests import CancelCallback
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rules.words.replies import clean
from flows.states import CallbackState

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
    """Under 18: the youth line is there for them. A call they asked for is called off; a talk that is on goes on."""
    mine = s.person.callback
    talks = mine is not None and mine.state is CallbackState.CONNECTED
    off = () if mine is None or talks else (CancelCallback(),)
    return End(*welcome(s), do=(KeepAge("minor"), *off))


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
    if s.line.age_question:
        return (to_others(s), Phrase("crisis.footer")) if s.line.youth_line else (to_others(s),)
    if s.line.youth_line:
        return (Phrase("age.youth_line", {"youth_line": s.line.youth_line}),)
    return (Phrase("answer.minor"),)


def to_others(s: Scene) -> Phrase:
    """Where somebody under 18 finds a person, and that our volunteers are for those over 18."""
    if s.line.youth_line:
        return Phrase("age.adults", {"youth_line": s.line.youth_line})
    return Phrase("age.adults_none")


def is_minor_here(s: Scene) -> bool:
    """Whether they said that they are under 18 on a line that asks: no volunteer of ours is offered to them."""
    return s.line.age_question and s.person.age_said == "minor"


def said_plainly(s: Scene, *, rated: bool) -> str | None:
    """The step for "im 15", whatever was asked, on a line that wants to know; for "im 19" of who said under 18 before.

    `rated`: a scale is open, and a number may be an answer to it.
    """
    works_here = s.person.volunteer is not None or s.person.coordinator
    if not s.line.age_question or works_here or rated or clean(s.given).isdigit():
        return None
    said = read(s.given)
    if said == "no" and s.person.age_said != "minor":
        return minor.name
    return adult.name if said == "yes" and s.person.age_said == "minor" else None


def is_to_be_asked(s: Scene) -> bool:
    """Whether the question comes before "how are you": the organisation asks it, and they were never asked."""
    works_here = s.person.volunteer is not None or s.person.coordinator
    return s.line.age_question and s.person.age_said is None and not works_here


def _kept(said: str) -> Act:
    return act(KeepAge(said), leads=_GOES_ON)
