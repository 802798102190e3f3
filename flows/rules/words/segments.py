"""Counts how many carrier segments a text costs.

The carrier bills, and the phone joins, by segment. GSM 03.38 (3GPP TS 23.038): 160 septets in a single segment, 153 in
each of several. Any character outside its alphabet turns the whole text into UCS-2, with 70 and 67 units. A character
of two septets or two UTF-16 units is never split across segments (TS 23.040).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

GSM_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION: Final = frozenset("^{}[]~\\|€\f")
GSM_ALL: Final = GSM_BASIC | GSM_EXTENSION

Encoding = Literal["GSM-7", "UCS-2"]


@dataclass(frozen=True, slots=True)
class Segments:
    """The cost of a text. `units`: septets for GSM-7, UTF-16 code units for UCS-2. An empty text has no segments."""

    encoding: Encoding
    units: int
    segments: int


def count(text: str) -> Segments:
    """Measure a text as the carrier will send it, without smart encoding of quotes or accents."""
    if GSM_ALL.issuperset(text):
        return _measure("GSM-7", [2 if char in GSM_EXTENSION else 1 for char in text], single=160, part=153)
    return _measure("UCS-2", [2 if ord(char) > 0xFFFF else 1 for char in text], single=70, part=67)


def _measure(encoding: Encoding, widths: list[int], *, single: int, part: int) -> Segments:
    units = sum(widths)
    if units <= single:
        return Segments(encoding, units, min(units, 1))
    segments, room = 1, part
    for width in widths:
        if width > room:  # an escape sequence or surrogate pair moves as a whole
            segments, room = segments + 1, part
        room -= width
    return Segments(encoding, units, segments)
