"""Check-in plans: asked at the hour they chose, and what follows a missed check-in, as they set it up."""

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import OPTED_OUT, scene


def set_up(ana: Person, words: str, missed: str) -> None:
    """REMIND, their zone, and what is to follow a missed check-in."""
    ana.texts(f"REMIND {words}", expects="Which time zone")
    ana.texts("Eastern", expects="If you miss one")
    ana.texts(missed)


@scene("remind-at-noon", hours=True)
def answered(play: Play) -> None:
    """REMIND every day 12:30: asked at that hour on their clock, and the answer goes on as a check-in a day later"""
    play.becomes("11:00")
    ana = play.person("Ana")
    set_up(ana, "every day 12:30", "1")
    play.becomes("12:29")
    ana.gets_nothing_more()
    play.becomes("12:30")
    ana.gets("How are you right now?")
    play.becomes("15:45")
    ana.gets("It's fine not to answer")
    play.becomes("11:00")
    ana.texts("2", expects="Would it help to be in touch")
    ana.texts("not now", expects="That's fine")
    ana.texts("REMIND OFF", expects="won't ask any more")
    play.becomes("12:40")
    ana.gets_nothing_more()


@scene("missed-without-a-plan", hours=True)
def missed_without(play: Play) -> None:
    """A missed check-in with nothing set up: one gentle text, and then silence; no phone rings, nobody is alerted"""
    play.becomes("11:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    set_up(ana, "Mon Tue Wed Thu Fri Sat Sun 12:30", "1")
    play.becomes("12:30")
    ana.gets("How are you right now?")
    play.becomes("15:31")
    ana.gets("It's fine not to answer")
    play.becomes("12:00")
    ana.gets_nothing_more()
    sam.gets_nothing_more()
    play.coordinator.gets_nothing_more(play.handle(ana))  # nobody is alerted to her
    expect(not ana.rings() and not sam.rings(), "no phone rang", (ana.rings(), sam.rings()))
    ana.texts("REMIND OFF")


@scene("missed-then-a-call", hours=True)
def missed_then_a_call(play: Play) -> None:
    """A missed check-in, a call set up beforehand: asked whether now is good, and nobody is rung before they say so"""
    play.becomes("11:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    set_up(ana, "every day 12:30", "2")
    play.becomes("12:30")
    ana.gets("How are you right now?")
    play.becomes("15:31")
    ana.gets("It's fine not to answer")
    play.becomes("17:32")
    ana.gets("is now good for a call?")
    sam.gets_nothing_more()
    expect(not ana.rings() and not sam.rings(), "no ring before their word", (ana.rings(), sam.rings()))
    ana.texts("1", expects="should call by")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    ana.texts("REMIND OFF")


@scene("missed-then-told", hours=True, forgives=(OPTED_OUT,))
def missed_then_told(play: Play) -> None:
    """A missed check-in, somebody chosen beforehand: their phone agreed itself, and gets one text that says no more"""
    play.becomes("11:00")
    ana, rosa = play.person("Ana"), play.person("Rosa")
    set_up(ana, "every day 12:30", "3")
    ana.texts("Annie", expects="Their number")
    said = ana.texts(rosa.number, expects="CONFIRM")
    expect(not rosa.phone.texts() and not rosa.rings(), "nothing goes to that phone yet", rosa.phone.texts())
    digits = said.split(" CONFIRM")[0].split()[-1]
    rosa.texts(f"{digits} CONFIRM", expects="If Annie doesn't answer")
    ana.gets("is confirmed")
    play.becomes("12:30")
    ana.gets("How are you right now?")
    play.becomes("15:31")
    ana.gets("the person you chose gets a short text after")
    play.becomes("17:32")
    told = rosa.gets("Annie asked us to tell you")
    expect("Rehearsal" not in told and "peer" not in told, "no word of which line it is", told)
    play.becomes("20:00")
    rosa.gets_nothing_more()
    rosa.texts("STOP", expects=None)  # the carrier answers it
    ana.gets("gets no more texts from us")
    ana.texts("REMIND OFF")


@scene("slept-through-the-hour", hours=True)
def slept_through(play: Play) -> None:
    """The host slept through the hour: within two hours the question still comes, later it is left out, never twice"""
    play.becomes("11:00")
    ana = play.person("Ana")
    set_up(ana, "every day 12:30", "1")
    play.becomes("14:15")
    ana.gets("How are you right now?")
    ana.texts("4", expects="Would it help to be in touch")
    play.becomes("11:00")
    play.becomes("14:45")
    ana.gets_nothing_more()
    play.becomes("11:00")
    play.becomes("12:31")
    ana.gets("How are you right now?")
    ana.gets_nothing_more("How are you")
    ana.texts("5")
    ana.texts("REMIND OFF", expects="won't ask any more")
