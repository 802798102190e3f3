"""While two people write to each other, their texts go to the other one, except for a few commands (docs/adr/0020)."""

import re
from dataclasses import replace
from typing import Final

from flows.codes import read_code
from flows.effects.relay import TOLD_OTHERWISE, PassOn
from flows.effects.requests import CancelCallback
from flows.engine import Phrase, Scene, Session, Turn, act
from flows.person import CallbackView, Person
from flows.relay import addressee, goodbye, listen, silent_volunteer
from flows.replies import replies
from flows.requests.ready import called
from flows.rules.crisis import crisis
from flows.rules.refusal import refusal
from flows.rules.relay import goodbye as goodbye_words
from flows.rules.words.replies import clean, strip_courtesy
from flows.states import CallbackState
from flows.wording import KEYWORDS


def _said(keywords: str) -> frozenset[str]:
    """How these keywords are said in one word, in any language: a peer's own may not be that of the line."""
    names = keywords.upper().split()
    return frozenset(
        word for known in KEYWORDS.values() for name in names for word in known[name] if " " not in word
    )


def _named(keywords: str) -> frozenset[str]:
    """The one word of each keyword that our texts name, in every language: a participant may write any of them."""
    return frozenset(known[name][0] for known in KEYWORDS.values() for name in keywords.upper().split())


_THEIRS: Final = _named("nevermind status safe listen")
"""What a participant's text still is when it is nothing but this word, letter by letter: "hi" is said to a person."""
_NEVERMIND: Final = _named("nevermind")
_THEY_END: Final = _named("done")
_THEIR_MENU: Final = _named("menu")
_IN_CAPITALS: Final = frozenset(("seguro",))
"""Also "sure", said to a person: ours only as our texts write it."""
_PEERS_WITH_CODE: Final = _said("take pass go done note block again reconnect")
_FOR_A_TIME: Final = _said("on pause")
_FOR_HELP: Final = _said("supervisor")
_ASKS_FOR_HELP: Final = frozenset(word for known in KEYWORDS.values() for word in known["SUPERVISOR"])
"""With whatever behind it: who asks for help says why, and that is not for the other one to read."""
# A code as the line gives them out, in one piece: "take a 5 minute walk" is advice.
_CODE: Final = re.compile(r"\s*#?[cdefghjkmnprtuvwxy][2-9]{1,3}\b", re.IGNORECASE)
_FOR_HOURS: Final = re.compile(r"(?:for )?\d+ ?(?:h|hr|hrs|hours?|horas?|m|min|mins|minutes|minutos)")
_ABOUT_SAFE: Final = "safe."
_ABOUT_TIME: Final = "time_limit."
_MORE: Final = frozenset(("more", "mas"))
"""What a peer answers, beside the key, to the question whether they need longer. "Yes" may be said to the other one."""


def with_peer(person: Person) -> CallbackView | None:
    """The conversation in which they are the participant, None when there is none."""
    return _under_way(person.callback)


def with_them(person: Person) -> CallbackView | None:
    """The conversation in which they are the peer, None when there is none."""
    return _under_way(person.volunteer.holding) if person.volunteer else None


def _under_way(view: CallbackView | None) -> CallbackView | None:
    written = view is not None and view.kind == "text" and view.state is CallbackState.CONNECTED
    return view if written else None


def is_under_way(person: Person) -> bool:
    """Whether they write with somebody, on either side."""
    return with_peer(person) is not None or with_them(person) is not None


def may_answer(scene: Scene, session: Session | None) -> bool:
    """Whether an open question may be answered before words go to the other one: SAFE, asked in the middle of it.

    A peer's question was put while they wrote, or just before; its key alone, exactly, is an answer to it. Whom their
    words are for they may also say in the words for it.
    """
    if session is None or (session.step in listen.STAY_OPEN and listen.is_old(scene, session)):
        return False
    if with_peer(scene.person) is not None and not stays_open(session):
        return session.step.startswith(_ABOUT_SAFE)
    by_words = stays_open(session) or session.step == listen.VOLUNTEER_ASKED
    if by_words or addressee.held_words(session) is not None:
        known = replies(session, scene.person.language).values()
        return any(clean(scene.given) == clean(word) for each in known for word in each)
    if session.step.startswith(_ABOUT_TIME) and clean(scene.given) in _MORE:
        return True
    return any(key and clean(scene.given) == key for key, _, _ in session.offered)


def stays_open(session: Session | None) -> bool:
    """Whether a participant's question stays open while their words go to the peer: about the peer, or a call."""
    return session is not None and session.step in (silent_volunteer.ASKED, goodbye.ASKED, *listen.STAY_OPEN)


