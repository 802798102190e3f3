"""A no in somebody's own words: to the question that is open, or to the call they asked for.

A no to another question answers that one. A no to the call keeps the phone silent at once and says so; CALL brings it
back (docs/adr/0037: a no is stronger than a yes).
"""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.effects.requests import SilenceCallback
from flows.engine import ANYTHING, Channel, Phrase, Scene, Session, Turn, follow, settle
from flows.person import CallbackView
from flows.reading import watched_phone
from flows.replies import ALL_KEYWORDS
from flows.requests.call import booked
from flows.requests.status import cancelled, silenced, silenced_quietly
from flows.requests.understood import RATHER_IN_WRITING
from flows.rules.meaning import takes_offer
from flows.rules.refusal import refusal
from flows.rules.refusal.kinds import About
from flows.rules.refusal.refusal import Refusal
from flows.rules.refusal.refusal_words import says_no
from flows.rules.screening.opt_out_evidence import lets_it_be
from flows.rules.words.replies import best, clean
from flows.states import CallbackState

_NOES: Final = ("no", "none", "leave", "skip", "refusal")
"""The meanings of a question's answers that a plain no may stand for, the plainest first."""
_BY_ITSELF: Final = (About.CALL, About.CHANGED, About.COMPANY)
"""What is about the call whatever else is asked: nobody says "hes home" to a question from 1 to 5."""
_ABOUT_THE_CALL: Final = (
    "asking.",
    "callback.",
    "later.",
    "ready.",
    "more.",
    "reconnect.",
    "checkin.offer",
    "call_or_write.",
)
"""Questions that are put because a call was asked for."""
_MAY_BE_ADDED: Final = ("asking.more", "asking.aloud", "zone.")
"""Questions that are put in the same breath as a booking, and need no answer."""
_OVER_WITH_A_NO: Final = (*_MAY_BE_ADDED, "call_or_write.", "ready.", "waiting.", "understood.")
_NOTHING: Final = frozenset(
    "nothing; nothing else; nothing more; nothing thanks; thats all; thats it; all good; nada; nada mas; eso es todo; "
    "asi esta bien; nada gracias".split("; ")
)
_SKIP: Final = frozenset("skip; skip that; skip this; omitir; saltar; omitelo".split("; "))
_ALL_RIGHT: Final = frozenset("vale bueno claro sure ok okay dale".split())
"""An answer to "nobody will call you" as much as a yes."""
_BARE_YES: Final = frozenset("yes yeah yep si sip".split())
_FROM_A_VOLUNTEER: Final = (About.CALL, About.CHANGED, About.NOT_NOW, About.PLAIN)
_OFF: Final = {name: ALL_KEYWORDS[f"keyword:{name}"] for name in ("NEVERMIND", "LATER")}
_BEGINS_WITH_NO: Final = re.compile(
    r"(?:(?:please|pls|plz|hey|hi|hello|ok|okay|hola|oye|oigan|por favor|porfa|i|id|yo|que|q|just|sorry|but) )*"
    r"(?:dont|do not|don t|dnt|no|not|never|nobody|rather not|nah|sin|ni|nel|nadie|tampoco|abstenganse)\b"
)
"""They ask not to be called, and tell no story about calls."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to words that say no; None where they do not, or where nothing is open that they could refuse."""
    if (quiet := of_trial(scene, session)) is not None:
        return quiet
    if _skips_what_may_be_added(scene, session):
        return _nothing_to_add(scene)
    if (given_back := _from_volunteer(scene, session)) is not None:
        return given_back
    if takes_no_for_nothing(session) and clean(scene.given) in _NOTHING:
        return _nothing_to_add(scene)
    mine = scene.person.callback
    said = refusal.read(scene.given)
    if said is None and lets_it_be(scene.given):
        said = Refusal(About.CHANGED)
        if mine is None and session is None:
            return Turn((Phrase("checkin.bye"),))
    if said is None:
        return _wanted_after_all(scene)
    if said.about is About.CALL and scene.channel is Channel.TEXT and refusal.somebody_is_there(scene.given):
        said = replace(
            said, about=About.COMPANY
        )  # "dont ring, my dad is in the room": nobody is to write either
    if mine is not None and mine.state is not CallbackState.CONNECTED:
        return _with_a_call(scene, session, said, mine)
    if (answered := _answered(scene, session, said)) is not None:
        return answered
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active:
        return None  # "no more calls tonight" and "never with him again" are first read as a volunteer's
    if said.about is About.COMPANY and session is not None and scene.channel is Channel.TEXT:
        # They answer no question of ours now: it is not put again beside somebody who may read it.
        return None if _tells_something(scene, session, said) else Turn((silenced_quietly(),), (), session)
    return no_call_at_all(scene, session)


