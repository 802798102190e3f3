"""Lists refusals of a call that need no "no": "avoid ringing me", "nada de llamarme", "as long as nobody phones".

A model that has learned requests from their words takes these for requests: they speak of calls and of "me", and of
little else. So they are rules, and no likelihood of a request outweighs them.
"""

import re
from typing import Final

_RING: Final = (
    r"(?:(?:being |getting |to |from )?(?:call\w*|rings?|ringing|rung|rang|phones?|phoning|phoned|dial\w*|buzz\w*"
    r"|telephon\w+))"
)
_PROMISE: Final = (
    r"(?:promise|swear|as long as|so long as|provided|providing|make sure|ensure|only if|on condition"
    r"|assuming|guarantee)"
)
_NOBODY: Final = r"(?:no ?body|no ?one|none of \w+|you dont|you wont|they dont|they wont|it doesnt)"
_LLAMAR: Final = (
    r"(?:llamen?|llames|llameis|llamar\w*|llamadas?|llamando\w*|yamen?|yamar\w*|marquen?|marques|marcar\w*"
    r"|marcando\w*|telefon\w+|timbr\w+|suene[ns]?)"
)
_AVOID: Final = (
    r"(?:evite[ns]?|evita|evitad|evitenme|absten\w+ de|favor de evitar|cero|prohibid[oa]s?|prohibo)"
)
_STOP: Final = r"(?:nada de|basta de|dej[ea](?:n|d)? (?:ya )?de|dejar de|par(?:a|e|en|ad) (?:ya )?de)"
_NOT_NOT: Final = r"(?<!no )(?<!no me )(?<!no nos )"
_ENGLISH: Final = (
    rf"\b(?<!dont )(?<!not )(?<!cant )(?:avoid|refrain|abstain|quit|cease) (?:from )?(?:any )?{_RING}\b",
    rf"\b(?:spare|save) me (?:\w+ ){{0,3}}{_RING}\b",
    rf"\b(?:zero|nil|enough (?:of|with)(?: the)?) (?:more )?(?:phone )?{_RING}\b",
    rf"\b(?:anything|everything) (?:but|except|other than) (?:\w+ ){{0,3}}{_RING}\b",
    rf"\b(?:last|least|worst) thing (?:\w+ ){{0,4}}(?:is|was|would be|be)(?: \w+){{0,4}} {_RING}\b",
    rf"\b{_PROMISE}(?: \w+){{0,3}} {_NOBODY}(?: \w+){{0,2}} {_RING}\b",
    r"\b(?:keep|leave) (?:the|my|this|that) (?:phone|mobile|cell) (?:silent|quiet|off|alone)\b",
    r"\bphone (?:stays|to stay|must stay|has to stay|should stay) (?:silent|quiet|off)\b",
    r"\bcalls? (?:are|is) (?:off|out|a no|banned|forbidden)\b",
    r"\b(?:calls|calling|phoning|ringing)(?: me)? (?:no|nope|never|hell no|no way|no thanks|no thank you)$",
    r"^(?:ring|call|phone) me and (?:ill|i will|im) (?:\w+ )?(?:hang\w*|block\w*|scream\w*|throw\w*|gone|out|done)\b",
    rf"\b(?:forbid|forbidden|prohibited|banned)(?: \w+){{0,3}} {_RING}\b",
)
_SPANISH: Final = (
    rf"\b{_NOT_NOT}{_AVOID} (?:que (?:me )?|el |las? |los )?{_LLAMAR}\b",
    rf"\b{_NOT_NOT}{_STOP} (?:que (?:me )?|estar(?:me)? |andar(?:me)? )?{_LLAMAR}\b",
    rf"\blo (?:ultimo|que menos|peor)(?: que)?(?: \w+){{0,4}} (?:es |seria |sea )?(?:que )?(?:me )?{_LLAMAR}\b",
    rf"\b(?:ni|que no) se (?:les|te|le) ocurra (?:\w+ )?{_LLAMAR}\b",
    r"\b(?:nadie|ninguno|ninguna) (?:me |nos |los |las )?(?:llame|marque|telefonee|timbre)\b",
    r"\b(?:ahorr\w+|libr\w+ de|salv\w+ de) (?:\w+ )?(?:las? |el |una |esa )?llamadas?\b",
    r"\bllamadas no$|\bllamadas? (?:ni de broma|ni loc[oa]|ni hablar|ni en suenos|ni muert[oa])\b",
    r"\b(?:todo|cualquier cosa|lo que sea) menos (?:\w+ ){0,2}(?:llamadas?|llamar\w*|telefono|que me llamen)\b",
)
WITHOUT_NO: Final = re.compile("|".join((*_ENGLISH, *_SPANISH)))
"""Over a cleaned text: no accents, no apostrophes, lower case."""
