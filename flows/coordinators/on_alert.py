"""What a coordinator does about an alert: close it, be put through, give it away.

What cannot be undone waits for a code from their phone; what a sentence seems to ask for is read back.
"""

import re
from typing import Final

from flows.coordinators import verbs
from flows.coordinators.proof import proof_first
from flows.effects.alert_actions import CallPerson, CloseAlert, HandOver, ReadAloud
from flows.engine import Act, Ask, Collect, End, Flow, Move, Phrase, Scene, Session, Turn, act
from flows.rules.crisis import reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.words import negation
from flows.rules.words.replies import clean

on_alert = Flow("on_alert")

CODE: Final = "code"
"""The answer under which a step finds the alert's code."""
_PROOF, _VERB, _WORDS = "proof", "verb", "words"


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to CLOSE and CALL with the code of an alert; None for other texts and other people.

    Read before words of danger: what is behind the code speaks of whom the alert is about.
    """
    if not scene.person.coordinator:
        return None
    said = verbs.read(scene.given)
    if (closing := _closing(scene)) is not None:
        return Turn((_close(str(closing.code), closing.words),), (), session)
    if said is None or said.code is None or verbs.is_of_their_own(said.code, scene.person):
        return None
    match said.verb:
        case "close":
            return Turn((_close(said.code, said.words),), (), session)
        case "call" if not said.words:
            return Turn((call(said.code),), (), session)
        case "pass" if said.code.startswith("A") or scene.person.volunteer is None:
            return Turn((hand_over(said.code, knows=knows_them(said.words)),), (), session)
    return None


def knows_them(words: str) -> bool:
    """Whether they say that they know the person: "i know her", "es mi vecina, la conozco"."""
    said = clean(words)
    return _KNOWS.search(said) is not None and _KNOWS_NOT.search(said) is None


_KNOWS: Final = re.compile(
    r"\b(?:know(?:s|n)?|friends? of mine|(?:is|thats|its|es|era) (?:my|mi|a friend|un amigo|una amiga)"
    r"|(?:re)?conozco|conoce)\b"
)
_KNOWS_NOT: Final = re.compile(
    r"\b(?:dont|do not|didnt|never|no (?:la|lo|le|los|las)?) ?(?:know|conozco|conoce)\b"
)


def _closing(scene: Scene) -> verbs.Command | None:
    """A sentence that closes the one alert they have, or the one of theirs that they name, as if it were CLOSE."""
    said, has = verbs.read(scene.given), scene.person.alerts_taken
    if not (said is None or (said.verb == "close" and said.code is None)) or not closes(scene.given):
        return None
    codes = [code for code in has if code.lower() in clean(scene.given).split()] or list(has)
    return verbs.Command("close", codes[0], scene.given) if len(codes) == 1 else None


def closes(text: str) -> bool:
    """Whether a sentence closes an alert: "closed, she is with her sister", "ya está bien, la cierro"."""
    said = clean(text)
    if (
        "?" in text
        or len(said.split()) < 2
        or negation.negates(_CLOSE.sub(" ", said)[:40])
        or _LATER.search(said)
    ):
        return False
    return _CLOSE.search(said) is not None and reported_danger.read(text).own is Tier.none


_CLOSE: Final = re.compile(
    r"^(?:(?:ok|okay|yes|please) )*(?:closed|closing|close (?:it|this|that|her|him|them|the alert)|cerrad[oa]|cierro)\b"
    r"|\b(?:you can|ill|i will|lets|can be|im|i) (?:now )?clos(?:e|ed|ing) (?:it|this|that|the alert|a\d+)(?: now)?$"
    r"|\b(?:l[ao] cierro|cierrala|cierralo|puedes cerrarl[ao])\b"
)
_LATER: Final = re.compile(
    r"\b(?:if|when|once|after|until|later|tomorrow|should i|can i|si|cuando|luego|hasta|manana|debo|puedo)\b"
)


def _close(code: str, words: str) -> Act:
    if not clean(words):
        return act(
            CloseAlert(code),
            may="on_alert.close_how",
            unknown="on_alert.unknown",
            none="on_alert.unknown_which",
            silent=("closed",),
        )
    return act(
        CloseAlert(code),
        leads={"may": "on_alert.prove"},
        unknown="on_alert.unknown",
        none="on_alert.unknown_which",
        silent=("closed",),
    )


def call(code: str | None, *, proven: bool = False) -> Act:
    """Put them through to whom the alert is about, or say why not and what is left."""
    return act(CallPerson(code, proven), _CALLED, leads={"prove": "on_alert.prove"})


_CALLED: Final = {
    "coming": "on_alert.call_coming",
    "asked": "on_alert.call_asked",
    "already": "on_alert.call_already",
    "coming_already": "on_alert.call_coming_already",
    "unsafe": "on_alert.call_unsafe",
    "not_alone": "on_alert.call_not_alone",
    "later": "on_alert.call_later",
    "they_contact": "on_alert.call_they_contact",
    "opted_out": "on_alert.call_opted_out",
    "no_texts": "on_alert.call_no_texts",
    "talking": "on_alert.call_talking",
    "no_way": "on_alert.call_no_way",
    "unknown": "on_alert.unknown",
    "none": "on_alert.unknown_which",
}


def read_aloud(code: str | None) -> Act:
    """Ring this phone and read out what they wrote."""
    return act(
        ReadAloud(code),
        coming="on_alert.words_coming",
        coming_already="on_alert.words_coming",
        enough="on_alert.words_enough",
        texted="on_alert.words_texted",
        silent=("silent", "none"),
    )


def hand_over(code: str | None, *, knows: bool) -> Act:
    """Give the alert to the next person on call; from somebody who knows whom it is about, it is hidden as well."""
    return act(
        HandOver(code, knows),
        passed="on_alert.passed",
        hidden="on_alert.passed_hidden",
        nobody="on_alert.pass_nobody",
        nobody_hidden="on_alert.pass_nobody_hidden",
        unknown="on_alert.unknown",
        none="on_alert.unknown_which",
    )


@on_alert.start
def prove(s: Scene) -> Move:
    """It can be done: first a code, since anybody can send a text with their number."""
    return End(proof_first(by_code.name))


@on_alert.step
def by_code(s: Scene) -> Move:
    """Send back the code, and it is done."""
    said = _closing(s) or verbs.read(s.given)
    if said is None or said.code is None or said.verb not in _BY_CODE:
        # A sentence that was read back, and answered with a digit.
        said = verbs.Command(s.answers.get(_VERB, ""), s.answers.get(CODE) or None, "")
    if said.verb not in _BY_CODE:
        return End("coordinator.not_the_code")
    digits = {"digits": s.person.code}
    asked = Phrase(_BY_CODE[said.verb], {**digits, "code": said.code} if said.code else digits)
    learned = {_PROOF: s.person.code, _VERB: said.verb, CODE: said.code or "", _WORDS: said.words}
    return Collect(asked, then=code_given, optional=True, learned=learned)


_NOT_DONE: Final = {"close": "on_alert.not_closed", "call": "on_alert.not_called"}
_BY_CODE: Final = {"close": "on_alert.close_code", "call": "on_alert.call_code"}


@on_alert.step
def code_given(s: Scene) -> Move:
    """The code, or anything else: then nothing is done. There is one try, so nobody guesses."""
    if clean(s.given) != s.answers[_PROOF]:
        return End(Phrase(_NOT_DONE[s.answers[_VERB]], {"code": s.answers[CODE]}))
    if s.answers[_VERB] == "call":
        return End(call(s.answers[CODE] or None, proven=True))
    return End(
        act(
            CloseAlert(s.answers[CODE], s.answers[_WORDS], proven=True),
            closed="on_alert.closed",
            unknown="on_alert.unknown",
            none="on_alert.unknown_which",
            silent=("may",),
        )
    )


@on_alert.step
def ask_call(s: Scene) -> Move:
    """A sentence asks to be put through: read back, for phones ring and somebody in danger may be asked."""
    code = s.answers.get(CODE, "")
    asked = Phrase("on_alert.call_ask", {"code": code})
    return Ask(asked, optional=True, learned={_VERB: "call", CODE: code}, yes=call_now, no=leave)


@on_alert.step
def call_now(s: Scene) -> Move:
    """1: put them through."""
    return End(call(s.answers.get(CODE)))


@on_alert.step
def ask_hand_over(s: Scene) -> Move:
    """A sentence asks to give it away: read back, and whether they know the person."""
    code, to = s.answers.get(CODE, ""), {"pass": pass_on, "known": pass_and_hide}
    return Ask(
        Phrase("on_alert.pass_ask", {"code": code}), optional=True, learned={CODE: code}, to=to, no=leave
    )


@on_alert.step
def pass_on(s: Scene) -> Move:
    """1: to the next person on call."""
    return End(hand_over(s.answers.get(CODE), knows=False))


@on_alert.step
def pass_and_hide(s: Scene) -> Move:
    """2: to the next, and nothing more of this person to this phone."""
    return End(hand_over(s.answers.get(CODE), knows=True))


@on_alert.step
def leave(s: Scene) -> Move:
    """As it was."""
    return End("on_alert.left")
