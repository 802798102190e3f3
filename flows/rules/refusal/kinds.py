"""The kinds of refusal: by what words say no."""

from enum import StrEnum


class About(StrEnum):
    """By what words say no."""

    CALL = "call"
    """It names the call, the phone or who would call: "dont call me", "que no me llamen"."""
    CHANGED = "changed"
    """They take it back: "changed my mind", "forget it", "me arrepenti"."""
    COMPANY = "company"
    """Somebody came in who must not hear it: "hes home", "ya llego mi esposo"."""
    NOT_NOW = "not_now"
    """ "Not tonight", "cant talk", "ahorita no puedo"."""
    BETTER = "better"
    """ "Im ok now", "ya se me paso"."""
    PLAIN = "plain"
    """ "No", "nah", "no gracias": to whatever was asked last."""
