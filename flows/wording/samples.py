"""Something for every gap that a wording may have, as long as it gets: wordings are measured with it.

Ours are, when the tests run; the organisation's, when they are set.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from flows.rules.matching.wishes import LONGEST_LABEL
from flows.wording.catalogue import LANGUAGES, gaps, words
from flows.wording.listener import Days, Hours, Span

SUNDAY_NOON: Final = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
MOMENTS: Final = [SUNDAY_NOON + timedelta(days=days, minutes=45) for days in range(6)]
TIMES: Final = ("by", "at", "until", "not_before", "cover_from", "was")


@cache
def sample(language: str, moment: datetime) -> Mapping[str, object]:
    """Something generous for every gap a wording may have."""
    wanted = max((words(f"language.{code}", language).text for code in LANGUAGES), key=len)
    codes = {"code": "K77", "codes": "K77, K78, K79", "handle": "Heron-4821", "channel": "texto"}
    codes |= {"words": "I see. And how was that for you?", "question": "How do I sleep?", "about": "grief"}
    codes |= {
        "verb": "TAKE",
        "peer": "Alexandrina",
        "topic": "x" * LONGEST_LABEL,
        "count": "12",
        "minutes": "30",
        "tail": "47",
        "what": "NEW VOLUNTEER?",
        "youth_line": "The helpline for young people, 310 555 0142, 6 to 10 PM PST",
        "digits": "4821",
        "helpline": "1-800-799-7233",
        "first_word": "CONNECT",
        "country": "the United Kingdom" if language == "en" else "Estados Unidos",
        "there": "911",
        "reach_there": words("crisis.call_only", language).text.format(crisis="800 911 2000"),
    }
    no, they = words("safe.no", language).text, words("safe.they", language).text
    codes |= dict.fromkeys(("calls", "voicemail", "discreet", "ends"), no)
    codes |= {"hours": "10:30pm-11:30am", "cover": "Club de Lectura Azul", "starts": they}
    codes |= {
        "of": "7",
        "times": "60",
        "who": "Heron-4821",
        "items": "; ".join(["K77 by 10:45 PM EST, Alexandrina has it"] * 6),
    }
    alert = "CRISIS K77 Heron-4821, by text Wed 12:45 PM EST. We gave them 911/988. Please look now. "
    codes |= {"told": f"{alert}ACK K77: you have it. SHOW K77: what they wrote."}
    codes |= {"item": "K77 by 10:45 PM EST tomorrow, Alexandrina waits for their word"}
    codes |= {"reason": "a storm, and the power is out"}
    codes |= {"names": "Maximiliana, Guadalupe, Alexandrina"}
    codes |= {"weekdays": "Mon, Wed, Thu and Sat", "clock": "10:30pm", "name": "Maria Guadalupe Lopez"[:20]}
    spoken = ", ".join(words(f"language.{code}", language).text for code in LANGUAGES)
    codes |= {"languages": spoken, "reserve": words("me.yes", language).text}
    codes |= {"missed": words("remind.missed_tell", language).text}
    zone = "Hawaii-Aleutian Time" if language == "en" else "hora de Hawai-Aleutianas"
    codes |= {"zone": zone, "choices": ", ".join(f"{n} {'x' * LONGEST_LABEL}" for n in range(1, 9))}
    span = Span(moment, moment + timedelta(hours=2, minutes=30))
    times = {**dict.fromkeys(TIMES, moment), "when": span, **_rota_sample(language, moment)}
    return {**times, **codes, "number": "2 0 2, 5 5 5", "wanted_language": wanted}


def _rota_sample(language: str, moment: datetime) -> dict[str, object]:
    """As `sample`, for what is said about shifts: as long as such things get."""
    night = Hours(moment, moment + timedelta(hours=9, minutes=45))
    listed = (
        "sab 28 nov 10:30 p.m.-12:30 a.m. (ok)" if language == "es" else "Sat Nov 28 10:30 PM-12:30 AM (ok)"
    )
    shift = "Every Mon, Tue, Thu and Sat, 10:30 PM-12:30 AM, Eastern Time"
    if language == "es":
        shift = "Cada lun, mar, jue y sab, 10:30 p.m.-12:30 a.m., hora oriental"
    return {
        **dict.fromkeys(("turn", "mine", "theirs", "last"), night),
        "turns": ", ".join([listed] * 5),
        "free": ", ".join([f"S24 {listed}"] * 3),
        "shift": shift,
        "shifts": f"{listed.removesuffix(' (ok)')}, {listed.removesuffix(' (ok)')}",
        "days": Days(moment + timedelta(days=30), moment + timedelta(days=45)),
        "address": f"https://shifts.example.org/calendar/{'a' * 32}.ics",
    }


def samples(id: str, language: str) -> list[Mapping[str, object]]:
    """What `sample` has for the gaps of a wording: each moment's, and once where none of the gaps says a moment."""
    named = gaps(words(id, language).text, words(id, language).voice)
    found: list[Mapping[str, object]] = [
        {name: value for name, value in sample(language, moment).items() if name in named}
        for moment in MOMENTS
    ]
    return found if any(each != found[0] for each in found) else found[:1]