def turn(scene: Scene, session: Session | None, *, limited: bool, media: bool) -> Turn | None:
    """Answer a text whose sender writes with somebody; None where it is read as it always is."""
    theirs, mine = with_them(scene.person), with_peer(scene.person)
    if theirs is not None and not speaks_as_participant(scene):
        if is_command(scene.given):
            return None
        return addressee.from_peer(scene, theirs, session, limited=limited, media=media)
    if mine is None:
        return None
    read = _from_participant(scene, mine, limited=limited, media=media)
    if session is not None and session.step == goodbye.ASKED and not goodbye_words.adds_nothing(scene.given):
        session = None  # they write on: a "1" is said to a person again
    return replace(read, session=read.session or session) if read is not None else None


def speaks_as_participant(scene: Scene) -> bool:
    """Whether the text is for their own peer. A peer in a second conversation names that one's code."""
    if with_peer(scene.person) is None:
        return False
    theirs, given = with_them(scene.person), scene.given.strip()
    return theirs is None or (_after_code(given, theirs.code) is None and not _is_verb_with_code(given))


def after_crisis(scene: Scene) -> tuple[Phrase | None, tuple[PassOn, ...]]:
    """What to say behind the crisis line to somebody who writes with another, and what becomes of their words.

    A participant's words still reach the peer. A peer's own words of crisis are not passed on, and the peer is told so.
    """
    mine, theirs = with_peer(scene.person), with_them(scene.person)
    if mine is not None:
        company = refusal.somebody_is_there(scene.given)
        words = PassOn(scene.given.strip(), in_crisis=True, in_company=company)
        return Phrase("writing.still_here", {"peer": called(scene, mine.peer)}), (words,)
    return (Phrase("writing.not_passed_on", {"code": theirs.code}) if theirs is not None else None), ()


def is_command(given: str) -> bool:
    """Whether a peer's text is read as it always is: a call for help, a pause, or duty for so long."""
    first, rest = _split(given)
    word = clean(first)
    if word in _FOR_HELP or strip_courtesy(clean(given)) in _ASKS_FOR_HELP:
        return True
    return word in _FOR_A_TIME and _FOR_HOURS.fullmatch(rest.strip().casefold()) is not None


def _from_participant(s: Scene, mine: CallbackView, *, limited: bool, media: bool) -> Turn | None:
    word = clean(s.given)
    if word in _NEVERMIND and mine.listening == "asked":
        return Turn((listen.stopped(),))  # the call goes first, the writing stays
    if word in _THEIRS and (word not in _IN_CAPITALS or s.given.strip().isupper()):
        return None
    if word in _THEY_END:
        return Turn(
            (
                act(
                    CancelCallback(),
                    ended="writing.you_ended",
                    cancelled="callback.cancelled",
                    talking="callback.talking",
                    none="writing.over",
                ),
            )
        )
    if word in _THEIR_MENU:
        return Turn((Phrase("writing.menu", {"peer": called(s, mine.peer)}),))
    if limited:
        return Turn((Phrase("limited"),))
    if (answered := listen.from_participant(s, mine)) is not None:
        return answered
    company = refusal.somebody_is_there(s.given)
    words = PassOn(
        s.given.strip(),
        in_company=company,
        goodbye=None if company else says_goodbye(s, mine),
        adds_nothing=goodbye_words.adds_nothing(s.given),
    )
    passed = _words(words, "writing.over", media=media)
    # Said once, and in words that anybody may read: nothing of ours comes until they write.
    noted = company and not s.person.in_company
    return replace(passed, said=(*passed.said, Phrase("callback.quiet"))) if noted else passed


def says_goodbye(s: Scene, mine: CallbackView) -> goodbye_words.Goodbye | None:
    """Whether they say goodbye. Not beside danger: there a farewell is for the volunteer to answer, without delay."""
    in_danger = s.person.in_danger or s.person.needs_ready
    said = goodbye_words.read(s.given, name=mine.peer or "") if not in_danger else None
    return said if said is not None and crisis.read(s.given).tier is crisis.Tier.none else None


def _words(passing: PassOn, over: str, *, media: bool) -> Turn:
    only_words = (Phrase("writing.only_words"),) if media or not passing.words else ()
    if not passing.words:
        return Turn(only_words)
    passed = act(
        passing,
        silent=(*TOLD_OTHERWISE, "goodbye"),
        masked="writing.masked",
        over=over,
        none=over,
        gone="writing.peer_gone",
        not_now="writing.not_now",
        offered="listen.hint",
        leads={"goodbye": goodbye.ASKED},
    )
    return Turn((passed, *only_words))


def _after_code(said: str, code: str) -> str | None:
    """What follows the code of their conversation; None where the text does not begin with it."""
    read = read_code(said)
    return read.rest if read.code == code else None


def _is_verb_with_code(given: str) -> bool:
    first, rest = _split(given)
    return clean(first) in _PEERS_WITH_CODE and _CODE.match(rest) is not None


def _split(given: str) -> tuple[str, str]:
    first, *rest = given.split(None, 1) or [""]
    return first, rest[0] if rest else ""
