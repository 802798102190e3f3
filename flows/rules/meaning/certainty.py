"""How sure a meaning must be before the line acts on it, answers it, or only asks.

The figures were set on texts that the model had not learned from, each writer's read by a model without that writer:
what acts was right in 98.5 of 100 (docs/reading.md has what they give on texts that were kept back).
"""

import re
from typing import Final

from flows.rules.crisis import crisis
from flows.rules.meaning import call_requests, evidence, told_calls
from flows.rules.meaning.features import class_of, words_of
from flows.rules.refusal import refusal
from flows.rules.refusal.kinds import About
from flows.rules.words import numbered_answer
from flows.rules.words.replies import clean

GUESSED: Final = 0.30
"""From here on something is answered that only tells, and undoes nothing."""
SUPPOSED: Final = 0.33
"""From here on the line asks whether this was meant."""
DANGER: Final = 0.5
"""From here on words that only the model takes for danger are looked at by a person. The crisis line is said before."""
UNSURE_BELOW: Final = 0.2
"""Below this the honest answer is that nobody knows."""
_SURE: Final = {
    "write": 0.65, "erase": 0.82, "no": 0.5, "no_call": 0.5, "later": 0.5, "stop": 0.5, "unsafe": 0.4,
    "wrong_number": 0.71, "spam": 0.85, "busy": 0.85, "pass_on": 0.68, "again": 0.68, "block": 0.74, "done": 0.81,
    "go": 0.6, "hard": 0.67, "note": 0.79, "off": 0.75, "on": 0.6, "pass": 0.5, "pass_later": 0.5, "pause": 0.71,
    "take": 0.84, "take_at": 0.82, "ack": 0.61, "call": 0.75, "call_at": 0.9, "say": 0.66, "hand_over": 0.77,
    "list": 0.5, "who": 0.5,
}  # fmt: skip
"""What is enough to act on a meaning. What only keeps a phone silent needs little."""
_OTHERWISE: Final = 0.45
_CERTAIN: Final = {
    **_SURE,
    "stop": 0.86,
    "write": 0.91,
    "no": 0.86,
    "no_call": 0.94,
    "later": 0.81,
    "pass": 0.81,
    "pass_later": 0.78,
}
"""What is enough to say that the meaning is certain, where a suspicion is enough to act on it."""
_CALL: Final = frozenset(("call", "call_at"))
_TO_BOOK: Final[dict[str, tuple[float, frozenset[str]]]] = {
    "offer": (0.74, _CALL | {"yes", "now"}),
    "ready": (0.65, _CALL | {"now", "yes"}),
    "mood": (0.62, _CALL),
    "waiting": (0.6, _CALL | {"now"}),
    "new": (0.84, _CALL),
    "after": (0.69, _CALL),
}
"""What a call needs in each state, and the meanings that ask for one there."""
_AFTER_YES: Final = (
    0.6,
    frozenset("yes call call_at now woman man topic same_peer language write".split()),
)
"""The same, where the answer to an offer begins with a yes: "yes but a woman please"."""
_TO_BOOK_ELSEWHERE: Final = (0.85, _CALL)
_WELL_KNOWN: Final = {"offer": 0.74, "ready": 0.8}
"""From here on the model knows the words of a yes: "why not", "no me vendria mal", "now or never"."""
_OUTWEIGHS: Final = 0.9
"""From here on a request outweighs a no beside it, where no call is open: "i never ring anyone. can one of you"."""
_CHANGED_THEIR_MIND: Final = 0.8
"""The same for words of a changed mind: "quiero llamada, no quiero manejar llorando", "me atrevo o no"."""
_BESIDE_DANGER: Final = 0.85
"""From here on a call is booked beside words of danger: a person looks at those anyway, and they asked for a voice."""
_WITH_TALK: Final = {"mood": 0.5}
"""Enough where a word of calling or talking stands in it: a number was asked for there, and they speak of a call."""
_NOTHING_OPEN: Final = frozenset(("new", "idle", "mood", "after"))
_IN_SO_MANY_WORDS: Final = 0.35
_OR_REMINDED: Final = 0.06
_NOBODY: Final = re.compile(
    r"\b(?:no ?body|no ?one|none of (?:you|yall|them)|nadie|ninguno)\b(?: \w+){0,3} "
    r"(?:call|ring|phone|telephone|llam\w+|marqu\w+|habl\w+)\b"
)
"""Said of this line or of everybody, no phone is asked to ring: "no one should ring me"."""
_OF_VOLUNTEERS: Final = frozenset(("DUTY_SHIFT", "SWAP_COVER", "CODE_OFFER"))
_NEVER_WITH: Final = frozenset("crisis check no_call no later unsafe spam wrong_number".split())


def is_sure(meaning: str, share: float) -> bool:
    """Whether a share is enough to act on the meaning."""
    return share >= _SURE.get(meaning, _OTHERWISE)


def is_certain(meaning: str, share: float) -> bool:
    """Whether the meaning is certain: right in 98.5 of 100."""
    return share >= _CERTAIN.get(meaning, _OTHERWISE)


def asks_for_call(text: str, state: str, shares: dict[str, float]) -> bool:
    """Whether somebody surely asks to be called. `shares`: how likely each meaning is, the likeliest first."""
    if state in ("ready", "waiting") and not any(map(str.isalnum, text)):
        return False  # a picture of a pizza is no READY
    needed, meanings = _TO_BOOK.get(state, _TO_BOOK_ELSEWHERE)
    first = class_of(next(iter(words_of(text)), ""))
    if state == "offer" and first == "YES":
        needed, meanings = _AFTER_YES
    share = sum(shares.get(meaning, 0.0) for meaning in meanings)
    if share < _IN_SO_MANY_WORDS or next(iter(shares)) in _NEVER_WITH:
        return False
    if first in _OF_VOLUNTEERS:
        return False  # "SHIFT Mon 7pm" from somebody who is no volunteer
    if (
        (refusal.read(text) is not None and not _outweighs(text, state, share))
        or _NOBODY.search(clean(text))
        or not evidence.for_a_call(
            text, state, known=share >= _WELL_KNOWN.get(state, 1.0), sure=share >= _OUTWEIGHS
        )
        or (share < _BESIDE_DANGER and crisis.names_danger(text))
        or _may_choose(text, state, shares, share)
    ):
        return False
    asked = call_requests.asks(text)
    if told_calls.are_told(text, state, asked=asked):
        return False
    if shares.get("remind", 0.0) >= _OR_REMINDED and not call_requests.speaks_of_talking(text):
        return False  # "at 8:30 rather than at 7": perhaps the hour of the daily text
    enough = min(needed, _WITH_TALK.get(state, 1.0)) if call_requests.speaks_of_talking(text) else needed
    return share >= enough or asked


def _may_choose(text: str, state: str, shares: dict[str, float], share: float) -> bool:
    """Whether a number with which a text begins may be a choice, or count something; not "6pm", nor "a 2, ring me"."""
    if state in _NOTHING_OPEN or not numbered_answer.begins_with_number(text):
        return False
    return share < _OUTWEIGHS or next(iter(shares)) != "call_at"


def _outweighs(text: str, state: str, share: float) -> bool:
    """Whether a request is surer than the no that stands beside it, and the no does not say what they do not want."""
    if state not in _NOTHING_OPEN or share < _CHANGED_THEIR_MIND:
        return False
    said = refusal.read(text)
    if said is None or said.about is About.CHANGED:
        return said is None or not said.certain
    return share >= _OUTWEIGHS and not (said.certain or refusal.denies_wanting(text))
