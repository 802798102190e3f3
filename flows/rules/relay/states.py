"""A peer says in a few words what state somebody is in: "he is drunk i think". It may be about who writes with them.

Nobody says of a drinking husband no more than that. What names somebody ("your dad was drunk"), asks, or goes on is
said to the participant.
"""

import re
from typing import Final

_STATE: Final = (
    r"(?:drunk|wasted|high|stoned|tipsy|hammered|plastered|slurring|intoxicated|sober|incoherent|rambling|manic"
    r"|delusional|psychotic|paranoid|asleep|out of it|on (?:something|drugs|pills)|not making (?:any )?sense|creep\w*"
    r"|a creep|a troll|trolling|fake|a fake|a prank(?:ster)?|pranking|a kid|a minor|underage|flirting"
    r"|borrach\w+|tomad[oa]|ebri[oa]|drogad[oa]|pasad[oa]|ped[oa]|fumad[oa]|dormid[oa]|cruzad[oa]|crud[oa]"
    r"|incoherente|delirando|menor(?: de edad)?|un nin[oa]|una nina|de broma|coqueteando)"
)
_LOW: Final = (
    r"(?:(?:so|really|very|pretty|kinda|a bit|totally|clearly|just|still|bien|muy|super|medio|algo) )*"
)
_GUESS_BEFORE: Final = (
    r"(?:(?:ok|so|and|hey|honestly|sorry|um|fyi|i think|i guess|i believe|im (?:pretty )?sure|pretty sure|think|maybe"
    r"|creo que|yo creo que|me parece que|para mi que|pa mi que|siento que|se me hace que|oye|este) )*"
)
_SOMEBODY: Final = (
    r"(?:(?:he|she|they)(?: (?:is|are|must be|might be|may be|seems|seem|sounds|sound|sounded))?|hes|shes|theyre"
    r"|sounds|seems|(?:el |ella )?(?:esta|anda|suena|parece|se oye|es)(?: que (?:esta|anda))?)"
)
_GUESS_AFTER: Final = (
    r"(?: (?:i think|i guess|i believe|tbh|honestly|again|now|maybe|probably|right now|lol|haha|tonight|today"
    r"|jaja|creo|yo creo|otra vez|la verdad|me parece|ahorita|hoy))*"
)
IN_A_STATE: Final = re.compile(rf"{_GUESS_BEFORE}{_SOMEBODY} {_LOW}{_STATE}{_GUESS_AFTER}")
"""All of a text, cleaned, that says only this."""
