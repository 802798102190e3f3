"""A volunteer's words: duty, notes. What they say to an offer: `flows.offers.take`."""

import re
from datetime import timedelta

from flows.codes import read_code, was_hard
from flows.effects.volunteers import SetDuty, WriteNote
from flows.engine import Act, End, Flow, Move, Phrase, Scene, act

on = Flow("on", keywords=("ON",), argument=True, aside=True, volunteers_only=True)
off = Flow("off", keywords=("OFF",), aside=True, volunteers_only=True)
done = Flow("done", keywords=("DONE",), argument=True, aside=True, volunteers_only=True)
note = Flow("note", keywords=("NOTE",), argument=True, aside=True, volunteers_only=True)

LONGEST_DUTY = timedelta(hours=24)


@on.start
def on_duty(s: Scene) -> Move:
    """ON, or ON 3H."""
    wish = s.given.strip().casefold()
    if not wish or wish in ("duty", "now"):
        return End(duty(True))
    found = re.fullmatch(
        r"(?:for\s*)?(\d{1,3}(?:[.,]\d)?)\s*(h|hr|hrs|hours?|horas?|m|min|mins|minutes|minutos)", wish
    )
    if found is None:
        return End("volunteer.how_long")
    amount = float(found[1].replace(",", "."))
    lasting = timedelta(hours=amount) if found[2].startswith("h") else timedelta(minutes=amount)
    return End(duty(True, lasting)) if timedelta() < lasting <= LONGEST_DUTY else End("volunteer.how_long")


@off.start
def off_duty(s: Scene) -> Move:
    """OFF."""
    return End(duty(False))


def duty(going_on: bool, lasting: timedelta | None = None) -> Act:
    """Go on or off duty."""
    return act(
        SetDuty(going_on, lasting),
        on="volunteer.on",
        on_until="volunteer.on_until",
        off="volunteer.off",
        off_holding="volunteer.off_holding",
        none="volunteer.only",
    )


@done.start
def finished(s: Scene) -> Move:
    """DONE K7, with or without words."""
    return _noted(s, done=True)


@note.start
def noted(s: Scene) -> Move:
    """NOTE K7 and words."""
    return _noted(s, done=False)


def _noted(s: Scene, *, done: bool) -> Move:
    code, words = read_code(s.given)
    hard = done and was_hard(words)
    return End(
        act(
            WriteNote(code, words, done, hard),
            leads={"hard": "debrief.ask"},
            noted="volunteer.noted",
            done="volunteer.done",
            hard="volunteer.rest",
            none="offer.none",
        )
    )


def invitation() -> Phrase:
    """What a volunteer added by command is texted."""
    return Phrase("volunteer.invite")
