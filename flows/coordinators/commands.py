"""What a coordinator texts in answer to an alert: LIST, SHOW K7, ACK A12. Read from their number only.

They are no keywords: "lost" would be read as a misspelt LIST, and nobody else may use them.
"""

from typing import Final

from flows.effects.coordinators import (
    Acknowledge,
    AnswerRequest,
    AnswerTest,
    ListAlerts,
    ListCallbacks,
    ListTaken,
    ListTheirs,
    ShowAlert,
    ShowCallback,
    TakeBackAck,
)
from flows.effects.proof import AskForProof
from flows.engine import Act, Phrase, Scene, Session, Turn, act
from flows.rules.crisis import reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.words.replies import clean
from flows.wording import LANGUAGES, words

HELP = Phrase("coordinator.help")
"""What works from a coordinator's phone."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to a coordinator's word, open questions left as they are; None for other words and other people."""
    if not scene.person.coordinator:
        return None
    said = clean(scene.given).split()
    verb, rest = (said[0] if said else ""), said[1:]
    meaning = _verbs().get(verb)
    if meaning is None or len(rest) > 1 or (rest and not _is_code(rest[0])):
        return None
    return Turn(_said(meaning, rest[0].upper() if rest else None), (), session)


def acknowledged(scene: Scene, session: Session | None) -> Turn | None:
    """ACK, a code, and words behind it ("ack a1 she took 40 pills"): it is taken; None for every other text.

    Read before words of danger: they speak of whom the alert is about. What a coordinator says of themselves does not.
    """
    if not scene.person.coordinator:
        return None
    verb, code, words = (*scene.given.split(None, 2), "", "", "")[:3]
    said = clean(code)
    if _verbs().get(clean(verb)) != "ack" or not said or not _is_code(said) or not clean(words):
        return None
    if reported_danger.read(words).own is Tier.crisis:
        return None
    return Turn((acknowledge(said.upper()),), (), session)


def says(scene: Scene, session: Session | None) -> Turn | None:
    """SAY, a code and words: they are sent to who asked under it, once a code came back; None for every other text.

    Read before words of danger: they are a person's answer to somebody else, and are sent as they stand.
    """
    named = said_to(scene.given) if scene.person.coordinator else None
    if named is None:
        return None
    # Nobody is asked for a code to be told then that it cannot be sent.
    may = act(
        AnswerRequest(named[0]),
        _NOT_SENT,
        leads={"may": "say.prove"},
        unknown="team.said_unknown",
        none="team.said_unknown",
        silent=("sent",),
    )
    return Turn((may,), (), session)


def said_to(text: str) -> tuple[str, str] | None:
    """The code and the words of a SAY; None for every other text."""
    verb, code, words = (*text.split(None, 2), "", "", "")[:3]
    said = clean(code)
    if clean(verb) not in _SAY or not said or not _is_code(said) or not clean(words):
        return None
    return said.upper(), words


def proof_first(step: str) -> Act:
    """Whoever sent this is first asked for a code, at `step`: the text may be forged, and cannot be undone."""
    return act(
        AskForProof(),
        leads={"code": step},
        silent=("code",),
        enough="coordinator.codes_enough",
        none="coordinator.codes_enough",
    )


def say(code: str | None, words: str = "") -> Act:
    """Text these words to who asked under this code; without words, say whether that can be, and how."""
    unknown = "team.said_unknown" if words else "coordinator.no_say"
    return act(
        AnswerRequest(code, words),
        _NOT_SENT,
        sent="team.said",
        may="coordinator.say_how",
        unknown=unknown,
        none=unknown,
    )


_NOT_SENT: Final = {
    "not_wanted": "team.said_not_wanted",
    "cannot": "team.said_cannot",
    "in_danger": "coordinator.no_say_in_danger",
    "in_danger_unsafe": "coordinator.no_say_unsafe",
    "waits": "coordinator.no_say_waits",
}
_SAY = frozenset(("say", "decir", "dile"))


def _said(meaning: str, code: str | None) -> tuple[Act, ...]:
    if meaning == "ack":
        return (acknowledge(code),)
    if meaning == "test":
        return (act(AnswerTest(), answered="coordinator.test_answered", none="coordinator.no_test"),)
    if meaning == "undo":
        return (act(TakeBackAck(), open="coordinator.undone", none="coordinator.nothing_to_undo"),)
    if meaning == "show" and code is not None:
        return (show(code),)
    return everything_open()


def acknowledge(code: str | None) -> Act:
    """Take the alerts of the person whom this code is about. None: of the only person with open ones."""
    return act(
        Acknowledge(code),
        taken="coordinator.taken",
        taken_danger="coordinator.taken_danger",
        taken_more="coordinator.taken_more",
        which="coordinator.which",
        unknown="coordinator.unknown",
        yours="coordinator.taken_before",
        theirs="coordinator.taken_by_other",
        none="coordinator.nothing_to_ack",
    )


def show(code: str | None, *, who: bool = False) -> Act:
    """Say what may be said of an alert (A12, or None for the only one) or where a callback stands (K7).

    `who`: they have read the alert, and ask who it is.
    """
    if code is not None and not code.startswith("A"):
        return act(
            ShowCallback(code),
            shown="coordinator.shown",
            unknown="coordinator.no_such_code",
            none="coordinator.no_such_code",
        )
    return act(
        ShowAlert(code, who),
        person="coordinator.alert_of_person",
        who="coordinator.alert_who",
        who_unsafe="coordinator.alert_who_unsafe",
        callback="coordinator.alert_of_callback",
        other="coordinator.alert_of_other",
        taken="coordinator.alert_taken",
        theirs="coordinator.alert_theirs",
        which="coordinator.which_alert",
        unknown="coordinator.unknown",
        none="coordinator.nothing_to_ack",
    )


def everything_open() -> tuple[Act, ...]:
    """List the alerts of danger that they have, that somebody else has, then open alerts, then open callbacks."""
    callbacks = act(
        ListCallbacks(),
        open="coordinator.open",
        only_alerts="coordinator.nobody_waits",
        only_yours="coordinator.nothing_else",
        none="coordinator.nothing_open",
    )
    yours = act(ListTaken(), taken="coordinator.yours", silent=("none",))
    theirs = act(ListTheirs(), taken="coordinator.theirs", silent=("none",))
    return yours, theirs, act(ListAlerts(), open="coordinator.alerts", silent=("none",)), callbacks


def _verbs() -> dict[str, str]:
    known = (words("coordinator.help", language).replies for language in LANGUAGES)
    return {clean(word): meaning for replies in known for meaning, every in replies.items() for word in every}


def _is_code(word: str) -> bool:
    return word[0].isalpha() and word[1:].isdigit() and len(word) <= 10
