"""Matching: language, shared experience, several at once; and numbers that take no texts or no calls."""

from functools import partial

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring


@scene("language-decides", hours=True)
def language(play: Play) -> None:
    """Two volunteers are free and one of them speaks Spanish: she is asked, and the other is not"""
    ana = play.person("Ana")
    ana.answers("1")
    rita, sam = play.volunteer("Rita"), play.volunteer("Sam", languages=("en", "es"))
    ana.texts("ESPANOL")
    ana.texts("LLAMAR")
    code = play.callback(ana).code
    play.until(lambda: sam.phone.texts(), "Sam is asked", lambda: play.asked(ana))
    sam.texts(f"TAKE {code}", expects=code)
    hers, theirs = play.talk(ana, sam)
    hers.hangs_up()
    theirs.hangs_up()
    play.state_becomes(ana, "completed")
    heard = [text.body for text in rita.phone.texts()]
    expect(not heard, "who speaks no Spanish is not asked", heard)


@scene("many-at-once-fit-together", hours=True)
def together(play: Play) -> None:
    """Three wait when three volunteers come on: assigned together, so that everybody gets a peer who fits"""
    ana, bea, cleo = (play.person(name) for name in ("Ana", "Bea", "Cleo"))
    both = play.volunteer("Sam", languages=("en", "es"), on_duty=False)
    rita = play.volunteer("Rita", experiences=("grief",), on_duty=False)
    theo = play.volunteer("Theo", on_duty=False)
    ana.texts("CALL")
    bea.texts("ESPANOL")
    bea.texts("LLAMAR")
    cleo.texts("CALL")
    cleo.texts("MORE", expects="What would you like to talk about")
    cleo.texts("1", expects="How long")  # grief
    play.pass_time(minutes=2)  # as long as their answers may still tell what it is about, the offer waits
    play.come_on(both, rita, theo)
    for who, peer in ((bea, both), (cleo, rita), (ana, theo)):
        asked = partial(play.asked, who)
        play.until(asked, f"somebody is asked for {who.name}", asked)
        expect([name for name, _ in asked()] == [peer.name], f"{peer.name} is asked", asked())
    for who in (ana, bea, cleo):
        who.texts("NEVERMIND", expects="988")


@scene("landline", hours=True, forgives=(30006,))
def landline(play: Play) -> None:
    """A landline, which takes no texts: the call is asked for by key, and no text is sent before the ring"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.phone.on_text(30006)
    ana.answers("1")
    call = ana.calls()
    call.hears("press 2")
    call.presses("2")
    call.hears("No volunteer is on right now")
    call.hangs_up()
    play.pass_time(minutes=20)
    sam.texts("ON")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="We're asking them if now is good")
    play.alert("LANDLINE", ana)
    play.talk_and_finish(ana, sam)


@scene("number-that-is-none", hours=True, forgives=(21211, 13224))
def invalid(play: Play) -> None:
    """The carrier says that a number does not exist: no second ring, and a coordinator is told"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("failed"))
    ana.phone.on_text(21211)
    call = ana.calls()
    call.hears("press 2")
    call.presses("2")
    call.hears("A volunteer will call you")
    call.hangs_up()
    play.taken_up(ana, sam)
    play.alert("CAN'T REACH", ana)
    sam.is_rung()
    play.until(lambda: ana.rings(), "one try", lambda: ana.rings())
    play.pass_time(minutes=11)
    play.state_becomes(ana, "missed")
    expect(len(ana.rings()) == 1, "no second ring", ana.rings())
