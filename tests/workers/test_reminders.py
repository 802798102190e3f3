"""Reminders drained: several in flight, at the carrier's pace, behind what is urgent; a bad one holds up no other."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update

from store.contacts import contacts as people
from store.messages import compose
from store.models import Message, Reminder
from store.reminders import reminders
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import COORDINATOR, LINE, TestLine
from tests.kits.reminders_kind import talked
from workers import sweep
from workers.context import Context
from workers.queues import Wakeups
from workers.reminders import drain as drain_until
from workers.texts import send_with


def several(line: TestLine, **more: object) -> Context:
    """The line's workers with four texts under way at once."""
    return replace(line.ctx, in_flight=4, **more)  # type: ignore[arg-type]


def drain(ctx: Context) -> int:
    return drain_until(ctx, time.monotonic() + 5)


def states(line: TestLine) -> list[str]:
    return [row.state for row in line.rows(Message)]


@pytest.fixture
def paced(lines: Callable[..., TestLine]) -> tuple[TestLine, Context]:
    """A carrier that takes ten texts a second, and workers for whom waiting moves the clock on."""
    line = lines("sqlite", replace(LINE, texts_per_second=10))

    def pause(seconds: float) -> None:
        line.clock.at += timedelta(seconds=seconds)

    return line, replace(line.ctx, in_flight=1, pause=pause)


def test_many_in_flight_are_each_sent_once(line: TestLine) -> None:
    numbers = talked(line, 11)
    assert drain(several(line)) == 11
    assert sorted(text.to for text in line.carrier.texts) == numbers
    assert states(line) == ["sent"] * 11
    assert {m.sid: m.contact_id for m in line.rows(Message)} == {
        text.sid: contact.contact_id
        for text in line.carrier.texts
        for contact in [line.ctx.run(lambda tx, to=text.to: people.by_number(tx, to))]  # type: ignore[misc]
    }, "each with the SID that the carrier gave to it"


def test_one_that_is_refused_and_one_in_doubt_cost_the_others_nothing(quick_line: TestLine) -> None:
    numbers = talked(quick_line, 8)
    quick_line.carrier.refused[numbers[2]] = TransportError("no such number", permanent=True, code=21211)
    quick_line.carrier.lost = [TransportError("no clear answer", unknown=True)]
    drain(several(quick_line))
    assert sorted(states(quick_line)) == sorted(["failed", "sending", *["sent"] * 6, "due"]), "and an alert"
    quick_line.pass_time(seconds=30)
    assert len({text.to for text in quick_line.carrier.texts} & set(numbers)) == 7
    assert len([text for text in quick_line.carrier.texts if text.to in numbers]) == 7


def test_a_reminder_that_cannot_be_settled_holds_up_no_other_and_is_given_up(quick_line: TestLine) -> None:
    talked(quick_line, 6)
    first = quick_line.rows(Reminder)[0]
    with quick_line.db.begin(quick_line.clock.at) as tx:
        # What it is about is gone: asking for that fails.
        tx.run(update(Reminder).where(Reminder.id == first.id).values(kind="still-wanted", about_id=999))
    drain(several(quick_line))
    assert len(quick_line.carrier.texts) == 5
    assert quick_line.rows(Reminder)[0].due_at == quick_line.clock.at + timedelta(minutes=1)
    quick_line.pass_time(hours=3)
    assert (quick_line.rows(Reminder)[0].state, quick_line.rows(Reminder)[0].why) == ("dropped", "too late")


def test_a_text_that_was_put_and_never_sent_goes_out_first(quick_line: TestLine) -> None:
    contact_id = quick_line.ctx.run(lambda tx: people.by_number(tx, PARTICIPANT)).contact_id
    assert contact_id is not None
    quick_line.ctx.run(lambda tx: compose.queue(tx, contact_id, "a purpose of its own", "menu"))
    talked(quick_line, 2)
    quick_line.woken.clear()
    drain(quick_line.ctx)
    assert [text.to == PARTICIPANT for text in quick_line.carrier.texts] == [True, False, False]


