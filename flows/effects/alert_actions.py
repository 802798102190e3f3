"""Effects of what a coordinator does about an alert from their phone, and of what its person answers."""

from dataclasses import dataclass, field

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class CloseAlert(Effect):
    """The alert has been seen to, for good: `words` say what was done, and are kept. Later words are a new alert.

    `proven`: a code came back just now; it is wanted each time, since nothing opens the alert again. Without words:
    only say whether it can be. Outcomes: may (code); closed (code); unknown (code); none.
    """

    OUTCOMES = outcomes("may", "closed", "unknown", "none")

    code: str
    words: str = field(default="", repr=False)
    proven: bool = False


@dataclass(frozen=True, slots=True)
class CallPerson(Effect):
    """Put the coordinator through to the person of an alert: their own phone rings first. `code` None: the only one.

    `proven`: a code came back just now. Outcomes, all but the last two with who and code: coming, their phone rings;
    asked, the person is asked first; already, they are; prove: a code has to come back first; coming_already; unsafe;
    not_alone: they wrote that somebody is there; later (at); they_contact; opted_out; no_texts; talking: with a
    volunteer; no_way: no number, or one that may be somebody else's; unknown (code); none.
    """

    OUTCOMES = outcomes(
        *("coming", "asked", "already", "prove", "coming_already", "unsafe", "not_alone", "later"),
        *("they_contact", "opted_out", "no_texts", "talking", "no_way", "unknown", "none"),
    )

    code: str | None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class ReadAloud(Effect):
    """Ring the coordinator's phone to read out what the person of an alert wrote.

    Outcomes: coming; coming_already; enough: too often this hour; texted (items): the organisation lets their words
    stand in texts; silent: they said nothing in writing; none.
    """

    OUTCOMES = outcomes("coming", "coming_already", "enough", "texted", "silent", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class PassToTeam(Effect):
    """Pass what somebody wrote to the coordinator who wrote to them last, as the organisation allows.

    Outcomes: done; none: nobody wrote to them lately.
    """

    OUTCOMES = outcomes("done", "none")

    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnswerTeamCall(Effect):
    """Whether the person of an alert agrees that the team calls them now.

    Outcomes: coming: the coordinator's phone rings; late: too long after the question, the coordinator is told; told:
    that they said no; none.
    """

    OUTCOMES = outcomes("coming", "late", "told", "none")

    yes: bool


@dataclass(frozen=True, slots=True)
class HandOver(Effect):
    """The alert goes to the next person on call at once. `knows`: they know whom it is about, who is hidden from them.

    Outcomes, with the code: passed; hidden: passed, and hidden; nobody: nobody else is on call, so it stays theirs;
    nobody_hidden: as that, but hidden; unknown (code); none.
    """

    OUTCOMES = outcomes("passed", "hidden", "nobody", "nobody_hidden", "unknown", "none")

    code: str | None
    knows: bool = False


@dataclass(frozen=True, slots=True)
class HearAlert(Effect):
    """Say an open alert to a coordinator on the phone. Outcomes: told (words); none: it is no longer open."""

    OUTCOMES = outcomes("told", "none")

    code: str


@dataclass(frozen=True, slots=True)
class HearWords(Effect):
    """Say what the person of an alert wrote to a coordinator on the phone. Outcomes: read (words); none."""

    OUTCOMES = outcomes("read", "none")

    code: str


@dataclass(frozen=True, slots=True)
class TakeAlert(Effect):
    """A coordinator on the phone has it. Outcomes: taken (code); none: it is no longer open."""

    OUTCOMES = outcomes("taken", "none")

    code: str
