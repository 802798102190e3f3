"""What follows when a volunteer says something in a sentence: about an offer, or the callback they have in hand.

A phone rings at a TAKE and a GO. So they need certainty, and words that name them; what only may be one is asked about.
The answer says how to undo it (PASS).
"""

import re
from dataclasses import replace
from typing import Final

from flows.engine import Phrase, Scene, Session, Turn, settle
from flows.offers import take as taking
from flows.reading import by_participant
from flows.reading.sentence import Handler, Sentence
from flows.reading.volunteers import chosen
from flows.reading.volunteers.asides import about, aside, code_named, going_on, volunteer_of, without
from flows.rota import shifts
from flows.rules.meaning import go_words, takes_offer
from flows.rules.meaning.certainty import SUPPOSED, is_sure
from flows.rules.times.times import Unread, When, find_when, says_later
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.states import CallbackState
from flows.volunteers import open_work, unsure

_GIVES_BACK: Final = ("pass", "pass_later", "no_call", "no")
_WAITS: Final = re.compile(
    r"(?:(?:ok|okay|hey|please|por favor|oye) )*(?:wait|hold on|hang on"
    r"|(?:give me )?(?:just )?(?:one|1|a) (?:sec\w*|mo\w*|min\w*)"
    r"|(?:denme |dame )?un (?:momento|momentito|segundo|ratito)|momento|espera\w*)(?: (?:please|por favor|porfa))?"
)
"""Takes nothing and gives nothing back: "one sec"."""
_WHEN_YOU_ARE: Final = re.compile(
    r"\b(?:whenever|when|cuando) (?:you(?: a|')?re?|you|u r|ready|it suits|quieran?|quieras|puedan?|puedas"
    r"|gusten?)\b"
    r"(?: (?:ready|want|like|can))?",
    re.IGNORECASE,
)
_OF_SHIFTS: Final = re.compile(r"\b(?:shifts?|rota|turnos?|guardias?)\b")
_FOR_SOMEBODY: Final = re.compile(
    r"\b(?:someone|somebody|anyone|myself|alguien|talk|speak|hablar|platicar)\b"
)


