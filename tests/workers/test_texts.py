"""A text that the line starts by itself: sent once, whatever the carrier or the process does in between."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from store.callbacks import rings
from store.delivery import claim
from store.messages import compose
from store.models import Alert, Callback, Consent, Contact, Message, Offer
from telephony import carrier
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import COORDINATOR, TestLine
from workers import sweep
from workers.callbacks import advance_with
from workers.context import LOOKED_UP_WITHIN
from workers.texts import send_with

TIMEOUT = TransportError("no clear answer", unknown=True)
SERVER_ERROR = TransportError("HTTP 503", unknown=True, code=503)
BUSY = TransportError("HTTP 429", code=20429)
UNPLUGGED = TransportError("no connection")


def refusal(code: int) -> TransportError:
    return TransportError(f"code {code}", permanent=True, code=code)


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """An offer that waits to be texted to the first of two volunteers."""
    quick_line.volunteer(VOLUNTEER)
    quick_line.volunteer(SECOND, "Kim")
    quick_line.text(PARTICIPANT, "CALL")
    advance_with(quick_line.ctx, quick_line.rows(Callback)[0].id)
    return quick_line


def offers_to(line: TestLine, number: str) -> int:
    return sum("TAKE" in words for words in line.texts_to(number))


def alerts(line: TestLine, kind: str) -> int:
    return sum(alert.kind == kind for alert in line.rows(Alert))


@pytest.mark.parametrize("lost", [TIMEOUT, SERVER_ERROR], ids=["timeout", "5xx"])
def test_a_text_the_carrier_took_without_telling_us_is_found_and_not_sent_again(
    line: TestLine, lost: TransportError
) -> None:
    line.carrier.lost = [lost]
    line.work()
    assert offers_to(line, VOLUNTEER) == 1
    line.pass_time(seconds=6)
    line.pass_time(minutes=2)
    assert offers_to(line, VOLUNTEER) == 1
    [message] = line.rows(Message)
    assert (message.state, message.sid) == ("sent", line.carrier.texts[0].sid)


def test_a_text_that_the_carriers_list_shows_only_a_little_later_is_not_sent_again(line: TestLine) -> None:
    line.carrier.lost, line.carrier.lagging = [TIMEOUT], 1
    line.work()
    line.pass_time(seconds=6)
    line.pass_time(minutes=2)
    assert offers_to(line, VOLUNTEER) == 1
    [message] = line.rows(Message)
    assert (message.state, message.sid) == ("sent", line.carrier.texts[0].sid)


def test_a_text_with_a_trial_accounts_words_in_front_is_found(line: TestLine) -> None:
    line.carrier.lost = [TIMEOUT]
    line.work()
    line.carrier.texts[0].words = f"Sent from your trial account - {line.carrier.texts[0].words}"
    line.pass_time(seconds=6)
    assert offers_to(line, VOLUNTEER) == 1


def test_a_text_that_only_ends_in_the_same_words_is_another(line: TestLine) -> None:
    line.carrier.lost = [TIMEOUT]
    line.work()
    line.carrier.texts[0].words = f"Noted.\n{line.carrier.texts[0].words}"
    line.pass_time(seconds=6)
    assert offers_to(line, VOLUNTEER) == 2


def test_what_takes_too_long_to_look_up_is_not_asked_for_when_its_lease_may_be_over(line: TestLine) -> None:
    line.carrier.failures = [TIMEOUT]
    line.work()

    def slow(_: float) -> None:
        line.clock.at += timedelta(seconds=18)

    line.clock.at += timedelta(seconds=6)
    [message] = line.rows(Message)
    send_with(replace(line.ctx, pause=slow), message.id)
    assert offers_to(line, VOLUNTEER) == 0
    line.pass_time(seconds=6)
    assert offers_to(line, VOLUNTEER) == 1


def test_what_is_left_of_a_lease_after_two_look_ups_is_enough_for_the_request_itself() -> None:
    for lease in (claim.DOUBTFUL_LEASE, rings.DOUBTFUL_LEASE):
        assert timedelta(seconds=30) > lease >= LOOKED_UP_WITHIN + timedelta(seconds=sum(carrier.TIMEOUT))


@pytest.mark.parametrize("failure", [TIMEOUT, SERVER_ERROR, BUSY, UNPLUGGED], ids=str)
def test_a_text_the_carrier_did_not_take_is_sent_soon_after(line: TestLine, failure: TransportError) -> None:
    line.carrier.failures = [failure]
    line.work()
    assert offers_to(line, VOLUNTEER) == 0
    line.pass_time(seconds=6)
    assert offers_to(line, VOLUNTEER) == 1
    assert offers_to(line, SECOND) == 0


def test_an_earlier_text_with_the_same_words_is_not_mistaken_for_this_one(line: TestLine) -> None:
    line.work()
    first = line.carrier.texts[0]
    line.pass_time(minutes=1)
    contact_id = line.rows(Message)[0].contact_id
    again = line.ctx.run(lambda tx: compose.queue(tx, contact_id, "notice", "menu"))
    line.carrier.texts.append(
        type(first)("SM" + "f" * 32, VOLUNTEER, line.text(PARTICIPANT, "MENU"), first.at)
    )
    line.carrier.failures = [TIMEOUT]
    line.work()
    line.pass_time(seconds=6)
    [row] = [m for m in line.rows(Message) if m.id == again]
    assert row.state == "sent"
    assert row.sid not in ("SM" + "f" * 32, first.sid)


def test_a_killed_workers_text_is_taken_up_within_half_a_minute(line: TestLine) -> None:
    [message] = line.rows(Message)
    claimed = line.ctx.run(lambda tx: claim.claim(tx, message.id))
    assert claimed is not None  # and the worker dies here
    line.pass_time(seconds=10)
    assert offers_to(line, VOLUNTEER) == 0, "the lease holds"
    line.pass_time(seconds=20)
    assert offers_to(line, VOLUNTEER) == 1


def test_a_worker_killed_after_the_carrier_took_it_sends_nothing_twice(line: TestLine) -> None:
    [message] = line.rows(Message)
    claimed = line.ctx.run(lambda tx: claim.claim(tx, message.id))
    assert claimed is not None
    line.carrier.send_text(VOLUNTEER, claimed.words, receipt_url="")
    line.pass_time(seconds=30)
    assert offers_to(line, VOLUNTEER) == 1


def test_the_sweep_sends_what_nobody_was_woken_for(line: TestLine) -> None:
    line.woken.clear()
    assert sweep.sweep_with(line.ctx, "offers") > 0
    assert offers_to(line, VOLUNTEER) == 1


def test_one_bad_row_keeps_nobody_else_waiting(line: TestLine) -> None:
    contact_id = line.rows(Contact)[0].id
    other = line.ctx.run(lambda tx: compose.queue(tx, contact_id, "notice", "menu"))
    with line.db.begin(line.clock.at) as tx:
        tx.run(update(Message).where(Message.id != other).values(words_sealed="not sealed at all"))
    line.work()
    assert [m.state for m in line.rows(Message) if m.id == other] == ["sent"]


@pytest.mark.parametrize("code", [21211, 21217, 21614, 21604, 21214, 13224, 21216, 13225])
def test_a_number_that_cannot_be_reached_is_left_alone_and_the_next_is_asked(
    line: TestLine, code: int
) -> None:
    line.carrier.refused[VOLUNTEER] = refusal(code)
    line.work()
    assert (offers_to(line, VOLUNTEER), offers_to(line, SECOND)) == (0, 1)
    assert alerts(line, "unreachable") == 1
    assert [o.state for o in line.rows(Offer)] == ["failed", "open"]
    line.pass_time(hours=1)
    assert not line.texts_to(VOLUNTEER)


@pytest.mark.parametrize("code", [21408, 21215, 21606, 21612, 30032, 30034, 20003])
def test_when_the_carrier_will_not_work_for_us_an_operator_is_told(line: TestLine, code: int) -> None:
    line.carrier.refused[VOLUNTEER] = refusal(code)
    line.work()
    assert offers_to(line, SECOND) == 1
    assert alerts(line, "carrier_refused") == 1
    assert all(c.unreachable_at is None for c in line.rows(Contact))


def test_a_carrier_that_refuses_everything_is_not_asked_without_end(line: TestLine) -> None:
    line.carrier.down = refusal(20003)
    line.work()
    for _ in range(30):
        line.pass_time(seconds=10)
    assert alerts(line, "carrier_refused") <= 2
    assert len(line.rows(Message)) < 20


def test_21610_on_request_records_the_opt_out_and_asks_the_next(line: TestLine) -> None:
    line.carrier.refused[VOLUNTEER] = refusal(21610)
    line.work()
    [contact] = [c for c in line.rows(Contact) if c.opted_out_at is not None]
    written = [c for c in line.rows(Consent) if c.contact_id == contact.id and c.purpose == "texts"]
    assert [(c.action, c.source) for c in written] == [("withdrawn", "carrier")]
    assert offers_to(line, SECOND) == 1


@pytest.mark.parametrize("seconds", [30, 120, 900])
def test_an_alert_outlives_an_outage_of_the_carrier(quick_line: TestLine, seconds: int) -> None:
    quick_line.carrier.down = SERVER_ERROR
    quick_line.text(PARTICIPANT, "I want to die")
    quick_line.work()
    for _ in range(seconds // 10):
        quick_line.pass_time(seconds=10)
    quick_line.carrier.down = None
    for _ in range(6):
        quick_line.pass_time(seconds=10)
    assert [t.to for t in quick_line.carrier.texts if t.to != PARTICIPANT] == [COORDINATOR]


def test_an_offer_that_cannot_go_out_goes_to_the_next_when_its_time_is_over(line: TestLine) -> None:
    line.carrier.refused[VOLUNTEER] = UNPLUGGED
    line.work()
    for _ in range(62):
        line.pass_time(seconds=10)
    assert offers_to(line, SECOND) == 1


def test_a_stop_between_two_tries_stops_the_second(line: TestLine) -> None:
    line.carrier.failures = [TIMEOUT]
    line.work()
    line.text(VOLUNTEER, "STOP")
    line.pass_time(minutes=1)
    assert line.texts_to(VOLUNTEER) == []
    assert line.rows(Message)[0].state == "dropped"


def test_an_offer_covered_before_it_went_out_is_never_sent(line: TestLine) -> None:
    line.text(PARTICIPANT, "NEVERMIND")
    line.work()
    assert offers_to(line, VOLUNTEER) == 0


def test_an_alert_goes_out_within_ten_seconds_with_no_wake_up(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "I want to die")
    quick_line.woken.clear()
    quick_line.pass_time(seconds=1)
    [sent] = quick_line.carrier.texts
    assert sent.to == COORDINATOR
    assert sent.words.startswith("CRISIS")
    assert PARTICIPANT[2:] not in sent.words


def test_each_crisis_contact_has_an_alert_of_its_own(quick_line: TestLine) -> None:
    for number in (PARTICIPANT, SECOND):
        quick_line.text(number, "I want to kill myself")
    quick_line.work()
    handles = {t.words.split(" (")[0] for t in quick_line.carrier.texts}
    assert len(handles) == 2
