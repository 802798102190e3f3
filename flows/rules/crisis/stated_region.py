"""Reads where somebody says that they are: "im in ireland", "i moved to canada", "estoy en Madrid". Pure.

Only their own words about themselves, now, count: not where they are from, were, would like to be, or where somebody
else is. Whoever says nothing, or names a place that lies in several countries, is in nobody knows which.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale

from flows.rules.words.replies import clean

_EXCEPT: Final = frozenset(("GE", "JE", "RE", "IC", "EA"))
"""Georgia and Jersey are a State and half of one, too; "estoy en una reunion" is in a meeting; the rest is Spain's."""
_WITH_THE: Final = frozenset("US GB NL PH AE DO BS GM MV".split())
_NOW: Final = (
    r"(?:currently|now|right|still|just|here|actually|also|living|staying|based|located|stuck|visiting|working|"
    r"studying|over|back|all|alone|at the moment|today|tonight|ahora|aqui|aca|mismo|sola?|viviendo|todavia|ya|"
    r"trabajando|estudiando|hoy)"
)
_HERE: Final = re.compile(
    rf"\b(?:(?:i am|im|we are|i live|i now live|we live|living|based)(?: {_NOW})*(?: an? \w+| (?!not\b|born\b|raised\b|"
    r"interested\b)\w+)? in"
    r"|(?:i|ive|i have|we|weve|we have)(?: just| recently| now)? moved(?: back| over| away| out)* to"
    r"|(?:texting|calling|writing|messaging)(?: you| this)? from|here in"
    rf"|(?:estoy|estamos|vivo|vivimos|ando|me encuentro|resido)(?: {_NOW})*(?: (?!no\b)\w+)? en"
    r"|(?:me mude|nos mudamos|me he mudado|me vine|acabo de mudarme|me acabo de mudar)(?: \w+)? (?:a|para)"
    r"|(?:escribo|llamo|escribiendo|llamando)(?: \w+)? desde|(?:aqui|aca) en) "
)
_NOT_SO: Final = re.compile(
    r"\b(?:not|never|no|nunca|if|when|unless|wish|until|si|cuando|ojala|said|thinks?|dice|hasta)(?: \w+)? $"
)
_NOT_YET: Final = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year)|soon|manana|(?:la |el )?proxim\w+|in my (?:head|dreams)|mis suenos)\b"
)
_CLAUSE: Final = re.compile(r"[;!?¡¿\n]+|\.(?=\s|$)")
_STOPS: Final = frozenset(
    "a an and but to from near my me about with for so i y pero a de con mi cerca que por".split()
)
_LONGEST: Final = 5


@cache
def _names() -> dict[str, str]:
    """Cleaned name → region."""
    found: dict[str, str] = {}
    for language in ("en", "es"):
        for region, name in Locale(language).territories.items():
            if len(region) == 2 and region.isalpha() and region not in _EXCEPT:
                found[clean(name)] = region
    given = tomllib.loads((files("flows.rules.crisis") / "region_names.toml").read_text("utf-8"))
    return found | {name: region for region, names in given.items() for name in names}


def read(text: str) -> str | None:
    """The region ("IE") that somebody says they are in; None where they say nothing of it. The last one counts."""
    found = None
    for clause in _CLAUSE.split(text):
        cleaned = clean(clause)
        for here in _HERE.finditer(f"{cleaned} "):
            before, after = cleaned[: here.start()], cleaned[here.end() :]
            place = _begins_with(after.split()[:_LONGEST])
            if place is not None and not _NOT_SO.search(f" {before}") and not _NOT_YET.search(after):
                found = place
    return found


def read_answer(text: str) -> str | None:
    """The region that a text names and says nothing else: the answer to "tell me where"."""
    return _names().get(clean(text).removeprefix("no ").removeprefix("in ").removeprefix("en "))


def _begins_with(words: list[str]) -> str | None:
    """The region of the name that these words begin with, or that ends them: "dublin ireland", "the north of spain"."""
    names = _names()
    for begin in range(min(3, len(words))):
        for end in range(len(words), begin, -1):
            region = names.get(" ".join(words[begin:end]))
            if region is not None and (begin == 0 or words[begin:end] != ["us"]):
                return region
        if words[begin] in _STOPS:
            return None
    return None


@cache
def country(region: str, language: str) -> str:
    """What a region is called in a sentence: "Ireland", "the United States"."""
    name = Locale(language).territories.get(region, region)
    return f"the {name}" if language == "en" and region in _WITH_THE else name
