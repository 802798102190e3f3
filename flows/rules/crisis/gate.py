"""Finds the words without which an expression of a rule cannot match, so that most rules need not be tried on a text.

They are derived from the expression itself: nobody keeps a list, so no rule can be hidden by one that is out of date.
An expression for which no such words are found is tried on every text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final

from flows.rules.words.clean_text import vocabulary

_EDGE: Final = "\0"
"""Here a word begins or ends."""
_LETTERS: Final = "\1"
"""Any letters or digits, or none."""
_ANYTHING: Final = "\2"
"""Anything at all, spaces too."""
_MOST: Final = 200
"""An expression that stands for more than so many words is passed over for another part of its rule."""
_COMMON: Final = vocabulary(
    """
    a about aca after again ahi ahora ahorita al algo alguien all am an and ando anos another antes any anybody
    anyone aqui are as asi ask asked asking at ayer baby back bad be been before better bien buenas bueno but by
    call called calling calls can cant casa chat cinco come como con could cuando cuanto da day de dejo del
    desde despues dia dias dice did didnt digo dijo dios do does donde done dont dos down el ella else en end
    era es esa escribir ese eso esta este esto estoy evening ever every ex falta favor fine first for free from
    fue gente get give go going gone good got gracias ha hablar hable hablo hace had hago half has hasta have
    hay haya he hear hello her here hes hi hijo him his hola hombre home hora how hoy i id if ill im in instead
    is it its ive jaja just k7 keep kids know la lady las last later le leave les let like line lista llama
    llamada llamadas llaman llamar llame llamen llamenme llamo llego lo lol long los lost luego lunes make mal
    mama man manana mas maybe me media mejor mensaje mensajes mi min mind minutes minutos mis mismo more morning
    much mucho mujer muy my nada nadie name necesito need never next ni night no nobody noche nomas nos not
    nothing now number numero nunca o of off ok on once one only or other otra otro out over papa para paso
    people pero person persona phone please pls por porfa porque puede pueden puedo pues put que quede quedo
    quien quiero quisiera rang rather rato ready right ring ringing said sale same say says se sea see send
    senor senora ser she should si siempre sin since so solo somebody someone son sorry soy speak still stop su
    take talk tambien tarde te telefono telephone tell tengo text texts than thank that thats the them then
    there these they thing think this through tiene tienen til till time to todavia today todo todos told
    tomorrow tonight too trabajo tres tu turno two type un una uno up us use ustedes va van ver verdad vez voice
    volunteer voy voz w wait want was we week well went what whats when where who whos will with woman wont work
    would write y ya yall yeah years yes yo you your
    """
)
"""The commonest words of ordinary texts: a rule that waits for one of them is tried often."""
_TOKEN: Final = re.compile(
    r"<(?P<name>[A-Z]+)>|\(\?(?P<open>:|<?[=!])|(?P<plain>\()|(?P<close>\))|(?P<bar>\|)|\{(?P<least>\d*)(?:,\d*)?\}|(?P<times>[?*+])"
    r"|(?P<edge>\\b|\^|\$)|(?P<set>\[[^\]]*\]|\\[wd])|(?P<any>\.(?!\\)|\\s)"
    r"|(?P<letters>[a-z0-9]+(?=[a-z0-9][?*+{])|[a-z0-9]{2,}(?![?*+{]))|\\?(?P<letter>.)",
    re.DOTALL,
)
Strings = frozenset[str]
Part = Strings | None
"""What a part of an expression may stand for; None if that is too much to list."""
_NOTHING: Final = frozenset(("",))
_UNBOUNDED: Final = frozenset((_ANYTHING,))


class Gate:
    """Finds the words that expressions need. `words`: what stands for the names in them; each is read once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._read = dict[str, tuple[Part, frozenset[str] | None]]()

    def needed_words(self, expression: str) -> frozenset[str] | None:
        """Words of which one stands in whatever the expression matches; "suicid*" is any word that begins so.

        None: there are none, and the expression has to be tried on every text.
        """
        return _Reader(expression, self.named).whole()

    def named(self, name: str) -> tuple[Part, frozenset[str] | None]:
        """What a name stands for, and the words it needs."""
        if name not in self._read:
            self._read[name] = _Reader(self._words[name], self.named).group()
        return self._read[name]


