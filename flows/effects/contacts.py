"""Effects that any conversation may have: consent, language, check-ins, alerts."""

from dataclasses import dataclass

from flows.effects.base import AlertKind, Effect, outcomes


@dataclass(frozen=True, slots=True)
class Introduce(Effect):
    """The person has been told who we are and what it costs; `wording` goes to the consent ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class TellPolicy(Effect):
    """The person has been told this policy of the line's; `wording` goes to the consent ledger."""

    policy: str
    wording: str


@dataclass(frozen=True, slots=True)
class KeepAge(Effect):
    """What they answered when asked whether they are 18: adult, minor or skip.

    Outcomes: done; none, where it cannot be kept.
    """

    OUTCOMES = outcomes("done", "none")

    said: str


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
class KeepRegion(Effect):
    """Give them the numbers of this region ("IE") from now on: they said that they are there."""

    OUTCOMES = outcomes("done")

    region: str


@dataclass(frozen=True, slots=True)
class OptOut(Effect):
    """No more texts, and call off everything open. `wording` is what they wrote, for the ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class OptIn(Effect):
    """They want texts again, and said so."""

    wording: str


@dataclass(frozen=True, slots=True)
class OfferPerson(Effect):
    """Offer a person to somebody whose texts the line could not read.

    Outcomes: call, somebody is on duty and no call is open; told, a coordinator is told instead; nobody.
    """

    OUTCOMES = outcomes("call", "told", "nobody")


@dataclass(frozen=True, slots=True)
class WrongNumber(Effect):
    """The number has a new owner: end what the former one had set up, and tell a coordinator.

    `wording`: what they wrote, for the consent ledger. Outcomes: ended; ended_volunteer, which JOIN takes
    back for a day; none, for a caller without a number.
    """

    OUTCOMES = outcomes("ended", "ended_volunteer", "none")

    wording: str


@dataclass(frozen=True, slots=True)
class TellTeam(Effect):
    """They ask for what only a person on the team can do: tell a coordinator, once until one has it.

    `kind`: ERASE what is kept about them, COMPLAINT, or VOLUNTEER, as they would like to. Outcomes: told; nobody, the
    line has no coordinator; none, for a caller without a number.
    """

    OUTCOMES = outcomes("told", "nobody", "none")

    kind: AlertKind


@dataclass(frozen=True, slots=True)
class AskTeam(Effect):
    """They agreed that this is passed on to the team: a coordinator is told, in their words where there are any.

    `kind`: QUESTION, COMPLAINT, VOLUNTEER or GROUP. `may_answer`: the team may text them back here. A complaint is kept
    beside whom they talked with last. Outcomes as of `TellTeam`; enough: the team has enough of theirs for a day.
    """

    OUTCOMES = outcomes("told", "enough", "nobody", "none")

    kind: AlertKind
    words: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class TellEased(Effect):
    """Tell a coordinator that they say it is better, where an alert about their words of crisis stands."""

    OUTCOMES = outcomes("done")


@dataclass(frozen=True, slots=True)
class KeepAccess(Effect):
    """They say that they cannot hear or speak on a phone: a volunteer is told before they say yes."""


@dataclass(frozen=True, slots=True)
class RaiseAlert(Effect):
    """Text a coordinator now. `opted_out`: they had opted out "before", or do so "now"; the alert says so."""

    OUTCOMES = outcomes("done")

    kind: AlertKind
    opted_out: str = ""
