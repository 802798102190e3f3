"""Callbacks in writing: texts go through the line, which removes numbers and links both ways."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("text-only", hours=True)
def text_only(play: Play) -> None:
    """A callback in writing from start to end: masked both ways, ended by DONE, followed up as any other"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL", expects="Anything they should know first?")
    ana.texts("write instead", expects="no call: a volunteer will write with you here")
    sam.gets("By text, English")
    code = play.callback(ana).code
    sam.texts(f"TAKE {code}", expects="what you text now goes to them")
    ana.gets("Sam is here. What you text now goes to them")
    ana.texts("hi, I am up since four", expects=None)
    sam.gets(f"{code}: hi, I am up since four")
    sam.texts("that is a long night. call me later at 2125550144 or see www.example.org", expects="left out")
    heard = ana.gets("Sam: that is a long night")
    expect("0144" not in heard and "example" not in heard, "numbers and links removed", heard)
    ana.texts(f"mine is {ana.number}", expects="left out")
    told = sam.gets(f"{code}: mine is")
    expect("[number removed]" in told, "her number removed", told)
    ana.texts("STATUS", expects="A volunteer is writing with you here right now")
    play.pass_time(minutes=9)
    sam.texts(f"DONE {code} we wrote about nights", expects="has ended")
    ana.gets("has said goodbye")
    play.state_becomes(ana, "completed")
    expect(not ana.rings() and not sam.rings(), "no phone rang", (ana.rings(), sam.rings()))
    ana.texts("thanks", expects="")
    play.pass_time(minutes=4)
    ana.gets("How was it for you?")
    ana.texts("4")


@scene("text-only-before-the-ring", hours=True)
def at_the_ring(play: Play) -> None:
    """“3 write instead” in answer to “I can call you now”: no phone rings, and they write"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.texts("CALL")
    play.pass_time(minutes=20)
    sam.texts("ON")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}")
    ana.gets("3 write instead")
    ana.texts("3", expects="You can write here now")
    sam.gets(code)
    ana.texts("thank you for this", expects=None)
    sam.gets("thank you for this")
    ana.texts("NEVERMIND", expects="the end for now")
    sam.gets("they have ended it")
    expect(not ana.rings() and not sam.rings(), "no phone rang", (ana.rings(), sam.rings()))


@scene("text-only-peer-silent", hours=True)
def peer_silent(play: Play) -> None:
    """The volunteer goes quiet in the middle: they are nudged, and the participant says how to go on"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    ana.texts("write instead")
    sam.gets("By text, English")
    code = play.callback(ana).code
    sam.texts(f"TAKE {code}")
    ana.gets("Sam is here")
    ana.texts("I do not know where to begin", expects=None)
    sam.gets("where to begin")
    rita = play.volunteer("Rita")
    play.pass_time(minutes=6)
    sam.gets("have no answer yet")
    play.pass_time(minutes=3)
    ana.gets("No answer from Sam yet")
    ana.texts("2", expects="Another volunteer will write with you here")
    sam.gets("went to another volunteer")
    code = rita.is_offered()
    rita.texts(f"TAKE {code}")
    ana.gets("Rita is here")
    ana.texts("NEVERMIND", expects="the end for now")


@scene("crisis-in-writing", hours=True)
def crisis_in_writing(play: Play) -> None:
    """Words of crisis to the peer: the crisis line at once, a coordinator told, and the peer stays"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    ana.texts("write instead")
    sam.gets("By text, English")
    code = play.callback(ana).code
    sam.texts(f"TAKE {code}")
    ana.gets("Sam is here")
    ana.texts("I want to kill myself", expects="988")
    play.alert("CRISIS", ana)
    sam.gets("they have the crisis line")
    ana.texts("NEVERMIND", expects="the end for now")


@scene("private-words-in-writing", hours=True)
def private_words(play: Play) -> None:
    """What a peer writes to the line stays private, what is for the participant arrives, and the rest is asked"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    ana.texts("write instead")
    sam.gets("By text, English")
    code = play.callback(ana).code
    sam.texts(f"TAKE {code}", expects="what you text now goes to them")
    ana.gets("Sam is here")
    ana.texts("i had a drink and im sad", expects=None)
    sam.gets("i had a drink")
    sam.texts("take a deep breath", expects=None)
    ana.gets("Sam: take a deep breath")
    sam.texts("NOTE she sounds drunk", expects=f"Noted for {code}")
    sam.texts("done w her", expects="is that for them?")
    sam.texts("im done with work so i have time", expects="haven't sent your earlier text")
    ana.gets("Sam: im done with work so i have time")
    sam.texts("2", expects="has ended")
    heard = ana.gets("has said goodbye")
    expect("drunk" not in heard and "w her" not in heard, "no private word", heard)
    play.state_becomes(ana, "completed")


@scene("peer-asks-in-danger", hours=True)
def peer_asks(play: Play) -> None:
    """A peer's questions and calls for help reach somebody in danger, and alarm nobody about the peer"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.texts("CALL")
    ana.texts("write instead")
    sam.gets("By text, English")
    code = play.callback(ana).code
    sam.texts(f"TAKE {code}")
    ana.gets("Sam is here")
    sam.texts("how many pills did you take", expects=None)
    ana.gets("Sam: how many pills did you take")
    play.alert("CHECK", ana)
    sam.texts("call 911 right now please", expects=None)
    ana.gets("Sam: call 911 right now please")
    sam.texts("NOTE she has pills and will kill herself tonight", expects=f"alerted about {code}")
    play.alert("CRISIS", ana)
    ana.texts("NEVERMIND", expects="the end for now")
