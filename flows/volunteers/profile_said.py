"""A volunteer's profile in words, for the volunteer alone."""

from typing import Final

from flows.person import ProfileView
from flows.rules.matching.wishes import label
from flows.rules.times import zones
from flows.steps import Phrase, Scene
from flows.wording import Named, words

_SHOWN: Final = 60
"""How much of what they talk about fits a text."""


def in_words(known: ProfileView, s: Scene) -> dict[str, str]:
    """What fills the gaps of `me.shown`."""
    spoken = s.person.language
    about = ", ".join(label(each) for each in known.experiences) or "-"
    return {
        "name": known.name,
        "languages": ", ".join(words(f"language.{each}", spoken).text for each in known.languages),
        "about": f"{about[:_SHOWN]}..." if len(about) > _SHOWN else about,
        "zone": zones.name_of(s.person.zone, spoken, s.now) if s.person.zone else "?",
        "calls": str(known.shift_cap or words("me.any", spoken).text),
        "reserve": words("me.yes" if known.reserve else "me.no", spoken).text,
    }


def beside(known: ProfileView, s: Scene) -> list[Phrase]:
    """What participants may call them; and the parts that not everybody has: a pause, hours, a cap on calls a day."""
    said = [Phrase("me.called", {"name": known.called or Named("me.no_name")})]
    if known.paused:
        until = known.paused_until
        said.append(Phrase("me.paused_until", {"until": until}) if until else Phrase("me.paused"))
    if known.hours:
        first, more = known.hours[0], len(known.hours) - 1
        said.append(Phrase("me.on_more" if more else "me.on", {"shift": first, "count": more}))
    if known.takes_danger is not None:
        said.append(Phrase("me.takes_danger" if known.takes_danger else "me.no_danger"))
    if known.daily_cap is not None:
        said.append(Phrase("me.a_day", {"count": known.daily_cap}))
    return said
