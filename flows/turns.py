"""How turns of duty are listed, and asked for among several."""

import re
from collections.abc import Mapping, Sequence

from flows.moves import Channel, Collect, Move, Phrase, Said, Scene, Step
from flows.rota_view import RotaView, TurnView
from flows.rules.recurring import read_days
from flows.rules.time_phrases import fold, phrases
from flows.wording import Listener, render_hours, words

MOST = 5
"""More turns than that are not read on a phone."""
TO_CHOOSE_FROM = 4


def rota(s: Scene) -> RotaView:
    """What was looked up, nothing where nothing was."""
    return s.person.rota or RotaView()


def ear(s: Scene) -> Listener:
    """How the person of this scene hears times."""
    return Listener(s.line, s.person.language, s.channel is Channel.VOICE, s.now, s.person.zone)


def named(turn: TurnView, s: Scene) -> str:
    """The turn's hours in their words, with its code where it has one: "S4 Sat 7-10 PM"."""
    said = render_hours(turn.hours, ear(s))
    return f"{turn.code} {said}" if turn.code else said


def listed(turns: Sequence[TurnView], s: Scene) -> str:
    """Turns in a row; of their own, whether they are confirmed."""
    sure = words("shift.confirmed", s.person.language).text
    return ", ".join(
        f"{named(turn, s)} ({sure})" if turn.confirmed else named(turn, s) for turn in turns[:MOST]
    )


def which(
    question: str,
    turns: Sequence[TurnView],
    s: Scene,
    *before: Said,
    chosen: Step,
    then: Step,
    learned: Mapping[str, str] | None = None,
) -> Move:
    """Ask which of them, by number or in words that `then` reads; `chosen` finds the id among the answers."""
    offered = turns[:TO_CHOOSE_FROM]
    keys = {str(turn.id): str(number) for number, turn in enumerate(offered, 1)}
    choices = ", ".join(f"{keys[str(turn.id)]} {named(turn, s)}" for turn in offered)
    return Collect(
        Phrase(question, {"choices": choices}),
        *before,
        then=then,
        to=dict.fromkeys(keys, chosen),
        keys=keys,
        learned=learned,
    )


def chosen_id(s: Scene, asked_in: str) -> int:
    """The id that was chosen at `which`, asked in the step of this name."""
    return int(s.answers[asked_in.rpartition(".")[2]])


def names_turn(said: str, language: str) -> bool:
    """Whether words name a day, an hour or a code, as one names a turn."""
    if re.match(r"\s*#?[sS][ .\-]?\d{1,3}\b", said) or read_days(said, language)[0]:
        return True
    return any(phrase.day or phrase.clock or phrase.part for phrase in phrases(fold(said)))