def no_call_at_all(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to words that ask for no call though none is open: nobody calls. None where they ask nothing such."""
    said = refusal.read(scene.given)
    asks = (
        said is not None
        and said.about is About.CALL
        and _BEGINS_WITH_NO.match(clean(scene.given)) is not None
    )
    return Turn((silenced(),), (), session) if asks and not refusal.is_long(scene.given) else None


def of_trial(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to a no, or a "later", while their phone is about to ring with nobody on it: it stays silent."""
    if not scene.person.on_trial:
        return None
    given = scene.given
    said = refusal.read(given)
    if said is not None and said.about is About.COMPANY:
        # Nobody is to write to them now either.
        return Turn((silenced_quietly(),), (), watched_phone.from_now_on(scene, session))
    no = said is not None or refusal.begins_with_no(given) or says_no(given)
    quiet = silenced(rings_only=True)
    return Turn((quiet,), (), session) if no or best(given, _OFF) is not None else None


def in_danger(scene: Scene) -> tuple[SilenceCallback, ...]:
    """Words of danger that ask for silence ("hes home", "dont call me") keep the phone silent as well."""
    said = refusal.read(scene.given)
    if said is None or (scene.person.callback is None and not scene.person.on_trial):
        return ()
    asks = said.about is About.CALL and _BEGINS_WITH_NO.match(clean(scene.given)) is not None
    return (SilenceCallback(),) if asks or said.about is About.COMPANY else ()


def _wanted_after_all(scene: Scene) -> Turn | None:
    """A yes in any words to a call that is on hold. A bare one may only say "all right": they are asked."""
    mine = scene.person.callback
    if mine is None or not mine.silenced or not refusal.wants(scene.given):
        return None
    if clean(scene.given) in _ALL_RIGHT:
        return Turn((Phrase("status.silenced"),))
    return settle(STEPS["ready.alone"], scene) if clean(scene.given) in _BARE_YES else Turn((booked(),))


def _with_a_call(scene: Scene, session: Session | None, said: Refusal, mine: CallbackView) -> Turn | None:
    if said.about is About.CALL and not mine.silenced:
        if mine.kind == "text":
            return Turn((Phrase("callback.in_writing", {"by": mine.promised_by}),), (), session)
        if refusal.rather_writes(scene.given):
            return settle(STEPS["asking.write"], scene)
    if said.certain:
        return Turn((cancelled(),))
    if said.about is About.PLAIN and session is not None:
        if (answered := _answered(scene, session, said)) is not None:
            return answered
        if takes_no_for_nothing(session):
            return _nothing_to_add(scene)
    if _tells_something(scene, session, said):
        return None
    about_the_call = session is None or session.optional or session.step.startswith(_ABOUT_THE_CALL)
    if about_the_call or said.about in _BY_ITSELF or _says_nothing_else(session, said):
        if scene.channel is Channel.TEXT and not mine.silenced and refusal.is_for_tomorrow(scene.given):
            return settle(STEPS["later.in_sentence"], scene)  # nothing rings, and tomorrow is not lost
        quiet = silenced_quietly() if said.about is About.COMPANY else silenced()
        rest = None if _is_over_with_a_no(session) else session
        return Turn(
            (quiet,), (), watched_phone.from_now_on(scene, rest) if said.about is About.COMPANY else rest
        )
    return _answered(scene, session, said)


def _says_nothing_else(session: Session | None, said: Refusal) -> bool:
    """Whether "not now" or "im ok" cannot answer the open question: it takes no "no", and asks for no rating."""
    if session is None or said.about is About.PLAIN:
        return False
    offered = {meaning for _, meaning, _ in session.offered}
    return "1" not in offered and not {"no", "none", "leave"} & offered


def _is_over_with_a_no(session: Session | None) -> bool:
    """Whether the open question is over once they said no: "ok" to "nobody will call you" chooses nothing from it."""
    return session is not None and session.optional and session.step.startswith(_OVER_WITH_A_NO)


def takes_no_for_nothing(session: Session | None) -> bool:
    """Whether a plain no to the open question means that there is nothing to add."""
    return session is not None and session.step.startswith(_MAY_BE_ADDED)


def _skips_what_may_be_added(scene: Scene, session: Session | None) -> bool:
    """SKIP of somebody who waits: it leaves out what may be added, and no call. NO is what keeps a phone silent."""
    mine = scene.person.callback
    waits = mine is not None and not mine.silenced and not mine.ready_asked
    return waits and clean(scene.given) in _SKIP and (session is None or takes_no_for_nothing(session))


def _nothing_to_add(scene: Scene) -> Turn:
    """A no to what may be added, or to the question for their zone: the call stays, and one more no stops it."""
    mine = scene.person.callback
    return Turn((Phrase("callback.nothing_to_add", {"by": mine.promised_by if mine else scene.now}),))


def _tells_something(scene: Scene, session: Session | None, said: Refusal) -> bool:
    """Whether they tell us something, or answer in their own words, and only have a no somewhere in it."""
    if said.about is About.CALL:
        return False
    free = session is not None and session.offered[0][1] == ANYTHING
    return refusal.is_a_story(scene.given) or (free and refusal.is_long(scene.given))


def _answered(scene: Scene, session: Session | None, said: Refusal) -> Turn | None:
    """The answer "no" of the open question, where it has one and the words are short enough to be it."""
    if session is None or refusal.is_long(scene.given):
        return None
    if session.question.id in RATHER_IN_WRITING and said.about is About.CALL:
        return follow(session, "yes", STEPS, scene)  # "i cant use voice calls": a yes to writing
    offered = {meaning for _, meaning, _ in session.offered}
    if "write" in offered and refusal.rather_writes(scene.given):
        return follow(session, "write", STEPS, scene)  # "no call, just text"
    meaning = next((no for no in _NOES if no in offered), None)
    if meaning is None or (meaning == "skip" and said.about is not About.PLAIN):
        return None
    if meaning == "refusal" and said.about not in _BY_ITSELF:
        return None  # "no" to a menu refuses nothing that the menu offers
    if said.about is About.COMPANY and scene.channel is Channel.TEXT:
        # What the question's own "no" says may be read by whoever came in.
        stays = session if session.step.startswith("safe.") else None
        return Turn((silenced_quietly(),), (), watched_phone.from_now_on(scene, stays))
    return follow(session, meaning, STEPS, scene)


def _from_volunteer(scene: Scene, session: Session | None) -> Turn | None:
    """A volunteer's no to an offer, or to a callback they have: pass it on, and ring nobody."""
    volunteer = scene.person.volunteer
    asked = session is not None and not session.optional
    if volunteer is None or not volunteer.active or scene.channel is Channel.VOICE or asked:
        return None
    holding = volunteer.holding
    if holding is not None and holding.state is CallbackState.CONNECTED:
        return None
    if (holding is None and not volunteer.offers) or refusal.is_long(scene.given):
        return None
    if takes_offer.asks_about_it(scene.given) or takes_offer.takes_one(scene.given):
        return None  # "is it grief? i cant do grief just now": they are told what it is about
    left = takes_offer.without_such_noes(scene.given)  # "cant say no to that", "nothing has rung yet"
    said = refusal.read(left)
    if refusal.begins_with_no(left) or says_no(left) or (said and said.about in _FROM_A_VOLUNTEER):
        turn = settle(STEPS["pass.passing"], scene)
        return replace(turn, session=session)
    return None
