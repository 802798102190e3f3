"""TAKE, PASS, GO and BLOCK: what a volunteer says to an offer, and the time or condition they name with it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from flows.codes import is_only_a_code, read_code
from flows.effects.volunteers import BlockPair, PassOffer, TakeOffer
from flows.engine import Act, End, Flow, Move, Scene, act
from flows.rota.cover import code_of
from flows.rota.cover import taken as shift_taken
from flows.rota.swap import answered
from flows.rules.times.times import Unread, When, find_when, read_when, says_later
from flows.rules.words.replies import clean
from flows.said_times import zone_of


def _means_an_offer(s: Scene) -> bool:
    """Whether what follows TAKE or GO is about an offer: a code, a time, "it". "Take care" and "go away" are not."""
    said = clean(s.given)
    if read_code(s.given).code is not None or code_of(s.given) is not None or said in _THAT_ONE:
        return True
    rest = _IT.sub("", said, count=1)
    timed = isinstance(read_when(rest, now=s.now, zone=zone_of(s), language=s.person.language), When)
    return timed or (
        says_later(rest) and len(rest.split()) <= _CONDITION and _NO_THING.match(rest) is not None
    )


_IT: Final = re.compile(r"(?:it|this|that|this one|that one|one|the call|la|lo|esa|ese|esta|este) +")
_THAT_ONE: Final = frozenset(
    "; it; this; that; this one; that one; one; the call; it now; it please; now; please; ahead; for it; la; lo; esa; "
    "ese; esta; este; ahora; por favor".split("; ")
)
_CONDITION: Final = 6
"""The most words of a condition: "when the kids are in bed"."""
_NO_THING: Final = re.compile(
    r"\d+(?: \d+)?(?: \w+)?$"
    r"|(?:when(?:ever)?|once|after|as soon|later|in|at|by|before|until|not|maybe|but|please|tonight|this|tomorrow|soon"
    r"|give me|for|from|cuando|despues|luego|mas|al|en|apenas|a las?|antes|hasta|esta|manana"
    r"|pero|por|pronto|dame|denme|de|no)\b"
)
"""How a time or a condition begins. "Take note when it gets worse" and "go to bed when you can" name something else."""

take = Flow(
    "take",
    keywords=("TAKE",),
    argument=True,
    accepts=_means_an_offer,
    aside=True,
    volunteers_only=True,
    rings=True,
)
pass_on = Flow("pass", keywords=("PASS",), argument=True, aside=True, volunteers_only=True, rings=True)
go = Flow(
    "go",
    keywords=("GO",),
    argument=True,
    accepts=_means_an_offer,
    aside=True,
    volunteers_only=True,
    rings=True,
)
block = Flow(
    "block",
    keywords=("BLOCK",),
    argument=True,
    accepts=lambda s: is_only_a_code(s.given),
    aside=True,
    volunteers_only=True,
)

# A code as the line gives them out, in one piece: "no, i 2 am tired" passes nothing on.
_NO = re.compile(
    r"\s*(?:sorry,?\s+|perdon,?\s+)?(?:no|nope)\b[\s,.;:-]+(?=#?[cdefghjkmnprtuvwxy][2-9]{1,3}\b)",
    re.IGNORECASE,
)


def after_no(said: str) -> str | None:
    """What follows a "no" that names a code: "K7 but I can in 2 hours"; None for any other text."""
    found = _NO.match(said)
    return said[found.end() :] if found else None


@take.start
def taking(s: Scene) -> Move:
    """TAKE K7 rings at once; with a time it is rung then, with a condition it waits for GO."""
    return End(_take(s))


@go.start
def going(s: Scene) -> Move:
    """GO K7: ring me now."""
    return End(_take(s))


def _take(s: Scene) -> Act:
    code, rest = read_code(s.given)
    if (shift := code_of(s.given)) is not None:
        return shift_taken(code=shift)
    found = find_when(rest, now=s.now, zone=zone_of(s), language=s.person.language)
    if isinstance(found, Unread):
        if found is Unread.NOT_A_TIME and not re.search(r"\d", rest):
            return taken(code, ring=not says_later(rest))
        return taken(code, ring=False, unread=found)
    if found.at > s.now:
        return taken(code, ring=False, at=found.at)
    # "Before 8", or "this evening" said in the evening: some time from now on, so they say GO when it suits them.
    return taken(code, ring=found.until is None)


TAKEN: Final[Mapping[str, str]] = {
    "taken": "offer.taken",
    "taken_later": "offer.taken_later",
    "taken_at": "offer.taken_at",
    "taken_theirs": "offer.taken_theirs",
    "taken_which": "offer.taken_which",
    "taken_instead": "volunteer.then_instead",
    "taken_later_text": "writing.taken_later",
    "taken_at_text": "writing.taken_at",
    "taken_theirs_text": "writing.taken_theirs",
    "taken_which_text": "writing.taken_which",
    "taken_instead_text": "writing.then_instead",
    "unsafe": "volunteer.not_then",
    "beyond": "offer.beyond",
    "beyond_which": "offer.beyond_which",
    "ringing": "offer.ringing",
    "asking_them": "volunteer.asking_them",
    "asking_them_text": "writing.asking_them",
    "not_now": "volunteer.not_now",
    "waits_for_them": "volunteer.waits_for_them",
    "writing": "offer.writing",
    "by_phone": "writing.by_phone",
    "cannot_write": "writing.cannot",
    "no_way": "offer.withdrawn",
    "closed": "closed.take",
    "yours": "offer.yours",
    "covered": "offer.covered_already",
    "not_ready": "offer.danger_since",
    "busy": "offer.busy",
    "which": "offer.which",
}
"""What is said to each outcome of a TAKE; where there is nothing to take, it depends on whether a code was named."""


def taken(
    code: str | None, *, ring: bool = True, at: datetime | None = None, unread: Unread | None = None
) -> Act:
    """Take a callback."""
    nothing = "offer.none" if code else "offer.none_now"
    return act(TakeOffer(code, ring, at, unread), TAKEN, none=nothing)


@pass_on.start
def passing(s: Scene) -> Move:
    """PASS K7: no penalty, no reason. With a time, they are asked again from then on."""
    code, rest = read_code(s.given)
    if (shift := code_of(s.given)) is not None:
        return End(answered(shift, yes=False))
    found = find_when(rest, now=s.now, zone=zone_of(s), language=s.person.language)
    if isinstance(found, Unread):
        return End(passed(code, unread=found is not Unread.NOT_A_TIME or says_later(rest)))
    # "Until 8" means that they cannot until then; "now" and "soon" are no times to ask again.
    at = found.at if found.at > s.now else found.until
    return End(passed(code, willing_from=at))


def passed(code: str | None, *, willing_from: datetime | None = None, unread: bool = False) -> Act:
    """Pass an offer on, or hand back what was taken."""
    return act(
        PassOffer(code, willing_from, unread),
        passed="offer.passed",
        passed_until="offer.passed_until",
        passed_which="offer.passed_which",
        handed_back="offer.handed_back",
        handed_back_until="offer.handed_back_until",
        talking="offer.talking",
        covered="offer.covered_already",
        which="offer.which",
        none="offer.none" if code else "offer.none_now",
    )


@block.start
def never_again(s: Scene) -> Move:
    """BLOCK K7: never match these two again. No reason is asked, and the participant is not told."""
    code = read_code(s.given).code
    return End(act(BlockPair(code), blocked="volunteer.blocked", none="volunteer.nothing_to_block"))
