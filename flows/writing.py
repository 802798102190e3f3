"""While two write to each other, what they text is for the other one, but for a few whole words (docs/adr/0020)."""

import re
from typing import Final

from flows.effects import CancelCallback, EndWriting, PassOn
from flows.engine import Phrase, Scene, Session, Turn, act
from flows.person import CallbackState, CallbackView, Person
from flows.rules.matching_words import clean
from flows.volunteer import read_code, was_hard
from flows.wording import KEYWORDS


def _said(keywords: str) -> frozenset[str]:
    """How these keywords are said in one word, in any language: a peer's own may not be that of the line."""
    names = keywords.upper().split()
    return frozenset(
        word for known in KEYWORDS.values() for name in names for word in known[name] if " " not in word
    )


_THEIRS: Final = frozenset("nevermind status safe".split())
"""What a participant's text still is when it is nothing but this word, letter by letter: "hi" is said to a person."""
_PEERS: Final = _said("take done note block off on go supervisor pause status menu")
_PEERS_WITH_CODE: Final = _said("take pass go done note block again reconnect")
_DONE, _PASS, _ON = _said("done"), _said("pass"), _said("on")
_FOR_HELP: Final = _said("supervisor")
"""With whatever behind it: who asks for help says why, and that is not for the other one to read."""
# A code as the line gives them out, in one piece: "take a 5 minute walk" is advice.
_CODE: Final = re.compile(r"\s*#?[cdefghjkmnprtuvwxy][2-9]{1,3}\b", re.IGNORECASE)
_FOR_HOURS: Final = re.compile(r"(?:for )?\d+ ?(?:h|hr|hrs|hours?|horas?|m|min|mins|minutes|minutos)")
_ABOUT_SAFE: Final = "safe."


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

    A peer's question was put while they wrote, or just before; its key alone, exactly, is an answer to it.
    """
    if session is None:
        return False
    if with_peer(scene.person) is not None:
        return session.step.startswith(_ABOUT_SAFE)
    return any(key and clean(scene.given) == key for key, _, _ in session.offered)


def turn(scene: Scene, *, limited: bool, media: bool) -> Turn | None:
    """What becomes of a text while its sender writes with somebody; None where it is read as it always is."""
    theirs, mine = with_them(scene.person), with_peer(scene.person)
    given = scene.given.strip()
    if theirs is not None:
        said = _after_code(given, theirs.code)
        # Who takes part in one and is the peer in another writes the code to say which.
        if mine is None or said is not None or _is_verb_with_code(given):
            return _from_peer(given, said, theirs.code, limited=limited, media=media)
    return _from_participant(given, mine, limited=limited, media=media) if mine is not None else None


def after_crisis(scene: Scene) -> tuple[Phrase | None, tuple[PassOn, ...]]:
    """What to say behind the crisis line to somebody who writes with another, and what becomes of their words.

    A participant's words still reach the peer. A peer's own are not laid on the participant, and they are told so.
    """
    mine, theirs = with_peer(scene.person), with_them(scene.person)
    if mine is not None:
        words = PassOn(scene.given.strip(), in_crisis=True)
        return Phrase("writing.still_here", {"peer": mine.peer or ""}), (words,)
    return (Phrase("writing.not_passed_on", {"code": theirs.code}) if theirs is not None else None), ()


def _from_participant(given: str, mine: CallbackView, *, limited: bool, media: bool) -> Turn | None:
    word = clean(given)
    if word in _THEIRS:
        return None
    if word == "done":
        return Turn(
            (
                act(
                    CancelCallback(),
                    ended="writing.you_ended",
                    cancelled="callback.cancelled",
                    none="writing.over",
                ),
            )
        )
    if word == "menu":
        return Turn((Phrase("writing.menu", {"peer": mine.peer or ""}),))
    if limited:
        return Turn((Phrase("limited"),))
    return _words(PassOn(given), "writing.over", media=media)


def _from_peer(given: str, said: str | None, code: str, *, limited: bool, media: bool) -> Turn | None:
    word = clean(given)
    first, rest = _split(given)
    if word in _PASS:
        return Turn((Phrase("writing.pass_how", {"code": code}),))
    if word in _DONE or (clean(first) in _DONE and _after_code(rest, code) is not None):
        return _done(_after_code(rest, code) or "")
    if word in _PEERS or clean(first) in _FOR_HELP or _is_verb_with_code(given):
        return None
    if clean(first) in _ON and _FOR_HOURS.fullmatch(rest.strip().casefold()):
        return None
    if limited:
        return Turn((Phrase("limited"),))
    return _words(PassOn(given if said is None else said, to_them=True), "writing.over_peer", media=media)


def _done(note: str) -> Turn:
    return Turn(
        (
            act(
                EndWriting(note, was_hard(note)),
                leads={"hard": "debrief.ask"},
                ended="volunteer.thanks",
                noted="writing.done_noted",
                hard="volunteer.rest",
                handed_back="offer.handed_back",
                over="writing.over_peer",
            ),
        )
    )


def _words(passing: PassOn, over: str, *, media: bool) -> Turn:
    only_words = (Phrase("writing.only_words"),) if media or not passing.words else ()
    if not passing.words:
        return Turn(only_words)
    passed = act(
        passing,
        masked="writing.masked",
        over=over,
        gone="writing.peer_gone",
        not_now="writing.not_now",
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
