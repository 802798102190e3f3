"""Safe contact: how somebody may be reached, asked once and kept at every text and every ring."""

from console.rehearsal.cast import Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring


def profile(ana: Person, *answers: str) -> None:
    """Text SAFE and answer its questions: calls, voicemail, hours, name, discreet, end word, who starts."""
    ana.texts("SAFE", expects="Is it safe to call you")
    for answer in answers:
        ana.texts(answer)


@scene("safe-hours-and-name", hours=True)
def safe_hours_and_name(play: Play) -> None:
    """Safe hours, a cover name, discreet words: no ring outside the hours, and only that name at the ring"""
    play.becomes("20:30")
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    profile(ana, "1", "2", "9am to 9pm", "Book Club", "1", "SKIP", "1")
    ana.texts("CALL", expects="Your call from this number comes")
    code = sam.is_offered()
    play.becomes("21:10")
    sam.texts(f"TAKE {code}", expects="Now isn't good for them")
    expect(not ana.rings() and not sam.rings(), "no ring in the night", (ana.rings(), sam.rings()))
    play.becomes("08:59")
    expect(not ana.rings() and not sam.rings(), "no ring before nine", (ana.rings(), sam.rings()))
    play.becomes("09:01")
    ana.gets("1 ready, 2 later, 3 write instead")
    ana.texts("1")
    theirs = sam.is_rung()
    hers = ana.is_rung()
    hers.hears("this is Book Club")
    theirs.is_joined_with(ana)
    hers.hangs_up()
    play.state_becomes(ana, "completed")
    began = [text.body for text in ana.phone.texts()]
    told = [words for words in began[-2:] if "peer" in words.lower() or "Rehearsal" in words]
    expect(not told, "nothing that we start says what it is about", told)


@scene("safe-voicemail", hours=True)
def voicemail(play: Play) -> None:
    """A machine hears the cover name and no reason, once; the text afterwards says no more"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("voicemail", after=2.0))
    profile(ana, "1", "yes", "ANY", "Book Club", "1", "SKIP", "1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    sam.is_rung()
    hers = ana.is_rung()
    hers.hears("Book Club. Sorry we missed you. It's nothing urgent")
    ana.gets("That was us")
    ana.texts("NEVERMIND", expects="it's off")


@scene("discreet-words", hours=True)
def discreet(play: Play) -> None:
    """Discreet words: texts do not say what they are about, and STATUS tells it when it suits them"""
    ana = play.person("Ana")
    profile(ana, "1", "2", "ANY", "NONE", "1", "NONE", "1")
    ana.texts("CALL", expects="Nobody is free right now")
    play.pass_time(minutes=95)
    revised = ana.gets("we won't make it. I'm sorry. Now it will be by")
    expect("988" not in revised and "peer" not in revised, "no word of what it is about", revised)
    play.pass_time(hours=6)
    late = ana.gets("we're late")
    expect("988" not in late and "peer" not in late, "no word of what it is about", late)
    ana.texts("STATUS", expects="we're late")
    ana.texts("NEVERMIND", expects="it's off")


@scene("i-will-contact-you", hours=True)
def i_will_contact_you(play: Play) -> None:
    """“Only I contact you”: a quarter of an hour after their last text the line starts nothing, until they text"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", on_duty=False)
    ana.answers("1")
    profile(ana, "1", "2", "ANY", "NONE", "2", "NONE", "2")
    ana.texts("CALL")
    play.pass_time(minutes=40)
    sam.texts("ON")
    code = sam.is_offered()
    before = len(ana.phone.texts())
    sam.texts(f"TAKE {code}", expects="has to wait until they text again")
    play.pass_time(minutes=30)
    expect(len(ana.phone.texts()) == before and not ana.rings(), "silence on our side", ana.rings())
    ana.texts("READY", expects="should call by")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("the-word-that-ends-everything", hours=True)
