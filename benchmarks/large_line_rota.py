"""A year of shifts, and of the patterns that they come from."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.large_line_year import VOLUNTEERS, Year


def patterns(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    begins = (year.now - timedelta(days=364)).date()
    for id in range(1, 2 * VOLUNTEERS + 1):
        day, hour = begins + timedelta(days=id % 7), id % 12 * 2
        yield {
            "id": id,
            "volunteer_id": (id - 1) % VOLUNTEERS + 1,
            "begins": f"{day}T{hour:02d}:00",
            "recurs": f"FREQ=WEEKLY;BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[day.weekday()]}",
            "minutes": 120,
            "timezone": "UTC",
            "expanded_to": year.now + timedelta(days=35),
            "created_at": year.now - timedelta(days=365),
        }


def shifts(year: Year) -> Iterator[dict[str, Any]]:
    """Rows of this table."""
    begins = year.now.replace(hour=0, minute=0, second=0) - timedelta(days=364)
    for pattern in range(1, 2 * VOLUNTEERS + 1):
        for week in range(57):
            starts = begins + timedelta(days=pattern % 7 + 7 * week, hours=pattern % 12 * 2)
            is_open = starts > year.now and (pattern + week) % 40 == 0
            yield {
                "shift_id": pattern,
                "volunteer_id": None if is_open else (pattern - 1) % VOLUNTEERS + 1,
                "local_date": f"{starts.date()}",
                "starts_at": starts,
                "ends_at": starts + timedelta(hours=2),
                "state": "open" if is_open else "planned" if starts > year.now else "over",
                "code": f"S{pattern}W{week}" if is_open else None,
                "created_at": begins,
            }
