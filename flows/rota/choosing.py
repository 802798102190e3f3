"""Lists shifts, and asks which of several is meant."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from flows.rota_view import RotaView, ShiftView
from flows.rules.times.phrases import fold, phrases
from flows.rules.times.recurring import read_days
from flows.rules.times.words import WEEKDAYS
from flows.rules.words.replies import clean
from flows.steps import Channel, Collect, Move, Phrase, Said, Scene, Step
from flows.wording import Listener, render_hours, words

MOST = 5
"""More shifts than that are not read on a phone."""
TO_CHOOSE_FROM = 4


def rota(s: Scene) -> RotaView:
    """What was looked up of the rota; empty where nothing was."""
    return s.person.rota or RotaView()


def ear(s: Scene) -> Listener:
    """In which language, zone and channel the person of this scene is told times."""
    return Listener(s.line, s.person.language, s.channel is Channel.VOICE, s.now, s.person.zone)


def named(shift: ShiftView, s: Scene) -> str:
    """The shift's hours in their words, with its code where it has one: "S4 Sat 7-10 PM"."""
    said = render_hours(shift.hours, ear(s))
    return f"{shift.code} {said}" if shift.code else said


def listed(shifts: Sequence[ShiftView], s: Scene) -> str:
    """Shifts in a row; of their own, whether they are confirmed."""
    sure = words("shift.confirmed", s.person.language).text
    return ", ".join(
        f"{named(shift, s)} ({sure})" if shift.confirmed else named(shift, s) for shift in shifts[:MOST]
    )


def which(
    question: str,
    shifts: Sequence[ShiftView],
    s: Scene,
    *before: Said,
    chosen: Step,
    then: Step,
    learned: Mapping[str, str] | None = None,
) -> Move:
    """Ask which of them, by number or in words that `then` reads; `chosen` finds the id among the answers."""
    offered = shifts[:TO_CHOOSE_FROM]
    keys = {str(shift.id): str(number) for number, shift in enumerate(offered, 1)}
    choices = ", ".join(f"{keys[str(shift.id)]} {named(shift, s)}" for shift in offered)
    return Collect(
        Phrase(question, {"choices": choices}),
        *before,
        then=then,
        to=dict.fromkeys(keys, chosen),
        keys=keys,
        learned={**(learned or {}), "listed": " ".join(keys)},
        optional=True,
    )


def chosen_id(s: Scene, asked_in: str) -> int:
    """The id that was chosen at `which`, asked in the step of this name."""
    return int(s.answers[asked_in.rpartition(".")[2]])


_AND: Final = re.compile(r"\s*(?:,|;|&|\+|\band\b|\by\b)\s*", re.IGNORECASE)


def each_named(said: str, language: str) -> list[str]:
    """Several shifts that were named, one by one: "sat and sun", "Mon-Fri 7pm", "today and 6 Dec"; or what was said."""
    days, rest = read_days(said, language)
    if len(days) > 1:
        return [f"{WEEKDAYS[day][0]} {rest}".strip() for day in days]
    parts = [part for part in _AND.split(said) if part]
    return parts if len(parts) > 1 and all(names_shift(part, language) for part in parts) else [said]


_BOTH: Final = re.compile(r"(?:both|both of them|the two|ambos|l[oa]s dos)(?: please| por favor)?")
_NUMBERS: Final = re.compile(r"\d(?: (?:and |y |e )?\d)+(?: please| por favor)?")


def several(said: str, s: Scene) -> list[int]:
    """The ids of more than one of those that were listed at `which`: "1 and 3", "both"; none where it is not that."""
    listed = [int(each) for each in s.answers.get("listed", "").split()]
    plain = clean(said)
    if _BOTH.fullmatch(plain) and len(listed) == 2:
        return listed
    if _NUMBERS.fullmatch(plain) is None:
        return []
    places = {int(each) - 1 for each in re.findall(r"\d", plain)}
    return [listed[place] for place in sorted(places)] if places <= set(range(len(listed))) else []


def names_shift(said: str, language: str) -> bool:
    """Whether words name a day, an hour or a code, as one names a shift."""
    if re.match(r"\s*#?[sS][ .\-]?\d{1,3}\b", said) or read_days(said, language)[0]:
        return True
    return any(phrase.day or phrase.clock or phrase.part for phrase in phrases(fold(said)))
