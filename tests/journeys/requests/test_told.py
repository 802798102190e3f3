"""What somebody told the line, wherever it lies: MINE and a day after the talk leave no copy of it."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import select

from store.models import Alert, Base, Told
from store.upkeep import housekeeping
from store.vault.columns import SEALED, name_in
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine

WORD = "tulips"
TOLD = f"my mother died in may, she loved her {WORD}"


def copies(line: TestLine, word: str = WORD) -> list[str]:
    """The columns that hold this word in any row, sealed or not."""
    found = []
    with line.db.begin(line.clock.at) as tx:
        for table in Base.metadata.sorted_tables:
            for row, column in product(tx.run(select(table)).all(), table.columns):
                kept, sealed = getattr(row, column.name), SEALED.get((table.name, column.name))
                if kept is not None:
                    words = tx.open(sealed, name_in(row, sealed), kept) if sealed else str(kept)
                    found += [str(column)] * (word in words)
    return found


def pass_and_tidy(line: TestLine, **by: float) -> None:
    line.pass_time(**by)
    line.ctx.run(housekeeping.tidy)


def talked(line: TestLine) -> None:
    """A call is asked for, taken, briefed and talked."""
    desk = Desk(line)
    desk.ask()
    for words in ("MORE", f"would she want {WORD} on her grave", "SKIP", f"who brings the {WORD} now"):
        line.text(PARTICIPANT, words)
    ring = desk.take()
    line.text(VOLUNTEER, "WORDS")
    line.work()
    assert any(WORD in said for said in line.texts_to(VOLUNTEER))
    desk.talk(ring).over("completed", ring.sid)
    line.work()
    assert desk.state == "completed"


def called_off(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.text(PARTICIPANT, "NEVERMIND")


def never_asked(line: TestLine) -> None:
    line.text(PARTICIPANT, "3")


@pytest.mark.both_databases
@pytest.mark.parametrize("then", [talked, called_off, never_asked])
def test_a_day_later_it_is_gone_in_every_copy(line: TestLine, then: Callable[[TestLine], None]) -> None:
    line.text(PARTICIPANT, TOLD)
    then(line)
    line.pass_time(hours=23)
    assert "told.words_sealed" in copies(line) and "inbound.words_sealed" in copies(line)
    pass_and_tidy(line, hours=1, minutes=5)
    assert copies(line) == []
    assert line.rows(Told) == []


def test_what_they_write_about_the_talk_goes_with_it_and_no_other_volunteer_sees_it(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    talked(line)
    line.pass_time(minutes=30)
    line.text(PARTICIPANT, f"i planted the {WORD} today and i cried a lot")
    line.text(PARTICIPANT, "CALL")
    assert line.rows(Told)[-1].words_sealed is None
    pass_and_tidy(line, hours=24, minutes=5)
    assert copies(line) == []


def test_mine_leaves_no_copy_and_the_next_words_are_told_of_anew(line: TestLine) -> None:
    line.text(PARTICIPANT, TOLD)
    line.text(PARTICIPANT, "CALL")
    assert copies(line)
    assert "No volunteer will see" in line.text(PARTICIPANT, "mine")
    assert copies(line) == []
    line.pass_time(minutes=1)
    assert "text MINE" in line.text(PARTICIPANT, "my mother was only 50 when she died")


def test_words_of_danger_are_shown_to_no_volunteer_as_told_and_stay_for_their_alert(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, f"i want to die among the {WORD}")
    assert line.rows(Told) == []
    assert line.rows(Alert)
    called_off(line)
    pass_and_tidy(line, hours=25)
    assert copies(line) == ["inbound.words_sealed"]
