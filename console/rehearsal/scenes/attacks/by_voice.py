"""Forged callers: a volunteer's, a participant's or a stranger's number on display, and numbers keyed in."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from console.rehearsal.scenes.attacks.mallory import HALF_VOUCHED, Mallory
from telephony.local_carrier.phones.phones import Ring

MENUS = (
    ("1", "3", "2"),
    ("2", "0", "2"),
    ("say:take", "say:my shifts", "1"),
    ("say:status", "say:open offers"),
    ("9", "9", "2", "2"),
    ("0", "8", "4", "*"),
)
CLAIMS = {"SipHeader_X-StirVerstat": "TN-Validation-Passed-A", "Verstat": "TN-Validation-Passed-A"}
"""What the caller's own telephone exchange may send along, and the carrier does not vouch for."""
PINS = ("1234", "0000", "1111", "2580", "1590", "4711")


@scene("attack-a-volunteers-menu", hours=True)
def a_volunteers_menu(play: Play) -> None:
    """A volunteer's number on display, half vouched for, all keys: no offer taken, nobody joined, nothing told"""
    play.becomes("12:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    code = sam.is_offered()
    mallory = Mallory(play)
    stranger = play.stage.number("a number nobody knows")
    for keys in MENUS:
        forged = mallory.calls(sam.number, *keys)
        unknown = mallory.calls(stranger, *keys)
        expect(forged == unknown, "the same is heard for a number that nobody knows", unknown)
    for owner in (sam.number, stranger):  # a call to that number may be asked for; its owner calls it off
        play.stage.carrier.phone(owner).text("NEVERMIND")
    for attestation in HALF_VOUCHED:
        mallory.calls(sam.number, "2", "2", attestation=attestation, **CLAIMS)
    expect(play.callback(ana).state == "offered", "the offer stands", play.callback(ana).state)
    expect(not ana.rings() and not sam.rings(), "nobody is rung", ana.rings() + sam.rings())
    mallory.learnt_nothing_of(ana, sam, words=rf"on duty|TAKE|{code}")
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("attack-a-participants-call", hours=True)
def a_participants_call(play: Play) -> None:
    """A participant's number on display: nothing told of the call; silenced, she is told and brings it back"""
    play.becomes("12:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    sam.is_offered()
    mallory = Mallory(play)
    for attestation in HALF_VOUCHED:
        mallory.calls(ana.number, "0", "say:when will you call me", attestation=attestation)
    expect(play.callback(ana).state == "offered", "her call stands", play.callback(ana).state)
    mallory.calls(ana.number, "2", "2")
    ana.gets("asked us not to call it")
    sam.gets("no longer needed")
    mallory.calls(ana.number, "say:is a call waiting")
    mallory.learnt_nothing_of(ana, sam)
    expect(not ana.rings(), "her phone is silent", ana.rings())
    ana.texts("READY", expects="should call by")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)


@scene("attack-ring-backs", hours=True)
def ring_backs(play: Play) -> None:
    """Key 7 with a volunteer's number, again and again: one ring an hour, and none for a day after "it wasn't me\""""
    sam = play.volunteer("Sam", on_duty=False)
    sam.when_rung(Ring("answer", keys=[("press 1", "2")], after=1.0))
    mallory = Mallory(play)
    for _ in range(4):
        mallory.calls(sam.number, "7")
    play.until(lambda: len(sam.rings()) == 1, "one ring", sam.rings)
    play.until(lambda: sam.rings() == ["completed"], "which is picked up", sam.rings)
    for hours in (1.1, 5, 12):
        play.pass_time(hours=hours)
        mallory.calls(sam.number, "7")
        mallory.calls(sam.number, "7")
    play.pass_time(minutes=2)
    expect(len(sam.rings()) == 1, "no second ring that day", sam.rings())
    mallory.learnt_nothing_of(sam)


@scene("attack-pins-and-codes", hours=True)
def pins_and_codes(play: Play) -> None:
    """PINs and codes guessed on a volunteer's number: shut after three, nothing opened, the volunteer is told"""
    play.becomes("12:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.texts("PIN", expects="Your code is")
    ana.texts("CALL", expects="A volunteer will call you")
    sam.is_offered()
    mallory = Mallory(play)
    for pin in PINS:
        mallory.calls(sam.number, "7", "1", f"{pin}#", f"{pin[::-1]}#", f"{pin}9#", "2", "1")
    sam.gets("the wrong PIN")
    for _ in range(4):
        mallory.texts(sam.number, "PIN")
    expect(
        len([1 for text in sam.phone.texts() if "Your code" in text.body]) <= 3, "three codes an hour", "more"
    )
    mallory.learnt_nothing_of(ana, sam)
    expect(
        not ana.rings() and "offered" in play.callback(ana).state,
        "the offer stands",
        play.callback(ana).state,
    )
    ana.texts("NEVERMIND", expects="it's off")


@scene("attack-numbers-keyed-in", hours=True)
def numbers_keyed_in(play: Play) -> None:
    """Withheld calls key in a victim's number five times over: one ring, no text, then a day of peace"""
    play.becomes("12:00")
    bea, sam = play.person("Bea"), play.volunteer("Sam")
    bea.when_rung("no-answer")
    mallory = Mallory(play)
    for n in range(5):
        mallory.calls("anonymous", "2", f"{bea.number[2:]}#", "1")
        if n == 0:
            play.taken_up(bea, sam)
        play.pass_time(minutes=25)
    expect(len(bea.rings()) == 1, "one ring", bea.rings())
    expect(not bea.phone.texts(), "no text, which would tell whoever holds the phone", bea.phone.texts())
    mallory.learnt_nothing_of(sam)
