"""A spreadsheet of people to invite, saved as CSV by whatever program: which columns there are, and what is in them."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from flows.line import Line
from flows.wording import LANGUAGES
from store.volunteers import profile

LARGEST: Final = 1_000_000
MOST_ROWS: Final = 2000
_HEADINGS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "full name", "volunteer", "nombre", "nombre completo", "nombre y apellidos"}),
    "first": frozenset({"first name", "given name", "nombre de pila"}),
    "last": frozenset({"last name", "surname", "family name", "apellido", "apellidos"}),
    "phone": frozenset(
        {
            "phone",
            "phone number",
            "telephone",
            "mobile",
            "mobile number",
            "cell",
            "cell phone",
            "number",
            "tel",
        }
        | {"telefono", "numero", "numero de telefono", "movil", "celular"}
    ),
    "languages": frozenset({"language", "languages", "idioma", "idiomas", "lengua", "lenguas"}),
    "experiences": frozenset({"experience", "experiences", "topics", "experiencia", "experiencias", "temas"}),
    "agreed": frozenset(
        {
            "agreed",
            "consent",
            "how they agreed",
            "source of consent",
            "consentimiento",
            "acepto",
            "como acepto",
        }
    ),
}
_TONGUES: Final = {"english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es"}
_ROUNDED: Final = re.compile(r"\+?\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
"""How a spreadsheet writes a long number that it has rounded: some digits are lost for good."""


class Unreadable(Exception):
    """It is no table of people; `why` is the key of what to say."""

    def __init__(self, why: str, **gaps: object) -> None:
        super().__init__(why)
        self.why, self.gaps = why, gaps


class Row(NamedTuple):
    """What stands in one line, as it was typed. `line`: as the spreadsheet counts, the heading is line 1."""

    line: int
    name: str
    phone: str
    languages: str
    experiences: str
    agreed: str


class Read(NamedTuple):
    """One line, understood. `why`: what is wrong with it, "" for nothing."""

    line: int
    name: str
    number: str
    languages: Sequence[str]
    experiences: Sequence[str]
    agreed: str
    why: str


def rows(data: bytes) -> list[Row]:
    """The lines of a file that have anything in them. Raises Unreadable."""
    lines = _lines(_text(data))
    at, found = _columns(next(iter(lines), []))
    read = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        said = {what: cells[place].strip() for what, place in found.items() if place < len(cells)}
        name = said.get("name") or " ".join(filter(None, (said.get("first"), said.get("last"))))
        if "name" in said and "last" in said and at:
            name = f"{said['name']} {said['last']}".strip()
        rest = (said.get(what, "") for what in ("phone", "languages", "experiences", "agreed"))
        read.append(Row(number, _cell(name), *map(_cell, rest)))
        if len(read) > MOST_ROWS:
            raise Unreadable("volunteers_import.too_many", most=MOST_ROWS)
    if not read:
        raise Unreadable("volunteers_import.nobody")
    return read


def understood(row: Row, line: Line, agreed: str) -> Read:
    """One line as the line takes it. `agreed`: how those agreed whose own column says nothing."""
    name = profile.name(row.name)
    number, why = phone(row.phone, line)
    spoken = languages(row.languages, line)
    shared = experiences(row.experiences, line)
    how = profile.agreed(row.agreed or agreed)
    rules = (
        (name is None, "name"),
        (number is None, why),
        (spoken is None, "language"),
        (shared is None, "experience"),
        (how is None, "agreed"),
    )
    wrong = next((said for holds, said in rules if holds), "")
    return Read(row.line, name or "", number or "", spoken or (), shared or (), how or "", wrong)


def phone(typed: str, line: Line) -> tuple[str | None, str]:
    """The number (E.164) in a cell, with what spreadsheets do to numbers undone; else why there is none."""
    said = re.sub(r'^="?|"$', "", typed.strip()).strip("' \u200e\u200f\u202a\u202c")
    if _ROUNDED.fullmatch(said.replace(" ", "")):
        return None, "rounded"
    said = re.sub(r"\.0+$", "", said)
    read = profile.phone(said, line)
    if read.number is None and read.why not in ("letters", "landline") and not said.startswith("+"):
        whole = profile.phone(f"+{said}", line)  # a spreadsheet has taken the plus for a sign
        read = whole if whole.number is not None else read
    return read.number, read.why


def languages(typed: str, line: Line) -> list[str] | None:
    """The languages in a cell, by code or name; the line's own where it is empty; None for one the line has not."""
    named = [_plain(each) for each in re.split(r"[,;/|+&]", typed) if each.strip()]
    codes = [_TONGUES.get(each, each) for each in named]
    if any(each not in LANGUAGES for each in codes):
        return None
    return list(dict.fromkeys(codes)) or [line.language]


def experiences(typed: str, line: Line) -> list[str] | None:
    """The experiences in a cell, by the line's own names where it has such; None for what is none."""
    said = profile.experiences(re.sub(r"[;/|]", ",", typed))
    if said is None or not line.experiences:
        return list(said) if said is not None else None
    ours = {_plain(each): each for each in line.experiences}
    found = [ours.get(_plain(each), "") for each in said]
    return list(dict.fromkeys(found)) if all(found) else None


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Unreadable("volunteers_import.too_large")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("volunteers_import.not_csv")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[1:400:2].count(0) > len(data[1:400:2]) // 2:
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise Unreadable("volunteers_import.not_csv")


def _lines(text: str) -> list[list[str]]:
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    text = text[told.end() :] if told else text
    heading = next((each for each in text.splitlines() if each.strip()), "")
    between = told[1] if told else max(";,\t", key=heading.count)
    try:
        lines = list(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=between))
    except (csv.Error, TypeError, ValueError):
        raise Unreadable("volunteers_import.not_csv") from None
    return lines


def _columns(heading: Sequence[str]) -> tuple[bool, dict[str, int]]:
    """Where each column stands, in whatever order; and whether the name is in two."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        said = _plain(cell)
        what = next((what for what, names in _HEADINGS.items() if said in names), None)
        if what is not None:
            found.setdefault(what, place)
    if "name" not in found and "first" not in found:
        raise Unreadable("volunteers_import.no_name_column")
    if "phone" not in found:
        raise Unreadable("volunteers_import.no_phone_column")
    return "name" in found and "last" in found, found


def _plain(said: str) -> str:
    """Without capitals, accents, and what only parts words."""
    letters = unicodedata.normalize("NFKD", said.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def _cell(said: str) -> str:
    """In one line, of letters that can be seen, and short."""
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())[:300]