class _Reader:
    """Reads one expression from left to right, by the small part of the notation of `re` that the rules use."""

    def __init__(self, expression: str, named: Callable[[str], tuple[Part, frozenset[str] | None]]) -> None:
        self._tokens = list(_TOKEN.finditer(expression))
        self._at = 0
        self._named = named

    def whole(self) -> frozenset[str] | None:
        """The words that the whole expression needs."""
        return self._choices(bounded=False)[1]

    def group(self) -> tuple[Part, frozenset[str] | None]:
        """What the whole expression stands for, and the words it needs where words begin and end with it."""
        return self._choices()

    def _choices(self, *, bounded: bool = True) -> tuple[Part, frozenset[str] | None]:
        """Read alternatives up to the closing bracket: what they stand for, and the words that they need."""
        strings: set[str] | None = set()
        needed: set[str] | None = set()
        while True:
            said, words = self._sequence(bounded=bounded)
            strings = None if strings is None or said is None else strings | said
            if strings is not None and len(strings) > _MOST:
                strings = None
            needed = None if needed is None or words is None else needed | words
            ended = self._at >= len(self._tokens) or self._tokens[self._at]["close"]
            self._at += 1
            if ended:
                break
        return (
            None if strings is None else frozenset(strings),
            None if needed is None else frozenset(needed),
        )

    def _sequence(self, *, bounded: bool) -> tuple[Part, frozenset[str] | None]:
        """Read one alternative. Its words are those of the stretch between two spaces that is the rarest.

        `bounded`: words begin and end where it does.
        """
        best: frozenset[str] | None = None
        whole: list[Part] = []
        stretch: list[Part] = [] if bounded else [_UNBOUNDED]
        alone: frozenset[str] | None = None

        def end_stretch() -> None:
            nonlocal best, stretch, alone
            best = _rarer(best, alone if alone and len(stretch) == 1 else _chosen(_joined(stretch)))
            stretch, alone = [], None

        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["close"] or token["bar"]:
                break
            self._at += 1
            said, words, is_edge = self._one(token)
            if is_edge:
                end_stretch()
                whole.append(said)
                continue
            if said == _NOTHING:
                continue
            said, words = self._repeated(said, words)
            stretch.append(said)
            whole.append(said)
            alone = words
        if not bounded:
            stretch.append(_UNBOUNDED)
        end_stretch()
        return _joined(whole), best

    def _one(self, token: re.Match[str]) -> tuple[Part, frozenset[str] | None, bool]:
        """What one token or group stands for, the words it needs by itself, and whether a word ends there."""
        if token["name"]:
            return *self._named(token["name"]), False
        if token["open"] or token["plain"]:
            said, words = self._choices()
            if token["open"] not in (":", None):
                return _NOTHING, None, False  # what is looked for around it is no part of it
            return said, words, False
        if token["edge"]:
            return frozenset((_EDGE,)), None, True
        if token["set"]:
            return frozenset((_LETTERS,)), None, False
        if token["any"]:
            return frozenset((_ANYTHING,)), None, False
        letter = token["letters"] or token["letter"] or token.group()
        if letter == " " and not self._is_repeated():
            return frozenset((" ",)), None, True
        return frozenset((letter,)), None, False

    def _is_repeated(self) -> bool:
        if self._at >= len(self._tokens):
            return False
        token = self._tokens[self._at]
        return token["times"] is not None or token["least"] is not None

    def _repeated(self, said: Part, words: frozenset[str] | None) -> tuple[Part, frozenset[str] | None]:
        if not self._is_repeated():
            return said, words
        token = self._tokens[self._at]
        self._at += 1
        if self._at < len(self._tokens) and self._tokens[self._at]["times"] == "?":
            self._at += 1
        least = int(token["least"] or 0) if token["least"] is not None else int(token["times"] == "+")
        once = token["times"] == "?"
        if said == frozenset((_LETTERS,)):
            return said, None
        if said is None or all(each.startswith(" ") for each in said):
            # A run of whole words, or none: the word before it ends here all the same.
            said = frozenset((_EDGE + _ANYTHING,)) if said is not None and not once else said
        elif not once:
            said = frozenset((_ANYTHING,))
        if least == 0:
            return (None if said is None else said | {""}), None
        return said, words


def _joined(parts: Iterable[Part]) -> Part:
    """All that the parts stand for one after another; None if that is too much."""
    strings: Strings = frozenset(("",))
    for part in parts:
        if part is None or len(strings) * len(part) > _MOST:
            return None
        strings = part if strings == {""} else frozenset(map("".join, product(strings, part)))
    return strings


def _chosen(strings: Part) -> frozenset[str] | None:
    """One word of each string, the rarest; None if a string has no whole word."""
    if not strings or strings == {""}:
        return None
    chosen = set[str]()
    for each in strings:
        words = [word for word in map(_as_word, re.split(f"[ {_EDGE}]", each)) if word]
        if not words:
            return None
        chosen.add(min(words, key=_cost))
    return frozenset(chosen)


def _as_word(said: str) -> str | None:
    """A whole word; "suicid*" if only its beginning is known; None if less is."""
    start = _UNKNOWN.split(said, maxsplit=1)[0]
    if not start.isalnum():
        return None
    if start == said:
        return said
    return start + "*" if len(start) >= _BEGINNING else None


_UNKNOWN: Final = re.compile(f"[{_LETTERS}{_ANYTHING}]")
_BEGINNING: Final = 3
"""The beginning of a word tells little if it is shorter."""


def _cost(word: str) -> int:
    return 200 if word in _COMMON else 2 if word.endswith("*") else 1


def _rarer(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other, key=lambda words: sum(map(_cost, words)))
