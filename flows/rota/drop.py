"""DROP: a volunteer gives back a shift, or all of them. No reason is asked: whoever says so early helps the line."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from flows.effects.rota import DropAllShifts, DropShift, LookUpRota
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rota.away import away_for
from flows.rota.choosing import chosen_id, each_named, names_shift, rota, several, which
from flows.rota_view import ShiftView
from flows.rules.refusal.refusal_words import says_no
from flows.rules.times.phrases import fold, phrases
from flows.rules.words.replies import clean

drop = Flow(
    "drop",
    keywords=("DROP",),
    argument=True,
    aside=True,
    volunteers_only=True,
    everyday_words=True,
    settles=("drop",),
)

_THIS_WEEK: Final = timedelta(days=7)
_WEEKS_PLANNED: Final = timedelta(weeks=5)
"""So far ahead the shifts of a weekly pattern are rows (`store.rota.shift_patterns.AHEAD`)."""
_ALWAYS: Final = re.compile(
    r"\b(?:always|for ?ever|for good|every week|all of (?:them|it)|(?:para )?siempre|cada semana|todas)\b[.!]?",
    re.IGNORECASE,
)
_WEEK: Final = re.compile(r"\b(?:weeks?|semanas?)\b")
_MY_SHIFT: Final = re.compile(
    r"(?:(?:my|mi|the|el|la|this|est[ea]|next|proxim[oa]) )+(?:shift|turn|turno|guardia|one)"
)
_OF_SHIFTS: Final = re.compile(r"\b(?:shifts?|turnos?|guardias?)\b")
_LETS_GO: Final = re.compile(
    r"\b(?:cancel(?:ar)?|drop|dejar|soltar|devolver|quit(?:ar)?|skip|miss|faltar|out of|give (?:up|back))\b"
)
_MANY: Final = re.compile(r"\b(?:all|any|every|everything|my shifts|todos?|todas?|ningun[oa]?|mis turnos)\b")
_EVERYTHING: Final = re.compile(
    r"(?:(?:please|por favor|i need to|necesito|quiero) )?"
    r"(?:(?:them )?all(?: of)?|every(?:thing|one)?|todos?|todas?)"
    r"(?: (?:of )?(?:them|it|my|mine|the|these|those|mis|los|las))*"
    r"(?: (?:coming|upcoming|next|future|proximos|proximas|futuros))?"
    r"(?: (?:shifts?|turns?|duty|duties|evenings?|ones?|turnos?|guardias?))?"
    r"(?: (?:please|now|sorry|thanks|thank you|por favor|ahora|perdon|gracias))*"
    r"|(?:all )?(?:my|mis) (?:shifts|turns|turnos|guardias)"
)
"""All that is planned, and no day of the week: "all", "all of them", "all my shifts", "todos mis turnos"."""


def dropped(shift_id: int, *, all_of_them: bool = False, leads: str = "") -> Act:
    """Give it back. `leads`: the step to go on with, whatever comes of it."""
    says = {
        "dropped": "drop.dropped",
        "dropped_late": "drop.dropped_late",
        "dropped_all": "drop.dropped_all",
        "left": "drop.left",
        "left_late": "drop.left_late",
        "covered": "drop.covered",
        "over": "here.over",
        "given_back": "drop.already",
        "none": "here.not_yours",
    }
    return act(DropShift(shift_id, all_of_them), says, leads=dict.fromkeys(says, leads) if leads else None)


@drop.start
def giving_back(s: Scene) -> Move:
    """DROP SAT, DROP SAT 7PM, DROP SAT ALWAYS; DROP asks which, DROP ALL whether that is meant."""
    if _EVERYTHING.fullmatch(clean(s.given)):
        return End(act(LookUpRota(mine=""), leads={"found": "drop.ask_all"}, none="volunteer.only"))
    said, always = _ALWAYS.subn(" ", s.given)
    said = "" if _MY_SHIFT.fullmatch(clean(said)) else said.strip()
    if always:
        return ended(said, s)
    if not said:
        return End(act(LookUpRota(mine=""), leads={"found": "drop.ask"}, none="volunteer.only"))
    if _WEEK.search(clean(said)) and (weeks := away_for(said, s)) is not None:
        return weeks
    return End(*looked_up(said, s))


def gives_back(said: str) -> str | None:
    """What to give DROP for own words: "all" for "I can't do any of my shifts"; None where they mean something else."""
    plain = clean(said)
    if _OF_SHIFTS.search(plain) is None or not (says_no(said) or _LETS_GO.search(plain)):
        return None
    named = each_named(said, "en")
    if len(named) == 1 and names_shift(said, "en"):
        return said
    return "all" if _MANY.search(plain) else ""


def looked_up(said: str, s: Scene) -> list[Act]:
    """Look for what was named, to give it back: one shift, or several ("sat and sun")."""
    named = each_named(said, s.person.language)
    step = "drop.found" if len(named) == 1 else "drop.found_each"
    return [act(LookUpRota(mine=each), leads={"found": step}, none="volunteer.only") for each in named]


def ended(said: str, s: Scene) -> Move:
    """No more shifts of what was named, day by day where several days of the week were."""
    if not said:
        return End(act(LookUpRota(mine=""), leads={"found": "drop.ask_always"}, none="volunteer.only"))
    if _EVERYTHING.fullmatch(clean(said)):
        return End(act(LookUpRota(mine=""), leads={"found": "drop.ask_all_always"}, none="volunteer.only"))
    named = each_named(said, s.person.language)
    return End(
        *(
            act(LookUpRota(mine=each), leads={"found": "drop.found_always"}, none="volunteer.only")
            for each in named
        )
    )


@drop.step
def found(s: Scene) -> Move:
    """What they named."""
    return _given_back(s)


@drop.step
def found_each(s: Scene) -> Move:
    """One of several that they named. No question is put about it: only the last question could be answered."""
    mine = [shift for shift in rota(s).mine if _means(shift, s)]
    return End(*(dropped(shift.id) for shift in mine)) if mine else End("drop.none_then")


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


def _means(shift: ShiftView, s: Scene) -> bool:
    """Whether "DROP SAT" is surely about this one: sent twice, the second is not about the Saturday after."""
    dated = any(re.search(r"\d", phrase.day or "") for phrase in phrases(fold(s.given)))
    return dated or shift.at - s.now <= _THIS_WEEK


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
def ask_all(s: Scene) -> Move:
    """All of them: once more, and it is done. Who is in trouble has no more to think of than a number."""
    mine = _as_far_as_planned(s)
    if len(mine) < 2:
        return _asked(s)
    question = Phrase("drop.all", _how_many(mine))
    return Ask(question, optional=True, learned=_up_to(mine), give=all_given, end=all_ended, keep=kept)


@drop.step
def ask_all_always(s: Scene) -> Move:
    """All of them, this week and every other."""
    mine = rota(s).mine
    if len(mine) < 2:
        return _asked(s, always=True)
    question = Phrase("drop.all_always", _how_many(mine))
    return Ask(question, optional=True, learned=_up_to(mine), give=all_ended, keep=kept)


def _as_far_as_planned(s: Scene) -> Sequence[ShiftView]:
    """Every one of the weeks for which every shift has its turns: what lies behind is not said to be given back."""
    mine = rota(s).mine
    near = [shift for shift in mine if shift.at - s.now <= _WEEKS_PLANNED]
    return near if len(near) > 1 else mine


def _how_many(mine: Sequence[ShiftView]) -> dict[str, object]:
    return {"count": len(mine), "last": mine[-1].hours}


def _up_to(mine: Sequence[ShiftView]) -> dict[str, str]:
    # What they were told of is what they give back: no shift that is made while they think.
    return {"until": mine[-1].at.isoformat()}


@drop.step
def all_given(s: Scene) -> Move:
    """Those that were said."""
    return End(_all_given_back(s))


@drop.step
def all_ended(s: Scene) -> Move:
    """And every shift."""
    return End(_all_given_back(s, ends=True))


def _all_given_back(s: Scene, *, ends: bool = False) -> Act:
    every = DropAllShifts(datetime.fromisoformat(s.answers["until"]), ends)
    return act(every, given="drop.all_given", ended="drop.all_ended", none="drop.none")


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
    always = "always" in s.answers
    if found := several(said, s):
        return End(*(dropped(shift_id, all_of_them=always) for shift_id in found))
    if _EVERYTHING.fullmatch(clean(said)):
        step = "drop.ask_all_always" if always else "drop.ask_all"
        return End(act(LookUpRota(mine=""), leads={"found": step}, none="volunteer.only"))
    if not names_shift(said, s.person.language):
        return End("drop.kept")
    step = "drop.found_always" if "always" in s.answers else "drop.found"
    return End(act(LookUpRota(mine=said), leads={"found": step}, none="volunteer.only"))
