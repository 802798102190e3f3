"""What is wrong with a wording, in sentences: too long, unclean, indiscreet, or a carrier's word out of place.

One measure for our own words (tests/house/test_wording_rules.py) and for those the organisation sets
(`warmline line set wording.…`), which are looked at inside a Line that already has them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Self

from flows.line import Line
from flows.rules.screening import opt_out
from flows.rules.words.replies import CARRIER_WORDS, clean
from flows.rules.words.segments import count
from flows.wording.catalogue import Words, gaps, words, words_of
from flows.wording.listener import Listener
from flows.wording.render import render
from flows.wording.samples import SUNDAY_NOON, samples

EVERYWHERE: Final = frozenset(("line", "line_number", "emergency", "crisis", "reach_crisis"))

# What would tell a bystander why somebody has this number: beginnings of words, in both languages.
DISCLOSING: Final = (
    "peer support crisis recover sober addict alcohol drug substance mental health suicid depress anxi"
    " grief abuse therap counsel warmline hotline helpline group meeting volunteer lonel emergen feeling"
    " companer apoy ayud sobri adicc droga salud ansie duelo abus terap consejer grupo reunion voluntari"
    " solitari soledad emocion sentimient psico check"
).split()

_STOP_IN_ITS_ROLE: Final = frozenset(
    """
    intro menu volunteer.invite volunteer.intro trusted.confirmed trusted.tell new_owner.ask new_owner.ended
    answer.erase answer.erase_nobody watched.nothing watched.cover coordinator.help
    watched.help watched.help_cover coordinator.stop_ends_alerts
    """.split()
)
_OWN_ROLE: Final = {
    "intro": {"STOP", "HELP"},
    "menu": {"STOP", "HELP"},
    "volunteer.invite": {"STOP", "HELP"},
    "volunteer.intro": {"STOP", "HELP"},
    "crisis.then_start": {"START"},
}
"""Wordings in which STOP, START and HELP mean what they do for the carrier."""


class Flaw(str):
    """A sentence that says what is wrong. `why` and `gaps`: the same for pages that have words of their own for it."""

    why: str
    gaps: Mapping[str, object]

    def __new__(cls, said: str, why: str, **gaps: object) -> Self:
        """A flaw of this kind."""
        made = super().__new__(cls, said)
        made.why, made.gaps = why, gaps
        return made


def of_new_words(id: str, language: str, line: Line) -> list[Flaw]:
    """All that is wrong with a reworded `id`, for whoever set it: `line` has the new words in it."""
    entry, ours = words_of(line, id, language), words(id, language)
    wrong = [
        _gaps_differ(part, original)
        for part in ("text", "voice", "discreetly")
        if not _same_gaps(getattr(entry, part), original := getattr(ours, part))
    ]
    if wrong:
        return wrong
    printed = (_numbers(entry.text) != _numbers(ours.text)) or (_numbers(entry.voice) != _numbers(ours.voice))
    if ours.replies and printed:
        wrong.append(Flaw("the answers keep their numbers: people reply with them.", "numbers"))
    return [
        *wrong,
        *too_long(id, language, line),
        *unclean(id, language, line),
        *indiscreet(entry),
        *carriers_words(id, entry),
    ]


def too_long(id: str, language: str, line: Line) -> Iterator[Flaw]:
    """Says so where a text takes more segments than it may, its gaps filled with the longest there are."""
    most = words(id, language).segments
    for discreet in (False, True):
        for given in samples(id, language):
            said = render(id, Listener(line, language, False, SUNDAY_NOON, discreet=discreet), given)
            size = count(said)
            if size.segments > most:
                by = (
                    "that is longer than one text holds" if most == 1 else f"at most {most} texts may be used"
                )
                dear = " One of its letters makes a text cost double." if size.encoding == "UCS-2" else ""
                yield Flaw(
                    f"it takes {size.segments} texts ({size.units} letters), and {by}.{dear}",
                    "too_long_dear" if dear else "too_long",
                    count=size.segments,
                    most=most,
                )
                return


def unclean(id: str, language: str, line: Line) -> Iterator[Flaw]:
    """Says so where blanks, stops or capitals do not stand as they should once the gaps are filled."""
    for aloud in (False, True):
        for given in samples(id, language):
            said = render(id, Listener(line, language, aloud, SUNDAY_NOON), given)
            flaw = re.search(r"[{}]|\.\.|  |^\s|\s$|[.?!] [a-z]", re.sub(r"\b([ap])\.m\. ", r"\1m ", said))
            if flaw is not None:
                yield Flaw(
                    f'after a full stop a capital, and no double blanks or stops: see "{flaw.group()}".',
                    "unclean",
                    part=flaw.group(),
                )
                return


def indiscreet(entry: Words) -> Iterator[Flaw]:
    """Says which words of a discreet wording would tell somebody else what this line is for."""
    discreet = [entry.text, entry.voice] if entry.discreet else [entry.discreetly]
    # What takes the place of words of danger keeps the emergency number: anybody may know that one.
    barred = EVERYWHERE if entry.discreet else EVERYWHERE - {"emergency"}
    named = gaps(discreet[0]) & barred | (gaps(*discreet[1:]) & (EVERYWHERE - {"line"}))
    if named:
        listed = ", ".join(sorted(named))
        yield Flaw(f"somebody else may read it, so it does not name {listed}.", "names", names=listed)
    plain = clean(re.sub(r"\{.*?\}", "", " ".join(discreet)))
    found = [word for word in DISCLOSING if re.search(rf"\b{word}", plain)]
    if found:
        listed = ", ".join(found)
        yield Flaw(f"somebody else may read it, so it has no words like {listed}.", "discloses", words=listed)


def carriers_words(id: str, entry: Words) -> Iterator[Flaw]:
    """Says which words it asks for that the carrier takes for itself: STOP, START, HELP and their like."""
    own = _OWN_ROLE.get(id, set()) | ({"STOP"} if id in _STOP_IN_ITS_ROLE else set())
    own |= {"STOP", "START", "HELP"} if id.startswith("consent.") else set()
    shouted = set(re.findall(r"\b[A-Z]{2,}\b", f"{entry.text} {entry.voice}"))
    spoken = entry.voice.lower() if entry.voice != entry.text else ""
    named = map(clean, re.findall(r"(?:words?|text|palabra|manda|,? or|,? [ou]) (\w+)", spoken))
    aloud = {word for word in named if word in CARRIER_WORDS | opt_out.OPT_OUT_WORDS}
    if found := (shouted & {word.upper() for word in CARRIER_WORDS}) - own | aloud:
        listed = ", ".join(sorted(found))
        yield Flaw(
            f"these words belong to the carrier, and cannot be asked for here: {listed}.",
            "carrier",
            words=listed,
        )


def _same_gaps(said: str, ours: str) -> bool:
    try:
        return gaps(said) == gaps(ours)
    except ValueError:
        return False


def _gaps_differ(part: str, ours: str) -> Flaw:
    named = ", ".join(f"{{{name}}}" for name in sorted(gaps(ours))) or "none"
    where = {"text": "", "voice": " What callers hear is set by .voice behind the name."}.get(part, "")
    said = f"what is filled in stays the same, each in its braces: {named}.{where}"
    return Flaw(
        said, "no_gaps" if named == "none" else "gaps", **({} if named == "none" else {"names": named})
    )


def _numbers(said: str) -> list[str]:
    return sorted(re.findall(r"\d+", said))
