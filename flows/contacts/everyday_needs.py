"""Behind the answer to somebody who needs a bed, food or rent, a therapist or a doctor: the line for that, if any.

A volunteer listens. Whoever hopes for a room tonight must not wait for a call that brings none.
"""

from dataclasses import replace
from typing import Final

from flows.contacts import stated_region
from flows.engine import Channel, Phrase, Scene, Turn
from flows.rules.crisis import everyday_needs, help_lines
from flows.rules.crisis.help_lines import Need
from flows.rules.phone import spoken

SAID: Final[dict[Need, str]] = {"housing": "need.housing", "therapy": "need.therapy"}
BY_DAY: Final[dict[Need, str]] = {"housing": "need.housing_by_day", "therapy": "need.therapy"}
NONE: Final[dict[Need, str]] = {"housing": "need.housing_none", "therapy": "need.therapy_none"}


def told(turn: Turn, scene: Scene) -> Turn:
    """The turn with the lines for what they need, before the question it puts. Who works here speaks of others."""
    if not turn.said or scene.person.coordinator or scene.person.volunteer is not None:
        return turn
    lines = tuple(_line(need, scene) for need in everyday_needs.read(scene.given)[:1])
    asks_last = turn.session is not None and turn.said[-1] == turn.session.question
    at = len(turn.said) - 1 if asks_last else len(turn.said)
    said = (*turn.said[:at], *lines, *turn.said[at:])
    # Aloud: what was answered was understood.
    return replace(turn, said=tuple(part for part in said if not lines or part != Phrase("missed.again")))


def _line(need: Need, scene: Scene) -> Phrase:
    line = help_lines.line_of(scene.line, need, stated_region.of(scene))
    if line is None:
        return Phrase(NONE[need])
    number = spoken(line.call) if scene.channel is Channel.VOICE else line.call
    return Phrase((BY_DAY if line.by_day else SAID)[need], {"helpline": number})
