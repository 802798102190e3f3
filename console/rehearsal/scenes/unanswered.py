"""Rings that nobody answers, and machines that pick up, which never count as a person."""

import re

from console.rehearsal.cast import PICKS_UP
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring

TELLING = re.compile(r"peer|volunteer|crisis|988|9 8 8|check.?in|support|emergency", re.IGNORECASE)
"""Words that would say, to whoever listens to a machine, why the line called."""


@scene("voicemail-of-the-volunteer")
def voicemail_of_the_volunteer(play: Play) -> None:
    """A volunteer's voicemail never counts as a person: the participant is not rung for it"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    sam.when_rung(Ring("voicemail", after=PICKS_UP))
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    machine = sam.is_rung()
    sam.gets("didn't get through")
    machine.ends()
    expect(not ana.rings(), "the participant's phone stays silent", ana.rings())
    sam.answers("1")
    sam.texts(f"TAKE {code}", expects="calling you now")
    play.talk_and_finish(ana, sam)


@scene("participant-not-reached")
def participant_not_reached(play: Play) -> None:
    """No answer, a voicemail: the same volunteer tries again after each new yes, and then it is over"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    rita = play.volunteer("Rita")
    ana.when_rung(Ring("no-answer"), Ring("voicemail", after=PICKS_UP), Ring("busy"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    tries = play.stage.settings.callback_attempts
    for number in range(1, tries + 1):
        theirs = sam.is_rung()
        hers = ana.is_rung()
        if number < tries:
            theirs.hears("If they say yes")
            ana.gets("It's okay that you didn't pick up")
            sam.gets("they didn't pick up")
        else:
            theirs.hears("the last try")
        theirs.ends()
        if number < tries:
            ana.texts("1", expects="phone will ring in a minute")
        expect(
            "call has ended" not in theirs.transcript, "nobody is put through to a machine", theirs.transcript
        )
        told = TELLING.findall(hers.transcript)
        expect(not told, "a machine never hears why the line called", hers.transcript)
    sam.gets("the last try")
    last = ana.gets("To ask again, text CALL")
    expect(not TELLING.search(last), "a text that anybody may read", last)
    play.state_becomes(ana, "missed")
    expect(len(ana.rings()) == tries, f"{tries} rings", ana.rings())
    expect(
        play.asked(ana) == [("Sam", "accepted")], "the same volunteer throughout, asked once", play.asked(ana)
    )
    expect(not rita.rings(), "nobody else is rung", rita.rings())
    sam.gets_nothing_more("TAKE")
    ana.texts("CALL", expects="A volunteer will call you")
    ana.texts("NEVERMIND", expects="it's off")


@scene("not-now")
def not_now(play: Play) -> None:
    """The participant picks up and presses 2 for not now: the callback ends, and the volunteer hears so"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("2")
    ana.texts("CALL")
    play.taken_up(ana, sam)
    theirs = sam.is_rung()
    theirs.hears("wasn't a good time")
    theirs.ends()
    play.state_becomes(ana, "cancelled")
    ana.texts("STATUS", expects="no request open")


@scene("volunteer-hangs-up-early")
def volunteer_hangs_up_early(play: Play) -> None:
    """A volunteer hangs up while the participant's phone rings: it stops, and the next one is asked"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("manual"))
    ana.texts("CALL")
    code = play.taken_up(ana, sam)
    theirs = sam.is_rung()
    hers = ana.is_rung()
    rita = play.volunteer("Rita")
    theirs.hangs_up()
    hers.ends("canceled")
    sam.gets(f"TAKE {code} takes it back")
    ana.answers("1")
    play.taken_up(ana, rita)
    play.talk_and_finish(ana, rita)


@scene("hung-up-before-the-key")
def hung_up_before_the_key(play: Play) -> None:
    """The participant picks up and hangs up without a key: nobody is put through, and it is tried again"""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.when_rung(Ring("manual"))
    ana.texts("CALL")
    play.taken_up(ana, sam)
    sam.is_rung()
    hers = ana.is_rung()
    hers.picks_up()
    hers.hears("Press 1")
    hers.hangs_up()
    ana.answers("1")
    ana.gets("It's okay that you didn't pick up")
    ana.texts("1", expects="phone will ring in a minute")
    play.talk_and_finish(ana, sam)
