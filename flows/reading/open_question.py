"""The question that is open while something else is answered."""

from flows.engine import Phrase, Session


def question(session: Session | None) -> tuple[Phrase, ...]:
    """The open question to put again; nothing where it is optional."""
    return (session.question,) if session and not session.optional else ()
