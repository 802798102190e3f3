"""What is said first to words of danger: the crisis line, or the line for what is happening to them.

Who is beaten, raped, a hurt child or poisoned is not answered as if they had spoken of suicide.
"""

import re
from typing import Final

from flows.contacts import stated_region
from flows.engine import Phrase, Scene
from flows.rules.crisis import crisis, help_lines
from flows.rules.crisis import lines as crisis_lines
from flows.rules.crisis.help_lines import HelpLine, Need
from flows.rules.phone import spoken
from flows.rules.words.clean_text import plain
from flows.steps import Channel

SAID: Final[dict[Need, str]] = {
    "violence": "hurt.violence",
    "rape": "hurt.rape",
    "child": "hurt.child",
    "poison": "hurt.poison",
}


def answer(scene: Scene) -> tuple[Phrase, ...]:
    """The answer to a crisis."""
    need = help_lines.need_of(crisis.read(scene.given).reasons)
    if (now := _has_happened(scene)) and need is None:
        return (*now, *_beside(scene))
    if need is None:
        return (Phrase("crisis.answer"), *_beside(scene))
    line = help_lines.line_of(scene.line, need, stated_region.of(scene))
    if line is None:
        return (Phrase("hurt.someone"),)
    return (Phrase(SAID[need], {"helpline": _number(line.call, scene)}), *_by_text(line, scene))


def footer(scene: Scene) -> Phrase:
    """What stands below the answer to words that a person looks at."""
    need = help_lines.need_of(crisis.read(scene.given).reasons)
    if need is None:
        return Phrase("crisis.footer")
    line = help_lines.line_of(scene.line, need, stated_region.of(scene))
    if line is None:
        return Phrase("hurt.footer_someone")
    return Phrase("hurt.footer", {"helpline": _number(line.call, scene)})


def has_happened(scene: Scene) -> bool:
    """Whether the act has happened, by these words: something was taken, or it bleeds. Then nobody waits and sees."""
    reading = crisis.read(scene.given)
    if reading.tier is not crisis.Tier.crisis:
        return False
    return not _TAKEN.isdisjoint(reading.reasons) or (
        _HURTING in reading.reasons and _BLEEDS.search(plain(scene.given)) is not None
    )


_TAKEN: Final = frozenset(
    (
        "took an amount of a means",
        "took a means",
        "took a means, unsaid which",
        "overdose under way",
        "took a poison",
    )
)
_HURTING: Final = "hurting myself"
_BLEEDS: Final = re.compile(
    r"\b(?:bleed\w*|blood|cut (?:\w+ )?too deep|slit|slashed|stabbed|sangr\w+|desangr\w+"
    r"|me cort[eo] (?:\w+ )?(?:profundo|hondo|feo|las venas))\b"
)


def _has_happened(scene: Scene) -> tuple[Phrase, ...]:
    if not has_happened(scene):
        return ()
    taken = not _TAKEN.isdisjoint(crisis.read(scene.given).reasons)
    line = help_lines.line_of(scene.line, "poison", stated_region.of(scene)) if taken else None
    about = (Phrase("hurt.taken", {"helpline": _number(line.call, scene)}),) if line is not None else ()
    return (Phrase("hurt.now"), *about)


def _beside(scene: Scene) -> tuple[Phrase, ...]:
    """How the crisis line is reached in Spanish, or by somebody who cannot speak there."""
    lines = crisis_lines.for_region(stated_region.of(scene))
    if lines.spanish_key and scene.person.language == "es":
        number = _number(lines.crisis, scene)
        said = {"digits": lines.spanish_key, "first_word": lines.spanish_word, "helpline": number}
        return (Phrase("hurt.in_spanish", said),)
    if not lines.text_to or lines.crisis_can_text:
        return ()
    return _text_to(lines.text_to, lines.text_word, scene)


def _by_text(line: HelpLine, scene: Scene) -> tuple[Phrase, ...]:
    return _text_to(line.text_to, line.text_word, scene) if line.text_to else ()


def _text_to(number: str, first_word: str, scene: Scene) -> tuple[Phrase, ...]:
    to = {"helpline": _number(number, scene)}
    if first_word:
        return (Phrase("hurt.can_text_first", {**to, "first_word": first_word}),)
    return (Phrase("hurt.can_text", to),)


def _number(written: str, scene: Scene) -> str:
    return spoken(written) if scene.channel is Channel.VOICE else written
