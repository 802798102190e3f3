"""Handles STOP, START and HELP as the carrier does, before the line hears of them."""

from dataclasses import dataclass

STOP_WORDS = frozenset("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT".split())
START_WORDS = frozenset("START YES UNSTOP".split())
HELP_WORDS = frozenset("HELP INFO".split())

STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
NETWORK_STOPPED = (
    'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. '
    'Text back "unstop" to receive messages again.'
)
NETWORK_STARTED = (
    'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.'
)

_TOLL_FREE = tuple(f"+1{code}" for code in (800, 833, 844, 855, 866, 877, 888))


@dataclass(frozen=True)
class Decision:
    """What a text does to the opt-out list: the kind of word it was, and the carrier's own answer."""

    kind: str = ""
    answer: str = ""


def decide(body: str, line: str, opted_out: bool) -> Decision:
    """Read one inbound text. It counts only if it is a single word, in any case."""
    word = body.strip().upper()
    if line.startswith(_TOLL_FREE):
        # Here the network decides: fewer words count, and YES is not one of them.
        if word == "STOP":
            return Decision("STOP", "" if opted_out else NETWORK_STOPPED)
        if word in ("START", "UNSTOP") and opted_out:
            return Decision("START", NETWORK_STARTED)
        return Decision()
    if word in STOP_WORDS:
        return Decision("STOP", "" if opted_out else STOPPED)
    if word in START_WORDS and opted_out:
        return Decision("START", STARTED)
    if word in HELP_WORDS:
        return Decision("HELP", HELPED)
    return Decision()
