"""Words on their way between two: in order whoever sends them, and everything at one moment has one end."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.promises import silence
from flows.rules.promises.silence import Do, Unanswered
from flows.rules.redaction import mask, pieces
from store.delivery import claim as claiming
from store.models import Callback, Decision, Message
from store.offers import escalation
from store.relay import writing
from telephony.errors import TransportError
from tests.journeys.relay.test_writing import asked, begun, last, says
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, MESSAGE, at_once, held
from tests.kits.waiting import eventually
from workers.texts import send_with

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEAVES_OUT = {"region": "US", "number": "#", "link": "@", "keep": "+12025550100"}


@pytest.fixture
def desk(line: TestLine) -> Desk:
    return begun(line)


def relays(line: TestLine, *states: str) -> list[int]:
    """The ids of words on their way, in the order they were written."""
    wanted = states or ("due", "sending")
    return [row.id for row in line.rows(Message) if row.purpose == "relay" and row.state in wanted]


def heard(line: TestLine, number: str) -> list[str]:
    return [said.partition(": ")[2] for said in line.texts_to(number) if ": " in said]


def test_the_second_text_waits_for_the_first_whoever_comes_to_send_it(desk: Desk) -> None:
    line = desk.line
    line.text(PARTICIPANT, "first")
    line.text(PARTICIPANT, "second")
    first, second = relays(line)
    send_with(line.ctx, second)
    assert "second" not in heard(line, VOLUNTEER)
    send_with(line.ctx, first)
    send_with(line.ctx, second)
    assert heard(line, VOLUNTEER)[-2:] == ["first", "second"]


def test_workers_who_all_reach_for_the_newest_first_keep_the_order(desk: Desk) -> None:
    line = desk.line
    said = [f"word {n}" for n in range(8)]
    for words in said:
        line.text(PARTICIPANT, words)
    newest_first = sorted(relays(line), reverse=True)

    def worker() -> None:
        while relays(line):
            for message_id in newest_first:
                send_with(line.ctx, message_id)

    at_once(line, MESSAGE, *[lambda: send_with(line.ctx, newest_first[-1])] * 2)
    workers = [threading.Thread(target=worker, daemon=True) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert heard(line, VOLUNTEER)[-8:] == said


def test_while_the_first_is_being_claimed_the_second_is_left_alone(postgres_line: TestLine) -> None:
    line = begun(postgres_line).line
    line.text(PARTICIPANT, "first")
    line.text(PARTICIPANT, "second")
    first, second = relays(line)
    claiming = threading.Thread(target=send_with, args=(line.ctx, first), daemon=True)
    with held(line, MESSAGE) as waiting:
        claiming.start()
        assert eventually(lambda: waiting() >= 1)
        send_with(line.ctx, second)
        assert "second" not in heard(line, VOLUNTEER)
    claiming.join()
    line.work()
    assert heard(line, VOLUNTEER)[-2:] == ["first", "second"]


def test_when_the_first_is_on_its_way_the_next_is_woken_without_the_clock(desk: Desk) -> None:
    line = desk.line
    line.text(PARTICIPANT, "first")
    line.text(PARTICIPANT, "second")
    first, second = relays(line)
    line.woken.clear()
    send_with(line.ctx, first)
    assert ("send_text", second) in [(wake.job, wake.id) for wake in line.woken]


def test_words_whose_worker_was_killed_keep_the_next_back_until_they_have_gone(desk: Desk) -> None:
    line = desk.line
    line.text(PARTICIPANT, "first")
    line.text(PARTICIPANT, "second")
    first, second = relays(line)
    assert line.ctx.run(lambda tx: claiming.claim(tx, first)) is not None
    send_with(line.ctx, second)
    assert "second" not in heard(line, VOLUNTEER)
    line.pass_time(seconds=20)
    assert heard(line, VOLUNTEER)[-2:] == ["first", "second"]


def test_words_the_carrier_refuses_for_good_do_not_keep_the_rest_back_and_the_sender_is_told(
    desk: Desk,
) -> None:
    line = desk.line
    for sender, other, again in (
        (PARTICIPANT, VOLUNTEER, "Please send it again"),
        (VOLUNTEER, PARTICIPANT, f"{desk.code}: your last text didn't get through"),
    ):
        line.text(sender, "first")
        line.text(sender, "second")
        line.carrier.failures = [TransportError("refused", code=30007, permanent=True)]
        line.work()
        assert heard(line, other)[-1] == "second" and "first" not in heard(line, other)
        assert desk.told(sender, again) == 1


def test_the_other_direction_does_not_wait(desk: Desk) -> None:
    line = desk.line
    line.text(PARTICIPANT, "to the peer")
    line.text(VOLUNTEER, "and back")
    _, back = relays(line)
    send_with(line.ctx, back)
    assert heard(line, PARTICIPANT)[-1] == "and back"


def test_that_it_has_ended_is_told_after_the_last_words(desk: Desk) -> None:
    line = desk.line
    line.text(VOLUNTEER, "take care")
    line.text(VOLUNTEER, "DONE")
    notices = [row.id for row in line.rows(Message) if row.purpose == "notice" and row.state == "due"]
    for message_id in notices:
        send_with(line.ctx, message_id)
    assert "said goodbye" not in last(desk, PARTICIPANT)
    line.work()
    assert [said[:17] for said in line.texts_to(PARTICIPANT)[-2:]] == ["Sam: take care", "Sam has said good"]


def test_two_texts_to_each_other_at_one_moment_both_arrive(desk: Desk) -> None:
    line = desk.line
    answers = at_once(
        line, CALLBACK, lambda: line.text(PARTICIPANT, "are you"), lambda: line.text(VOLUNTEER, "I am here")
    )
    line.work()
    assert answers == ["", ""]
    assert (heard(line, VOLUNTEER)[-1], heard(line, PARTICIPANT)[-1]) == ("are you", "I am here")


def test_when_both_end_it_at_one_moment_it_ends_once(desk: Desk) -> None:
    line = desk.line
    says(desk, PARTICIPANT, "hello")
    says(desk, VOLUNTEER, "hello")
    answers = at_once(
        line, CALLBACK, lambda: line.text(PARTICIPANT, "NEVERMIND"), lambda: line.text(VOLUNTEER, "DONE")
    )
    line.work()
    assert all(answers)
    assert desk.state == "completed"
    assert [row.what for row in line.rows(Decision)].count("writing-over") == 1
    assert desk.told(VOLUNTEER, "they have ended it") + desk.told(PARTICIPANT, "said goodbye") == 1
    line.pass_time(minutes=5)
    assert desk.told(PARTICIPANT, "How was it for you?") == 1


def test_words_written_while_the_other_ends_it_are_passed_on_before_or_said_to_be_lost(desk: Desk) -> None:
    line = desk.line
    says(desk, VOLUNTEER, "hello")
    answer, _ = at_once(
        line, CALLBACK, lambda: line.text(PARTICIPANT, "my tea is cold"), lambda: line.text(VOLUNTEER, "DONE")
    )
    line.work()
    assert (answer == "") == ("my tea is cold" in heard(line, VOLUNTEER))
    assert desk.told(PARTICIPANT, "said goodbye") == 1


def test_of_two_who_take_it_at_once_one_writes_with_them(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    line.text(PARTICIPANT, "write instead")
    line.pass_time(minutes=95)
    line.text(PARTICIPANT, "READY")
    line.work()
    takes = [
        lambda: line.text(VOLUNTEER, f"TAKE {desk.code}"),
        lambda: line.text(SECOND, f"TAKE {desk.code}"),
    ]
    answers = at_once(line, CALLBACK, *takes)
    assert sorted("What you text now" in said for said in answers) == [False, True]
    assert desk.state == "connected"


def test_take_and_nevermind_at_one_moment_leave_one_clear_end(line: TestLine) -> None:
    desk = asked(line)
    at_once(
        line,
        CALLBACK,
        lambda: line.text(VOLUNTEER, f"TAKE {desk.code}"),
        lambda: line.text(PARTICIPANT, "NEVERMIND"),
    )
    line.work()
    assert desk.state == "cancelled"
    assert line.carrier.rings == []


def test_a_sweep_that_comes_twice_asks_once(desk: Desk) -> None:
    line = desk.line
    says(desk, VOLUNTEER, "hello")
    line.clock.at += timedelta(minutes=21)
    callback_id = desk.callback.id
    advance = lambda: line.ctx.run(lambda tx: escalation.advance(tx, callback_id))  # noqa: E731
    at_once(line, CALLBACK, advance, advance)
    line.work()
    assert desk.told(PARTICIPANT, "Still there?") == 1


def test_a_peer_the_carrier_says_is_gone_is_replaced_at_once(desk: Desk) -> None:
    line = desk.line
    line.volunteer(SECOND, "Kim")
    line.carrier.refused = {VOLUNTEER: TransportError("unreachable", code=30003, permanent=True)}
    line.text(PARTICIPANT, "hello")
    line.work()
    if desk.state == "connected":  # a phone that is switched off is not gone; one that opted out is
        line.carrier.refused = {VOLUNTEER: TransportError("opted out", code=21610, permanent=True)}
        line.text(PARTICIPANT, "hello")
        line.work()
    assert desk.state == "offered" and desk.callback.volunteer_id is None
    assert desk.told(PARTICIPANT, "Sam had to stop") == 1


def test_every_open_row_is_due_within_its_bounds(desk: Desk) -> None:
    line = desk.line
    for sender in (PARTICIPANT, VOLUNTEER, PARTICIPANT):
        says(desk, sender, "a word")
        line.pass_time(minutes=5)
        [cb] = line.rows(Callback)
        assert line.clock.at < cb.due_at <= cb.connected_at + silence.LONGEST


def test_nobody_who_opted_out_in_between_is_sent_what_was_on_its_way(desk: Desk) -> None:
    line = desk.line
    line.text(VOLUNTEER, "hello")
    line.text(PARTICIPANT, "STOP")
    line.work()
    assert "hello" not in heard(line, PARTICIPANT)
    assert relays(line) == []


minutes = st.integers(0, 200).map(lambda n: timedelta(minutes=n))


@given(minutes, minutes, st.none() | minutes, st.none() | minutes, st.none() | minutes)
def test_silence_always_has_an_end_and_the_next_look_is_always_ahead(
    since: timedelta,
    word: timedelta,
    waits: timedelta | None,
    asked_at: timedelta | None,
    put: timedelta | None,
) -> None:
    begun_at, put_at, asks = NOON - since, None if put is None else NOON - put, 0 if put is None else 1
    still = silence.look(
        NOON,
        begun=begun_at,
        last_word=max(begun_at, NOON - word),
        waits=None if waits is None else Unanswered(max(begun_at, NOON - waits), put_at, asks),
        asked_at=None if asked_at is None else NOON - asked_at,
    )
    if still.do in (Do.NOTHING, Do.ASK_BOTH, Do.NUDGE_PEER, Do.ASK_PARTICIPANT):
        assert NOON < still.look_at <= begun_at + silence.LONGEST
    if still.do is Do.END_UNANSWERED:
        assert waits is not None and asks, "nothing ends before they were asked"
    if since >= silence.LONGEST:
        assert still.do is Do.END_LONG


@pytest.mark.parametrize(
    "said",
    [
        "call 202-555-0111",
        "(202) 555 0111",
        "+44 7700 900123",
        "2.0.2.5.5.5.0.1.1.1",
        "my number: 202 / 555 / 0111 ok",
        "２０２５５５０１１１",
        "wa.me/12025550111",
        "https://t.me/someone",
        "sam@example.org",
        "www.example.com.",
        "look at example.com/me",
    ],
)
def test_what_somebody_could_be_found_by_is_left_out(said: str) -> None:
    masked = mask(said, **LEAVES_OUT)
    assert masked.left_out
    assert "555" not in masked.words and "example" not in masked.words and "t.me" not in masked.words


@pytest.mark.parametrize(
    "said",
    [
        "text 988, or call 911",
        "I was born on 1990-04-12, and it was 10/12/2024 when",
        "breathe: 10 9 8 7 6 5 4 3 2 1",
        "at 10:30, for 2 hours",
        "it hurts.me too",
        "$1,000,000",
        "text me on 202-555-0100",
        "the 5 4 3 2 1 way",
        "e.g. tea, i.e. rest...",
    ],
)
def test_ordinary_words_and_the_lines_everybody_knows_stay(said: str) -> None:
    assert mask(said, **LEAVES_OUT) == mask("", **LEAVES_OUT).__class__(said, False)


@given(st.text(max_size=4000), st.integers(10, 1600))
def test_pieces_lose_nothing_but_the_gaps_they_are_broken_at(said: str, longest: int) -> None:
    parts = pieces(said, longest)
    assert all(len(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(said.split())


def test_words_from_one_conversation_never_reach_the_next(desk: Desk) -> None:
    line = desk.line
    line.volunteer(SECOND, "Kim")
    line.text(PARTICIPANT, "for Sam alone")
    line.text(VOLUNTEER, f"PASS {desk.code}")
    line.work()
    says(desk, SECOND, f"TAKE {desk.code}")
    assert "for Sam alone" not in heard(line, SECOND)
    assert writing.is_on(desk.callback)
