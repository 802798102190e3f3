"""A callback on its way, as far as a test of the phones needs it to be."""

import pytest

from tests.kits.bridge import SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring
from tests.kits.line import TestLine


@pytest.fixture
def desk(quick_line: TestLine) -> Desk:
    """One callback that the first of two volunteers on duty is offered; the second never answers."""
    made = Desk(quick_line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    return made


@pytest.fixture
def ring(desk: Desk) -> Ring:
    """The volunteer took it, and their phone rings."""
    return desk.take()


@pytest.fixture
def dialled(desk: Desk, ring: Ring) -> Dialled:
    """The volunteer pressed a key, and the participant's phone rings."""
    return desk.connect_volunteer(ring)
