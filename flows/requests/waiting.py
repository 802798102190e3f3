"""A promise was broken and nobody has the callback yet: the line says so by itself, and asks how to go on."""

from flows.engine import Ask, End, Flow, Move, Phrase, Scene
from flows.requests import later
from flows.requests.status import cancelled
from flows.rules.promises import promise

waiting = Flow("waiting")


@waiting.start
def late(s: Scene) -> Move:
    """The promised time has just passed."""
    mine = s.person.callback
    return _ask(s, Phrase("waiting.late", {"was": mine.promised_by})) if mine else End("callback.none")


@waiting.step
def still(s: Scene) -> Move:
    """Hours later there is still nobody: say how long we go on looking."""
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    return _ask(s, Phrase("waiting.still", {"until": mine.promised_by + promise.KEEP_TRYING}))


def _ask(s: Scene, told: Phrase) -> Move:
    # Discreet words name no crisis line; the answer to STATUS, which they ask for themselves, does.
    crisis = () if s.person.safe.says_less else (Phrase("waiting.crisis"),)
    return Ask(
        "waiting.ask", told, *crisis, optional=True, keep=keep_waiting, later=later.choose, off=call_off
    )


@waiting.step
def keep_waiting(s: Scene) -> Move:
    """1: keep it. This is no yes to a ring: they may be busy by the time somebody has it, and are asked then."""
    return End("waiting.kept" if s.person.callback else "callback.none")


@waiting.step
def call_off(s: Scene) -> Move:
    """3: no longer needed."""
    return End(cancelled())
