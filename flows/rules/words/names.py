"""What a volunteer would like to be called, read from their own words."""

import re
from typing import Final

from flows.rules.words.replies import CARRIER_WORDS, clean

LONGEST: Final = 20
"""How many letters a name may have: it stands in front of every text of theirs."""
_LEAD_IN: Final = re.compile(
    r"(?:please )?(?:call me|just|it'?s|i'?m|i am|my name is|me llamo|soy|llamame|llámame|dime|d[ií]ganme)\s+",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_]+\.?(?:[ '’-][^\W\d_]+\.?){0,1}")
_NO_NAME: Final = frozenset(
    "ok okay yes no thanks thank you hi hello what why stop help done pass take on off hola gracias si que".split()
)


def read_name(said: str) -> str | None:
    """The name in `said`: one or two words of letters, as they wrote it; None for anything else."""
    name = _LEAD_IN.sub("", " ".join(said.split()), count=1).strip(" .,!\"'“”")
    if len(name) > LONGEST or _NAME.fullmatch(name) is None:
        return None
    first = clean(name).split()
    return None if not first or first[0] in _NO_NAME or first[0] in CARRIER_WORDS else name
