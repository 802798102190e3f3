"""Effects of what a coordinator asks by text."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class ListAlerts(Effect):
    """Every open alert in short, the gravest first. Outcomes: open (items, count), none."""

    OUTCOMES = outcomes("open", "none")


@dataclass(frozen=True, slots=True)
class ListCallbacks(Effect):
    """Every open callback in short. Outcomes: open (items, count), only_alerts, none."""

    OUTCOMES = outcomes("open", "only_alerts", "none")


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
    none.
    """

    OUTCOMES = outcomes("taken", "taken_danger", "taken_more", "which", "unknown", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class AnswerRequest(Effect):
    """Text the person who asked the team: the alert's code, and the words.

    Outcomes: sent (who, code); not_wanted (who): they asked for no answer; cannot (who): no text reaches them;
    unknown (code).
    """

    OUTCOMES = outcomes("sent", "not_wanted", "cannot", "unknown", "none")

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ShowAlert(Effect):
    """What may be said of an alert by text.

    `code` None: the only person with open alerts; where none is open, the alert that was taken last within a day.

    Outcomes: person (told, code), of danger to somebody or of their words; callback (told, code); other (told);
    taken (item, was); which (codes); unknown (code, codes); none.
    """

    OUTCOMES = outcomes("person", "callback", "other", "taken", "which", "unknown", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class ListTaken(Effect):
    """Alerts of danger that were taken within the last day. Outcomes: taken (items), none."""

    OUTCOMES = outcomes("taken", "none")
