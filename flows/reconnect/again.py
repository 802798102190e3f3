"""AGAIN: a volunteer would be glad to talk with the same participant again."""

from flows.codes import is_only_a_code, read_code
from flows.effects.follow_up import WantAgain
from flows.engine import End, Flow, Move, Scene, act

again = Flow(
    "again",
    keywords=("AGAIN",),
    argument=True,
    accepts=lambda s: is_only_a_code(s.given),
    aside=True,
    volunteers_only=True,
)


@again.start
def once_more(s: Scene) -> Move:
    """AGAIN K7: glad to talk with them again. They are not told."""
    return End(act(WantAgain(read_code(s.given).code), noted="after.noted", none="offer.none"))
