"""NUMBER: another number to be called on. It is rung only after a code came from that phone itself (docs/adr/0021)."""

import re
from dataclasses import dataclass
from typing import Final

from flows.effects.other_numbers import ConfirmNumber, DropNumber, NameNumber, ShowNumber
from flows.engine import Act, Again, Collect, End, Flow, Move, Scene, act
from flows.rules.phone import Refusal, read_callback_number
from flows.rules.words.replies import clean

_LONGEST: Final = 80
_WRITTEN: Final = re.compile(r"[0-9+().\-/\s]*")
_CODE: Final = re.compile(r"(?P<before>[a-z]+ ?)?(?P<digits>[0-9]{4})(?P<after> ?[a-z]+)?", re.ASCII)
_CONFIRMING: Final = {
    **dict.fromkeys(("confirm", "confirmed"), "en"),
    **dict.fromkeys(("confirma", "confirmar", "confirmo", "confirmado"), "es"),
}
_REFUSALS: Final = {
    Refusal.emergency: "other_number.refused_emergency",
    Refusal.foreign_region: "other_number.refused_foreign",
    Refusal.premium: "other_number.refused_premium",
    Refusal.shared_cost: "other_number.refused_premium",
    Refusal.special: "other_number.refused_premium",
    Refusal.own_line: "other_number.refused_line",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a text. `language`: of the word beside it ("4821 CONFIRMA"); None for the bare digits."""

    digits: str
    language: str | None


def read_code(text: str) -> Code | None:
    """The code a text is: four digits, alone or with CONFIRM before or behind. None for every other text."""
    found = _CODE.fullmatch(clean(text[:_LONGEST]))
    if found is None:
        return None
    beside = [word.strip() for word in (found["before"], found["after"]) if word]
    if len(beside) > 1 or not all(word in _CONFIRMING for word in beside):
        return None
    return Code(found["digits"], _CONFIRMING[beside[0]] if beside else None)


def confirming(digits: str, *, leads: dict[str, str] | None = None) -> Act:
    """Try a code that came from another phone. Every wrong code gets the same answer, so that nobody can guess."""
    return act(
        ConfirmNumber(digits),
        leads=leads,
        confirmed="other_number.confirmed",
        confirmed_tell="trusted.confirmed",
        elsewhere="other_number.elsewhere",
        none="other_number.wrong",
    )


def _is_a_number(s: Scene) -> bool:
    # "NUMBER 2" is an answer, "number of times" no number at all; "NUMBER 911" is to be refused in words.
    digits = len(re.findall(r"[0-9]", s.given))
    return len(s.given) <= _LONGEST and (digits >= 7 or (digits >= 3 and bool(_WRITTEN.fullmatch(s.given))))


other_number = Flow("other_number", keywords=("NUMBER",), argument=True, accepts=_is_a_number)
own_number = Flow("own_number", keywords=("NUMBEROFF",), aside=True)


@other_number.start
def begin(s: Scene) -> Move:
    """NUMBER shows the other number, or asks for one; NUMBER 202 555 0147 names it."""
    if _is_a_number(s):
        return _named(s)
    if not s.person.introduced and s.person.volunteer is None:
        return _question()  # somebody who never texted cannot have named a number
    shown = act(
        ShowNumber(),
        leads={"none": ask_number.name},
        pending="other_number.code",
        stands="other_number.stands",
    )
    return End(shown)


@other_number.step
def ask_number(s: Scene) -> Move:
    """Which number?"""
    return _question()


@other_number.step
def read_number(s: Scene) -> Move:
    """The number as they wrote it. Words without one are about something else, and are not asked about again."""
    return _named(s) if re.search(r"[0-9]", s.given) else End("other_number.unread")


@other_number.step
def keep_own(s: Scene) -> Move:
    """SKIP: keep being called on this phone."""
    return End("other_number.none")


def _question() -> Move:
    return Collect("other_number.ask", then=read_number, optional=True, skip=keep_own)


def _named(s: Scene) -> Move:
    read = read_callback_number(s.given, s.line.rung, line_number=s.line.number)
    if read.number is None:
        why = _REFUSALS.get(read.refusal, "other_number.refused") if read.refusal else "other_number.refused"
        # `Again` is allowed only in answer to the question.
        return Again(why) if read_number.name in s.answers else End(why)
    named = act(
        NameNumber(read.number),
        code="other_number.code",
        stands="other_number.stands",
        own="other_number.own",
        none="other_number.none",
    )
    return End(named)


@own_number.start
def off(s: Scene) -> Move:
    """NUMBER OFF: calls come to the phone they write from."""
    return End(act(DropNumber(), dropped="other_number.dropped", none="other_number.none"))
