"""Check one thing in a scene, and say what was expected and what was there when it does not hold."""


class Unmet(AssertionError):
    """What was expected, and what was there instead."""

    def __init__(self, wanted: str, found: object) -> None:
        super().__init__(f"expected: {wanted}\nthere was: {found}")
        self.wanted, self.found = wanted, found


def expect(holds: object, wanted: str, found: object) -> None:
    """Go on where it holds; else raise Unmet, which ends the scene as failed."""
    if not holds:
        raise Unmet(wanted, found)
