"""ON and OFF: a volunteer goes on duty, for so long or until OFF."""

import re
from datetime import timedelta

from flows.effects.volunteers import SetDuty
from flows.engine import Act, End, Flow, Move, Scene, act
from flows.rules.words.replies import clean
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
        leads={"on_until": quietly.name},
        on_until="volunteer.on_until",
        off="volunteer.off",
        off_holding="volunteer.off_holding",
        none="volunteer.only",
    )
