"""What follows when a volunteer says something in a sentence. What is for themselves is read as a participant's.

About offers and what they have in hand: `offers`; about talks: `talks`; about duty and shifts:
`duty`.
"""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Scene, Session, Turn, settle
from flows.offers import take as taking
from flows.offers import words
from flows.reading import keywords
from flows.reading.refusal import refusals
from flows.reading.sentence import Handler, Sentence
from flows.reading.volunteers import duty, offers, plain_answers, talks, worries
from flows.reading.volunteers.asides import about, aside, volunteer_of
from flows.rules.words import who_is_meant
from flows.rules.words.replies import clean
from flows.states import CallbackState
from flows.volunteers import unsure

ASKED_ABOUT: Final = frozenset(
    "take take_at pass pass_later go call call_at no_call stop done hard on off pause cut_off block again".split()
)
"""What the line asks about where it is only supposed."""
HANDLERS: Final[dict[str, Handler]] = {
    **offers.HANDLERS,
    **talks.HANDLERS,
    **duty.HANDLERS,
}
"""What follows from each meaning. Where one gives None, it is read as a participant's."""


def plain(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """What needs no model: a plain yes to an offer, perhaps at a time; a code alone; a shift given up; "i quit"."""
    volunteer = volunteer_of(scene)
    if (answered := plain_answers.answer(scene, session)) is not None:
        return answered
    if (leaving := duty.leaving(scene, session)) is not None:
        return leaving
    if (worried := worries.answer(scene, session)) is not None:
        return worried
    if volunteer.holding is not None:
        return (
            settle(words.reading, replace(scene, given=""))
            if _ASKS_FOR_WORDS.search(clean(scene.given))
            else offers.go_now(scene, session)
        )
    if len(volunteer.offers) > 1 and (one_of := offers.of_several(scene, session)) is not None:
        return one_of
    if not volunteer.offers and (coming := duty.coming(scene, session, said)) is not None:
        return coming
    if not volunteer.offers and (going := duty.going(scene, session, said)) is not None:
        return going
    if not volunteer.offers and (after_all := offers.after_all(scene, session, said)) is not None:
        return after_all
    if volunteer.offers and (busy := offers.busy_until(scene, session)) is not None:
        return busy
    alone = who_is_meant.CODE.fullmatch(scene.given.strip()) is not None
    if alone or (volunteer.offers and offers.says_so(scene)):
        return offers.take(scene, session, said)
    if len(volunteer.offers) == 1 and _HEARD.fullmatch(clean(scene.given)):
        return settle(unsure.take, about(scene, volunteer.offers[0].code))
    return None


_ASKS_FOR_WORDS: Final = re.compile(
    r"\bwhat (?:did|have|has) (?:they|he|she|the person) (?:say|said|write|written|tell|told)\b"
    r"|\b(?:show|send|read) me (?:what they (?:said|wrote|told)|their words)\b"
    r"|^(?:y )?(?:que|q) (?:dijo|escribio|conto|cuenta)(?: la persona)?$"
)
_HEARD: Final = re.compile(r"(?:(?:ok|okay|k|kk|oki|vale|bueno|va|alright|fine)(?: |$))+")
"""A yes to the offer, or only that it was read."""


def thumb(scene: Scene, session: Session | None) -> Turn | None:
    """A thumb, up or down, to the one offer that is open: asked about, or passed on. None for anything else."""
    volunteer = scene.person.volunteer
    if (
        volunteer is None
        or not volunteer.active
        or volunteer.holding is not None
        or len(volunteer.offers) != 1
    ):
        return None
    if _THUMB_UP in scene.given:
        return settle(unsure.take, replace(about(scene, volunteer.offers[0].code), given=""))
    return refusals.answer(scene, session)


_THUMB_UP: Final = "\N{THUMBS UP SIGN}"


def keyword(name: str, scene: Scene, session: Session | None) -> Turn | None:
    """A participant's keyword from a volunteer who is asked or has something in hand; None where it means itself."""
    volunteer = scene.person.volunteer
    if volunteer is None or not volunteer.active or scene.person.callback is not None:
        return None
    if session is not None and not session.optional:
        return None
    held = volunteer.holding
    one = held or (volunteer.offers[0] if len(volunteer.offers) == 1 else None)
    if name == "MORE" and held is not None and held.state is CallbackState.CONNECTED:
        return settle(STEPS["time_limit.longer"], about(scene, held.code))
    if name == "STATUS" and held is None and volunteer.last_call is None:
        return aside(scene, session)
    if name == "CHECKIN" and (held or volunteer.offers) and clean(scene.given) in keywords.GREETINGS:
        return aside(scene, session)
    if one is None or (held is not None and held.state is not CallbackState.ACCEPTED):
        return None
    if name == "MINE" and held is None:
        return settle(taking.taking, replace(scene, given=one.code))
    if name == "CALL" and one.kind == "call":
        return settle(unsure.ring, about(scene, one.code))
    if name == "READY":
        ring = replace(scene, given=one.code)
        return settle(taking.going, ring) if held else settle(unsure.take, about(scene, one.code))
    if name == "LATER" and held is None:
        return settle(taking.passing, replace(scene, given=f"{one.code} later {scene.given}"))
    return None
