"""Calls at a time the participant chose: said in words, kept in their zone, moved, and with more about them."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("call-7pm", hours=True)
def call_at_seven(play: Play) -> None:
    """CALL 7pm: read back, the zone asked once and kept, “still want it?”, and the phone rings at seven there"""
    play.becomes("15:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL 7pm", expects="between 7:00 and 7:30 PM EST")
    ana.texts("Pacific", expects="between 7:00 and 7:30 PM")
    play.becomes("19:05")  # seven in New York is four in Los Angeles
    expect(not sam.phone.texts(), "nobody is asked hours before", [text.body for text in sam.phone.texts()])
    play.becomes("18:40", "America/Los_Angeles")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="PM")
    expect(not sam.rings(), "no ring before its time", sam.rings())
    play.becomes("18:51", "America/Los_Angeles")
    ana.gets("is at 7:00 PM")
    ana.texts("1", expects="7:00 PM")
    expect(not sam.rings(), "no ring before its time", sam.rings())
    play.becomes("19:00", "America/Los_Angeles")
    play.talk_and_finish(ana, sam)


@scene("call-this-evening", hours=True)
def call_this_evening(play: Play) -> None:
    """CALL this evening, CALL tomorrow, and a time too far off: read back, asked about, never guessed"""
    play.becomes("15:00")
    ana, bo = play.person("Ana"), play.person("Bo")
    play.volunteer("Sam")
    ana.texts("CALL this evening", expects="between 6:00 and 9:00 PM")
    ana.texts("STATUS", expects="between 6:00 and 9:00 PM")
    ana.texts("NEVERMIND", expects="it's off")
    bo.texts("CALL in 3 weeks", expects="more than 7 days")
    bo.texts("tomorrow", expects="At what time that day?")
    bo.texts("9:30am", expects="between 9:30 and 10:00 AM")
    bo.texts("NEVERMIND", expects="it's off")


@scene("later-in-words", hours=True)
def later_in_words(play: Play) -> None:
    """LATER in 2 hours: whoever was asked is told, nobody is asked before, and then it comes about"""
    play.becomes("15:00")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    sam.is_offered()
    ana.texts("LATER", expects="When would be better")
    ana.texts("in 2 hours", expects="Moved, no need to say why")
    sam.gets("no longer needed")
    play.pass_time(minutes=80)
    sam.gets_nothing_more()
    play.pass_time(minutes=20)
    code = sam.is_offered()
    sam.texts(f"TAKE {code}")
    play.pass_time(minutes=12)
    ana.gets("Is that still good?")
    ana.texts("1")
    play.pass_time(minutes=10)
    play.talk_and_finish(ana, sam)


@scene("another-time-by-key", hours=True)
def by_key(play: Play) -> None:
    """A time and a length by key: the call is booked before the line asks, and silence keeps it"""
    play.becomes("15:00")
    ana, bo, sam = play.person("Ana"), play.person("Bo"), play.volunteer("Sam")
    ana.answers("1")
    call = ana.calls()
    call.hears("press 2")
    call.presses("2")
    call.hears("press 2 for another time, 3 to call it off, or 4 to say how long")
    call.presses("2")
    call.hears("3 for in an hour")
    call.presses("3")
    call.hears("4:00")
    call.ends()
    sam.gets("no longer needed")
    play.pass_time(minutes=35)
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="4:00 PM")
    play.pass_time(minutes=17)
    ana.gets("Is that still good?")
    ana.texts("1")
    play.becomes("16:00")
    play.talk_and_finish(ana, sam)
    call = bo.calls()
    call.hears("press 2")
    call.presses("2")
    call.hears("4 to say how long")
    call.presses("4")
    call.hears("Press 1 for five minutes")
    call.presses("3")
    call.hears("about 30 minutes")
    call.hangs_up()
    play.until(
        lambda: play.callback(bo).minutes == 30, "half an hour is kept", lambda: play.callback(bo).minutes
    )
    bo.texts("NEVERMIND", expects="it's off")


@scene("una-hora-en-palabras", hours=True)
def in_spanish(play: Play) -> None:
    """LLAMAME mañana a las 9, in Spanish from the first word"""
    play.becomes("15:00")
    ana = play.person("Ana")
    play.volunteer("Sam", languages=("en", "es"))
    ana.texts("ESPANOL")
    ana.texts("LLAMAME mañana a las 9", expects="entre las 9:00 y las 9:30 a.m.")
    ana.texts("Chicago", expects="entre las 9:00 y las 9:30 a.m.")
    ana.texts("LATER mañana a las 7 de la noche", expects="entre las 7:00 y las 7:30 p.m.")
    ana.texts("NEVERMIND", expects="queda cancelado")


@scene("tell-the-peer-more", hours=True)
def tell_the_peer_more(play: Play) -> None:
    """What about, how long, a question: who has been through it is asked first, and reads it only after TAKE"""
    play.becomes("15:00")
    ana = play.person("Ana")
    rita, sam = play.volunteer("Rita"), play.volunteer("Sam", experiences=("surgery",))
    ana.texts("CALL in 2 hours", expects="between")
    ana.texts("MORE", expects="What would you like to talk about")
    ana.texts("2", expects="How long")
    ana.texts("30", expects="you'd like to ask your volunteer")
    ana.texts("how do I handle the drains after surgery", expects="Who would you like to talk with")
    ana.texts("1", expects="kept that for your volunteer")
    play.pass_time(minutes=91)
    code = sam.is_offered()
    expect(play.asked(ana)[0][0] == "Sam", "Sam, who has been through it, is asked first", play.asked(ana))
    before = " ".join(text.body for text in sam.phone.texts())
    expect("drains" not in before, "an offer without their words", before)
    expect("30 min" in before, "an offer that says how long", before)
    sam.texts(f"TAKE {code}", expects=code)
    sam.gets("Text WORDS")
    sam.texts("WORDS", expects=None)
    sam.gets("drains")
    heard = [text.body for text in rita.phone.texts()]
    expect(not any("drains" in words for words in heard), "nobody else reads it", heard)
    ana.texts("NEVERMIND", expects="it's off")
