"""Names the kinds of refusal, by the words that say no."""

from enum import StrEnum


class About(StrEnum):
    """What kind of words say no."""

    CALL = "call"
    """They name the call, the phone or the caller: "dont call me", "que no me llamen"."""
    CHANGED = "changed"
    """They take the request back: "changed my mind", "forget it", "me arrepenti"."""
    COMPANY = "company"
    """Somebody came in who must not hear the call: "hes home", "ya llego mi esposo"."""
    NOT_NOW = "not_now"
    """ "Not tonight", "cant talk", "ahorita no puedo"."""
    BETTER = "better"
    """ "Im ok now", "ya se me paso"."""
    PLAIN = "plain"
    """ "No", "nah", "no gracias": an answer to whatever was asked last."""
