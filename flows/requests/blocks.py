"""Whether somebody can be offered a volunteer at all: who is blocked is told what remains, and is offered nothing."""

from flows.engine import Phrase, Scene


def instead_of_offer(s: Scene) -> Phrase | None:
    """What who is blocked hears in place of an offer: until when, the crisis line, and the team; None for others.

    Not where a request of theirs stands: that goes on, and the block is no news to them.
    """
    if not s.person.blocked or s.person.callback is not None:
        return None
    if s.person.blocked_until is None:
        return Phrase("blocked.for_good")
    return Phrase("blocked.until", {"at": s.person.blocked_until})
