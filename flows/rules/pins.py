"""Which PINs are taken: four to eight digits that nobody guesses at once."""

import itertools
from typing import Final

SHORTEST: Final = 4
LONGEST: Final = 8


def is_pin(given: str) -> bool:
    """Whether this is the form of a PIN."""
    return given.isascii() and given.isdigit() and SHORTEST <= len(given) <= LONGEST


def is_easy(pin: str, number: str) -> bool:
    """Whether somebody who knows `number` would guess it within a few tries: 1111, 1212, 1234, 9876."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    in_a_row = len(steps) == 1 and steps <= {0, 1, 9}
    repeated = len(pin) % 2 == 0 and len(set(zip(pin[::2], pin[1::2], strict=True))) == 1
    return in_a_row or repeated or pin in number
