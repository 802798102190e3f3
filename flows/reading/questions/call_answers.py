"""The answers that change something about calls and texts to come: quiet, in writing, back together, with whom."""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.effects.follow_up import ChoosePeer, LookUpTalk, WishForPeer
from flows.effects.requests import SilenceCallback
from flows.effects.unverified_callers import SilenceNumber
from flows.engine import Channel, Phrase, Scene, Session, Turn, act, follow, settle
from flows.reading import watched_phone
from flows.reading.questions.asides import aside, must_be_answered
from flows.reconnect.follow_up import talk_of
from flows.rules.refusal import refusal
from flows.rules.words import negation
from flows.rules.words.replies import clean
from flows.states import CallbackState

_ASKED_HOW, _ASKED_WHOM = "after.rating", "after.whom"


def _is_unknown(scene: Scene) -> bool:
    """Whether a call does not show surely who it is: then nothing that is on file can be changed or told."""
    return scene.person.withheld or scene.person.unverified


def remind(scene: Scene, session: Session | None) -> Turn:
    """Regular check-ins: what is sure of the words goes to REMIND. By voice: what is set, and its end."""
    if scene.channel is Channel.TEXT:
        return settle(STEPS["remind_plain.begin"], scene)
    if scene.person.reminded:
        return settle(STEPS["remind.aloud"], scene)
    return aside(scene, session, Phrase("answer.by_text" if _is_unknown(scene) else "remind.aloud_none"))


def access(scene: Scene, session: Session | None) -> Turn:
    """It all works in writing; writing is offered, but not over a question that has to be answered."""
    person, mine = scene.person, scene.person.callback
    said = Phrase("answer.access_written" if never_phones(scene.given) else "answer.access")
    if (
        mine is not None
        and mine.kind == "call"
        and cannot_call(scene.given)
        and scene.channel is Channel.TEXT
    ):
        # A phone that rings is of no use to them.
        return settle(STEPS["asking.write"], scene)
    rings = mine is None or (
        mine.kind == "call" and not mine.silenced and mine.state is not CallbackState.CONNECTED
    )
    volunteers = person.volunteer is not None and person.volunteer.active
    if scene.channel is Channel.VOICE or must_be_answered(session) or not rings or volunteers:
        return aside(scene, session, said)
    if never_phones(scene.given):
        theirs = replace(scene, person=replace(person, cannot_phone=True))
        offered = settle(STEPS["checkin.told"], theirs)
        return replace(offered, said=(said, *(part for part in offered.said if part != _HEARD)))
    return settle(STEPS["understood.in_writing"], scene).saying(said)


_HEARD: Final = Phrase("checkin.told")


_CANNOT_CALL: Final = re.compile(
    r"\b(?:im|i am|being|soy|estoy) (?:\w+ )?(?:deaf|mute|sord[oa]|mud[oa])\b|\bhard of hearing\b"
    r"|\b(?:cant|can not|cannot) (?:\w+ )?hear(?:$| (?:well|very|much|anything|the phone|phones|on the phone|calls))"
    r"|\b(?:cant|can not|cannot) (?:speak|talk) (?:out loud|aloud|on (?:the |a )?phone)\b"
    r"|\bno (?:puedo )?(?:oir|oigo)(?:$| (?:bien|nada|el telefono|por telefono))"
)


_NEVER: Final = re.compile(
    r"\b(?:im|i am|being|as|soy|estoy) (?:\w+ )?(?:deaf|mute|sord[oa]|mud[oa])\b|\bhard of hearing\b|\bhipoacusi\w+"
    r"|\b(?:cant|can not|cannot) (?:\w+ )?hear (?:well|the phone|phones|on the phone|calls)"
    r"|\bno (?:puedo )?(?:oir|oigo) (?:bien|el telefono|por telefono)"
)


def never_phones(text: str) -> bool:
    """Whether somebody says that they never can: "im deaf", not "cant talk on the phone"."""
    return _NEVER.search(clean(text)) is not None


