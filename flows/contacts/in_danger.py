"""Words of danger from somebody whose texts may say nothing: the numbers to call come once they ask for them.

Whoever reads their phone must not find a crisis line there, and a person in danger needs one. So the first text says
that it matters and names the emergency number alone; "1" brings the rest.
"""

from flows.engine import Ask, End, Flow, Move, Scene, Session, Turn, follow, index
from flows.replies import replies
from flows.rules.words.replies import best

in_danger = Flow("in_danger")


@in_danger.start
def numbers_offered(s: Scene) -> Move:
    """Say that it matters, and ask whether they want numbers to call."""
    return Ask("crisis.quietly", optional=True, numbers=numbers_told)


@in_danger.step
def numbers_told(s: Scene) -> Move:
    """Say the numbers."""
    return End("crisis.numbers")


_STEPS = index((in_danger,))


def answered(scene: Scene, session: Session | None) -> Turn | None:
    """The numbers, where "1" asks for them: also from somebody who opted out, or who writes with a volunteer."""
    if session is None or session.step != numbers_offered.name:
        return None
    if best(scene.given, replies(session, scene.person.language)) != "reply:numbers":
        return None
    return follow(session, "numbers", _STEPS, scene)
