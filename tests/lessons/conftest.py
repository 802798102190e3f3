"""Lines for the lessons."""

from dataclasses import replace

import pytest

from flows.line import Line
from tests.kits.line import LINE


@pytest.fixture
def long_promise() -> Line:
    """A line that promises a call within eight hours: a time in two hours is in good time."""
    return replace(LINE, promise_minutes=480)
