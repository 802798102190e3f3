"""Handles time zones as people know them: suggests one, offers several, reads an answer, and names one in words.

The person says which zone it is. A number suggests one only if its whole country keeps one time: an area code says
where a phone was bought, not where its owner wakes up.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from flows.rules.phone import region_of
from flows.rules.words.clean_text import vocabulary
from flows.rules.words.replies import LONGEST, best, clean

MOST: Final = 8
"""Nobody reads more than eight lines of choices."""

# How people in the United States call their zones, as ids of wordings. Arizona keeps one time all year.
_US: Final = (
    ("America/New_York", "zone.eastern"),
    ("America/Chicago", "zone.central"),
    ("America/Denver", "zone.mountain"),
    ("America/Phoenix", "zone.arizona"),
    ("America/Los_Angeles", "zone.pacific"),
    ("America/Anchorage", "zone.alaska"),
    ("Pacific/Honolulu", "zone.hawaii"),
)
_ARIZONA: Final = "America/Phoenix"
_SAID: Final = {
    "US": {
        "America/New_York": "eastern; est; edt; et; east coast; east; new york city; nyc; boston; miami; atlanta; "
        "florida; washington dc; philadelphia; del este; este; costa este; oriental; nueva york",
        "America/Chicago": "central; cst; cdt; ct; midwest; houston; dallas; texas; del centro; centro; illinois",
        "America/Denver": "mountain; mst; mdt; mt; rockies; colorado; utah; new mexico; salt lake city; montana; "
        "de la montaña; montaña; montañas; de las montañas; de las montañas rocosas; nuevo mexico",
        "America/Phoenix": "arizona; phoenix; tucson; az",
        "America/Los_Angeles": "pacific; pst; pdt; pt; west coast; west; la; california; seattle; san francisco; "
        "nevada; las vegas; oregon; portland; del pacifico; pacifico; del oeste; oeste; costa oeste; los angeles",
        "America/Anchorage": "alaska; akst; akdt; akt",
        "Pacific/Honolulu": "hawaii; hst; honolulu; hawaiian; hawai",
    },
    "MX": {
        "America/Mexico_City": "ciudad de mexico; cdmx; df; mexico df; central; centro; del centro; guadalajara",
        "America/Tijuana": "baja california; pacifico norte; mexicali; del noroeste; noroeste",
        "America/Mazatlan": "sinaloa; nayarit; baja california sur; la paz",
        "America/Cancun": "quintana roo; sureste; del sureste; playa del carmen",
        "America/Hermosillo": "sonora",
    },
    "CA": {
        "America/Toronto": "eastern; est; edt; et; ontario; ottawa; montreal; quebec",
        "America/Winnipeg": "manitoba",
        "America/Regina": "saskatchewan; saskatoon",
        "America/Edmonton": "alberta; calgary",
        "America/Vancouver": "british columbia; bc",
        "America/Halifax": "atlantic; ast; adt; nova scotia",
        "America/St_Johns": "newfoundland; nst; ndt; saint johns",
    },
    "ES": {"Europe/Madrid": "peninsula; peninsular; barcelona", "Atlantic/Canary": "canarias; tenerife"},
    "PR": {"America/Puerto_Rico": "atlantic; ast; puerto rico; san juan"},
    "GB": {"Europe/London": "uk; gmt; bst; england; scotland; wales"},
}  # fmt: skip
# For countries with more than eight zones, the eight with most people; the zone table lists them by geography.
_MOST_LIVED_IN: Final = {
    "MX": "Mexico_City Monterrey Cancun Merida Chihuahua Mazatlan Hermosillo Tijuana",
    "CA": "Toronto Vancouver Edmonton Winnipeg Halifax Regina St_Johns Whitehorse",
    "AU": "Sydney Melbourne Brisbane Perth Adelaide Hobart Darwin Lord_Howe",
    "BR": "Sao_Paulo Bahia Fortaleza Recife Manaus Cuiaba Belem Rio_Branco",
}
_BEFORE_IT: Final = vocabulary("im in i am live the on en estoy vivo soy de us")
_ZONE_WORDS: Final = vocabulary("standard daylight time zone timezone tiempo hora horario zona")


def suggest(number: str) -> str | None:
    """The zone of an E.164 number's country if that has exactly one, else None. Never by area code."""
    region = region_of(number)
    zones = _zones().get(region or "", ())
    return zones[0] if len(zones) == 1 else None


