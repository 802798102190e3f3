"""ON and OFF: a volunteer goes on duty, for so long or until OFF."""

import re
from datetime import datetime, timedelta
from typing import Final

from flows.effects.volunteers import SetDuty
from flows.engine import Act, End, Flow, Move, Scene, act
from flows.rules.times.times import Unread, find_when
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.volunteers.name import quietly

_HOW_LONG = re.compile(
    r"(?:duty|now|please|for|until|till?|from|all|tonight|today|this|soon|later|por|hasta|de|desde|tod[oa]|ahora|hoy|esta|en"
    r"|an?|un[ao]?|half|media|couple|two|three|four|five|six|dos|tres|cuatro|cinco|seis|[\d.,]+ ?[a-z]*)\b"
)
"""How words about duty go on: "on for three hours". "On it" and "I'm on holiday" are about something else."""

on = Flow(
    "on",
    keywords=("ON",),
    argument=True,
    accepts=lambda s: not s.given or _HOW_LONG.match(clean(s.given)) is not None,
    aside=True,
    volunteers_only=True,
)
off = Flow("off", keywords=("OFF",), aside=True, volunteers_only=True)

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
        until = ends_at(s)
        return End(duty(True, until - s.now) if until is not None else "volunteer.how_long")
    amount = float(found[1].replace(",", "."))
    lasting = timedelta(hours=amount) if found[2].startswith("h") else timedelta(minutes=amount)
    return End(duty(True, lasting)) if timedelta() < lasting <= LONGEST_DUTY else End("volunteer.how_long")


_UNTIL: Final = re.compile(r"\b(?:until|till?|hasta|thru|through|de aqui a)\b.*", re.IGNORECASE | re.DOTALL)


def ends_at(s: Scene) -> datetime | None:
    """Until when their words say that they are there, within a day: "on til 10"; None where that is not read.

    An hour that may be of the morning or the evening is the next one to come: nobody is on duty till tomorrow unsaid.
    """
    found = _UNTIL.search(s.given)
    if found is None:
        return None
    said = re.sub(r"^\S+(?: aqui a)?", "hasta" if s.person.language == "es" else "until", found.group())
    ends = [_read(words, s) for words in (said, f"{said} pm")]
    return min((each for each in ends if each is not None and each - s.now <= LONGEST_DUTY), default=None)


def _read(words: str, s: Scene) -> datetime | None:
    found = find_when(words, now=s.now, zone=zone_of(s), language=s.person.language)
    if isinstance(found, Unread) or found.at > s.now or found.until is None:
        return None
    return found.until if found.until > s.now else None


@off.start
def off_duty(s: Scene) -> Move:
    """OFF."""
    return End(duty(False))


def duty(going_on: bool, lasting: timedelta | None = None) -> Act:
    """Go on or off duty."""
    return act(
        SetDuty(going_on, lasting),
        leads={"on_until": quietly.name},
        on_until="volunteer.on_until",
        off="volunteer.off",
        off_holding="volunteer.off_holding",
        none="volunteer.only",
    )
