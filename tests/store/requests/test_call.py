"""What asking for a callback does to its rows: severity, limits, zones, wishes; and who is asked when they change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from flows.effects.base import Outcome
from flows.effects.requests import Wanted
from store.callbacks import limits, wishes
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.models import Callback, CarePlan, Contact, Decision, Message, Offer, Volunteer
from store.requests import call as requests
from store.requests import timezone
from store.safe_contact import safe_contact
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import LINE, NOON, TestLine

MIDNIGHT = datetime(2026, 3, 5, 5, tzinfo=UTC)
THIRD = "+12025550144"


def do(line: TestLine, work: Callable[..., Any], *given: Any) -> Any:
    return line.db.transact(line.clock.at, lambda tx: work(tx, *given))


def ask(line: TestLine, number: str = PARTICIPANT, mood: int | None = None, **more: Any) -> Outcome:
    outcome: Outcome = do(line, lambda tx: requests.request(tx, contacts.by_number(tx, number), mood, **more))
    line.work()
    return outcome


def contact(line: TestLine, number: str = PARTICIPANT) -> int:
    found: int = do(line, lambda tx: contacts.by_number(tx, number).contact_id)
    return found


def newest(line: TestLine) -> Any:
    return line.rows(Callback)[-1]


def change(line: TestLine, **values: Any) -> None:
    mine = newest(line).id
    do(line, lambda tx: tx.run(update(Callback).where(Callback.id == mine).values(**values)))


def talked(line: TestLine, times: int, **values: Any) -> None:
    """So many calls today that came about, and are over."""
    for _ in range(times):
        assert ask(line).name == "nobody"
        over = {"state": S.COMPLETED, "connected_at": line.clock.at, "ended_at": line.clock.at, **values}
        change(line, **over)


def test_the_fourth_call_of_a_day_is_refused_with_when_to_come_back_and_it_is_noted(line: TestLine) -> None:
    talked(line, 3)
    outcome = ask(line)
    assert outcome == Outcome("limit", {"at": MIDNIGHT})
    assert len(line.rows(Callback)) == 3
    [noted] = [row for row in line.rows(Decision) if row.what == "asked-again-refused"]
    assert "3 of 3" in noted.why[0]
    line.clock.at = MIDNIGHT
    assert ask(line).name == "nobody"


def test_a_call_for_tomorrow_is_none_of_todays(quick_line: TestLine) -> None:
    talked(quick_line, 3)
    tomorrow, tonight = Wanted(MIDNIGHT + timedelta(hours=9)), Wanted(NOON + timedelta(hours=8))
    assert ask(quick_line, wanted=tonight) == Outcome("limit", {"at": MIDNIGHT})
    assert ask(quick_line, wanted=tomorrow).name == "hoped"


def test_what_never_came_about_is_not_taken_off_what_they_have(quick_line: TestLine) -> None:
    talked(quick_line, 2)
    for _ in range(4):
        assert ask(quick_line).name == "nobody"
        do(quick_line, requests.cancel, contact(quick_line))
    assert ask(quick_line).name == "nobody"


@pytest.mark.parametrize("values", [{"reconnect_of": 1}, {"severity": 3}])
def test_a_reconnect_and_a_call_in_crisis_do_not_count(line: TestLine, values: dict[str, int]) -> None:
    talked(line, 2)
    talked(line, 3, **values)
    assert ask(line).name == "nobody"


def test_words_of_crisis_open_the_line_for_a_day_whatever_the_limit(line: TestLine) -> None:
    talked(line, 3)
    line.text(PARTICIPANT, "I want to kill myself")
    assert ask(line).name == "nobody"
    assert newest(line).severity == 3
    do(line, requests.cancel, contact(line))
    line.clock.at += timedelta(hours=24, minutes=1)
    assert ask(line).name == "nobody"
    assert newest(line).severity == 0


def test_words_of_crisis_by_voice_count_as_well(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    quick_line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult="I want to kill myself")
    ask(quick_line)
    assert newest(quick_line).severity == 3


@pytest.mark.parametrize(("mood", "severity"), [(1, 2), (2, 1), (3, 0), (None, 0)])
def test_how_low_they_are_decides_their_place(quick_line: TestLine, mood: int | None, severity: int) -> None:
    ask(quick_line, mood=mood)
    assert newest(quick_line).severity == severity


def test_a_care_plan_says_more_or_less_than_the_line(line: TestLine) -> None:
    plan = {"slots": [], "timezone": "America/New_York", "updated_at": NOON}
    talked(line, 3)
    who = contact(line)
    do(line, lambda tx: tx.run(insert(CarePlan).values(contact_id=who, calls_per_day=5, **plan)))
    talked(line, 2)
    assert ask(line).name == "limit"


def test_around_an_agreed_time_they_always_may(line: TestLine) -> None:
    talked(line, 3)
    slot = {"weekday": 2, "at": "14:00", "minutes": 30}
    row = {"contact_id": contact(line), "slots": [slot], "timezone": "America/New_York", "updated_at": NOON}
    do(line, lambda tx: tx.run(insert(CarePlan).values(**row)))
    assert ask(line).params == {"at": NOON + timedelta(hours=1, minutes=30)}
    line.clock.at += timedelta(hours=1, minutes=30)
    assert ask(line).name == "nobody"


def test_a_line_without_a_limit_refuses_nobody(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, calls_per_day=0))
    talked(line, 6)
    assert ask(line).name == "nobody"


def test_to_talk_at_once_counts_like_any_other_call(quick_line: TestLine) -> None:
    talked(quick_line, 3)
    sid, menu = quick_line.call(PARTICIPANT)
    heard = quick_line.press(menu, "3", sid, PARTICIPANT)
    assert "had all your talks for today" in heard.words and "9 8 8" in heard.words and heard.ends


def test_the_promise_is_later_when_others_wait_and_is_said_so(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    for number in range(12):
        ask(line, f"+120255501{number:02d}" if number else PARTICIPANT)
    outcome = ask(line, "+12025550188")
    assert outcome.name == "arranged"
    assert outcome.params["by"] > line.clock.at + timedelta(hours=2)  # type: ignore[operator]
    assert newest(line).promised_by == outcome.params["by"]


def test_a_request_is_a_yes_for_now(line: TestLine) -> None:
    ask(line)
    assert newest(line).yes_at == NOON


def test_a_time_they_said_stands_in_the_row_and_nobody_is_asked_hours_ahead(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    at = NOON + timedelta(hours=7)
    outcome = ask(line, wanted=Wanted(at, assumed=True))
    assert outcome.name == "at"
    row = newest(line)
    assert (row.not_before, row.promised_by) == (at, at + timedelta(minutes=30))
    assert row.zone_assumed == "America/New_York"
    assert line.rows(Offer) == []
    line.pass_time(hours=6, minutes=31)
    [offer] = [t for t in line.texts_to(VOLUNTEER) if "TAKE" in t]
    assert "at 7:00 PM EST" in offer


def test_the_span_they_named_is_the_span_that_is_promised(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    evening = Wanted(NOON + timedelta(hours=6), NOON + timedelta(hours=9))
    assert ask(quick_line, wanted=evening).name == "at"
    assert newest(quick_line).promised_by == evening.until


def test_nobody_signed_up_for_that_time_is_said_and_the_coordinator_told(line: TestLine) -> None:
    assert ask(line, wanted=Wanted(NOON + timedelta(hours=7))).name == "hoped"
    assert any("NOBODY ON DUTY" in said for said in line.texts_to("+12025550199"))


def test_a_time_outside_their_safe_hours_is_not_booked(line: TestLine) -> None:
    who = contact(line)
    do(line, lambda tx: safe_contact.keep(tx, who, "hours", (time(9), time(18))))
    assert ask(line, wanted=Wanted(NOON + timedelta(hours=8))).name == "outside_safe"
    assert line.rows(Callback) == []
    late = Wanted(NOON + timedelta(hours=20), NOON + timedelta(hours=23))
    ask(line, wanted=late)
    assert newest(line).not_before == NOON + timedelta(hours=21), "what of it is safe"


def test_half_past_nine_stays_half_past_nine_in_the_zone_they_then_say(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    at = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    ask(line, wanted=Wanted(at, assumed=True))
    outcome = do(line, timezone.set_to, contact(line), "America/Los_Angeles", "en")
    assert (outcome.name, outcome.params["zone"]) == ("moved", "Pacific Time")
    assert newest(line).not_before == at + timedelta(hours=3)
    assert line.rows(Contact)[-1].timezone == "America/Los_Angeles"
    do(line, timezone.set_to, contact(line), "America/Chicago", "en")
    assert newest(line).not_before == at + timedelta(hours=3), "agreed on their clock: they only travel"


def test_time_that_passes_is_the_same_in_every_zone(quick_line: TestLine) -> None:
    at = NOON + timedelta(hours=2)
    ask(quick_line, wanted=Wanted(at))
    do(quick_line, timezone.set_to, contact(quick_line), "America/Los_Angeles", "en")
    assert newest(quick_line).not_before == at


def test_a_time_that_is_over_where_they_are_is_asked_for_again_and_stands_until_then(line: TestLine) -> None:
    at = NOON + timedelta(hours=1)
    ask(line, wanted=Wanted(at, assumed=True))
    outcome = do(line, timezone.set_to, contact(line), "Europe/Madrid", "en")
    assert outcome.name == "gone"
    assert newest(line).not_before == at


@pytest.mark.parametrize(
    ("number", "suggested"), [(PARTICIPANT, ""), ("+17872345678", "America/Puerto_Rico")]
)
def test_a_zone_is_suggested_only_where_the_number_leaves_no_choice(
    quick_line: TestLine, number: str, suggested: str
) -> None:
    wanted = Wanted(NOON + timedelta(hours=3), assumed=True)

    def asked(tx: Any) -> str | None:
        return timezone.to_ask(tx, contacts.by_number(tx, number), wanted)

    assert do(quick_line, asked) == suggested


def test_a_zone_is_asked_for_once_though_it_is_not_answered(line: TestLine) -> None:
    wanted = Wanted(NOON + timedelta(hours=3), assumed=True)
    ask(line, wanted=wanted)
    assert do(line, lambda tx: timezone.to_ask(tx, contacts.by_number(tx, PARTICIPANT), wanted)) is None


def wish(line: TestLine, what: str, value: Any) -> Outcome:
    who = contact(line)
    outcome: Outcome = do(line, lambda tx: wishes.keep(tx, who, what, value))
    line.work()
    return outcome


def held(line: TestLine) -> Any:
    return do(line, wishes.read, newest(line))


def test_each_answer_is_kept_by_itself_and_sealed(line: TestLine) -> None:
    ask(line)
    for what, value in (("about", "grief"), ("question", "how are the drains"), ("who", "same")):
        assert wish(line, what, value).name == "kept"
    assert (held(line).about, held(line).question, held(line).same) == (
        ("grief",),
        "how are the drains",
        True,
    )
    assert "drains" not in newest(line).wishes_sealed
    wish(line, "words", "my mother")
    assert (held(line).about, held(line).words, held(line).question) == (
        (),
        "my mother",
        "how are the drains",
    )
    assert not any("drains" in why for row in line.rows(Decision) for why in row.why)


def test_a_wish_for_a_gender_withdraws_the_offers_of_volunteers_who_do_not_fit_and_no_others(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    line.volunteer(SECOND, "Kim")
    do(line, lambda tx: tx.run(update(Volunteer).where(Volunteer.id == 2).values(gender="woman")))
    assert wish(line, "who", "woman").name == "kept"
    assert line.texts_to(VOLUNTEER)[-1].endswith("no longer needed, thank you.")
    assert "TAKE" in line.texts_to(SECOND)[-1]
    assert [(o.volunteer_id, o.state) for o in line.rows(Offer)] == [(1, "withdrawn"), (2, "open")]
    wish(line, "who", "man")
    assert wish(line, "who", "woman").name == "kept"
    assert [o.state for o in line.rows(Offer)].count("open") == 1, "asked anew"


def test_a_peer_who_has_it_and_does_not_fit_is_free_again(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    line.text(VOLUNTEER, "TAKE")
    assert newest(line).state == "accepted"
    assert wish(line, "who", "woman").name == "rare"
    assert (newest(line).state, newest(line).volunteer_id) == ("waiting", None)


def test_once_the_phones_ring_with_whom_stays_as_it_is(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    change(line, state=S.CONNECTING, volunteer_id=1)
    assert wish(line, "who", "woman").name == "late"
    assert held(line).gender is None
    assert newest(line).volunteer_id == 1


def test_volunteers_who_are_asked_hear_of_more_minutes_than_the_offer_said_and_not_of_fewer(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    wish(line, "minutes", 5)
    assert len(line.texts_to(VOLUNTEER)) == 1
    wish(line, "minutes", 30)
    assert "about 30 min" in line.texts_to(VOLUNTEER)[-1]
    assert [o.state for o in line.rows(Offer)] == ["open"]
    assert newest(line).minutes == 30


def test_an_offer_that_has_not_gone_out_goes_out_once_in_its_new_words(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    do(line, lambda tx: tx.run(update(Message).where(Message.purpose == "offer").values(state="due")))
    who = contact(line)
    do(line, wishes.keep, who, "minutes", 30)
    assert [row.state for row in line.rows(Message) if row.purpose == "offer"] == ["dropped", "due"]


def test_a_call_that_was_moved_is_looked_at_again_though_the_wake_up_is_lost(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    do(line, requests.move, contact(line), Wanted(NOON + timedelta(hours=7)))
    line.woken.clear()
    line.pass_time(hours=6, minutes=31)
    assert "at 7:00 PM EST" in line.texts_to(VOLUNTEER)[-1]


def test_changing_their_mind_often_does_not_use_up_who_can_be_asked(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    ask(line)
    who = contact(line)
    for _ in range(4):
        do(line, lambda tx: requests.move(tx, who, Wanted(line.clock.at + timedelta(minutes=5))))
        line.work()
    assert [o.state for o in line.rows(Offer)] == ["withdrawn"] * 4 + ["open"]


def test_what_volunteers_share_is_offered_the_most_common_first_unless_the_line_says(
    lines: Callable[..., TestLine],
) -> None:
    line = lines("sqlite")
    peers = {VOLUNTEER: ["Grief", "Panic attacks"], SECOND: ["panic-attacks"], THIRD: []}
    with line.db.begin(NOON) as tx:
        for number, shared in peers.items():
            told = {"languages": [], "experiences": shared, "timezone": None}
            roster.add_volunteer(tx, "Sam", number, **told, active=True, on_duty=True)  # type: ignore[arg-type]
    found = do(line, wishes.peers, contact(line))
    assert (found.experiences, found.called_before) == (("panic-attacks", "grief"), False)
    line.db.line = replace(LINE, experiences=("Divorce", "Long Covid"))
    assert do(line, wishes.peers, contact(line)).experiences == ("divorce", "long-covid")


def test_limits_are_read_from_the_rows_of_one_person_alone(quick_line: TestLine) -> None:
    talked(quick_line, 3)
    assert do(quick_line, limits.verdict, contact(quick_line, THIRD)).allowed
