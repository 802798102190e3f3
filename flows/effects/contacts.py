"""Consent, language, check-ins, alerts: what may come of any conversation."""

from dataclasses import dataclass

from flows.effects.base import AlertKind, Effect, outcomes


@dataclass(frozen=True, slots=True)
class Introduce(Effect):
    """The person has been told who we are and what it costs; `wording` goes to the consent ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class RecordCheckin(Effect):
    """How someone is: 1 (very low) to 5 (good), None when they skipped."""

    OUTCOMES = outcomes("done")

    mood: int | None


@dataclass(frozen=True, slots=True)
class SetLanguage(Effect):
    """Talk in this language from now on ("en", "es")."""

    OUTCOMES = outcomes("done")

    language: str


@dataclass(frozen=True, slots=True)
class OptOut(Effect):
    """No more texts; everything open is called off. `wording` is what they wrote, for the ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class OptIn(Effect):
    """Texts again, by their own words."""

    wording: str


@dataclass(frozen=True, slots=True)
class OfferPerson(Effect):
    """Somebody for whom the line could read nothing is offered a person.

    Outcomes: call, somebody is on duty and no call is open; told, a coordinator is told instead; nobody.
    """

    OUTCOMES = outcomes("call", "told", "nobody")


@dataclass(frozen=True, slots=True)
class WrongNumber(Effect):
    """Whoever has this number now is somebody else: what was the former owner's ends, and a coordinator is told.

    `wording`: what they wrote, for the consent ledger. Outcomes: ended; nothing, there was nothing to end.
    """

    OUTCOMES = outcomes("ended", "none")

    wording: str


@dataclass(frozen=True, slots=True)
class RaiseAlert(Effect):
    """Text a coordinator now."""

    OUTCOMES = outcomes("done")

    kind: AlertKind
