"""The figures of a month, group by group, and of the months before: for the page and for a file alike."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from console.web.figures.cells import Cells
from store.figures.figures import Asked, Month, Sum

HIGH: Final = 100
"""Of the highest bar, in units of the picture."""
STEP: Final = 48


class Row(NamedTuple):
    """One figure: what it is, and how much."""

    said: str
    value: str


class Group(NamedTuple):
    """Figures that belong together. `hint`: how they are counted, "" where that is plain."""

    said: str
    rows: Sequence[Row]
    hint: str


class Bar(NamedTuple):
    """One month of the picture and of its table. Heights are 0 for what may not be shown."""

    x: int
    name: str
    asked: str
    talked: str
    kept: str
    asked_high: int
    talked_high: int
    said: str


def groups(month: Month, cells: Cells) -> list[Group]:
    """All figures of a month, in the order of the page."""
    return [
        _group("contact", _contact(month, cells), cells),
        _group("asked", _outcomes(month.asked, cells), cells),
        _group("promise", _promise(month.asked, cells), cells),
        _group("talks", _talks(month.asked, cells), cells),
        _group("alerts", _alerts(month, cells), cells),
        _group("duty", _duty(month, cells), cells),
    ]


def sentence(month: Month, named: str, cells: Cells) -> str:
    """The month in words."""
    asked = month.asked
    one = "figures.sum_one" if month.people == 1 and not cells.hides else "figures.sum"
    said = cells.t(one, month=named, people=cells.people(month.people))
    if not asked.total:
        return f"{said} {cells.t('figures.sum_none')}"
    talked = asked.outcomes["talked"]
    rest = cells.t(
        "figures.sum_asked",
        asked=_total(asked, cells),
        talked=cells.people(talked),
        kept=_of_talks(asked.kept, talked, cells),
    )
    return f"{said} {rest}"


def bars(named: Sequence[tuple[str, Sum | None]], cells: Cells) -> list[Bar]:
    """Each month by its name. None: the line was not there yet."""
    most = max((each.asked for _, each in named if each), default=0) or 1
    return [_bar(place, name, each, most, cells) for place, (name, each) in enumerate(named)]


def _bar(place: int, name: str, month: Sum | None, most: int, cells: Cells) -> Bar:
    if month is None:
        unknown = cells.t("figures.unknown")
        return Bar(place * STEP, name, unknown, unknown, unknown, 0, 0, f"{name}: {unknown}")
    untold = cells.hides and 0 < month.asked - month.talked < 10
    asked = cells.unshown() if untold and not cells.is_small(month.asked) else cells.people(month.asked)
    talked, kept = cells.people(month.talked), _of_talks(month.kept, month.talked, cells)
    said = cells.t("figures.bar", month=name, asked=asked, talked=talked, kept=kept)
    heights = (
        0 if untold or cells.is_small(month.asked) else round(HIGH * month.asked / most),
        0 if cells.is_small(month.talked) else round(HIGH * month.talked / most),
    )
    return Bar(place * STEP, name, asked, talked, kept, *heights, said)


def _group(name: str, rows: Sequence[tuple[str, str]], cells: Cells) -> Group:
    said = [Row(cells.t(f"figure_names.{key}"), value) for key, value in rows]
    return Group(cells.t(f"figure_names.{name}"), said, cells.t(f"figure_names.{name}_means"))


def _contact(month: Month, cells: Cells) -> list[tuple[str, str]]:
    told = cells.hides and 0 < month.people - month.new < 10
    return [
        ("people", cells.people(month.people)),
        ("new", cells.unshown() if told and not cells.is_small(month.new) else cells.people(month.new)),
        ("texts", cells.people(month.texts)),
        ("checkins_text", cells.people(month.checkins["text"])),
        ("checkins_voice", cells.people(month.checkins["voice"])),
    ]


def _outcomes(asked: Asked, cells: Cells) -> list[tuple[str, str]]:
    others = {each: count for each, count in asked.outcomes.items() if each != "talked"}
    languages = (
        {each: cells.unshown() for each in asked.languages}
        if _tells(asked, cells)
        else cells.parts(asked.languages)
    )
    return [
        ("asked_for", _total(asked, cells)),
        ("talked", cells.people(asked.outcomes["talked"])),
        *cells.parts(others).items(),
        *((f"language_{each}", languages[each]) for each in ("en", "es") if each in languages),
    ]


def _promise(asked: Asked, cells: Cells) -> list[tuple[str, str]]:
    talked = asked.outcomes["talked"]
    share = cells.t("figures.none")
    if talked:
        share = cells.unshown() if cells.is_small(talked) else f"{round(100 * asked.kept / talked)} %"
    return [
        ("kept", _of_talks(asked.kept, talked, cells)),
        ("kept_share", share),
        ("late", _of_talks(asked.late, talked, cells)),
        ("put_off", _of_talks(asked.put_off, asked.total, cells)),
        ("told_late", _of_talks(asked.told_late, asked.total, cells)),
        ("waits", cells.spread(asked.waits)),
    ]


def _talks(asked: Asked, cells: Cells) -> list[tuple[str, str]]:
    counts = {kind: found.count if found else 0 for kind, found in asked.talks.items()}
    said = cells.parts(counts)
    rows = []
    for kind, found in asked.talks.items():
        rows.append((f"talks_{kind}", said[kind]))
        if found is not None:
            shown = said[kind] == cells.number(found.count)
            rows.append((f"length_{kind}", cells.spread(found) if shown else cells.unshown()))
            rows.append((f"total_{kind}", cells.hours(found.total) if shown else cells.unshown()))
    return rows


def _alerts(month: Month, cells: Cells) -> list[tuple[str, str]]:
    rows = []
    for tier, each in month.alerts.items():
        rows.append((f"alerts_{tier}", cells.people(each.count)))
        if each.count:
            rows.append((f"taken_{tier}", cells.spread(each.taken)))
            rows.append((f"untaken_{tier}", _of_talks(each.untaken, each.count, cells)))
    return rows


def _duty(month: Month, cells: Cells) -> list[tuple[str, str]]:
    duty = month.duty
    return [
        ("volunteers", cells.number(duty.volunteers)),
        ("hours_on", cells.hours(duty.hours)),
        ("wanted" if duty.by_slots else "all_hours", cells.hours(duty.wanted)),
        ("unstaffed", cells.hours(duty.unstaffed)),
    ]


def _of_talks(count: int, of: int, cells: Cells) -> str:
    """What the line did well or badly is shown as it is, unless it is about few people altogether."""
    return cells.unshown() if cells.is_small(of) else cells.number(count)


def _tells(asked: Asked, cells: Cells) -> bool:
    return cells.is_told_by(count for each, count in asked.outcomes.items() if each != "talked")


def _total(asked: Asked, cells: Cells) -> str:
    if cells.is_small(asked.total):
        return cells.people(asked.total)
    return cells.unshown() if _tells(asked, cells) else cells.number(asked.total)
