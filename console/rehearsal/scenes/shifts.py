"""A volunteer's shifts by text and keypad: agreed, dropped, covered by another; and their calendar."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

from icalendar import Calendar

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("a-shift-by-text", hours=True)
def by_text(play: Play) -> None:
    """SHIFT is read back in the volunteer's zone and confirmed by 1 the day before; it begins without ON"""
    play.becomes("12:00")
    sam = play.volunteer("Sam", on_duty=False)
    sam.texts("SHIFTS", expects="no shifts planned")
    sam.texts("SHIFT every day 7pm-10pm", expects="Which time zone are you in?")
    sam.texts("1", expects="Every day, 7-10 PM, Eastern Time. First: 7:00 PM")
    sam.texts("HERE", expects="see you today 7-10 PM")
    play.becomes("19:01")
    sam.gets("Your shift: tomorrow 7-10 PM. 1 I'll be there, 2 I can't.")
    sam.texts("SHIFTS", expects="today 7-10 PM (ok), tomorrow 7-10 PM")
    sam.texts("1", expects="see you tomorrow 7-10 PM")
    play.becomes("22:01")
    sam.gets("1 fine")
    sam.texts("1")
    ana = play.person("Ana")
    ana.answers("1")
    play.becomes("19:01")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    sam.texts("OFF", expects="You're off")


@scene("given-back-and-covered", hours=True)
def given_back(play: Play) -> None:
    """A shift dropped by keypad, without a word of reproach, and covered by somebody else with a text"""
    play.becomes("12:00")
    sam, ruth = play.volunteer("Sam", on_duty=False), play.volunteer("Ruth", on_duty=False)
    for who in (sam, ruth):
        who.texts("ZONE Eastern", expects="Eastern")
    sam.texts("SHIFT tomorrow 7pm-10pm", expects="Thanks! Just once: ")
    call = sam.calls()
    call.hears("Your shifts, 3")
    call.presses("3")
    call.hears("tomorrow, 7 PM to 10 PM")
    call.presses("2")
    call.hears("Thank you for telling us")
    call.hears("Those were all")
    call.hangs_up()
    play.coordinator.gets("GAP")
    ruth.texts("COVER tomorrow 7pm", expects="This is yours: tomorrow 7-10 PM")
    sam.texts("COVER tomorrow 7pm", expects="Nothing is open then")
    told = [text.body for who in (sam, ruth) for text in who.phone.texts()]
    expect(not any(name in words for words in told for name in ("Sam", "Ruth")), "nobody's name", told)


@scene("a-calendar", hours=True)
def a_calendar(play: Play) -> None:
    """CALENDAR: an address that a calendar can read and nobody can guess, replaced by CALENDAR NEW at once"""
    play.becomes("12:00")
    sam = play.volunteer("Sam", on_duty=False)
    sam.texts("ZONE Eastern", expects="Eastern")
    sam.texts("SHIFT every day 7pm-10pm", expects="Every day")
    sam.texts("HERE", expects="see you")
    old = _address(play, sam, "CALENDAR")
    shown = _events(play, old)
    expect(
        shown[:2] == [("Shift", "CONFIRMED"), ("Shift", "TENTATIVE")], "two shifts, one confirmed", shown[:2]
    )
    sam.texts("DROP tomorrow", expects="gave back")
    shown = _events(play, old)
    expect(shown[1] == ("Shift", "CANCELLED"), "the one that was given back is cancelled", shown[1])
    play.coordinator.gets("GAP")
    new = _address(play, sam, "CALENDAR NEW")
    expect(
        not _events(play, old) and _events(play, new) == shown, "the old address dead, the new one alive", old
    )
    sam.texts("CALENDAR OFF", expects="no longer works")
    expect(not _events(play, new), "no calendar", "one")
    secrets = [address.rsplit("/", 1)[1].removesuffix(".ics") for address in (old, new)]
    logs = [line for _, line in play.stage.lines_since(play.began)]
    expect(not any(secret in line for line in logs for secret in secrets), "no log holds the address", "one")


def _address(play: Play, who: Person, words: str) -> str:
    reply = who.texts(words, expects="/calendar/")
    found = re.search(r"\S+/calendar/\S+\.ics", reply)
    return found[0] if found else ""


def _events(play: Play, address: str) -> list[tuple[str, str]]:
    """The title and status of each event in a calendar; nothing where there is no such address."""
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310  (our own address, as it was texted)
            events = Calendar.from_ical(answer.read()).walk("VEVENT")
    except HTTPError as refused:
        expect(refused.code == 404, "404 for an address that leads nowhere", refused.code)
        events = []
    play.script.remark(f"(the calendar shows {len(events)} shifts)")
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events]