def take(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """They take an offer, surely or perhaps; with something in hand, they may want to be rung for it."""
    volunteer = volunteer_of(scene)
    held, named = volunteer.holding, code_named(scene)
    if held is not None:
        return _move(scene, session, said) if named in (None, held.code) else aside(scene, session)
    code = named or (volunteer.offers[0].code if len(volunteer.offers) == 1 else None)
    if code is None and volunteer.offers:
        which = Phrase("for_volunteer.take_which", {"codes": open_work.codes(volunteer)})
        return aside(scene, session, which)
    if _takes(scene, said) and (code is not None or said.likely.meaning in ("take", "take_at")):
        return going_on(settle(taking.taking, _with(code, scene, said)), session)
    return settle(unsure.take, about(scene, code)) if code else None


def of_several(scene: Scene, session: Session | None) -> Turn | None:
    """One of several offers named by its place, or all of them; None for anything else."""
    theirs = volunteer_of(scene).offers
    code = chosen.by_place(scene.given, theirs) or chosen.by_code(scene.given, theirs)
    if code is not None and not isinstance(_time_in(without(code, scene.given), scene), When):
        return going_on(settle(taking.taking, replace(scene, given=code)), session)
    if not chosen.is_both(scene.given):
        return None
    codes = open_work.codes(volunteer_of(scene))
    return aside(scene, session, Phrase("for_volunteer.one_first", {"codes": codes}))


def after_all(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """They take what they passed or handed back just now: "i'll do it at 8". A mere yes is none."""
    code, given = volunteer_of(scene).passed, scene.given
    if code is None or takes_offer.is_doubtful(given) or _names_only_a_day(scene):
        return None
    if not takes_offer.names_it(given):
        return None
    return going_on(settle(taking.taking, _with(code, scene, said)), session)


def _takes(scene: Scene, said: Sentence) -> bool:
    if says_so(scene):
        return True
    if takes_offer.is_doubtful(scene.given) or _names_only_a_day(scene):
        return False
    if takes_offer.is_other_taking(scene.given):
        return False
    share, found = said.share("take", "take_at", "yes"), _time_in(without(None, scene.given), scene)
    if takes_offer.names_it(scene.given):
        return share >= _WITH_WORDS
    if isinstance(found, When):
        return share >= (_AT_A_TIME if found.rest else _TIME_ALONE)  # "yes, at 1:30"
    if go_words.waits(scene.given):
        return share >= _AT_A_TIME  # "yes, once the kids are in bed": theirs, and rung when they say GO
    return said.share("take", "yes") >= _BY_THE_MODEL and not takes_offer.is_only_heard(scene.given)


def busy_until(scene: Scene, session: Session | None) -> Turn | None:
    """ "I'm at work til 5": others are asked, and they are asked again from then on. None for anything else.

    A yes that names the offer beside it ("at work til 5, i'll take it then") is a TAKE at that time.
    """
    volunteer, words = volunteer_of(scene), scene.given
    code = code_named(scene) or (volunteer.offers[0].code if len(volunteer.offers) == 1 else None)
    if code is None or not takes_offer.is_busy(words) or takes_offer.names_it(words):
        return None
    found = _time_in(without(code, words), scene)
    if not isinstance(found, When) or (found.at <= scene.now and found.until is None):
        return None
    given = f"{code} {without(code, words)}"
    return going_on(settle(taking.passing, replace(scene, given=given)), session)


def free_until(scene: Scene, session: Session | None) -> Turn | None:
    """ "I'm free until 5" with an offer open: perhaps a yes, surely no pass. Asked about; a yes means now."""
    volunteer = scene.person.volunteer
    theirs = volunteer.offers if volunteer is not None and volunteer.holding is None else ()
    if (
        not theirs
        or (session is not None and not session.optional)
        or not takes_offer.is_free_until(scene.given)
    ):
        return None
    code = code_named(scene) or (theirs[0].code if len(theirs) == 1 else None)
    if code is None:
        return aside(
            scene,
            session,
            Phrase("for_volunteer.take_which", {"codes": open_work.codes(volunteer_of(scene))}),
        )
    return settle(unsure.take, about(replace(scene, given=""), code))


def says_so(scene: Scene) -> bool:
    """Whether the text is nothing but a yes to an offer, with or without a time: "yes", "puedo a las 9"."""
    if takes_offer.is_doubtful(scene.given) or _names_only_a_day(scene):
        return False
    if takes_offer.says_so(scene.given):
        return True
    found = _time_in(without(None, scene.given), scene)
    return takes_offer.says_so(_BUT.sub(" ", found.rest) if isinstance(found, When) else scene.given)


def _names_only_a_day(scene: Scene) -> bool:
    """Whether they name a time that is no hour: "i can on sunday"."""
    found = _time_in(without(None, scene.given), scene)
    return isinstance(found, Unread) and found is not Unread.NOT_A_TIME


_WITH_WORDS: Final = 0.2
"""Enough where they say in so many words that they take it."""
_BY_THE_MODEL: Final = 0.7
"""Enough without such words, where nothing in the text is doubtful: what rings then is their own phone."""
_AT_A_TIME: Final = 0.8
"""Enough where they name an hour: nothing rings before it, and the answer says how to hand it back."""
_TIME_ALONE: Final = 0.75
"""Enough where they say nothing but an hour."""
_BUT: Final = re.compile(r"\b(?:but|pero|only|solo)\b", re.IGNORECASE)


def _with(code: str | None, scene: Scene, said: Sentence) -> Scene:
    """The scene for TAKE: the code, and the words where a time may stand in them."""
    words = without(code, scene.given)
    in_time = says_later(words) or said.share("take_at", "call_at") >= _A_TIME
    no_time = _time_in(words, scene) is Unread.NOT_A_TIME and not in_time
    plain = takes_offer.says_so(scene.given)
    if _time_in(words, scene) is Unread.NOT_A_TIME and (
        go_words.waits(words) or said.share("take_at") >= _RATHER_LATER
    ):
        return replace(scene, given=f"{code or ''} {_LATER[scene.person.language]}")  # rung when they say GO
    return replace(scene, given=(code or "") if plain or no_time else f"{code or ''} {words}")


_RATHER_LATER: Final = 0.5
_LATER: Final = {"en": "later", "es": "luego"}


_A_TIME: Final = 0.2


def _pass(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    held, named = volunteer.holding, code_named(scene)
    if held is None and not volunteer.offers:
        return None
    if _WAITS.fullmatch(clean(scene.given)):
        return aside(scene, session)
    one = held or (volunteer.offers[0] if len(volunteer.offers) == 1 else None)
    code = named or (one.code if one else None)
    denied = takes_offer.denies_a_no(scene.given)
    if denied or not is_sure("pass", said.share(*_GIVES_BACK, *(() if held else ("later",)))):
        asked = unsure.hand_back if held is not None else unsure.take
        return settle(asked, about(scene, code)) if code else aside(scene, session)
    if code is not None:
        given = f"{code} {without(code, scene.given)}"
        return going_on(settle(taking.passing, replace(scene, given=given)), session)
    which = Phrase("for_volunteer.pass_which", {"codes": open_work.codes(volunteer)})
    return aside(scene, session, which)


def _go(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    if volunteer.holding is not None:
        return _move(scene, session, said)
    return take(scene, session, said) if volunteer.offers else None


def _move(scene: Scene, session: Session | None, said: Sentence) -> Turn:
    """Ring for the callback in hand, now or at a time they name; where that is not sure, how it stands."""
    held = volunteer_of(scene).holding
    sure = said.share("go", "call", "call_at", "now", "take", "take_at") >= _WITH_WORDS
    if held is None or held.state is not CallbackState.ACCEPTED or not sure:
        return aside(scene, session)
    words = _WHEN_YOU_ARE.sub(" ", scene.given)
    timed = isinstance(_time_in(words, scene), When)
    likely = said.share("go", "now", "take") >= _SURE_OF_GO and not takes_offer.is_only_heard(scene.given)
    asks = go_words.asks_ring(scene.given) or go_words.says_go(scene.given) or likely
    if not asks or takes_offer.is_doubtful(words) or (go_words.waits(scene.given) and not timed):
        return aside(scene, session)  # "when the kids are asleep": not now
    given = f"{held.code} {words}" if timed else held.code
    return going_on(settle(taking.going, replace(scene, given=given)), session)


_SURE_OF_GO: Final = 0.6
"""Enough to ring them for what they have in hand, without words that ask for it."""


def go_now(scene: Scene, session: Session | None) -> Turn | None:
    """The ring for the callback in hand, where they ask for it in so many words; None for anything else."""
    held = volunteer_of(scene).holding
    words = _WHEN_YOU_ARE.sub(" ", scene.given)
    if held is None or held.state is not CallbackState.ACCEPTED or code_named(scene) not in (None, held.code):
        return None
    if not go_words.says_go(scene.given) or takes_offer.is_doubtful(words) or go_words.waits(scene.given):
        return None
    return going_on(settle(taking.going, replace(scene, given=held.code)), session)


def _time_in(words: str, scene: Scene) -> When | Unread:
    return find_when(words, now=scene.now, zone=zone_of(scene), language=scene.person.language)


def _call(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """A call for themselves, or the ring for what they have: "call me now"."""
    volunteer = volunteer_of(scene)
    if not (volunteer.holding or volunteer.offers) or _FOR_SOMEBODY.search(clean(scene.given)):
        return None
    return _go(scene, session, said)


def _no(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _pass(scene, session, said) if session is None or session.optional else None


def _which(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """What an offer is about: as much as it said, and no more before it is taken."""
    offers = volunteer_of(scene).offers
    if not offers or volunteer_of(scene).holding is not None:
        return _status(scene, session, said)
    texts = tuple(phrase for each in offers for phrase in open_work.offer(each, scene.now))
    return aside(scene, session, *texts, Phrase("for_volunteer.no_more"))


def _who(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    return _which(scene, session, said) if volunteer.offers or volunteer.holding else None


def _status(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return aside(scene, session) if scene.person.callback is None else None


def _question(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    if volunteer.offers and volunteer.holding is None:
        return _which(scene, session, said)
    if _OF_SHIFTS.search(clean(scene.given)):
        return going_on(settle(shifts.planned_or_new, replace(scene, given="")), session)
    work = open_work.phrases(scene) if volunteer.holding else ()
    return aside(scene, session, Phrase("for_volunteer.question"), *work)


def _greeting(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    return aside(scene, session) if volunteer.offers or volunteer.holding else None


def _bye(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """ "I'm off now, good night" from somebody on duty: they hear that they are, and how to end it."""
    leaves = volunteer_of(scene).on_duty and said.share("off") >= SUPPOSED
    return aside(scene, session) if leaves else None


def _tell(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    volunteer = volunteer_of(scene)
    if not volunteer.offers and volunteer.holding is None:
        return by_participant.HANDLERS["tell"](scene, session, said)
    return aside(scene, session, Phrase("checkin.told"), *open_work.phrases(scene))


HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("take", "take_at", "yes"), take),
    **dict.fromkeys(("pass", "pass_later"), _pass),
    **dict.fromkeys(("no", "no_call", "later"), _no),
    **dict.fromkeys(("go", "now"), _go),
    **dict.fromkeys(("call", "call_at"), _call),
    "which": _which,
    "who": _who,
    "status": _status,
    "question": _question,
    "greeting": _greeting,
    "tell": _tell,
    "bye": _bye,
}
"""What follows from each meaning about offers. Where one gives None, it is read as a participant's."""