def the_word(play: Play) -> None:
    """The word that ends everything, sent while their phone rings: both rings stop, and no answer tells of it"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("manual"))
    profile(ana, "1", "2", "ANY", "NONE", "2", "zanahoria", "1")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    theirs = sam.is_rung()
    hers = ana.is_rung()
    ana.texts("Zanahoria", expects=None)
    hers.ends("canceled")
    theirs.ends()
    sam.gets("no longer needed")
    play.state_becomes(ana, "cancelled")


@scene("no-phone-may-ring", hours=True)
def no_phone_may_ring(play: Play) -> None:
    """Not safe to call: the callback is in writing from the start, and no phone rings"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    profile(ana, "2", "ANY", "NONE", "2", "NONE", "1")
    ana.texts("CALL", expects="No phone will ring")
    code = sam.is_offered()
    sam.texts(f"TAKE {code}", expects="what you text now goes to them")
    ana.gets("Sam is here")
    ana.texts("are you there", expects=None)
    sam.gets(f"{code}: are you there")
    sam.texts("I am here", expects=None)
    ana.gets("Sam: I am here")
    sam.texts(f"DONE {code}", expects="Thank you for")
    ana.gets("has said goodbye")
    expect(not ana.rings() and not sam.rings(), "no phone rang", (ana.rings(), sam.rings()))


@scene("another-number", hours=True)
def another_number(play: Play) -> None:
    """Another number: never rung before a code came from that phone itself, and rung there afterwards"""
    ana, phone = play.person("Ana"), play.person("Ana's other phone")
    sam = play.volunteer("Sam")
    phone.answers("1")
    ana.texts("CHECKIN")
    ana.texts("4")
    ana.texts("3")
    said = ana.texts(f"NUMBER {phone.number}", expects="CONFIRM")
    digits = said.split(" CONFIRM")[0].split()[-1]
    expect(not phone.phone.texts() and not phone.rings(), "nothing goes to that phone", phone.rings())
    phone.texts("0000 CONFIRM", expects="That code didn't work")
    phone.texts(f"{digits} CONFIRM", expects="this phone is confirmed")
    ana.gets("is confirmed. Your calls go there from now on")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    theirs, there = sam.is_rung(), phone.is_rung()
    theirs.is_joined_with(phone)
    there.hangs_up()
    play.state_becomes(ana, "completed")
    expect(not ana.rings(), "her own phone never rang", ana.rings())
    ana.texts("NUMBER OFF", expects="come to this phone again")


@scene("another-number-by-key", hours=True)
def by_key(play: Play) -> None:
    """A landline as the other number: confirmed by keys on a call from there, and rung"""
    ana, phone = play.person("Ana"), play.person("the phone at home")
    sam = play.volunteer("Sam")
    phone.phone.on_text(30006)
    phone.answers("1")
    ana.texts("CHECKIN")
    ana.texts("4")
    ana.texts("3")
    said = ana.texts(f"NUMBER {phone.number}", expects="key in")
    call = phone.calls()
    call.hears("key it in now and press pound")
    call.presses(said.split(" CONFIRM")[0].split()[-1] + "#")
    call.hears("this phone is confirmed")
    call.hangs_up()
    ana.gets("is confirmed. Your calls go there from now on")
    ana.texts("CALL", expects="A volunteer will call you")
    play.taken_up(ana, sam)
    theirs, there = sam.is_rung(), phone.is_rung()
    theirs.is_joined_with(phone)
    there.hangs_up()
    play.state_becomes(ana, "completed")
    expect(not ana.rings(), "her own phone never rang", ana.rings())


@scene("another-number-unconfirmed", hours=True)
def unconfirmed(play: Play) -> None:
    """A number named and never confirmed: a stranger's phone stays silent, and the call comes to their own"""
    ana, stranger, sam = play.person("Ana"), play.person("a stranger"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CHECKIN")
    ana.texts("4")
    ana.texts("3")
    ana.texts(f"NUMBER {stranger.number}", expects="CONFIRM")
    ana.texts("NUMBER 911", expects="emergency number")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
    expect(
        not stranger.rings() and not stranger.phone.texts(), "the stranger hears nothing", stranger.rings()
    )
