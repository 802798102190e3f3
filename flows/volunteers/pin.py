"""PIN: what opens a volunteer's menu on a call that nobody vouches for. Set on a call that is surely theirs."""

from flows.effects.proof import AskForCode, KeepPin
from flows.engine import Again, Channel, Collect, End, Flow, Move, Scene, act
from flows.rules.pins import is_pin

pin = Flow("pin", keywords=("PIN",), volunteers_only=True, aside=True)


@pin.start
def code(s: Scene) -> Move:
    """PIN by text: a code for one call, which only their own phone gets to see."""
    return End(act(AskForCode(), code="pin.code", enough="pin.enough", none="volunteer.only"))


@pin.step
def new(s: Scene) -> Move:
    """By key, from what the line knows of them: which PIN?"""
    if s.channel is not Channel.VOICE:
        return code.run(s)
    return Collect("pin.new", then=new_given, optional=True)


@pin.step
def new_given(s: Scene) -> Move:
    """Four to eight digits."""
    if not is_pin(s.given):
        return Again("pin.unread")
    kept = act(
        KeepPin(s.given), leads={"easy": new.name}, kept="pin.kept", easy="pin.easy", none="volunteer.only"
    )
    return End(kept)
