"""Recognises reactions to a text ("tapbacks"), which reach a line as a text that quotes it.

Liked “…”, 👍 to “…”, Le gustó «…». Quoted words are not words that somebody says. Only a whole frame is a reaction: if
anything stands outside it, somebody wrote that, and the text is read like any other.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CLOSES: Final = {"“": "”", "„": "“”", "«": "»", '"': '"', "＂": "＂", "「": "」"}
_LONGEST_FRAME: Final = 60
"""How many characters may stand before the quote: a verb, sometimes a name and an emoji."""
# Letters only, without accents. If the frame has an emoji of its own, that replaces the sign.
_TAKEN_BACK: Final = (
    r"(?:removed|quito|elimino|retiro|ha (?:quitado|eliminado|retirado))\b[a-z ]* (?:from|de|a|del)"
)
_LIKED: Final = (
    r"(?:(?!i |he |she |they |we |you |my |who )[a-z]+ )?liked|(?:a [a-z]+ )?(?:le|me) (?:gusto|gusta"
    r"|ha gustado)|(?:ha )?indic(?:o|ado) que le gusta|(?:le )?(?:dio|ha dado) (?:un )?(?:me gusta"
    r"|like) a|curtiu|gostou de|a aime|jaime|gefallt|ha messo mi piace a"
)
_DISLIKED: Final = (
    r"disliked|(?:a [a-z]+ )?no (?:le|me) (?:gusto|gusta|ha gustado)|(?:ha )?indic(?:o|ado) que no le gusta"
)
_LOVED: Final = (
    r"loved|hearted|marco (?:con un corazon|como favorito)|(?:a [a-z]+ )?(?:le|me) (?:encanto|encanta"
    r"|ha encantado)|(?:ha )?indic(?:o|ado) que le encanta|amou|a adore"
)
_LAUGHED: Final = (
    r"laughed at|(?:se )?(?:ha )?(?:rio|rie|reido) (?:de|con)|(?:a [a-z]+ )?(?:le|me) (?:dio|da|ha dado"
    r"|ha hecho|hizo) (?:risa|gracia)|me divierte|riu de|a ri de"
)
_STRESSED: Final = (
    r"emphasi[sz]ed|(?:ha )?(?:puesto|puso|dio|dado) enfasis (?:en|a)|enfatizo|ha enfatizado"
    r"|(?:ha )?destac(?:o|ado)|a mis en valeur"
)
_QUESTIONED: Final = r"questioned|(?:ha )?cuestion(?:o|ado)|(?:ha )?(?:puesto|puso) en duda|pregunto por"
_FRAMES: Final = {
    sign: re.compile(frame)
    for sign, frame in {
        "": _TAKEN_BACK,
        "👎": _DISLIKED,
        "👍": _LIKED,
        "❤": _LOVED,
        "😂": _LAUGHED,
        "‼": _STRESSED,
        "❓": _QUESTIONED,
    }.items()
}
_WITH_EMOJI: Final = re.compile(
    r"(?:(?:[a-z]+ )?(?:reacted|reacciono|ha reaccionado|reaccionaste|reagiu|a reagi|ha reagito|le puso"
    r"|puso) ?(?:(?:with|con|com|avec|a|un|una|sticker) ?)*)?(?:to|a|ante|de|en|from|au|auf)?"
)
_OF_A_PICTURE: Final = re.compile(
    r"(?:an?|the|una?|el|la) (?:imagen|image|photo|picture|video|movie|audio(?: message)?|voice message|attachment"
    r"|sticker|link|contacto|contact|location|gif|foto|mensaje de voz|enlace|archivo|ubicacion)"
)
_UNSEEN: Final = re.compile(r"[\u200b-\u200f\u2060-\u206f\ufeff\ufe0e\ufe0f]")
_LETTERS: Final = re.compile(r"[^a-z ]+")


def reaction(text: str) -> str | None:
    """The sign of a text that is only a reaction: 👍, ❤, 😂, 👎, ‼, ❓ or its own emoji; None for any other text.

    The sign is "" if a reaction was taken back.
    """
    text = _UNSEEN.sub("", text).strip()
    opened = min((at for at in map(text.find, _CLOSES) if at >= 0), default=-1)
    if opened < 0:
        return _of_a_picture(text)
    if not 0 < opened <= _LONGEST_FRAME or not _is_one_quote(text[opened:]):
        return None
    return _read_frame(text[:opened])


def _is_one_quote(quoted: str) -> bool:
    """Whether this is one quote with nothing after it. The carrier cuts long quotes off, with dots."""
    opens, closes, inside = quoted[0], _CLOSES[quoted[0]], quoted[1:].rstrip()
    if inside.endswith(tuple(closes)):
        inside = inside[:-1]
        if opens in closes:
            return opens not in inside
        depth = 0
        for char in inside:
            depth += (char == opens) - (char in closes and char != opens)
            if depth < 0:
                return False
        return depth == 0
    return inside.endswith(("…", "...")) and not any(close in inside for close in closes)


def _read_frame(frame: str) -> str | None:
    emoji = "".join(char for char in frame if unicodedata.category(char) in ("So", "Sk"))
    words = _plain(frame)
    for sign, known in _FRAMES.items():
        if known.fullmatch(words):
            return "" if sign == "" else emoji or sign
    if emoji and (words == "" or _WITH_EMOJI.fullmatch(words)):
        return emoji
    if _WITH_EMOJI.fullmatch(words) and words.startswith(("reacted", "reacciono", "ha reaccionado")):
        return "👍"
    return None


def _of_a_picture(text: str) -> str | None:
    if len(text) > _LONGEST_FRAME:
        return None
    words = _plain(text)
    found = _OF_A_PICTURE.search(words)
    if found is None or found.end() != len(words):
        return None
    return _read_frame(_frame_before(text, found.group()))


def _frame_before(text: str, named: str) -> str:
    return " ".join(text.split()[: -len(named.split())])


def _plain(frame: str) -> str:
    apart = unicodedata.normalize("NFKD", frame.casefold().replace("'", "").replace("’", ""))
    return " ".join(_LETTERS.sub(" ", "".join(c for c in apart if not unicodedata.combining(c))).split())
