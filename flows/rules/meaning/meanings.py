"""The meanings that a text may have: CONTRACT.md, "Reading", names each."""

from typing import Final, Literal

Who = Literal["participant", "volunteer", "coordinator"]
"""Who writes. A coordinator is told by the number that alerts go to."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNSURE: Final = "unsure"
"""What is read where no meaning is sure enough to be said."""
UNCLEAR: Final = "unclear"
"""The meaning of a text that nobody could understand."""

_FOR_THEMSELVES: Final = _names(
    "call call_at write no_call later yes no status greeting thanks bye tell help who cost private police erase minor "
    "wrong_number stop spam complaint group volunteer language remind busy access unsafe crisis check unclear"
)
"""What anybody may write, whoever they are."""
OF: Final[dict[Who, frozenset[str]]] = {
    "participant": _FOR_THEMSELVES
    | _names(
        "skip rate:1 rate:2 rate:3 rate:4 rate:5 now cut_off same_peer not_them woman man topic pass_on"
    ),
    "volunteer": _FOR_THEMSELVES
    | _names(
        "take take_at pass pass_later go done note hard on off pause cut_off which shift pass_on block again question"
    ),
    "coordinator": _names(
        "ack who say call hand_over list stop unclear thanks busy crisis check spam greeting tell help private police "
        "erase bye cost wrong_number"
    ),
}
"""The meanings that each may have."""

_STATES: Final[dict[str, frozenset[str]]] = {
    "pass_on": _names("writing v_writing"),
    "now": _names("ready waiting idle after"),
    **{f"rate:{number}": _names("mood after") for number in range(1, 6)},
}
"""Meanings that only some states have."""


def possible(who: Who, state: str) -> frozenset[str]:
    """The meanings that a text of this writer may have in this state."""
    return frozenset(name for name in OF[who] if state in _STATES.get(name, (state,)))
