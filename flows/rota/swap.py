"""SWAP: my shift for somebody else's. Both say yes, neither is told who the other is, and a no needs no reason."""

import re
from datetime import datetime
from typing import Final

from flows.effects.rota import AnswerSwap, LookUpRota, ProposeSwap, WithdrawSwaps
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rota.choosing import chosen_id, names_shift, rota, which
from flows.rota.cover import code_of
from flows.rules.times.recurring import read_days
from flows.rules.words.replies import clean
from flows.wording import Hours

swap = Flow("swap", keywords=("SWAP",), argument=True, aside=True, volunteers_only=True, everyday_words=True)

_JOINT: Final = re.compile(
    r"\s+(?:for|with|against|and|to|por|con|y)\s+|\s*(?:<->|->|/|,)\s*|\s+-\s+", re.IGNORECASE
)
_MINE: Final = re.compile(r"^(?:my|mi|el|la|the)\s+", re.IGNORECASE)
_TAKES_BACK: Final = re.compile(
    r"(?:off|no|not|none|never ?mind|nvm|forget it|undo|take (?:it )?back|no more|ya no|nada|olvidalo|quitar?)"
    r"(?: (?:please|thanks|thank you|por favor|gracias))?"
)
_REFUSES: Final = re.compile(r"\b(?:no|not|cant|can't|cannot|sorry|pass|paso)\b", re.IGNORECASE)


def two(said: str, language: str) -> tuple[str, str] | None:
    """The shift they would give, and the one they want: "SAT FOR SUN", "sat 7pm with sun"; None if not two."""
    said = said.strip()
    parts = [_MINE.sub("", part.strip()) for part in _JOINT.split(said) if part.strip()]
    if len(parts) == 2:
        give, want = parts
        return (give, want) if names_shift(give, language) and names_shift(want, language) else None
    words = said.split()
    for middle in range(1, len(words)):
        give, want = " ".join(words[:middle]), " ".join(words[middle:])
        if all(len(read_days(side, language)[0]) == 1 for side in (give, want)):
            return give, want
    return None


def answered(code: str, *, yes: bool) -> Act:
    """Say yes or no to a swap."""
    return act(
        AnswerSwap(code, yes),
        swapped="swap.done",
        declined="swap.kept",
        gone="swap.gone",
        none="swap.unknown" if yes else "cover.left",
    )


@swap.start
def proposing(s: Scene) -> Move:
    """SWAP SAT FOR SUN proposes, SWAP OFF takes that back; SWAP S7 says yes to one, SWAP S7 NO does not."""
    code = code_of(s.given)
    if code is not None:
        return End(answered(code, yes=_REFUSES.search(s.given) is None))
    if _TAKES_BACK.fullmatch(clean(s.given)):
        return End(act(WithdrawSwaps(), withdrawn="swap.withdrawn", none="swap.none_open"))
    said = two(s.given, s.person.language)
    if said is None:
        return End("swap.how")
    return End(
        act(LookUpRota(mine=said[0], others=said[1]), leads={"found": "swap.found"}, none="volunteer.only")
    )


@swap.step
def found(s: Scene) -> Move:
    """Both shifts, or which of several."""
    seen = rota(s)
    if not seen.mine:
        return End("swap.not_yours")
    if len(seen.mine) > 1:
        learned = {"want": seen.others_said}
        return which("swap.which_mine", seen.mine, s, chosen=mine_chosen, then=unread, learned=learned)
    if not seen.others:
        return End("swap.nobody")
    if len(seen.others) > 1:
        learned = {"give": str(seen.mine[0].id)}
        return which("swap.which_theirs", seen.others, s, chosen=theirs_chosen, then=unread, learned=learned)
    return End(_proposed(seen.mine[0].id, seen.others[0].id))


@swap.step
def mine_chosen(s: Scene) -> Move:
    """Which of their own."""
    give = f"#{chosen_id(s, 'found')}"
    return End(
        act(
            LookUpRota(mine=give, others=s.answers["want"]),
            leads={"found": "swap.found"},
            none="volunteer.only",
        )
    )


@swap.step
def theirs_chosen(s: Scene) -> Move:
    """Which of somebody else's."""
    return End(_proposed(int(s.answers["give"]), chosen_id(s, "found")))


@swap.step
def unread(s: Scene) -> Move:
    """Neither a number of the list nor anything else that we know."""
    return End("swap.how")


def _proposed(shift_id: int, for_shift_id: int) -> Act:
    return act(
        ProposeSwap(shift_id, for_shift_id),
        asked="swap.proposed",
        already="swap.proposed",
        overlaps="swap.overlaps",
        too_late="swap.too_late",
        too_many="swap.too_many",
        none="swap.gone",
    )


@swap.step
def asked(s: Scene) -> Move:
    """What the other one is asked, by text. `mine`: the shift they would get, `theirs`: the one they have."""
    mine, theirs = (
        Hours(*(datetime.fromisoformat(s.answers[f"{side}_{end}"]) for end in ("at", "until")))
        for side in ("mine", "theirs")
    )
    said = {"mine": mine, "theirs": theirs, "code": s.answers["code"]}
    return Ask(Phrase("swap.asked", said), optional=True, agree=agreed, refuse=refused)


@swap.step
def agreed(s: Scene) -> Move:
    """Yes."""
    return End(answered(s.answers["code"], yes=True))


@swap.step
def refused(s: Scene) -> Move:
    """No, and no reason needed."""
    return End(answered(s.answers["code"], yes=False))
