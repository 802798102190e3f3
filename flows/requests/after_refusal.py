"""A call asked for by text soon after SAFE no longer forbids it: first a code comes back, since anybody can send texts.

The request is on hold meanwhile, and no phone rings. The code stands in our answer, which only the real phone sees.
"""

import re
from typing import Final

from flows.effects.proof import AskForProof
from flows.effects.requests import RequestCallback
from flows.engine import Again, Collect, End, Flow, Move, Phrase, Scene, act
from flows.requests.call import booking
from flows.requests.status import silenced
from flows.rules.refusal import refusal
from flows.rules.words.replies import clean

after_refusal = Flow("after_refusal")

_CODE: Final = "code"


@after_refusal.start
def prove(s: Scene) -> Move:
    """Make up a code."""
    return End(
        act(
            AskForProof(),
            leads={"code": by_code.name},
            silent=("code",),
            enough="after_refusal.enough",
            none="after_refusal.enough",
        )
    )


@after_refusal.step
def by_code(s: Scene) -> Move:
    """Send it back, and their call is on."""
    asked = Phrase("after_refusal.ask", {"digits": s.person.code})
    return Collect(asked, then=code_given, optional=True, learned={_CODE: s.person.code})


@after_refusal.step
def code_given(s: Scene) -> Move:
    """The code. There is one try, so nobody guesses; words without a number are no try."""
    if clean(s.given) == s.answers[_CODE]:
        return End(booking(RequestCallback(proven=True)))
    if refusal.read(s.given) is not None:
        return End(silenced())
    return End("after_refusal.not_it") if re.search(r"\d", s.given) else Again("after_refusal.the_code")
