"""People who change their minds: NEVERMIND at each stage, and STOP."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import OPTED_OUT, scene
from telephony.local_carrier.phones.phones import Ring


@scene("nevermind-waiting")
def nevermind_waiting(play: Play) -> None:
    """NEVERMIND while nobody was asked yet"""
    ana = play.person("Ana")
    ana.texts("CALL", expects="No volunteer is on right now")
    ana.texts("nevermind", expects="it's off")
    ana.texts("NEVERMIND", expects="no request open")
    sam = play.volunteer("Sam")
    sam.gets_nothing_more()


@scene("nevermind-offered")
def nevermind_offered(play: Play) -> None:
    """NEVERMIND while somebody is asked: they are told, and a late TAKE rings nobody"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    code = sam.is_offered()
    ana.texts("NEVERMIND", expects="it's off")
    sam.gets("no longer needed")
    sam.texts(f"TAKE {code}", expects="covered")
    expect(not sam.rings() and not ana.rings(), "nobody is rung", (sam.rings(), ana.rings()))


@scene("nevermind-while-the-peer-is-rung")
def nevermind_ringing_volunteer(play: Play) -> None:
    """NEVERMIND while the volunteer's phone rings: it stops"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ring = sam.is_rung()
    ana.texts("NEVERMIND", expects="it's off")
    ring.ends("canceled")
    sam.gets("no longer needed")
    play.state_becomes(ana, "cancelled")
    expect(not ana.rings(), "the participant is never rung", ana.rings())


@scene("nevermind-while-being-rung")
def nevermind_ringing_participant(play: Play) -> None:
    """NEVERMIND while the participant's own phone rings: both calls end, and the volunteer is told"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    theirs = sam.is_rung()
    hers = ana.is_rung()
    ana.texts("NEVERMIND", expects="it's off")
    hers.ends("canceled")
    theirs.ends()
    sam.gets("no longer needed")
    play.state_becomes(ana, "cancelled")
    sam.texts("STATUS", expects="You're on")


@scene("stop", forgives=(OPTED_OUT,))
def stop(play: Play) -> None:
    """STOP during an open callback ends everything at once; START brings them back"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ring = sam.is_rung()
    ana.gets("Sam will call you in a minute or two, from this number")
    ana.texts("STOP", expects=None)
    ring.ends("canceled")
    sam.gets("no longer needed")
    play.state_becomes(ana, "cancelled")
    ana.gets("unsubscribed")
    ana.texts("CALL", expects=None)
    ana.texts("STATUS", expects=None)
    ana.gets_nothing_more()
    back = ana.texts("START", expects="you're back")
    expect("HELP" in back and "STOP" in back, "how to get help and how to leave again", back)
    ana.texts("STATUS", expects="no request open")


@scene("volunteer-stops", forgives=(OPTED_OUT,))
def volunteer_stops(play: Play) -> None:
    """A volunteer who texts STOP is off duty; what they held goes to the next one"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    sam.is_offered()
    rita = play.volunteer("Rita")
    sam.texts("STOP", expects=None)
    play.taken_up(ana, rita)
    play.talk_and_finish(ana, rita)
    sam.gets("unsubscribed")
    sam.gets_nothing_more()


@scene("later")
def later(play: Play) -> None:
    """LATER moves the callback: whoever was asked is told, and nobody is asked before then"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    sam.is_offered()
    ana.texts("LATER", expects="When would be better")
    ana.texts("1", expects="in touch between")
    sam.gets("no longer needed")
    ana.texts("NEVERMIND", expects="it's off")
    sam.gets_nothing_more()
