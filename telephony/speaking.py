"""Carries out a turn of a conversation: applies its effects, whose outcomes choose what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from flows import front_door
from flows.coordinators import escalation
from flows.effects.contacts import RaiseAlert
from flows.effects.danger_reports import ReportDanger
from flows.engine import Channel, Phrase, Scene, Session, Turn
from flows.wording import render, words
from store.contacts import contacts, ladder
from store.database import Tx
from store.effects.apply import Applied, apply

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Spoken:
    """What came of a turn: the phrases in order, the question that stays open, and what the effects did."""

    phrases: list[Phrase]
    session: Session | None
    applied: Applied

    def text(self, tx: Tx, *, discreetly: bool = False) -> str:
        """All phrases as one text; to somebody who asked for discreet words in those, where the wording has any.

        `discreetly`: this answer alone, since somebody is there who may read it.
        """
        to = self.applied.known.listener(tx)
        less = discreetly or self.applied.known.person.safe.says_less
        said = (
            render(p.id, replace(to, discreet=less and _has_discreet(p, to.language)), p.params)
            for p in self.phrases
        )
        return "\n".join(part for part in said if part)


def _has_discreet(phrase: Phrase, language: str) -> bool:
    entry = words(phrase.id, language)
    return entry.discreet or bool(entry.discreetly)


def carry_out(tx: Tx, turn: Turn, scene: Scene, applied: Applied) -> Spoken:
    """Apply a turn's effects in order and collect what there is to say."""
    spoken = Spoken([], turn.session, applied)
    _carry_out(tx, turn, scene, spoken, depth=0)
    return spoken


def _carry_out(tx: Tx, turn: Turn, scene: Scene, spoken: Spoken, depth: int) -> None:
    if depth == 0 or turn.session is not None:
        # A step that an outcome leads to, and that asks nothing, leaves the open question open.
        spoken.session = turn.session
    for effect in turn.effects:
        apply(tx, spoken.applied, effect)
    for part in turn.said:
        if isinstance(part, Phrase):
            # The question is left out where an outcome has led to another question.
            if spoken.session is turn.session or turn.session is None or part != turn.session.question:
                # DROP SAT AND SUN finds neither: the same sentence is said once.
                spoken.phrases.extend([part] if part not in spoken.phrases[-1:] else [])
            continue
        outcome = apply(tx, spoken.applied, part.effect)
        if not part.answers(outcome.name):
            # A defect that leaves somebody without a word. What else the turn says is said; tests stop here.
            log.error("outcome.unanswered", effect=type(part.effect).__name__, outcome=outcome.name)
        said = part.says.get(outcome.name)
        if said:
            spoken.phrases.append(Phrase(said, _given(outcome.params)))
        spoken.phrases.extend(Phrase(each, _given(outcome.params)) for each in outcome.then)
        step = part.leads.get(outcome.name)
        if step and depth < 3:
            person = spoken.applied.known.person
            _carry_out(tx, front_door.lead_on(step, replace(scene, person=person)), scene, spoken, depth + 1)


def _given(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}


def scene_for(tx: Tx, known: contacts.Known, channel: Channel, given: str, session: Session | None) -> Scene:
    """The scene in which a reply is read. `given`: the reply, "" at the beginning of a call."""
    return Scene(tx.now, tx.line, known.person, channel, session.answers if session else {}, given)


def answer_to(tx: Tx, scene: Scene, contact_id: int | None, read: Callable[[Scene], Turn]) -> Turn:
    """What `read` makes of the scene, where it says no more of the team than is so.

    Whether an alert would reach somebody is looked up only where one is raised, or the answer speaks of it: that is
    rare, and so is a line on which it would not.
    """
    turn = read(scene)
    if not _speaks_of_team(turn) or ladder.hears(tx, besides=contact_id):
        return turn
    return read(replace(scene, person=replace(scene.person, team_hears=False)))


def _speaks_of_team(turn: Turn) -> bool:
    if any(isinstance(part, Phrase) and part.id in escalation.SAYS_SOMEBODY_HEARS for part in turn.said):
        return True
    effects = (*turn.effects, *(part.effect for part in turn.said if not isinstance(part, Phrase)))
    return any(isinstance(each, RaiseAlert | ReportDanger) for each in effects)
