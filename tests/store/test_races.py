"""Two at one moment: whoever is second meets a lock or a constraint, never half a change."""

import threading
from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from store.callbacks import callbacks
from store.database import Tx
from store.models import Callback, Conversation, Inbound, Leg, Message, Offer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, CONTACT, MESSAGE, NEW_CONTACTS, OFFERS, VOLUNTEER_ROW, at_once
from tests.kits.waiting import PATIENCE
from workers.callbacks import advance_with
from workers.calls import settle_with
from workers.texts import send_with

OTHER = "+12025550144"


def states(line: TestLine) -> list[str]:
    return [cb.state for cb in line.rows(Callback)]


def offered_to_both(line: TestLine) -> Desk:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    line.pass_time(minutes=95)  # the promise is near: both are asked
    assert {t.to for t in line.carrier.texts if "TAKE" in t.words} == {VOLUNTEER, SECOND}
    return desk


def test_of_two_takes_at_once_one_wins_and_the_other_hears_covered(line: TestLine) -> None:
    desk = offered_to_both(line)
    answers = at_once(
        line,
        CALLBACK,
        lambda: line.text(VOLUNTEER, f"TAKE {desk.code}"),
        lambda: line.text(SECOND, f"TAKE {desk.code}"),
    )
    line.text(PARTICIPANT, "READY")
    line.work()
    assert sorted("is yours" in said for said in answers) == [False, True]
    assert sum("is covered" in said for said in answers) == 1
    assert [t.words for t in line.carrier.texts if "is covered" in t.words] == [], "they were told so already"
    assert len(line.carrier.rings) == 1
    assert sorted(o.state for o in line.rows(Offer)).count("accepted") == 1


