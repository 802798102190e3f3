"""After the talk: one gentle question, the same peer again or never, a call that was cut off, limits and reports."""

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


def talk(play: Play, ana: Person, sam: Person, *, minutes: float = 12) -> None:
    """They are joined, talk for so long, and hang up."""
    hers, theirs = play.talk(ana, sam)
    play.state_becomes(ana, "connected")
    play.pass_time(minutes=minutes)
    hers.hangs_up()
    theirs.hears("call has ended")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")
    sam.gets("Thank you for")


@scene("same-peer-again", hours=True)
def same_again(play: Play) -> None:
    """“Did it help?”, “the same person”: asked first next time, though somebody else was asked less"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    talk(play, ana, sam)
    sam.texts(f"AGAIN {code}", expects="Noted")
    rita = play.volunteer("Rita")
    play.pass_time(minutes=16)  # a volunteer rests for fifteen
    ana.gets("How was it for you?")
    ana.texts("5", expects="Next time")
    ana.texts("1", expects="the same person, if they can")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    expect(not rita.phone.texts(), "the other one is not asked", [text.body for text in rita.phone.texts()])
    talk(play, ana, sam)
    expect(not rita.rings(), "nor rung", rita.rings())


@scene("rather-not-them", hours=True)
def rather_not(play: Play) -> None:
    """“Rather not them”, and another call: they are never asked for each other again, and are not told"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    talk(play, ana, sam)
    play.pass_time(minutes=4)
    ana.gets("How was it for you?")
    ana.texts("1", expects="Next time")
    ana.texts("3", expects="someone else next time")
    ana.texts("1", expects="")
    play.pass_time(minutes=20)
    sam.gets_nothing_more("TAKE")  # though nobody else is on
    rita = play.volunteer("Rita")
    code = rita.is_offered()
    rita.texts(f"TAKE {code}")
    ana.gets("1 ready, 2 later, 3 write instead")
    ana.texts("1", expects="phone will ring")
    talk(play, ana, rita)
    expect(play.asked(ana) == [("Rita", "accepted")], "Rita alone is asked", play.asked(ana))


@scene("follow-up-in-silence", hours=True)
def no_answer(play: Play) -> None:
    """No answer to the question: it is not put again, and the next CALL is a CALL"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    talk(play, ana, sam)
    play.pass_time(minutes=4)
    ana.gets("How was it for you?")
    play.pass_time(hours=5)
    ana.gets_nothing_more("How was it for you?")
    ana.texts("CALL", expects="A volunteer will call you")
    ana.texts("NEVERMIND", expects="it's off")


@scene("reconnect", hours=True)
def reconnect(play: Play) -> None:
    """A call cut off after seconds: RECONNECT brings back the same two, once"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    ana.gets("Were you cut off?")
    ana.texts("RECONNECT", expects="We're calling Sam, then you")
    talk(play, ana, sam)
    expect(len(sam.rings()) == 2 and len(ana.rings()) == 2, "two rings each", (sam.rings(), ana.rings()))
    play.pass_time(minutes=90)
    ana.texts("RECONNECT", expects="over an hour ago")


@scene("reconnect-by-the-peer", hours=True)
def reconnect_by_peer(play: Play) -> None:
    """The volunteer asks: nobody's phone rings before the participant says yes"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    talk(play, ana, sam, minutes=8)
    sam.texts(f"RECONNECT {code}", expects="We're asking them about")
    ana.gets("You two were cut off, and Sam would like to go on")
    expect(len(ana.rings()) == 1, "no ring before their word", ana.rings())
    ana.texts("1", expects="We're calling Sam, then you")
    talk(play, ana, sam)


@scene("three-a-day", hours=True)
def three_a_day(play: Play) -> None:
    """Three calls a day: the fourth is refused kindly, with when and the crisis line; at midnight a new day begins"""
    play.becomes("10:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    for _ in range(3):
        ana.texts("CALL", expects="A volunteer will call you")
        play.taken_up(ana, sam)
        talk(play, ana, sam)
        play.pass_time(minutes=16)  # a volunteer rests for fifteen
    refused = ana.texts("CALL", expects="had all your talks for today")
    expect("988" in refused and "from" in refused, "when again, and the crisis line", refused)
    play.becomes("00:01")
    sam.texts("ON", expects="You're on until")  # the morning's ended at ten in the evening
    ana.texts("CALL", expects="A volunteer will call you")
    ana.texts("NEVERMIND", expects="it's off")


@scene("care-plan", hours=True)
def care_plan(play: Play) -> None:
    """A care plan: one call a day, a named volunteer who is asked first; and a crisis is never refused"""
    play.becomes("10:00")
    ana, rita, sam = play.person("Ana"), play.volunteer("Rita"), play.volunteer("Miriam")
    ana.answers("1")
    ana.texts("CHECKIN")
    play.warmline("plans", "set", play.handle(ana), "--calls-a-day", "1", "--volunteer", "Miriam")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    talk(play, ana, sam)
    ana.texts("CALL", expects="had all your talks for today")
    expect(not rita.phone.texts(), "the other one is not asked", [text.body for text in rita.phone.texts()])
    ana.texts("I want to kill myself", expects="988")
    play.alert("CRISIS", ana)
    ana.texts("CALL", expects="No volunteer who takes calls like this is on now")
    expect(not rita.phone.texts(), "who is not ready for it is not asked", rita.phone.texts())
    ana.texts("NEVERMIND", expects="it's off")


@scene("peers-report-of-danger", hours=True)
def report_of_danger(play: Play) -> None:
    """After a call the peer says that she is in danger: an alert about her, under her code, and the note is kept"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    talk(play, ana, sam)
    sam.texts("my caller is going to kill herself what do i do", expects=f"alerted about {code}")
    alert = play.alert("CRISIS", ana)
    expect(f"ACK {code}" in alert and "told us by" in alert, "hers, reported", alert)
    sam.texts(f"NOTE {code} she likes birds", expects=f"Noted for {code}")
