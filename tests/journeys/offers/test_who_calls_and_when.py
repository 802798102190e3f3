"""What a participant reads once somebody has taken the call they booked, where somebody else may read it too."""

import pytest

from store.contacts import contacts
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine


@pytest.mark.parametrize(("answer", "value"), [("discreet", True), ("cover", "Book Club")])
def test_nobody_else_who_reads_it_learns_a_name(quick_line: TestLine, answer: str, value: object) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER, "Rosa")
    line.text(PARTICIPANT, "CALL 1:30pm")
    known = line.ctx.run(lambda tx: contacts.by_number(tx, PARTICIPANT).contact_id or 0)
    line.ctx.run(lambda tx: safe_contact.keep(tx, known, answer, value))
    line.pass_time(minutes=70)
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    line.work()
    [told] = line.texts_to(PARTICIPANT)
    assert "1:30 PM" in told and "Rosa" not in told and "volunteer" not in told
    line.pass_time(minutes=11)
    assert not any("Rosa" in said for said in line.texts_to(PARTICIPANT))
    line.text(VOLUNTEER, f"PASS {line.code()}")
    line.work()
    assert not any("someone else" in said for said in line.texts_to(PARTICIPANT)), "no name was told"
