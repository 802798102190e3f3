"""A volunteer's answers to an offer and after a call, which are more than yes or no; and the star key."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("pass-for-later", hours=True)
def pass_for_later(play: Play) -> None:
    """PASS K7 in 1 hour: the next one is asked at once, and who passed is asked again then, not before"""
    play.becomes("10:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"PASS {code} in 1 hour", expects="11:0")
    play.pass_time(minutes=50)
    sam.gets_nothing_more("TAKE")
    play.pass_time(minutes=11)
    expect(sam.is_offered() == code, "the same offer, an hour on", code)
    sam.texts(f"TAKE {code}")
    ana.gets("1 ready, 2 later, 3 write instead")
    ana.texts("1", expects="phone will ring in a minute or two")
    play.talk_and_finish(ana, sam)


@scene("take-at-a-time", hours=True)
def take_at_a_time(play: Play) -> None:
    """TAKE K7 at 11: the participant is told when and by whom, and at that time the line rings by itself"""
    play.becomes("10:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"TAKE {code} at 11", expects="11:00")
    ana.gets("11:00")
    rita = play.volunteer("Rita")
    play.becomes("10:51")
    ana.gets("1 ready, 2 later, 3 write instead")
    ana.texts("1", expects="11:00")
    expect(not sam.rings(), "no ring before its time", sam.rings())
    play.becomes("11:00")
    play.talk_and_finish(ana, sam)
    expect(not rita.phone.texts(), "nobody else is asked", [text.body for text in rita.phone.texts()])


@scene("take-and-go-sooner", hours=True)
def go_sooner(play: Play) -> None:
    """TAKE with a time, and GO before it: rung at once, when the participant says so"""
    play.becomes("10:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = sam.is_offered()
    sam.texts(f"TAKE {code} at 11", expects="11:00")
    sam.texts(f"GO {code}")
    play.talk_and_finish(ana, sam)


@scene("star-ends-and-blocks", hours=True)
def star(play: Play) -> None:
    """The star key, told before the talk, ends a call; once more and the two never meet again, with no word of why"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    theirs = sam.is_rung()
    theirs.hears("Star twice ends the call")
    hers = ana.is_rung()
    theirs.is_joined_with(ana)
    play.until(lambda: play.callback(ana).room_at, "they are in a conference", lambda: "they are in none")
    play.pass_time(minutes=6)
    theirs.is_joined_with(ana)
    theirs.presses("*")
    theirs.hears("Only you hear this")
    theirs.presses("*")
    theirs.ends()
    hers.ends()
    play.state_becomes(ana, "completed")
    sam.gets("Thank you for")
    told = [text.body for text in ana.phone.texts()] + [hers.transcript]
    expect(not any("never" in words or "block" in words for words in told), "no word of why", told)
    play.pass_time(minutes=30)
    ana.texts("CALL")
    play.pass_time(minutes=14)
    sam.gets_nothing_more("TAKE")
    rita = play.volunteer("Rita")
    play.taken_up(ana, rita)
    play.talk_and_finish(ana, rita)
    expect(play.asked(ana) == [("Rita", "accepted")], "Rita alone is asked", play.asked(ana))


@scene("again-by-key", hours=True)
def again_by_key(play: Play) -> None:
    """After a talk the volunteer presses 1, the participant says “the same person”: he is asked first next time"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    hers, theirs = play.talk(ana, sam)
    play.state_becomes(ana, "connected")
    play.pass_time(minutes=10)
    hers.hangs_up()
    theirs.hears("If you'd gladly talk with them again, press 1")
    theirs.presses("1")
    theirs.ends()
    sam.gets("Thank you for")
    rita = play.volunteer("Rita")
    play.pass_time(minutes=16)
    ana.gets("How was it for you?")
    ana.texts("4")
    ana.texts("1", expects="the same person, if they can")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ana.texts("NEVERMIND", expects="it's off")
    expect(not rita.phone.texts(), "the other one is not asked", [text.body for text in rita.phone.texts()])


@scene("done-hard-and-rest", hours=True)
def done_hard(play: Play) -> None:
    """DONE K7 hard: an hour without offers for the volunteer, and no longer"""
    ana, bo, sam = play.person("Ana"), play.person("Bo"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    sam.texts(f"DONE {code} hard", expects="No calls for you until")
    bo.texts("CALL")
    play.pass_time(minutes=50)
    sam.gets_nothing_more("TAKE")
    play.pass_time(minutes=11)
    sam.is_offered()
    bo.texts("NEVERMIND", expects="it's off")