def cannot_call(text: str) -> bool:
    """Whether somebody says that they cannot hear or speak on a phone."""
    return _CANNOT_CALL.search(clean(text)) is not None


def unsafe(scene: Scene, session: Session | None) -> Turn:
    """Somebody is near who must not see or hear this: no phone rings, and the open question is not shown again."""
    if scene.person.unverified:
        return Turn((act(SilenceNumber(), done="unverified.quiet"),))
    quiet = act(
        SilenceCallback(),
        silenced="answer.unsafe_quiet",
        cancelled="answer.unsafe",
        talking="callback.talking",
        none="answer.unsafe",
    )
    # On the phone it is over with these words: whoever came in hears no menu.
    if scene.channel is not Channel.TEXT:
        return Turn((quiet,))
    now = refusal.somebody_is_there(scene.given) and _OF_THE_PHONE.search(clean(scene.given)) is None
    return Turn((quiet,), (), watched_phone.from_now_on(scene, session) if now else session)


_OF_THE_PHONE: Final = re.compile(
    r"\b(?:phone|texts?|messages?|cell|telefono|cel\w*|movil|mensajes?|textos?|every|always|siempre|cada|often)\b"
)
"""He reads her texts, and may not be here now: what she writes next is hers."""


def cut_off(scene: Scene, session: Session | None) -> Turn:
    """A talk broke off: ask whether they would go on. With nothing to take up: where their request stands."""
    if scene.channel is Channel.VOICE or must_be_answered(session):
        return aside(scene, session, Phrase("answer.cut_off_how"))
    holding = scene.person.volunteer is not None and scene.person.volunteer.holding is not None
    if scene.person.callback is not None or holding:
        stands = dict.fromkeys(("too_late", "nothing", "none"), "status.where")
        looked = act(LookUpTalk(), leads={"there": "reconnect.ask_first", **stands})
    else:
        looked = act(
            LookUpTalk(),
            leads={"there": "reconnect.ask_first"},
            too_late="reconnect.too_late",
            nothing="reconnect.nothing",
            none="reconnect.nothing",
        )
    return Turn((looked,), (), session)


def same_peer(scene: Scene, session: Session | None) -> Turn:
    """The peer they had before: as the answer to "whom next time", or kept for what comes next."""
    if negation.negates(clean(scene.given)):
        return not_them(scene, session)  # "i dont want her again"
    if _is_unknown(scene):
        return aside(scene, session, Phrase("answer.by_text"))
    if session is not None and session.step == _ASKED_WHOM:
        return follow(session, "same", STEPS, scene) or aside(scene, session)
    if session is not None and session.step == _ASKED_HOW:
        kept = act(ChoosePeer(talk_of(scene), "same"), done="after.same", none="answer.no_talk_yet")
        return aside(scene, session, kept)
    wished = act(
        WishForPeer("same"),
        noted="after.same",
        another_has_it="answer.same_next",
        none="answer.no_talk_yet",
    )
    return aside(scene, session, wished)


def not_them(scene: Scene, session: Session | None) -> Turn:
    """Not that peer again: done at once, for they may be about to ring, and taken back by one key."""
    if _is_unknown(scene):
        return aside(scene, session, Phrase("answer.by_text"))
    if session is not None and session.step == _ASKED_WHOM:
        return follow(session, "not_them", STEPS, scene) or aside(scene, session)
    if session is not None and session.step == _ASKED_HOW:
        return settle(STEPS["after.not_them"], scene)
    if must_be_answered(session):
        noted = act(
            WishForPeer("not_them"),
            noted="after.not_them",
            none="answer.no_talk_yet",
            silent=("another_has_it",),
        )
        return aside(scene, session, noted)
    apart = act(
        WishForPeer("not_them"),
        leads={"noted": "after.kept_apart"},
        none="answer.no_talk_yet",
        silent=("another_has_it",),
    )
    return Turn((apart,), (), session)
