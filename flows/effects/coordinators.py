"""Effects of what a coordinator asks by text."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class ListAlerts(Effect):
    """Every open alert in short, the gravest first. Outcomes: open (items, count), none."""

    OUTCOMES = outcomes("open", "none")


@dataclass(frozen=True, slots=True)
class ListCallbacks(Effect):
    """Every open callback in short. Outcomes: open (items, count), only_alerts, only_yours, none."""

    OUTCOMES = outcomes("open", "only_alerts", "only_yours", "none")


@dataclass(frozen=True, slots=True)
class ShowCallback(Effect):
    """Where one callback stands. Outcomes: shown (item), unknown (code)."""

    OUTCOMES = outcomes("shown", "unknown", "none")

    code: str


@dataclass(frozen=True, slots=True)
class Acknowledge(Effect):
    """The coordinator takes all alerts about one person, named by the code of an alert or a callback.

    `code` None: the only person with open alerts.

    Outcomes: taken (code), taken_danger and taken_more (code, who, times, at), which (codes), unknown (code, codes),
    yours (code): taken before, and nothing is open; theirs (code, was): somebody else has it, since then; none.
    """

    OUTCOMES = outcomes("taken", "taken_danger", "taken_more", "which", "unknown", "yours", "theirs", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class TakeBackAck(Effect):
    """The last ACK does not count: what it took is open again. Or the last "I know them" does not.

    Outcomes: open (code); shown (who, code): they hear of that person again; none.
    """

    OUTCOMES = outcomes("open", "shown", "none")


@dataclass(frozen=True, slots=True)
class AnswerRequest(Effect):
    """Text the person who asked the team, or is in danger: the alert's code, and the words.

    Without words: only say whether it can be. `code` None: the only alert that is open, else the only one that somebody
    has. `proven`: a code came back just now.

    Outcomes: sent, sent_to_danger (who, code); may (code); may_at_once (code): this phone was proven a short while ago;
    not_wanted (who): they asked for no answer; cannot (who): no text reaches them. Of an alert of danger: opted_out,
    no_texts, they_contact, not_alone: they wrote that somebody is there; later (at); no_way: they showed no number,
    or it may be somebody else's. waits (code): a
    callback; unknown (code).
    """

    OUTCOMES = outcomes(
        *("sent", "sent_to_danger", "may", "may_at_once", "not_wanted", "cannot", "opted_out", "no_texts"),
        *("they_contact", "not_alone", "later", "no_way", "waits", "unknown", "none"),
    )

    code: str | None
    words: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True)
class ShowAlert(Effect):
    """What may be said of an alert by text.

    `code` None: the only person with open alerts; where none is open, the alert taken last within a day.

    `who`: not the alert again, but who it is and how they are reached; not of reports, whose text says more.

    Outcomes: person (told, code), of danger to somebody or of their words; who, who_unsafe (item, times, was); callback
    (told, code); other (told); taken, and theirs: somebody else has it (item, was); which (codes); unknown (code,
    codes); none.
    """

    OUTCOMES = outcomes(
        "person", "who", "who_unsafe", "callback", "other", "taken", "theirs", "which", "unknown", "none"
    )

    code: str | None
    who: bool = False


@dataclass(frozen=True, slots=True)
class TellAnswered(Effect):
    """Whether the person of an alert has written since this coordinator last wrote to them or asked for a call.

    `code` None: the only alert they have, or that is open. Outcomes, with who and code: answered (was); not_yet (was:
    when theirs went out); unwritten (was): nothing went out from this phone; none.
    """

    OUTCOMES = outcomes("answered", "not_yet", "unwritten", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class ListTaken(Effect):
    """Alerts of danger that they took within the last day. Outcomes: taken (items), none."""

    OUTCOMES = outcomes("taken", "none")


@dataclass(frozen=True, slots=True)
class ListTheirs(Effect):
    """Alerts of danger that somebody else on call took within the last day. Outcomes: taken (items), none."""

    OUTCOMES = outcomes("taken", "none")


@dataclass(frozen=True, slots=True)
class AnswerTest(Effect):
    """They got the text of a test of the alerts. Outcomes: answered; none: no test runs."""

    OUTCOMES = outcomes("answered", "none")
