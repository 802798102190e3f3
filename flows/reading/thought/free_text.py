"""A volunteer's sentence that means a keyword and does not begin with one: "no but I can at 8", "cancel my shift"."""

from flows.engine import Session
from flows.offers import take as taking
from flows.rota import drop


def meant(said: str, session: Session | None) -> tuple[str, str] | None:
    """The keyword that is meant ("keyword:DROP") and the words for it; None where the text is about something else."""
    if (passed := taking.after_no(said)) is not None:
        return "keyword:PASS", passed
    if session is not None and not session.optional:
        return None  # an answer in their own words to what they were asked
    given = drop.gives_back(said)
    return ("keyword:DROP", given) if given is not None else None
