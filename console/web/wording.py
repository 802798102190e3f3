"""The words of the console, in each language: flat files in words/, one a subject, which translators' tools can read.

`t("sign_in.title", "es")`: the first part names the file. Gaps are `{name}`; the template escapes what fills them.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = {"en": "English", "es": "Español"}
"""Those there are, each by its own name."""


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, str]]:
    """All words, by language and key."""
    return {language: _read(language) for language in LANGUAGES}


def t(key: str, language: str, **gaps: object) -> str:
    """The words of this key. Raises KeyError where there are none, or where a gap is not filled."""
    said = catalogue()[language][key]
    return said.format(**gaps) if gaps else said


def _read(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files("console.web").joinpath("words", language).iterdir():
        if file.name.endswith(".toml"):
            subject = file.name.removesuffix(".toml")
            said = tomllib.loads(file.read_text("utf-8"))
            found |= {f"{subject}.{key}": words for key, words in said.items()}
    return found
