"""The carrier's errors, by what we do about them. The codes stand in the carrier's error dictionary."""

OPTED_OUT = 21610
LANDLINE = 30006
UNREACHABLE = frozenset({21211, 21217, 21614, 21604, 21214, 13224, 21216, 13225})
"""The number is wrong, unreachable or blocked: no more texts to it, and a coordinator is told."""
ALERT_OPERATOR = frozenset({21408, 21215, 13227, 21606, 21612, 13214, 20003, 30007, 30032, 30034, 30035})
"""Our number, our account, a region we may not reach, or a filter: never tried again; an operator has to look."""
RATE_LIMITED = frozenset({20429, 21611, 429})
NOT_IN_PROGRESS = 21220
NOT_FOUND = 20404
RETRY = frozenset({30003, 30005, 30008, 30001, 30002})


class TransportError(Exception):
    """The carrier did not do what we asked.

    `permanent`: asking again is useless. `unknown`: it may have been done all the same (a time-out, a 5xx), so look
    it up before asking again. `code`: the carrier's error code, if it gave one.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, unknown: bool = False, code: int | None = None
    ) -> None:
        super().__init__(message)
        self.permanent, self.unknown, self.code = permanent, unknown, code
