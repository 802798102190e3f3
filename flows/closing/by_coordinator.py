"""CLOSE and OPEN, from a coordinator's number only: read back, and done with their yes.

They are no keywords: nobody else may use them, and "closed" in a participant's text is a word like any other.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from flows.coordinators.proof import proof_first
from flows.effects.closing import CloseLine, OpenLine
from flows.engine import Ask, Collect, End, Flow, Move, Phrase, Scene, Session, Turn, act, settle
from flows.line.closing import LONGEST
from flows.rules.times.daily_hours import DAY, opens_next
from flows.rules.times.times import When, read_when
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.wording import LANGUAGES, words

closing = Flow("closing")

_UNTIL: Final = "until"
_CODE: Final = "code"
_SHORTEST: Final = timedelta(hours=1)
_SAYS_UNTIL: Final = ("until", "till", "til", "hasta", "for", "por")
_THE_LINE: Final = re.compile(
    r"(?:(?:the|this|our|la) )?(?:line|linea)?(?: ?(?:now|tonight|today|please|ya|ahora|hoy|esta noche|por favor))*"
)
_SHORT: Final = 2
"""So few words behind CLOSE are taken for a time that could not be read: "close tomorow"."""
_OF_AN_ALERT: Final = re.compile(r"\b[a-z]\d+\b|\b(?:alert|alerta|it|that|eso|esa)\b")


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to CLOSE or OPEN of a coordinator; None for other words and other people."""
    if not scene.person.coordinator:
        return None
    verb, _, rest = scene.given.strip().partition(" ")
    meaning = _verbs().get(clean(verb))
    answers_question = session is not None and any(
        clean(key) == clean(scene.given) for key, _, _ in session.offered
    )
    if meaning is None or answers_question or (meaning == "open" and rest.strip()):
        return None
    if meaning == "open":
        if scene.line.closed_at(scene.now) is None:
            return settle(confirm_open, scene)
        return Turn((proof_first(open_by_code.name),), (), session)
    said = clean(rest)
    if said and not _THE_LINE.fullmatch(said) and not _names_time(said):
        return None  # "closed, she is with her sister" and "close a1" are about an alert
    if _until(scene) is None:
        return Turn((Phrase("closed.unread"),), (), session)
    return Turn((proof_first(by_code.name),), (), session)


def _until(scene: Scene) -> datetime | None:
    rest = scene.given.strip().partition(" ")[2]
    zone = zone_of(scene)
    if _THE_LINE.fullmatch(clean(rest)):
        return morning(scene.now, zone)
    return until_when(rest, scene.now, zone, scene.person.language)


def _names_time(said: str) -> bool:
    first = said.partition(" ")[0]
    return _OF_AN_ALERT.search(said) is None and (
        first in _SAYS_UNTIL or any(map(str.isdigit, said)) or len(said.split()) <= _SHORT
    )


def until_when(said: str, now: datetime, zone: str, language: str) -> datetime | None:
    """The moment named by "until 9am", "tomorrow noon" or "3 days"; None where it is none, or too far off."""
    first, _, rest = said.strip().partition(" ")
    said = rest if clean(first) in _SAYS_UNTIL else said
    for tried in (said, f"in {said}"):
        read = read_when(tried, now=now, zone=zone, language=language)
        if isinstance(read, When) and not read.rest and now < read.at <= now + LONGEST:
            return read.at
    return None


def morning(now: datetime, zone: str) -> datetime:
    """The next nine o'clock that is more than an hour away, where no time was given."""
    return opens_next(DAY, now + _SHORTEST, zone) or now + timedelta(hours=12)


@closing.start
def confirm(s: Scene) -> Move:
    """Read back until when."""
    until = {"at": datetime.fromisoformat(s.answers[_UNTIL])}
    return Ask(Phrase("closed.confirm", until), learned={_UNTIL: s.answers[_UNTIL]}, yes=close, no=leave)


@closing.step
def by_code(s: Scene) -> Move:
    """Read back until when. Everybody who waits is texted by it, so it takes the code that only this phone was sent."""
    until = _until(s)
    if until is None:
        return End("closed.unread")
    learned = {_UNTIL: until.isoformat(), _CODE: s.person.code}
    said = Phrase("closed.by_code", {"at": until, "digits": s.person.code})
    return Collect(said, then=close_code_given, optional=True, learned=learned)


@closing.step
def close_code_given(s: Scene) -> Move:
    """The code closes it; anything else leaves it as it was. There is one try, so nobody guesses."""
    return close.run(s) if clean(s.given) == s.answers[_CODE] else End("closed.left")


@closing.step
def open_by_code(s: Scene) -> Move:
    """Read back, for people are texted by it."""
    said = Phrase("closed.open_by_code", {"digits": s.person.code})
    return Collect(said, then=open_code_given, optional=True, learned={_CODE: s.person.code})


@closing.step
def open_code_given(s: Scene) -> Move:
    """The code opens it."""
    return reopen.run(s) if clean(s.given) == s.answers[_CODE] else End("closed.left")


@closing.step
def close(s: Scene) -> Move:
    """1: close it."""
    until = datetime.fromisoformat(s.answers[_UNTIL])
    if until <= s.now:
        return End("closed.unread")
    return End(act(CloseLine(until), closed="closed.done", none="closed.left"))


@closing.step
def leave(s: Scene) -> Move:
    """2: as it was."""
    return End("closed.left")


@closing.step
def confirm_open(s: Scene) -> Move:
    """Read back, for people are texted by it; nothing to do where the line is open."""
    if s.line.closed_at(s.now) is None:
        return End("closed.is_open")
    return Ask("closed.confirm_open", yes=reopen, no=leave)


@closing.step
def reopen(s: Scene) -> Move:
    """1: open it."""
    return End(act(OpenLine(), opened="closed.open_done", was_open="closed.is_open", none="closed.left"))


def _verbs() -> dict[str, str]:
    known = (words("closed.unread", language).replies for language in LANGUAGES)
    return {clean(word): meaning for replies in known for meaning, every in replies.items() for word in every}
