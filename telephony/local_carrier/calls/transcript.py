"""Holds what one phone heard in a call, and what its owner pressed and said."""

from dataclasses import dataclass, field

from telephony.local_carrier.clock import CLOCK


@dataclass(frozen=True)
class Heard:
    """Something that the phone heard. `kind` is say, play, tone, music, beep or person."""

    text: str
    language: str = ""
    kind: str = "say"
    at: float = field(default_factory=CLOCK.seconds)


@dataclass(frozen=True)
class Own:
    """Something that the phone's owner did in a call. `kind` is key or words."""

    text: str
    kind: str
    at: float = field(default_factory=CLOCK.seconds)


@dataclass(frozen=True)
class Talk:
    """The numbers at the other end, and from when to when on the carrier's clock."""

    others: tuple[str, ...]
    began: float
    ended: float
