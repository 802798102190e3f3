"""What a volunteer may see of the rota: their shifts, those nobody has, and when others are on, but never who."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import not_, select

from flows.rota_view import RotaView, ShiftView, SwapView
from flows.rules.times.shift_patterns import meant
from flows.wording import Hours
from store.database import Tx
from store.models import COMING_STATES, Shift, Swap, Volunteer
from store.rota import queries as rota
from store.rota import swaps
from store.rota.rows import HeldShift, listed
from store.rota.shift_patterns import AHEAD
from store.volunteers import availability

MOST = 40
"""More open shifts than that are not gone through one by one."""
_T = Shift.__table__.c


def seen(
    tx: Tx, volunteer_id: int, *, mine: str | None, free: str | None, others: str | None, language: str
) -> RotaView:
    """The shifts that `flows.effects.rota.LookUpRota` asks for, in order of time."""
    own = _own(tx, volunteer_id, mine, language) if mine is not None else []
    given = own[0] if len(own) == 1 else None
    return RotaView(
        mine=views(own),
        free=views(_free(tx, volunteer_id, free, language)) if free is not None else (),
        others=views(_others(tx, volunteer_id, others, given, language)) if others is not None else (),
        others_said=others or "",
        swaps=_swaps(tx, volunteer_id) if mine is not None else (),
    )


def _swaps(tx: Tx, volunteer_id: int) -> tuple[SwapView, ...]:
    asked = []
    for swap in swaps.open_ones(tx, volunteer_id):
        theirs, own = (rota.known_shift(tx, shift_id) for shift_id in (swap.turn_id, swap.for_turn_id))
        gets, gives = (Hours(row.starts_at, row.ends_at) for row in (theirs, own))
        asked.append(SwapView(swap.code, mine=gets, theirs=gives))
    return tuple(asked)


def _own(tx: Tx, volunteer_id: int, words: str, language: str) -> list[HeldShift]:
    if found := re.fullmatch(r"#(\d+)", words):
        return [row for row in rota.coming(tx, volunteer_id) if row.id == int(found[1])]
    return rota.find(tx, volunteer_id, words, language=language)


def _free(tx: Tx, volunteer_id: int, words: str, language: str) -> list[Shift]:
    """Open shifts that the volunteer could take: they are neither away then nor have another at the time."""
    rows = rota.unfilled(tx, before=tx.now + AHEAD)
    if found := re.fullmatch(r"\s*[sS][ .\-]?(\d{1,3})\s*", words):
        rows = [row for row in rows if row.code == f"S{found[1]}"]
    else:
        rows = _meant(tx, volunteer_id, rows, words, language)
    could = (row for row in rows if _fits(tx, volunteer_id, row))
    return list(islice(could, MOST))


def _fits(tx: Tx, volunteer_id: int, row: Shift) -> bool:
    at = (row.starts_at, row.ends_at)
    return rota.overlapping(tx, volunteer_id, *at) is None and not rota.is_away(tx, volunteer_id, *at)


def _others(tx: Tx, volunteer_id: int, words: str, given: Shift | None, language: str) -> list[Shift]:
    """Shifts of other volunteers who have not refused, one for each stretch of hours: whose it is does not matter."""
    coming = (
        select(Shift.__table__)
        .join(Volunteer, Volunteer.id == _T.volunteer_id)
        .where(
            _T.state.in_(COMING_STATES),
            _T.volunteer_id != volunteer_id,
            _T.starts_at > tx.now,
            _T.starts_at < tx.now + AHEAD,
            Volunteer.status == "active",
            # Volunteers in a pause without an end are asked nothing.
            not_(availability.paused_until_they_say()),
        )
    )
    found = listed(tx, coming.order_by(_T.starts_at, _T.id))
    refused: set[int] = set()
    if given is not None:
        no = select(Swap.for_turn_id).where(Swap.turn_id == given.id, Swap.state.in_(("declined", "lapsed")))
        refused = set(tx.run(no).scalars())
        # The same hours for the same hours is no trade.
        found = [row for row in found if (row.starts_at, row.ends_at) != (given.starts_at, given.ends_at)]
    rows = _meant(tx, volunteer_id, found, words, language)
    by_hours = {(row.starts_at, row.ends_at): row for row in reversed(rows) if row.id not in refused}
    return sorted(by_hours.values(), key=_when)


def _meant(tx: Tx, volunteer_id: int, rows: Sequence[Shift], words: str, language: str) -> list[Shift]:
    if not words.strip():
        return list(rows)
    zone = rota.zone_of(tx, volunteer_id)
    return [rows[place] for place in meant(words, [row.starts_at for row in rows], tx.now, zone, language)]


def _when(row: Shift) -> tuple[datetime, int]:
    return row.starts_at, row.id


def views(rows: Sequence[Shift]) -> tuple[ShiftView, ...]:
    """Rows of shifts as conversations see them."""
    return tuple(
        ShiftView(
            id=row.id,
            at=row.starts_at,
            until=row.ends_at,
            confirmed=row.confirmed_at is not None and row.state != "open",
            running=row.state == "on",
            code=row.code if row.state == "open" else None,
        )
        for row in rows
    )