def test_one_volunteer_who_takes_twice_at_once_is_rung_once(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    answers = at_once(line, CONTACT, *[lambda: line.text(VOLUNTEER, f"TAKE {desk.code}")] * 2)
    line.work()
    assert all(desk.code in said for said in answers)
    assert len(line.carrier.rings) == 1


def test_a_text_delivered_twice_at_once_is_kept_once_and_answered_alike(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    sid = f"SM{'a' * 32}"
    first, second = at_once(line, CONTACT, *[lambda: line.text(PARTICIPANT, "2", sid=sid)] * 2)
    assert first == second
    assert "be in touch with a volunteer" in first
    assert [row.sid for row in line.rows(Inbound)].count(sid) == 1


def test_a_first_text_delivered_twice_at_once_makes_one_contact(line: TestLine) -> None:
    sid = f"SM{'b' * 32}"
    first, second = at_once(line, NEW_CONTACTS, *[lambda: line.text(PARTICIPANT, "CALL", sid=sid)] * 2)
    assert first == second
    [_] = line.contacts_of(PARTICIPANT)
    assert (len(line.rows(Callback)), len(line.rows(Inbound))) == (1, 1)


def test_two_first_texts_at_once_make_one_contact_and_one_introduction(line: TestLine) -> None:
    answers = at_once(
        line,
        NEW_CONTACTS,
        lambda: line.text(PARTICIPANT, "CALL"),
        lambda: line.text(PARTICIPANT, "CHECKIN"),
    )
    [_] = line.contacts_of(PARTICIPANT)
    assert len(line.rows(Conversation)) == 1
    assert sum("you've reached" in said for said in answers) == 1


def test_two_texts_at_once_are_read_one_after_the_other(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    mood, offer = at_once(
        line, CONTACT, lambda: line.text(PARTICIPANT, "3"), lambda: line.text(PARTICIPANT, "yes")
    )
    if "be in touch with a volunteer" not in mood:  # SQLite lets them in in no particular order
        mood, offer = offer, mood
    assert "be in touch with a volunteer" in mood
    assert states(line) == ["waiting"] or "Sorry" in offer


def test_on_postgresql_the_second_text_is_read_against_the_question_the_first_one_led_to(
    postgres_line: TestLine,
) -> None:
    line = postgres_line
    line.text(PARTICIPANT, "CHECKIN")
    mood, booked = at_once(
        line, CONTACT, lambda: line.text(PARTICIPANT, "3"), lambda: line.text(PARTICIPANT, "yes")
    )
    assert "be in touch with a volunteer" in mood
    assert states(line) == ["waiting"], booked


def test_a_stop_that_comes_first_silences_the_text_right_behind_it(postgres_line: TestLine) -> None:
    line = postgres_line
    line.text(PARTICIPANT, "CHECKIN")
    stopped, after = at_once(
        line, CONTACT, lambda: line.text(PARTICIPANT, "STOP"), lambda: line.text(PARTICIPANT, "3")
    )
    assert "unsubscribed" in stopped
    assert after == ""


def test_two_requests_at_once_make_one_callback(line: TestLine) -> None:
    line.text(PARTICIPANT, "MENU")
    answers = at_once(line, CONTACT, *[lambda: line.text(PARTICIPANT, "CALL")] * 2)
    assert states(line) == ["waiting"]
    assert sum("We have your request" in said for said in answers) == 1


def test_two_callers_at_once_never_get_the_same_peer(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    calls = [(number, *line.call(number)) for number in (PARTICIPANT, OTHER)]
    heard = at_once(
        line,
        VOLUNTEER_ROW,
        *[lambda c=call: line.press(c[2], "3", c[1], c[0]) for call in calls],
    )
    dialled = [h.dialled for h in heard if h.root.find(".//Dial") is not None]
    assert dialled == [VOLUNTEER]
    assert sum("will call you back" in h.words for h in heard) == 1
    assert sorted(states(line)) == ["connecting", "waiting"]
    assert all(cb.volunteer_id is None for cb in line.rows(Callback) if cb.state == "waiting")


def test_two_callers_at_once_get_two_peers(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND)
    calls = [(number, *line.call(number)) for number in (PARTICIPANT, OTHER)]
    heard = at_once(
        line,
        VOLUNTEER_ROW,
        *[lambda c=call: line.press(c[2], "3", c[1], c[0]) for call in calls],
    )
    assert {h.dialled for h in heard} == {VOLUNTEER, SECOND}


def test_two_callbacks_at_once_never_ask_the_same_peer(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.text(OTHER, "CALL")
    at_once(line, CALLBACK, *[lambda id=cb.id: advance_with(line.ctx, id) for cb in line.rows(Callback)])
    assert len([o for o in line.rows(Offer) if o.state == "open"]) == 1


def test_never_mind_against_take_ends_with_nobody_ringing(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    for first, second in (("TAKE", "NEVERMIND"), ("NEVERMIND", "TAKE")):
        said = {"TAKE": (VOLUNTEER, f"TAKE {desk.code}"), "NEVERMIND": (PARTICIPANT, "NEVERMIND")}
        at_once(line, CALLBACK, partial(line.text, *said[first]), partial(line.text, *said[second]))
        line.work()
        assert states(line)[-1] == "cancelled"
        assert all(ring.status == "canceled" for ring in line.carrier.rings)
        assert all(leg.state == "ended" for leg in line.rows(Leg))
        line.pass_time(minutes=11)
        line.text(PARTICIPANT, "CALL")
        line.work()
        desk.code = line.code()


def test_two_workers_at_one_text_send_it_once(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    advance_with(line.ctx, line.rows(Callback)[0].id)
    [message] = line.rows(Message)
    at_once(line, MESSAGE, *[lambda: send_with(line.ctx, message.id)] * 3)
    assert len(line.carrier.texts) == 1
    [message] = line.rows(Message)
    assert (message.state, message.tries) == ("sent", 1)


def test_two_workers_at_one_ring_ask_for_it_once(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    [leg] = line.rows(Leg)
    at_once(line, CALLBACK, *[lambda: settle_with(line.ctx, leg.id)] * 3)
    assert len(line.carrier.rings) == 1
    assert line.rows(Leg)[0].requests == 1


def test_two_workers_at_one_callback_ask_one_peer(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND)
    line.text(PARTICIPANT, "CALL")
    [cb] = line.rows(Callback)
    at_once(line, CALLBACK, *[lambda: advance_with(line.ctx, cb.id)] * 3)
    assert len(line.rows(Offer)) == 1
    assert len(line.rows(Message)) == 1


def test_stop_against_send_neither_fails_and_nothing_goes_out_afterwards(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    advance_with(line.ctx, line.rows(Callback)[0].id)
    [message] = line.rows(Message)
    _, said = at_once(
        line, MESSAGE, lambda: send_with(line.ctx, message.id), lambda: line.text(VOLUNTEER, "STOP")
    )
    assert "unsubscribed" in said
    sent = len(line.carrier.texts)
    line.pass_time(minutes=2)
    assert [t for t in line.carrier.texts[sent:] if t.to == VOLUNTEER] == []
    assert [m.state for m in line.rows(Message) if m.id == message.id] in (["sent"], ["dropped"])


def test_a_volunteer_going_off_while_offers_lapse_ends_in_no_deadlock(line: TestLine) -> None:
    desk = offered_to_both(line)
    line.clock.at = line.clock.at.replace(hour=18, minute=50)
    [cb] = line.rows(Callback)
    works: list[Callable[[], object]] = [
        lambda: advance_with(line.ctx, cb.id),
        lambda: line.text(VOLUNTEER, "OFF"),
        lambda: line.text(SECOND, f"PASS {desk.code}"),
    ]
    _, off, passed = at_once(line, OFFERS, *works)
    assert "You're off" in off
    assert "no problem" in passed.lower() or "covered" in passed
    line.work()
    with line.db.begin(line.clock.at) as tx:
        assert tx.run(select(Offer.id).where(Offer.state == "open")).all() == []


def test_two_who_wait_for_each_other_are_both_served(postgres_line: TestLine) -> None:
    """A deadlock: PostgreSQL gives one of them up, and that one is run again."""
    line = postgres_line
    line.text(PARTICIPANT, "CALL")
    line.text(OTHER, "CALL")
    first, second = (cb.id for cb in line.rows(Callback))
    meeting = threading.Barrier(2, timeout=PATIENCE)
    runs: list[int] = []

    def crossing(one: int, other: int) -> int:
        def work(tx: Tx) -> int:
            runs.append(one)
            callbacks.lock(tx, one)
            if len(runs) <= 2:
                meeting.wait()
            callbacks.lock(tx, other)
            callbacks.change(tx, one, mood=one)
            return one

        return line.ctx.run(work)

    results: list[int] = []
    threads = [
        threading.Thread(target=lambda a=a, b=b: results.append(crossing(a, b)), daemon=True)
        for a, b in ((first, second), (second, first))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(results) == [first, second]
    # Once, or more often: whoever is run again may have its row back before the other, which waited for it, is awake.
    assert len(runs) >= 3
    assert [cb.mood for cb in line.rows(Callback)] == [first, second]
