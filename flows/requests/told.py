"""What somebody tells of themselves: it is heard, and kept for the volunteer who takes their call, but for MINE."""

import re
from typing import Final

from flows.effects.told import KeepTold, WithholdTold
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act
from flows.rules.crisis import crisis
from flows.rules.words import drinking
from flows.rules.words.replies import clean

told = Flow("told")

_WHO: Final = (
    r"(?:my|our|mi|mis|a mi|nuestr[oa]) (?:\w+ )?(?:wife|husband|partner|son|daughter|kid|child|baby|babies|twins?"
    r"|mother|mom|mum|father|dad|sister|brother|friend|nan|gran\w*|uncle|aunt|cousin|nephew|niece|boyfriend|girlfriend"
    r"|fiancee?|dog|cat|espos[oa]|marido|mujer|pareja|hij[oa]s?|bebe|nin[oa]|madre|mama|padre|papa|herman[oa]|amig[oa]"
    r"|abuel[oa]|novi[oa]|ti[oa]|prim[oa]|sobrin[oa]|perr[oa]|gat[oa])"
)
_MONTHS: Final = (
    "enero|febrero|marzo|abril|mayo|junio"
    "|julio|agosto|septiembre|octubre|noviembre|diciembre|navidad|[0-9]{4}"
)
_LOSS: Final = re.compile(
    rf"\b{_WHO}\b(?: \w+){{0,3}} (?:died|passed|dead|is gone|murio|fallecio|se fue al cielo|ha muerto|esta muert[oa])\b"
    rf"|\b(?:lost|buried|burying|miss|miscarried) {_WHO}\b|\b(?:perdi|enterre|enterramos|perdimos) {_WHO}\b"
    rf"|\b(?:murio|fallecio|se (?:me|nos) murio) {_WHO}\b"
    rf"|\b(?:death|funeral|muerte|entierro|velorio) (?:of|de) {_WHO}\b"
)
"""Somebody of theirs has died."""
_SOMEBODY: Final = rf"(?:{_WHO}|he|she|el|ella)"
_WITHOUT_THE_WORD: Final = re.compile(
    rf"\b{_SOMEBODY}\b(?: (?!almost|nearly|casi|por)\w+){{0,4}} (?:drowned|stillborn|se ahogo)\b"
    r"(?! en (?:un vaso|deudas))"
    rf"|\b{_SOMEBODY}\b(?: \w+){{0,3}} (?:didnt|did not|couldnt|never) (?:make|made|pull) "
    rf"(?:it(?: (?:out(?: alive)?|through|past|last|this|in (?:the end|surgery))\b|$)|through\b)"
    rf"|\b{_SOMEBODY}\b(?: \w+){{0,2}} (?:was|got|were) (?:killed|murdered)\b"
    rf"|\b{_SOMEBODY}\b(?: \w+){{0,2}} (?:no longer (?:here )?with us"
    rf"|(?:isnt|is not|arent) (?:here )?with us any ?more)\b"
    rf"|\b(?:we|weve|i) (?:just )?lost (?:him|her)\b(?! (?:in|at) (?:the|a) (?:crowd|store|mall|park)\b)"
    rf"|\b{_SOMEBODY}\b(?: \w+){{0,2}} ya no esta(?: aqui)? (?:con nosotros|entre nosotros|en este mundo)\b"
    rf"|\bya no esta(?: aqui)? (?:con nosotros|entre nosotros|en este mundo)\b"
    rf"|\b(?:l[oa]s?|le|te) (?:perdimos|perdi)\b(?=.*\b{_WHO}\b)|\b{_WHO}\b.*\bl[oa]s? perdimos\b"
    rf"|\bl[oa] perdimos(?: (?:en (?:{_MONTHS})|hace|el (?:ano|mes) pasado|ayer|anoche|este ano)\b|$)"
    rf"|\bse nos (?:fue|adelanto|ha ido) {_WHO}\b|\b{_WHO}\b(?: \w+){{0,2}} se nos (?:fue|adelanto|ha ido)\b"
    rf"|\bse me (?:fue|adelanto|ha ido) (?:mi|mis) (?:hij|bebe|mama|papa|madre|padre|herman|abuel|espos|viej)\w*"
    rf"|^(?:ya )?se nos (?:fue|adelanto)$"
)
"""The same without the word: "he drowned", "she didn't make it", "lo perdimos en marzo", "se nos fue mi papá"."""
_BY_THEIR_OWN_HAND: Final = (
    r"(?:(?:took|ended) (?:his|her|their) (?:own )?life|(?:killed|hung|hanged|shot) (?:himself|herself|themsel\w+)"
    r"|died (?:by|of|from) suicide|(?:committed|completed) suicide"
    r"|se (?:quito la vida|suicido|mato|ahorco|colgo|pego un tiro)|murio por suicidio)"
)
_LOST_BY_SUICIDE: Final = re.compile(
    rf"\b{_WHO}\b(?: \w+){{0,3}} {_BY_THEIR_OWN_HAND}\b|\b{_BY_THEIR_OWN_HAND} {_WHO}\b"
    rf"|\b(?:lost|perdi|perdimos) (?:a )?{_WHO} (?:to suicide|por suicidio)\b"
)


