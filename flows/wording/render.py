"""From a phrase to the words one person reads or hears."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from flows.line import Line
from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import spoken
from flows.rules.words import substances
from flows.wording.catalogue import (
    calls_only,
    late,
    without_an_hour,
    without_calls,
    words,
    words_of,
)
from flows.wording.listener import Days, Hours, Listener, Named, ReachIn, Span
from flows.wording.times import Moment, as_gap, plain, render_days, render_hours, render_span

TO_COME = ("by", "when", "at", "until", "cover_from")
"""The gaps that name a moment to come. What is told of the past stands in {was}."""
OF_TOPICS = ("topic", "about", "choices")
"""The gaps that name what somebody has been through."""
_BEGINS_SENTENCE = re.compile(r"(^|[.!?] |[¿¡])\{(\w+)\}")
"""A gap with which a sentence begins: words of ours in it get a capital letter."""
_GAP_OF_MOMENT = re.compile(r"(\w+ |[}(] ?|[}], )?\{(by|at|until|was|not_before|cover_from)\}")
"""A gap for a moment, with what stands before it: in Spanish that decides on the article."""
_BARE_ARTICLE = frozenset(("hasta", "desde", "de", "entre"))


def render(id: str, to: Listener, params: Mapping[str, Any] | None = None) -> str:
    """The words of wording `id`, its gaps filled. Datetimes become local clock times.

    No past hour is said as one to come: once it has passed, the wording "late.<id>" is said instead, where there is
    one (tests/house/test_times_to_come.py says where there need not be).
    """
    over = true_until(id, params or {}, to.language)
    said_now = late(id) or id if over is not None and over <= to.now else id
    said_now = without_an_hour(id) or said_now if to.in_danger else said_now
    chosen = without_calls(said_now) if to.no_calls else said_now
    entry = words_of(to.line, chosen, to.language)
    no_texts = to.no_texts or not to.line.texting
    if to.aloud and no_texts and (instead := calls_only(said_now)) is not None:
        # The organisation's own words stand as they chose them.
        same = entry.voice == words(chosen, to.language).voice
        entry = words(instead, to.language) if same else entry
    template = entry.voice if to.aloud else entry.text
    if to.discreet and (entry.discreetly or not entry.discreet):
        template = entry.discreetly or words("veiled", to.language).text
    quiet = to.line.recovery and not to.aloud
    if quiet and substances.names_one(template):
        template = words(chosen, to.language).text  # the organisation's own words named one
    if "{" not in template:
        return template
    gaps = {name: _said(value, to) for name, value in (params or {}).items()}
    if quiet:
        gaps |= {name: substances.by_initial(gaps[name]) for name in OF_TOPICS if name in gaps}
    ours = {name for name, value in (params or {}).items() if isinstance(value, Named)}
    if to.language == "es":
        template = _GAP_OF_MOMENT.sub(
            lambda gap: _with_article(gap) if isinstance(gaps.get(gap[2]), Moment) else gap[0], template
        )
    template = _BEGINS_SENTENCE.sub(lambda at: _capital(at, gaps) if at[2] in ours else at[0], template)
    said = template.format_map(
        {**_gaps_of_line(to.line, to.region or to.line.region, to.language, to.aloud), **_cover(to), **gaps}
    )
    return said.replace(".m..", ".m.")  # a sentence that ends in "6 p.m." has its stop already


def _with_article(gap: re.Match[str]) -> str:
    before, name = gap[1] or "", gap[2]
    if before.strip() in _BARE_ARTICLE:
        return f"{before}{{{name}:las}}"
    return f"{before}{{{name}:plain}}" if before[:1] in ("}", "(") else gap[0]


def _capital(at: re.Match[str], gaps: Mapping[str, str]) -> str:
    said = gaps[at[2]]
    return f"{at[1]}{said[:1].upper()}{said[1:]}"


def true_until(id: str, params: Mapping[str, Any], language: str) -> datetime | None:
    """When the first moment passes that wording `id` promises; None where it promises none, or has no late words."""
    if late(id) is None:
        return None
    entry = words(id, language)
    named = (params[gap] for gap in TO_COME if gap in params and f"{{{gap}}}" in entry.text + entry.voice)
    ends = (each.end if isinstance(each, Span) else each for each in named)
    return min((end for end in ends if isinstance(end, datetime)), default=None)


def _cover(to: Listener) -> dict[str, str]:
    return {"line": to.cover} if to.cover else {}


def _said(value: Any, to: Listener) -> str:
    if isinstance(value, datetime):
        return as_gap(value, to)
    if isinstance(value, Span):
        return render_span(value, to)
    if isinstance(value, Hours):
        return render_hours(value, to)
    if isinstance(value, Days):
        return render_days(value, to)
    if isinstance(value, ReachIn):
        return reach_in(value.region, to.language, aloud=to.aloud)[1]
    if isinstance(value, Named):
        # Somebody who asked for discreet words hears those of what is named, where it has any.
        less = to.discreet and bool(words(value.id, to.language).discreetly)
        return render(value.id, replace(to, discreet=less))
    return plain(str(value))


@lru_cache(maxsize=64)
def _gaps_of_line(line: Line, region: str, language: str, aloud: bool) -> dict[str, str]:
    emergency, reach = reach_in(region, language, aloud=aloud)
    return {
        "line": line.name,
        "line_number": spoken(line.number) if aloud else line.number,
        "emergency": emergency,
        "crisis": _crisis(crisis_lines.for_region(region), aloud),
        "reach_crisis": reach,
    }


def reach_in(region: str, language: str, *, aloud: bool) -> tuple[str, str]:
    """The emergency number of a region, and how its crisis line is reached: "999", "call 116 123"."""
    lines = crisis_lines.for_region(region)
    reach = words(_way_to(lines), language)
    emergency = " ".join(lines.emergency) if aloud and lines.emergency.isdigit() else lines.emergency
    return emergency, (reach.voice if aloud else reach.text).format(crisis=_crisis(lines, aloud))


def _crisis(lines: crisis_lines.CrisisLines, aloud: bool) -> str:
    # Where we know no crisis line, the emergency number is the one there is.
    return (lines.crisis_voice if aloud else lines.crisis) or lines.emergency


def _way_to(lines: crisis_lines.CrisisLines) -> str:
    """The wording that says how the crisis line is reached; a hospital where we know none."""
    if not lines.crisis:
        return "crisis.hospital"
    return "crisis.call_or_text" if lines.crisis_can_text else "crisis.call_only"
