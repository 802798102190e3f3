"""While the line is closed: who writes, calls or waits is told once; at opening, those who waited are asked anew."""

from flows.effects.closing import TellClosed
from flows.effects.contacts import OptOut
from flows.effects.requests import RequestCallback
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, Turn, act
from flows.requests import later
from flows.requests.ready import say_ready, text_only
from flows.requests.status import cancelled

closed = Flow("closed")


def told_once(turn: Turn, scene: Scene) -> Turn:
    """An answer by text; before the first one since the line closed we say that it is closed."""
    closing = scene.line.closed_at(scene.now)
    volunteer = scene.person.volunteer
    helps = scene.person.coordinator or (volunteer is not None and volunteer.active)
    if scene.person.in_danger:
        return turn  # the way to a person says so
    if closing is None or helps or not turn.said or any(isinstance(each, OptOut) for each in turn.effects):
        return turn
    if any(isinstance(part, Act) and isinstance(part.effect, RequestCallback) for part in turn.said):
        return turn  # what comes of that says it
    return turn.saying(act(TellClosed(), tell="closed.hello", silent=("told", "none")))


def greeting(scene: Scene, *, volunteer: bool) -> tuple[Phrase, ...]:
    """What a caller hears after the line's name: nothing while it is open."""
    closing = scene.line.closed_at(scene.now)
    if closing is None:
        return ()
    return (Phrase("closed.greeting_volunteer" if volunteer else "closed.greeting", {"at": closing.until}),)


@closed.start
def waits(s: Scene) -> Move:
    """They have asked for a call, and the line has closed: keep their place, or let it go."""
    closing = s.line.closed_at(s.now)
    if closing is None or s.person.callback is None:
        return End("callback.none")
    # Discreet words name no crisis line; the answer to STATUS, which they ask for themselves, does.
    crisis = () if s.person.safe.discreet else (Phrase("waiting.crisis"),)
    told = Phrase("closed.waiting", {"at": closing.until})
    return Ask("closed.ask", told, *crisis, optional=True, keep=kept, off=let_go)


@closed.step
def kept(s: Scene) -> Move:
    """1: it keeps its place. This is no yes to a ring: they are asked once the line is open."""
    return End("closed.kept" if s.person.callback else "callback.none")


@closed.step
def let_go(s: Scene) -> Move:
    """2: no longer needed."""
    return End(cancelled())


@closed.step
def opened(s: Scene) -> Move:
    """The line is open again: is now a good time? Whoever says nothing keeps their place all the same."""
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    if mine.kind == "text":
        return Ask("ready.ask_text", "closed.opened", optional=True, ready=say_ready, later=later.not_now)
    return Ask(
        "ready.ask", "closed.opened", optional=True, ready=say_ready, later=later.not_now, text=text_only
    )
