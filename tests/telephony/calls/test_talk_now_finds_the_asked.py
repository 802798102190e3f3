"""Key 3 with everybody on duty already asked for somebody else: an unanswered offer keeps nobody from being rung."""

from store.models import Callback, Offer
from tests.kits.line import TestLine

WAITING, CALLER, VOLUNTEER = "+12025550111", "+12025550112", "+12025550122"


def test_a_volunteer_with_an_unanswered_offer_is_rung_for_a_caller_on_the_line(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(WAITING, "CALL")
    line.work()
    assert [offer.state for offer in line.rows(Offer)] == ["open"]
    sid, heard = line.call(CALLER)
    heard = line.press(heard, "3", sid, CALLER)
    assert heard.dialled == VOLUNTEER
    line.work()
    assert [offer.state for offer in line.rows(Offer)] == ["withdrawn", "accepted"]
    assert [callback.state for callback in line.rows(Callback)] == ["waiting", "connecting"]
