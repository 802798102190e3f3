"""An attacker's afternoon, by voice and by text: nothing is joined, shown or undone that is not theirs."""

import re
from collections.abc import Iterable

from store.models import Alert, Callback, Conversation, LineChoice, Message, Volunteer
from store.proof import pins
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, Heard, TestLine

WITHHELD, STRANGER = "anonymous", "+12025550160"
HALF = ("TN-Validation-Passed-B", "TN-Validation-Failed-A", "")
BY_VOICE = [
    ("1", "3", "2"),
    ("2", "2"),
    ("2", "1", "1", "1"),
    ("7", "1", "1234", "0000", "1111"),
    ("7", "1", "2580", "1590", "4711"),
    ("7", "2", "1"),
    ("say:take",),
    ("say:my shifts",),
    ("say:status",),
    ("9", "7", "1"),
    ("0", "6", "4", "*"),
]
FROM_A_COORDINATOR = [
    "SAY A1 call me at 202 555 0160",
    "CALL A1",
    "CLOSE A1 she is fine",
    "CLOSE UNTIL 9AM",
]
GUESSES = ("1", "0000", "1234")


class Attacker:
    """Somebody who can show any number, hears what their own calls are played, and reads no answer to a forged text."""

    def __init__(self, line: TestLine) -> None:
        self.line = line
        self.heard: list[str] = []

    def calls(self, number: str, keys: Iterable[str], attestation: str = "") -> None:
        sid, heard = self.line.call(number, attestation=attestation)
        self._hears(heard)
        for key in keys:
            if heard.root.find("Gather") is None:
                break
            said = (
                {"SpeechResult": key[4:], "Confidence": "0.9"} if key.startswith("say:") else {"Digits": key}
            )
            heard = self.line.turn(heard.path("Gather"), sid, number, **said)
            self._hears(heard)
        self.line.hang_up(sid, number)

    def forges(self, number: str, words: str) -> None:
        self.line.text(number, words)  # the answer goes to whoever has that phone
        self.line.work()

    def _hears(self, heard: Heard) -> None:
        assert heard.root.find(".//Conference") is None and heard.root.find(".//Dial") is None, heard.document
        self.heard.append(heard.words)


def world(line: TestLine) -> Desk:
    """A call that a volunteer is asked for, a volunteer with a PIN, and a crisis that the coordinator has."""
    desk = Desk(line)
    desk.ask()
    sam = line.rows(Volunteer)[0].id
    line.ctx.run(lambda tx: pins.keep(tx, sam, "48261"))
    line.text("+12025550177", "i took all my pills")
    line.work()
    line.text(COORDINATOR, "ACK A1")
    return desk


def test_an_afternoon_ends_with_nothing_joined_shown_or_undone(line: TestLine) -> None:
    desk, mallory = world(line), Attacker(line)
    before = {number: len(line.texts_to(number)) for number in (STRANGER, PARTICIPANT)}
    for_the_crisis = len(line.carrier.rings)
    for keys in BY_VOICE:
        mallory.calls(VOLUNTEER, keys)
        mallory.calls(STRANGER, keys)
        line.pass_time(seconds=20)
    for attestation in HALF:
        mallory.calls(PARTICIPANT, ("0", "4"), attestation)
        mallory.calls(COORDINATOR, ("7", "1", "4826"), attestation)
    for _ in range(3):
        mallory.calls(WITHHELD, ("2", "2025550188", "1"))
        line.pass_time(minutes=1)
    for words in FROM_A_COORDINATOR:
        for guess in GUESSES:
            mallory.forges(COORDINATOR, words)
            mallory.forges(COORDINATOR, guess)
            line.pass_time(seconds=30)
    for words in ("PIN", "TAKE", "OFF", "ON"):
        mallory.forges(VOLUNTEER, words)

    # Joined: nobody. Every call of the line's that anybody picked up would have needed a key.
    assert [cb.connected_at for cb in line.rows(Callback)] == [None] * len(line.rows(Callback))
    assert [call.proof for call in line.rows(Conversation) if call.channel == "voice" and call.proof] == []
    # Rung: the volunteer's own phone once because of key 7, and because of TAKE once more. Nobody else's.
    rung = [ring.to for ring in line.carrier.rings[for_the_crisis:]]
    assert set(rung) == {VOLUNTEER} and len(rung) <= 2, rung
    # Said and closed: nothing. Undone: nothing. The owners have been told.
    assert (
        line.rows(LineChoice) == []
        and [row for row in line.rows(Message) if row.purpose.startswith("team")] == []
    )
    assert [alert.closed_at for alert in line.rows(Alert) if alert.closed_at] == []
    assert [alert.kind for alert in line.rows(Alert) if alert.kind == "crisis"] == ["crisis"]
    assert any("wrong PIN" in said for said in line.texts_to(VOLUNTEER))
    # Whose number asked for a call on such a call is asked whether now is good, and decides.
    assert all("1 ready, 2 later" in text for text in line.texts_to(STRANGER)[before[STRANGER] :])
    assert line.texts_to("+12025550188") == []
    # Shown: no name, code, handle or number, and no word of anybody's.
    everything = " ".join(mallory.heard)
    handles = re.findall(r"[A-Z][a-z]+-\d{3,}", everything)
    assert handles == [] and desk.code not in everything.split()
    assert not re.search(r"\d{5,}|Name of|on duty|TAKE", everything)
