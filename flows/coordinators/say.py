"""SAY, with the code that has to come back: words in the team's name cannot be unsaid, and a sender can be forged.

"Tell her to call 911" is read back: whoever has an alert speaks of its person, and is not asked for a verb first.
"""

import re
from dataclasses import replace
from typing import Final

from flows.coordinators.commands import may_be_said, said_to
from flows.coordinators.commands import say as sent
from flows.coordinators.proof import proof_first
from flows.engine import Ask, Collect, End, Flow, Move, Phrase, Scene, Session, Turn, settle
from flows.rules.crisis import crisis, reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.words import who_is_meant
from flows.rules.words.clean_text import plain
from flows.rules.words.replies import clean

say = Flow("say")

_CODE: Final = "code"
_TO, _WORDS = "to", "words"


@say.start
def by_code(s: Scene) -> Move:
    """Send back the code, and the words go out."""
    named = _named(s)
    if named is None:
        return End("coordinator.not_the_code")
    asked = Phrase("coordinator.say_code", {"digits": s.person.code, "code": named[0]})
    learned = {_CODE: s.person.code, _TO: named[0], _WORDS: named[1]}
    return Collect(asked, then=code_given, optional=True, learned=learned)


@say.step
def prove(s: Scene) -> Move:
    """It can be sent: first the code."""
    return End(proof_first(by_code.name))


@say.step
def code_given(s: Scene) -> Move:
    """The code, or anything else: then nothing is sent. There is one try, so nobody guesses."""
    if clean(s.given) != s.answers[_CODE]:
        return End(Phrase("coordinator.not_sent", {"code": s.answers[_TO]}))
    return End(sent(s.answers[_TO], s.answers[_WORDS], proven=True))


@say.step
def at_once(s: Scene) -> Move:
    """A code came back from this phone for this alert a short while ago: the words go out."""
    named = _named(s)
    return End(sent(*named)) if named is not None else End("coordinator.not_the_code")


@say.step
def ask(s: Scene) -> Move:
    """Words that seem to be for the person: read back before anything is sent."""
    code, words = s.answers[_TO], s.answers[_WORDS]
    asked = Phrase("coordinator.say_ask", {"code": code, "words": words})
    return Ask(asked, optional=True, learned={_TO: code, _WORDS: words}, yes=send, no=leave)


@say.step
def send(s: Scene) -> Move:
    """1: as if they had sent SAY."""
    return End(may_be_said(s.answers[_TO]))


@say.step
def leave(s: Scene) -> Move:
    """2: nothing is sent."""
    return End("on_alert.left")


def asked_of(code: str, words: str) -> dict[str, str]:
    """What `ask` has to know."""
    return {_TO: code, _WORDS: words}


def about_alert(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to words of danger from somebody with an alert in hand: they are about its person, not their own.

    None where the danger is their own ("i can't do this anymore myself") or of somebody of theirs, where no alert is
    open to them, and where they have a call as a volunteer, whose participant may be meant.
    """
    person = scene.person
    codes = in_hand(scene)
    if not person.coordinator or not codes or _has_call(scene):
        return None
    if crisis.read(scene.given).tier is Tier.none or reported_danger.read(scene.given).own is not Tier.none:
        return None
    if who_is_meant.speaks_of_relation(plain(scene.given)):
        return None  # "my sister took pills": somebody of their own
    if (read_back := to_read_back(scene)) is not None:
        return read_back
    about = Phrase("coordinator.about_alert", {"code": _code(scene, codes) or ", ".join(codes[:3])})
    return Turn((about,), (), session)


def in_hand(scene: Scene) -> tuple[str, ...]:
    """The codes of the alerts they have, else of those that are open."""
    return scene.person.alerts_taken or scene.person.alerts


def to_read_back(scene: Scene, *, told: bool = False) -> Turn | None:
    """Ask whether to text words that seem to be for the person of the one alert in hand, or of the one they name.

    `told`: only words that begin with "tell her".
    """
    code = _code(scene, in_hand(scene))
    words = words_for_them(scene.given)
    if not words and not told and _is_said_to_them(scene.given):
        words = scene.given.strip()
    if code is None or not words:
        return None
    return settle(ask, replace(scene, answers=asked_of(code, words)))


def _is_said_to_them(text: str) -> bool:
    if (
        "?" in text
        or len(text) > _LONGEST
        or _OF_THEM.search(clean(text))
        or reported_danger.asks_for_help(text)
    ):
        return False
    of_another = who_is_meant.is_first_person(plain(text)) or reported_danger.is_about_another(text)
    return reported_danger.is_said_to_them(text) or not of_another


def _code(scene: Scene, codes: tuple[str, ...]) -> str | None:
    named = [code for code in codes if code.lower() in clean(scene.given).split()] or list(codes)
    return named[0] if len(named) == 1 else None


def _has_call(scene: Scene) -> bool:
    volunteer = scene.person.volunteer
    return volunteer is not None and bool(volunteer.offers or volunteer.holding or volunteer.last_call)


def tells(text: str) -> bool:
    """Whether a text begins as words for somebody do: "tell her she's not alone"."""
    return _TELL.match(text.strip()) is not None


def words_for_them(text: str) -> str:
    """What "tell her to call 911" would say to her; "" where it has to be put in other words first."""
    told = _TELL.match(text.strip())
    words = text.strip()[told.end() :].strip() if told is not None else ""
    if not words or len(words) > _LONGEST or "?" in text or _OF_THEM.search(clean(words)):
        return ""
    return words


_LONGEST: Final = 160
_TELL: Final = re.compile(
    r"(?:(?:ok|okay|please|pls|and|so|can you|could you|just|por favor|y|pues)[ ,]+)*"
    r"(?:(?:tell|text|message) (?:her|him|them|the person|[a-z]\d+)(?: to(?! the\b)| that)?"
    r"|(?:say|write|send) (?:to )?(?:her|him|them)(?: that)?"
    r"|(?:d[ií]gale|dile|decile|escr[ií]bele|escribile|m[aá]ndale|av[ií]sale)(?: a (?:ella|[eé]l|[a-z]\d+))?(?: que)?"
    r")[ ,:]+",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(r"\b(?:she|he|they|her|him|his|them|their|shes|hes|theyre|ella|su|sus|le|les)\b")
"""Said to them, these would be about somebody else: "tell her she's not alone"."""


def _named(s: Scene) -> tuple[str, str] | None:
    """The code and the words: of their SAY, or those that were read back."""
    kept = (s.answers[_TO], s.answers[_WORDS]) if _TO in s.answers and _WORDS in s.answers else None
    return said_to(s.given) or kept