def choices(region: str) -> tuple[tuple[str, str], ...]:
    """The zones to offer, in the order to number them: (zone, id of its wording, or "" if the city's name will do).

    For the United States seven with names of their own, elsewhere at most eight; none for a region that does not exist.
    """
    region = region.upper()
    if region == "US":
        return _US
    zones = _zones().get(region, ())
    lived_in = {name: place for place, name in enumerate(_MOST_LIVED_IN.get(region, "").split())}
    ranked = sorted(zones, key=lambda zone: lived_in.get(zone.rpartition("/")[2], len(lived_in)))
    return tuple((zone, "") for zone in ranked[:MOST])


def city(zone: str) -> str:
    """The city in an IANA name: "Mexico City"."""
    return zone.rpartition("/")[2].replace("_", " ")


def read_zone(words: str, region: str) -> str | None:
    """The zone that somebody names: "EST", "pacific time", "Chicago", "hora del este", "America/Denver"; else None.

    Misspellings are forgiven if they lead to only one zone. The caller reads the number of a choice.
    """
    if len(words) > LONGEST:
        return None
    if (exact := _by_name().get(words.strip().casefold().replace(" ", "_"))) is not None:
        return exact
    said = [word for word in clean(words).split() if word not in _ZONE_WORDS]
    while said and said[0] in _BEFORE_IT:
        said = said[1:]
    if not said:
        return None
    return best(" ".join(said), _spoken(region.upper()))


def read_zone_said(words: str, own: str) -> str | None:
    """As `read_zone`, of words that stand behind an hour: "8 EST", "9pm hora de México", "GMT-3".

    `own`: the zone of whoever says it (IANA), so that "hora del centro" is that of their country. None: unknown.
    """
    if (offset := _OFFSET.fullmatch(words.strip())) is not None:
        hours = int((offset["sign"] or "+") + (offset["hours"] or "0"))
        whole = not offset["minutes"] or int(offset["minutes"]) == 0
        return f"Etc/GMT{-hours:+d}" if whole and -12 <= hours <= 14 else None
    said = _HORA.sub("", words.strip())
    if said in _ELSEWHERE:
        return _ELSEWHERE[said]
    if said in _UNCLEAR:
        return None
    here = next((region for region, zones in _zones().items() if own in zones), "US")
    return read_zone(said, here) or read_zone(said, "US") or _of_country(said)


_OFFSET: Final = re.compile(
    r"(?:gmt|utc)(?: ?(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?)?(?: time)?"
)
_HORA: Final = re.compile(
    r"^(?:en |con )?hora(?:rio)? (?:de la |de los |del? )?|^us (?=\w)| (?:time )?(?:time|zone)$"
)
_ELSEWHERE: Final = {
    "cet": "Europe/Madrid", "cest": "Europe/Madrid", "bst": "Europe/London", "jst": "Asia/Tokyo",
    "msk": "Europe/Moscow", "brt": "America/Sao_Paulo", "clt": "America/Santiago", "pet": "America/Lima",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "nst": "America/St_Johns",
    "ndt": "America/St_Johns", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "pkt": "Asia/Karachi",
}  # fmt: skip
_UNCLEAR: Final = frozenset("ist ast adt atlantic wat eat sast acst awst eet eest npt".split())
"""Each is the time of several places, or of one that hardly anybody here means. None is a misspelling of another."""
_CAPITALS: Final = {
    "MX": "America/Mexico_City", "ES": "Europe/Madrid", "AR": "America/Argentina/Buenos_Aires", "PT": "Europe/Lisbon",
    "CL": "America/Santiago", "EC": "America/Guayaquil", "GB": "Europe/London", "DE": "Europe/Berlin",
    "NZ": "Pacific/Auckland",
}  # fmt: skip
"""Whose time is meant by that of a country with several."""