def test_a_bad_text_among_the_urgent_ones_holds_up_no_other(quick_line: TestLine) -> None:
    numbers = [f"+120255501{n}" for n in (30, 31, 32)]
    for number in numbers:
        contact_id = quick_line.ctx.run(lambda tx, to=number: people.by_number(tx, to)).contact_id  # type: ignore[misc]
        quick_line.ctx.run(lambda tx, to=contact_id: compose.queue(tx, to, "notice", "menu"))  # type: ignore[misc]
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Message).where(Message.id == 2).values(words_sealed="not sealed at all"))
    sweep.sweep_with(several(quick_line), "offers")
    assert sorted(text.to for text in quick_line.carrier.texts) == [numbers[0], numbers[2]]


def test_the_carriers_pace_is_kept_from_the_first_to_the_last(paced: tuple[TestLine, Context]) -> None:
    line, ctx = paced
    began = line.clock.at
    talked(line, 40)
    for _ in range(4):
        drain(ctx)
    at = [text.at for text in line.carrier.texts]
    assert len(at) == 40
    assert all(b - a >= timedelta(milliseconds=100) for a, b in pairwise(at))
    assert line.clock.at - began < timedelta(seconds=4.2), "and no slot is lost"


def test_where_slots_are_few_an_alert_goes_before_every_reminder(paced: tuple[TestLine, Context]) -> None:
    line, ctx = paced
    talked(line, 30)
    drain(replace(ctx, pause=lambda seconds: None))
    sent = len(line.carrier.texts)
    line.text(PARTICIPANT, "I want to die")
    drain(ctx)
    assert len(line.carrier.texts) == sent, "reminders make room"
    sweep.sweep_with(ctx, "offers")
    assert line.carrier.texts[sent].to == COORDINATOR


def test_a_woken_text_without_a_slot_is_left_to_the_sweep(paced: tuple[TestLine, Context]) -> None:
    line, ctx = paced
    contacts = [f"+120255501{n}" for n in range(50, 62)]
    ids = []
    for number in contacts:
        contact_id = line.ctx.run(lambda tx, to=number: people.by_number(tx, to)).contact_id  # type: ignore[misc]
        ids.append(line.ctx.run(lambda tx, to=contact_id: compose.queue(tx, to, "notice", "menu")))  # type: ignore[misc]
    still = replace(ctx, pause=lambda seconds: None)
    for message_id in ids:
        assert message_id is not None
        send_with(still, message_id)
    assert len(line.carrier.texts) == 6, "so many slots lie within half a second"
    assert states(line).count("due") == 6
    sweep.sweep_with(ctx, "offers")
    line.pass_time(seconds=1)
    sweep.sweep_with(ctx, "offers")
    assert states(line) == ["sent"] * 12


def test_reminders_make_room_for_a_more_urgent_job_and_go_on_afterwards(
    quick_line: TestLine, redis_url: str
) -> None:
    wakeups = Wakeups(redis_url)
    talked(quick_line, 3)
    ctx = replace(quick_line.ctx, wakeups=wakeups)
    wakeups.sweep("offers")
    assert wakeups.is_pressed("reminders") and not wakeups.is_pressed("calls")
    assert drain(ctx) == 0
    assert wakeups._connection.llen("rq:queue:reminders") == 1, "asked for again at once"
    wakeups._connection.delete("rq:queue:offers")
    assert drain(ctx) == 3
    for _ in range(9):
        wakeups.sweep_again("reminders")
    assert wakeups._connection.llen("rq:queue:reminders") == 4, "there is no use in more"
    wakeups._connection.close()


def test_one_reminder_due_in_the_future_is_left(quick_line: TestLine) -> None:
    talked(quick_line, 1, quick_line.clock.at + timedelta(seconds=1))
    assert drain(quick_line.ctx) == 0
    assert quick_line.ctx.run(lambda tx: reminders.due(tx, 5)) == []
    quick_line.pass_time(seconds=1)
    assert len(quick_line.carrier.texts) == 1
