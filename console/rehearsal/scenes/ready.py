"""No phone rings without a recent yes: the line asks before the ring, and when the promised time comes near."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("told-before-the-ring", hours=True)
def told_before_the_ring(play: Play) -> None:
    """A TAKE within a quarter of an hour: they are told who calls, when and from where, and the phone rings"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    ana.gets("Sam will call you in a minute or two, from this number")
    play.talk_and_finish(ana, sam)


@scene("no-ring-without-a-recent-yes", hours=True)
def no_ring_without_a_yes(play: Play) -> None:
    """A TAKE after more than a quarter of an hour rings nobody: first their word, “1 ready”"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.answers("1")
    ana.texts("CALL")
    play.pass_time(minutes=20)
    sam.texts("ON")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="We're asking them if now is good")
    ana.gets("1 ready, 2 later, 3 write instead")
    expect(not sam.rings() and not ana.rings(), "no phone rings", (sam.rings(), ana.rings()))
    ana.texts("1", expects="phone will ring in a minute or two")
    sam.gets("They're ready")
    play.talk_and_finish(ana, sam)


@scene("silence-before-the-ring", hours=True)
def silence_before_the_ring(play: Play) -> None:
    """They do not answer: the volunteer is free after ten minutes, and an answer an hour later still counts"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.answers("1")
    ana.texts("CALL")
    play.pass_time(minutes=20)
    sam.texts("ON")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}")
    ana.gets("1 ready, 2 later, 3 write instead")
    play.pass_time(minutes=11)
    sam.gets("so you're free again")
    play.pass_time(minutes=60)
    expect(not sam.rings() and not ana.rings(), "no phone rings", (sam.rings(), ana.rings()))
    ana.texts("ready", expects="should call by")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("later-before-the-ring", hours=True)
def later_before_the_ring(play: Play) -> None:
    """“2 later” to a peer who waits for their word: the peer is told, and asked again when it is time"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.texts("CALL")
    play.pass_time(minutes=20)
    sam.texts("ON")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}")
    ana.gets("1 ready, 2 later, 3 write instead")
    ana.texts("2", expects="When would be better")
    ana.texts("in three hours", expects="Moved")
    sam.gets("no longer needed")
    play.pass_time(minutes=160)
    sam.is_offered()
    ana.texts("NEVERMIND", expects="it's off")
    sam.gets("no longer needed")
    expect(not sam.rings() and not ana.rings(), "no phone rang", (sam.rings(), ana.rings()))


@scene("still-want-the-call", hours=True)
def still_want_the_call(play: Play) -> None:
    """The promise comes near: “do you still want it?”, and a no ends it without a word of blame"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    sam.is_offered()
    play.pass_time(minutes=95)
    ana.gets("Is that still good?")
    ana.texts("NEVERMIND", expects="it's off")


@scene("promise-revised", hours=True)
def promise_revised(play: Play) -> None:
    """Nobody can keep the time: they are told an honest one before the first is broken, and a coordinator why"""
    ana = play.person("Ana")
    ana.texts("CALL", expects="No volunteer is on right now")
    play.alert("NOBODY ON DUTY", ana)
    play.pass_time(minutes=95)
    ana.gets("we won't make it. I'm sorry. Now it will be by")
    play.alert("NOBODY YET", ana)
    ana.texts("STATUS", expects="should call by")
    ana.gets_nothing_more("we're late")
    ana.texts("NEVERMIND", expects="it's off")