def _of_country(said: str) -> str | None:
    region = _countries().get(clean(said))
    if region is None:
        return None
    zones = _zones().get(region, ())
    return _CAPITALS.get(region) or (zones[0] if len(zones) == 1 else None)


@cache
def _countries() -> dict[str, str]:
    from babel import Locale  # late: only some processes need its tables

    return {
        clean(name): region
        for language in ("en", "es")
        for region, name in Locale(language).territories.items()
        if region in _zones()
    }


def name_of(zone: str, language: str, now: datetime) -> str:
    """A short name to say back, in GSM-7 only: "Eastern Time", "hora oriental"; the city's name if there is none."""
    from babel.dates import get_timezone_name  # late: only some processes need its tables

    if zone.startswith("Etc/GMT"):
        return f"GMT{-int(zone.removeprefix('Etc/GMT') or 0):+d}"
    name = get_timezone_name(
        now.astimezone(ZoneInfo(zone)), width="long", locale=language, zone_variant="generic"
    )
    if zone == _ARIZONA:  # "Mountain Time" is an hour wrong for half of the year
        name = "hora de Arizona" if language == "es" else "Arizona Time"
    elif name.startswith(("GMT", "UTC")) or _another_hour(zone, name, language, now):
        name = _by_city(zone, language)
    return _plain(name)


def _another_hour(zone: str, name: str, language: str, now: datetime) -> bool:
    """Whether the zone has the name of a US zone but not its hour: Cancun and Regina do not share their summers."""
    from babel.dates import get_timezone_name

    return any(
        now.astimezone(ZoneInfo(other)).utcoffset() != now.astimezone(ZoneInfo(zone)).utcoffset()
        and get_timezone_name(ZoneInfo(other), width="long", locale=language) == name
        for other, _ in _US
        if other != _ARIZONA and zone not in dict(_US)
    )


def _by_city(zone: str, language: str) -> str:
    from babel.dates import get_timezone_location

    place = get_timezone_location(zone, locale=language, return_city=True).rpartition("/")[2]
    return f"hora de {place}" if language == "es" else f"{place} Time"


def _plain(name: str) -> str:
    """Drop the accents that would triple the price of a text; é, ñ and ü cost nothing."""
    return "".join(
        char
        if char in "éñÑü" or char.isascii()
        else unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        for char in unicodedata.normalize("NFC", name)
    )


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Region → its zones in the order of zone.tab of the time zone database: by geography, and the populous first."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            region, _, zone, *_ = line.split("\t")
            found.setdefault(region, []).append(zone)
    return {region: tuple(zones) for region, zones in found.items()}


@cache
def _by_name() -> dict[str, str]:
    return {zone.casefold(): zone for zones in _zones().values() for zone in zones}


@cache
def _spoken(region: str) -> dict[str, tuple[str, ...]]:
    """Zone → its names, the region's own first. A name that two zones share means neither."""
    said: dict[str, list[str]] = {}
    for where in (region, *(other for other in ("US", "MX") if other != region)):
        for zone, words in _SAID.get(where, {}).items():
            if where == region or region in ("US", "MX"):
                said.setdefault(zone, []).extend(words.split("; "))
    here = _zones().get(region, ())
    for zone in here:
        said.setdefault(zone, []).append(city(zone))
    taken = {clean(word) for words in said.values() for word in words}
    for zone in _by_name().values():
        if clean(city(zone)) not in taken:
            said.setdefault(zone, []).append(city(zone))
    return {zone: tuple(words) for zone, words in said.items()}
