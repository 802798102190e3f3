"""ME, and after JOIN: whether a volunteer takes calls with somebody in danger. The organisation marks who is ready."""

from flows.effects.joining import KeepProfile
from flows.engine import Ask, End, Move, Said, Scene, act
from flows.volunteers.profile_questions import goes_on, kept_or_left, me, or_nothing


@me.step
def danger(s: Scene) -> Move:
    """Ask whether they take such calls."""
    return ask_danger(s)


def ask_danger(s: Scene, *kept: Said) -> Move:
    """The same, behind what was kept before."""
    to = {"yes": danger_yes, "no": danger_no, **or_nothing(s, danger_skipped)}
    return Ask("me.danger", *kept, optional=True, to=to)


@me.step
def danger_yes(s: Scene) -> Move:
    """They do; none is offered before the organisation has marked them ready."""
    kept = act(KeepProfile("danger", "yes"), kept="me.danger_kept", none="volunteer.only")
    return End(kept, "me.done") if goes_on(s) else End(kept)


@me.step
def danger_no(s: Scene) -> Move:
    """They do not, and are never offered one."""
    return _done(s, act(KeepProfile("danger", "no"), none="volunteer.only", silent=("kept",)))


@me.step
def danger_skipped(s: Scene) -> Move:
    """Not said: not offered."""
    return _done(s)


def _done(s: Scene, *kept: Said) -> Move:
    return End(*kept, "me.done") if goes_on(s) else kept_or_left(s, *kept)
