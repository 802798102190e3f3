"""The plan of the house in docs/adr/0038 is the one that the imports give."""

import pytest

from tests.kits.house import DRAWN, ROOT, arrows, floors, picture, rooms

PLAN = ROOT / "docs" / "adr" / "0038-the-house-by-subject.md"


@pytest.mark.parametrize("inside", DRAWN)
def test_the_picture_in_the_record_is_drawn_from_the_imports(inside: str) -> None:
    assert picture(inside) in PLAN.read_text("utf-8"), "draw it again: python -m tests.kits.house"


@pytest.mark.parametrize("inside", DRAWN)
def test_every_room_stands_on_one_floor_above_all_that_it_imports(inside: str) -> None:
    height = {room: -number for number, floor in enumerate(floors(inside)) for room in floor}
    known = rooms(inside)
    assert height.keys() == known.keys()
    assert all(height[room] > height[each] for room, others in known.items() for each in others)
    assert len(arrows(inside)) >= len(known) - len(floors(inside)[0])
