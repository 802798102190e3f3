"""What a coordinator texts in answer to an alert: LIST, SHOW K7, ACK A12. Read from their number only.

They are no keywords: "lost" would be read as a misspelt LIST, and nobody else may use them.
"""

from typing import Final

from flows.coordinators import on_alert, verbs
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
    TellAnswered,
)
from flows.engine import Act, Phrase, Scene, Session, Turn, act
from flows.rules.crisis import reported_danger
from flows.rules.crisis.crisis import Tier
from flows.rules.refusal import agreement
from flows.rules.words.replies import clean

HELP = Phrase("coordinator.help")
"""What works from a coordinator's phone."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to a coordinator's word, open questions left as they are; None for other words and other people."""
    if not scene.person.coordinator:
        return None
    said = verbs.read(scene.given)
    if said is None or said.verb not in _ASIDE or clean(said.words):
        return None
    return Turn(_said(said.verb, said.code), (), session)


_ASIDE: Final = ("list", "show", "ack", "undo", "test")
"""What asks, takes and gives back: answered at once."""


def acknowledged(scene: Scene, session: Session | None) -> Turn | None:
    """ACK, a code, and words behind it ("ack a1 she took 40 pills"): it is taken; None for every other text.

    Read before words of danger: they speak of whom the alert is about. What a coordinator says of themselves does not.
    """
    if not scene.person.coordinator:
        return None
    said = verbs.read(scene.given)
    if said is None or said.verb != "ack" or said.code is None or not clean(said.words):
        return None
    if reported_danger.read(said.words).own is Tier.crisis:
        return None
    return Turn((acknowledge(said.code),), (), session)


def says(scene: Scene, session: Session | None) -> Turn | None:
    """SAY, a code and words: they are sent to whom it is about, once a code came back; None for every other text.

    Read before words of danger: they are a person's answer to somebody else, and are sent as they stand. So is what
    stands behind CLOSE and PASS.
    """
    named = said_to(scene.given) if scene.person.coordinator else None
    if named is None:
        return on_alert.answer(scene, session)
    return Turn((may_be_said(named[0]),), (), session)


def may_be_said(code: str) -> Act:
    """Ask for the code, or send at once. Nobody is asked for a code to be told then that it cannot be sent."""
    return act(
        AnswerRequest(code),
        _NOT_SENT,
        leads={"may": "say.prove", "may_at_once": "say.at_once"},
        unknown="team.said_unknown",
        none="team.said_unknown",
        silent=("sent", "sent_to_danger"),
    )


def undone(scene: Scene, session: Session | None) -> Phrase | None:
    """What was not done, where a code was awaited and a sentence comes: it is said, and the sentence is read.

    A word alone, or a yes, may be meant for the code, and is answered so.
    """
    if session is None or session.step not in _UNDONE or verbs.read(scene.given) is not None:
        return None
    words = clean(scene.given).split()
    if len(words) < 2 or any(map(str.isdigit, scene.given)) or agreement.begins_with_yes(scene.given):
        return None
    verb = session.answers.get("verb", "say")
    code = session.answers.get("to") or session.answers.get("code", "")
    return Phrase("coordinator.unsent" if verb == "say" else "on_alert.undone", {"code": code})


_UNDONE: Final = ("say.by_code", "on_alert.by_code")
"""The steps that ask for a code."""


def said_to(text: str) -> tuple[str, str] | None:
    """The code and the words of a SAY; None for every other text."""
    said = verbs.read(text)
    if said is None or said.verb != "say" or said.code is None or not clean(said.words):
        return None
    return said.code, said.words


def say(code: str | None, words: str = "", *, proven: bool = False) -> Act:
    """Text these words to whom this code is about; without words, say whether that can be, and how."""
    unknown = "team.said_unknown" if words else "coordinator.no_say"
    return act(
        AnswerRequest(code, words, proven),
        _NOT_SENT,
        sent="team.said",
        sent_to_danger="on_alert.said",
        may="coordinator.say_how",
        may_at_once="coordinator.say_how",
        unknown=unknown,
        none=unknown,
    )


_NOT_SENT: Final = {
    "not_wanted": "team.said_not_wanted",
    "cannot": "team.said_cannot",
    "opted_out": "on_alert.say_opted_out",
    "no_texts": "on_alert.say_no_texts",
    "they_contact": "on_alert.say_they_contact",
    "not_alone": "on_alert.say_not_alone",
    "later": "on_alert.say_later",
    "no_way": "on_alert.say_no_way",
    "waits": "coordinator.no_say_waits",
}


def _said(meaning: str, code: str | None) -> tuple[Act, ...]:
    if meaning == "ack":
        return (acknowledge(code),)
    if meaning == "test":
        return (act(AnswerTest(), answered="coordinator.test_answered", none="coordinator.no_test"),)
    if meaning == "undo":
        return (
            act(
                TakeBackAck(),
                open="coordinator.undone",
                shown="on_alert.shown_again",
                none="coordinator.nothing_to_undo",
            ),
        )
    if meaning == "show" and code is not None:
        return show(code), on_alert.read_aloud(code)
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


def answered(code: str | None) -> Act:
    """Say whether they have written since: "did she answer"."""
    return act(
        TellAnswered(code),
        answered="coordinator.they_answered",
        not_yet="coordinator.not_yet",
        unwritten="coordinator.nothing_sent",
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
