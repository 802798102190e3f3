"""Names of the keywords that are read in a way of their own: "keyword:" and the keyword."""

import re
from typing import Final

from flows.catalogue import BY_KEYWORD
from flows.replies import ALL_KEYWORDS
from flows.said_times import names_time

WITH_ARGUMENT: Final = frozenset(
    f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.argument
)
"""May be followed by more."""
BY_THE_DAY: Final = frozenset(f"keyword:{keyword}" for keyword in ("DROP", "COVER", "HERE", "AWAY", "PAUSE"))
"""Behind these "today" is no courtesy: it says which turn of duty, or how long a pause."""
TODAY: Final = re.compile(r"\b(today|hoy)\b", re.IGNORECASE)
WITH_A_TIME: Final = frozenset(
    f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.accepts is names_time
)
"""Behind these "now" is no courtesy: it says when."""
EVERYDAY: Final = frozenset(
    f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.everyday_words
)
"""Mean many other things to somebody who is no volunteer."""
TO_THE_LETTER: Final = frozenset(
    f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.to_the_letter
)
"""Never guessed from a misspelling."""
RINGS: Final = frozenset(
    [f"keyword:{keyword}" for keyword, flow in BY_KEYWORD.items() if flow.rings]
    + ["reply:yes", "reply:call", "reply:write", "reply:ready", "reply:take"]
)
"""Ring a phone, book a call or hand one on: nothing is guessed but doubled and swapped letters."""
FOR_EVERYBODY: Final = {name: known for name, known in ALL_KEYWORDS.items() if name not in EVERYDAY}
GREETINGS: Final = frozenset(
    "hi; hello; hey; hiya; heya; hi there; hello there; hey there; good morning; good afternoon; good evening; "
    "hola; ola; buenas; buenos dias; buen dia; buenas tardes; buenas noches; hola buenas; que tal".split("; ")
)
"""Open a check-in where nothing is open. Else they put the question that is."""
