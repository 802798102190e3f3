"""What stands behind the glass of a carrier, for tests."""

from collections.abc import Callable
from typing import Any

from telephony.local_carrier.phones.phones import Carrier
from tests.telephony.local_carrier.waiting import eventually

Shown = dict[str, Any]


def exchanges(carrier: Carrier, since: int = 0) -> list[Shown]:
    """All exchanges that are kept, oldest first."""
    found: list[Shown] = carrier._link.get("glass", since=since)["exchanges"]
    return found


def exchange(carrier: Carrier, kind: str, good: Callable[[Shown], object] = bool) -> Shown:
    """The last exchange of this kind that is as wanted, once there is one."""

    def look() -> list[Shown]:
        return [each for each in exchanges(carrier) if each["kind"] == kind and good(each)]

    return eventually(look)[-1]


def says(shown: Shown, *sentences: str) -> None:
    """Check that these sentences stand in its meaning, in this order."""
    left = list(shown["meaning"])
    for wanted in sentences:
        assert wanted in left, f"{wanted!r} is not in {left!r}"
        left = left[left.index(wanted) + 1 :]
