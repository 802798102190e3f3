"""WORDS: a volunteer reads what the person of their call told, once they ask for it.

The first text after TAKE says only that there is something. It lights up on a phone that lies on a kitchen table, in a
meeting, beside somebody who sleeps; who asks for the words has the phone in hand.
"""

from flows.codes import is_only_a_code, read_code
from flows.effects.told import ReadTold
from flows.engine import End, Flow, Move, Scene, act

words = Flow(
    "words",
    keywords=("WORDS",),
    argument=True,
    accepts=lambda s: is_only_a_code(s.given),
    aside=True,
    volunteers_only=True,
    to_the_letter=True,
)


@words.start
def reading(s: Scene) -> Move:
    """WORDS, WORDS K7: they come as a text of their own, which is gone a day after the call like every copy."""
    code = read_code(s.given).code
    return End(
        act(
            ReadTold(code),
            none="words.none",
            not_yours="words.not_yours",
            silent=("coming",),
        )
    )
