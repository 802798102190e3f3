"""Calls that cross with ours, and a volunteer whose company vouches for nothing."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("rung-back-for-the-menu")
def rung_back(play: Play) -> None:
    """Sam's phone company vouches for nothing: 7, hang up, the phone rings, and 1 opens the menu. Once an hour"""
    sam, mallory = play.volunteer("Sam"), play.person("Mallory")
    sam.when_rung("manual")
    call = sam.calls(attested=False)
    call.hears("press 7")
    call.presses("7")
    call.hears("please hang up now")
    call.hangs_up()
    back = sam.is_rung()
    back.picks_up()
    back.hears("If that was you, press 1")
    back.presses("1")
    back.hears("To go on or off, press 1")
    back.hangs_up()
    forged = mallory.calls(sam.number)
    forged.hears("press 7")
    forged.presses("7")
    forged.hears("please hang up now")
    forged.hangs_up()
    sam.texts("PIN", expects="Your code is")
    expect(len(sam.rings()) == 1, "Sam's phone does not ring again within the hour", sam.rings())


@scene("calls-that-cross")
def calls_that_cross(play: Play) -> None:
    """Ana calls back while her phone rings: she is joined with the volunteer who waits, and nobody is rung again"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    theirs = sam.is_rung()
    ana.is_rung()
    call = ana.calls()
    call.hears("We were just calling you")
    call.is_joined_with(sam)
    play.state_becomes(ana, "connected")
    call.hangs_up()
    theirs.hears("call has ended")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")


@scene("calls-that-cross-unattested")
def calls_that_cross_unattested(play: Play) -> None:
    """Ana calls back, and her company vouches for nothing: she hangs up, her phone rings, Sam stays on the line"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.answers("1")
    ana.when_rung("busy")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    call = ana.calls(attested=False)
    call.hears("If we just called you, please hang up")
    theirs = sam.is_rung()
    theirs.hears("They're calling us right now")
    ana.is_rung().ends("busy")
    ana.answers("1")
    call.hangs_up()
    hers = ana.is_rung()
    hers.is_joined_with(sam)
    play.state_becomes(ana, "connected")
    hers.hangs_up()
    theirs.hears("call has ended")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")
