"""Lessons 1, 2, 6, 7 and 8: who is rung, who never is, and that every wait for somebody ends (docs/lessons.md)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store.models import Callback, Leg, Offer
from telephony.errors import TransportError
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.line import COORDINATOR, LINE_NUMBER, TestLine
from tests.kits.races import CALLBACK, NEW_CONTACTS, VOLUNTEER_ROW, at_once
from tests.kits.rung import Rung, asked, nothing_open
from workers.callbacks import advance_with

CALLERS = (PARTICIPANT, "+12025550112", "+12025550113")
PEERS = (VOLUNTEER, SECOND, "+12025550144")


@pytest.mark.both_databases
def test_01_three_callers_and_three_peers_at_once_give_each_peer_one_call(line: TestLine) -> None:
    rung = Rung(line)
    for peer in PEERS:
        line.volunteer(peer)
    calls = [(number, *line.call(number)) for number in CALLERS]
    at_once(line, VOLUNTEER_ROW, *[lambda c=call: line.press(c[2], "3", c[1], c[0]) for call in calls])
    line.work()
    assert rung.numbers == sorted(PEERS)
    assert [cb.state for cb in line.rows(Callback)] == ["connecting"] * 3
    assert len({cb.volunteer_id for cb in line.rows(Callback)}) == 3
    sid, menu = line.call("+12025550114")
    line.press(menu, "3", sid, "+12025550114")
    line.work()
    assert rung.numbers == sorted(PEERS), "nor does a fourth caller ring somebody who has one"


@pytest.mark.both_databases
def test_01_three_requests_by_text_and_three_takes_at_once_give_each_peer_one_call(line: TestLine) -> None:
    rung = Rung(line)
    for peer in PEERS:
        line.volunteer(peer)
    at_once(line, NEW_CONTACTS, *[lambda n=number: line.text(n, "CALL") for number in CALLERS])
    at_once(line, CALLBACK, *[lambda c=cb.id: advance_with(line.ctx, c) for cb in line.rows(Callback)])
    line.work()
    assert sorted(asked(line)) == sorted(PEERS)
    at_once(line, CALLBACK, *[lambda n=peer: line.text(n, "TAKE") for peer in PEERS])
    line.work()
    assert rung.numbers == sorted(PEERS)
    desk = Desk(line)
    for peer in PEERS:
        desk.connect_volunteer(desk.ringing(peer))
    assert rung.numbers == sorted((*PEERS, *CALLERS)), "each of them rings one caller, and no caller waits"


def test_02_the_peer_is_rung_first_and_neither_is_shown_or_told_the_others_number(line: TestLine) -> None:
    rung = Rung(line)
    desk = Desk(line)
    desk.ask()
    ring = desk.take()
    heard = desk.pick_up(ring)
    assert rung.numbers == [VOLUNTEER], "nobody else's phone rings before they press a key"
    dialled = desk.connect_volunteer(ring)
    assert (dialled.number, dialled.shows) == (PARTICIPANT, LINE_NUMBER)
    whisper = dialled.picks_up()
    dialled.presses(whisper, "1")
    over = dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    line.pass_time(hours=2)
    told = {number: " ".join(line.texts_to(number)) for number in (PARTICIPANT, VOLUNTEER, COORDINATOR)}
    told[VOLUNTEER] += heard.document + over.document + ring.url + ring.status_url
    told[PARTICIPANT] += whisper.document
    for number in (PARTICIPANT, VOLUNTEER):
        for said in told.values():
            assert number[1:] not in said and number[2:] not in said and number[-7:] not in said


UNASKED: dict[str, Callable[[TestLine], object]] = {
    "a check-in, no call": lambda line: [line.text(PARTICIPANT, each) for each in ("CHECKIN", "1", "3")],
    "questions only": lambda line: [
        line.text(PARTICIPANT, each) for each in ("MENU", "STATUS", "HELP", "hm")
    ],
    "words of crisis": lambda line: line.text(PARTICIPANT, "I want to die"),
    "asked and called off": lambda line: [line.text(PARTICIPANT, each) for each in ("CALL", "NEVERMIND")],
    "asked and opted out": lambda line: [line.text(PARTICIPANT, each) for each in ("CALL", "STOP")],
    "called and hung up": lambda line: line.hang_up(line.call(PARTICIPANT)[0], PARTICIPANT),
    "called, and no call wanted": lambda line: keyed(line, "1", "2", "2"),
}


def keyed(line: TestLine, *digits: str) -> None:
    sid, heard = line.call(PARTICIPANT)
    for each in digits:
        heard = line.press(heard, each, sid, PARTICIPANT)
    line.hang_up(sid, PARTICIPANT)


@pytest.mark.parametrize("unasked", UNASKED)
def test_02_nobody_is_rung_who_did_not_ask_though_every_offer_is_taken(
    quick_line: TestLine, unasked: str
) -> None:
    rung = Rung(quick_line)
    quick_line.volunteer(VOLUNTEER)
    UNASKED[unasked](quick_line)
    for minutes in (0, 1, 5, *[120] * 13):
        quick_line.pass_time(minutes=minutes)
        if asked(quick_line):
            quick_line.text(VOLUNTEER, f"TAKE {quick_line.code()}")
        quick_line.work()
    assert set(rung.numbers) <= {COORDINATOR}, "who is on call is rung for a crisis, and nobody else"


def test_02_one_yes_is_for_one_call_and_nobody_is_rung_again_the_next_day(quick_line: TestLine) -> None:
    rung = Rung(quick_line)
    desk = Desk(quick_line)
    desk.ask()
    ring = desk.take()
    dialled = desk.talk(ring)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    for _ in range(9):
        quick_line.text(VOLUNTEER, f"TAKE {desk.code}")
        quick_line.text(VOLUNTEER, f"GO {desk.code}")
        quick_line.pass_time(hours=3)
    assert rung.numbers == sorted((VOLUNTEER, PARTICIPANT))


NO_SUCH_NUMBER = TransportError("code 21211", permanent=True, code=21211)
NOT_RINGABLE = TransportError("code 21217", permanent=True, code=21217)


@pytest.mark.both_databases
def test_06_one_disconnected_number_does_not_stop_the_ladder_wherever_it_shows(line: TestLine) -> None:
    desk = Desk(line)
    peers = [f"+120255501{n}" for n in range(51, 58)]
    line.carrier.refused[peers[0]] = NO_SUCH_NUMBER
    desk.ask(volunteers=tuple(peers))
    assert asked(line) == [peers[1]], "who cannot be texted is skipped at once"
    undelivered = {
        "MessageSid": line.carrier.texts[-1].sid,
        "MessageStatus": "undelivered",
        "ErrorCode": "30003",
    }
    assert line.post("/receipts", undelivered).status_code == 200
    line.work()
    assert asked(line)[1:] == [peers[2]], "nor does an offer wait for a phone it never reached"
    line.text(peers[2], f"TAKE {desk.code}")
    line.carrier.refused[peers[2]] = NOT_RINGABLE
    line.work()
    assert asked(line)[2:] == [peers[3]], "the carrier would not ring the one who took it"
    for nth, status in enumerate(("failed", "busy", "no-answer"), 3):
        desk.end(desk.take(peers[nth]), status)
        assert asked(line)[nth:] == [peers[nth + 1]]
    assert desk.connect_volunteer(desk.take(peers[6])).number == PARTICIPANT
    assert line.clock.at == line.rows(Callback)[0].requested_at, "all of it without waiting for anything"


@pytest.mark.parametrize("status", ["failed", "busy", "no-answer"])
@pytest.mark.both_databases
def test_06_one_disconnected_number_does_not_stop_a_call_that_is_on_the_line(
    line: TestLine, status: str
) -> None:
    rung = Rung(line)
    for peer in PEERS:
        line.volunteer(peer)
    sid, menu = line.call(PARTICIPANT)
    heard = line.press(menu, "3", sid, PARTICIPANT)
    for _ in PEERS[1:]:
        child = Dialled(line, heard, f"CA{next(line.sids):032x}")
        heard = child.over(status, sid, PARTICIPANT, CallStatus="in-progress")
    assert rung.from_calls == list(PEERS)


def key_three(line: TestLine) -> None:
    """Key 3; whoever is rung does not pick up, as long as somebody is."""
    sid, menu = line.call(PARTICIPANT)
    heard = line.press(menu, "3", sid, PARTICIPANT)
    for _ in range(10):
        if heard.root.find(".//Dial") is None:
            break
        line.clock.at = line.rows(Leg)[-1].due_at
        child = Dialled(line, heard, f"CA{next(line.sids):032x}")
        heard = child.over("no-answer", sid, PARTICIPANT, CallStatus="in-progress")
    assert "will call you back" in heard.words
    for _ in range(5):
        heard = heard if heard.ends else line.press(heard, "", sid, PARTICIPANT)
    assert heard.ends, "silence is not asked for ever"
    assert (line.clock.at - line.rows(Callback)[0].requested_at).total_seconds() <= 90
    line.hang_up(sid, PARTICIPANT)


BY_TEXT, BY_KEY = (lambda line: line.text(PARTICIPANT, "CALL")), key_three


@pytest.mark.parametrize("asks", [BY_TEXT, BY_KEY], ids=["by text", "by key 3"])
@pytest.mark.parametrize("peers", ["nobody", "silent", "take and never pick up", "take for later"])
def test_07_with_nobody_there_nothing_rings_or_waits_for_ever(
    quick_line: TestLine, asks: Callable[[TestLine], object], peers: str
) -> None:
    line, rung = quick_line, Rung(quick_line)
    if peers != "nobody":
        line.volunteer(VOLUNTEER)
        line.volunteer(SECOND)
    asks(line)
    before, answered = len(rung.numbers), 0
    for minutes in 12 * [30] + 20 * [120]:
        for to in asked(line)[answered:] if peers.startswith("take") else ():
            line.text(to, f"TAKE {line.code()}" + (" in 1 hour" if peers == "take for later" else ""))
        answered = len(asked(line))
        line.text(PARTICIPANT, "READY")
        line.work()
        for ring in [each for each in line.carrier.rings if each.status == "ringing"]:
            Desk(line).end(ring, "no-answer")
        line.pass_time(minutes=minutes)
        if nothing_open(line):
            break
    assert nothing_open(line)
    assert line.clock.at - line.rows(Callback)[0].requested_at < timedelta(hours=36)
    assert len(rung.numbers) - before <= len([o for o in line.rows(Offer) if o.state != "open"])
    told = line.texts_to(PARTICIPANT)[-1]
    assert "closed" in told and "988" in told, "they hear that it is over, and who is there now"
    assert line.texts_to(COORDINATOR), "and a coordinator was told in time"
    quiet = len(line.carrier.texts), len(rung.numbers)
    for _ in range(6):
        line.pass_time(hours=12)
    assert (len(line.carrier.texts), len(rung.numbers)) == quiet


@pytest.mark.parametrize("key", list("0123456789*#"))
def test_08_any_key_will_do_for_the_volunteer_and_no_key_keeps_voicemail_out(
    quick_line: TestLine, key: str
) -> None:
    rung = Rung(quick_line)
    desk = Desk(quick_line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    ring = desk.take()
    heard = desk.pick_up(ring)
    while heard.root.find("Gather") is not None:  # a voicemail that passes for a person
        heard = quick_line.press(heard, "", ring.sid, CALLER_ID)
    desk.end(ring, "completed")
    assert PARTICIPANT not in rung.numbers
    assert asked(quick_line) == [VOLUNTEER, SECOND]
    ring = desk.take(SECOND)
    quick_line.press(desk.pick_up(ring), key, ring.sid, CALLER_ID)
    assert rung.from_calls == [PARTICIPANT]


@pytest.mark.parametrize("found_out", ["as it answers", "while it listens", "never"])
def test_08_a_participants_voicemail_is_joined_with_nobody_and_hears_nothing_where_it_is_known(
    quick_line: TestLine, found_out: str
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    dialled = desk.connect_volunteer(desk.take())
    heard = dialled.picks_up_at_first(
        **({"AnsweredBy": "machine_start"} if found_out == "as it answers" else {})
    )
    if found_out == "while it listens":
        dialled.machine()
    said = heard.words
    for _ in range(5):
        if heard.root.find("Gather") is None:
            break
        heard = dialled.presses(heard, "")
        said += heard.words
    assert heard.ends, "an empty document would have joined the two calls"
    assert desk.state != "connected"
    assert (said == "") == (found_out != "never")
