"""DROP: a turn given back. No reason asked, no guilt: who says so early has done the line a service."""

import re
from datetime import timedelta
from typing import Final

from flows.effects import DropTurn, LookUpRota
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rota_view import TurnView
from flows.rules.recurring import read_days
from flows.rules.time_phrases import fold, phrases
from flows.rules.time_words import WEEKDAYS
from flows.turns import chosen_id, names_turn, rota, which

drop = Flow("drop", keywords=("DROP",), argument=True, aside=True, volunteers_only=True, everyday_words=True)

_THIS_WEEK: Final = timedelta(days=7)
_ALWAYS: Final = re.compile(
    r"\b(?:always|for ?ever|for good|every week|all of (?:them|it)|(?:para )?siempre|cada semana|todas)\b[.!]?",
    re.IGNORECASE,
)


def dropped(turn_id: int, *, all_of_them: bool = False, leads: str = "") -> Act:
    """Give it back. `leads`: the step to go on with, whatever comes of it."""
    says = {
        "dropped": "drop.dropped",
        "dropped_late": "drop.dropped_late",
        "dropped_all": "drop.dropped_all",
        "left": "drop.left",
        "covered": "drop.covered",
        "over": "here.over",
        "given_back": "drop.already",
        "none": "here.not_yours",
    }
    return act(DropTurn(turn_id, all_of_them), leads=dict.fromkeys(says, leads) if leads else None, **says)


@drop.start
def giving_back(s: Scene) -> Move:
    """DROP SAT, DROP SAT 7PM, DROP SAT ALWAYS; DROP asks which."""
    said, always = _ALWAYS.subn(" ", s.given)
    said = said.strip()
    if always:
        return ended(said, s)
    return End(act(LookUpRota(mine=said), leads={"found": "drop.found" if said else "drop.ask"}))


def ended(said: str, s: Scene) -> Move:
    """No more turns of what was named, day by day where several days of the week were."""
    if not said:
        return End(act(LookUpRota(mine=""), leads={"found": "drop.ask_always"}))
    days, rest = read_days(said, s.person.language)
    named = [f"{WEEKDAYS[day][0]} {rest}".strip() for day in days] if len(days) > 1 else [said]
    return End(*(act(LookUpRota(mine=each), leads={"found": "drop.found_always"}) for each in named))


@drop.step
def found(s: Scene) -> Move:
    """What they named."""
    return _given_back(s)


@drop.step
def found_always(s: Scene) -> Move:
    """What they named, this week and every other."""
    return _given_back(s, always=True)


@drop.step
def ask(s: Scene) -> Move:
    """They named none."""
    return _asked(s)


@drop.step
def ask_always(s: Scene) -> Move:
    """They named none, and mean every week."""
    return _asked(s, always=True)


def _given_back(s: Scene, *, always: bool = False) -> Move:
    mine = rota(s).mine
    if not mine:
        return End("drop.none_then")
    if len(mine) == 1 and (always or _means(mine[0], s)):
        return End(dropped(mine[0].id, all_of_them=always))
    return _asked(s, always=always)


def _means(turn: TurnView, s: Scene) -> bool:
    """Whether "DROP SAT" is surely about this one: sent twice, the second is not about the Saturday after."""
    dated = any(re.search(r"\d", phrase.day or "") for phrase in phrases(fold(s.given)))
    return dated or turn.at - s.now <= _THIS_WEEK


def _asked(s: Scene, *, always: bool = False) -> Move:
    mine = rota(s).mine
    learned = {"always": "yes"} if always else {}
    if not mine:
        return End("drop.none")
    if len(mine) == 1:
        question = Phrase("drop.sure_always" if always else "drop.sure", {"turn": mine[0].hours})
        learned["turn"] = str(mine[0].id)
        return Ask(question, optional=True, learned=learned, give=sure, keep=kept)
    return which("drop.which", mine, s, chosen=chosen, then=said_otherwise, learned=learned)


@drop.step
def sure(s: Scene) -> Move:
    """That one."""
    return End(dropped(int(s.answers["turn"]), all_of_them="always" in s.answers))


@drop.step
def kept(s: Scene) -> Move:
    """Not after all."""
    return End("drop.kept")


@drop.step
def chosen(s: Scene) -> Move:
    """One of the list."""
    asked_in = next(name for name in _ASKED_IN if name in s.answers)
    return End(dropped(chosen_id(s, asked_in), all_of_them="always" in s.answers))


_ASKED_IN: Final = ("ask", "ask_always", "found", "found_always")


@drop.step
def said_otherwise(s: Scene) -> Move:
    """Named in words."""
    said = s.answers[said_otherwise.name]
    if not names_turn(said, s.person.language):
        return End("drop.kept")
    step = "drop.found_always" if "always" in s.answers else "drop.found"
    return End(act(LookUpRota(mine=said), leads={"found": step}))
