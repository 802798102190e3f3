"""What a coordinator's phone does with an alert, as both databases keep it."""

from store.alerts import phones
from store.models import Alert, AlertPhone, TrialRing
from tests.kits.bridge import PARTICIPANT, Desk
from tests.kits.codes import code_in
from tests.kits.line import COORDINATOR, TestLine


def test_words_a_call_the_words_read_and_the_end_are_kept_for_the_phone_that_did_it(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to kill myself")
    line.work()
    line.text(COORDINATOR, code_in(line.text(COORDINATOR, "SAY A1 Are you alone?")))
    line.text(PARTICIPANT, "yes")
    line.text(COORDINATOR, "SHOW A1")
    line.work()
    desk = Desk(line)
    desk.end(desk.ringing(COORDINATOR), "no-answer")
    line.text(COORDINATOR, "CALL A1")
    line.work()
    line.text(PARTICIPANT, "1")
    line.work()
    line.text(PARTICIPANT, "no dont call me")
    [kept] = line.rows(AlertPhone)
    assert (kept.said_at, kept.asked_at) == (line.clock.at, line.clock.at)
    assert [each.purpose for each in line.rows(TrialRing)] == ["alert_words", "alert_call"]
    assert line.rows(TrialRing)[-1].outcome == "called_off"
    assert line.rows(Alert)[0].call_yes_at is None
    with line.db.begin(line.clock.at) as tx:
        wrote = phones.wrote_last(tx, kept.about_id, since=kept.said_at.replace(year=2000))
        assert wrote is not None and wrote.contact_id == kept.contact_id
    line.text(COORDINATOR, code_in(line.text(COORDINATOR, "CLOSE A1 with her sister")))
    with line.db.begin(line.clock.at) as tx:
        assert phones.wrote_last(tx, kept.about_id, since=kept.said_at.replace(year=2000)) is None
    assert line.rows(Alert)[0].outcome_sealed is not None
