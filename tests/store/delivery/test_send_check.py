"""A reminder at the moment of sending: every rule that may hold it back, and that it is said once."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from store.consent import ledger as consent
from store.contacts import contacts
from store.database import Tx
from store.delivery import send_check
from store.models import Contact, Message, Reminder, Volunteer
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet
from store.safe_contact import safe_contact
from store.volunteers import roster
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import NOON, TestLine
from tests.kits.races import at_once
from tests.kits.reminders_kind import NUDGE, nudge, planned, settle, talked

REMINDER = "SELECT id FROM reminders FOR UPDATE"
NEW_YORK = ZoneInfo("America/New_York")


def local(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=NEW_YORK).astimezone(UTC)  # type: ignore[misc,arg-type]


def contact(line: TestLine, number: str = PARTICIPANT) -> int:
    contact_id = line.ctx.run(lambda tx: contacts.by_number(tx, number)).contact_id
    assert contact_id is not None
    return contact_id


def queued(line: TestLine) -> list[Any]:
    return [row for row in line.rows(Message) if row.purpose == "reminder"]


def test_a_reminder_that_is_due_and_true_is_sent_and_its_row_names_its_text(quick_line: TestLine) -> None:
    row = settle(quick_line, planned(quick_line, PARTICIPANT), nudge())
    [text] = queued(quick_line)
    assert (row.state, row.why, row.message_id, row.done_at) == ("sent", None, text.id, NOON)
    assert not quick_line.woken, "whoever settles it sends it: nobody else need be woken"


def test_before_its_time_nothing_is_said(quick_line: TestLine) -> None:
    row = settle(quick_line, planned(quick_line, PARTICIPANT, NOON + timedelta(seconds=1)), nudge())
    assert (row.state, queued(quick_line)) == ("due", [])


def _opted_out(tx: Tx, id: int) -> None:
    tx.run(update(Contact).where(Contact.id == id).values(opted_out_at=tx.now))


@pytest.mark.parametrize(
    ("happened", "kind", "why"),
    [
        (_opted_out, nudge(), "opted out"),
        (consent.unreachable, nudge(), "unreachable"),
        (consent.landline, nudge(), "a landline"),
        (None, nudge(consent=("checkins",)), "no consent"),
        (None, nudge(still_true=lambda tx, reminder: False), "no longer true"),
        (lambda tx, id: safe_contact.keep(tx, id, "they_contact", True), nudge(), "not in their hours"),
        (
            lambda tx, id: safe_contact.keep(tx, id, "hours", (time(21), time(23))),
            nudge(),
            "not in their hours",
        ),
        (
            lambda tx, id: safe_contact.keep(tx, id, "hours", (time(16), time(18))),
            nudge(late=timedelta(hours=3)),
            "too late in their hours",
        ),
    ],
)
def test_each_rule_drops_the_reminder_and_leaves_its_name(
    quick_line: TestLine, happened: Any, kind: Kind, why: str
) -> None:
    told: list[str | None] = []
    reminder_id, contact_id = planned(quick_line, PARTICIPANT), contact(quick_line)
    if happened is not None:
        quick_line.ctx.run(lambda tx: happened(tx, contact_id))
    watched = nudge(
        late=kind.late, consent=kind.consent, still_true=kind.still_true, then=lambda tx, r, w: told.append(w)
    )
    row = settle(quick_line, reminder_id, watched)
    assert (row.state, row.why, row.message_id) == ("dropped", why, None)
    assert queued(quick_line) == []
    assert told == [why]


def test_consent_is_the_last_word_on_that_purpose(quick_line: TestLine) -> None:
    contact_id, kind = contact(quick_line), nudge(consent=("checkins",))
    for action, purpose, state in (
        ("given", "other", "dropped"),
        ("given", "checkins", "sent"),
        ("withdrawn", "checkins", "dropped"),
        ("given", "checkins", "sent"),
    ):
        said = {"purpose": purpose, "action": action, "words": "REMIND", "source": "text"}
        quick_line.ctx.run(lambda tx, said=said: consent.record(tx, contact_id, **said))  # type: ignore[misc]
        with quick_line.db.begin(quick_line.clock.at) as tx:
            tx.run(update(Reminder).values(key=Reminder.key + "x"))
        assert settle(quick_line, planned(quick_line, PARTICIPANT), kind).state == state


@pytest.mark.parametrize(
    ("quiet", "slept", "state", "due"),
    [
        (Quiet.SEND, 0, "sent", None),
        (Quiet.DROP, 0, "dropped", None),
        (Quiet.WAIT, 0, "due", local(2026, 3, 8, 9)),  # through the night that lacks an hour
        (Quiet.AWAKE, 14, "sent", None),
        (Quiet.AWAKE, 16, "due", local(2026, 3, 8, 9)),
    ],
)
def test_a_reminder_due_at_night_is_sent_waits_or_is_dropped_as_its_kind_says(
    quick_line: TestLine, quiet: Quiet, slept: int, state: str, due: datetime | None
) -> None:
    evening = local(2026, 3, 7, 22)
    quick_line.clock.at = evening + timedelta(minutes=slept)
    row = settle(quick_line, planned(quick_line, PARTICIPANT, evening), nudge(quiet=quiet))
    assert row.state == state
    assert (row.why == "quiet hours") is (quiet is Quiet.DROP)
    if due is not None:
        assert (row.due_at, row.was_due_at, row.done_at) == (due, evening, None)
        quick_line.clock.at = due
        assert settle(quick_line, row.id, nudge(quiet=quiet)).state == "sent"


def test_the_night_is_the_receivers_own_a_volunteers_too(quick_line: TestLine) -> None:
    quick_line.clock.at = local(2026, 3, 4, 21)  # six in the evening in California
    there = "America/Los_Angeles"
    quick_line.ctx.run(lambda tx: roster.add_active(tx, "Sam", VOLUNTEER))
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Volunteer).values(timezone=there))
    contact_id = contact(quick_line)
    assert settle(quick_line, planned(quick_line, PARTICIPANT), nudge()).state == "due"
    assert settle(quick_line, planned(quick_line, VOLUNTEER), nudge()).state == "sent"
    quick_line.clock.at += timedelta(days=1)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Contact).where(Contact.id == contact_id).values(timezone=there))
        tx.run(update(Reminder).where(Reminder.contact_id == contact_id).values(key="another"))
    assert settle(quick_line, planned(quick_line, PARTICIPANT), nudge()).state == "sent"


def test_lateness_counts_from_the_planned_time_however_often_the_reminder_waits(
    quick_line: TestLine,
) -> None:
    quick_line.clock.at = evening = local(2026, 3, 4, 21)
    kind = nudge(late=timedelta(hours=14))
    reminder_id = planned(quick_line, PARTICIPANT)
    assert settle(quick_line, reminder_id, kind).due_at == local(2026, 3, 5, 9)
    quick_line.clock.at = evening + timedelta(hours=14, seconds=1)  # nobody was there at nine
    row = settle(quick_line, reminder_id, kind)
    assert (row.state, row.why) == ("dropped", "too late")


def test_a_kind_of_the_next_release_waits_for_its_workers_but_not_for_ever(quick_line: TestLine) -> None:
    reminder_id = planned(quick_line, PARTICIPANT)
    quick_line.work()
    assert [row.state for row in quick_line.rows(Reminder)] == ["due"]
    assert settle(quick_line, reminder_id, nudge()).state == "due", "it is looked at once a minute"
    quick_line.pass_time(hours=25)
    assert [(row.state, row.why) for row in quick_line.rows(Reminder)] == [("dropped", "unknown kind")]


# --- planned once


def test_planning_the_same_key_again_moves_a_reminder_until_it_is_sent_or_dropped(line: TestLine) -> None:
    contact_id = contact(line)

    def plan(at: datetime) -> bool:
        return line.ctx.run(lambda tx: reminders.plan(tx, NUDGE, "nudge", contact_id, at))

    assert plan(NOON + timedelta(hours=1))
    assert plan(NOON)
    [row] = line.rows(Reminder)
    assert settle(line, row.id, nudge()).state == "sent"
    assert not plan(NOON + timedelta(days=1)), "it was said"
    line.clock.at += timedelta(days=2)
    settle(line, row.id, nudge())
    assert len(queued(line)) == 1


def test_stop_ends_what_was_planned_and_start_does_not_bring_it_back(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HI")
    reminder_id = planned(quick_line, PARTICIPANT, NOON + timedelta(hours=1))
    quick_line.text(PARTICIPANT, "STOP")
    quick_line.text(PARTICIPANT, "START")
    quick_line.clock.at += timedelta(hours=1)
    row = settle(quick_line, reminder_id, nudge())
    assert (row.state, row.why) == ("dropped", "opted out")


# --- said once


def test_two_workers_with_the_same_reminder_send_it_once(line: TestLine) -> None:
    reminder_id, kinds = planned(line, PARTICIPANT), {NUDGE: nudge()}
    put = at_once(
        line,
        REMINDER,
        *[lambda: line.ctx.run(lambda tx: send_check.settle(tx, reminder_id, kinds))] * 2,
    )
    [text] = queued(line)
    assert sorted(put, key=str) == sorted([text.id, None], key=str)


def test_a_worker_with_many_reminders_skips_those_another_has_locked(postgres_line: TestLine) -> None:
    talked(postgres_line, 3)
    now = postgres_line.clock.at
    with postgres_line.db.begin(now) as one, postgres_line.db.begin(now) as other:
        first = send_check.settle_due(one, 2)
        second = send_check.settle_due(other, 5)  # and does not wait
    assert (first[0], second[0]) == (2, 1)
    assert len({*first[1], *second[1]}) == 3


def test_a_worker_killed_before_the_commit_leaves_it_due_and_after_it_a_text(line: TestLine) -> None:
    [number] = talked(line, 1)
    with pytest.raises(KeyboardInterrupt), line.db.begin(line.clock.at) as tx:
        assert send_check.settle_due(tx, 1)[1]
        raise KeyboardInterrupt
    assert [row.state for row in line.rows(Reminder)] == ["due"]
    assert line.rows(Message) == []
    line.ctx.run(lambda tx: send_check.settle_due(tx, 1))  # and the worker dies here
    assert line.carrier.texts == []
    line.work()
    line.pass_time(hours=1)
    assert len(line.texts_to(number)) == 1


@pytest.mark.parametrize(("slept", "said"), [(2, 1), (23, 1), (25, 0)])
def test_a_host_that_slept_says_it_if_it_is_not_too_late_and_never_in_the_night(
    quick_line: TestLine, slept: int, said: int
) -> None:
    [number] = talked(quick_line, 1, local(2026, 3, 4, 12))
    quick_line.clock.at = local(2026, 3, 4, 12) + timedelta(hours=slept)
    quick_line.work()
    assert len(quick_line.texts_to(number)) == said
    [row] = quick_line.rows(Reminder)
    assert row.why == (None if said else "too late")


def test_a_host_that_slept_into_the_night_lets_them_sleep(quick_line: TestLine) -> None:
    [number] = talked(quick_line, 1, local(2026, 3, 4, 19))
    quick_line.clock.at = local(2026, 3, 5, 2)
    quick_line.work()
    assert quick_line.texts_to(number) == []
    quick_line.clock.at = local(2026, 3, 5, 9)
    quick_line.work()
    assert len(quick_line.texts_to(number)) == 1


# --- while the carrier is out of reach


def test_what_waited_for_the_carrier_is_asked_again_by_its_kind(quick_line: TestLine) -> None:
    line = quick_line
    quiet, gone, again, fine = talked(line, 4)
    line.carrier.down = TransportError("no connection")
    line.work()
    assert {row.state for row in line.rows(Reminder)} == {"sent"}, "their texts wait"
    line.clock.at = local(2026, 3, 4, 18)
    later, landline = contact(line, quiet), contact(line, gone)
    line.ctx.run(lambda tx: safe_contact.keep(tx, later, "hours", (time(19), time(20))))
    line.ctx.run(lambda tx: consent.landline(tx, landline))
    line.text(again, "CALL")
    line.text(again, "NEVERMIND")
    line.carrier.down = None
    line.work()
    assert [len(line.texts_to(number)) for number in (quiet, gone, again, fine)] == [0, 0, 0, 1]
    assert [row.why for row in line.rows(Reminder)] == [None, "a landline", None, None]
    line.clock.at = local(2026, 3, 4, 19)
    line.work()
    assert len(line.texts_to(quiet)) == 1


def test_its_text_lives_as_long_as_its_kind_says_and_no_longer(quick_line: TestLine) -> None:
    line = quick_line
    numbers = talked(line, 1)
    line.carrier.down = TransportError("no connection")
    line.work()
    for _ in range(20):
        line.pass_time(hours=1)
    assert [m.state for m in line.rows(Message) if m.purpose == "followup"] == ["due"], "a day, not two hours"
    line.pass_time(hours=5)
    line.carrier.down = None
    line.pass_time(hours=1)
    assert line.texts_to(numbers[0]) == []
    [row] = line.rows(Reminder)
    assert (row.state, row.why) == ("dropped", "too late")
