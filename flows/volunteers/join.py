"""JOIN: an invited volunteer agrees to the ground rules, one by one, and is one. Stopping half-way loses nothing."""

from flows.effects.joining import AcceptRule, DeclineRule, JoinAsVolunteer
from flows.engine import Act, Ask, End, Flow, Move, Scene, Session, act
from flows.reconnect.debrief import debrief
from flows.rules.ground_rules import RULES
from flows.rules.words.replies import best
from flows.volunteers import me
from flows.wording import LANGUAGES, words

join = Flow("join", keywords=("JOIN",))


_LEADS = {**{rule: f"join.{rule}" for rule in RULES}, "joined": me.begin.name}
"""After a ground rule the next one; after the last, their profile."""


def _joining() -> Act:
    return act(
        JoinAsVolunteer(), leads=_LEADS, joined="volunteer.joined", back="join.back", none="join.not_invited"
    )


def _agreed(rule: str) -> Act:
    return act(AcceptRule(rule), leads=_LEADS, joined="volunteer.joined", none="join.not_invited")


@join.start
def accept(s: Scene) -> Move:
    """JOIN, for the first time or after they stopped on the way."""
    return End(_joining())


@join.step
def invited(s: Scene) -> Move:
    """An invited volunteer answers in free text: "yes please" is JOIN, "no thanks" declines."""
    first = [words(f"join.{RULES[0]}", each).replies for each in LANGUAGES]
    meant = {each: [word for known in first for word in known[each][1:]] for each in ("agree", "decline")}
    match best(s.given, meant):
        case "agree":
            return accept.run(s)
        case "decline":
            return End("join.declined")
    return End("join.unread")


def _rule(rule: str) -> None:
    def ask(s: Scene) -> Move:
        return Ask(f"join.{rule}", agree=agreed, decline=declined)

    def agree(s: Scene) -> Move:
        return End(_agreed(rule))

    def decline(s: Scene) -> Move:
        return End(act(DeclineRule(rule), declined="join.declined", none="join.not_invited"))

    ask.__name__, ask.__doc__ = rule, f"The ground rule “{rule}”."
    agree.__name__, agree.__doc__ = f"{rule}_agreed", "They agree to it."
    decline.__name__, decline.__doc__ = f"{rule}_declined", "They do not."
    agreed, declined = join.step(agree), join.step(decline)
    join.step(ask)


for _each in RULES:
    _rule(_each)


def is_unhurried(session: Session) -> bool:
    """Whether the open question is one of joining, or the offer of a debrief: both may be answered a day later."""
    return session.step.startswith((f"{join.name}.", f"{debrief.name}.")) or me.is_joining(session)
