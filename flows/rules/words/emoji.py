"""What a text that is nothing but signs says: a thumb is a yes, a heart is thanks, a tear is a feeling."""

from typing import Final

_SAID: Final = {
    "en": {
        "yes": "yes",
        "no": "no",
        "thanks": "thanks",
        "smile": "thanks",
        "hello": "hi",
        "low": "i feel sad",
    },
    "es": {
        "yes": "si",
        "no": "no",
        "thanks": "gracias",
        "smile": "gracias",
        "hello": "hola",
        "low": "me siento triste",
    },
}
_SIGNS: Final = {
    sign: meaning
    for meaning, signs in {
        "yes": "👍 👌 ✅ ☑ ✔ 🆗 🙆",
        "no": "👎 ❌ ✖ 🚫 🙅 🛑",
        "thanks": "🙏 ❤ ♥ 🧡 💛 💚 💙 💜 🤍 💕 💗 💖 🤗 😘 🥰",
        "smile": "😊 🙂 ☺ 😀 😁 😃 😄",
        "hello": "👋",
        "low": "😢 😭 💔 😔 😞 😥 😿 ☹ 🙁 😩 😫 😖 🥺 😓 😣",
    }.items()
    for sign in signs.split()
}
_MODIFIERS: Final = frozenset("\ufe0f\ufe0e\u200d🏻🏼🏽🏾🏿♂♀")
"""Skin, and what only says how to draw a sign."""


def as_words(text: str, language: str, *, asked: bool) -> str | None:
    """The words that a text of signs stands for; None for any other text, and for signs that say different things.

    `asked`: a question is open. A smile may then be any answer, so it is none.
    """
    signs = [char for char in text if char not in _MODIFIERS and not char.isspace() and char not in ".!"]
    said = {_SIGNS.get(sign) for sign in signs}
    meaning = said.pop() if len(said) == 1 else None
    if asked and meaning == "smile":
        return None
    return _SAID.get(language, _SAID["en"])[meaning] if meaning is not None else None