def speaks_of_loss(words: str) -> bool:
    """Whether they tell that somebody of theirs has died."""
    said = clean(words)
    died = _LOSS.search(said) or _WITHOUT_THE_WORD.search(said)
    return died is not None or is_lost_by_suicide(words)


def is_lost_by_suicide(words: str) -> bool:
    """Whether they tell that somebody of theirs died by suicide, and nothing of a danger of their own.

    A person on the team looks, as at all such words, and whoever talks with them has to know it.
    """
    lost = _LOST_BY_SUICIDE.search(clean(words)) is not None
    return lost and crisis.read(_LOST_BY_SUICIDE.sub(" . ", clean(words))).tier is crisis.Tier.none


HEARD_DANGER: Final = (Phrase("checkin.told"), Phrase("told.self_harm"))
"""What says that words were heard which no volunteer is shown."""


def heard_danger(words: str) -> Phrase:
    """That words were heard which no volunteer is shown. Who tells that they hurt themselves reads no cold sentence."""
    read = crisis.read(words)
    hurt = read.tier is crisis.Tier.check and "hurting myself" in read.reasons
    return HEARD_DANGER[hurt]


def heard_first(words: str) -> Phrase:
    """What comes before everything else to somebody who tells of themselves: that it was heard."""
    if (danger := heard_danger(words)) != HEARD_DANGER[0]:
        return danger
    return Phrase("told.loss" if speaks_of_loss(words) else "told.first")


def after_it(part: Phrase | Act) -> tuple[Phrase | Act, ...]:
    """A part of an answer as it goes on behind `heard_first`: it does not thank once more."""
    if part in HEARD_DANGER:
        return ()
    if isinstance(part, Act) and isinstance(part.effect, KeepTold):
        return (heard(part.effect.words, after_talk=part.effect.after_talk, thanked=True),)
    return (part,)


def heard(words: str, *, after_talk: bool = False, thanked: bool = False) -> Phrase | Act:
    """Keep what they told, and say that it was heard. Words of danger are not shown to a volunteer as told.

    `thanked`: that it was heard stands in the answer already.
    """
    if crisis.read(words).tier is not crisis.Tier.none and not is_lost_by_suicide(words):
        return heard_danger(words)
    return act(
        KeepTold(words, after_talk=after_talk),
        leads={"waiting": "drinking.ways"} if drinking.says_so(words) else {},
        before="told.seen_first" if thanked else "told.before",
        waiting="told.seen_by_yours" if thanked else "told.waiting",
        heard_1="told.heard_1",
        heard_2="told.heard_2",
        heard_3="told.heard_3",
        after_1="told.after_1",
        after_2="told.after_2",
        due="understood.heard_waiting",
        due_text="understood.heard_waiting_text",
        full="told.full",
        none="checkin.told",
    )


@told.start
def anything(s: Scene) -> Move:
    """What they told is kept and nothing is open: whatever comes within seconds goes on with it."""
    return Ask("told.open", withhold=withhold, optional=True)


@told.step
def withhold(s: Scene) -> Move:
    """MINE, in answer to that."""
    return End(withheld())


def withheld() -> Act:
    """No volunteer is to see it."""
    return act(WithholdTold(), withheld="mine.withheld", seen="mine.seen", none="mine.none")
