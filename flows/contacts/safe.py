"""SAFE: how somebody may be reached. One question a text; each answer is kept at once, whatever comes after it."""

import re
from collections.abc import Callable, Iterator
from datetime import time
from typing import Final

from flows.effects.safe_contact import BringBackSafe, ClearSafe, KeepSafe
from flows.engine import Act, Again, Ask, Channel, Collect, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.rules.safe_contact.allowed import ANY_TIME, Safe
from flows.rules.safe_contact.answers import (
    Hours,
    find_hours,
    read_cover,
    read_end_word,
    read_hours,
    say_hours,
)
from flows.rules.words.replies import clean
from flows.wording import KEYWORDS, LANGUAGES, Named, words
from flows.wording.catalogue import ids

_OFF: Final = frozenset("off clear apagar borrar".split())
_UNDO: Final = frozenset("again undo deshacer".split())

safe = Flow("safe", keywords=("SAFE",), argument=True, accepts=lambda s: clean(s.given) in _OFF | _UNDO)

_BEGUN: Final = "begin"
ORDER: Final = ("calls", "voicemail", "hours", "cover", "discreet", "ends", "starts")
"""The questions, as they are asked and numbered."""
IN_WORDS: Final = frozenset(("safe.hours", "safe.cover", "safe.ends"))
"""Questions that a caller answers in words, as well as by key."""
HOURS_GIVEN: Final = "hours_given"
"""Under which answer it stands that they named their hours before they were asked: they are not asked again."""
_TWO_HOURS: Final = re.compile(r"([01]\d|2[0-3])([01]\d|2[0-4])")


@safe.start
def begin(s: Scene) -> Move:
    """SAFE asks the first question, or shows the answers so far to change one of them. SAFE OFF forgets them all.

    SAFE AGAIN takes that back.
    """
    if s.given and clean(s.given) in _OFF:
        return End(act(ClearSafe(), cleared="safe.cleared", none="safe.nothing"))
    if s.given and clean(s.given) in _UNDO:
        return End(act(BringBackSafe(), back="safe.back", none="safe.nothing_to_undo"))
    gone_back = bool(s.given) and s.answers.get(_BEGUN) in ("yes", "no", "skip")
    if s.person.safe == ANY_TIME or gone_back:
        return _question("calls")
    return Ask(Phrase("safe.stands", _as_it_stands(s.person.safe)), to=_CHANGES)


@safe.step
def read_the_hours(s: Scene) -> Move:
    """Hours in their own words; by key, two hours of the day in four numbers."""
    given = s.answers[read_the_hours.name]
    if (chosen := _by_key_or_word(s, "hours", given)) is not None:
        return chosen
    keyed = _TWO_HOURS.fullmatch(given) if s.channel is Channel.VOICE else None
    hours = (time(int(keyed[1])), time(int(keyed[2]) % 24)) if keyed else find_hours(given)
    if hours is None or hours[0] == hours[1]:
        return Again("safe.hours_unread")
    if s.channel is Channel.TEXT and read_hours(given) is None:
        return _next(s, "hours", *keep_hours(hours))
    return _next(s, "hours", _keep("hours", hours), *_heard(s, say_hours(hours)))


def keep_hours(hours: Hours) -> tuple[Said, ...]:
    """Keep these hours and read them back: they stood in a sentence, or were not asked for yet."""
    return (_keep("hours", hours), Phrase("safe.hours_kept", {"hours": say_hours(hours)}))


@safe.step
def read_the_cover(s: Scene) -> Move:
    """The name to go by."""
    given = _as_said(s, s.answers[read_the_cover.name])
    if (chosen := _by_key_or_word(s, "cover", given)) is not None:
        return chosen
    name = read_cover(given, _TAKEN)
    return _next(s, "cover", _keep("cover", name), *_heard(s, name)) if name else Again("safe.cover_refused")


@safe.step
def read_the_word(s: Scene) -> Move:
    """The word that ends everything."""
    given = _as_said(s, s.answers[read_the_word.name])
    if (chosen := _by_key_or_word(s, "ends", given)) is not None:
        return chosen
    word = read_end_word(given, _TAKEN)
    return _next(s, "ends", _keep("ends", word), *_heard(s, word)) if word else Again("safe.ends_refused")


def _as_said(s: Scene, given: str) -> str:
    # Speech comes with a full stop.
    return given.strip().rstrip(".!?") if s.channel is Channel.VOICE else given


def _by_key_or_word(s: Scene, asked: str, given: str) -> Move | None:
    """On the phone: 1 for none, 9 to skip, or the words for them. By text the engine has read these already."""
    if s.channel is not Channel.VOICE:
        return None
    for meaning, accepted in words(f"safe.{asked}", s.person.language).replies.items():
        skips = meaning == "skip"
        if given == ("9" if skips else "1") or clean(given) in map(clean, accepted):
            return (_SKIP if skips else _NO)[asked].run(s)
    return None


