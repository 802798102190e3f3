"""A number shown is a hint: without the carrier's word a call hears the same whoever the number belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from store.contacts import contacts
from store.models import Alert, Callback, Checkin, Contact, Conversation, Leg, OtherNumber, Volunteer
from store.safe_contact import safe_contact
from store.volunteers import roster
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, LINE, Heard, TestLine

THIRD = "+12025550135"
STRANGER, OTHER = "+12025550160", "+12025550145"
World = Callable[[TestLine], str]
NOT_ENOUGH = (
    "",
    "TN-Validation-Passed-B",
    "TN-Validation-Passed-C",
    "TN-Validation-Failed-A",
    "TN-Validation-Passed-A-Diverted-Invalid",
    "No-TN-Validation",
    "tn-validation-passed-a",
)


def _asks(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()


def nobody_filed(line: TestLine) -> str:
    return "+12025550161"


def known_and_idle(line: TestLine) -> str:
    line.text(PARTICIPANT, "CHECKIN")
    return PARTICIPANT


def offered(line: TestLine) -> str:
    _asks(line)
    return PARTICIPANT


def for_tomorrow(line: TestLine) -> str:
    line.text(PARTICIPANT, "CALL tomorrow 9:30")
    return PARTICIPANT


def promise_is_near(line: TestLine) -> str:
    _asks(line)
    line.pass_time(minutes=100)
    return PARTICIPANT


def taken(line: TestLine) -> str:
    _asks(line)
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    return PARTICIPANT


def waits_for_their_word(line: TestLine) -> str:
    _asks(line)
    line.pass_time(minutes=20)
    for each in (VOLUNTEER, SECOND, THIRD):
        line.text(each, "TAKE")
    line.work()
    assert any(cb.ready_asked_at is not None for cb in line.rows(Callback))
    return PARTICIPANT


def ringing(line: TestLine) -> str:
    desk = _taken_at_once(line)
    desk.connect_volunteer(desk.ringing(VOLUNTEER))
    return PARTICIPANT


def talking(line: TestLine) -> str:
    desk = _taken_at_once(line)
    desk.talk(desk.ringing(VOLUNTEER))
    return PARTICIPANT


def missed_once(line: TestLine) -> str:
    desk = _taken_at_once(line)
    ring = desk.ringing(VOLUNTEER)
    desk.connect_volunteer(ring).over("no-answer", ring.sid)
    desk.end(ring, "completed")
    return PARTICIPANT


def _taken_at_once(line: TestLine) -> Desk:
    _asks(line)
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    line.work()
    return Desk(line, line.code())


def writing(line: TestLine) -> str:
    _asks(line)
    line.text(PARTICIPANT, "3")
    return PARTICIPANT


def reminded(line: TestLine) -> str:
    line.text(PARTICIPANT, "REMIND Mon 7pm")
    return PARTICIPANT


def with_answers(**answers: object) -> Callable[[TestLine], str]:
    def world(line: TestLine) -> str:
        line.text(PARTICIPANT, "CHECKIN")

        def work(tx: object) -> None:
            known = contacts.by_number(tx, PARTICIPANT)  # type: ignore[arg-type]
            for answer, value in answers.items():
                safe_contact.keep(tx, known.contact_id, answer, value)  # type: ignore[arg-type]

        line.ctx.run(work)
        return PARTICIPANT

    world.__name__ = "safe_" + "_".join(answers)
    return world


def speaks_spanish(line: TestLine) -> str:
    line.text(PARTICIPANT, "ESPANOL")
    return PARTICIPANT


def a_code_is_to_come_from_there(line: TestLine) -> str:
    line.text(OTHER, "CHECKIN")
    line.text(OTHER, f"NUMBER {PARTICIPANT}")
    assert line.rows(OtherNumber)
    return PARTICIPANT


def opted_out(line: TestLine) -> str:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "STOP")
    return PARTICIPANT


def had_their_calls_of_today(line: TestLine) -> str:
    line.text(PARTICIPANT, "CHECKIN")
    known = line.rows(Contact)[-1].id
    rows = [
        {
            "contact_id": known,
            "code": f"X{n}",
            "state": "completed",
            "requested_at": line.clock.at,
            "due_at": line.clock.at,
            "promised_by": line.clock.at,
            "connected_at": line.clock.at,
            "ended_at": line.clock.at,
            "language": "en",
        }
        for n in range(3)
    ]
    with line.db.begin(line.clock.at) as tx:
        tx.run(insert(Callback), rows)
    return PARTICIPANT


def a_volunteer_with_an_offer(line: TestLine) -> str:
    line.text(OTHER, "CALL")
    line.work()
    assert [text for text in line.texts_to(VOLUNTEER) if "TAKE" in text]
    return VOLUNTEER


def a_volunteer_who_holds_one(line: TestLine) -> str:
    line.text(OTHER, "CALL")
    line.work()
    line.text(VOLUNTEER, f"TAKE {line.code()}")
    return VOLUNTEER


def a_volunteer_off_duty(line: TestLine) -> str:
    line.text(VOLUNTEER, "OFF")
    return VOLUNTEER


def somebody_invited(line: TestLine) -> str:
    def work(tx: object) -> None:
        id, _ = roster.add_volunteer(
            tx,  # type: ignore[arg-type]
            "Kim",
            OTHER,
            languages=["en"],
            experiences=[],
            timezone=None,
            active=False,
            on_duty=False,
        )
        roster.invite(tx, id)  # type: ignore[arg-type]

    line.ctx.run(work)
    line.work()
    return OTHER


def the_coordinator(line: TestLine) -> str:
    line.text(COORDINATOR, "LIST")
    return COORDINATOR


WORLDS = [
    nobody_filed,
    known_and_idle,
    offered,
    for_tomorrow,
    promise_is_near,
    taken,
    waits_for_their_word,
    ringing,
    talking,
    missed_once,
    writing,
    reminded,
    with_answers(cover="Book Club", discreet=True),
    with_answers(they_contact=True),
    with_answers(calls=False),
    with_answers(ends="porcupine"),
    speaks_spanish,
    a_code_is_to_come_from_there,
    opted_out,
    had_their_calls_of_today,
    a_volunteer_with_an_offer,
    a_volunteer_who_holds_one,
    a_volunteer_off_duty,
    somebody_invited,
    the_coordinator,
]
NOTHING_CHOSEN = [
    *[(key,) for key in "04568*#"],
    ("",),
    ("7",),
    ("7", "1"),
    ("7", "2"),
    ("2",),
    ("2", "0"),
    ("2", "3"),
    ("2", "*"),
    ("1", "0"),
    ("1", "3", "2"),
    *[(f"say:{words}",) for words in ("status", "my shifts", "open offers", "take", "ready", "reminders")],
    ("say:stop",),
    ("say:I want to kill myself",),
    ("5", "5", "5", "5"),
    *[("9", key) for key in ("0", "4", "7", "2", "9", "say:estado", "say:mis turnos", "say:me quiero morir")],
]
_OF_A_STRANGER: dict[tuple[str, ...], list[str]] = {}
"""What a stranger hears who chooses nothing: the same in every world, so once is enough."""
ENDINGS = [
    ("2", "1", "1", "1"),
    ("2", "1", "2", "3"),
    ("1", "1", "1"),
    ("2", "2"),
    ("say:don't call me",),
    ("9", "1", "9", "1", "2", "1"),
    ("9", "2", "2"),
    ("9", "say:olvídalo"),
]


@pytest.fixture(params=WORLDS, ids=lambda world: world.__name__)
def world(request: pytest.FixtureRequest, quick_line: TestLine) -> tuple[TestLine, str]:
    """A line with three on duty, and the number of somebody there."""
    return in_world(quick_line, request.param)


def in_world(line: TestLine, there: World) -> tuple[TestLine, str]:
    for number, name in ((VOLUNTEER, "Sam"), (SECOND, "Rita"), (THIRD, "Lee")):
        line.volunteer(number, name, languages=("en", "es"))
    return line, there(line)


def heard_by(line: TestLine, number: str, keys: Iterable[str], *, attestation: str = "") -> list[str]:
    """The documents that an unattested call is played, the greeting first."""
    sid, heard = line.call(number, attestation=attestation)
    documents = [heard.document]
    for key in keys:
        if heard.root.find("Gather") is None:
            break
        heard = give(line, heard, key, sid, number)
        documents.append(heard.document)
    line.hang_up(sid, number)
    return documents


def give(line: TestLine, heard: Heard, key: str, sid: str, number: str) -> Heard:
    said = key.removeprefix("say:")
    if said != key:
        return line.turn(heard.path("Gather"), sid, number, SpeechResult=said, Confidence="0.9")
    return line.press(heard, key, sid, number)


def test_whatever_a_call_asks_it_hears_what_a_stranger_hears(world: tuple[TestLine, str]) -> None:
    line, number = world
    for keys in NOTHING_CHOSEN:
        if keys not in _OF_A_STRANGER:
            _OF_A_STRANGER[keys] = heard_by(line, STRANGER, keys)
        assert heard_by(line, number, keys) == _OF_A_STRANGER[keys], keys


@pytest.mark.parametrize(
    ("there", "keys"),
    [
        (there, ENDINGS[(3 * place + each) % len(ENDINGS)])
        for place, there in enumerate(WORLDS)
        for each in range(3)
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value.__name__,
)
def test_whatever_a_call_wants_done_it_hears_what_a_stranger_hears(
    quick_line: TestLine, there: World, keys: tuple[str, ...]
) -> None:
    """Three ways in each world, every way in nine worlds or more: all with all would be a minute of the suite."""
    line, number = in_world(quick_line, there)
    assert heard_by(line, number, keys) == heard_by(line, STRANGER, keys)
    # And once more, whatever came of the first.
    assert heard_by(line, number, keys) == heard_by(line, STRANGER, keys)


def test_a_caller_who_talks_now_hears_what_a_stranger_hears(world: tuple[TestLine, str]) -> None:
    line, number = world
    spoken = []
    for caller in (number, STRANGER):
        documents = heard_by(line, caller, ("3",))
        spoken.append([Heard(document).words for document in documents])
        assert "<Dial" in documents[-1]
    assert spoken[0] == spoken[1]
    assert [cb.contact_id for cb in line.rows(Callback)][-2:] == [None, None], "the peer is told of nobody"


def test_a_number_keyed_in_is_answered_like_any_other(world: tuple[TestLine, str]) -> None:
    line, number = world
    heard = []
    for keyed in (number, STRANGER):
        documents = heard_by(line, "anonymous", ("2", keyed.removeprefix("+1"), "1", "2", "1"))
        heard.append([Heard(each).words for each in documents])
        assert "Press 1 if that's right" in heard[-1].pop(2), "which has the number itself"
    assert heard[0] == heard[1]


@pytest.mark.parametrize("verstat", NOT_ENOUGH)
def test_only_full_attestation_opens_a_volunteers_menu(quick_line: TestLine, verstat: str) -> None:
    quick_line.volunteer(VOLUNTEER)
    _, heard = quick_line.call(VOLUNTEER, attestation=verstat)
    assert "duty" not in heard.words and "To say how you are, press 1" in heard.words
    assert "You're on" in quick_line.call(VOLUNTEER)[1].words


def test_an_organisation_may_trust_no_attestation(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, trust_attested=False))
    line.volunteer(VOLUNTEER)
    assert "duty" not in line.call(VOLUNTEER)[1].words


def test_what_the_carrier_said_at_first_counts_for_the_whole_call(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    sid, heard = line.call(VOLUNTEER)
    heard = line.press(heard, "1", sid, VOLUNTEER)
    assert "You're off" in heard.words, "no later request repeats it"
    sid, heard = line.call(VOLUNTEER, attestation="")
    for key in ("1", "0"):
        heard = line.turn(
            heard.path("Gather"), sid, VOLUNTEER, Digits=key, StirVerstat="TN-Validation-Passed-A"
        )
        assert "duty" not in heard.words
    assert [call.attested for call in line.rows(Conversation) if call.channel == "voice"] == [True, False]


def test_a_call_that_an_older_process_filed_is_told_nothing_more(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    sid, heard = quick_line.call(VOLUNTEER)
    with quick_line.db.begin(quick_line.clock.at) as tx:
        tx.run(update(Conversation).values(attested=None))
    heard = quick_line.press(heard, "1", sid, VOLUNTEER)
    assert [each.on_duty for each in quick_line.rows(Volunteer)] == [True]
    assert "You're on" not in heard.words and "You're off" not in heard.words


def test_a_forged_volunteer_takes_nothing_by_any_key(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    for keys in (("2", "1"), ("7", "2", "1"), ("2", "2"), ("say:take",), ("7", "1")):
        documents = heard_by(line, VOLUNTEER, keys)
        assert not any("<Dial" in each for each in documents)
    line.pass_time(seconds=30)
    waiting = next(cb for cb in line.rows(Callback) if cb.id == 1)
    assert (waiting.state, waiting.volunteer_id) == ("offered", None)
    assert [each.on_duty for each in line.rows(Volunteer)] == [True]
    assert [leg for leg in line.rows(Leg) if leg.callback_id == 1] == []


def test_nothing_a_call_says_is_filed_under_the_number_it_shows(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    heard_by(quick_line, PARTICIPANT, ("1", "1", "2"))
    heard_by(quick_line, PARTICIPANT, ("9",))
    assert [(row.mood, row.contact_id) for row in quick_line.rows(Checkin)] == [(1, None)]
    assert [row.language for row in quick_line.rows(Contact)] == ["en"]


def test_a_call_that_asks_nothing_leaves_no_contact_behind(quick_line: TestLine) -> None:
    heard_by(quick_line, STRANGER, ("1", "3", "2"))
    heard_by(quick_line, STRANGER, ("2", "2"))
    assert quick_line.rows(Contact) == []


def test_words_of_crisis_alert_and_say_that_the_number_is_not_confirmed(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CHECKIN")
    documents = heard_by(quick_line, PARTICIPANT, ("say:I want to kill myself",))
    assert "9 8 8" in Heard(documents[-1]).words
    quick_line.work()
    told = quick_line.texts_to(COORDINATOR)[-1]
    assert told.startswith("CRISIS") and "not confirmed" in told
    assert quick_line.rows(Contact)[0].handle in told
    assert [(row.kind, row.contact_id) for row in quick_line.rows(Alert)] == [("crisis", 1)]


def test_their_own_word_ends_everything_in_silence_also_on_such_a_call(quick_line: TestLine) -> None:
    with_answers(ends="porcupine")(quick_line)
    quick_line.text(PARTICIPANT, "CALL")
    documents = heard_by(quick_line, PARTICIPANT, ("say:porcupine",))
    assert Heard(documents[-1]).words == "" and Heard(documents[-1]).ends
    assert [cb.state for cb in quick_line.rows(Callback)] == ["cancelled"]


def test_a_code_keyed_in_on_such_a_call_confirms_nothing(quick_line: TestLine) -> None:
    a_code_is_to_come_from_there(quick_line)
    code = quick_line.rows(OtherNumber)[0].code
    heard_by(quick_line, PARTICIPANT, (code,))
    assert quick_line.rows(OtherNumber)[0].confirmed_at is None


def test_two_words_that_tell_of_nothing_are_not_thanked_for(quick_line: TestLine) -> None:
    said = {}
    for words in ("my shifts", "my calls", "my heart hurts"):
        sid, heard = quick_line.call(STRANGER, attestation="")
        heard = give(quick_line, heard, "2", sid, STRANGER)
        said[words] = quick_line.turn(heard.path("Gather"), sid, STRANGER, SpeechResult=words).words
    assert "I didn't get that" in said["my shifts"] and "I didn't get that" in said["my calls"], said
    assert "Thank you for telling me" in said["my heart hurts"]
