"""Unverified callers: the carrier does not vouch for the number they show, be it forged or their own."""

from console.rehearsal.expect import expect
from console.rehearsal.play import Play
from console.rehearsal.scene import scene


@scene("forged-volunteer")
def forged_volunteer(play: Play) -> None:
    """Somebody calls with a volunteer's number on display: no offers, no names, and nobody is joined with them"""
    ana, sam, mallory = play.person("Ana"), play.volunteer("Sam"), play.person("Mallory")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    code = sam.is_offered()
    call = mallory.calls(sam.number)
    greeting = call.hears("press 1")
    expect("duty" not in call.transcript, "nothing tells whose number it is", call.transcript)
    call.presses("2")
    call.hears("For a volunteer to call this number, press 1")
    call.presses("0")
    call.says("my shifts")
    call.hears("I didn't get that")
    call.hangs_up()
    other = mallory.calls("+12025550187")
    expect(other.hears("press 1") == greeting, "the same for a number nobody knows", other.transcript)
    other.hangs_up()
    untouched = play.callback(ana).state in ("offered", "waiting")
    expect(not ana.rings() and not sam.rings() and untouched, "nobody is rung", play.callback(ana).state)
    sam.texts(f"TAKE {code}", expects="is yours")
    play.talk_and_finish(ana, sam)


@scene("forged-participant")
def forged_participant(play: Play) -> None:
    """Somebody calls with a participant's number: hears nothing of her call, silences it, and one word restores it"""
    ana, sam, mallory = play.person("Ana"), play.volunteer("Sam"), play.person("Mallory")
    ana.answers("1")
    ana.texts("CALL", expects="A volunteer will call you")
    sam.is_offered()
    call = mallory.calls(ana.number)
    call.hears("press 2")
    call.presses("2")
    call.hears("If nobody should call this number for now, press 2")
    call.presses("2")
    call.hears("If a call to this number was waiting")
    call.ends()
    expect("line for a call" not in call.transcript, "nothing says that one waits", call.transcript)
    ana.gets("asked us not to call it")
    sam.gets("no longer needed")
    play.state_becomes(ana, "waiting")
    asked = mallory.calls(ana.number)
    asked.hears("press 2")
    asked.presses("2")
    asked.presses("1")
    asked.hears("A volunteer will call that number as soon as one is free")
    asked.hangs_up()
    ana.gets("asked for a call")
    expect(play.callback(ana).state == "waiting", "only her own word ends it", play.callback(ana).state)
    ana.texts("READY", expects="should call by")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)


@scene("nadie-responde-por-el-telefono")
def asked_for_in_spanish(play: Play) -> None:
    """Ana llama sin que su compañía confirme el número: pide una llamada, se le avisa por mensaje, y le suena"""
    ana, sam = play.person("Ana"), play.volunteer("Sam", languages=("en", "es"))
    ana.answers("1")
    ana.texts("ESPANOL", expects="Ahora seguimos en español")
    call = ana.calls(attested=False)
    call.hears("marca 9")
    call.presses("9")
    call.hears("marca 2")
    call.presses("2")
    call.hears("Para que una persona voluntaria llame a este número, marca 1")
    call.presses("1")
    call.hears("Una persona voluntaria llama a ese número")
    call.hangs_up()
    ana.gets("pidio una llamada")
    play.taken_up(ana, sam)
    play.talk_and_finish(ana, sam)