def _heard(s: Scene, said: str) -> tuple[Said, ...]:
    """What was understood of spoken words, so that a name misheard is noticed at once."""
    return (Phrase("safe.heard", {"name": said}),) if s.channel is Channel.VOICE else ()


def _keep(answer: str, value: bool | str | tuple[time, time] | None) -> Act:
    return act(KeepSafe(answer, value), moved="safe.moved", silent=("done", "none"))


NO_VOICEMAIL: Final = _keep("voicemail", False)
"""No message is to be left, said where something else was asked."""


def _next(s: Scene, asked: str, *kept: Said) -> Move:
    """The question after this one; somebody who changes a single answer is done."""
    if s.answers.get(_BEGUN) in ORDER:
        return End(*kept, "safe.kept")
    following = ORDER[ORDER.index(asked) + 1 :]
    if following[:1] == ("hours",) and HOURS_GIVEN in s.answers:
        following = following[1:]
    return _question(following[0], *kept) if following else End(*kept, "safe.done")


def _step(name: str, run: Callable[[Scene], Move], what: str) -> Step:
    run.__name__, run.__doc__ = name, what
    return safe.step(run)


def _keeping(name: str, asked: str, answer: str, value: bool | None) -> Step:
    return _step(name, lambda s: _next(s, asked, _keep(answer, value)), f"{answer} becomes {value}.")


def _no_calls(s: Scene) -> Move:
    # With no call there is no voicemail to ask about, and hours bind texts as well.
    return _next(s, "voicemail", _keep("calls", False))


_YES: Final = {
    "calls": _keeping("calls_yes", "calls", "calls", True),
    "voicemail": _keeping("voicemail_yes", "voicemail", "voicemail", True),
    "discreet": _keeping("discreet_yes", "discreet", "discreet", True),
}
_NO: Final = {
    "calls": _step("calls_no", _no_calls, "No calls at all."),
    "voicemail": _keeping("voicemail_no", "voicemail", "voicemail", False),
    "discreet": _keeping("discreet_no", "discreet", "discreet", False),
    "hours": _keeping("hours_any", "hours", "hours", None),
    "cover": _keeping("cover_none", "cover", "cover", None),
    "ends": _keeping("ends_none", "ends", "ends", None),
}
_WE_START: Final = _keeping("we_start", "starts", "they_contact", False)
_THEY_START: Final = _keeping("they_start", "starts", "they_contact", True)


def _skipping(asked: str) -> Step:
    return _step(f"{asked}_skipped", lambda s: _next(s, asked), f"{asked} stays as it is.")


_SKIP: Final = {asked: _skipping(asked) for asked in ORDER}


def _question(asked: str, *before: Said) -> Move:
    skip = _SKIP[asked]
    match asked:
        case "hours":
            return Collect("safe.hours", *before, then=read_the_hours, any=_NO[asked], skip=skip)
        case "cover":
            return Collect("safe.cover", *before, then=read_the_cover, none=_NO[asked], skip=skip)
        case "ends":
            return Collect("safe.ends", *before, then=read_the_word, none=_NO[asked], skip=skip)
        case "starts":
            return Ask("safe.starts", *before, we=_WE_START, they=_THEY_START, skip=skip)
    return Ask(f"safe.{asked}", *before, yes=_YES[asked], no=_NO[asked], skip=skip)


def _changing(asked: str) -> Step:
    return _step(f"change_{asked}", lambda s: _question(asked), f"{asked}, asked again.")


_CHANGES: Final = {asked: _changing(asked) for asked in ORDER}


def _as_it_stands(held: Safe) -> dict[str, object]:
    return {
        "calls": _said(held.calls),
        "voicemail": _said(held.voicemail),
        "hours": say_hours(held.hours) if held.hours else Named("safe.any"),
        "cover": held.cover or Named("safe.no"),
        "discreet": _said(held.discreet),
        "ends": _said(held.ends is not None),
        "starts": Named("safe.they" if held.they_contact else "safe.we"),
    }


def _said(yes: bool) -> Named:
    return Named("safe.yes" if yes else "safe.no")


def _taken() -> Iterator[tuple[str, ...]]:
    for language in LANGUAGES:
        yield from KEYWORDS[language].values()
        for id in ids(language):
            yield from words(id, language).replies.values()


_TAKEN: Final = {f"taken:{number}": accepted for number, accepted in enumerate(_taken())}
"""Every word that means something here: none of them may be a name to go by, or end everything."""
