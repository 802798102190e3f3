"""A no in people's own words, numbers that answer no question, and a number with a new owner."""

import re

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring


def asked_back(ana: Person) -> None:
    """CALL after a no, and the code that comes with the answer."""
    found = re.search(r"\b\d{4}\b", ana.texts("CALL", expects="You asked us not to call"))
    ana.texts(found[0] if found else "", expects="will call you from this number")


@scene("a-no-rings-nobody")
def a_no_rings_nobody(play: Play) -> None:
    """A no in any words keeps every phone silent, says so, and CALL with a code brings the call back"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("MENU")
    for no in ("no callback please", "que no me llamen", "dont call me"):
        ana.texts(no, expects="nobody will call you")
    ana.texts("im calm")
    sam.gets_nothing_more()
    asked_back(ana)
    code = sam.is_offered()
    ana.texts("hes home", expects="it stays quiet")  # whoever came in reads no more
    sam.gets("no longer needed")
    sam.texts(f"TAKE {code}", expects="no longer needed")
    ana.texts("STATUS", expects="Nobody will call: your request is on hold")
    asked_back(ana)
    sam.is_offered()
    ana.texts("call it off", expects="it's off")
    play.state_becomes(ana, "cancelled")
    expect(not ana.rings() and not sam.rings(), "nobody was rung", (ana.rings(), sam.rings()))


@scene("a-no-while-it-rings")
def a_no_while_it_rings(play: Play) -> None:
    """A no while the volunteer's phone rings: it stops at once, and the participant's is never rung"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    sam.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    ring = sam.is_rung()
    ana.texts("please dont ring, my dad is in the room", expects="nobody will call you")
    ring.ends("canceled")
    sam.gets("no longer needed")
    expect(not ana.rings(), "the participant is never rung", ana.rings())
    ana.texts("NEVERMIND", expects="it's off")


@scene("numbers-that-answer-nothing")
def numbers_that_answer_nothing(play: Play) -> None:
    """One sec, 5 years sober, 1 question: no mood, no call; a rating in a sentence is read; 1 sent twice is one"""
    ana, bo, sam = play.person("Ana"), play.person("Bo"), play.volunteer("Sam")
    bo.texts("CHECKIN", expects="How are you")
    bo.texts("5 years sober today", expects="Thank you for telling me")
    ana.texts("CHECKIN", expects="How are you")
    ana.texts("one sec", expects="How are you")
    ana.texts("2 and a bit tired", expects="be in touch with a volunteer")
    ana.texts("1 question first", expects="I'd rather ask than guess")
    sam.gets_nothing_more()
    ana.texts("hi", expects=None)  # within seconds it only goes on with the same thought
    ana.texts("1", expects="will call you")
    sam.is_offered()
    ana.texts("1", expects="Anything they should know first?")
    ana.texts("NEVERMIND", expects="it's off")


@scene("wrong-number")
def wrong_number(play: Play) -> None:
    """A number with a new owner: what was set up for it ends, and a coordinator is told; a STOP may be signed"""
    ana, bo = play.person("Ana"), play.person("Bo")
    ana.texts("REMIND Mon Thu 7pm")
    ana.texts("CALL", expects="No volunteer is on right now")
    ana.texts("Wrong number, sorry", expects="has ended")
    play.coordinator.gets("WRONG NUMBER")
    play.state_becomes(ana, "cancelled")
    bo.texts("CHECKIN\n\nSent from my iPhone", expects="How are you")
    bo.texts("please stop texting me\n\n-- \nBo", expects="unsubscribed")


@scene("never-the-same-sentence-for-ever")
def never_the_same(play: Play) -> None:
    """Answers that cannot be read: a person and the crisis line, and the question stays open as it was heard"""
    ana = play.person("Ana")
    ana.texts("ZONE", expects="time zone")
    ana.texts("im so lost")
    ana.texts("it is all too much today", expects="I've told a person on our team")
    play.coordinator.gets("NOT UNDERSTOOD")
    ana.texts("grey", expects="988")
    ana.texts("Chicago", expects="Central")
