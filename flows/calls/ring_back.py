"""Key 7 on a call that nobody vouches for: a volunteer is rung on the number on file, or gives their PIN.

The words are the same for every number, whether anybody is on file under it or not (docs/adr/0055).
"""

from typing import Final

from flows.effects.proof import RatherPin, RingBack, TryPin
from flows.engine import Ask, Collect, End, Flow, Move, Scene, act

ring_back = Flow("ring_back")

_MENU: Final = "volunteer_call.volunteer_menu"


@ring_back.start
def hang_up(s: Scene) -> Move:
    """They hang up, and are rung; or they press 1 and key in their PIN."""
    return Ask("ring_back.hang_up", optional=True, do=(RingBack(),), pin=by_pin)


@ring_back.step
def by_pin(s: Scene) -> Move:
    """Ask for the PIN, or for the code that they were texted."""
    return Collect("ring_back.pin", act(RatherPin(), silent=("done",)), then=pin_given)


@ring_back.step
def pin_given(s: Scene) -> Move:
    """The PIN. What they keyed in is kept in no answer."""
    tried = act(
        TryPin(s.given),
        leads={"proven": _MENU, "wrong": once_more.name},
        wrong="ring_back.wrong",
        over="ring_back.over",
        silent=("proven",),
    )
    return End(tried)


@ring_back.step
def once_more(s: Scene) -> Move:
    """It was wrong."""
    return Collect("ring_back.pin", then=pin_given)
