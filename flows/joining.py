"""JOIN: an invited volunteer agrees to the ground rules, one by one, and is one. Stopping half-way loses nothing."""

from flows import me
from flows.effects import AcceptRule, DeclineRule, JoinAsVolunteer
from flows.engine import Act, Ask, End, Flow, Move, Scene, Session, act
from flows.rules.ground_rules import RULES
from flows.voice_menu import menu

join = Flow("join", keywords=("JOIN",))


def _next(effect: JoinAsVolunteer | AcceptRule) -> Act:
    """Whatever rule is asked about next; after the last, what they would like us to know of them."""
    rules = {rule: f"join.{rule}" for rule in RULES}
    return act(
        effect, leads={**rules, "joined": me.begin.name}, joined="volunteer.joined", none="join.not_invited"
    )


@join.start
def accept(s: Scene) -> Move:
    """JOIN, for the first time or after they stopped on the way."""
    return End(_next(JoinAsVolunteer()))


@join.step
def by_phone(s: Scene) -> Move:
    """Somebody invited calls: the rules by key, or the line as anybody hears it."""
    return Ask("join.by_phone", rules=accept, own=menu)


def _rule(rule: str) -> None:
    def ask(s: Scene) -> Move:
        return Ask(f"join.{rule}", agree=agreed, decline=declined)

    def agree(s: Scene) -> Move:
        return End(_next(AcceptRule(rule)))

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
    """Whether a question of joining is open: it is thought over, and may be answered a day later."""
    return session.step.startswith(f"{join.name}.") or me.is_joining(session)
