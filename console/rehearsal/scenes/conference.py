"""The conference of a talk: the private menu, the supervisor, the crisis transfer, the time warning."""

import re

from console.rehearsal.cast import Call, Person
from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene
from telephony.local_carrier.phones.phones import Ring

MENU = "Only you hear this"


def in_conference(play: Play, *, minutes: str = "") -> tuple[Person, Person, Call, Call]:
    """Ana and Sam talk and are moved into a conference. `minutes`: the length that was agreed, if there was one."""
    ana, sam = play.person("Ana"), play.volunteer("Sam")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    if minutes:
        ana.texts("MORE", expects="What would you like to talk about")
        ana.texts("SKIP", expects="How long")
        ana.texts(minutes, expects="you'd like to ask your volunteer")
    play.taken_up(ana, sam)
    hers, theirs = play.talk(ana, sam)
    play.until(lambda: play.callback(ana).room_at, "they are in a conference", lambda: "they are in none")
    theirs.is_joined_with(ana)
    hers.is_joined_with(sam)
    return ana, sam, hers, theirs


def menu(theirs: Call, hers: Call) -> None:
    """Press star: the volunteer hears the menu, and the participant “one moment”."""
    theirs.presses("*")
    theirs.hears(MENU)
    hers.hears("One moment")


@scene("star-from-the-room", hours=True)
def star_from_the_room(play: Play) -> None:
    """Star leads out of the talk and 1 back into it; star twice ends it and blocks"""
    ana, sam, hers, theirs = in_conference(play)
    menu(theirs, hers)
    theirs.presses("1")
    theirs.is_joined_with(ana)
    hers.is_joined_with(sam)
    menu(theirs, hers)
    theirs.presses("*")
    theirs.hears("won't connect you two again")
    theirs.ends()
    hers.ends()
    expect("never" not in hers.transcript, "nothing of it in Ana's ear", hers.transcript)
    play.state_becomes(ana, "completed")


@scene("supervisor-takes-over", hours=True)
def supervisor_takes_over(play: Play) -> None:
    """The supervisor is brought in by key 3, announced, and goes on when the volunteer leaves"""
    ana, sam, hers, theirs = in_conference(play)
    rue = play.on_call()
    rue.phone.on_ring(Ring("answer", keys=[("Press any key", "1"), ("Press 2", "2")], after=2.0))
    menu(theirs, hers)
    theirs.presses("3")
    theirs.hears("calling the supervisor")
    call = rue.is_rung()
    call.hears(re.compile(r"talking with \w+-\d+"))
    hers.hears("has joined the call, and goes on with you")
    theirs.hears("has joined the call, and goes on with you")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")
    sam.gets("Thank you for")
    hers.is_joined_with(rue)
    call.hangs_up()
    hers.hears("call has ended")
    hers.ends()


@scene("no-supervisor-reached", hours=True)
def no_supervisor_reached(play: Play) -> None:
    """Nobody on call picks up: the volunteer hears so, the coordinator is told, the talk goes on"""
    ana, sam, hers, theirs = in_conference(play)
    rue = play.on_call()
    rue.when_rung("busy")
    sam.texts("SUPERVISOR", expects="calling the supervisor")
    theirs.hears("couldn't reach the supervisor")
    play.alert("SUPERVISOR ", ana)
    theirs.is_joined_with(ana)
    hers.hangs_up()
    theirs.hears("call has ended")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")


@scene("to-the-crisis-line", hours=True)
def to_the_crisis_line(play: Play) -> None:
    """Key 4 puts Ana through to the crisis line: first it fails, and they are together again; then it answers"""
    ana, sam, hers, theirs = in_conference(play)
    line = play.crisis_line()
    line.when_rung("busy", Ring("answer", after=2.0))
    menu(theirs, hers)
    theirs.presses("4")
    hers.hears("connecting you to the crisis line")
    hers.hears("couldn't reach the crisis line")
    play.alert("CRISIS", ana)
    theirs.hears("couldn't reach the crisis line")
    theirs.is_joined_with(ana)
    hers.is_joined_with(sam)
    menu(theirs, hers)
    theirs.presses("4")
    hers.hears("connecting you to the crisis line")
    hers.is_joined_with(line)
    theirs.hears("crisis line is with them now")
    theirs.ends()
    play.state_becomes(ana, "completed")
    sam.gets("Thank you for")
    hers.hangs_up()


@scene("five-minutes-left", hours=True)
def five_minutes_left(play: Play) -> None:
    """Five minutes before the end the volunteer hears a tone, and the participant does not"""
    ana, _, hers, theirs = in_conference(play, minutes="15")
    play.pass_time(minutes=10)
    theirs.hears("tone.wav")
    expect("tone.wav" not in hers.transcript, "no tone in Ana's ear", hers.transcript)
    hers.hangs_up()
    theirs.hears("call has ended")
    theirs.hangs_up()
    play.state_becomes(ana, "completed")
