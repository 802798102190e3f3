"""People who call the line: talk now, a number that is withheld, a volunteer's own menu."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring


@scene("talk-now")
def talk_now(play: Play) -> None:
    """A caller presses 3 and talks with a peer at once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    call = ana.calls()
    call.hears("press 3")
    call.presses("3")
    call.hears("stay on the line")
    theirs = sam.is_rung()
    theirs.hears("Someone is on the line")
    call.is_joined_with(sam)
    play.state_becomes(ana, "connected")
    theirs.hangs_up()
    call.hears("The call has ended")
    call.ends()
    play.state_becomes(ana, "completed")
    expect(not ana.rings(), "the caller's own phone is never rung", ana.rings())


@scene("talk-now-nobody-on")
def talk_now_nobody_on(play: Play) -> None:
    """Nobody is on duty when a caller presses 3: it becomes a callback, and they are told so"""
    ana = play.person("Ana")
    call = ana.calls()
    call.hears("press 3")
    call.presses("3")
    call.hears("will call you back")
    call.hears("No volunteer is on right now")
    call.hangs_up()
    play.alert("NOBODY ON DUTY", ana)
    ana.texts("NEVERMIND", expects="it's off")


@scene("talk-now-nobody-picks-up")
def talk_now_nobody_picks_up(play: Play) -> None:
    """Two peers are rung for a caller and neither picks up: it becomes a callback, which one of them takes after all"""
    ana = play.person("Ana")
    sam, rita = play.volunteer("Sam"), play.volunteer("Rita")
    ana.answers("1")
    sam.when_rung(Ring("busy"))
    rita.when_rung(Ring("no-answer"))
    call = ana.calls()
    call.hears("press 3")
    call.presses("3")
    call.hears("Still trying")
    call.hears("will call you back")
    call.hears("A volunteer will call you")
    call.hangs_up()
    expect(
        sam.rings() == ["busy"] and rita.rings() == ["no-answer"],
        "one ring each",
        (sam.rings(), rita.rings()),
    )
    for who in (sam, rita):
        who.answers("1")
    code = sam.is_offered()
    sam.is_rung()  # the busy one
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("talk-now-caller-hangs-up")
def talk_now_caller_hangs_up(play: Play) -> None:
    """A caller hangs up while a peer's phone rings: the ring stops, and their callback stays open"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.when_rung(Ring("manual"))
    call = ana.calls()
    call.hears("press 3")
    call.presses("3")
    ring = sam.is_rung()
    call.hangs_up()
    ring.ends("canceled")
    ana.gets("will call you")
    sam.is_offered()
    ana.texts("NEVERMIND", expects="it's off")
    sam.gets("no longer needed")


@scene("withheld-number")
def withheld_number(play: Play) -> None:
    """A caller who withholds their number keys it in, hears it read back, and is called there"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    call = ana.calls("anonymous")
    call.hears("press 2")
    call.presses("2")
    call.hears("key in the number")
    call.presses(ana.number[2:11] + "9#")  # one digit off, and never the number of the line, which ends in 0
    call.hears("Press 1 if that's right")
    call.presses("2")
    call.hears("key in the number")
    call.presses(ana.number[2:])
    said = call.hears("Press 1 if that's right")
    spoken = " ".join(ana.number[2:5])
    expect(spoken in said, "the number is read back digit by digit", play.script.masked(said))
    call.presses("1")
    call.hears("A volunteer will call that number")
    call.hangs_up()
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)


@scene("withheld-number-refused")
def withheld_number_refused(play: Play) -> None:
    """Numbers the line must not call are refused, each with its reason, and the third ends it kindly"""
    ana = play.person("Ana")
    call = ana.calls("+266696687")
    call.hears("press 2")
    call.presses("2")
    for keys, because in (
        ("911#", "emergency number"),
        ("9005551234#", "special or paid"),
        ("011442079460123#", "outside the area"),
    ):
        if keys != "911#":
            call.hears("key in the number")
        call.presses(keys)
        if not keys.startswith("011"):
            call.hears(because)
    goodbye = call.hears("make this work by phone")
    expect(
        "9 8 8" in goodbye and "text" in goodbye, "a kind end with the crisis line and how to text", goodbye
    )
    call.ends()
    again = ana.calls("")
    again.hears("press 2")
    again.presses("2")
    again.hears("key in the number")
    again.presses(f"{play.stage.settings.line_number[2:]}#")
    again.hears("number of this line itself")
    again.hangs_up()
    expect(not ana.rings(), "nobody is rung", ana.rings())


@scene("volunteer-calls-in")
def volunteer_calls_in(play: Play) -> None:
    """A volunteer calls in, goes on duty, hears the open offer and takes it; they hang up and their phone rings"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.answers("1")
    ana.texts("CALL", expects="No volunteer is on right now")
    call = sam.calls()
    call.hears("You're off")
    call.hears("press 1")
    call.presses("1")
    call.hears("You're on until")
    sam.is_offered()
    call.presses("2")
    call.hears("One call")
    call.presses("1")
    call.hears("Please hang up now")
    call.ends()
    expect(not ana.rings(), "this call is joined with nobody", ana.rings())
    play.talk_and_finish(ana, sam)
    expect(sam.rings() == ["completed"], "the number on file is rung, once", sam.rings())
