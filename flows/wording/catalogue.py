"""The wording files, one folder a language; read once when the program starts. `remind.ask` stands in `remind.toml`.

A table is one wording: `text` and `voice`, how it is answered (`replies`: meaning = accepted words, the first is the
one printed; `keys`: the key on a phone where it differs), how many segments a text may take, whether it is discreet.
Gaps: {line} {line_number} {emergency} {reach_crisis} are always there; the rest come with the phrase.

Spanish says "tú", in words that are plain in Mexico, Spain and Argentina alike, and is written here with its accents.
Texts leave out the accents that the phone's short alphabet lacks, á í ó ú, as many services do: one of them makes a
text cost double. é, ñ, ü, ¿ and ¡ stay. A text is worded so that it says the same without those accents: "no hubo
respuesta", for "no contestó" would read "I don't answer" (tests/house/test_accents.py). The voice reads what stands
here. A time brings its own article ("a la 1", "mañana a las 2"), so none stands before one: "a más tardar {by}".
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flows.line import Line

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """One wording in one language.

    `replies` maps a meaning to the words accepted for it, the first being the one the text prints; `keys` gives the
    key on a phone where that differs. `segments` is the budget of the text; `discreet` texts and announcements may
    be read or heard by somebody else, so they must not say what the line is for. `discreetly` is the text that goes, in
    place of one that is not discreet, to somebody who asked for discreet words.
    """

    text: str
    voice: str
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    segments: int = 1
    discreet: bool = False
    discreetly: str = ""

    def key(self, meaning: str) -> str:
        """What to press, or to write, for `meaning` (text and voice share numbers)."""
        return self.keys.get(meaning) or self.replies.get(meaning, ("",))[0]


_ACCENTS = str.maketrans("áíóúÁÍÓÚ", "aiouAIOU")


def without_accents(text: str) -> str:
    """Spanish as a text says it: the accents left out would turn a whole text into UCS-2. é is in GSM-7 and stays."""
    return text.translate(_ACCENTS)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    if isinstance(table.get("text"), str) or isinstance(table.get("voice"), str):
        found[prefix] = {k: v for k, v in table.items() if k in Words.__slots__}
    for name, inner in table.items():
        if isinstance(inner, Mapping) and name not in ("replies", "keys", "keywords"):
            found.update(_flatten(inner, f"{prefix}.{name}" if prefix else name))
    return found


def _tables(language: str) -> dict[str, Any]:
    """All topics of a language in one. ValueError for a table that two files have: one would silently win."""
    found: dict[str, Any] = {}
    for file in sorted((files("flows.wording") / language).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for name, table in tomllib.loads(file.read_text("utf-8")).items():
                if name in found:
                    raise ValueError(f"{language}/{file.name}: {name} stands in another file as well")
                found[name] = table
    return found


def _load(language: str) -> tuple[dict[str, Words], dict[str, tuple[str, ...]]]:
    table = _tables(language)
    keywords = {name: tuple(accepted) for name, accepted in table["keywords"].items()}
    made = {}
    for id, entry in _flatten(table).items():
        replies = {meaning: tuple(accepted) for meaning, accepted in entry.pop("replies", {}).items()}
        text, discreetly = entry.pop("text", ""), entry.pop("discreetly", "")
        voice = entry.pop("voice", text)
        made[id] = Words(
            without_accents(text), voice, replies, discreetly=without_accents(discreetly), **entry
        )
    return made, keywords


_ALL = {language: _load(language) for language in LANGUAGES}

KEYWORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {lang: _ALL[lang][1] for lang in LANGUAGES}
"""Language → keyword id → accepted words."""


def words(id: str, language: str) -> Words:
    """The wording `id` in `language`. KeyError for an id that no file has: a defect, caught by a test."""
    return _ALL.get(language, _ALL["en"])[0][id]


def words_of(line: Line, id: str, language: str) -> Words:
    """As `words`, in the organisation's own words where it chose some (`warmline line set wording.…`)."""
    return _reworded(line.reworded, id, language) if line.reworded else words(id, language)


@lru_cache(maxsize=2048)
def _reworded(chosen: tuple[tuple[str, str], ...], id: str, language: str) -> Words:
    begins, ours = f"{language}.{id}.", words(id, language)
    parts = {key.removeprefix(begins): said for key, said in chosen if key.startswith(begins)}
    return replace(
        ours,
        text=parts.get("text", ours.text),
        voice=parts.get("voice", ours.voice),
        discreetly=parts.get("discreetly", ours.discreetly),
    )


def gaps(*templates: str) -> set[str]:
    """The names of the gaps in some templates. ValueError for braces that are no gap."""
    if any(set("{}") & set(_GAP.sub("", said)) for said in templates):
        raise ValueError("braces that are no gap")
    return {name for said in templates for name in _GAP.findall(said)}


_GAP = re.compile(r"\{([a-z_]+)\}")


def late(id: str) -> str | None:
    """The wording that takes the place of `id` once a moment it promises has passed; None where there is none."""
    other = f"late.{id}"
    return other if other in _ALL["en"][0] else None


def calls_only(id: str) -> str | None:
    """The wording said on calls in place of `id` to somebody whom no text can reach; None where it names no text."""
    other = f"calls_only.{id}"
    return other if other in _ALL["en"][0] else None


def without_an_hour(id: str) -> str | None:
    """The wording that stands for `id` to somebody in danger, and promises no hour; None where there is none."""
    other = f"danger.{id}"
    return other if other in _ALL["en"][0] else None


def without_calls(id: str) -> str:
    """The wording that takes the place of `id` for somebody whom no call can reach now; itself where there is none."""
    other = f"no_calls.{id}"
    return other if other in _ALL["en"][0] else id


def ids(language: str) -> frozenset[str]:
    """Every wording id of a language, for the tests that compare languages."""
    return frozenset(_ALL[language][0])
