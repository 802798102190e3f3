"""Plays a journey in which everybody says something private, to look afterwards for where it was written."""

from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

KEYED_IN = "+12025550177"
NUMBERS = (PARTICIPANT, VOLUNTEER, SECOND, COORDINATOR, KEYED_IN)
SAID = ("river was grey", "brother Anselm", "sounded relieved", "Philomena", "want to die")


def confide(line: TestLine) -> None:
    """Send texts, a callback, a note, words spoken to the menu and a number keyed in, which contain all of `SAID`."""
    desk = Desk(line)
    line.volunteer(VOLUNTEER, "Philomena Volunteer", ready=True)
    for body in (
        "the river was grey today",
        "my brother Anselm called",
        "I want to die",
        "CHECKIN",
        "2",
        "1",
    ):
        line.text(PARTICIPANT, body)
    line.work()
    desk.code = line.code()
    ring = desk.take()
    dialled = desk.talk(ring)
    dialled.over("completed", ring.sid)
    line.text(VOLUNTEER, f"DONE {desk.code} she sounded relieved")
    sid, menu = line.call(PARTICIPANT)
    line.turn(menu.path("Gather"), sid, PARTICIPANT, SpeechResult="my brother Anselm again")
    keyed, menu = line.call("anonymous")
    asked = line.press(menu, "2", keyed, "anonymous")
    line.press(asked, KEYED_IN.removeprefix("+1"), keyed, "anonymous")
    line.work()


def given_away(written: str) -> list[str]:
    """Which private words and numbers stand in what was written, in any of the forms that a number has."""
    forms = {form for number in NUMBERS for form in (number, number[2:], number[-7:])}
    return sorted(each for each in {*forms, *SAID} if each.lower() in written.lower())
